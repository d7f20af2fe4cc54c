"""The small areas of one area over one window: which they are, their events, people and ranks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from diogel.core import Period
from diogel.indicators.populations import Populations
from diogel.indicators.small_areas import Array, Counts, SmallAreas, Units
from diogel.places import lsoas_of_authority

Places = npt.NDArray[np.intp]
_VINTAGES = (2011, 2021)
# The files to October 2022 carry areas of 2011.
_SINCE_2021 = date(2022, 11, 1)


@dataclass(frozen=True, slots=True)
class Ground:
    """The small areas of some authorities over some months, whatever is counted in them.

    Attributes
    ----------
    codes : tuple of str
        Every small area of the authorities, those without an event too.
    rows, places : array of int
        Which row of `SmallAreas` counts for which of the codes.
    columns : tuple of int
        The months of `SmallAreas`.
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
    rows: Places
    places: Places
    columns: tuple[int, ...]
    longitude: Array
    latitude: Array
    people: Array
    population: Populations | None
    vintage: int


@dataclass(frozen=True, slots=True)
class Geography:
    """A ground with the counts of one measure, shape (codes, months). [count]"""

    ground: Ground
    counts: Counts

    @property
    def codes(self) -> tuple[str, ...]:
        """Every small area, those without an event too."""
        return self.ground.codes

    @property
    def people(self) -> Array:
        """Residents of each. [persons]"""
        return self.ground.people

    @property
    def population(self) -> Populations | None:
        """The version that the people are from."""
        return self.ground.population

    @property
    def vintage(self) -> int:
        """2011 or 2021; 0 where areas of both were looked at together."""
        return self.ground.vintage


def geography(
    areas: SmallAreas,
    measure: str,
    authorities: Sequence[str],
    periods: Sequence[Period],
    versions: Sequence[Populations],
    units: Units,
) -> Geography | None:
    """The small areas of some authorities over some months, with the counts of a measure.

    The census is the one that the records' codes are of. Where the records are of both, or
    the only population is of the other, areas that were divided or joined stand together.
    None where that would need the official lookup and none is held.
    """
    held = tuple((v.version, v.vintage) for v in versions)
    key = ("ground", tuple(authorities), tuple(periods), held, bool(units))
    if key not in areas.memory:
        areas.memory[key] = _ground(areas, authorities, periods, versions, units)
    ground = areas.memory[key]
    if not isinstance(ground, Ground):
        return None
    counts = np.zeros((len(ground.codes), len(ground.columns)), dtype=np.int64)
    table = areas.counts.get(measure)
    if table is not None:
        np.add.at(counts, ground.places, table[ground.rows][:, ground.columns])
    return Geography(ground, counts)


def _ground(
    areas: SmallAreas,
    authorities: Sequence[str],
    periods: Sequence[Period],
    versions: Sequence[Populations],
    units: Units,
) -> Ground | None:
    columns = areas.columns(periods)
    vintage = _vintage(areas, columns, periods)
    population = _nearest(versions, periods, vintage)
    if vintage is None or (population is None and _nearest(versions, periods, None)):
        if not units:
            return None
        vintage, population = None, population or _nearest(versions, periods, None)
    name = units if vintage is None else {}
    codes = _all_codes(authorities, vintage, name)
    at = {code: number for number, code in enumerate(codes)}
    own = set(authorities)
    pairs = [
        (row, at[unit])
        for row, (code, authority) in enumerate(zip(areas.codes, areas.authorities, strict=True))
        if authority in own and (unit := name.get(code, code)) in at
    ]
    rows, places = (np.array([p[n] for p in pairs], dtype=np.intp) for n in (0, 1))
    return Ground(
        codes,
        rows,
        places,
        tuple(columns),
        _middle(areas.longitude, rows, places, len(codes)),
        _middle(areas.latitude, rows, places, len(codes)),
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


def _middle(values: Array, rows: Places, places: Places, size: int) -> Array:
    """The mean point of the rows of each place; NaN where none has one."""
    known = ~np.isnan(values[rows]) if rows.size else np.zeros(0, dtype=bool)
    total = np.bincount(places[known], weights=values[rows][known], minlength=size)
    number = np.bincount(places[known], minlength=size)
    return np.where(number > 0, total / np.maximum(number, 1), np.nan)


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
