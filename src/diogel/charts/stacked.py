"""Horizontal bars made of parts: each row's answers side by side, each with its number."""

from __future__ import annotations

import json
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
from diogel.charts.labels import count_of, shared_base, shorthand
from diogel.charts.palette import (
    COLOURS,
    INK_ON,
    LABEL_WIDTH,
    LETTER_WIDTH,
    PAGE_WIDTH,
    SIDE_LETTERS,
    SIDE_WIDTH,
)
from diogel.core import Language, Line
from diogel.disclosure import ReleasedTable
from diogel.language import say

_LEAST_ROW = 34
_KEY_SIGN_WIDTH = 30


def stacked_chart(
    table: ReleasedTable,
    language: Language,
    *,
    title: str,
    description: str,
    cache: Path | None = None,
) -> Chart:
    """The parts of each row in the order of the columns, and of the key above the bars.

    A part without a value is not drawn: its row ends in [c] (or [x], [z]) with its name.
    """
    spec = complete_spec(_spec(table, language))
    svg, png = draw(spec, cache)
    return Chart(spec, svg, png, title, description, language)


def _parts(table: ReleasedTable, row: Line) -> list[dict[str, Any]]:
    start, parts = 0, []
    for at, column in enumerate(table.table.columns):
        cell = table.cell(row, column)
        if cell is None or shorthand(cell):
            continue
        size = count_of(cell.figure) or 0
        part = {"row": row.code, "column": column.code, "start": start, "end": start + size}
        part |= {"middle": start + size / 2, "text": f"{size:,}", "lines": 1}
        parts.append({**part, "ink": INK_ON[at % len(INK_ON)]})
        start += size
    return parts


def _ending(table: ReleasedTable, row: Line, language: Language) -> dict[str, Any]:
    """What stands after a row's bar: the parts that cannot be shown."""
    lines: list[str] = []
    for column in table.table.columns:
        if mark := shorthand(table.cell(row, column)):
            lines += wrapped(f"[{mark}] {column.label[language]}", SIDE_LETTERS)
    drawn = _parts(table, row)
    end = drawn[-1]["end"] if drawn else 0
    return {"row": row.code, "end": end, "text": lines or [""], "lines": max(1, len(lines))}


def _end(table: ReleasedTable) -> float:
    sums = [parts[-1]["end"] for row in table.table.rows if (parts := _parts(table, row))]
    return float(max([1, shared_base(table) or 0, *sums]))


def _spec(table: ReleasedTable, language: Language) -> dict[str, Any]:
    rows, end = table.table.rows, _end(table)
    parts = [part for row in rows for part in _parts(table, row)]
    endings = [_ending(table, row, language) for row in rows]
    beside = any(any(ending["text"]) for ending in endings)
    width = PAGE_WIDTH - LABEL_WIDTH - (SIDE_WIDTH if beside else 30)
    lines = max([most_lines(rows, language), *(ending["lines"] for ending in endings)])
    place = {"type": "quantitative", "scale": {"domain": [0, end], "nice": False}}
    axis = count_axis(end, say("charts.axis", language))
    bars = {
        "x": {"field": "start", "axis": axis, **place},
        "x2": {"field": "end"},
        "color": _key(table, language),
    }
    wide = [p for p in parts if _fits(p, width / end)]
    numbers = text_layer(wide, {"field": "middle", **place}, "text", align="center")
    numbers["encoding"]["color"] = {"field": "ink", "type": "nominal", "scale": None}
    return {
        "width": width,
        "height": row_height(lines, _LEAST_ROW) * max(1, len(rows)),
        "encoding": {"y": row_scale(rows)},
        "layer": [
            {
                "data": {"values": parts},
                "mark": {"type": "bar", "stroke": "#FFFFFF", "strokeWidth": 1.5},
                "encoding": bars,
            },
            numbers,
            text_layer(endings, {"field": "end", **place}, "text", dx=5),
            row_labels(rows, language),
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
