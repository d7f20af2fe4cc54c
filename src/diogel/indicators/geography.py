"""The small areas of one area over one window: which they are, their events, people and ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from diogel.core import Period
from diogel.indicators.populations import Populations
from diogel.indicators.small_areas import Array, Counts, SmallAreas, Units
from diogel.places import lsoas_of_authority

_VINTAGES = (2011, 2021)
# The files to October 2022 carry areas of 2011.
_SINCE_2021 = date(2022, 11, 1)


@dataclass(frozen=True, slots=True)
class Geography:
    """Small areas, each with its counts by month.

    Attributes
    ----------
    codes : tuple of str
        Every small area of the authorities, those without an event too.
    counts : array, shape (codes, months)
        [count]
    longitude, latitude : array, shape (codes,)
        NaN for an area without a point. [degrees]
    people : array, shape (codes,)
        Residents; NaN where no version of the population has them. [persons]
    population : Populations or None
        The version that the people are from.
    vintage : int
        2011 or 2021; 0 where areas of both were looked at together.
    """

    codes: tuple[str, ...]
    counts: Counts
    longitude: Array
    latitude: Array
    people: Array
    population: Populations | None
    vintage: int


def geography(
    areas: SmallAreas,
    measure: str,
    authorities: Sequence[str],
    periods: Sequence[Period],
    versions: Sequence[Populations],
    units: Units,
) -> Geography | None:
    """The small areas of some authorities over some months.

    The census is the one that the records' codes are of. Where the records are of both, or
    the only population is of the other, areas that were divided or joined stand together.
    None where that would need the official lookup and none is held.
    """
    own = set(authorities)
    mine = [at for at, authority in enumerate(areas.authorities) if authority in own]
    columns = areas.columns(periods)
    table = areas.counts.get(measure)
    if table is None:
        table = np.zeros((len(areas.codes), len(areas.months)), dtype=np.int64)
    vintage = _vintage(areas, columns, periods)
    population = _nearest(versions, periods, vintage)
    if vintage is None or (population is None and _nearest(versions, periods, None)):
        if not units:
            return None
        vintage, population = None, population or _nearest(versions, periods, None)
    name = units if vintage is None else {}
    codes = _all_codes(authorities, vintage, name)
    at = {code: number for number, code in enumerate(codes)}
    counts = np.zeros((len(codes), len(columns)), dtype=np.int64)
    points: dict[int, list[int]] = defaultdict(list)
    for row in mine:
        place = at.get(name.get(areas.codes[row], areas.codes[row]))
        if place is not None:
            counts[place] += table[row, columns]
            points[place].append(row)
    return Geography(
        codes,
        counts,
        _middle(areas.longitude, points, len(codes)),
        _middle(areas.latitude, points, len(codes)),
        _people(population, codes, name),
        population,
        vintage or 0,
    )


def _vintage(areas: SmallAreas, columns: Sequence[int], periods: Sequence[Period]) -> int | None:
    """The census that all records' codes of a window are of; None where they are of both.

    Asked of all of Wales: an authority none of whose areas changed cannot tell by itself.
    """
    there = areas.used[:, columns].any(axis=1)
    old, new = (bool((there & areas.of_census(year)).any()) for year in _VINTAGES)
    if old and new:
        return None
    if not old and not new:
        return 2021 if periods[-1].start >= _SINCE_2021 else 2011
    return 2011 if old else 2021


def _nearest(
    versions: Sequence[Populations], periods: Sequence[Period], vintage: int | None
) -> Populations | None:
    """The version with small areas of a census (of any) nearest to the middle of a window."""
    first, last = periods[0], periods[-1]
    middle = first.start + (last.end - first.start) / 2
    able = [v for v in versions if v.small and vintage in (None, v.vintage)]
    return min(able, key=lambda v: (abs((v.day - middle).days), v.version), default=None)


def _all_codes(
    authorities: Sequence[str], vintage: int | None, units: Mapping[str, str]
) -> tuple[str, ...]:
    """Every small area of the authorities, or every unit where both censuses meet."""
    found: set[str] = set()
    for authority in authorities:
        for census in _VINTAGES if vintage is None else (vintage,):
            codes = _codes_of(authority, census)
            found |= {units.get(code, code) for code in codes}
    return tuple(sorted(found))


@cache
def _codes_of(authority: str, vintage: int) -> tuple[str, ...]:
    return lsoas_of_authority(authority, vintage)


def _middle(values: Array, points: Mapping[int, Sequence[int]], size: int) -> Array:
    found = np.full(size, np.nan)
    for place, rows in points.items():
        known = [values[row] for row in rows if not np.isnan(values[row])]
        if known:
            found[place] = float(np.mean(known))
    return found


def _people(
    population: Populations | None, codes: Sequence[str], units: Mapping[str, str]
) -> Array:
    if population is None:
        return np.full(len(codes), np.nan)
    held: Mapping[str, float] = population.small
    if units:
        joined: dict[str, float] = defaultdict(float)
        for code, number in population.small.items():
            joined[units.get(code, code)] += number
        held = joined
    return np.array([held.get(code, np.nan) for code in codes], dtype=float)
