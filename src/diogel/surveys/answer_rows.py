"""A sheet of answers being read: its headings, its rows, and the cells of one row.

The same for responses and for the rows of a repeated group.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from diogel.core import Place, Problem, Refused
from diogel.files import Sheet
from diogel.surveys.answer_cells import Cell, Fault, read_cell, read_yes, ticked
from diogel.surveys.answer_headings import Column, Step, meanings, read_headings
from diogel.surveys.answers import Missing, Response, Value
from diogel.surveys.instrument import Instrument, Question

MOST_PROBLEMS = 5_000
HEADINGS_WITHIN = 10  # rows from the top


@dataclass(slots=True)
class Reading:
    """A sheet being read: its columns, its responses and where they stand, its faults.

    `first` is the row of the first answers; `repeat` the repeated group whose rows it holds,
    empty for responses.
    """

    instrument: Instrument
    sheet: Sheet
    columns: list[Column]
    problems: list[Problem]
    first: int
    repeat: str = ""
    responses: list[Response] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def say(self, row: int, column: Column | None, fault: Fault) -> None:
        """Note a fault of a cell, unless its own file said already that it is an error."""
        place = self.place(row, column)
        lettered = self.sheet.place(row, column.number if column else None)
        if not any(told.place == lettered for told in self.sheet.problems):
            self.problems.append(
                Problem(fault.code, place, fault.found, fault.expected, fault.severity)
            )

    def place(self, row: int, column: Column | None) -> Place:
        """The address of a cell by letter and heading, or of a whole row."""
        if column is None:
            return self.sheet.place(row)
        return self.sheet.place(row, column.number, column.heading)

    def column_of(self, question_id: str, instance: tuple[Step, ...] = ()) -> Column | None:
        """The column that holds a question, the first when it has one an option."""
        held = (c for c in self.columns if c.instance == instance and c.question)
        return next((c for c in held if c.question and c.question.id == question_id), None)

    def filled(self) -> Iterator[int]:
        """The rows that hold something, until there are more faults than anybody reads."""
        for row in range(self.first, len(self.sheet.rows) + 1):
            if any(self.sheet.rows[row - 1]):
                yield row
            if len(self.problems) > MOST_PROBLEMS:
                return


def opened(instrument: Instrument, sheet: Sheet, repeat: str = "") -> Reading:
    """A sheet with its columns understood; Refused when it has no column of any question."""
    first = heading_row(instrument, sheet, repeat)
    columns, problems = read_headings(instrument, sheet, first, repeat)
    asks = not repeat or any(question.asks for question in instrument.within(repeat))
    if asks and not any(column.question for column in columns):
        found = ", ".join(cell[:30] for cell in sheet.rows[first - 1][:5] if cell)
        raise Refused([Problem("answers.no-columns", sheet.place(first), found, instrument.title)])
    after = 2 if _labels(instrument, sheet, first, columns, repeat) else 1
    told = [*sheet.problems, *problems]
    return Reading(instrument, sheet, columns, told, first + after, repeat)


def best_sheet(instrument: Instrument, sheets: tuple[Sheet, ...]) -> Sheet:
    """The sheet whose headings name the most questions."""
    return max(sheets, key=lambda s: _understood(instrument, s, heading_row(instrument, s)))


def _understood(instrument: Instrument, sheet: Sheet, row: int, repeat: str = "") -> int:
    return sum(bool(meanings(instrument, cell, repeat)) for cell in sheet.rows[row - 1] if cell)


def heading_row(instrument: Instrument, sheet: Sheet, repeat: str = "") -> int:
    """The row of headings: people put a title above it. The first filled row when unsure."""
    filled = [n for n, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], 1) if any(cells)]
    filled = filled or [next((n for n, cells in enumerate(sheet.rows, 1) if any(cells)), 1)]
    return max(filled, key=lambda row: (_understood(instrument, sheet, row, repeat), -row))


def _labels(
    instrument: Instrument, sheet: Sheet, first: int, columns: list[Column], repeat: str
) -> bool:
    """Whether the row under the ids repeats them as labels."""
    asked = [c for c in columns if c.question and sheet.cell(first + 1, c.number)]
    same = [
        c
        for c in asked
        if c.question
        and c.question.id in meanings(instrument, sheet.cell(first + 1, c.number), repeat)
    ]
    return len(same) * 2 > len(asked) and len(asked) > 0


def read_values(
    reading: Reading, row: int, instance: tuple[Step, ...] = ()
) -> tuple[dict[str, Value], dict[str, Missing]]:
    """The answers of one row, and what is said in place of answers.

    `instance` says of which row of a repeated group, where its columns stand beside others.
    """
    values, states = dict[str, Value](), dict[str, Missing]()
    columns = [c for c in reading.columns if c.question and c.instance == instance]
    for column in columns:
        if column.question is not None and not column.option:
            cell = read_cell(column.question, reading.sheet.cell(row, column.number))
            _keep(reading, row, column, cell, values, states)
    for options in _options(columns):
        cell = _ticks(reading, row, options)
        _keep(reading, row, options[0], cell, values, states)
    return values, states


def _keep(
    reading: Reading,
    row: int,
    column: Column,
    cell: Cell,
    values: dict[str, Value],
    states: dict[str, Missing],
) -> None:
    for fault in cell.faults:
        reading.say(row, column, fault)
    if column.question is None:
        return
    if cell.value is not None:
        values[column.question.id] = cell.value
    if cell.state is not None:
        states[column.question.id] = cell.state


def _options(columns: list[Column]) -> Iterator[list[Column]]:
    """The columns of each question that has one an option."""
    grouped = defaultdict[str, list[Column]](list)
    for column in columns:
        if column.question and column.option:
            grouped[column.question.id].append(column)
    yield from grouped.values()


def _ticks(reading: Reading, row: int, options: list[Column]) -> Cell:
    """The ticked options of one question; all blank is no answer, all 0 is none of them."""
    codes, answered = set[str](), False
    for column in options:
        text = reading.sheet.cell(row, column.number)
        said = read_yes(text)
        if text and said is None:
            reading.say(row, column, Fault("answers.not-a-tick", text[:80]))
        answered = answered or said is not None
        if said:
            codes.add(column.option)
    question: Question | None = options[0].question
    if not answered or question is None:
        return Cell()
    return ticked(question, frozenset(codes))


def fact_of(reading: Reading, row: int, fact: str) -> tuple[Column | None, str]:
    """The column of a fact, and its text in a row; None and nothing where there is none."""
    column = next((c for c in reading.columns if c.fact == fact), None)
    return column, reading.sheet.cell(row, column.number) if column else ""
