"""A series in time: its points, what is usual for it, what stands out, what is not known."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from diogel.charts.chart import Chart
from diogel.charts.letters import width
from diogel.charts.line_words import (
    bound,
    missing_said,
    rebase_sign,
    rebases_said,
    spell_said,
)
from diogel.charts.marks import SeriesMarks
from diogel.charts.palette import COLOURS, INK, LETTER_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture, box_of
from diogel.charts.placing import (
    KeySign,
    around,
    ends_of,
    heading,
    key_row,
    paragraphs,
    roomiest,
)
from diogel.charts.scales import Scale, counts, scale
from diogel.charts.series import Held, Spell, held, spells, stretches
from diogel.charts.times import short_name, ticks_of, years_of
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import say

_HIGH = 230
_ROOM_ABOVE = 24
_END_SIZE = 12
_MANY = 40
# How far a letter may stand out of the plot without reaching the words beside it.
_BESIDE = 5
_GRID = "#D9D9D9"
_ORDINARY = {"fill": COLOURS[0], "stroke": COLOURS[0]}
_OUTSIDE = {"fill": COLOURS[3], "stroke": INK, "stroke_width": 1.5}
_INSIDE = {"fill": "#FFFFFF", "stroke": COLOURS[2], "stroke_width": 2}
_MEAN = {"stroke": INK, "stroke_width": 1.5}
_LIMIT = {"stroke": QUIET, "stroke_width": 1.5, "stroke_dasharray": "6 4"}
_REBASE = {"stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "2 3"}


@dataclass
class _Plot:
    """Where things lie while the chart is drawn. [pixels]"""

    picture: Picture
    series: Held
    up: Scale
    left: float
    right: float
    top: float
    language: Language
    taken: list[Box] = field(default_factory=list)

    @property
    def each(self) -> float:
        """The width of one period."""
        return (self.right - self.left) / max(1, len(self.series.periods))

    def x(self, at: float) -> float:
        """The middle of a period."""
        return self.left + (at + 0.5) * self.each

    @property
    def ground(self) -> float:
        """The height of the lowest tick."""
        return self.up.start


def line_chart(
    table: ReleasedTable,
    marks: SeriesMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """A table whose rows are periods in order, or months by years.

    Missing periods are gaps, hatched and named. With a hidden period no limits are drawn.
    """
    series = held(table, marks)
    picture = Picture(PAGE_WIDTH, language, title, description)
    plot = _plot(picture, series, marks, language)
    _paint_grid(plot)
    _paint_gaps(plot)
    _paint_bounds(plot)
    _paint_rebases(plot, marks)
    special = spells(series)
    _paint_points(plot, special)
    _paint_letters(plot, special)
    _paint_months(plot)
    _paint_key(plot, marks, special)
    values = {str(period): v for period, v in zip(series.periods, series.values, strict=True)}
    drawn = {"kind": "line", "values": values, "boxes": picture.boxes}
    return Chart(drawn, picture.svg(), title, description, language)


def _plot(picture: Picture, series: Held, marks: SeriesMarks, language: Language) -> _Plot:
    """The axis of values, from zero, and the room that words beside the plot take."""
    top = heading(picture, marks.axis[language]) + _ROOM_ABOVE
    wanted = [value for value in series.values if value is not None]
    wanted += [value for three in series.bounds if three is not None for value in three]
    up = scale(wanted, top + _HIGH, top, whole=counts(series.cells))
    left = 8 + max(width(text, LETTER_HEIGHT) for text in up.labels(language)) + 10
    names = [text for _, text in _end_labels(series, up, language)]
    beside = max((width(name, _END_SIZE) for name in names), default=0.0)
    right = PAGE_WIDTH - (beside + 20 if names else 14)
    return _Plot(picture, series, up, left, right, top, language)


def _end_labels(series: Held, up: Scale, language: Language) -> list[tuple[float, str]]:
    """What stands at the right ends of the mean and the limits: the latest of each."""
    if series.last_bounds is None:
        return []
    mean, lower, upper = series.last_bounds
    # From the top: where all three are one height, their names still stand in this order.
    named = (("upper", upper), ("mean", mean), ("lower", lower))
    return [
        (up.at(value), say(f"charts.line.{name}", language, value=bound(value, language)))
        for name, value in named
    ]


def _paint_grid(plot: _Plot) -> None:
    for tick, text in zip(plot.up.ticks, plot.up.labels(plot.language), strict=True):
        y = plot.up.at(tick)
        ink = QUIET if tick == 0 else _GRID
        plot.picture.line((plot.left, y), (plot.right, y), stroke=ink)
        plot.picture.words(plot.left - 8, y + 4.5, text, align="right")


def _paint_gaps(plot: _Plot) -> None:
    """Hatched from top to bottom where there is no number."""
    unknown = sorted([*plot.series.missing, *plot.series.hidden])
    if not unknown:
        return
    fill = _hatch(plot.picture)
    for first, last in stretches(unknown):
        left, right = plot.left + first * plot.each, plot.left + (last + 1) * plot.each
        plot.picture.rect(Box(left, plot.top, right, plot.ground), fill=fill)
    if not plot.series.given:
        text = say("charts.nothing", plot.language)
        middle = (plot.left + plot.right) / 2
        plot.picture.words(
            middle, (plot.top + plot.ground) / 2, text, align="middle", bold=True, halo=True
        )


def _hatch(picture: Picture) -> str:
    lines = (
        '<rect width="8" height="8" fill="#FFFFFF"/>'
        '<path d="M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6" stroke="#8C8C8C" stroke-width="1"/>'
    )
    return picture.pattern("gap", lines)


def _paint_bounds(plot: _Plot) -> None:
    """Mean and limits, in steps where they change, broken at a new baseline."""
    bounds = plot.series.bounds
    runs: list[list[int]] = []
    for at, three in enumerate(bounds):
        if three is None:
            continue
        if runs and runs[-1][-1] == at - 1 and bounds[at - 1] == three:
            runs[-1].append(at)
        else:
            runs.append([at])
    for run in runs:
        for value, style in zip(bounds[run[0]] or (), (_MEAN, _LIMIT, _LIMIT), strict=True):
            y = plot.up.at(value)
            start, end = plot.left + run[0] * plot.each, plot.left + (run[-1] + 1) * plot.each
            plot.picture.line((start, y), (end, y), **style)
    labels = _end_labels(plot.series, plot.up, plot.language)
    if labels:
        ends_of(plot.picture, labels, plot.right, plot.top, plot.ground, _END_SIZE)


def _paint_rebases(plot: _Plot, marks: SeriesMarks) -> None:
    begun = [at for at, p in enumerate(plot.series.periods) if str(p) in marks.rebases]
    for n, at in enumerate(begun, start=1):
        x = plot.left + at * plot.each
        plot.picture.line((x, plot.top - 4), (x, plot.ground), **_REBASE)
        text, y = rebase_sign(n), plot.top - 7
        places = [box_of(x + shift, y, text, 12, "middle", bold=True) for shift in (0, 11, 22, -11)]
        box = roomiest(places, plot.taken)
        plot.taken.append(box)
        plot.picture.words(box.left, y, text, size=12, bold=True)


def _paint_points(plot: _Plot, special: tuple[Spell, ...]) -> None:
    """The line through neighbours, then each point by its sign."""
    places = {
        at: (plot.x(at), plot.up.at(value))
        for at, value in enumerate(plot.series.values)
        if value is not None
    }
    for first, last in stretches(sorted(places)):
        path = [places[at] for at in range(first, last + 1)]
        plot.picture.path(path, stroke=COLOURS[0])
        plot.taken += [_around_line(a, b) for a, b in pairwise(path)] if plot.each > 12 else []
    outside = {at for spell in special if spell.outside for at in spell.at}
    inside = {at for spell in special if not spell.outside for at in spell.at}
    size = 2.2 if len(plot.series.periods) > _MANY else 3
    for at, place in places.items():
        if at in outside:
            plot.picture.sign("diamond", place, 4.5, **_OUTSIDE)
        elif at in inside:
            plot.picture.sign("square", place, 3.5, **_INSIDE)
        else:
            plot.picture.sign("circle", place, size, **_ORDINARY)
        reach = 5 if at in outside | inside else 3
        x, y = place
        plot.taken.append(Box(x - reach, y - reach, x + reach, y + reach))


def _around_line(a: tuple[float, float], b: tuple[float, float]) -> Box:
    """The middle of a line between neighbours, where a label would be crossed."""
    x, y = (a[0] + b[0]) / 2, (a[1] + b[1]) / 2
    return Box(x - 2, y - 2, x + 2, y + 2)


def _paint_letters(plot: _Plot, special: tuple[Spell, ...]) -> None:
    """A letter beside each point or run that asks for a note."""
    for spell in special:
        at = spell.at[len(spell.at) // 2]
        place = (plot.x(at), plot.up.at(plot.series.values[at] or 0.0))
        inside = [
            box
            for box in around(place, spell.letter, LETTER_HEIGHT, bold=True)
            if box.top > plot.top - _ROOM_ABOVE
            and box.bottom < plot.ground
            and box.left > plot.left - _BESIDE
            and box.right < plot.right + _BESIDE
        ]
        box = roomiest(inside, plot.taken)
        plot.taken.append(box)
        y = box.bottom - LETTER_HEIGHT * 0.22
        plot.picture.words(box.left, y, spell.letter, bold=True, halo=True)


def _paint_months(plot: _Plot) -> None:
    """Names of periods, and the years beneath with a rule between them."""
    periods, ground = plot.series.periods, plot.ground
    for at in ticks_of(periods, plot.each, plot.language):
        plot.picture.line((plot.x(at), ground), (plot.x(at), ground + 5), stroke=QUIET)
        name = short_name(periods[at], plot.language)
        plot.picture.words(plot.x(at), ground + 18, name, align="middle")
    for first, last, year in years_of(periods):
        left, right = plot.left + first * plot.each, plot.left + (last + 1) * plot.each
        if first:
            plot.picture.line((left, ground + 23), (left, ground + 37), stroke=QUIET)
        if right - left > width(year, LETTER_HEIGHT) + 6 or len(periods) == 1:
            plot.picture.words((left + right) / 2, ground + 34, year, align="middle")


def _paint_key(plot: _Plot, marks: SeriesMarks, special: tuple[Spell, ...]) -> None:
    """The signs that occur, then each letter and new baseline in words."""
    signs = []
    if any(spell.outside for spell in special):
        signs.append(KeySign("diamond", say("charts.line.outside", plot.language), _OUTSIDE))
    if any(not spell.outside for spell in special):
        signs.append(KeySign("square", say("charts.line.inside", plot.language), _INSIDE))
    if plot.series.missing or plot.series.hidden:
        style: dict[str, object] = {"fill": "url(#gap)", "stroke": QUIET}
        signs.append(KeySign("box", say("charts.line.gap", plot.language), style))
    y = key_row(plot.picture, signs, plot.ground + 46, 8)
    texts = [spell_said(plot.series, spell, plot.language) for spell in special]
    texts += missing_said(plot.series, plot.language)
    texts += rebases_said(plot.series, marks, plot.language)
    if plot.series.last_bounds is not None and not marks.enough:
        texts.append(say("charts.line.provisional", plot.language))
    plot.picture.reach(paragraphs(plot.picture, texts, y + 2, 8) + 4)
