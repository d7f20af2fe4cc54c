"""Higher, lower or not separable: an area's rate against others', never a league table.

The spread between Welsh authorities is measured from all that have a number, and allowed for:
with thousands of crimes each, Poisson alone would call every authority different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from diogel.core import Bilingual, Limits, Period, Status
from diogel.indicators.area_sets import WALES, AreaSet, area_set, force_of
from diogel.indicators.basis import NOTHING
from diogel.indicators.levels import PER, level
from diogel.indicators.populations import Populations, nearest_population, per_of
from diogel.indicators.results import Comparator, Comparison, Field, Level, RankRange, Verdict
from diogel.indicators.series import Series
from diogel.indicators.trends import variance_to_mean
from diogel.indicators.windows import areas_said, window
from diogel.indicators.withheld import Withheld
from diogel.language import both
from diogel.statistics import between_areas, funnel, rank_range

Z = 1.959963984540054
FEWEST = 5
"""Fewer authorities with a number tell nothing of the spread between them."""
_LEAST = {"wales": 2 / 3, "force": 1.0, "rural-urban": 0.5, "nearest": 0.6}
"""The share of the comparators that must have a number."""
_FEWEST_MONTHS = 6


def field(
    series: Mapping[tuple[str, str], Series],
    measure: str,
    last: Period,
    versions: Sequence[Populations],
    *,
    months: int = 12,
    withheld: Withheld | None = None,
) -> Field:
    """The authorities' rates of one measure over one window, and the spread between them.

    Those whose number is held back are in none of it, nor are the months that are in the noise.
    """
    everyone = area_set(WALES).authorities
    own = {code: series[measure, code] for code in everyone if (measure, code) in series}
    version = _one_version(own, last, versions, months)
    levels = {
        code: level(one, area_set(code), last, versions, months=months, version=version)
        for code, one in own.items()
        if one.points and one.grain is last.grain
    }
    hidden = frozenset(_held_back(levels, withheld))
    levels = {code: x for code, x in levels.items() if code not in hidden}
    rated = {c: x for c, x in levels.items() if x.rate is not None and x.count is not None}
    counts = {code: x.count for code, x in levels.items() if x.count is not None}
    if len(rated) < FEWEST:
        return Field(measure, last, rated, 1.0, 0.0, counts, {}, hidden)
    people = np.array([x.denominator for x in rated.values()], dtype=float)
    found = funnel([x.count or 0 for x in rated.values()], people)
    tau2 = between_areas(found.phi, 1 / (4 * people))
    bare = {code: _bared(own[code], code, withheld) for code in rated}
    noise = {code: _noise(one, last, months) for code, one in bare.items()}
    ranks = _ranks(rated, noise)
    return Field(measure, last, rated, found.phi, tau2, counts, ranks, hidden)


def _held_back(levels: Mapping[str, Level], withheld: Withheld | None) -> Iterator[str]:
    for code, each in levels.items():
        first, last = each.basis.first, each.basis.last
        if withheld and each.given and withheld.rule(each.measure, area_set(code), first, last):
            yield code


def _bared(series: Series, code: str, withheld: Withheld | None) -> Series:
    return series if withheld is None else withheld.bared(series, area_set(code))


def _one_version(
    own: Mapping[str, Series], last: Period, versions: Sequence[Populations], months: int
) -> str:
    """The version that serves every authority, so that a comparison is not of estimates."""
    for one in own.values():
        if one.points and one.grain is last.grain:
            first = window(one, last, months)[0].period
            per = per_of(one.measure)
            found = nearest_population(versions, first, last, list(own), per)
            return found.version if found else ""
    return ""


def _noise(series: Series, last: Period, months: int) -> float:
    """Variance over mean of the months of a window; 1 where they are too few to tell."""
    values = np.array([p.value for p in window(series, last, months) if p.value is not None])
    if values.size < _FEWEST_MONTHS:
        return 1.0
    return max(variance_to_mean(values), 1.0)


def compare(one: AreaSet, own: Level, against: Comparator, known: Field) -> Comparison:
    """An area's level against a comparator's.

    Parameters
    ----------
    own : Level
        Of the area over the field's window.
    known : Field
        All authorities over the same window.

    Returns
    -------
    Comparison
        NOT_AVAILABLE with a reason where the area has no rate, where too few of the
        comparators have one, or where too few authorities tell of the spread.
    """
    there = tuple(code for code in against.members if code in known.levels)
    left_out = tuple(code for code in against.members if code not in known.levels)
    found = Comparison(
        own.measure,
        one.id,
        against,
        own.basis,
        Status.NOT_AVAILABLE,
        Verdict.NOT_GIVEN,
        left_out=left_out,
    )
    if reason := _why_not(own, against, there, left_out, known):
        return replace(found, reason=reason)
    reference, variance = _together(there, known)
    mine, own_variance = _own(one, own, known)
    # Wales is the target itself: its own uncertainty is part of the spread about it.
    error = np.sqrt(own_variance + (0.0 if against.kind == "wales" else variance))
    middle, target = np.sqrt(mine / PER), np.sqrt(reference / PER)
    z = float((middle - target) / error)
    low, high = (float((max(middle + s * Z * error, 0.0) / target) ** 2) for s in (-1, 1))
    return replace(
        found,
        status=own.status,
        verdict=_verdict(z),
        reason=_resting_on(against, there, left_out),
        basis=replace(own.basis, forces=_forces(there, left_out), of_forces=_all_forces(against)),
        rate=mine,
        reference=reference,
        ratio=mine / reference,
        ratio_limits=Limits(low, high, "funnel"),
        lower=float(max(target - Z * error, 0.0) ** 2 * PER),
        upper=float((target + Z * error) ** 2 * PER),
        z=z,
        dispersion=known.phi,
        rank=known.ranks.get(one.id) if against.kind == "wales" else None,
        counts=tuple(known.levels[code].count or 0 for code in there),
    )


def _own(one: AreaSet, own: Level, known: Field) -> tuple[float, float]:
    """The area's rate and its variance: of its members, or by itself where one is held back."""
    if known.hidden.isdisjoint(one.authorities):
        return _together([c for c in one.authorities if c in known.levels], known)
    return own.rate or 0.0, 1 / (4 * (own.denominator or 1.0)) + known.tau2


def _why_not(
    own: Level,
    against: Comparator,
    there: Sequence[str],
    left_out: Sequence[str],
    known: Field,
) -> Bilingual | None:
    if not own.given:
        return own.reason
    if own.rate is None or own.count is None:
        return own.rate_reason if own.rate_reason.en else both("indicators.reason.not-compared")
    if own.area in known.hidden:
        return both("indicators.reason.hidden")
    if len(known.levels) < FEWEST:
        return both("indicators.reason.few-authorities", n=len(known.levels), least=FEWEST)
    share = len(there) / len(against.members)
    if not there or share + 1e-9 < _LEAST[against.kind]:
        return both(
            "indicators.reason.few-comparators",
            n=len(there),
            of=len(against.members),
            areas=areas_said(left_out),
        )
    if not sum(known.levels[code].count or 0 for code in there):
        return both("indicators.reason.nothing-to-compare")
    return None


def _together(codes: Sequence[str], known: Field) -> tuple[float, float]:
    """The rate of some authorities together, and its variance on the square root's scale."""
    counts = np.array([known.levels[code].count or 0 for code in codes], dtype=float)
    people = np.array([known.levels[code].denominator or 0.0 for code in codes])
    weights = people / people.sum()
    variance = float((weights**2 * (1 / (4 * people) + known.tau2)).sum())
    return float(counts.sum() / people.sum() * PER), variance


def _verdict(z: float) -> Verdict:
    if abs(z) <= Z:
        return Verdict.NOT_SEPARABLE
    return Verdict.HIGHER if z > 0 else Verdict.LOWER


def _resting_on(against: Comparator, there: Sequence[str], left_out: Sequence[str]) -> Bilingual:
    """That some comparators are not among them, and whose they are."""
    if not left_out:
        return NOTHING
    if against.kind == "wales":
        return both(
            "indicators.reason.rests-on-forces",
            n=_forces(there, left_out),
            of=_all_forces(against),
            areas=areas_said(left_out),
        )
    return both(
        "indicators.reason.rests-on",
        n=len(there),
        of=len(against.members),
        areas=areas_said(left_out),
    )


def _forces(there: Sequence[str], left_out: Sequence[str]) -> int:
    """In how many forces every comparator has a number."""
    lost = {force_of(code) for code in left_out}
    return len({force_of(code) for code in there} - lost)


def _all_forces(against: Comparator) -> int:
    return len({force_of(code) for code in against.members})


def _ranks(rated: Mapping[str, Level], noise: Mapping[str, float]) -> dict[str, RankRange]:
    """Between which ranks each authority lies among those with a rate."""
    highest, lowest = rank_range(
        [each.count or 0 for each in rated.values()],
        [each.denominator or 1.0 for each in rated.values()],
        noise=[noise[code] for code in rated],
    )
    ends = zip(rated, highest, lowest, strict=True)
    return {code: RankRange(int(high), int(low), len(rated)) for code, high, low in ends}
