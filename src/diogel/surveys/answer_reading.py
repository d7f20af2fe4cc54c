"""Reads answers from our template (.xlsx, .csv): every refused cell has its address.

One row is one response, or on a sheet of its own one row of a repeated group; a second row
of labels under the ids is allowed. Nothing is read half: a cell that is refused counts as a
problem, and a file with one is not used.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Sheet, read_sheets
from diogel.surveys.answer_cells import Fault, read_yes
from diogel.surveys.answer_headings import LANGUAGE, RESPONSE, WEIGHT, WITHDRAWN
from diogel.surveys.answer_repeats import not_allowed, read_rows, rows_beside, rows_in_context
from diogel.surveys.answer_rows import (
    MOST_PROBLEMS,
    Reading,
    best_sheet,
    fact_of,
    opened,
    read_values,
)
from diogel.surveys.answers import Answers, Conversation, Missing, Response
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded
from diogel.surveys.xlsform import CONVERSATION_INSTRUMENT, builtin_instrument

ANSWER_SHEETS = ("answers", "atebion")
CONVERSATION_SHEETS = ("conversations", "sgyrsiau")
# With an exponent too: that is how a spreadsheet writes a very small number.
_DECIMAL = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
LANGUAGES_SAID = {
    **dict.fromkeys(("cy", "cymraeg", "welsh"), "cy"),
    **dict.fromkeys(("en", "english", "saesneg"), "en"),
}


def read_answers(
    path: Path,
    instrument: Instrument,
    *,
    wave: str = "",
    conversations: Path | None = None,
) -> tuple[Answers, tuple[Problem, ...]]:
    """The answers in a file, and every problem met.

    Parameters
    ----------
    path : Path
        A filled-in template, .xlsx or .csv (also .ods, .xls).
    instrument : Instrument
        What was asked.
    wave : str
        The wave's id; the instrument's when empty.
    conversations : Path, optional
        A file of conversation records; without it, the sheet "Conversations" of `path`,
        if there is one.

    Returns
    -------
    Answers, tuple of Problem
        With a problem of severity STOP, what was refused is left blank in the answers,
        which are then for looking at and not for publishing.

    Raises
    ------
    Refused
        Nothing in the file can be taken for answers.
    """
    sheets = read_sheets(path)
    main = _answer_sheet(instrument, sheets)
    reading = _read_sheet(instrument, main)
    rows = read_rows(reading, [sheet for sheet in sheets if sheet is not main])
    apart = () if instrument.id == CONVERSATION_INSTRUMENT else sheets
    talks, told = _conversations(apart, conversations)
    answers = Answers(wave or instrument.id, instrument, tuple(reading.responses), talks)
    problems = [*reading.problems, *rows.problems, *_after(reading, answers)]
    problems += [*rows_in_context(rows, answers), *told]
    if len(problems) > MOST_PROBLEMS:
        more = Problem("answers.more-problems", Place(path.name), str(len(problems)))
        problems = [*problems[:MOST_PROBLEMS], more]
    return answers, tuple(problems)


def read_conversations(path: Path) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    """The conversation records in a file of their own, and every problem met."""
    sheets = read_sheets(path)
    named = [s for s in sheets if folded(s.name) in CONVERSATION_SHEETS]
    return _talks(
        named[0] if named else best_sheet(builtin_instrument(CONVERSATION_INSTRUMENT), sheets)
    )


def _conversations(
    sheets: tuple[Sheet, ...], path: Path | None
) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    if path is not None:
        return read_conversations(path)
    for sheet in sheets:
        if folded(sheet.name) in CONVERSATION_SHEETS:
            return _talks(sheet)
    return (), ()


def _talks(sheet: Sheet) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    reading = _read_sheet(builtin_instrument(CONVERSATION_INSTRUMENT), sheet)
    talks = tuple(_talk(response) for response in reading.responses)
    answers = Answers("", reading.instrument, tuple(reading.responses))
    return talks, (*reading.problems, *_after(reading, answers), *_head_counts(reading, talks))


def _talk(response: Response) -> Conversation:
    values = response.values
    people = values.get("c_people")
    return Conversation(
        response.id,
        str(values.get("c_force") or ""),
        people if isinstance(people, int) else 0,
        str(values.get("c_format") or ""),
        values,
    )


def _head_counts(reading: Reading, talks: tuple[Conversation, ...]) -> Iterator[Problem]:
    """More people aware, unsure and unaware than took part cannot be."""
    for talk in talks:
        counted = sum(talk.count(name) for name in ("c_aware", "c_unsure", "c_unaware"))
        if counted > talk.people:
            place = reading.place(reading.rows[talk.id], reading.column_of("c_aware"))
            yield Problem("answers.more-people", place, str(counted), str(talk.people))


def _answer_sheet(instrument: Instrument, sheets: tuple[Sheet, ...]) -> Sheet:
    named = [sheet for sheet in sheets if folded(sheet.name) in ANSWER_SHEETS]
    return named[0] if named else best_sheet(instrument, sheets)


def _read_sheet(instrument: Instrument, sheet: Sheet) -> Reading:
    reading = opened(instrument, sheet)
    for row in reading.filled():
        _read_row(reading, row)
    return reading


def _read_row(reading: Reading, row: int) -> None:
    values, states = read_values(reading, row)
    identity = _identity(reading, row)
    reading.rows.setdefault(identity, row)
    withdrawn = _withdrawn(reading, row)
    asked = reading.instrument.area_question
    areas = values.get(asked.id) if asked else None
    reading.responses.append(
        Response(
            identity,
            tuple(sorted(areas)) if isinstance(areas, frozenset) else (),
            _language(reading, row),
            values,
            states,
            withdrawn,
            _weight(reading, row, withdrawn),
            rows_beside(reading, row),
        )
    )


def _identity(reading: Reading, row: int) -> str:
    """The response's id; without a column for it, its place among the responses."""
    column, text = fact_of(reading, row, RESPONSE)
    if column is None:
        return str(len(reading.responses) + 1)
    if not text:
        reading.say(row, column, Fault("answers.missing-id"))
        return f"row {row}"
    if text in reading.rows:
        expected = str(reading.rows[text])
        reading.say(row, column, Fault("answers.duplicate-response", text[:80], expected))
    return text


def _language(reading: Reading, row: int) -> str:
    column, text = fact_of(reading, row, LANGUAGE)
    if text and folded(text) not in LANGUAGES_SAID:
        reading.say(row, column, Fault("answers.unknown-language", text[:80], "cy, en"))
    return LANGUAGES_SAID.get(folded(text), "")


def _withdrawn(reading: Reading, row: int) -> bool:
    column, text = fact_of(reading, row, WITHDRAWN)
    if text and read_yes(text) is None:
        reading.say(row, column, Fault("answers.not-a-tick", text[:80]))
    return bool(read_yes(text))


def _weight(reading: Reading, row: int, withdrawn: bool) -> float:
    """How much the response counts; 1 in a file without weights, or after a fault."""
    column, text = fact_of(reading, row, WEIGHT)
    if column is None or (withdrawn and not text):
        return 1.0
    if not text:
        reading.say(row, column, Fault("answers.missing-weight"))
        return 1.0
    weight = float(text) if _DECIMAL.fullmatch(text) else 0.0
    if not 0 < weight < math.inf:
        reading.say(row, column, Fault("answers.bad-weight", text[:80]))
        return 1.0
    return weight


def _after(reading: Reading, answers: Answers) -> Iterator[Problem]:
    """What shows only when a whole response, or all of them, are seen."""
    for response in answers.responses:
        if response.withdrawn:
            continue
        row = reading.rows[response.id]
        for question in answers.instrument.within(""):
            told = _in_context(answers, response, question)
            if told:
                column = reading.column_of(question.id)
                yield Problem(
                    told.code, reading.place(row, column), question.id, told.expected, told.severity
                )
    yield from _areas_twice(reading, answers)


def _in_context(answers: Answers, response: Response, question: Question) -> Fault | None:
    value = response.values.get(question.id)
    if value not in (None, "", frozenset()) and not answers.on_path(response, question.id):
        return Fault("answers.off-path", severity=Severity.NOTE)
    state = answers.state(response, question.id) if question.required else None
    if state is Missing.ITEM_NONRESPONSE:
        return Fault("answers.required", expected=question.label, severity=Severity.LOOK)
    if not answers.allowed(response, question):
        return not_allowed(question)
    return None


def _areas_twice(reading: Reading, answers: Answers) -> Iterator[Problem]:
    """An authority covered by two responses, where responses must say what they cover."""
    asked = answers.instrument.area_question
    if asked is None or not asked.required:
        return
    first = dict[str, str]()
    for response in answers.responses:
        for code in () if response.withdrawn else response.areas:
            if code in first:
                place = reading.place(reading.rows[response.id], reading.column_of(asked.id))
                name = _name(asked, code)
                other = str(reading.rows[first[code]])
                yield Problem("answers.area-twice", place, "", other, Severity.LOOK, {"area": name})
            first.setdefault(code, response.id)


def _name(asked: Question, code: str) -> Bilingual:
    return asked.choice(code).label if code in asked.codes else Bilingual.same(code)
