"""Horizontal bars, one a row, each with its number beside it."""

from __future__ import annotations

from typing import Any

from diogel.charts.axis import (
    Row,
    codes,
    count_axis,
    height,
    label_width,
    placed,
    row_labels,
    text_layer,
    wrapped,
)
from diogel.charts.chart import Chart, complete_spec, draw
from diogel.charts.labels import length_of, said, scale_end, scale_title, shorthand
from diogel.charts.palette import (
    BAR_HEIGHT,
    COLOURS,
    LINE_HEIGHT,
    PAGE_WIDTH,
    SIDE_LETTERS,
    SIDE_WIDTH,
)
from diogel.core import Language, Line
from diogel.disclosure import ReleasedTable


def bar_chart(
    table: ReleasedTable,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """One bar a row, or one for each column within a row; hidden figures have no bar.

    The order is the table's. The axis ends at the base where there is one, else at the
    largest figure that is shown.
    """
    spec = complete_spec(_spec(table, language))
    return Chart(spec, draw(spec), title, description, language)


def axis_end(table: ReleasedTable) -> float:
    """Where the axis ends: the base or 100 per cent, else the largest shown figure, at least 1."""
    sizes = [length_of(table.cell(r, c)) for r in table.table.rows for c in table.table.columns]
    return max(1.0, scale_end(table), *sizes)


def _texts(table: ReleasedTable, row: Line, language: Language) -> list[list[str]]:
    """The words beside each bar of a row, in lines; with several bars each says its column."""
    found = []
    for column in table.table.columns:
        cell = table.cell(row, column)
        mark = shorthand(cell)
        text = f"[{mark}]" if mark else said(cell, "count", language)
        several = len(table.table.columns) > 1
        words = f"{text} {column.label[language]}" if several else text
        found.append(wrapped(words, SIDE_LETTERS) if several else [text])
    return found


def _bar_height(lines: list[str]) -> int:
    return max(BAR_HEIGHT, len(lines) * LINE_HEIGHT + 4)


def _values(
    table: ReleasedTable, rows: list[Row], texts: dict[str, list[list[str]]]
) -> list[dict[str, Any]]:
    """One value a bar: its length, its place and the words beside it."""
    values = []
    for line, row in zip(table.table.rows, rows, strict=True):
        heights = [_bar_height(lines) for lines in texts[row.code]]
        top = row.middle - sum(heights) / 2
        cells = zip(table.table.columns, heights, texts[row.code], strict=True)
        for column, high, lines in cells:
            value = {"row": row.code, "column": column.code, "text": lines, "lines": len(lines)}
            middle, half = top + high / 2, BAR_HEIGHT / 2 - 1
            value |= {"size": length_of(table.cell(line, column)), "y": middle}
            values.append({**value, "top": middle - half, "bottom": middle + half})
            top += high
    return values


def _spec(table: ReleasedTable, language: Language) -> dict[str, Any]:
    columns, end = table.table.columns, axis_end(table)
    texts = {row.code: _texts(table, row, language) for row in table.table.rows}
    inside = {code: sum(map(_bar_height, lines)) for code, lines in texts.items()}
    rows = placed(table.table.rows, language, inside)
    values = _values(table, rows, texts)
    scale = {"domain": [0, end], "nice": False}
    x = {"field": "size", "type": "quantitative", "scale": scale}
    bars = {
        "x": {**x, "axis": count_axis(end, scale_title(table, language))},
        "x2": {"datum": 0},
        "y": height("top"),
        "y2": {"field": "bottom"},
        "color": _colour(columns),
    }
    beside = SIDE_WIDTH if len(columns) > 1 else 50
    drawn = [value for value in values if value["size"]]
    return {
        "width": PAGE_WIDTH - label_width(table.table.rows, language) - beside,
        "height": rows[-1].bottom if rows else LINE_HEIGHT,
        "layer": [
            {"data": {"values": drawn}, "mark": {"type": "rect"}, "encoding": bars},
            text_layer(values, x, "text", dx=5),
            row_labels(rows),
        ],
    }


def _colour(columns: tuple[Line, ...]) -> dict[str, Any]:
    if len(columns) == 1:
        return {"value": COLOURS[0]}
    wheel = [COLOURS[at % len(COLOURS)] for at in range(len(columns))]
    scale = {"domain": codes(columns), "range": wheel}
    return {"field": "column", "type": "nominal", "scale": scale, "legend": None}
