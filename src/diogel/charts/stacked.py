"""Horizontal bars made of parts: each row's answers side by side, each with its number."""

from __future__ import annotations

import json
from typing import Any

from diogel.charts.axis import (
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
from diogel.charts.labels import length_of, percent_of, scale_end, scale_title, shorthand
from diogel.charts.palette import (
    COLOURS,
    INK_ON,
    LETTER_WIDTH,
    LINE_HEIGHT,
    PAGE_WIDTH,
    SIDE_LETTERS,
    SIDE_WIDTH,
)
from diogel.core import Language, Line
from diogel.disclosure import ReleasedTable

_BAR = 26
_KEY_SIGN_WIDTH = 30


def stacked_chart(
    table: ReleasedTable,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """The parts of each row in the order of the columns, and of the key above the bars.

    A part without a value is not drawn: its row ends in [c] (or [x], [z]) with its name.
    """
    spec = complete_spec(_spec(table, language))
    return Chart(spec, draw(spec), title, description, language)


def _parts(table: ReleasedTable, row: Line, language: Language) -> list[dict[str, Any]]:
    start, parts = 0.0, []
    for at, column in enumerate(table.table.columns):
        cell = table.cell(row, column)
        if cell is None or shorthand(cell):
            continue
        size = length_of(cell)
        text = percent_of(cell.figure, language) if cell.figure.weighted else f"{size:,.0f}"
        part = {"row": row.code, "column": column.code, "start": start, "end": start + size}
        part |= {"between": start + size / 2, "text": text, "lines": 1}
        parts.append({**part, "ink": INK_ON[at % len(INK_ON)]})
        start += size
    return parts


def _ending(table: ReleasedTable, row: Line, language: Language) -> dict[str, Any]:
    """What stands after a row's bar: the parts that cannot be shown."""
    lines: list[str] = []
    for column in table.table.columns:
        if mark := shorthand(table.cell(row, column)):
            lines += wrapped(f"[{mark}] {column.label[language]}", SIDE_LETTERS)
    drawn = _parts(table, row, language)
    end = drawn[-1]["end"] if drawn else 0
    return {"row": row.code, "end": end, "text": lines or [""], "lines": max(1, len(lines))}


def _end(table: ReleasedTable, language: Language) -> float:
    sums = [parts[-1]["end"] for row in table.table.rows if (parts := _parts(table, row, language))]
    return float(max([1, scale_end(table), *sums]))


def _spec(table: ReleasedTable, language: Language) -> dict[str, Any]:
    lines, end = table.table.rows, _end(table, language)
    endings = {row.code: _ending(table, row, language) for row in lines}
    inside = {code: max(_BAR, e["lines"] * LINE_HEIGHT) for code, e in endings.items()}
    rows = placed(lines, language, inside)
    beside = SIDE_WIDTH if any(any(e["text"]) for e in endings.values()) else 30
    width = PAGE_WIDTH - label_width(lines, language) - beside
    parts = [
        {**part, "y": row.middle, "top": row.middle - _BAR / 2, "bottom": row.middle + _BAR / 2}
        for line, row in zip(lines, rows, strict=True)
        for part in _parts(table, line, language)
    ]
    ends = [{**endings[row.code], "y": row.middle} for row in rows]
    place = {"type": "quantitative", "scale": {"domain": [0, end], "nice": False}}
    axis = count_axis(end, scale_title(table, language))
    bars = {
        "x": {"field": "start", "axis": axis, **place},
        "x2": {"field": "end"},
        "y": height("top"),
        "y2": {"field": "bottom"},
        "color": _key(table, language),
    }
    wide = [part for part in parts if _fits(part, width / end)]
    numbers = text_layer(wide, {"field": "between", **place}, "text", align="center")
    numbers["encoding"]["color"] = {"field": "ink", "type": "nominal", "scale": None}
    return {
        "width": width,
        "height": rows[-1].bottom if rows else LINE_HEIGHT,
        "layer": [
            {
                "data": {"values": [part for part in parts if part["end"] > part["start"]]},
                "mark": {"type": "rect", "stroke": "#FFFFFF", "strokeWidth": 1.5},
                "encoding": bars,
            },
            numbers,
            text_layer(ends, {"field": "end", **place}, "text", dx=5),
            row_labels(rows),
        ],
    }


def _fits(part: dict[str, Any], pixels_each: float) -> bool:
    """Whether a part is wide enough for its number; the table beside has them all."""
    room = float(part["end"] - part["start"]) * pixels_each
    return room >= len(str(part["text"])) * (LETTER_WIDTH + 1) + 2


def _key(table: ReleasedTable, language: Language) -> dict[str, Any]:
    columns = table.table.columns
    names = json.dumps({c.code: c.label[language] for c in columns}, ensure_ascii=False)
    longest = max((len(c.label[language]) for c in columns), default=1)
    across = max(1, int((PAGE_WIDTH - 60) / (longest * LETTER_WIDTH + _KEY_SIGN_WIDTH)))
    return {
        "field": "column",
        "type": "nominal",
        "scale": {
            "domain": codes(columns),
            "range": [COLOURS[at % len(COLOURS)] for at in range(len(columns))],
        },
        "legend": {
            "title": None,
            "orient": "top",
            "offset": 8,
            "direction": "horizontal",
            "columns": across,
            "labelExpr": f"{names}[datum.value]",
            "symbolType": "square",
            "symbolSize": 180,
        },
    }
