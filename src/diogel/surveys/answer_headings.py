"""From the heading of a column to what it holds: a question, one of its options, a fact.

Headings are question ids, or labels in either language; `w9/asb` is one option of a
question that has a column for each, `teams[2]/people` a question in the second row of the
repeated group `teams`. A column that looks like personal data is refused and
its values are never looked at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem
from diogel.files import Sheet
from diogel.language import say
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded, nearest

RESPONSE, LANGUAGE, WITHDRAWN, WEIGHT = "response", "language", "withdrawn", "weight"
# In a repeated group: the number of a row, how many rows, and the ending of that heading.
ROW, COUNT, ROWS = "row:", "rows:", "/rows"
Step = tuple[str, int]
_STEP = re.compile(r"(.+)\[(\d{1,6})\]")
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
        "response", "language", "withdrawn" or "weight"; "row:<repeat>" for the number of a
        row of a repeated group, "rows:<repeat>" for how many; empty for a question's column.
    question : Question or None
    option : str
        The choice's code when the column is one option of a question; else empty.
    instance : tuple of (repeat, number)
        Which row of each repeat a column beside the responses is of; empty for none.
    """

    number: int
    heading: str
    fact: str = ""
    question: Question | None = None
    option: str = ""
    instance: tuple[Step, ...] = ()


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
def _known(instrument: Instrument, repeat: str) -> dict[str, tuple[str, ...]]:
    """Every folded heading with the ids of the questions of a repeat it may mean; "" for none."""
    known = defaultdict[str, list[str]](list)
    for question in instrument.within(repeat):
        if not question.asks:
            continue
        known[folded(question.id)].append(question.id)
        for text in (full_label(instrument, question), question.label):
            for language in LANGUAGES:
                if question.id not in known[folded(text[language])]:
                    known[folded(text[language])].append(question.id)
    return {heading: tuple(ids) for heading, ids in known.items() if heading}


def meanings(instrument: Instrument, heading: str, repeat: str = "") -> tuple[str, ...]:
    """The facts or question ids that a heading may mean, options without their option.

    `repeat` says of which repeated group the sheet holds the rows; empty for responses.
    """
    text = folded(heading)
    for fact, words in FACTS.items():
        if text in words:
            return (fact,)
    if text in row_headings(instrument):
        return (f"{ROW}{row_headings(instrument)[text]}",)
    steps, rest = instance_of(instrument, heading)
    if steps and not repeat:
        rows = rest.removesuffix(ROWS)
        if rows != rest and rows in instrument.repeats:
            return (f"{COUNT}{rows}",)
        return _meant(instrument, rest, steps[-1][0])
    if not repeat and (rows := text.removesuffix(ROWS)) != text and rows in instrument.repeats:
        return (f"{COUNT}{rows}",)
    return _meant(instrument, heading, repeat)


def _meant(instrument: Instrument, heading: str, repeat: str) -> tuple[str, ...]:
    known, text = _known(instrument, repeat), folded(heading)
    return known.get(text, ()) or known.get(text.rpartition("/")[0].strip(), ())


@cache
def row_headings(instrument: Instrument) -> dict[str, str]:
    """The repeat for each folded heading of a column of row numbers, in either language."""
    found = {}
    for repeat in instrument.repeats:
        found[folded(f"{ROW}{repeat}")] = repeat
        for language in LANGUAGES:
            found[folded(row_label(instrument, repeat, language))] = repeat
    return found


def row_label(instrument: Instrument, repeat: str, language: Language, what: str = "row") -> str:
    """What is said over the numbers of the rows of a repeat; over how many, of `rows`."""
    group = instrument.blocks[repeat].label[language] or repeat
    return say(f"answers.heading-{what}", language, group=group)


def instance_of(instrument: Instrument, heading: str) -> tuple[tuple[Step, ...], str]:
    """Which rows of which repeats a heading names, and the rest: `teams[2]/people`.

    Groups on the way may be named or left out. Nothing and the whole heading when it names
    no row, or rows of repeats that do not stand in one another.
    """
    if "[" not in heading or not instrument.repeats:
        return (), heading
    parts = heading.split("/")
    steps, last = list[Step](), -1
    for at, part in enumerate(parts):
        found = _STEP.fullmatch(part.strip())
        if found and found[1] in instrument.repeats:
            steps.append((found[1], int(found[2])))
            last = at
    chain = tuple(name for name, _ in steps)
    if not steps or instrument.repeats[chain[-1]] != chain or any(n < 1 for _, n in steps):
        return (), heading
    rest = parts[last + 1 :]
    while len(rest) > 1 and rest[0].strip() in instrument.blocks and rest[-1] != "rows":
        rest = rest[1:]
    return tuple(steps), "/".join(rest).strip()


def read_headings(
    instrument: Instrument, sheet: Sheet, row: int, repeat: str = ""
) -> tuple[list[Column], list[Problem]]:
    """The columns of a sheet by the headings in one of its rows, and what is wrong.

    `repeat` says of which repeated group the sheet holds the rows; empty for responses.
    """
    columns, problems = list[Column](), list[Problem]()
    width = max((len(cells) for cells in sheet.rows), default=0)
    for number in range(1, width + 1):
        found = _column(instrument, sheet, row, number, repeat)
        if isinstance(found, Problem):
            problems.append(found)
        elif found is not None:
            columns.append(found)
    problems.extend(_twice(sheet, row, columns))
    return columns, problems


def _column(
    instrument: Instrument, sheet: Sheet, row: int, number: int, repeat: str
) -> Column | Problem | None:
    heading = sheet.cell(row, number)
    if not heading:
        below = any(sheet.cell(r, number) for r in range(row + 1, len(sheet.rows) + 1))
        place = sheet.place(row, number)
        return Problem("answers.column-without-heading", place) if below else None
    place = sheet.place(row, number, heading)
    ids = meanings(instrument, heading, repeat)
    if len(ids) > 1:
        return Problem("answers.ambiguous-column", place, heading, ", ".join(ids))
    if not ids:
        return _unknown(instrument, heading, place, repeat)
    steps, rest = instance_of(instrument, heading)
    steps, rest = (steps, rest) if steps and not repeat else ((), heading)
    if ids[0] in FACTS or ids[0].startswith((ROW, COUNT)):
        return Column(number, heading, fact=ids[0], instance=steps)
    question = instrument.question(ids[0])
    if folded(rest) in _known(instrument, instrument.repeat_of(question.id)):
        return Column(number, heading, question=question, instance=steps)
    option = _option(question, rest.rpartition("/")[2])
    if not option:
        named = rest.rpartition("/")[2]
        return Problem("answers.unknown-option", place, named, nearest(named, question.codes))
    return Column(number, heading, question=question, option=option, instance=steps)


def _unknown(instrument: Instrument, heading: str, place: Place, repeat: str) -> Problem:
    """A heading that is nothing known here: somewhere else, personal, or nothing at all."""
    for other in ("", *instrument.repeats):
        if other != repeat and _meant(instrument, heading, other):
            code = "answers.repeated-column-here" if other else "answers.single-column-here"
            return Problem(code, place, heading, other)
    if looks_personal(heading):
        return Problem("answers.personal-column", place, heading)
    known = [q.id for q in instrument.within(repeat) if q.asks]
    return Problem("answers.unknown-column", place, heading, nearest(heading, known))


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
    seen = dict[tuple[object, ...], Column]()
    for column in columns:
        name = column.fact or (column.question.id if column.question else "")
        key = (column.instance, name)
        other = seen.get((*key, column.option)) or (column.option and seen.get((*key, "")))
        if other:
            place = sheet.place(row, column.number, column.heading)
            yield Problem("answers.repeated-column", place, column.heading, other.heading)
        seen.setdefault((*key, column.option), column)
