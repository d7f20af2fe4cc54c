"""A table's headings with areas and periods taken out: what stays the same next month."""

from __future__ import annotations

from diogel.sources.messy.areas import AreaKind, read_area
from diogel.sources.messy.columns import part_of_period
from diogel.sources.messy.grid import Column, Grid
from diogel.sources.messy.labels import read_label
from diogel.sources.messy.period_finding import find_period
from diogel.sources.messy.periods import readings

AREA, PERIOD, BETWEEN = "{area}", "{period}", " | "


def layout_of_text(text: str) -> str:
    """One heading: "Cardiff" is {area}, "2023/24" {period}, "Rate 2023/24" "Rate {period}"."""
    label = read_label(text).text
    if not label:
        return ""
    found = read_area(text)
    if found is not None and found.kind in (AreaKind.AREA, AreaKind.TOTAL, AreaKind.OUTSIDE):
        return AREA
    if readings(label):
        return PERIOD
    within = find_period(label, compared=True)
    return within.template if within else label


def layout_of(grid: Grid, column: Column) -> str:
    """A column's headings from the top; "#1" for the first without any, "#2" for the next."""
    parts = [layout_of_text(text) for text in column.headings]
    if PERIOD in parts:  # of which a month or quarter in another row is a part
        parts = [
            PERIOD if text and part_of_period([text]) else part
            for text, part in zip(column.headings, parts, strict=True)
        ]
    said = BETWEEN.join(dict.fromkeys(part for part in parts if part))
    return said or f"#{_position(grid, column)}"


def _position(grid: Grid, column: Column) -> int:
    blank = [c.number for c in grid.columns if not c.heading]
    return blank.index(column.number) + 1


def layout(grid: Grid) -> tuple[str, ...]:
    """The layouts of every column, each once, in the order of the table."""
    return tuple(dict.fromkeys(layout_of(grid, column) for column in grid.columns))
