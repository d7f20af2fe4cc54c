"""A table as it stands on the page: captions, headings, cells and the lines beneath."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.charts import said, shorthand
from diogel.core import Language, Line, Status
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, say
from diogel.reports.column_bases import (
    banner_notes,
    base_rows,
    bases_by_column,
    column_heading,
    in_digits,
    lettered,
)
from diogel.reports.document import PlainTable, TableBlock, TickGrid
from diogel.reports.widths import crowded, fitted, needs

# The share of the width for the row labels, by how many columns stand beside them.
_LABEL_SHARES = {1: 0.72, 2: 0.58, 3: 0.46, 4: 0.4}
_LEAST_LABEL_SHARE = 0.34
# What is ticked on paper: a circle where only one may be, a square where several may.
ONE, SEVERAL = "\u25cb", "\u2610"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its words, the id of the figure they are a view of, if any, and the
    language they are in when it is not the document's; `tick` when it is to be ticked."""

    text: str
    figure: str = ""
    spoken: Language | None = None
    tick: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be written in any format.

    Attributes
    ----------
    id : str
        For links: "table-W9".
    caption : str
        "Table 3: Barriers ...", whole.
    headings : tuple of str
        One for each column, the row labels' first.
    rows : tuple of tuple of Cell
        Each starts with its row heading. No rows when the table is withheld.
    widths : tuple of float
        Shares of the width, adding up to 1; no word is cut.
    dense : bool
        True when its words only fit in smaller letters.
    numeric : bool
        True when every cell after the row heading holds a figure.
    notes : tuple of str
        The sentences beneath: base, what was done to it, its own note, shorthand.
    anchors : tuple of str
        An id for each row of a web page, in step with `rows`; empty for none.
    """

    id: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]
    numeric: bool
    notes: tuple[str, ...] = ()
    dense: bool = False
    anchors: tuple[str, ...] = ()


def plain_grid(block: PlainTable, language: Language) -> Grid:
    """A table of words."""
    count = len(block.headings)
    spoken = None if block.spoken == language else block.spoken
    wanted = block.widths if len(block.widths) == count else (1 / count,) * count
    needed = needs(block.headings, block.rows)
    return Grid(
        id=f"table-{block.number}",
        caption=say("reports.table", language, n=block.number, title=block.caption),
        headings=block.headings,
        rows=tuple(
            tuple(Cell(text, spoken=None if at else spoken) for at, text in enumerate(row))
            for row in block.rows
        ),
        widths=fitted(wanted, needed),
        numeric=False,
        dense=crowded(needed),
        anchors=block.anchors,
    )


def tick_grid(block: TickGrid) -> Grid:
    """A grid to be ticked: its caption is the question, with no number of a table."""
    headings = (block.row_heading, *block.answers)
    ticks = (Cell(SEVERAL if block.several else ONE, tick=True),) * len(block.answers)
    rest = len(block.answers)
    label = _LABEL_SHARES.get(rest, _LEAST_LABEL_SHARE)
    needed = needs(headings, [(row, *("" for _ in block.answers)) for row in block.rows])
    return Grid(
        id=block.id,
        caption=block.caption,
        headings=headings,
        rows=tuple((Cell(row), *ticks) for row in block.rows),
        widths=fitted((label, *((1 - label) / max(1, rest),) * rest), needed),
        numeric=False,
        dense=crowded(needed),
    )


def table_grid(block: TableBlock, language: Language) -> Grid:
    """A released table; one without rows, and a sentence instead, when it is withheld."""
    table = block.table
    caption = say("reports.table", language, n=block.number, title=table.table.title[language])
    if table.treatment == "withheld":
        notes: tuple[str, ...] = (say("reports.withheld", language),)
        return Grid(f"table-{table.table.id}", caption, (), (), (), False, notes)
    based = bases_differ(table)
    headings = [table.table.row_heading[language]]
    headings += [column_heading(table, column, language) for column in table.table.columns]
    headings += [say("reports.base-heading", language)] if based else []
    rows = [_row(table, row, block.display, language, based) for row in table.table.rows]
    rows += _base_rows(table, language)
    rest = len(headings) - 1
    label = _LABEL_SHARES.get(rest, _LEAST_LABEL_SHARE)
    needed = needs(headings, [[cell.text for cell in row] for row in rows])
    return Grid(
        id=f"table-{table.table.id}",
        caption=caption,
        headings=tuple(headings),
        rows=tuple(rows),
        widths=fitted((label, *((1 - label) / max(1, rest),) * rest), needed),
        dense=crowded(needed),
        numeric=True,
        notes=tuple(table_notes(table, language, based)),
    )


def _row(
    table: ReleasedTable, row: Line, display: str, language: Language, based: bool
) -> tuple[Cell, ...]:
    cells = [table.cell(row, column) for column in table.table.columns]
    words = [Cell(row.label[language])]
    for column, cell in zip(table.table.columns, cells, strict=True):
        text = lettered(said(cell, display, language), table, row, column, language)
        words.append(Cell(text, cell.figure.id if cell else ""))
    if based:
        bases = row_bases(cells)
        words.append(
            Cell(" / ".join(number(b, language) for b in bases) if bases else no_base(cells))
        )
    return tuple(words)


def _base_rows(table: ReleasedTable, language: Language) -> list[tuple[Cell, ...]]:
    """The rows of bases under the answers, for a table whose columns have their own."""
    found = []
    for base in base_rows(table, language):
        cells = [Cell(base.heading)]
        for column, value in zip(table.table.columns, base.numbers, strict=True):
            none = no_base([table.cell(row, column) for row in table.table.rows])
            cells.append(Cell(none if value is None else in_digits(value, language)))
        found.append(tuple(cells))
    return found


def row_bases(cells: Sequence[ReleasedFigure | None]) -> list[int]:
    """The different bases of a row's figures, smallest first."""
    found = {c.figure.denominator for c in cells if c and c.figure.denominator is not None}
    return sorted(found)


def no_base(cells: Sequence[ReleasedFigure | None]) -> str:
    """What stands for the base of a row without one: hidden with its figures, or [z]."""
    hidden = any(cell is not None and not cell.shown for cell in cells)
    return f"[{Status.CONFIDENTIAL if hidden else Status.NOT_APPLICABLE}]"


def shown_cells(table: ReleasedTable) -> list[ReleasedFigure]:
    """The figures of a table that have a value, row by row."""
    pairs = ((row, column) for row in table.table.rows for column in table.table.columns)
    found = (table.cell(row, column) for row, column in pairs)
    return [cell for cell in found if cell is not None and not shorthand(cell)]


def bases_differ(table: ReleasedTable) -> bool:
    """True when its figures are not all of one base, so that each row must say its own.

    Bases that belong to the columns are said under them instead.
    """
    if bases_by_column(table):
        return False
    return len({cell.figure.denominator for cell in shown_cells(table)}) > 1


def table_notes(table: ReleasedTable, language: Language, based: bool = False) -> list[str]:
    """The sentences under a table, in the order they are read."""
    notes = base_notes(table, language, based) + banner_notes(table, language)
    if table.treatment in ("collapsed", "suppressed", "bands"):
        notes.append(say(f"reports.{table.treatment}", language))
    if note := table.table.note[language].strip():
        notes.append(note)
    notes += synthetic_notes(table, language)
    return notes + shorthand_notes(table, language)


def base_notes(table: ReleasedTable, language: Language, based: bool) -> list[str]:
    """Who the figures are of, what is counted, and the number where it is one."""
    cells = [cell.figure for cell in shown_cells(table)]
    whose = dict.fromkeys((figure.base, figure.unit) for figure in cells)
    numbers = {figure.denominator for figure in cells}
    size = None if based or len(numbers) != 1 else numbers.pop()
    notes = []
    for base, unit in whose:
        slots = {"who": say(f"reports.base.{base}", language)}
        slots["unit"] = say(f"reports.unit.{unit}", language)
        if size is None:
            notes.append(say("reports.base", language, **slots))
        else:
            notes.append(
                say("reports.base-number", language, number=number(size, language), **slots)
            )
    return notes


def synthetic_notes(table: ReleasedTable, language: Language) -> list[str]:
    """Which rows rest on invented answers, so that nobody takes them for findings."""
    cells = shown_cells(table)
    invented = [cell for cell in cells if cell.figure.synthetic]
    if not invented:
        return []
    if len(invented) == len(cells):
        return [say("reports.synthetic-all", language)]
    labels = dict.fromkeys(cell.figure.label[language] for cell in invented)
    return [say("reports.synthetic-some", language, labels="; ".join(labels))]


def shorthand_notes(table: ReleasedTable, language: Language) -> list[str]:
    """What each shorthand in square brackets means, for those the table has."""
    return [say(f"reports.shorthand.{mark}", language) for mark in marks_of([table])]


def marks_of(tables: Iterable[ReleasedTable]) -> list[str]:
    """The shorthand letters that stand in the cells of some tables, in the order c x z p r e b."""
    found = set()
    for table in tables:
        for row in table.table.rows:
            for column in table.table.columns:
                cell = table.cell(row, column)
                mark = shorthand(cell)
                banded = cell is not None and mark == "c" and cell.band.complete
                if mark and not banded:
                    found.add(mark)
                elif cell is not None and not mark and len(cell.figure.status.value) == 1:
                    found.add(cell.figure.status.value)
    return [mark for mark in "cxzpreb" if mark in found]
