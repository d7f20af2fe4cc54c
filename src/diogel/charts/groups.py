"""Rates by deprivation: a bar a group with its limits, and the line fitted through them."""

from __future__ import annotations

import math
from itertools import pairwise

from diogel.charts.chart import Chart
from diogel.charts.interval_words import Pair, pairs, value_said
from diogel.charts.letters import width
from diogel.charts.marks import GroupMarks
from diogel.charts.palette import COLOURS, INK, LETTER_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture
from diogel.charts.placing import KeySign, heading, key_row
from diogel.charts.scales import Scale, measured, measured_limits, rate_said, scale, told
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import say

Line = list[tuple[float, float]]
_HIGH = 230
# Half of the room that a number over a bar takes. [pixels]
_HALF_NUMBER = 20
_BAR = 0.62
_GRID = "#D9D9D9"
_BARS = {"fill": COLOURS[1]}
_WHISKER = {"stroke": INK, "stroke_width": 2}
_FITTED = {"stroke": COLOURS[2], "stroke_width": 3, "stroke_dasharray": "8 4"}


def decile_chart(
    table: ReleasedTable,
    marks: GroupMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """The first column of a table whose rows are groups from the most to the least deprived.

    A group without a number has no bar and says its [x] or [c]; then no line is drawn, since
    it could tell a hidden group.
    """
    rows = pairs(table)
    picture = Picture(PAGE_WIDTH, language, title, description)
    top = heading(picture, marks.axis[language]) + 18
    fitted = fitted_at(rows, marks)
    wanted = [value for _, cell in rows if (value := measured(cell)) is not None]
    wanted += [limit for _, cell in rows for limit in measured_limits(cell) or ()]
    up = scale([*wanted, *fitted], top + _HIGH, top)
    left = 8 + max(width(text, LETTER_HEIGHT) for text in up.labels(language)) + 10
    _paint_grid(picture, up, left, language)
    each = (PAGE_WIDTH - 10 - left) / max(1, len(rows))
    for at, pair in enumerate(rows):
        _paint_bar(picture, pair, up, left + (at + 0.5) * each, each)
    places = [(left + (at + 0.5) * each, up.at(value)) for at, value in enumerate(fitted)]
    picture.path(places, stroke="#FFFFFF", stroke_width=6)
    picture.path(places, **_FITTED)
    for at, pair in enumerate(rows):
        middle = left + (at + 0.5) * each
        _paint_words(picture, pair, (middle, _over(pair, up, middle, places)), up, language)
    _paint_ends(picture, up, left, language)
    picture.reach(key_row(picture, _key(rows, fitted, language), up.start + 50, 8) + 4)
    drawn = {
        "kind": "groups",
        "values": {row.code: measured(cell) for row, cell in rows},
        "fitted": fitted,
        "boxes": picture.boxes,
    }
    return Chart(drawn, picture.svg(), title, description, language)


def fitted_at(rows: list[Pair], marks: GroupMarks) -> list[float]:
    """The fitted line at the middle of each group's share of the people; empty for no line."""
    people = [cell.figure.denominator or 0 if cell else 0 for _, cell in rows]
    unknown = any(measured(cell) is None for _, cell in rows)
    if unknown or marks.most is None or marks.least is None or not all(people) or not people:
        return []
    total, before, found = sum(people), 0, []
    for count in people:
        share = (before + count / 2) / total
        before += count
        if marks.log:
            ends = math.log(marks.most), math.log(marks.least)
            found.append(math.exp(ends[0] + share * (ends[1] - ends[0])))
        else:
            found.append(marks.most + share * (marks.least - marks.most))
    return found


def _paint_grid(picture: Picture, up: Scale, left: float, language: Language) -> None:
    for tick, text in zip(up.ticks, up.labels(language), strict=True):
        y = up.at(tick)
        ink = QUIET if tick == 0 else _GRID
        picture.line((left, y), (PAGE_WIDTH - 10, y), stroke=ink)
        picture.words(left - 8, y + 4.5, text, align="right")


def _paint_bar(picture: Picture, pair: Pair, up: Scale, middle: float, each: float) -> None:
    value = measured(pair[1])
    if value is None:
        return
    half = each * _BAR / 2
    picture.rect(Box(middle - half, up.at(value), middle + half, up.at(0)), **_BARS)
    limits = measured_limits(pair[1])
    if limits is None:
        return
    low, high = (up.at(limit) for limit in limits)
    picture.line((middle, low), (middle, high), **_WHISKER)
    for y in (low, high):
        picture.line((middle - 6, y), (middle + 6, y), **_WHISKER)


def _over(pair: Pair, up: Scale, middle: float, line: Line) -> float:
    """How high a bar's number stands: over its limits, or over the line where it would cross."""
    limits = measured_limits(pair[1])
    own = up.at(limits[1] if limits else measured(pair[1]) or 0.0) - 7
    near = [_line_at(line, middle + side * _HALF_NUMBER) for side in (-1, 0, 1)] if line else []
    crossed = near and min(near) < own + 4 and max(near) > own - LETTER_HEIGHT - 2
    return min(near) - 7 if crossed else own


def _line_at(line: Line, x: float) -> float:
    """The height of a line of points from left to right; beyond its ends that of the end."""
    for (x0, y0), (x1, y1) in pairwise(line):
        if x0 <= x <= x1:
            return y0 + (x - x0) / (x1 - x0) * (y1 - y0)
    return line[0][1] if x < line[0][0] else line[-1][1]


def _paint_words(
    picture: Picture, pair: Pair, place: tuple[float, float], up: Scale, language: Language
) -> None:
    """The number over the bar and its limits, the group's number under it."""
    row, cell = pair
    picture.words(*place, told(cell, language), align="middle", halo=True)
    picture.words(place[0], up.start + 18, row.code, align="middle")


def _paint_ends(picture: Picture, up: Scale, left: float, language: Language) -> None:
    y = up.start + 36
    picture.words(left, y, say("charts.group.most", language))
    picture.words(PAGE_WIDTH - 10, y, say("charts.group.least", language), align="right")


def _key(rows: list[Pair], fitted: list[float], language: Language) -> list[KeySign]:
    signs = []
    if any(measured_limits(cell) for _, cell in rows):
        text = say("charts.group.limits-sign", language)
        signs.append(KeySign("line", text, dict(_WHISKER)))
    if fitted:
        signs.append(KeySign("line", say("charts.group.fitted", language), dict(_FITTED)))
    return signs


def describe_groups(table: ReleasedTable, marks: GroupMarks, language: Language) -> str:
    """Each group's rate and limits, then the two ends of the line."""
    rows = pairs(table)
    parts = [say("charts.group.kind", language, axis=marks.axis)]
    for row, cell in rows:
        value = value_said(cell, language)
        parts.append(say("charts.interval.row", language, name=row.label[language], value=value))
    if all(measured(cell) is None for _, cell in rows):
        return " ".join([*parts, say("charts.nothing", language)])
    if any(measured_limits(cell) for _, cell in rows):
        parts.append(say("charts.interval.limits", language))
    if fitted_at(rows, marks) and marks.most is not None and marks.least is not None:
        most, least = (rate_said(end, language) for end in (marks.most, marks.least))
        parts.append(say("charts.group.line", language, most=most, least=least))
    return " ".join(parts)
