"""Which periods a result rests on, which are missing, and how that is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from diogel.core import Bilingual, Grain, Language, Period, Status
from diogel.indicators.area_sets import AreaSet, area_set, force_of, names_of
from diogel.indicators.basis import Basis
from diogel.indicators.series import Point, Series
from diogel.language import both, financial_year, list_and, month_range, quarter, short_date

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.FINANCIAL_YEAR: 12}
_GRAVEST = (Status.BREAK, Status.ESTIMATED, Status.PROVISIONAL, Status.REVISED)


def length_of(series: Series, months: int) -> int:
    """How many of a series' periods so many months are; at least one."""
    return max(months // _MONTHS.get(series.grain, 1), 1)


def window(series: Series, last: Period, months: int = 12) -> tuple[Point, ...]:
    """The points of so many months that end with a period, missing ones included."""
    return series.between(last.shifted(1 - length_of(series, months)), last)


def latest_whole(series: Series, last: Period | None = None, months: int = 12) -> Period | None:
    """The end of the latest window without a gap, not after `last`; None when there is none."""
    ends = [p.period for p in series.given if last is None or p.period.end <= last.end]
    whole = (end for end in reversed(ends) if all(p.given for p in window(series, end, months)))
    return next(whole, None)


def basis_of(one: AreaSet, points: Sequence[Point]) -> Basis:
    """What a result over these points rests on."""
    missing = tuple(point.period for point in points if not point.given)
    named = [set(p.missing) & set(one.authorities) for p in points if not p.given]
    # Of a period that nobody told of it is not said who: it is missing from all.
    lost = {code for codes in named for code in (codes or one.authorities)}
    forces = one.forces
    whole = [f for f in forces if not any(force_of(code) == f for code in lost)]
    return Basis(
        first=points[0].period,
        last=points[-1].period,
        used=tuple(point.period for point in points if point.given),
        missing=missing,
        members_missing=tuple(code for code in one.authorities if code in lost),
        forces=len(whole),
        of_forces=len(forces),
        taken=max((p.taken for p in points if p.taken is not None), default=None),
    )


def status_of(points: Iterable[Point]) -> Status:
    """The status of a number made of these points: [c] or [x] where one is missing."""
    held = list(points)
    if any(p.status is Status.CONFIDENTIAL for p in held):
        return Status.CONFIDENTIAL
    if not held or any(not p.given for p in held):
        return Status.NOT_AVAILABLE
    return next((s for s in _GRAVEST if any(p.status is s for p in held)), Status.OBSERVED)


def why_missing(basis: Basis) -> Bilingual:
    """Why there is no number: which periods are missing, and from whom."""
    months = periods_said(basis.missing)
    if not basis.of_forces or len(basis.members_missing) < 2:
        return both("indicators.reason.periods-missing", periods=months)
    return both(
        "indicators.reason.periods-missing-from",
        periods=months,
        areas=areas_said(basis.members_missing),
    )


def areas_said(codes: Sequence[str]) -> Bilingual:
    """Authorities by name, or by their forces where all of a force's are among them."""
    by_force: dict[str, list[str]] = {}
    for code in codes:
        by_force.setdefault(force_of(code), []).append(code)
    found: list[str] = []
    for force, members in by_force.items():
        whole = force and len(members) == _size(force)
        found += [force] if whole else members
    return names_of(found)


def _size(force: str) -> int:
    return len(area_set(force).authorities)


def periods_said(periods: Sequence[Period]) -> Bilingual:
    """Periods in words, those that follow one another as one stretch."""
    runs = _runs(sorted(periods))
    return Bilingual(
        list_and([_said(*run, "en") for run in runs], "en"),
        list_and([_said(*run, "cy") for run in runs], "cy"),
    )


def period_said(first: Period, last: Period) -> Bilingual:
    """A stretch of periods in words; one period by its own name."""
    return Bilingual(_said(first, last, "en"), _said(first, last, "cy"))


def _runs(periods: Sequence[Period]) -> list[tuple[Period, Period]]:
    if not periods:
        return []
    breaks = [at for at, (a, b) in enumerate(pairwise(periods), 1) if a.shifted(1) != b]
    edges = [0, *breaks, len(periods)]
    return [(periods[start], periods[stop - 1]) for start, stop in pairwise(edges)]


def _said(first: Period, last: Period, language: Language) -> str:
    if first.grain is Grain.MONTH:
        return month_range(first.start, last.start, language)
    names = [_name(period, language) for period in dict.fromkeys((first, last))]
    return " – ".join(names)


def _name(period: Period, language: Language) -> str:
    if period.grain is Grain.QUARTER:
        return quarter((period.start.month + 2) // 3, period.start.year, language)
    if period.grain is Grain.FINANCIAL_YEAR:
        return financial_year(period.start.year)
    if period.grain is Grain.DAY:
        return short_date(period.start, language)
    return str(period)
