"""Rates with their limits, one below the other: an area and those it is held against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from diogel.charts.chart import Chart
from diogel.charts.interval_words import (
    Pair,
    column_of,
    is_band,
    own_first,
    value_said,
)
from diogel.charts.letters import fitted, width
from diogel.charts.marks import IntervalMarks
from diogel.charts.palette import COLOURS, INK, LETTER_HEIGHT, LINE_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture
from diogel.charts.placing import KeySign, heading, key_row
from diogel.charts.scales import Scale, counts, measured, measured_limits, scale
from diogel.core import Language
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import say

_LABEL_ROOM = 200.0
_ROW_GAP = 8
_GRID = "#D9D9D9"
_LEAST_WIDTH = 200.0
_BEYOND = 2.0
_LINE: dict[str, Any] = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "6 4"}
_BESIDE: dict[str, Any] = {"fill": COLOURS[2], "stroke": INK}
_MAIN: dict[str, Any] = {"fill": "#FFFFFF", "stroke": INK, "stroke_width": 1.5}
_BAND: dict[str, Any] = {"fill": "#E6ECF1", "stroke": QUIET}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its label in lines and the height of its middle. [pixels]

    `beside` is its figure in the other column, where one is drawn.
    """

    code: str
    cell: ReleasedFigure | None
    beside: ReleasedFigure | None
    label: list[str]
    middle: float
    own: bool


def interval_chart(
    table: ReleasedTable,
    marks: IntervalMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """One column of a table, the document's own area first, then the table's order.

    A row whose limits are of the kind "funnel" shows them as a band: where an area of this
    size is not separable from it. A row without a number stands with its [x] or [c]. Beside a
    line of the marks a limit more than twice the largest value ends in an arrow at the edge.
    """
    pairs = own_first(table, marks)
    picture = Picture(PAGE_WIDTH, language, title, description)
    top = heading(picture, marks.axis[language]) + LINE_HEIGHT + 4
    rows = list(_rows(table, marks, language, top))
    last = rows[-1].middle + len(rows[-1].label) * LINE_HEIGHT / 2 if rows else top
    ground = last + _ROW_GAP / 2
    across = _across(rows, marks, language)
    _paint_axis(picture, across, (top, ground), language)
    _paint_bands(picture, rows, across)
    _paint_reference(picture, rows, marks, across, (top, ground))
    picture.words(PAGE_WIDTH - 8, top - 8, _column_said(rows, language), align="right", size=12)
    for row in rows:
        _paint_row(picture, row, across, language)
    picture.reach(key_row(picture, _key(table, pairs, marks, language), ground + 30, 8) + 4)
    values = {row.code: measured(row.cell) for row in rows}
    drawn = {"kind": "interval", "values": values, "boxes": picture.boxes}
    return Chart(drawn, picture.svg(), title, description, language)


def _rows(
    table: ReleasedTable, marks: IntervalMarks, language: Language, top: float
) -> Iterator[_Row]:
    """The rows below each other, each as high as its label needs."""
    for line, cell in own_first(table, marks):
        own = line.code == marks.own
        label = fitted(line.label[language], _LABEL_ROOM, LETTER_HEIGHT, bold=own)
        high = len(label) * LINE_HEIGHT + _ROW_GAP
        other = table.cell(line, column_of(table, marks.beside)) if marks.beside else None
        yield _Row(line.code, cell, other, label, top + high / 2, own)
        top += high


def _column_said(rows: list[_Row], language: Language) -> str:
    """What stands over the numbers on the right."""
    limited = any(measured_limits(row.cell) for row in rows)
    return say("charts.interval.column" if limited else "charts.interval.column-plain", language)


def _across(rows: list[_Row], marks: IntervalMarks, language: Language) -> Scale:
    """The axis of values, between the labels on the left and the numbers on the right."""
    said = [width(_column_said(rows, language), 12)]
    said += [width(value_said(row.cell, language), LETTER_HEIGHT, bold=row.own) for row in rows]
    labels = [width(line, LETTER_HEIGHT, bold=row.own) for row in rows for line in row.label]
    start = 8 + max(labels, default=0.0) + 14
    end = max(PAGE_WIDTH - 8 - max(said) - 18, start + _LEAST_WIDTH)
    cells = [row.cell for row in rows]
    beside = [row.beside for row in rows]
    wanted = [value for cell in [*cells, *beside] if (value := measured(cell)) is not None]
    wanted += [] if marks.line is None else [marks.line]
    limits = [limit for cell in cells for limit in measured_limits(cell) or ()]
    # One limit far beyond every value would leave no room to tell the others apart.
    kept = [limit for limit in limits if limit <= _BEYOND * max(wanted, default=0.0)]
    shown = limits if marks.line is None else kept
    return scale([*wanted, *shown], start, end, whole=counts(cells) and not limits)


def _paint_axis(
    picture: Picture, across: Scale, span: tuple[float, float], language: Language
) -> None:
    top, ground = span
    for tick, text in zip(across.ticks, across.labels(language), strict=True):
        x = across.at(tick)
        picture.line((x, top), (x, ground), stroke=QUIET if tick == 0 else _GRID)
        picture.words(x, ground + 18, text, align="middle")


def _paint_bands(picture: Picture, rows: list[_Row], across: Scale) -> None:
    """Where the area would not be separable from each, beneath everything else."""
    for row in rows:
        limits = measured_limits(row.cell)
        if limits is not None and is_band(row.cell):
            low, high = (across.at(limit) for limit in limits)
            picture.rect(Box(low, row.middle - 9, high, row.middle + 9), **_BAND)


def _paint_reference(
    picture: Picture,
    rows: list[_Row],
    marks: IntervalMarks,
    across: Scale,
    span: tuple[float, float],
) -> None:
    for row in rows:
        value = measured(row.cell)
        if row.code == marks.reference and value is not None:
            x = across.at(value)
            picture.line((x, span[0]), (x, span[1]), **_LINE)
    if marks.line is not None:
        x = across.at(marks.line)
        picture.line((x, span[0]), (x, span[1]), **_LINE)


def _paint_row(picture: Picture, row: _Row, across: Scale, language: Language) -> None:
    """Label, limits, sign and number of one row."""
    for at, line in enumerate(row.label):
        y = row.middle + (at - (len(row.label) - 1) / 2) * LINE_HEIGHT + 4.5
        picture.words(across.start - 14, y, line, align="right", bold=row.own)
    if not is_band(row.cell):
        _paint_limits(picture, row, across)
    value, other = measured(row.cell), measured(row.beside)
    if other is not None:
        picture.sign("square", (across.at(other), row.middle), 4, **_BESIDE)
    if value is not None:
        kind, fill, size = ("diamond", COLOURS[0], 6) if row.own else ("circle", "#FFFFFF", 5)
        place = (across.at(value), row.middle)
        picture.sign(kind, place, size, fill=fill, stroke=INK, stroke_width=1.5)
    said = value_said(row.cell, language)
    picture.words(PAGE_WIDTH - 8, row.middle + 4.5, said, align="right", bold=row.own)


def _paint_limits(picture: Picture, row: _Row, across: Scale) -> None:
    limits = measured_limits(row.cell)
    if limits is None:
        return
    ink, thick = (COLOURS[0], 4) if row.own else (QUIET, 2)
    edge = across.end
    low, high = (min(across.at(limit), edge) for limit in limits)
    picture.line((low, row.middle), (high, row.middle), stroke=ink, stroke_width=thick)
    for x, beyond in ((low, False), (high, limits[1] > across.ticks[-1])):
        if beyond:
            head = [(x - 6, row.middle - 5), (x + 2, row.middle), (x - 6, row.middle + 5)]
            picture.path(head, stroke=ink)
        else:
            picture.line((x, row.middle - 6), (x, row.middle + 6), stroke=ink, stroke_width=2)


def _key(
    table: ReleasedTable, pairs: list[Pair], marks: IntervalMarks, language: Language
) -> list[KeySign]:
    """The line through all rows, by the name of whose value it is; limits and bands."""
    signs = _signs_of_columns(table, marks, language)
    signs += [
        KeySign("line", line.label[language], dict(_LINE))
        for line, cell in pairs
        if line.code == marks.reference and measured(cell) is not None
    ]
    if marks.line is not None:
        signs.append(KeySign("line", marks.line_label[language], dict(_LINE)))
    bands = [is_band(cell) for _, cell in pairs if measured_limits(cell)]
    if not all(bands):
        style: dict[str, object] = {"stroke": QUIET, "stroke_width": 3}
        signs.append(KeySign("line", say("charts.group.limits-sign", language), style))
    if any(bands):
        signs.append(KeySign("box", say("charts.interval.band", language), dict(_BAND)))
    return signs


def _signs_of_columns(
    table: ReleasedTable, marks: IntervalMarks, language: Language
) -> list[KeySign]:
    """Which sign is of which column, where two columns are drawn."""
    if not marks.beside:
        return []
    main, other = column_of(table, marks.column), column_of(table, marks.beside)
    return [
        KeySign("circle", main.label[language], dict(_MAIN)),
        KeySign("square", other.label[language], dict(_BESIDE)),
    ]
