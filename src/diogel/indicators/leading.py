"""Which measures a document looks at more closely: those that weigh the most."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Grain
from diogel.indicators.results import AreaIndicators, MeasureIndicators
from diogel.standard import measure as measure_of

MOST_MONTHLY = 5
"""So many measures are compared month by month: the columns that a page has room for."""


def leading(found: AreaIndicators) -> dict[str, str]:
    """Of each theme the measure with the most events among those that have a rate.

    Returns
    -------
    dict of theme to measure
        Both by their codes, in the order of the area's measures.
    """
    best: dict[str, MeasureIndicators] = {}
    for each in found.measures.values():
        if each.level.rate is None or each.level.count is None:
            continue
        theme = measure_of(each.measure).themes[0]
        known = best.get(theme)
        if known is None or each.level.count > (known.level.count or 0):
            best[theme] = each
    return {theme: each.measure for theme, each in best.items()}


def monthly(found: AreaIndicators) -> tuple[str, ...]:
    """The measures whose months are worth setting side by side.

    Those with a yearly rhythm first, then those with the most events; only series of months
    that have a chart.
    """
    charted = [each for each in found.measures.values() if _is_monthly(each)]
    charted.sort(key=lambda each: (not _seasonal(each), -(each.level.count or 0), each.measure))
    return tuple(each.measure for each in charted[:MOST_MONTHLY])


def _is_monthly(each: MeasureIndicators) -> bool:
    periods = each.trend.periods
    return each.trend.chart is not None and periods[0].grain is Grain.MONTH


def _seasonal(each: MeasureIndicators) -> bool:
    return each.trend.season is not None and each.trend.season.seasonal


def with_places(found: AreaIndicators) -> Iterator[str]:
    """The measures whose fall on small areas is known."""
    for each in found.measures.values():
        if each.places is not None and each.places.found is not None:
            yield each.measure


def with_gradient(found: AreaIndicators) -> Iterator[str]:
    """The measures with an index of inequality."""
    for each in found.measures.values():
        if each.gradient is not None and each.gradient.relative is not None:
            yield each.measure
