"""Tables whose columns have bases of their own: base rows, letters of tests, their notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diogel.core import Language, Line
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, say
from diogel.statistics import column_letter


@dataclass(frozen=True, slots=True)
class BaseRow:
    """A row under a table: its heading, and one number a column; None has none to show."""

    heading: str
    numbers: tuple[float | None, ...]


def _column(table: ReleasedTable, column: Line) -> list[ReleasedFigure]:
    found = (table.cell(row, column) for row in table.table.rows)
    return [cell for cell in found if cell is not None and cell.shown]


def _agreed(values: Sequence[float | None]) -> float | None:
    known = {value for value in values if value is not None}
    return known.pop() if len(known) == 1 else None


def weighted_cells(table: ReleasedTable) -> list[ReleasedFigure]:
    """The weighted shares that a table shows."""
    columns = (_column(table, column) for column in table.table.columns)
    return [cell for cells in columns for cell in cells if cell.figure.weighted]


def bases_by_column(table: ReleasedTable) -> bool:
    """Whether the base belongs to the column: one in each, and not one for all of them.

    A weighted table always says its bases so, because its cells do not tell them.
    """
    each = [
        {cell.figure.denominator for cell in _column(table, column)} - {None}
        for column in table.table.columns
    ]
    if any(len(bases) > 1 for bases in each):
        return False
    return bool(weighted_cells(table)) or len(set().union(*each)) > 1


def base_rows(table: ReleasedTable, language: Language) -> list[BaseRow]:
    """The rows of bases that stand under a table; none when the base is not the column's."""
    if table.treatment == "withheld" or not bases_by_column(table):
        return []
    weighted = bool(weighted_cells(table))
    columns = [[c.figure for c in _column(table, column)] for column in table.table.columns]
    heading = "banners.base-row" if weighted else "reports.base-heading"
    bases = tuple(_agreed([figure.denominator for figure in figures]) for figures in columns)
    rows = [BaseRow(say(heading, language), bases)]
    if weighted:
        effective = tuple(_agreed([f.effective_base for f in figures]) for figures in columns)
        rows.append(BaseRow(say("banners.effective-row", language), effective))
    return rows


def in_digits(value: float, language: Language) -> str:
    """A base in whole responses."""
    return number(round(value), language)


def column_heading(table: ReleasedTable, column: Line, language: Language) -> str:
    """A column's label, with its letter when the cells name columns by letters."""
    label = column.label[language]
    if not table.table.higher:
        return label
    letter = column_letter(table.table.columns.index(column))
    return say("banners.lettered-column", language, column=label, letter=letter)


def letters_of(table: ReleasedTable, row: Line, column: Line) -> str:
    """The letters of the columns that a cell is above; empty for none."""
    above = table.table.higher.get((row.code, column.code), ())
    columns = enumerate(table.table.columns)
    return "".join(column_letter(at) for at, other in columns if other.code in above)


def lettered(text: str, table: ReleasedTable, row: Line, column: Line, language: Language) -> str:
    """What a cell says, with its letters."""
    letters = letters_of(table, row, column)
    if not letters:
        return text
    return say("banners.lettered-cell", language, value=text, letters=letters)


def banner_notes(table: ReleasedTable, language: Language) -> list[str]:
    """What weights and letters mean, for a table that has them."""
    weighted = ["weighted", "effective"] if weighted_cells(table) else []
    letters = ["letters"] if table.table.higher else []
    return [say(f"banners.{name}", language) for name in (*weighted, *letters)]
