"""Whether rates divide by the residents of the right year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from diogel.core import Bilingual, Period, Severity
from diogel.quality.findings import Finding, Names, Share
from diogel.quality.naming import area_name
from diogel.quality.settings import Settings

_DAYS_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Population:
    """One version of the residents of the local authorities.

    Attributes
    ----------
    version : str
        "census-2021".
    day : date
        The day that it counts residents of.
    residents : mapping of authority code to int
        [persons]
    """

    version: str
    day: date
    residents: Mapping[str, int]


def nearest(versions: Sequence[Population], period: Period) -> Population | None:
    """The version whose day lies nearest to a period's middle; None when there is none."""
    if not versions:
        return None
    middle = period.start + (period.end - period.start) / 2
    return min(versions, key=lambda v: (abs((v.day - middle).days), v.version))


def far_populations(
    versions: Sequence[Population], periods: Iterable[Period], settings: Settings
) -> Iterator[Finding]:
    """Years whose nearest population is many years away, one finding for each version."""
    limit = settings.limit("population", "years_apart")
    far: dict[str, list[tuple[float, Period]]] = {}
    for period in sorted(set(periods)):
        found = nearest(versions, period)
        apart = abs((found.day - period.start).days) / _DAYS_A_YEAR if found else 0.0
        if found and apart > limit:
            far.setdefault(found.version, []).append((apart, period))
    for version, apart_of in sorted(far.items()):
        yield Finding(
            "population-far",
            Severity.LOOK,
            period=str(apart_of[0][1]),
            slots={
                "version": Bilingual.same(version),
                "first": Bilingual.same(str(apart_of[0][1].start.year)),
                "last": Bilingual.same(str(apart_of[-1][1].start.year)),
                "years": round(max(years for years, _ in apart_of), 1),
            },
        )


def differing_versions(versions: Sequence[Population], settings: Settings) -> Iterator[Finding]:
    """Authorities whose residents differ so much between two versions that rates move.

    One finding for two versions that follow each other, about the authority that moves most.
    """
    limit = settings.limit("population", "versions_apart")
    ordered = sorted(versions, key=lambda version: version.day)
    for older, newer in pairwise(ordered):
        moved = {
            area: Share(newer.residents[area] - before, before)
            for area, before in sorted(older.residents.items())
            if before and area in newer.residents
        }
        apart = [a for a, share in moved.items() if 100 * abs(share.part) > limit * share.whole]
        if not apart:
            continue
        most = max(apart, key=lambda area: abs(moved[area].part) / moved[area].whole)
        yield Finding(
            "population-differs",
            Severity.NOTE,
            most,
            slots={
                "older": Bilingual.same(older.version),
                "newer": Bilingual.same(newer.version),
                "areas": Names(tuple(area_name(area) for area in apart)),
                "area": area_name(most),
                "before": older.residents[most],
                "after": newer.residents[most],
                "change": moved[most],
            },
        )


def no_population(versions: Sequence[Population]) -> Iterator[Finding]:
    """No population at all: then there are counts and no rates."""
    if not versions:
        yield Finding("no-population", Severity.NOTE)
