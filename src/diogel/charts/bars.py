"""Horizontal bars, one a row, each with its number beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from diogel.charts.axis import (
    codes,
    count_axis,
    most_lines,
    row_height,
    row_labels,
    row_scale,
    text_layer,
    wrapped,
)
from diogel.charts.chart import Chart, complete_spec, draw
from diogel.charts.labels import count_of, said, shared_base, shorthand
from diogel.charts.palette import (
    COLOURS,
    LABEL_WIDTH,
    LINE_HEIGHT,
    PAGE_WIDTH,
    SIDE_LETTERS,
    SIDE_WIDTH,
)
from diogel.core import Language, Line
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import say


def bar_chart(
    table: ReleasedTable,
    language: Language,
    *,
    title: str,
    description: str,
    cache: Path | None = None,
) -> Chart:
    """One bar a row, or one for each column within a row; hidden figures have no bar.

    The order is the table's. The axis ends at the base where there is one, else at the
    largest figure that is shown.
    """
    spec = complete_spec(_spec(table, language))
    svg, png = draw(spec, cache)
    return Chart(spec, svg, png, title, description, language)


def size_of(cell: ReleasedFigure | None) -> float:
    """The length of a bar: 0, so no bar, for a cell without a value."""
    if cell is None or shorthand(cell):
        return 0.0
    count = count_of(cell.figure)
    return float(count if count is not None else cell.figure.value or 0)


def axis_end(table: ReleasedTable) -> float:
    """Where the axis ends: the base, else the largest shown figure, at least 1."""
    sizes = [size_of(table.cell(r, c)) for r in table.table.rows for c in table.table.columns]
    return max(1.0, float(shared_base(table) or 0), *sizes)


def _values(table: ReleasedTable, language: Language) -> list[dict[str, Any]]:
    return [
        _value(table, row, column, language)
        for row in table.table.rows
        for column in table.table.columns
    ]


def _value(table: ReleasedTable, row: Line, column: Line, language: Language) -> dict[str, Any]:
    cell = table.cell(row, column)
    mark = shorthand(cell)
    text = f"[{mark}]" if mark else said(cell, "count", language)
    if len(table.table.columns) > 1:
        lines = wrapped(f"{text} {column.label[language]}", SIDE_LETTERS)
    else:
        lines = [text]
    value = {"row": row.code, "column": column.code, "size": size_of(cell)}
    return {**value, "text": lines, "lines": len(lines)}


def _spec(table: ReleasedTable, language: Language) -> dict[str, Any]:
    rows, columns = table.table.rows, table.table.columns
    end, values = axis_end(table), _values(table, language)
    several = len(columns) > 1
    beside = max((value["lines"] for value in values), default=1) * LINE_HEIGHT + 8
    least = beside * len(columns) if several else 0
    scale = {"domain": [0, end], "nice": False}
    x = {"field": "size", "type": "quantitative", "scale": scale}
    axis = count_axis(end, say("charts.axis", language))
    bars = {"x": {**x, "axis": axis}, "color": _colour(columns)}
    texts = text_layer(values, x, "text", dx=5)
    layers = [{"data": {"values": values}, "mark": {"type": "bar"}, "encoding": bars}, texts]
    if several:
        for layer in layers:
            layer["encoding"]["yOffset"] = {"field": "column", "sort": codes(columns)}
    height = row_height(most_lines(rows, language), max(28, least))
    return {
        "width": PAGE_WIDTH - LABEL_WIDTH - (SIDE_WIDTH if several else 50),
        "height": height * max(1, len(rows)),
        "encoding": {"y": row_scale(rows)},
        "layer": [*layers, row_labels(rows, language)],
    }


def _colour(columns: tuple[Line, ...]) -> dict[str, Any]:
    if len(columns) == 1:
        return {"value": COLOURS[0]}
    wheel = [COLOURS[at % len(COLOURS)] for at in range(len(columns))]
    scale = {"domain": codes(columns), "range": wheel}
    return {"field": "column", "type": "nominal", "scale": scale, "legend": None}
