"""The double-key check: two people keyed the same forms, and every cell must agree.

With the questionnaire, a code and its label in either language are the same answer; without
it, texts are compared. Free answers are compared and never repeated in what is told. The rows
of repeated groups are compared too, each with the one of the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual, Place, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.surveys.answer_cells import read_cell, read_yes
from diogel.surveys.answer_headings import (
    COUNT,
    FACTS,
    LANGUAGE,
    RESPONSE,
    ROW,
    WEIGHT,
    WITHDRAWN,
    instance_of,
    meanings,
)
from diogel.surveys.answer_reading import ANSWER_SHEETS, LANGUAGES_SAID
from diogel.surveys.answer_rows import HEADINGS_WITHIN
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded

OPEN_KINDS = ("text", "longtext")
BETWEEN = " / "  # the numbers of a response and of the rows in it


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much was compared, and each difference as a problem at the first file's cell.

    `responses` counts responses; `cells` those of the rows of repeated groups too.
    """

    responses: int
    cells: int
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Held:
    """What a column holds: a question, one option of it, or something else."""

    question: Question | None = None
    option: bool = False


@dataclass(frozen=True, slots=True)
class _Keyed:
    """One sheet: the column of each thing asked, the row of each response or instance.

    `repeat` says of which repeated group it holds the rows; empty for responses.
    """

    sheet: Sheet
    repeat: str
    columns: Mapping[str, int]
    held: Mapping[str, _Held]
    headings: Mapping[str, str]
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]

    def place(self, row: int, name: str) -> Place:
        return self.sheet.place(row, self.columns[name], self.headings[name])

    def text(self, row: int, name: str) -> str:
        return self.sheet.cell(row, self.columns[name])

    @property
    def keys(self) -> frozenset[str]:
        """The columns that say which response or instance a row is."""
        return frozenset(n for n in self.columns if n == RESPONSE or n.startswith(ROW))


def compare_answers(first: Path, second: Path, instrument: Instrument | None = None) -> Comparison:
    """Every cell in which two keyed files differ, with both addresses.

    Raises
    ------
    Refused
        One of the files cannot be read, or has no column of response ids.
    """
    one, other = _read(first, instrument), _read(second, instrument)
    responses = sum(name in other[""].rows for name in one[""].rows)
    cells, problems = 0, list[Problem]()
    for sheets, others in ((one, other), (other, one)):
        for repeat, keyed in sheets.items():
            if repeat not in others and keyed.rows:
                place, file = keyed.sheet.place(), others[""].sheet.file
                problems.append(Problem("keyed.missing-sheet", place, repeat, file))
    for repeat in one:
        if repeat in other:
            compared, told = _compared(one[repeat], other[repeat])
            cells += compared
            problems += told
    return Comparison(responses, cells, tuple(problems))


def _compared(one: _Keyed, other: _Keyed) -> tuple[int, list[Problem]]:
    """How many cells of two sheets were compared, and what differs."""
    problems = [*one.problems, *other.problems]
    problems += [*_only_here(one, other), *_only_here(other, one)]
    shared_rows = [name for name in one.rows if name in other.rows]
    shared = [name for name in one.columns if name in other.columns and name not in one.keys]
    for row in shared_rows:
        rows = one.rows[row], other.rows[row]
        for name in shared:
            problems += _difference(one, other, rows, name)
    return len(shared_rows) * len(shared), problems


def _read(path: Path, instrument: Instrument | None) -> dict[str, _Keyed]:
    """The sheet of responses, under no name, and that of each repeated group."""
    sheets = read_sheets(path)
    named = [sheet for sheet in sheets if folded(sheet.name) in ANSWER_SHEETS]
    main = (named or list(sheets))[0]
    found = {"": _keyed(main, instrument, "")}
    for sheet in sheets:
        repeat = _repeat_of(sheet, instrument) if sheet is not main else ""
        if repeat and repeat not in found:
            found[repeat] = _keyed(sheet, instrument, repeat)
    return found


def _repeat_of(sheet: Sheet, instrument: Instrument | None) -> str:
    """The repeated group whose rows a sheet numbers, the innermost; empty for none."""
    for cells in sheet.rows[:HEADINGS_WITHIN]:
        names = [_name(instrument, cell, "")[0] for cell in cells if cell]
        rows = [name.removeprefix(ROW) for name in names if name.startswith(ROW)]
        if rows and RESPONSE in names:
            return rows[-1]
    return ""


def _keyed(sheet: Sheet, instrument: Instrument | None, repeat: str) -> _Keyed:
    first = _heading_row(sheet)
    if not first:
        raise Refused([Problem("keyed.no-response-column", sheet.place())])
    columns, headings, held = dict[str, int](), dict[str, str](), dict[str, _Held]()
    for at, heading in enumerate(sheet.rows[first - 1], 1):
        if heading:
            name, holds = _name(instrument, heading, repeat)
            columns.setdefault(name, at)
            headings.setdefault(name, heading)
            held.setdefault(name, holds)
    keys = [name for name in columns if name == RESPONSE or name.startswith(ROW)]
    rows, problems = _rows(sheet, first, [columns[name] for name in keys], headings[keys[-1]])
    told = (*sheet.problems, *problems)
    return _Keyed(sheet, repeat, columns, held, headings, rows, told)


def _heading_row(sheet: Sheet) -> int:
    """The first row with the heading of the response ids; 0 for none."""
    for row, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], 1):
        if any(folded(cell) in FACTS[RESPONSE] for cell in cells):
            return row
    return 0


def _name(instrument: Instrument | None, heading: str, repeat: str) -> tuple[str, _Held]:
    """What a column holds, the same in both files: a fact, a question, an option of one."""
    text = folded(heading)
    for fact, words in FACTS.items():
        if text in words:
            return fact, _Held()
    if instrument is None:
        return text, _Held()
    ids = meanings(instrument, heading, repeat)
    if len(ids) != 1:
        return text, _Held()
    steps, rest = instance_of(instrument, heading)
    row = "".join(f"{name}[{number}]/" for name, number in steps)
    if ids[0] not in instrument:
        return f"{row}{ids[0]}" if ids[0].startswith(COUNT) else ids[0], _Held()
    question = instrument.question(ids[0])
    option = folded(rest.rpartition("/")[2]) if "/" in rest else ""
    for choice in question.choices:
        if option in (folded(choice.code), *(folded(choice.label[lang]) for lang in LANGUAGES)):
            return f"{row}{question.id}/{choice.code}", _Held(question, option=True)
    return f"{row}{question.id}", _Held(question)


def _rows(
    sheet: Sheet, first: int, columns: Sequence[int], heading: str
) -> tuple[dict[str, int], list[Problem]]:
    """The row of each response or instance, and rows without a number or with a used one."""
    labels = {folded(say(f"answers.heading-{RESPONSE}", lang)) for lang in LANGUAGES}
    rows, problems = dict[str, int](), list[Problem]()
    for row in range(first + 1, len(sheet.rows) + 1):
        numbers = [sheet.cell(row, column) for column in columns]
        place = sheet.place(row, columns[-1], heading)
        if not any(sheet.rows[row - 1]) or (row == first + 1 and folded(numbers[0]) in labels):
            continue
        name = BETWEEN.join(number.removesuffix(".0") for number in numbers)
        if not all(numbers):
            problems.append(Problem("answers.missing-id", place))
            name = f"row {row}"
        elif name in rows:
            told = str(rows[name])
            problems.append(Problem("answers.duplicate-response", place, name[:80], told))
        rows.setdefault(name, row)
    return rows, problems


def _only_here(one: _Keyed, other: _Keyed) -> Iterator[Problem]:
    """Responses, instances and columns that one file has and the other has not."""
    for name, heading in one.headings.items():
        if name not in other.columns:
            place = one.sheet.place(None, one.columns[name], heading)
            yield Problem("keyed.missing-column", place, heading, other.sheet.file)
    for name, row in one.rows.items():
        if name not in other.rows:
            place = one.place(row, f"{ROW}{one.repeat}" if one.repeat else RESPONSE)
            code = "keyed.missing-row" if one.repeat else "keyed.missing-response"
            yield Problem(code, place, name[:80], other.sheet.file)


def _difference(one: _Keyed, other: _Keyed, rows: tuple[int, int], name: str) -> Iterator[Problem]:
    here, there, holds = one.text(rows[0], name), other.text(rows[1], name), one.held[name]
    if _meaning(holds, name, here) == _meaning(holds, name, there):
        return
    place, elsewhere = one.place(rows[0], name), other.place(rows[1], name)
    slots: dict[str, str | int | Bilingual] = {
        "file": elsewhere.file,
        "line": rows[1],
        "at": elsewhere.column,
    }
    known = holds.question is not None and holds.question.kind not in OPEN_KINDS
    if name in FACTS or known:
        found, expected = (text[:80] or "-" for text in (here, there))
        yield Problem("keyed.differs", place, found, expected, slots=slots)
    else:
        yield Problem("keyed.text-differs", place, slots=slots)


def _meaning(holds: _Held, name: str, text: str) -> object:
    """What a cell says, by which two cells are compared."""
    if name == LANGUAGE:
        return LANGUAGES_SAID.get(folded(text), folded(text))
    if name == WITHDRAWN or holds.option:
        said = read_yes(text)
        return folded(text) if text and said is None else bool(said) if text else None
    if name == WEIGHT:
        return text
    if holds.question is None or holds.question.kind in OPEN_KINDS:
        return " ".join(text.split())
    cell = read_cell(holds.question, text)
    if any(fault.severity is Severity.STOP for fault in cell.faults):
        return folded(text)
    return cell.value, cell.state
