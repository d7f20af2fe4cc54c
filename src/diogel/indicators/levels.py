"""How much there is: a count over a window, and its rate per 1,000, with limits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from diogel.core import Bilingual, Limits, Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.basis import NOTHING, Basis
from diogel.indicators.populations import OWN, Populations, nearest_population, per_of
from diogel.indicators.results import Level
from diogel.indicators.series import ADDED, Point, Series
from diogel.indicators.windows import basis_of, status_of, why_missing, window
from diogel.language import both
from diogel.standard import measure as measure_of
from diogel.statistics import count_limits, rate, wilson

PER = 1_000
METHOD = "byar"


def level(
    series: Series,
    one: AreaSet,
    last: Period,
    versions: Sequence[Populations],
    *,
    months: int = 12,
    version: str = "",
) -> Level:
    """The level of a series over so many months up to a period.

    Parameters
    ----------
    series : Series
        Of that area.
    last : Period
        The last period of the window, of the series' own length.
    versions : sequence of Populations
        All that are held; the nearest is taken, or the one named by `version`.
    months : int
        The length of the window; rates are per window, not made yearly.

    Returns
    -------
    Level
        NOT_AVAILABLE, or CONFIDENTIAL, with a reason where any period has no number.
    """
    points = window(series, last, months)
    basis = basis_of(one, points)
    status = status_of(points)
    if status in (Status.NOT_AVAILABLE, Status.CONFIDENTIAL, Status.NOT_APPLICABLE):
        reason = why_missing(basis)
        if status is Status.CONFIDENTIAL:
            reason = both("indicators.reason.confidential")
        return Level(series.measure, one.id, basis, status, reason, per=per_of(series.measure).kind)
    if measure_of(series.measure).measure_type not in ADDED:
        return _valued(series, one, points, basis, status)
    return _counted(series, one, points, basis, status, versions, version)


def _counted(
    series: Series,
    one: AreaSet,
    points: Sequence[Point],
    basis: Basis,
    status: Status,
    versions: Sequence[Populations],
    version: str,
) -> Level:
    """The level of something that was counted, or of money."""
    total = sum(point.value or 0.0 for point in points)
    per = per_of(series.measure)
    is_count = measure_of(series.measure).measure_type == "count"
    found = Level(
        series.measure,
        one.id,
        basis,
        status,
        count=round(total) if is_count else None,
        value=total,
        count_limits=_limits(*count_limits(total)) if is_count else None,
        per=per.kind,
    )
    if not per.kind:
        return replace(found, rate_reason=both("indicators.reason.no-denominator"))
    if per.kind == OWN:
        return _by_own(found, points)
    first, last = basis.first, basis.last
    chosen = nearest_population(versions, first, last, one.authorities, per, version=version)
    if chosen is None:
        return replace(found, rate_reason=both(f"indicators.reason.no-{per.kind}"))
    people = chosen.number(one.authorities, per)
    basis = replace(basis, population=chosen.version, population_day=chosen.day)
    return _rated(replace(found, basis=basis), total, people)


def _by_own(found: Level, points: Sequence[Point]) -> Level:
    """A rate of what the supplier gave: the mean of the periods' own denominators."""
    known = [point.denominator for point in points]
    if any(not d for d in known):
        return replace(found, rate_reason=both("indicators.reason.no-own"))
    mean = sum(d for d in known if d) / len(known)
    return _rated(found, found.value or 0.0, mean)


def _rated(found: Level, total: float, people: float | None) -> Level:
    if not people:
        return found
    if found.count is None:
        return replace(found, rate=total / people * PER, denominator=people)
    limits = rate([total], [people], per=PER)
    return replace(
        found,
        rate=float(limits.estimate[0]),
        rate_limits=Limits(float(limits.lower[0]), float(limits.upper[0]), METHOD),
        denominator=people,
    )


def _valued(
    series: Series, one: AreaSet, points: Sequence[Point], basis: Basis, status: Status
) -> Level:
    """The level of a percentage or another ready value: of the parts, where they are known."""
    parts = [(point.numerator, point.denominator) for point in points]
    found = Level(series.measure, one.id, basis, status, per=OWN)
    percent = measure_of(series.measure).measure_type == "percent"
    if percent and all(n is not None and d for n, d in parts):
        top, bottom = sum(n or 0.0 for n, _ in parts), sum(d or 0.0 for _, d in parts)
        limits = wilson([top], [bottom])
        return replace(
            found,
            count=round(top),
            value=100 * top / bottom,
            denominator=bottom,
            value_limits=Limits(
                100 * float(limits.lower[0]), 100 * float(limits.upper[0]), "wilson"
            ),
        )
    return replace(found, value=points[-1].value, rate_reason=_of_last(points))


def _of_last(points: Sequence[Point]) -> Bilingual:
    """That a ready value is the last period's alone, where the window has several."""
    return both("indicators.reason.last-period") if len(points) > 1 else NOTHING


def _limits(lower: object, _estimate: object, upper: object) -> Limits:
    return Limits(float(lower), float(upper), METHOD)  # type: ignore[arg-type]
