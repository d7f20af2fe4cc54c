"""Repeated groups are kept, given out and read again; they are not tabulated, which is said.

An answer in a repeated group is told of an instance (a team, a person, a visit), and a base of
instances is no base of responses: several rows of one response are not independent, and the
rules of disclosure count responses. Nothing counts the one among the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from diogel.core import Place, Problem, Refused, Severity
from diogel.surveys.answer_layout import instances_of
from diogel.surveys.answers import Answers
from diogel.surveys.instrument import Instrument
from diogel.surveys.plan import Plan


def refuse_repeated(instrument: Instrument, plan: Plan) -> None:
    """Refused with every place where a plan wants a question of a repeated group counted."""
    if not instrument.repeats:
        return
    problems = [
        Problem("plan.repeated-question", Place("plan.toml", column=column), name, repeat)
        for column, name, repeat in _named(instrument, plan)
    ]
    if problems:
        raise Refused(problems)


def _named(instrument: Instrument, plan: Plan) -> Iterator[tuple[str, str, str]]:
    """The entry, the question and its repeat, for each that a plan names."""
    named = [(w.id, text) for w in plan.wanted for text in _texts((w.settings, w.parts))]
    if plan.words:
        named.append(("words", plan.words))
    for column, text in dict.fromkeys(named):
        for name in (text, text.partition(".")[0]):
            if repeat := instrument.repeat_of(name):
                yield column, name, repeat
                break


def _texts(value: object) -> Iterator[str]:
    """Every text in the settings of an entry, but for its own words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("en", "cy", "note", "title"):
                yield from _texts(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _texts(inner)


def told_of_repeats(answers: Answers, file: str) -> Iterator[Problem]:
    """For each repeated group with rows, that they are kept, how many, and not tabulated."""
    live = [response for response in answers.responses if not response.withdrawn]
    for repeat, chain in answers.instrument.repeats.items():
        rows = sum(1 for response in live for _ in instances_of(response, chain))
        if rows:
            label = answers.instrument.blocks[repeat].label
            place = Place(file, column=repeat)
            yield Problem("answers.rows-kept", place, str(rows), label, Severity.NOTE)
