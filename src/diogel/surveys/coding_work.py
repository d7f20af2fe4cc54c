"""Coding the words of one wave: write the workbook, read it back, say what it changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.core import Bilingual, Language, Place, Problem, Refused, Severity
from diogel.surveys.answer_reading import read_answers
from diogel.surveys.answers import Answers
from diogel.surveys.back_coding import (
    NAME,
    Decision,
    apply_coding,
    changed_counts,
    read_coding,
    write_coding,
)
from diogel.surveys.coding_workbook import NAME as WORKBOOK
from diogel.surveys.coding_workbook import read_coding_workbook, write_coding_workbook
from diogel.surveys.imports.open_answers import TEXTS, opened_by
from diogel.surveys.wave import ANSWER_NAMES, CONVERSATION_NAMES, INSTRUMENT_NAMES, Wave
from diogel.surveys.xlsform import load_instrument


@dataclass(frozen=True, slots=True)
class CountChange:
    """One count that coding changes. `before` and `after` are in responses."""

    question: str
    code: str
    label: Bilingual
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Coding:
    """What was written or read.

    Attributes
    ----------
    path : Path
        The workbook that was written, or the `coding.csv` that was.
    texts, decided : int
        How many texts may be coded (0 when the workbook was read), and how many are.
    """

    path: Path
    texts: int
    decided: int
    changes: tuple[CountChange, ...] = ()
    problems: tuple[Problem, ...] = ()


def start_coding(wave: Wave, language: Language) -> Coding:
    """Write the workbook of words that may be coded, in the wave's folder.

    Raises
    ------
    Refused
        The answers cannot be used, or an older workbook holds codes that were never read.
    """
    answers, earlier = _answers(wave), _decisions(wave)
    path = wave.folder / WORKBOOK
    if path.is_file():
        _refuse_unread(path, answers, earlier)
    texts = write_coding_workbook(answers, path, language, earlier)
    return Coding(path, texts, len(earlier), problems=tuple(_not_offered(answers)))


def take_coding(wave: Wave, path: Path, today: date | None = None) -> Coding:
    """Read a workbook of coded words and keep its decisions; counts before and after.

    Raises
    ------
    Refused
        With everything wrong in the workbook; the decisions stay as they were.
    """
    answers, earlier = _answers(wave), _decisions(wave)
    decisions = read_coding_workbook(path, answers, today or date.today(), earlier)
    coded, problems, counts = apply_coding(answers, decisions)
    stops = [p for p in problems if p.severity is Severity.STOP]
    if stops:
        raise Refused(stops)
    was = apply_coding(answers, earlier)
    questions = [q.id for q in answers.instrument.questions if q.id in {*counts, *was[2]}]
    changes = tuple(
        CountChange(q.id, code, q.choice(code).label, before, after)
        for q, code, before, after in changed_counts(was[0], coded, questions)
    )
    write_coding(wave.folder / NAME, decisions)
    return Coding(wave.folder / NAME, 0, len(decisions), changes, problems)


def _not_offered(answers: Answers) -> Iterator[Problem]:
    """Words in repeated groups that might be coded and are not: the person is told."""
    for words in answers.instrument.questions:
        repeat = answers.instrument.repeat_of(words.id)
        if repeat and words.kind in TEXTS and opened_by(words):
            place = Place(column=words.id)
            yield Problem("coding.in-repeat", place, words.id, repeat, Severity.NOTE)


def _answers(wave: Wave) -> Answers:
    """The wave's answers as they were given, without any coding."""
    instrument = load_instrument(wave.needed(INSTRUMENT_NAMES))
    answers, told = read_answers(
        wave.needed(ANSWER_NAMES),
        instrument,
        wave=wave.id,
        conversations=wave.file(CONVERSATION_NAMES),
    )
    stops = [problem for problem in told if problem.severity is Severity.STOP]
    if stops:
        raise Refused(stops)
    return answers


def _decisions(wave: Wave) -> tuple[Decision, ...]:
    path = wave.file((NAME,))
    return read_coding(path) if path else ()


def _refuse_unread(path: Path, answers: Answers, earlier: Sequence[Decision]) -> None:
    """Writing over codes that a person typed and nobody read would lose them."""
    try:
        decisions = read_coding_workbook(path, answers, date.today(), earlier)
    except Refused:
        decisions = None
    if decisions is None or not set(decisions) <= set(earlier):
        raise Refused([Problem("coding.unread", Place(path.name), path.name, "--read")])
