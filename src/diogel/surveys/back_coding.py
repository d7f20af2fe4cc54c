"""Back-coding: a person says which choice the words given for "other" stand for.

The words are never changed and the answers' file is never touched: what was decided is kept
beside it, in `coding.csv`, and laid over the answers whenever they are counted. Taking a row
out of that file takes the decision back.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from diogel.core import Place, Problem, Refused, Severity
from diogel.files import Sheet, csv_bytes, read_sheets, write_atomically
from diogel.surveys.answer_cells import ticked
from diogel.surveys.answers import Answers, Response, Value
from diogel.surveys.imports.open_answers import TEXTS, opened_by
from diogel.surveys.imports.texts import comparable
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import nearest

NAME = "coding.csv"
HEADINGS = ("question", "response", "words", "fingerprint", "codes", "coder", "date")


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """Words that may be coded.

    Attributes
    ----------
    question : Question
        Whose choices they may stand for.
    words : Question
        The question that they answer.
    response, text : str
    proposed : str
        The choice whose code or label they are, letter for letter; empty for none.
    """

    question: Question
    words: Question
    response: str
    text: str
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person.

    Attributes
    ----------
    codes : tuple of str
        The choices that the words stand for; several only where the question takes several.
    fingerprint : str
        Of the words when it was made: when they are no longer the same, it is not applied.
    """

    question: str
    response: str
    words: str
    fingerprint: str
    codes: tuple[str, ...]
    coder: str
    day: str


def fingerprint_of(text: str) -> str:
    """Twelve hexadecimal digits that tell whether words are still the same."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def coded_questions(instrument: Instrument, words: Question) -> tuple[Question, ...]:
    """The questions whose choices some words may stand for.

    The question that led to the words, and those that the desk codes from the same words.
    """
    opener = opened_by(words)
    if words.kind not in TEXTS or opener is None or opener[0] not in instrument:
        return ()
    desk = (
        q
        for q in instrument.questions
        if q.coded and q.relevant == words.relevant and q.kind in ("single", "multi")
    )
    return (instrument.question(opener[0]), *desk)


def open_answers(answers: Answers) -> tuple[OpenAnswer, ...]:
    """Every text on the path that may be coded, by question and then by response.

    Words in repeated groups are not: a decision names a response, not a row of it.
    """
    instrument = answers.instrument
    return tuple(
        OpenAnswer(target, words, response.id, text, _proposed(target, text))
        for words in instrument.within("")
        for target in coded_questions(instrument, words)
        for response in answers.responses
        if isinstance(text := answers.value(response, words.id), str) and text
    )


def _proposed(question: Question, text: str) -> str:
    said = comparable(text)
    for choice in question.choices:
        names = (choice.code, choice.label.en, choice.label.cy)
        if said and said in {comparable(name) for name in names}:
            return choice.code
    return ""


def read_coding(path: Path) -> tuple[Decision, ...]:
    """The decisions of a `coding.csv`; Refused when it cannot be read as one."""
    sheet = read_sheets(path)[0]
    if sheet.rows[0][: len(HEADINGS)] != HEADINGS:
        found = ", ".join(sheet.rows[0])[:80]
        raise Refused([Problem("coding.headings", sheet.place(1), found, ", ".join(HEADINGS))])
    return tuple(_decision(sheet, row) for row in range(2, len(sheet.rows) + 1))


def _decision(sheet: Sheet, row: int) -> Decision:
    question, response, words, fingerprint, codes, coder, day = (
        sheet.cell(row, number) for number in range(1, len(HEADINGS) + 1)
    )
    return Decision(question, response, words, fingerprint, codes_of(codes), coder, day)


def codes_of(text: str) -> tuple[str, ...]:
    """The codes in a cell, parted by semicolons."""
    return tuple(part.strip() for part in text.split(";") if part.strip())


def write_coding(path: Path, decisions: Iterable[Decision]) -> None:
    """Write the decisions, all or nothing."""
    rows = [
        [d.question, d.response, d.words, d.fingerprint, "; ".join(d.codes), d.coder, d.day]
        for d in decisions
    ]
    with write_atomically(path) as temporary:
        temporary.write_bytes(csv_bytes([list(HEADINGS), *rows]))


def decision_on(answer: OpenAnswer, codes: Sequence[str], coder: str, day: date) -> Decision:
    """A decision on some words, made by a person on a day."""
    return Decision(
        answer.question.id,
        answer.response,
        answer.words.id,
        fingerprint_of(answer.text),
        tuple(codes),
        coder,
        day.isoformat(),
    )


def apply_coding(
    answers: Answers, decisions: Sequence[Decision], file: str = NAME
) -> tuple[Answers, tuple[Problem, ...], Mapping[str, int]]:
    """The answers as they count with the decisions laid over them.

    Returns
    -------
    Answers
        New ones; those given are not changed.
    tuple of Problem
        A decision that names what is not there stops; one about words that have changed
        since is left out, and wants a look.
    mapping of question id to int
        How many answers were coded. [responses]
    """
    responses = {response.id: response for response in answers.responses}
    problems, counts = list[Problem](), Counter[str]()
    for row, decision in enumerate(decisions, 2):
        problem = _wrong(answers, responses, decision, Place(file, "", row))
        if problem is not None:
            problems.append(problem)
            continue
        changed = _coded(answers.instrument, responses[decision.response], decision)
        if isinstance(changed, str):
            place = Place(file, "", row)
            problems.append(Problem(changed, place, decision.question, severity=Severity.LOOK))
            continue
        responses[decision.response] = changed
        counts[decision.question] += 1
    return replace(answers, responses=tuple(responses.values())), tuple(problems), dict(counts)


def _wrong(
    answers: Answers, responses: Mapping[str, Response], decision: Decision, place: Place
) -> Problem | None:
    """What keeps a decision from being applied; None for nothing."""
    instrument = answers.instrument
    known = decision.words in instrument and decision.question in instrument
    words = instrument.question(decision.words) if known else None
    if words is None or instrument.question(decision.question) not in coded_questions(
        instrument, words
    ):
        return Problem("coding.unknown-question", place, decision.question)
    question = instrument.question(decision.question)
    for code in decision.codes:
        if code not in question.codes:
            return Problem("coding.unknown-code", place, code, nearest(code, question.codes))
    several = question.kind in ("multi", "areas")
    alone = ticked(question, frozenset(decision.codes)).faults if several else ()
    if not decision.codes or alone or (len(decision.codes) > 1 and not several):
        return Problem("coding.one-code", place, "; ".join(decision.codes))
    response = responses.get(decision.response)
    text = response.values.get(decision.words) if response else None
    if not isinstance(text, str) or fingerprint_of(text) != decision.fingerprint:
        return Problem("coding.stale", place, decision.response, severity=Severity.LOOK)
    return None


def _coded(instrument: Instrument, response: Response, decision: Decision) -> Response | str:
    """The response with the decision laid over it, or the code of what is wrong."""
    question = instrument.question(decision.question)
    opener = opened_by(instrument.question(decision.words))
    value, codes = response.values.get(question.id), frozenset(decision.codes)
    if question.coded:
        new: Value = codes if question.kind == "multi" else decision.codes[0]
        if value not in (None, "", new):
            return "coding.desk-disagrees"
    elif opener is None:
        return "coding.stale"
    elif isinstance(value, frozenset):
        new = (value - {opener[1]}) | codes
        if ticked(question, new).faults:
            return "coding.exclusive"
    else:
        new = decision.codes[0] if value == opener[1] else value
    return replace(response, values={**response.values, question.id: new})


def code_counts(answers: Answers, question: Question) -> dict[str, int]:
    """How many responses gave each code of a question. [responses]"""
    counts = dict.fromkeys(question.codes, 0)
    for response in answers.responses:
        value = answers.given(response, question.id)
        for code in value if isinstance(value, frozenset) else (value,):
            if isinstance(code, str) and code in counts:
                counts[code] += 1
    return counts


def changed_counts(
    before: Answers, after: Answers, questions: Iterable[str]
) -> Iterator[tuple[Question, str, int, int]]:
    """Question, code, count before and after, for each count that coding changes."""
    for name in questions:
        question = before.instrument.question(name)
        was, is_ = code_counts(before, question), code_counts(after, question)
        for code in question.codes:
            if was[code] != is_[code]:
                yield question, code, was[code], is_[code]
