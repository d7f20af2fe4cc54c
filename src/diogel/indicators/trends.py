"""A series on the chart that fits it: which months are special, and which are like any other.

XmR unless the numbers ask for another: a plain c-chart where they are Poisson, a u'-chart
where their bases differ, quarters where months hold fewer than five. Nothing is rebased but
by a person's record, and a special month only asks for a note.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from diogel.core import Grain, Limits, Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.populations import OWN, per_of
from diogel.indicators.results import Marked, Rebase, Season, Trend
from diogel.indicators.series import Point, Series, regrained
from diogel.indicators.windows import basis_of, status_of
from diogel.language import both
from diogel.standard import measure as measure_of
from diogel.statistics import Chart, c_plain, seasonality, u_prime, xmr

LONGEST = 36
"""The most periods on one chart. [months]"""
GAP = 3
"""More missing periods in a row than this end a chart: what lies before is not joined on."""
FEWEST = 12
FEWEST_A_PERIOD = 5.0
POISSON = 2.0
"""Under this variance over mean a count is charted as Poisson."""
_BASES_APART = 1.10
SEASON_MONTHS = 24
CERTAIN = 0.05
EVERY = "*"


def trend(
    series: Series,
    one: AreaSet,
    last: Period,
    rebases: Sequence[Rebase] = (),
    *,
    hides: Callable[[Period], bool] | None = None,
) -> Trend:
    """The chart of a series up to a period.

    Parameters
    ----------
    series : Series
        Of that area; months, quarters or years.
    rebases : sequence of Rebase
        Those that people recorded; only those of this measure and area count.
    hides : callable
        Whether the number of a period is held back, where that was decided. Of a series with
        any such number there is no mean, limits or season: they would tell it.

    Returns
    -------
    Trend
        NOT_AVAILABLE with a reason under 12 periods with a number, or where even quarters
        hold fewer than five events.
    """
    points = _periods(series, last)
    own = tuple(r for r in rebases if _holds(r, series.measure, one.id, points))
    known = sum(point.given for point in points)
    if known < FEWEST:
        return _none(series, one, points or series.between(last, last), "few-periods", known)
    if _counted(series) and _mean(points) < FEWEST_A_PERIOD:
        return _none(series, one, points, "few-events", known)
    if hides is not None and any(point.given and hides(point.period) for point in points):
        return _held_back(series, one, points, own)
    basis = basis_of(one, points)
    starts = [at for at, point in enumerate(points) if any(point.period == r.start for r in own)]
    kind, chart = _charted(series, points, [at for at in starts if at])
    marked = _marked(points, chart)
    final = next((p.period for p in reversed(points) if p.given), None)
    return Trend(
        series.measure,
        one.id,
        basis,
        Status.OBSERVED if basis.missing else status_of(points),
        kind=kind,
        periods=tuple(point.period for point in points),
        notes=tuple(point.note if not point.given else None for point in points),
        chart=chart,
        values=_given(points),
        weighed=hides is not None,
        marked=marked,
        latest=next((m for m in marked if m.period == final), None),
        rebases=own,
        season=season(points, series),
    )


def charted_points(series: Series, last: Period) -> tuple[Point, ...]:
    """The points that a chart of a series would show; none where it has no chart."""
    points = _periods(series, last)
    few = _counted(series) and _mean(points) < FEWEST_A_PERIOD
    return () if few or sum(point.given for point in points) < FEWEST else points


def _periods(series: Series, last: Period) -> tuple[Point, ...]:
    return stretch(_long_enough(series, last), last)


def stretch(series: Series, last: Period) -> tuple[Point, ...]:
    """The points of the chart: up to 36, from after the last long gap, none missing at its ends."""
    held = [p for p in series.points if p.period.end <= last.end][-LONGEST:]
    while held and not held[-1].given:
        held.pop()
    start, run = 0, 0
    for at, point in enumerate(held):
        run = 0 if point.given else run + 1
        start = at + 1 if run > GAP else start
    held = held[start:]
    while held and not held[0].given:
        held.pop(0)
    return tuple(held)


def _long_enough(series: Series, last: Period) -> Series:
    """The series, by quarters where its months are few and quarters make a chart."""
    points = stretch(series, last)
    few = _counted(series) and points and _mean(points) < FEWEST_A_PERIOD
    if not few or series.grain is not Grain.MONTH:
        return series
    quarters = regrained(series, Grain.QUARTER)
    return quarters if sum(p.given for p in stretch(quarters, last)) >= FEWEST else series


def _counted(series: Series) -> bool:
    return measure_of(series.measure).measure_type == "count"


def _mean(points: Sequence[Point]) -> float:
    return float(np.mean([p.value for p in points if p.value is not None] or [0.0]))


def _none(series: Series, one: AreaSet, points: Sequence[Point], why: str, n: int) -> Trend:
    reason = both(f"indicators.reason.{why}", n=n, least=FEWEST)
    return Trend(
        series.measure,
        one.id,
        basis_of(one, points),
        Status.NOT_AVAILABLE,
        reason,
        periods=tuple(point.period for point in points),
        notes=tuple(point.note if not point.given else None for point in points),
    )


def _held_back(
    series: Series, one: AreaSet, points: Sequence[Point], rebases: tuple[Rebase, ...]
) -> Trend:
    """The numbers of a chart without the chart, since some of them are hidden."""
    bare = _none(series, one, points, "periods-hidden", 0)
    values = _given(points)
    status = Status.CONFIDENTIAL
    return replace(bare, status=status, values=values, rebases=rebases, weighed=True)


def _given(points: Sequence[Point]) -> tuple[float | None, ...]:
    return tuple(point.value for point in points)


def _holds(rebase: Rebase, measure: str, area: str, points: Sequence[Point]) -> bool:
    """Whether a recorded rebase is of this measure and area, and begins on its chart."""
    named = rebase.measure in (measure, EVERY) and rebase.area in (area, EVERY)
    return named and any(point.period == rebase.start for point in points)


def _values(points: Sequence[Point]) -> npt.NDArray[np.float64]:
    return np.array([np.nan if p.value is None else p.value for p in points])


def _charted(series: Series, points: Sequence[Point], starts: list[int]) -> tuple[str, Chart]:
    """The chart that fits, and its name."""
    values = _values(points)
    if not _counted(series):
        return "xmr", xmr(values, rebase_at=starts)
    bases = [p.denominator for p in points if p.given]
    if per_of(series.measure).kind == OWN and all(bases):
        known = [b for b in bases if b]
        if max(known) > _BASES_APART * min(known):
            given = np.array([p.denominator or 1.0 for p in points])
            return "u-prime", u_prime(values, given, rebase_at=starts)
    if not starts and variance_to_mean(values) < POISSON:
        return "c", c_plain(values)
    found = xmr(values, rebase_at=starts)
    # A count has no limit below zero.
    lower = np.maximum(found.lower, 0.0)
    return "xmr", Chart(found.values, found.mean, lower, found.upper, found.signals, found.enough)


def variance_to_mean(values: npt.NDArray[np.float64]) -> float:
    """Variance over mean from one period to the next: 1 for Poisson, whatever the slow trend."""
    steps = np.diff(values)
    steps = steps[~np.isnan(steps)]
    mean = float(np.nanmean(values))
    return float((steps**2).mean() / 2 / mean) if steps.size and mean > 0 else 0.0


def _marked(points: Sequence[Point], chart: Chart) -> tuple[Marked, ...]:
    return tuple(
        Marked(point.period, float(value), found)
        for point, value, found in zip(points, chart.values, chart.signals, strict=True)
        if found
    )


def season(points: Sequence[Point], series: Series) -> Season:
    """The yearly rhythm and the change a year, from 24 months on."""
    months = sum(point.given for point in points)
    if series.grain is not Grain.MONTH or not _counted(series):
        why = both("indicators.reason.not-monthly")
        return Season(Status.NOT_APPLICABLE, months, why)
    total = sum(p.value or 0.0 for p in points)
    if months < SEASON_MONTHS or not total or points[0].period.grain is not Grain.MONTH:
        why = both("indicators.reason.few-months", n=months, least=SEASON_MONTHS)
        return Season(Status.NOT_AVAILABLE, months, why)
    first = points[0].period.start.month - 1
    at = first + np.arange(len(points))
    found = seasonality(_values(points), at, [point.period.days for point in points])
    return Season(
        Status.OBSERVED,
        months,
        growth=found.growth,
        growth_limits=Limits(found.growth_lower, found.growth_upper, "quasi-poisson"),
        swing=found.swing,
        peak=found.peak,
        trough=found.trough,
        dispersion=found.dispersion,
        seasonal=found.p < CERTAIN,
    )
