"""A sheet's rows under the standard's names, each with the row it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.core import Place, Problem
from diogel.files import Sheet, column_letter
from diogel.standard.validation.faults import Fault, severity

LONGEST_TOLD = 80


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns of the standard stand in a sheet.

    Attributes
    ----------
    heading_row : int
        The row of headings, from 1.
    first_row : int
        The first row that may hold data.
    columns : mapping of standard name to column number, from 1
    headings : mapping of column number to the heading as it stands there
    others : tuple of int
        Columns that hold something and are not the standard's.
    """

    heading_row: int
    first_row: int
    columns: Mapping[str, int]
    headings: Mapping[int, str]
    others: tuple[int, ...] = ()

    def number(self, name: str) -> int | None:
        """The number of a column by its standard name, or by `other_name`."""
        return self.columns.get(name) or next(
            (o for o in self.others if other_name(o) == name), None
        )


def other_name(number: int) -> str:
    """What a column that is not the standard's is called in a `Fault`."""
    return f"[{number}]"


def shortened(text: str) -> str:
    """A text short enough to be told: a whole paragraph is not."""
    return text if len(text) <= LONGEST_TOLD else f"{text[: LONGEST_TOLD - 1]}…"


@dataclass(frozen=True, slots=True)
class Where:
    """The file and sheet that a table stands in, and its layout: what gives faults a place."""

    file: str
    sheet: str
    layout: Layout

    def place(self, row: int | None, column: str) -> Place:
        """The address of a cell in the person's own words."""
        number = self.layout.number(column)
        return self.place_of(row, number) if number else Place(self.file, self.sheet, row, column)

    def place_of(self, row: int | None, number: int) -> Place:
        """The address of a cell by the number of its column."""
        heading = self.layout.headings.get(number, "")
        letter = column_letter(number)
        named = f"{letter} ({heading})" if heading else letter
        return Place(self.file, self.sheet, row, named)

    def problem(self, row: int | None, fault: Fault) -> Problem:
        """A fault with its address."""
        return Problem(
            fault.code,
            self.place(row, fault.column),
            shortened(fault.found),
            fault.expected,
            severity(fault.code),
            fault.slots,
        )


@dataclass(frozen=True, slots=True)
class TableRows:
    """The data of a table by columns; blank is empty text.

    Attributes
    ----------
    numbers : list of int
        The row of the sheet that each row stands in, from 1.
    texts : mapping of standard name to list of str
        Only the columns that the file has, each as long as `numbers`.
    others : mapping of column number to list of str
        What stands in columns that are not the standard's.
    """

    numbers: list[int]
    texts: dict[str, list[str]]
    others: dict[int, list[str]] = field(default_factory=dict)

    def records(self) -> list[tuple[int, dict[str, str]]]:
        """Each row's number with its cells by the standard's names."""
        names = list(self.texts)
        rows = zip(*self.texts.values(), strict=True)
        return [
            (number, dict(zip(names, row, strict=True)))
            for number, row in zip(self.numbers, rows, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class Stray:
    """A text that stands alone in its row, by the row and the number of its column."""

    row: int
    column: int
    text: str

    @property
    def is_words(self) -> bool:
        """True for a note or a title; a code or a number may be what is left of a row."""
        return " " in self.text and any(letter.isalpha() for letter in self.text)


def rows_of(sheet: Sheet, layout: Layout) -> tuple[TableRows, list[Stray]]:
    """The rows of a sheet below its headings, and the stray texts between and under them.

    Blank rows are passed over. A row with one cell filled of a table that is wide is no row
    of the table: a title or a note that stands under it.
    """
    wanted = tuple(layout.columns.values())
    every = (*wanted, *layout.others)
    width = max(every, default=0)
    numbers: list[int] = []
    kept: list[tuple[str, ...]] = []
    stray: list[Stray] = []
    for number, row in enumerate(sheet.rows[layout.first_row - 1 :], layout.first_row):
        cells = row if len(row) >= width else row + ("",) * (width - len(row))
        filled = [column for column in every if cells[column - 1]]
        if len(filled) > 1 or (filled and len(every) < 4):
            numbers.append(number)
            kept.append(cells)
        elif filled:
            stray.append(Stray(number, filled[0], cells[filled[0] - 1]))
    columns = list(zip(*kept, strict=False)) or [()] * width
    texts = {name: list(columns[at - 1]) for name, at in layout.columns.items()}
    return TableRows(numbers, texts, {at: list(columns[at - 1]) for at in layout.others}), stray
