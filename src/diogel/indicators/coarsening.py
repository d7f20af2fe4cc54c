"""Partners' measures by quarter or year, where most of their single months are too small to give.

Months of which most are hidden say little, and hide much else beside them; their sums say more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from diogel.core import Grain
from diogel.disclosure import Policy
from diogel.indicators.area_sets import every_authority
from diogel.indicators.evidence import Evidence
from diogel.indicators.series import Series, regrained
from diogel.standard import measure as measure_of

PUBLISHED, SENSITIVE = "published", "sensitive"
_COARSER = (Grain.QUARTER, Grain.YEAR)


def is_protected(measure: str) -> bool:
    """Whether a measure counts what a partner recorded and may not all be said."""
    defined = measure_of(measure)
    return defined.disclosure != PUBLISHED and defined.measure_type == "count"


def least_of(measure: str, policy: Policy) -> int:
    """The smallest count above zero that may be printed of a measure. [events]"""
    if measure_of(measure).disclosure == SENSITIVE:
        return max(policy.partners_small, policy.partners_sensitive)
    return policy.partners_small


def coarsened(evidence: Evidence, policy: Policy) -> Evidence:
    """The same evidence, with each measure by the periods that it can be given by."""
    changed = {}
    for measure in filter(is_protected, evidence.measures):
        grain = _grain(evidence, measure, policy)
        for key, series in evidence.series.items():
            if grain is not None and key[0] == measure:
                changed[key] = regrained(series, grain)
    return replace(evidence, series={**evidence.series, **changed}, shared={})


def _grain(evidence: Evidence, measure: str, policy: Policy) -> Grain | None:
    """By which periods a measure can be given; None for those that it came in."""
    single = [evidence.of(measure, one) for one in every_authority()]
    if not _mostly_small(single, measure, policy):
        return None
    for grain in _COARSER:
        if not _mostly_small([regrained(one, grain) for one in single], measure, policy):
            return grain
    return _COARSER[-1]


def _mostly_small(series: Iterable[Series], measure: str, policy: Policy) -> bool:
    values = [point.value or 0.0 for one in series for point in one.given]
    small = sum(0 < value < least_of(measure, policy) for value in values)
    return 100 * small > policy.partners_mostly_small * len(values)
