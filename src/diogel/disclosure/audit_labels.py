"""Which figure a printed row, column or label is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diogel.core import Language, Line, Table
from diogel.disclosure.audit_meaning import Meaning
from diogel.disclosure.audit_printed import Grid, Piece
from diogel.language import say

NOTE = re.compile(r"\s*\[[^\]]*\]")
NUMBERED = re.compile(r"(?:\w+ \d+: )?")
SHORTEST = 4
"""Letters of a label that is looked for in running text: shorter ones mean other things too."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A printed cell that is about a figure: `share` when it prints a share from 0 to 1."""

    figure: str
    text: str
    row: int
    column: int
    share: bool = False


def table_called(caption: str, meaning: Meaning, language: Language) -> Table | None:
    """The table whose title stands in a caption, after no more than its number."""
    text = NOTE.sub("", caption).strip()
    named = [t for t in meaning.tables if t.title[language] and text.endswith(t.title[language])]
    found = max(named, key=lambda table: len(table.title[language]), default=None)
    before = text.removesuffix(found.title[language]) if found else ""
    return found if NUMBERED.fullmatch(before) else None


def placed(grid: Grid, meaning: Meaning, language: Language) -> Iterator[Placed]:
    """The cells of a grid with their figures: by their own mark, or by row and column."""
    table = table_called(grid.caption, meaning, language)
    columns = _columns(grid, table, language)
    for at, row in enumerate(grid.rows):
        code = _row_code(row, table, language)
        for place, piece in enumerate(row):
            if piece.figure:
                yield Placed(piece.figure, piece.text, at, place)
            elif table is not None and code and place in columns:
                column, share = columns[place]
                figure = table.cells.get((code, column), "")
                if figure:
                    yield Placed(figure, piece.text, at, place, share)


def _columns(grid: Grid, table: Table | None, language: Language) -> dict[int, tuple[str, bool]]:
    """The table's column of each printed one, and whether it prints shares from 0 to 1."""
    if table is None or not grid.rows:
        return {}
    found = {}
    for line in table.columns:
        label = line.label[language]
        share = say("workbook.percent-heading", language, column=label)
        names = (label, say("workbook.count-heading", language, column=label), share)
        for place, piece in enumerate(grid.rows[0]):
            text = NOTE.sub("", piece.text)
            if place and text in names:
                found[place] = line.code, text == share
    if not found and len(table.columns) == 1 and max(map(len, grid.rows)) == 2:
        return {1: (table.columns[0].code, False)}
    return found


def _row_code(row: list[Piece], table: Table | None, language: Language) -> str:
    if table is None or not row:
        return ""
    text = NOTE.sub("", row[0].text)
    return next((line.code for line in table.rows if line.label[language] == text), "")


def column_figures(table: Table, column: Line, language: Language) -> dict[str, str]:
    """The figure of each row of one column by the row's label."""
    return {
        row.label[language]: table.cells[row.code, column.code]
        for row in table.rows
        if (row.code, column.code) in table.cells
    }


def own_labels(meaning: Meaning, language: Language) -> Mapping[str, str]:
    """The labels that only one cell has, and every figure's id, with the figure."""
    cells: dict[str, set[str]] = {}
    first: dict[str, str] = {}
    for figure, cell in meaning.cells.items():
        label = meaning.names[figure][language]
        cells.setdefault(label, set()).add(cell)
        first.setdefault(label, figure)
    alone = {
        label: first[label]
        for label, found in cells.items()
        if len(found) == 1 and len(label) >= SHORTEST
    }
    return alone | {figure: figure for figure in meaning.cells}
