"""Labels that are read whole, and an axis of whole counts that ends at the base."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from textwrap import wrap
from typing import Any

from diogel.charts.palette import LABEL_LETTERS, LINE_HEIGHT
from diogel.core import Language, Line

_MOST_TICKS = 6
_LEAST_ROW = 28


def wrapped(text: str, letters: int = LABEL_LETTERS) -> list[str]:
    """A label in lines of at most so many letters; no word is cut."""
    return wrap(text, letters, break_long_words=False, break_on_hyphens=False) or [""]


def row_height(lines: int, least: int = _LEAST_ROW) -> int:
    """The height in pixels of a row with so many lines of text."""
    return max(least, lines * LINE_HEIGHT + 12)


def most_lines(rows: Sequence[Line], language: Language) -> int:
    """The lines of the longest row label."""
    return max((len(wrapped(row.label[language])) for row in rows), default=1)


def ticks(end: float) -> list[int]:
    """Whole numbers from 0 to `end`, evenly spaced, `end` always the last."""
    last = max(1, math.ceil(end))
    step = next(s for s in _steps() if last / s <= _MOST_TICKS)
    values = list(range(0, last, step))
    if len(values) > 1 and last - values[-1] < step * 0.6:
        values.pop()
    return [*values, last]


def _steps() -> Iterator[int]:
    power = 1
    while True:
        yield from (power, 2 * power, 5 * power)
        power *= 10


def row_scale(rows: Sequence[Line]) -> dict[str, Any]:
    """The rows from top to bottom, in the table's own order.

    An order by value would tell where a hidden value lies.
    """
    return {
        "field": "row",
        "type": "nominal",
        "sort": codes(rows),
        "axis": None,
        "scale": {"domain": codes(rows), "paddingInner": 0.3, "paddingOuter": 0.15},
    }


def row_labels(rows: Sequence[Line], language: Language) -> dict[str, Any]:
    """A layer that writes each row's label, wrapped, to the left of the bars.

    The axis's own labels hang their second line below the bar; these stand in its middle.
    """
    values = [
        {"row": row.code, "label": lines, "lines": len(lines)}
        for row in rows
        if (lines := wrapped(row.label[language]))
    ]
    return text_layer(values, {"value": -8}, "label", align="right")


def text_layer(
    values: list[dict[str, Any]], x: dict[str, Any], field: str, align: str = "left", dx: int = 0
) -> dict[str, Any]:
    """A layer of texts in the middle of their rows; `lines` says how many lines each has."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": "middle",
        "dx": dx,
        "dy": {"expr": f"-(datum.lines - 1) * {LINE_HEIGHT / 2}"},
        "lineHeight": LINE_HEIGHT,
    }
    return {
        "data": {"values": values},
        "mark": mark,
        "encoding": {"x": x, "text": {"field": field}},
    }


def count_axis(end: float, title: str) -> dict[str, Any]:
    """The axis of counts: whole numbers, 0 to the base."""
    return {"title": title, "values": ticks(end), "format": ",d", "labelFlush": False}


def codes(lines: Iterable[Line]) -> list[str]:
    """The codes in the table's own order."""
    return [line.code for line in lines]
