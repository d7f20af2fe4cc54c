"""The rows of a member, whatever its kind, and the row among them that holds the headings.

For official files, which may be far larger than somebody's own workbook: nothing here
holds more than one sheet at a time.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from diogel.core import Place, Refused
from diogel.files import Offered, column_letter, stream_rows

Row = tuple[str, ...]

# How far down a sheet its headings may stand, and how many rows are looked at in all.
HEAD_ROWS = 40
_NOTE = re.compile(r"\[[^\]]*\]")
_LOOKED_AT = 5_000


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of one sheet with something in them, each with its number."""

    sheet: str
    rows: tuple[tuple[int, Row], ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Where the headings of a sheet stand and which column each wanted one is in.

    `columns` gives a column's position from 0 for the names that the caller asked for;
    `headings` all of them as they are written.
    """

    sheet: str
    row: int
    headings: Row
    columns: Mapping[str, int]

    def cell(self, cells: Row, name: str) -> str:
        """A row's cell under a wanted heading; blank when either is not there."""
        column = self.columns.get(name, -1)
        return cells[column].strip() if 0 <= column < len(cells) else ""

    def place(self, file: str, row: int | None = None, name: str = "") -> Place:
        """The address of a cell, as the person who holds the file sees it."""
        column = self.columns.get(name)
        if column is None:
            return Place(file, self.sheet, row)
        letter, heading = column_letter(column + 1), self.headings[column]
        return Place(file, self.sheet, row, f"{letter} ({heading})")


def rows_of(member: Offered) -> Iterator[tuple[str, int, Row]]:
    """Every row with something in it: sheet, row from 1, cells. Nothing for other kinds."""
    if member.kind == "workbook":
        yield from stream_rows(member.path)
    elif member.kind == "csv":
        with member.path.open(encoding="utf-8", newline="") as file:
            for number, cells in enumerate(csv.reader(file, delimiter=member.delimiter), 1):
                if any(cells):
                    yield "", number, tuple(cell.strip() for cell in cells)


def heads_of(member: Offered) -> tuple[Head, ...]:
    """The start of each sheet; none for a member that nobody can read."""
    if member.kind == "csv" and member.head:
        rows = tuple((n, row) for n, row in enumerate(member.head, 1) if any(row))
        return (Head("", rows),)
    return _heads(member.path, member) if member.kind in ("csv", "workbook") else ()


@lru_cache(maxsize=8)
def _heads(path: Path, member: Offered) -> tuple[Head, ...]:  # noqa: ARG001 - the path is the key
    found = dict[str, list[tuple[int, Row]]]()
    try:
        for sheet, number, cells in islice(rows_of(member), _LOOKED_AT):
            rows = found.setdefault(sheet, [])
            if len(rows) < HEAD_ROWS:
                rows.append((number, cells))
    except Refused:
        return ()
    return tuple(Head(sheet, tuple(rows)) for sheet, rows in found.items())


def heading_key(text: str) -> str:
    """A heading without capitals, marks, spaces and "[note 1]": small changes do not matter."""
    plain = _NOTE.sub("", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum() or letter == "+")


def find_header(
    head: Head, wanted: Mapping[str, Sequence[str]], needed: Sequence[str]
) -> Header | None:
    """The first row in which all needed names are found under one of their spellings.

    `wanted` gives each name's spellings as `heading_key` writes them.
    """
    for number, cells in head.rows:
        keys = [heading_key(cell) for cell in cells]
        columns = {
            name: keys.index(spelling)
            for name, spellings in wanted.items()
            for spelling in spellings[::-1]
            if spelling in keys
        }
        if all(name in columns for name in needed):
            return Header(head.sheet, number, cells, columns)
    return None


def whole_number(text: str) -> int | None:
    """A count as files write it: 12, 12.0, 1,234, -2; None when it is none of these."""
    plain = text.replace(",", "").removesuffix(".0")
    sign = plain.removeprefix("-")
    return int(plain) if sign.isdigit() and sign.isascii() and len(sign) < 16 else None


def decimal_number(text: str) -> float | None:
    """A number with or without decimals; None when it is none, infinity and NaN included."""
    try:
        number = float(text.replace(",", ""))
    except ValueError:
        return None
    return number if abs(number) < 1e18 else None
