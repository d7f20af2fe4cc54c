"""What may be compared: questions asked in the same words, with the same answers, of the same.

A question is the same by its indicator, and only then compared word for word, in both
languages. A difference is a break in the series, however small: nobody can know what another
wording would have brought.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from diogel.core import Bilingual
from diogel.surveys.expressions import parse, references
from diogel.surveys.instrument import Instrument, Question

COMPARED = ("single", "multi")
LEAST_CHOICES = 2


class Break(StrEnum):
    """Why a question is not compared. The value is part of the key of its sentence."""

    NEW = "new"
    GONE = "gone"
    KIND = "kind"
    TEXT = "text"
    WELSH = "welsh"
    ANSWERS = "answers"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A question as it was asked last, as it was asked before, and what keeps them apart."""

    question: Question
    earlier: Question | None
    breaks: tuple[Break, ...] = ()


def counterparts(first: Instrument, second: Instrument) -> tuple[Counterpart, ...]:
    """Every question with listed answers of either wave, in the order of the second."""
    before = {_identity(q): q for q in _compared(first)}
    after = {_identity(q): q for q in _compared(second)}
    changed = _reworded(first, second)
    pairs = [(before.get(name), q) for name, q in after.items()]
    found = [Counterpart(now, was, _breaks(was, now, first, second, changed)) for was, now in pairs]
    gone = [q for name, q in before.items() if name not in after]
    return (*found, *(Counterpart(q, q, (Break.GONE,)) for q in gone))


def _compared(instrument: Instrument) -> Iterator[Question]:
    """Questions that a respondent answers once by choosing from a list."""
    for question in instrument.within(""):
        chosen = question.kind in COMPARED and len(question.choices) >= LEAST_CHOICES
        if chosen and not question.coded and not question.calculation:
            yield question


def _identity(question: Question) -> str:
    return question.indicator or question.id


def _breaks(
    was: Question | None,
    now: Question,
    first: Instrument,
    second: Instrument,
    changed: frozenset[str],
) -> tuple[Break, ...]:
    if was is None:
        return (Break.NEW,)
    found = []
    if was.kind != now.kind:
        found.append(Break.KIND)
    english, welsh = (
        _asked(was, first, language) != _asked(now, second, language) for language in (0, 1)
    )
    if english:
        found.append(Break.TEXT)
    elif welsh:
        found.append(Break.WELSH)
    if _answers(was) != _answers(now):
        found.append(Break.ANSWERS)
    if _rule(was) != _rule(now) or _rests_on(now) & changed:
        found.append(Break.ASKED)
    return tuple(found)


def _words(text: Bilingual) -> tuple[str, str]:
    """Both texts, however their spaces and lines fall."""
    return " ".join(text.en.split()), " ".join(text.cy.split())


def _asked(question: Question, instrument: Instrument, language: int) -> tuple[str, ...]:
    """What a respondent reads before the answers, in one language: stem, question, hint."""
    matrix = instrument.matrices.get(question.matrix)
    stem = (_words(matrix.label)[language],) if matrix else ()
    return (*stem, _words(question.label)[language], _words(question.hint)[language])


def _answers(question: Question) -> tuple[tuple[object, ...], ...]:
    return tuple((c.code, *_words(c.label), c.exclusive, c.missing) for c in question.choices)


def _rule(question: Question) -> tuple[str, ...]:
    return (" ".join(question.relevant.split()), " ".join(question.choice_filter.split()))


def _rests_on(question: Question) -> frozenset[str]:
    """The questions whose answers decide whether this one is asked."""
    return frozenset(references(parse(question.relevant))) if question.relevant else frozenset()


def _reworded(first: Instrument, second: Instrument) -> frozenset[str]:
    """The ids of questions of the second wave that were not asked so in the first.

    Who is led to a question by an answer to one of these is not the same base any more.
    """
    before: Mapping[str, Question] = {q.id: q for q in first.questions}
    return frozenset(
        now.id
        for now in second.questions
        if (was := before.get(now.id)) is None
        or (was.kind, was.label, was.hint, _answers(was))
        != (now.kind, now.label, now.hint, _answers(now))
    )
