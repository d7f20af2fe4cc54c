"""Whether rates divide by the residents of the right year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from diogel.core import Bilingual, Period, Severity
from diogel.quality.findings import Finding, Share
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
    """Authorities whose residents differ so much between two versions that rates move."""
    limit = settings.limit("population", "versions_apart")
    ordered = sorted(versions, key=lambda version: version.day)
    for older, newer in pairwise(ordered):
        for area in sorted(older.residents.keys() & newer.residents.keys()):
            before, after = older.residents[area], newer.residents[area]
            if before and 100 * abs(after - before) > limit * before:
                yield Finding(
                    "population-differs",
                    Severity.NOTE,
                    area,
                    slots={
                        "area": area_name(area),
                        "older": Bilingual.same(older.version),
                        "before": before,
                        "newer": Bilingual.same(newer.version),
                        "after": after,
                        "change": Share(after - before, before),
                    },
                )


def no_population(versions: Sequence[Population]) -> Iterator[Finding]:
    """No population at all: then there are counts and no rates."""
    if not versions:
        yield Finding("no-population", Severity.NOTE)
