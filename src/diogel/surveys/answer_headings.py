"""From the heading of a column to what it holds: a question, one of its options, a fact.

Headings are question ids, or labels in either language; `w9/asb` is one option of a
question that has a column for each. A column that looks like personal data is refused and
its values are never looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from diogel.core import LANGUAGES, Bilingual, Problem
from diogel.files import Sheet
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded, nearest

RESPONSE, LANGUAGE, WITHDRAWN, WEIGHT = "response", "language", "withdrawn", "weight"
FACTS = {
    RESPONSE: ("response", "ymateb", "conversation", "sgwrs", "id"),
    LANGUAGE: ("language", "iaith"),
    WITHDRAWN: ("withdrawn", "tynnwyd yn ôl"),
    WEIGHT: ("weight", "pwysau", "pwysoliad"),
}
_PERSONAL = re.compile(
    r"\b(?:(?:first|last|full|sur)?\s*name|surname|forename|enw|cyfenw|e-?mail|e-?bost|phone"
    r"|telephone|tel|mobile|ffôn|ffon|symudol|address|cyfeiriad|post\s?code|cod post|contact"
    r"|cyswllt|date of birth|dob|dyddiad geni|ip)\b"
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column that is understood.

    Attributes
    ----------
    number : int
        From 1.
    heading : str
        As it stands in the file.
    fact : str
        "response", "language", "withdrawn" or "weight"; empty for a question's column.
    question : Question or None
    option : str
        The choice's code when the column is one option of a question; else empty.
    """

    number: int
    heading: str
    fact: str = ""
    question: Question | None = None
    option: str = ""


def looks_personal(heading: str) -> bool:
    """Whether a heading speaks of a name, an address or another thing that tells a person."""
    return _PERSONAL.search(folded(heading)) is not None


def full_label(instrument: Instrument, question: Question) -> Bilingual:
    """A question as a heading: a grid's row is preceded by the grid's stem."""
    if not question.matrix:
        return question.label
    stem = instrument.matrices[question.matrix].label
    return Bilingual(
        f"{stem.en} {question.label.en}", f"{stem.cy} {question.label.cy}", question.label.review
    )


@cache
def _known(instrument: Instrument) -> dict[str, tuple[str, ...]]:
    """Every folded heading with the ids of the questions it may mean."""
    known = defaultdict[str, list[str]](list)
    for question in instrument.questions:
        if not question.asks:
            continue
        known[folded(question.id)].append(question.id)
        for text in (full_label(instrument, question), question.label):
            for language in LANGUAGES:
                if question.id not in known[folded(text[language])]:
                    known[folded(text[language])].append(question.id)
    return {heading: tuple(ids) for heading, ids in known.items() if heading}


def meanings(instrument: Instrument, heading: str) -> tuple[str, ...]:
    """The facts or question ids that a heading may mean, options without their option."""
    text = folded(heading)
    for fact, words in FACTS.items():
        if text in words:
            return (fact,)
    whole = _known(instrument).get(text, ())
    return whole or _known(instrument).get(text.rpartition("/")[0].strip(), ())


def read_headings(
    instrument: Instrument, sheet: Sheet, row: int
) -> tuple[list[Column], list[Problem]]:
    """The columns of a sheet by the headings in one of its rows, and what is wrong."""
    columns, problems = list[Column](), list[Problem]()
    width = max((len(cells) for cells in sheet.rows), default=0)
    for number in range(1, width + 1):
        found = _column(instrument, sheet, row, number)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            columns.append(found)
    problems.extend(_twice(sheet, row, columns))
    return columns, problems


def _column(instrument: Instrument, sheet: Sheet, row: int, number: int) -> Column | Problem | None:
    heading = sheet.cell(row, number)
    if not heading:
        below = any(sheet.cell(r, number) for r in range(row + 1, len(sheet.rows) + 1))
        place = sheet.place(row, number)
        return Problem("answers.column-without-heading", place) if below else None
    place = sheet.place(row, number, heading)
    ids = meanings(instrument, heading)
    if len(ids) > 1:
        return Problem("answers.ambiguous-column", place, heading, ", ".join(ids))
    if not ids:
        if looks_personal(heading):
            return Problem("answers.personal-column", place, heading)
        known = [q.id for q in instrument.questions if q.asks]
        return Problem("answers.unknown-column", place, heading, nearest(heading, known))
    if ids[0] in FACTS:
        return Column(number, heading, fact=ids[0])
    question = instrument.question(ids[0])
    if folded(heading) in _known(instrument):
        return Column(number, heading, question=question)
    option = _option(question, heading.rpartition("/")[2])
    if not option:
        named = heading.rpartition("/")[2]
        return Problem("answers.unknown-option", place, named, nearest(named, question.codes))
    return Column(number, heading, question=question, option=option)


def _option(question: Question, text: str) -> str:
    """The code of an option named by code or by label."""
    if question.kind not in ("multi", "areas"):
        return ""
    for choice in question.choices:
        if folded(text) in (folded(choice.code), folded(choice.label.en), folded(choice.label.cy)):
            return choice.code
    return ""


def _twice(sheet: Sheet, row: int, columns: list[Column]) -> Iterator[Problem]:
    """A question, option or fact that has two columns, or a column beside its options."""
    seen = dict[tuple[str, str], Column]()
    for column in columns:
        name = column.fact or (column.question.id if column.question else "")
        other = seen.get((name, column.option)) or (column.option and seen.get((name, "")))
        if other:
            place = sheet.place(row, column.number, column.heading)
            yield Problem("answers.repeated-column", place, column.heading, other.heading)
        seen.setdefault((name, column.option), column)
