"""This year against last: a ratio with its limits, never a bare percentage on few events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from diogel.core import Bilingual, Limits, Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.basis import NOTHING
from diogel.indicators.levels import PER, level
from diogel.indicators.populations import Populations
from diogel.indicators.results import Change, Level, Verdict
from diogel.indicators.series import Series
from diogel.indicators.windows import length_of, window
from diogel.language import both, long_date
from diogel.standard import measure as measure_of
from diogel.statistics import compare_counts

FEWEST_FOR_PERCENT = 30
CERTAIN = 0.05
# Fewer pairs of months say nothing of how much months differ by themselves.
_FEWEST_PAIRS = 6


def change(
    series: Series,
    one: AreaSet,
    last: Period,
    versions: Sequence[Populations],
    *,
    months: int = 12,
    shown: Series | None = None,
) -> Change:
    """A window against the one before it, by counts over the same version of the population.

    One version serves both windows: a new estimate of who lives there is no change of crime.
    The limits allow for months that differ by more than Poisson (`dispersion`).

    Parameters
    ----------
    shown : Series, optional
        The series as readers have it, without what is held back: how much months differ by
        themselves is worked out from it.

    Returns
    -------
    Change
        NOT_AVAILABLE with a reason where either window has a gap, where there is nothing to
        compare, or where the rules of counting changed in between.
    """
    now = level(series, one, last, versions, months=months)
    earlier = last.shifted(-length_of(series, months))
    named = now.basis.population
    before = level(series, one, earlier, versions, months=months, version=named)
    found = Change(series.measure, one.id, now, before, Status.NOT_AVAILABLE, Verdict.NOT_GIVEN)
    if reason := _why_not(series.measure, now, before):
        return replace(found, reason=reason)
    return _compared(found, dispersion_of(shown or series, last, months))


def _why_not(measure: str, now: Level, before: Level) -> Bilingual | None:
    for one in (now, before):
        if not one.given:
            return one.reason
    if now.count is None or before.count is None or measure_of(measure).measure_type != "count":
        return both("indicators.reason.not-counted")
    day = rules_changed(measure, before.basis.first, now.basis.last)
    if day is not None:
        said = Bilingual(long_date(day, "en"), long_date(day, "cy"))
        return both("indicators.reason.rules-changed", day=said)
    return None


def rules_changed(measure: str, first: Period, last: Period) -> date | None:
    """The day in between on which the rules of counting made numbers not comparable."""
    days = [c.day for c in measure_of(measure).changes if not c.comparable]
    return next((day for day in sorted(days) if first.start < day <= last.end), None)


def dispersion_of(series: Series, last: Period, months: int = 12) -> float:
    """Variance over mean of a period, from each month's difference to the same month before.

    The season and an even rise of all months cancel out; what is left is how much months
    differ by themselves. 1 where there are too few pairs, or no more spread than Poisson.
    """
    now = window(series, last, months)
    before = window(series, last.shifted(-length_of(series, months)), months)
    pairs = [
        (a.value, b.value)
        for a, b in zip(now, before, strict=True)
        if a.value is not None and b.value is not None
    ]
    total = sum(a + b for a, b in pairs)
    if len(pairs) < _FEWEST_PAIRS or not total:
        return 1.0
    apart = np.array([a - b for a, b in pairs])
    return max(float(apart.var(ddof=1)) / (total / len(pairs)), 1.0)


def _compared(found: Change, dispersion: float) -> Change:
    now, before = found.now, found.before
    bases = (now.denominator, before.denominator)
    rated = now.rate is not None and before.rate is not None and all(bases)
    base_now, base_before = (b or 1.0 for b in bases) if rated else (1.0, 1.0)
    result = compare_counts(
        now.count or 0,
        before.count or 0,
        base_now=base_now,
        base_before=base_before,
        dispersion=dispersion,
    )
    scale = PER if rated else 1
    certain = result.p < CERTAIN
    higher = result.difference > 0
    few = (before.count or 0) < FEWEST_FOR_PERCENT
    finite = bool(np.isfinite(result.ratio))
    return replace(
        found,
        status=Status.PROVISIONAL if Status.PROVISIONAL in _statuses(found) else Status.OBSERVED,
        verdict=(Verdict.HIGHER if higher else Verdict.LOWER) if certain else Verdict.NOT_SEPARABLE,
        reason=NOTHING if finite else both("indicators.reason.nothing-before"),
        ratio=result.ratio if finite else None,
        ratio_limits=Limits(result.ratio_lower, result.ratio_upper, result.method)
        if finite
        else None,
        difference=result.difference * scale,
        difference_limits=Limits(
            result.difference_lower * scale, result.difference_upper * scale, result.method
        ),
        percent=None if few or not finite else 100 * (result.ratio - 1),
        p=result.p,
        method=result.method,
        dispersion=dispersion,
    )


def _statuses(found: Change) -> set[Status]:
    return {found.now.status, found.before.status}
