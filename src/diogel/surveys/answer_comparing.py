"""The double-key check: two people keyed the same forms, and every cell must agree.

With the questionnaire, a code and its label in either language are the same answer; without
it, texts are compared. Free answers are compared and never repeated in what is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual, Place, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.surveys.answer_cells import read_cell, read_yes
from diogel.surveys.answer_headings import FACTS, LANGUAGE, RESPONSE, WEIGHT, WITHDRAWN, meanings
from diogel.surveys.answer_reading import ANSWER_SHEETS, HEADINGS_WITHIN, LANGUAGES_SAID
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded

OPEN_KINDS = ("text", "longtext")


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much was compared, and each difference as a problem at the first file's cell."""

    responses: int
    cells: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Keyed:
    """One file: its sheet, the column of each thing asked, the row of each response."""

    sheet: Sheet
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]

    def place(self, row: int, name: str) -> Place:
        return self.sheet.place(row, self.columns[name], self.headings[name])

    def text(self, row: int, name: str) -> str:
        return self.sheet.cell(row, self.columns[name])


def compare_answers(first: Path, second: Path, instrument: Instrument | None = None) -> Comparison:
    """Every cell in which two keyed files differ, with both addresses.

    Raises
    ------
    Refused
        One of the files cannot be read, or has no column of response ids.
    """
    one, other = _read(first, instrument), _read(second, instrument)
    problems = [*one.problems, *other.problems]
    problems += [*_only_here(one, other), *_only_here(other, one)]
    shared_rows = [name for name in one.rows if name in other.rows]
    shared = [name for name in one.columns if name in other.columns and name != RESPONSE]
    for response in shared_rows:
        rows = one.rows[response], other.rows[response]
        for name in shared:
            problems += _difference(one, other, rows, name, _question(instrument, name))
    return Comparison(len(shared_rows), len(shared_rows) * len(shared), tuple(problems))


def _read(path: Path, instrument: Instrument | None) -> _Keyed:
    sheets = read_sheets(path)
    named = [sheet for sheet in sheets if folded(sheet.name) in ANSWER_SHEETS]
    sheet = (named or list(sheets))[0]
    first = _heading_row(sheet)
    if not first:
        raise Refused([Problem("keyed.no-response-column", sheet.place())])
    columns, headings = dict[str, int](), dict[str, str]()
    for at, heading in enumerate(sheet.rows[first - 1], 1):
        if heading:
            name = _name(instrument, heading)
            columns.setdefault(name, at)
            headings.setdefault(name, heading)
    rows, problems = _rows(sheet, first, columns[RESPONSE], headings[RESPONSE])
    return _Keyed(sheet, columns, headings, rows, (*sheet.problems, *problems))


def _heading_row(sheet: Sheet) -> int:
    """The first row with the heading of the response ids; 0 for none."""
    for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], 1):
        if any(folded(cell) in FACTS[RESPONSE] for cell in cells):
            return row
    return 0


def _name(instrument: Instrument | None, heading: str) -> str:
    """What a column holds, the same in both files: a fact, a question, an option of one."""
    text = folded(heading)
    for fact, words in FACTS.items():
        if text in words:
            return fact
    if instrument is None:
        return text
    ids = meanings(instrument, heading)
    if len(ids) != 1:
        return text
    question = instrument.question(ids[0])
    option = folded(heading.rpartition("/")[2]) if "/" in heading else ""
    for choice in question.choices:
        if option in (folded(choice.code), *(folded(choice.label[lang]) for lang in LANGUAGES)):
            return f"{question.id}/{choice.code}"
    return question.id


def _rows(
    sheet: Sheet, first: int, column: int, heading: str
) -> tuple[dict[str, int], list[Problem]]:
    """The row of each response, and rows that have no id or one that was used before."""
    labels = {folded(say(f"answers.heading-{RESPONSE}", lang)) for lang in LANGUAGES}
    rows, problems = dict[str, int](), list[Problem]()
    for row in range(first + 1, len(sheet.rows) + 1):
        response, place = sheet.cell(row, column), sheet.place(row, column, heading)
        if not any(sheet.rows[row - 1]) or (row == first + 1 and folded(response) in labels):
            continue
        if not response:
            problems.append(Problem("answers.missing-id", place))
        elif response in rows:
            told = str(rows[response])
            problems.append(Problem("answers.duplicate-response", place, response[:80], told))
        rows.setdefault(response or f"row {row}", row)
    return rows, problems


def _only_here(one: _Keyed, other: _Keyed) -> Iterator[Problem]:
    """Responses and columns that one file has and the other has not."""
    for name, heading in one.headings.items():
        if name not in other.columns:
            place = one.sheet.place(None, one.columns[name], heading)
            yield Problem("keyed.missing-column", place, heading, other.sheet.file)
    for response, row in one.rows.items():
        if response not in other.rows:
            place = one.place(row, RESPONSE)
            yield Problem("keyed.missing-response", place, response[:80], other.sheet.file)


def _question(instrument: Instrument | None, name: str) -> Question | None:
    known = name.partition("/")[0]
    return instrument.question(known) if instrument and known in instrument else None


def _difference(
    one: _Keyed, other: _Keyed, rows: tuple[int, int], name: str, question: Question | None
) -> Iterator[Problem]:
    here, there = one.text(rows[0], name), other.text(rows[1], name)
    if _meaning(question, name, here) == _meaning(question, name, there):
        return
    place, elsewhere = one.place(rows[0], name), other.place(rows[1], name)
    slots: dict[str, str | int | Bilingual] = {
        "file": elsewhere.file,
        "line": rows[1],
        "at": elsewhere.column,
    }
    closed = name in FACTS or (question is not None and question.kind not in OPEN_KINDS)
    if closed:
        found, expected = (text[:80] or "-" for text in (here, there))
        yield Problem("keyed.differs", place, found, expected, slots=slots)
    else:
        yield Problem("keyed.text-differs", place, slots=slots)


def _meaning(question: Question | None, name: str, text: str) -> object:
    """What a cell says, by which two cells are compared."""
    if name == LANGUAGE:
        return LANGUAGES_SAID.get(folded(text), folded(text))
    if name == WITHDRAWN or (question is not None and "/" in name):
        said = read_yes(text)
        return folded(text) if text and said is None else bool(said) if text else None
    if name == WEIGHT:
        return text
    if question is None or question.kind in OPEN_KINDS:
        return " ".join(text.split())
    cell = read_cell(question, text)
    if any(fault.severity is Severity.STOP for fault in cell.faults):
        return folded(text)
    return cell.value, cell.state
