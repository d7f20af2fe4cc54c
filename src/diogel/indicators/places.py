"""How unevenly a measure falls on small areas, beside what chance alone would do.

A small area has some 1,500 residents. The points that the police publish are moved to the
middle of a street or a place nearby: nothing here says anything of an address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from diogel.core import Bilingual, Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.basis import Basis
from diogel.indicators.geography import Geography, Ground, geography
from diogel.indicators.geography import Places as Positions
from diogel.indicators.levels import PER
from diogel.indicators.place_results import Places
from diogel.indicators.populations import Populations
from diogel.indicators.results import Level
from diogel.indicators.small_areas import SmallAreas, Units
from diogel.language import both
from diogel.statistics import (
    by_chance,
    concentration,
    getis_ord,
    nearest_neighbours,
    persistent,
    smoothed_rates,
)

NEIGHBOURS = 8
FEWEST_EVENTS = 30
"""Fewer events say nothing of places. [count]"""
_DRAWS = 200
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Clusters:
    """Hot and cold small areas over everything that is whole in a window.

    Worked out once for all areas: a neighbour may lie across a boundary.
    """

    hot: frozenset[str]
    cold: frozenset[str]
    z: dict[str, float]


def clusters(
    areas: SmallAreas,
    measure: str,
    authorities: Sequence[str],
    periods: Sequence[Period],
    versions: Sequence[Populations],
    units: Units,
) -> Clusters:
    """Gi* of the counts of small areas, of the authorities whose months are all there.

    Neighbours are the eight small areas whose records lie nearest; an area without a record
    in all the time that is held has no point and is left out.
    """
    nothing = Clusters(frozenset(), frozenset(), {})
    if not authorities:
        return nothing
    found = geography(areas, measure, authorities, periods, versions, units)
    if found is None:
        return nothing
    ground = found.ground
    pointed = np.flatnonzero(~np.isnan(ground.longitude))
    totals = found.counts.sum(axis=1)[pointed].astype(float)
    if pointed.size <= NEIGHBOURS or totals.std() == 0:
        return nothing
    result = getis_ord(totals, _near(areas, ground, pointed))
    codes = [found.codes[at] for at in pointed]
    return Clusters(
        frozenset(c for c, is_hot in zip(codes, result.hot, strict=True) if is_hot),
        frozenset(c for c, is_cold in zip(codes, result.cold, strict=True) if is_cold),
        {code: float(z) for code, z in zip(codes, result.z, strict=True)},
    )


def _near(areas: SmallAreas, ground: Ground, pointed: Positions) -> Positions:
    """The eight nearest of each small area that has a point: the same for every measure."""
    key = ("near", ground.codes, ground.vintage)
    if key not in areas.memory:
        areas.memory[key] = nearest_neighbours(
            ground.longitude[pointed], ground.latitude[pointed], k=NEIGHBOURS
        )
    found = areas.memory[key]
    assert isinstance(found, np.ndarray)  # noqa: S101  as was just put there
    return found


def places(
    one: AreaSet,
    own: Level,
    areas: SmallAreas,
    versions: Sequence[Populations],
    units: Units,
    grouped: Clusters,
) -> Places:
    """How a measure falls on the small areas of an area over the window of its level.

    Parameters
    ----------
    own : Level
        Says whether the months are there; where they are not, nothing is given.
    grouped : Clusters
        Of the same measure and window, over all authorities that are whole.
    """
    found = Places(own.measure, one.id, own.basis, Status.NOT_AVAILABLE)
    if not own.given:
        return replace(found, reason=own.reason)
    if own.measure not in areas.counts:
        return replace(found, reason=both("indicators.reason.no-places"))
    here = geography(areas, own.measure, one.authorities, own.basis.used, versions, units)
    if here is None:
        return replace(found, reason=both("indicators.reason.lookup-needed"))
    return _given(found, one, own.basis, areas, here, grouped)


def _given(
    found: Places,
    one: AreaSet,
    basis: Basis,
    areas: SmallAreas,
    here: Geography,
    grouped: Clusters,
) -> Places:
    totals = here.counts.sum(axis=1)
    lost = _unplaced(areas, found.measure, one, basis.used)
    if totals.sum() < FEWEST_EVENTS:
        reason: Bilingual = both(
            "indicators.reason.few-for-places", n=int(totals.sum()), least=FEWEST_EVENTS
        )
        return replace(found, reason=reason, vintage=here.vintage, unplaced=lost)
    whole_year = len(basis.used) == _YEAR
    stays = persistent(here.counts.T) if whole_year else np.zeros(len(here.codes), dtype=bool)
    people = here.people
    rated = np.flatnonzero(people > 0)
    rates = smoothed_rates(totals[rated], people[rated]) * PER if rated.size else np.array([])
    version = here.population
    return replace(
        found,
        status=Status.OBSERVED,
        basis=replace(
            basis,
            population=version.version if version else "",
            population_day=version.day if version else None,
        ),
        found=concentration(totals),
        chance=by_chance(int(totals.sum()), len(here.codes), draws=_DRAWS),
        persistent=tuple(c for c, is_so in zip(here.codes, stays, strict=True) if is_so),
        hot=tuple(code for code in here.codes if code in grouped.hot),
        cold=tuple(code for code in here.codes if code in grouped.cold),
        rates={here.codes[at]: float(r) for at, r in zip(rated, rates, strict=True)},
        vintage=here.vintage,
        unplaced=lost,
    )


def _unplaced(areas: SmallAreas, measure: str, one: AreaSet, periods: Sequence[Period]) -> int:
    """Records of the area's forces that have no place; they may be anywhere in the force."""
    columns = areas.columns(periods)
    by_force = areas.unplaced.get(measure, {})
    return int(sum(by_force[f][columns].sum() for f in one.forces if f in by_force))
