"""Where the tables of a sheet are: title and filter rows above, headings, body, footnotes.

Partners' sheets hold one table or several, with rows of words round them. A row is judged by
what its cells are: numbers and missing codes, periods, areas, other words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from diogel.files import Sheet
from diogel.sources.messy.areas import AreaKind, finest, read_area
from diogel.sources.messy.numbers import read_value
from diogel.sources.messy.periods import readings

MOST_HEADINGS = 4  # rows of headings above one table
_LEAST_SHARE = 0.5  # of a heading row's cells that must stand over the body's value columns


class RowKind(StrEnum):
    """What a row is by itself.

    BLANK; LONE: one cell with words; WORDS: several, no number among them but periods;
    VALUES: at least one number or missing code beside something else.
    """

    BLANK = "blank"
    LONE = "lone"
    WORDS = "words"
    VALUES = "values"


@dataclass(frozen=True, slots=True)
class Row:
    """One row's cells by what they are; columns from 1."""

    number: int
    kind: RowKind
    filled: tuple[int, ...]
    values: tuple[int, ...]
    periods: tuple[int, ...]

    @property
    def only_periods(self) -> bool:
        """True when every number of it is a year: a heading row, perhaps."""
        return bool(self.values) and set(self.values) <= set(self.periods)


@dataclass(frozen=True, slots=True)
class Extent:
    """One table of a sheet, by its rows.

    Attributes
    ----------
    above : tuple of int
        Rows of words over it: titles, filters.
    headings : tuple of int
        One row, or several, first to last.
    body : tuple of int
        Rows with values.
    sections : tuple of (row, text)
        Rows within the body that hold one label and no value: a heading of those below.
    below : tuple of int
        Rows of words under it: footnotes, metadata.
    """

    above: tuple[int, ...]
    headings: tuple[int, ...]
    body: tuple[int, ...]
    sections: tuple[tuple[int, str], ...]
    below: tuple[int, ...]


def find_tables(sheet: Sheet) -> tuple[Extent, ...]:
    """Every table of a sheet that has headings and values, in order; none without."""
    rows = [_row(number, cells) for number, cells in enumerate(sheet.rows, 1)]
    rows = _with_faulty(sheet, rows)
    found = []
    for start, end in _runs(rows):
        headings = _headings(sheet, rows, start, end)
        body_from = headings[-1] + 1 if headings else start
        body = [row for row in rows[body_from - 1 : end] if row.kind is RowKind.VALUES]
        if headings and body:
            found.append((headings, body, body_from, end))
    found = _with_areas(sheet, found)
    return tuple(
        _extent(sheet, rows, table, _borders(found, place, len(rows)))
        for place, table in enumerate(found)
    )


_Found = tuple[tuple[int, ...], list[Row], int, int]


def _with_areas(sheet: Sheet, found: list[_Found]) -> list[_Found]:
    """The tables that name an area; where none does, the one with most values.

    Lists of metadata under a table look like tables too, and name none.
    """
    named = [table for table in found if holds_areas(_texts(sheet, table))]
    if named or not found:
        return named
    return [max(found, key=lambda table: sum(len(row.values) for row in table[1]))]


def _texts(sheet: Sheet, table: _Found) -> Iterator[str]:
    headings, _body, body_from, end = table
    for number in (*headings, *range(body_from, end + 1)):
        yield from sheet.rows[number - 1]


def _borders(found: Sequence[_Found], place: int, last: int) -> tuple[int, int]:
    """The rows that words round one table may lie in: from the table before to the next."""
    first = found[place - 1][3] + 1 if place else 1
    end = found[place + 1][0][0] - 1 if place + 1 < len(found) else last
    return first, end


def _extent(sheet: Sheet, rows: Sequence[Row], table: _Found, borders: tuple[int, int]) -> Extent:
    headings, body, body_from, end = table
    inside = rows[body_from - 1 : end]
    sections = tuple(
        (row.number, sheet.cell(row.number, row.filled[0]))
        for row in inside
        if row.kind is RowKind.LONE
    )
    words = [row.number for row in rows if row.kind is not RowKind.BLANK]
    return Extent(
        above=tuple(n for n in words if borders[0] <= n < headings[0]),
        headings=headings,
        body=tuple(row.number for row in body),
        sections=sections,
        below=tuple(n for n in words if end < n <= borders[1]),
    )


def _row(number: int, cells: Sequence[str]) -> Row:
    filled = tuple(at for at, cell in enumerate(cells, 1) if cell.strip())
    if not filled:
        return Row(number, RowKind.BLANK, (), (), ())
    values = tuple(at for at in filled if read_value(cells[at - 1]).told)
    periods = tuple(at for at in filled if readings(cells[at - 1]))
    numbers = set(values) - set(periods)
    if len(filled) == 1 and not numbers:
        kind = RowKind.LONE
    elif numbers or (values and not _yearly(cells, values)):
        kind = RowKind.VALUES
    else:
        kind = RowKind.VALUES if values else RowKind.WORDS
    return Row(number, kind, filled, values, periods)


def _with_faulty(sheet: Sheet, rows: Sequence[Row]) -> list[Row]:
    """The rows, those among them that only seem to hold no value taken for rows of the body.

    A row of an area whose number is blank or words, and a row of words between two rows of
    values, belong to the table: their cells are told, not lost.
    """
    smallest = _areas_down(sheet, rows)
    found = list(rows)
    for at, row in enumerate(rows):
        if row.kind not in (RowKind.WORDS, RowKind.LONE):
            continue
        near = [r for r in rows[max(0, at - 3) : at + 4] if r.kind is RowKind.VALUES]
        is_area = any(
            (area := read_area(sheet.cell(row.number, column))) is not None
            and area.scheme == scheme
            for column, scheme in smallest.items()
        )
        if near and (is_area or _between(sheet, rows, at)):
            found[at] = replace(row, kind=RowKind.VALUES)
    return found


def _areas_down(sheet: Sheet, rows: Sequence[Row]) -> dict[int, str]:
    """The columns that name an area in several rows of values, with the smallest division."""
    schemes = defaultdict[int, list[str]](list)
    for row in rows:
        if row.kind is not RowKind.VALUES:
            continue
        for column in set(row.filled) - set(row.values):
            area = read_area(sheet.cell(row.number, column))
            if area is not None and area.kind is AreaKind.AREA:
                schemes[column].append(area.scheme)
    return {column: finest(found) for column, found in schemes.items() if len(found) > 1}


def _between(sheet: Sheet, rows: Sequence[Row], at: int) -> bool:
    """True for words where the rows just above and below have values, and no new headings."""
    if not 0 < at < len(rows) - 1 or rows[at].kind is not RowKind.WORDS:
        return False
    above, row, below = rows[at - 1 : at + 2]
    both = above.kind is RowKind.VALUES and below.kind is RowKind.VALUES
    columns = set(above.values) & set(below.values)
    texts = [sheet.cell(row.number, column) for column in columns & set(row.filled)]
    headings = [text for text in texts if readings(text) or read_area(text) is not None]
    return both and bool(texts) and len(texts) < max(2, len(columns)) and not headings


def _yearly(cells: Sequence[str], values: Iterable[int]) -> bool:
    return all(readings(cells[at - 1]) for at in values)


def _runs(rows: Sequence[Row]) -> list[tuple[int, int]]:
    """First and last row of each stretch of rows with values, lone labels and gaps within."""
    runs = list[tuple[int, int]]()
    start = end = 0
    columns = set[int]()
    for row in rows:
        if row.kind is not RowKind.VALUES:
            if row.kind is RowKind.WORDS:
                start, end, columns = _closed(runs, start, end)
            continue
        apart = bool(columns and row.values) and not columns & set(row.values)
        if start and (row.number - end > 3 or apart):
            start, end, columns = _closed(runs, start, end)
        start, end = start or row.number, row.number
        columns |= set(row.values)
    _closed(runs, start, end)
    return runs


def _closed(runs: list[tuple[int, int]], start: int, end: int) -> tuple[int, int, set[int]]:
    if start:
        runs.append((start, end))
    return 0, 0, set()


def _headings(sheet: Sheet, rows: Sequence[Row], start: int, end: int) -> tuple[int, ...]:
    """The heading rows of a run: years at its own start, and rows of words just above."""
    first = start
    while first < end and _is_year_heading(rows, first, end):
        first += 1
    body = rows[first - 1 : end]
    columns = {at for row in body for at in row.values}
    headings = list(range(start, first))
    at = start - 1
    if not headings and at > 1 and _is_first_section(sheet, rows, at, columns):
        at -= 1
    while at >= 1 and len(headings) < MOST_HEADINGS:
        if not _is_heading(sheet, rows[at - 1], columns, lowest=not headings):
            break
        headings.insert(0, at)
        at -= 1
    return tuple(headings)


def _is_first_section(sheet: Sheet, rows: Sequence[Row], at: int, columns: set[int]) -> bool:
    """True for a lone label between the headings and the first row of values."""
    row, above = rows[at - 1], rows[at - 2]
    lone = row.kind is RowKind.LONE and not columns & set(row.filled)
    return lone and _is_heading(sheet, above, columns, lowest=True)


def _is_year_heading(rows: Sequence[Row], at: int, end: int) -> bool:
    """True for a row whose numbers are all years, over rows whose numbers are not."""
    row = rows[at - 1]
    if not row.only_periods:
        return False
    below = next((r for r in rows[at:end] if r.kind is RowKind.VALUES), None)
    if below is None or below.only_periods or not set(row.values) & set(below.values):
        return False
    above = rows[at - 2] if at > 1 else None
    labelled = above is not None and above.kind is RowKind.WORDS
    full = labelled and above is not None and set(row.values) <= set(above.filled)
    return len(row.values) > 1 or not full


def _is_heading(sheet: Sheet, row: Row, columns: set[int], *, lowest: bool) -> bool:
    """True for a row of words that stands over the values; never a filter such as "Year: 2023"."""
    over = columns & set(row.filled)
    # Years may stand over months, alone in their row; over numbers they may have a label.
    alone = row.only_periods and set(row.filled) == set(row.values)
    if row.kind is RowKind.VALUES and not (alone or (row.only_periods and lowest)):
        return False
    if row.kind is RowKind.BLANK or not over:
        return False
    first = sheet.cell(row.number, row.filled[0]).rstrip()
    if first.endswith(":") and len(row.filled) <= 2:
        return False
    if not lowest:
        return True
    return len(row.filled) > 1 and len(over) >= _LEAST_SHARE * len(columns)


def holds_areas(texts: Iterable[str]) -> bool:
    """True when at least one text is an area of Wales."""
    return any(
        (found := read_area(text)) is not None and found.kind is AreaKind.AREA for text in texts
    )
