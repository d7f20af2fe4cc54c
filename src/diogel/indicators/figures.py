"""Indicators as figures: each number once, under an id that texts and charts refer to.

Ids are `<area>.<measure>.<name>`: "W06000015.police-burglary.rate12". A number that cannot be
given is a figure too, with the status [x] and its reason as the note.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from diogel.core import Base, Bilingual, Figure, Kind, Limits, Status, Unit
from diogel.indicators.basis import NOTHING, Basis
from diogel.indicators.edition_names import edition_said
from diogel.indicators.place_results import Gradient, Harm, Places
from diogel.indicators.populations import HOUSEHOLDS, RESIDENTS
from diogel.indicators.results import (
    AreaIndicators,
    Change,
    Comparison,
    Level,
    MeasureIndicators,
    StandardRate,
    Trend,
)
from diogel.indicators.windows import period_said
from diogel.language import both, long_date
from diogel.standard import measure as measure_of

PUBLISHED = "published"
# Of what was not weighed no single periods are made where one of them is so few.
_FEW = 10
BASES = {RESIDENTS: Base.RESIDENTS, HOUSEHOLDS: Base.HOUSEHOLDS}


def figures_of(found: AreaIndicators) -> dict[str, Figure]:
    """Every figure of an area's indicators, by id, in the order of its measures."""
    made: list[Figure] = [
        figure for each in found.measures.values() for figure in measure_figures(each)
    ]
    if found.harm is not None:
        made += harm_figures(found.harm)
    return {figure.id: figure for figure in made}


def measure_figures(each: MeasureIndicators) -> Iterator[Figure]:
    """The figures of one measure."""
    yield from level_figures(each.level, "")
    yield from level_figures(each.change.before, "-before")
    if each.standard is not None:
        yield standard_figure(each.standard)
    yield from change_figures(each.change)
    yield from trend_figures(each.trend)
    for comparison in each.comparisons:
        yield from comparison_figures(comparison)
    if each.places is not None:
        yield from place_figures(each.places)
    if each.gradient is not None:
        yield from gradient_figures(each.gradient)


def figure_of(
    area: str,
    measure: str,
    name: str,
    kind: Kind,
    value: float | None,
    status: Status,
    **more: object,
) -> Figure:
    """A measure's figure with what all of them have; without a value it is not available."""
    has_value = value is not None
    given: dict[str, object] = {
        "id": f"{area}.{measure}.{name}",
        "label": both(
            f"indicators.label.{_label(name)}",
            measure=measure_of(measure).title,
            detail=more.pop("detail", NOTHING),
        ),
        "kind": kind,
        "unit": Unit.INCIDENT,
        "base": Base.RECORDED,
        "value": value,
        "status": status if has_value else _without(status),
        "source": "",
        "disclosure": measure_of(measure).disclosure,
    }
    return Figure(**{**given, **more})  # type: ignore[arg-type]


def _without(status: Status) -> Status:
    """The status of a figure without a value."""
    has_no_value = (Status.CONFIDENTIAL, Status.NOT_APPLICABLE)
    return status if status in has_no_value else Status.NOT_AVAILABLE


def _label(name: str) -> str:
    """The name of a label: that of the figure without what is different in each."""
    return name.split(".", maxsplit=1)[0]


def level_figures(level: Level, suffix: str) -> Iterator[Figure]:
    """The count and the rate of a level; "-before" for that of the year before."""
    name = f"count12{suffix}"
    own = _cell(level, suffix)
    when = {"detail": period_said(level.basis.first, level.basis.last)}
    note = level.reason if not level.given else noted(level.basis)
    kind = Kind.COUNT if level.count is not None or level.value is None else Kind.SUM
    yield figure_of(
        level.area,
        level.measure,
        name,
        kind,
        level.value if level.count is None else float(level.count),
        level.status,
        numerator=level.count,
        limits=level.count_limits,
        contributors=tuple(float(n) for n in level.members),
        note=note,
        **when,
    )
    reason = level.reason if not level.given else level.rate_reason
    yield figure_of(
        level.area,
        level.measure,
        f"rate12{suffix}",
        Kind.RATE,
        level.rate,
        level.status,
        base=BASES.get(level.per, Base.RECORDED),
        numerator=level.count if level.rate is not None else None,
        denominator=whole(level.denominator),
        limits=level.rate_limits,
        cell=own,
        note=reason if level.rate is None else note,
        **when,
    )


def standard_figure(standard: StandardRate) -> Figure:
    """The rate standardised by age."""
    return figure_of(
        standard.area,
        standard.measure,
        "standardised",
        Kind.RATE,
        standard.rate,
        standard.status,
        base=Base.RESIDENTS,
        numerator=standard.count,
        limits=standard.rate_limits,
        cell=f"{standard.area}.{standard.measure}.count12",
        note=standard.reason if standard.rate is None else noted(standard.basis),
        detail=period_said(standard.basis.first, standard.basis.last),
    )


def _cell(level: Level, suffix: str) -> str:
    return f"{level.area}.{level.measure}.count12{suffix}"


def whole(number: float | None) -> int | None:
    """A number of people or households without its fraction."""
    return None if number is None else round(number)


def noted(basis: Basis) -> Bilingual:
    """The version of the population that a number rests on; empty for none."""
    if not basis.population or basis.population_day is None:
        return NOTHING
    day = basis.population_day
    said = Bilingual(long_date(day, "en"), long_date(day, "cy"))
    return both("indicators.note.population", version=edition_said(basis.population), day=said)


def change_figures(change: Change) -> Iterator[Figure]:
    """The ratio, the difference and, on 30 or more, the percentage of a year on year."""
    rated = change.now.rate is not None and change.before.rate is not None
    shared = {
        "parts": (_cell(change.now, ""), _cell(change.before, "-before")),
        "base": BASES.get(change.now.per, Base.RECORDED) if rated else Base.RECORDED,
        "note": change.reason if change.ratio is None else noted(change.now.basis),
        "detail": period_said(change.now.basis.first, change.now.basis.last),
    }
    numbers = (
        ("ratio", Kind.RATIO, change.ratio, change.ratio_limits),
        ("difference", Kind.CHANGE, change.difference, change.difference_limits),
        ("percent-change", Kind.CHANGE, change.percent, _percent(change.ratio_limits)),
    )
    for name, kind, value, limits in numbers:
        made = figure_of(
            change.area, change.measure, name, kind, value, change.status, limits=limits, **shared
        )
        few = name == "percent-change" and value is None and change.ratio is not None
        yield replace(made, note=both("indicators.reason.few-for-percent")) if few else made


def _percent(limits: Limits | None) -> Limits | None:
    """Limits of a ratio as percentages of change."""
    if limits is None:
        return None
    return replace(limits, lower=100 * (limits.lower - 1), upper=100 * (limits.upper - 1))


def trend_figures(trend: Trend) -> Iterator[Figure]:
    """A figure a period, with the chart's limits as its own, the usual level, and the growth.

    Without a chart, since some periods are hidden, the periods stand without limits.
    """
    if not _may_show_periods(trend):
        return
    yield from _period_figures(trend)
    if trend.chart is None:
        return
    own = (f"{trend.area}.{trend.measure}.count12",)
    usual = float(trend.chart.mean[-1])
    yield figure_of(trend.area, trend.measure, "usual", Kind.MEAN, usual, trend.status, parts=own)
    if trend.season is not None:
        yield figure_of(
            trend.area,
            trend.measure,
            "growth",
            Kind.RATIO,
            trend.season.growth,
            trend.season.status,
            limits=trend.season.growth_limits,
            parts=own,
            note=trend.season.reason,
        )


def _period_figures(trend: Trend) -> Iterator[Figure]:
    chart = trend.chart
    for at, (period, value) in enumerate(zip(trend.periods, _values(trend), strict=False)):
        limits = None
        if chart is not None:
            limits = Limits(float(chart.lower[at]), float(chart.upper[at]), trend.kind, 0.9973)
        yield figure_of(
            trend.area,
            trend.measure,
            f"period.{period}",
            Kind.COUNT,
            value,
            Status.OBSERVED,
            numerator=None if value is None else round(value),
            limits=limits,
            note=NOTHING if value is not None else trend.notes[at] or NOTHING,
            detail=period_said(period, period),
        )


def _may_show_periods(trend: Trend) -> bool:
    """Whether single periods are given: open data, or weighed with all that they add up to.

    Of what nobody weighed, such as percentages, none is given where one is of few.
    """
    if measure_of(trend.measure).disclosure == PUBLISHED or trend.weighed:
        return True
    return not any(value is not None and 0 < value < _FEW for value in _values(trend))


def _values(trend: Trend) -> tuple[float | None, ...]:
    """The numbers of the periods, None for one without."""
    if trend.values or trend.chart is None:
        return trend.values
    return tuple(None if np.isnan(value) else float(value) for value in trend.chart.values)


def comparison_figures(comparison: Comparison) -> Iterator[Figure]:
    """The comparators' rate and the ratio to it, under the comparator's kind."""
    area, measure, kind = comparison.area, comparison.measure, comparison.against.kind
    cell = f"{area}.{measure}.count12"
    shared = {"note": comparison.reason, "detail": comparison.against.name}
    yield figure_of(
        area,
        measure,
        f"reference.{kind}",
        Kind.RATE,
        comparison.reference,
        comparison.status,
        limits=_between(comparison),
        contributors=tuple(float(n) for n in comparison.counts),
        **shared,
    )
    yield figure_of(
        area,
        measure,
        f"versus.{kind}",
        Kind.RATIO,
        comparison.ratio,
        comparison.status,
        limits=comparison.ratio_limits,
        parts=(cell,),
        contributors=tuple(float(n) for n in comparison.counts),
        **shared,
    )


def _between(comparison: Comparison) -> Limits | None:
    """Between which rates an area of this size is not separable from the comparators."""
    if comparison.lower is None or comparison.upper is None:
        return None
    return Limits(comparison.lower, comparison.upper, "funnel")


def place_figures(places: Places) -> Iterator[Figure]:
    """How concentrated a measure is, each number beside what chance alone would give."""
    shared = {"parts": (f"{places.area}.{places.measure}.count12",), "note": places.reason}
    for suffix, found in (("", places.found), ("-by-chance", places.chance)):
        numbers = (
            ("gini", Kind.INDEX, found.gini if found else None),
            ("top5", Kind.SHARE, found.top_holds if found else None),
            ("half-in", Kind.INDEX, float(found.half_in) if found else None),
        )
        for name, kind, value in numbers:
            unit = {"unit": Unit.AREA} if name == "half-in" else {}
            yield figure_of(
                places.area,
                places.measure,
                f"{name}{suffix}",
                kind,
                value,
                places.status,
                **{**shared, **unit},
            )
    counted = places.found is not None
    sizes = (("persistent", len(places.persistent)), ("hot", len(places.hot)))
    for name, number in sizes:
        yield figure_of(
            places.area,
            places.measure,
            name,
            Kind.INDEX,
            float(number) if counted else None,
            places.status,
            **{**shared, "unit": Unit.AREA},
        )


def gradient_figures(gradient: Gradient) -> Iterator[Figure]:
    """The rate of each group by deprivation, and the slope and relative index."""
    area, measure = gradient.area, gradient.measure
    note = gradient.reason if gradient.slope is None else noted(gradient.basis)
    shared = {"base": Base.RESIDENTS, "note": note}
    for group in gradient.groups:
        yield figure_of(
            area,
            measure,
            f"group.{group.group}",
            Kind.RATE,
            group.rate,
            Status.OBSERVED,
            numerator=group.count,
            denominator=round(group.population),
            limits=group.limits,
            detail=Bilingual.same(str(group.group)),
            **shared,
        )
    cell = {"parts": (f"{area}.{measure}.count12",)}
    numbers = (
        ("slope", gradient.slope, gradient.slope_limits, Kind.INDEX),
        ("relative", gradient.relative, gradient.relative_limits, Kind.RATIO),
    )
    for name, value, limits, kind in numbers:
        if name == "relative" and value is not None and value <= 0:
            # A line that falls below nought has no ratio of its ends that means anything.
            below = {**shared, "note": both("indicators.reason.line-below-nought")}
            yield figure_of(area, measure, name, kind, None, Status.NOT_APPLICABLE, **below, **cell)
            continue
        yield figure_of(
            area, measure, name, kind, value, gradient.status, limits=limits, **shared, **cell
        )


def harm_figures(harm: Harm) -> Iterator[Figure]:
    """The harm score and its rate, of recorded crime that is open data."""
    shared = {
        "unit": Unit.INCIDENT,
        "status": harm.status if harm.score is not None else _without(harm.status),
        "disclosure": PUBLISHED,
        "note": harm.reason if harm.score is None else _weights(harm),
    }
    label = both("indicators.label.harm")
    yield Figure(
        f"{harm.area}.harm.score",
        label,
        Kind.INDEX,
        base=Base.RECORDED,
        value=harm.score,
        limits=harm.score_limits,
        **shared,  # type: ignore[arg-type]
    )
    yield Figure(
        f"{harm.area}.harm.rate",
        both("indicators.label.harm-rate"),
        Kind.INDEX,
        base=Base.RESIDENTS,
        value=harm.rate,
        denominator=whole(harm.population),
        **shared,  # type: ignore[arg-type]
    )


def _weights(harm: Harm) -> Bilingual:
    """Whose weights they are, and of which day."""
    day = harm.table_day
    said = Bilingual(long_date(day, "en"), long_date(day, "cy")) if day else NOTHING
    return both("indicators.note.weights", table=harm.table, day=said)
