"""One table of a sheet with every cell's labels: merged and carried labels filled in.

A blank under or beside a label takes the label only where the workbook says that the cells
are one, or in a leading column or an upper heading row, as StatsWales leaves them. Each is
told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Problem, Severity
from diogel.files import Sheet
from diogel.sources.messy.finding import Extent
from diogel.sources.messy.numbers import read_value
from diogel.sources.messy.periods import readings

_MOST_FILLED = 1_000_000  # cells that merged ranges may fill
_SHARE = 0.5  # of a column's filled cells that are numbers or missing codes


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes
    ----------
    number : int
        From 1, as the sheet has it.
    headings : tuple of str
        Its text in each heading row, carried ones filled in.
    numeric : bool
        True when it holds numbers or missing codes.
    """

    number: int
    headings: tuple[str, ...]
    numeric: bool

    @property
    def heading(self) -> str:
        """Its headings in one, from the top, each said once."""
        return " | ".join(dict.fromkeys(text for text in self.headings if text))


@dataclass(frozen=True, slots=True)
class Grid:
    """A table ready to be understood.

    Attributes
    ----------
    sheet : Sheet
    extent : Extent
    columns : tuple of Column
        Those with a cell in heading or body, left to right.
    filled : mapping of (row, column) to str
        Labels of the body that were carried into blank cells.
    sections : mapping of row to str
        For each row of the body, the lone label it stands under; absent where there is none.
    notes : mapping of mark to str
        Footnotes under the table by their mark: "1", "*", ".".
    facts : mapping of str to str
        What is said round the table as "Key: value", or in two cells; keys in small letters.
    titles : tuple of str
        The other texts above it.
    problems : tuple of Problem
        What was carried, told.
    """

    sheet: Sheet
    extent: Extent
    columns: tuple[Column, ...]
    filled: Mapping[tuple[int, int], str] = field(default_factory=dict)
    sections: Mapping[int, str] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows of the body."""
        return self.extent.body

    def text(self, row: int, column: int) -> str:
        """A cell's text, or the label carried into it."""
        return self.filled.get((row, column)) or self.sheet.cell(row, column)

    def texts(self, column: int) -> list[str]:
        """A column's texts down the body."""
        return [self.text(row, column) for row in self.rows]


def grid_of(sheet: Sheet, extent: Extent) -> Grid:
    """The table of an extent with its columns, carried labels and the words round it."""
    headings, across = _headings(sheet, extent)
    columns = tuple(_columns(sheet, extent, headings))
    filled, down = _carried(sheet, extent, columns)
    notes, facts, titles = _words(sheet, extent)
    return Grid(
        sheet,
        extent,
        columns,
        filled,
        _sections(extent),
        notes,
        facts,
        (*sheet.above, *titles),
        (*across, *down),
    )


def _headings(sheet: Sheet, extent: Extent) -> tuple[dict[tuple[int, int], str], list[Problem]]:
    """The text of each heading cell by level and column, with what was carried across."""
    found, problems = dict[tuple[int, int], str](), list[Problem]()
    width = max(len(sheet.rows[row - 1]) for row in (*extent.headings, *extent.body))
    lowest = extent.headings[-1]
    merged = _merged(sheet, extent.headings)
    for level, row in enumerate(extent.headings):
        last = ""
        for column in range(1, width + 1):
            text = sheet.cell(row, column)
            if not text and (row, column) in merged:
                text = merged[row, column]
            elif not text and row != lowest and last and _has_heading(sheet, lowest, column):
                text = last
                problems.append(_told("partner.heading-carried", sheet, row, column, last))
            last = text or last
            found[level, column] = text
    return found, problems[:1]


def _has_heading(sheet: Sheet, lowest: int, column: int) -> bool:
    return bool(sheet.cell(lowest, column))


def _merged(sheet: Sheet, rows: Sequence[int]) -> dict[tuple[int, int], str]:
    """The text of every merged cell that touches these rows, at each of its cells.

    Ranges reach to the edge of the sheet's cells at most, and only so many cells are filled:
    a file may say that everything is merged, many times over.
    """
    wanted, found = sorted(set(rows)), dict[tuple[int, int], str]()
    width = max(map(len, sheet.rows), default=0)
    left_to_fill = _MOST_FILLED
    for top, left, low, right in sheet.merged:
        text = sheet.cell(top, left)
        columns = range(left, min(right, width) + 1)
        for row in wanted[bisect_left(wanted, top) : bisect_right(wanted, low)]:
            left_to_fill -= len(columns)
            if left_to_fill < 0:
                return found
            found.update({(row, column): text for column in columns})
    return found


def _columns(
    sheet: Sheet, extent: Extent, headings: Mapping[tuple[int, int], str]
) -> Iterator[Column]:
    width = max(column for _, column in headings)
    levels = range(len(extent.headings))
    for column in range(1, width + 1):
        cells = [text for row in extent.body if (text := sheet.cell(row, column))]
        texts = tuple(headings[level, column] for level in levels)
        if not cells and not any(texts):
            continue
        told = sum(read_value(text).told for text in cells)
        yield Column(column, texts, bool(cells) and told >= _SHARE * len(cells))


def _carried(
    sheet: Sheet, extent: Extent, columns: Sequence[Column]
) -> tuple[dict[tuple[int, int], str], list[Problem]]:
    """Labels for blank cells of the label columns, and what was carried, once a column."""
    merged = _merged(sheet, extent.body)
    filled = {place: text for place, text in merged.items() if text and not sheet.cell(*place)}
    problems = [
        _told("partner.merged-carried", sheet, row, column, text)
        for column in {at for _, at in filled}
        for row, text in [min((r, t) for (r, at), t in filled.items() if at == column)]
    ]
    for column in _leading(columns):
        if not any(at == column for _, at in filled):
            more = dict(_down(sheet, extent, column))
            filled |= more
            problems += [
                _told("partner.label-carried", sheet, row, at, text, len(more))
                for (row, at), text in list(more.items())[:1]
            ]
    return filled, problems


def _leading(columns: Sequence[Column]) -> list[int]:
    """The label columns at the left but the last of them, which names the row itself."""
    labels = []
    for column in columns:
        if column.numeric and not _all_periods(column):
            break
        labels.append(column.number)
    return labels[:-1]


def _all_periods(column: Column) -> bool:
    return bool(readings(column.heading))


def _down(sheet: Sheet, extent: Extent, column: int) -> Iterator[tuple[tuple[int, int], str]]:
    """A label for each blank cell under it whose neighbour to the right is filled."""
    last = ""
    for row in range(extent.body[0], extent.body[-1] + 1):
        text = sheet.cell(row, column)
        if text:
            last = text
        elif last and row in set(extent.body) and _neighbour(sheet, row, column):
            yield (row, column), last


def _neighbour(sheet: Sheet, row: int, column: int) -> bool:
    return any(sheet.cell(row, at) for at in range(column + 1, column + 3))


def _sections(extent: Extent) -> dict[int, str]:
    """The lone label that each row of the body stands under."""
    found, current = dict[int, str](), ""
    starts = dict(extent.sections)
    for row in range(min([*starts, *extent.body]), extent.body[-1] + 1):
        current = starts.get(row, current)
        if current and row not in starts:
            found[row] = current
    return found


def _words(sheet: Sheet, extent: Extent) -> tuple[dict[str, str], dict[str, str], tuple[str, ...]]:
    """Footnotes by their mark, facts by their key, and titles, from the rows of words."""
    notes, facts, titles = dict[str, str](), dict[str, str](), list[str]()
    for row in (*extent.above, *extent.below):
        cells = [text for text in sheet.rows[row - 1] if text]
        under = row > extent.body[-1]
        mark, words = _note(cells)
        key, value = _fact(cells)
        if under and mark:
            notes.setdefault(mark, words)
        elif key:
            facts.setdefault(key, value)
        elif not under:
            titles.append(" ".join(cells))
    return notes, facts, tuple(titles)


def _note(cells: Sequence[str]) -> tuple[str, str]:
    """The mark of a footnote and its words; both empty for another row."""
    if len(cells) >= 2 and len(cells[0].strip("[]()")) <= 2:
        return cells[0].strip("[]()"), " ".join(cells[1:])
    first, _, rest = cells[0].partition(" ")
    bare = first.strip("[]().:=")
    short = 0 < len(first) <= 4 and rest and (first != bare or not bare.isalnum())
    if len(cells) == 1 and short:
        return bare or first, rest.lstrip("=: ")
    return "", ""


def _fact(cells: Sequence[str]) -> tuple[str, str]:
    """The key and value of "Year: 2023", in one cell or two; both empty for another row."""
    if len(cells) == 2 and len(cells[0]) <= 60:
        return cells[0].rstrip(" :").casefold(), cells[1]
    if len(cells) == 1 and len(cells[0]) <= 200:
        key, colon, value = cells[0].partition(":")
        if colon and value.strip() and len(key) <= 40:
            return key.strip().casefold(), value.strip()
    return "", ""


def _told(code: str, sheet: Sheet, row: int, column: int, label: str, cells: int = 1) -> Problem:
    return Problem(
        code,
        sheet.place(row, column),
        found=label,
        severity=Severity.NOTE,
        slots={"cells": cells},
    )
