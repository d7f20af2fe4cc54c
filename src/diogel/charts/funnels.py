"""A funnel: rates over population, with limits that allow for the spread between areas.

Only the document's own area has a name; the others are there to show the spread, and the
picture puts them in no order.
"""

from __future__ import annotations

from diogel.charts.chart import Chart
from diogel.charts.funnel_words import Dot, areas_said, dots, limits_at
from diogel.charts.labels import rate_places
from diogel.charts.letters import width
from diogel.charts.marks import FunnelMarks
from diogel.charts.palette import COLOURS, INK, LETTER_HEIGHT, LINE_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture
from diogel.charts.placing import (
    KeySign,
    around,
    ends_of,
    heading,
    key_row,
    paragraphs,
    roomiest,
)
from diogel.charts.scales import Scale, scale
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import number, say

_HIGH = 280
_STEPS = 60
_GRID = "#D9D9D9"
_TARGET = {"stroke": INK, "stroke_width": 1.5}
_LIMIT = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "6 4"}
_OTHER = {"fill": "#FFFFFF", "stroke": QUIET, "stroke_width": 1.5}
_OWN = {"fill": COLOURS[3], "stroke": INK, "stroke_width": 1.5}


def funnel_chart(
    table: ReleasedTable,
    marks: FunnelMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """The first column of a table over its figures' bases; the own area named, if it is there."""
    found = dots(table)
    picture = Picture(PAGE_WIDTH, language, title, description)
    top = heading(picture, marks.axis[language]) + 10
    up, across = _scales(found, marks, top, language)
    _paint_axes(picture, up, across, marks, language)
    if found:
        least = min(dot.people for dot in found) / 2
        _paint_limits(picture, up, across, marks, language, least)
    else:
        middle = (across.start + across.end) / 2
        nothing = say("charts.nothing", language)
        picture.words(middle, top + _HIGH / 2, nothing, align="middle", bold=True)
    names = {row.code: row.label[language] for row in table.table.rows}
    _paint_dots(picture, found, up, across, marks.own, names.get(marks.own, ""))
    y = key_row(picture, _key(found, marks, names, language), up.start + 52, 8)
    # Where some have no number the line is not of all areas, and the picture says so.
    lacking = [areas_said(table, found, language)] if len(found) < len(names) else []
    picture.reach(paragraphs(picture, lacking, y + 2, 8) + 4)
    values = {dot.code: dot.rate for dot in found}
    drawn = {"kind": "funnel", "values": values, "boxes": picture.boxes}
    return Chart(drawn, picture.svg(), title, description, language)


def _ends(marks: FunnelMarks, people: float, language: Language) -> list[tuple[float, str]]:
    """The right ends of the three lines, with their names."""
    lower, upper = limits_at(marks, people)
    keys = ("charts.line.upper", "charts.funnel.target", "charts.line.lower")
    values = (upper, marks.target, lower)
    places = rate_places(marks.target)
    return [
        (value, say(key, language, value=number(value, language, places)))
        for key, value in zip(keys, values, strict=True)
    ]


def _scales(
    found: list[Dot], marks: FunnelMarks, top: float, language: Language
) -> tuple[Scale, Scale]:
    """The axes of rate and population, both from zero."""
    most = max((dot.people for dot in found), default=1.0)
    across = scale([most], 0, 1, whole=True)
    least = min((dot.people for dot in found), default=1.0)
    wanted = [dot.rate for dot in found]
    wanted += limits_at(marks, least / 2) if found else ()
    up = scale(wanted, top + _HIGH, top)
    left = 8 + max(width(text, LETTER_HEIGHT) for text in up.labels(language)) + 10
    names = [text for _, text in _ends(marks, across.ticks[-1], language)] if found else []
    beside = max((width(name, 12) for name in names), default=0.0)
    return up, Scale(across.ticks, across.places, left, PAGE_WIDTH - beside - 24)


def _paint_axes(
    picture: Picture, up: Scale, across: Scale, marks: FunnelMarks, language: Language
) -> None:
    for tick, text in zip(up.ticks, up.labels(language), strict=True):
        y = up.at(tick)
        ink = QUIET if tick == 0 else _GRID
        picture.line((across.start, y), (across.end, y), stroke=ink)
        picture.words(across.start - 8, y + 4.5, text, align="right")
    for tick, text in zip(across.ticks, across.labels(language), strict=True):
        x = across.at(tick)
        picture.line((x, up.start), (x, up.start + 5), stroke=QUIET)
        picture.words(x, up.start + 19, text, align="middle")
    middle = (across.start + across.end) / 2
    y = up.start + 19 + LINE_HEIGHT + 4
    picture.words(middle, y, marks.people[language], align="middle")


def _paint_limits(
    picture: Picture,
    up: Scale,
    across: Scale,
    marks: FunnelMarks,
    language: Language,
    least: float,
) -> None:
    """The target and the two curves, as far as they lie within the axis."""
    most = across.ticks[-1]
    people = [least + (most - least) * (step / _STEPS) ** 2 for step in range(_STEPS + 1)]
    for side in (0, 1):
        curve = [(count, limits_at(marks, count)[side]) for count in people]
        inside = [(across.at(c), up.at(rate)) for c, rate in curve if rate <= up.ticks[-1]]
        picture.path(inside, **_LIMIT)
    y = up.at(marks.target)
    picture.line((across.start, y), (across.end, y), **_TARGET)
    labels = [(up.at(value), text) for value, text in _ends(marks, most, language)]
    ends_of(picture, labels, across.end, up.end, up.start)


def _paint_dots(
    picture: Picture, found: list[Dot], up: Scale, across: Scale, own: str, name: str
) -> None:
    """The own area last, so that nothing lies over it, and its name where there is room."""
    taken = []
    places = {dot.code: (across.at(dot.people), up.at(dot.rate)) for dot in found}
    for code, place in places.items():
        x, y = place
        taken.append(Box(x - 6, y - 6, x + 6, y + 6))
        if code != own:
            picture.sign("circle", place, 4.5, **_OTHER)
    if own not in places:
        return
    picture.sign("diamond", places[own], 6, **_OWN)
    room = [
        box
        for box in around(places[own], name, LETTER_HEIGHT, bold=True, far=11)
        if box.left > across.start + 2 and box.right < across.end - 2
        and box.top > up.end and box.bottom < up.start - 2
    ]  # fmt: skip
    if room:
        box = roomiest(room, taken)
        picture.words(box.left, box.bottom - LETTER_HEIGHT * 0.22, name, bold=True, halo=True)


def _key(
    found: list[Dot], marks: FunnelMarks, names: dict[str, str], language: Language
) -> list[KeySign]:
    signs = []
    if any(dot.code == marks.own for dot in found):
        signs.append(KeySign("diamond", names[marks.own], dict(_OWN)))
    if any(dot.code != marks.own for dot in found):
        signs.append(KeySign("circle", say("charts.funnel.others", language), dict(_OTHER)))
    return signs
