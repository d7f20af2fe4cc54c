"""Where rows stand, labels that are read whole, and an axis that ends at the base.

Rows are as high as their words need, so their places are worked out here, in pixels, and the
vertical scale of the specification is the page's own.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from diogel.charts.palette import LABEL_LETTERS, LETTER_WIDTH, LINE_HEIGHT, WIDE_LABEL_LETTERS
from diogel.core import Language, Line

_MOST_TICKS = 6
_MOST_LINES = 3
_ROW_GAP = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A row's label in lines, and its place from `top` to `bottom`. [pixels]"""

    code: str
    label: list[str]
    top: int
    bottom: int

    @property
    def middle(self) -> float:
        """The middle of the row. [pixels]"""
        return (self.top + self.bottom) / 2


def wrapped(text: str, letters: int = LABEL_LETTERS) -> list[str]:
    """A label in lines of at most so many letters; no word is cut."""
    return wrap(text, letters, break_long_words=False, break_on_hyphens=False) or [""]


def label_letters(rows: Sequence[Line], language: Language) -> int:
    """How many letters a line of the labels has: more when a label is very long."""
    lines = max((len(wrapped(row.label[language])) for row in rows), default=1)
    return WIDE_LABEL_LETTERS if lines > _MOST_LINES else LABEL_LETTERS


def label_width(rows: Sequence[Line], language: Language) -> int:
    """The room that the labels take. [pixels]"""
    return label_letters(rows, language) * LETTER_WIDTH - 8


def placed(rows: Sequence[Line], language: Language, inside: Mapping[str, int]) -> list[Row]:
    """The rows below each other in the table's own order; `inside` is what their bars need.

    An order by value would tell where a hidden value lies.
    """
    letters, top, found = label_letters(rows, language), 0, []
    for row in rows:
        label = wrapped(row.label[language], letters)
        bottom = top + max(len(label) * LINE_HEIGHT, inside[row.code]) + _ROW_GAP
        found.append(Row(row.code, label, top, bottom))
        top = bottom
    return found


def row_labels(rows: Sequence[Row]) -> dict[str, Any]:
    """A layer that writes each row's label to the left of the bars, in the row's middle."""
    values = [
        {"y": row.middle, "label": row.label, "lines": len(row.label), "row": row.code}
        for row in rows
    ]
    return text_layer(values, {"value": -8}, "label", align="right")


def text_layer(
    values: list[dict[str, Any]], x: dict[str, Any], field: str, align: str = "left", dx: int = 0
) -> dict[str, Any]:
    """A layer of texts around the height `y`; `lines` says how many lines each has."""
    mark = {
        "type": "text",
        "align": align,
        "baseline": "middle",
        "dx": dx,
        "dy": {"expr": f"-(datum.lines - 1) * {LINE_HEIGHT / 2}"},
        "lineHeight": LINE_HEIGHT,
    }
    encoding = {"x": x, "y": height("y"), "text": {"field": field}}
    return {"data": {"values": values}, "mark": mark, "encoding": encoding}


def height(field: str) -> dict[str, Any]:
    """A vertical place that the values give in pixels."""
    return {"field": field, "type": "quantitative", "scale": None, "axis": None}


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


def count_axis(end: float, title: str) -> dict[str, Any]:
    """The axis of counts: whole numbers, 0 to the base."""
    return {"title": title, "values": ticks(end), "format": ",d", "labelFlush": False}


def codes(lines: Iterable[Line]) -> list[str]:
    """The codes in the table's own order."""
    return [line.code for line in lines]
