"""Rates with their limits, one below the other: an area and those it is held against."""

from __future__ import annotations

from pathlib import Path

from diogel.charts.chart import Chart
from diogel.charts.finishing import finished
from diogel.charts.interval_words import Pair, own_first, value_said
from diogel.charts.letters import fitted, width
from diogel.charts.marks import IntervalMarks
from diogel.charts.palette import COLOURS, INK, LETTER_HEIGHT, LINE_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Picture
from diogel.charts.placing import KeySign, heading, key_row
from diogel.charts.scales import Scale, counts, measured, measured_limits, scale
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import say

_LABEL_ROOM = 200.0
_ROW_GAP = 14
_GRID = "#D9D9D9"
_LEAST_WIDTH = 200.0
_LINE = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "6 4"}


def interval_chart(
    table: ReleasedTable,
    marks: IntervalMarks,
    language: Language,
    *,
    title: str,
    description: str,
    cache: Path | None = None,
) -> Chart:
    """The first column of a table, the document's own area first, then the table's order.

    A row without a number stands with its [x] or [c] and without a sign.
    """
    rows = own_first(table, marks.own)
    picture = Picture(PAGE_WIDTH, language, title, description)
    top = heading(picture, marks.axis[language]) + LINE_HEIGHT + 4
    across = _across(rows, language)
    ground = _bottom(rows, language, top)
    _paint_axis(picture, across, (top, ground), language)
    _paint_reference(picture, rows, marks, across, (top, ground))
    said = say("charts.interval.column", language)
    picture.words(PAGE_WIDTH - 8, top - 8, said, align="right", size=12)
    y = top
    for row, cell in rows:
        lines = _label(row.label[language], bold=row.code == marks.own)
        high = len(lines) * LINE_HEIGHT + _ROW_GAP
        _paint_row(picture, (row, cell), lines, y + high / 2, across, marks, language)
        y += high
    end = key_row(picture, _key(rows, marks, language), ground + 30, 8)
    picture.reach(end + 4)
    values = {row.code: measured(cell) for row, cell in rows}
    drawn = {"kind": "interval", "values": values, "boxes": picture.boxes}
    return finished(
        picture, drawn, title=title, description=description, language=language, cache=cache
    )


def _label(text: str, *, bold: bool) -> list[str]:
    return fitted(text, _LABEL_ROOM, LETTER_HEIGHT, bold=bold)


def _bottom(rows: list[Pair], language: Language, top: float) -> float:
    """Where the rows end. [pixels]"""
    # A bold label may need a line more: every row is reckoned as bold.
    lines = sum(len(_label(row.label[language], bold=True)) for row, _ in rows)
    return top + lines * LINE_HEIGHT + len(rows) * _ROW_GAP


def _across(rows: list[Pair], language: Language) -> Scale:
    """The axis of values, between the labels on the left and the numbers on the right."""
    wide = max(
        (width(value_said(c, language), LETTER_HEIGHT, bold=True) for _, c in rows), default=0
    )
    wide = max(wide, width(say("charts.interval.column", language), 12))
    label = max(
        (
            width(line, LETTER_HEIGHT, bold=True)
            for row, _ in rows
            for line in _label(row.label[language], bold=True)
        ),
        default=0.0,
    )
    start = 8 + label + 14
    end = max(PAGE_WIDTH - 8 - wide - 18, start + _LEAST_WIDTH)
    wanted = [value for _, cell in rows if (value := measured(cell)) is not None]
    wanted += [limit for _, cell in rows for limit in measured_limits(cell) or ()]
    whole = counts(cell for _, cell in rows) and not any(measured_limits(c) for _, c in rows)
    return scale(wanted, start, end, whole=whole)


def _paint_axis(
    picture: Picture, across: Scale, span: tuple[float, float], language: Language
) -> None:
    top, ground = span
    for tick, text in zip(across.ticks, across.labels(language), strict=True):
        x = across.at(tick)
        picture.line((x, top), (x, ground), stroke=QUIET if tick == 0 else _GRID)
        picture.words(x, ground + 18, text, align="middle")


def _paint_reference(
    picture: Picture,
    rows: list[Pair],
    marks: IntervalMarks,
    across: Scale,
    span: tuple[float, float],
) -> None:
    for row, cell in rows:
        value = measured(cell)
        if row.code == marks.reference and value is not None:
            x = across.at(value)
            picture.line((x, span[0]), (x, span[1]), **_LINE)


def _paint_row(
    picture: Picture,
    pair: Pair,
    lines: list[str],
    middle: float,
    across: Scale,
    marks: IntervalMarks,
    language: Language,
) -> None:
    row, cell = pair
    own = row.code == marks.own
    ink = COLOURS[0] if own else QUIET
    for at, line in enumerate(lines):
        y = middle + (at - (len(lines) - 1) / 2) * LINE_HEIGHT + 4.5
        picture.words(across.start - 14, y, line, align="right", bold=own)
    limits = measured_limits(cell)
    if limits is not None:
        low, high = (across.at(limit) for limit in limits)
        picture.line((low, middle), (high, middle), stroke=ink, stroke_width=4 if own else 2)
        for x in (low, high):
            picture.line((x, middle - 6), (x, middle + 6), stroke=ink, stroke_width=2)
    value = measured(cell)
    if value is not None:
        sign = "diamond" if own else "circle"
        fill = COLOURS[0] if own else "#FFFFFF"
        style: dict[str, object] = {"fill": fill, "stroke": INK, "stroke_width": 1.5}
        picture.sign(sign, (across.at(value), middle), 6 if own else 5, **style)
    said = value_said(cell, language)
    picture.words(PAGE_WIDTH - 8, middle + 4.5, said, align="right", bold=own)


def _key(rows: list[Pair], marks: IntervalMarks, language: Language) -> list[KeySign]:
    """The line through all rows, by the name of whose value it is."""
    names = [
        row.label[language]
        for row, cell in rows
        if row.code == marks.reference and measured(cell) is not None
    ]
    return [KeySign("line", name, dict(_LINE)) for name in names]
