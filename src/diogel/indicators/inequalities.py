"""How a measure falls with deprivation: rates of groups of small areas, and the line through them.

The index of deprivation counts crime among its parts. Relating crime to it would relate crime
to itself, so that part is taken out, or income alone is used.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from diogel.core import Bilingual, Limits, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.geography import Geography, geography
from diogel.indicators.levels import METHOD, PER
from diogel.indicators.place_results import Gradient, GroupRate
from diogel.indicators.populations import Populations
from diogel.indicators.results import Level
from diogel.indicators.small_areas import (
    WITHOUT_CRIME,
    Array,
    Counts,
    Deprivation,
    SmallAreas,
    Units,
)
from diogel.language import both
from diogel.statistics import rate, slope_index

INCOME = "income"
DECILES, QUINTILES, OWN_QUINTILES = "deciles", "quintiles", "own-quintiles"
_FEWEST_PLACES = {DECILES: 5, QUINTILES: 3}
_FEWEST_IN_OWN = 25
_DRAWS = 10_000
Flags = npt.NDArray[np.bool_]


def gradient(
    one: AreaSet,
    own: Level,
    areas: SmallAreas,
    versions: Sequence[Populations],
    units: Units,
    index: Deprivation | None,
    *,
    ranked_by: str = "",
    log: bool = False,
    grouping: str = "",
) -> Gradient:
    """The rates by deprivation, and the slope and relative index of inequality.

    Parameters
    ----------
    index : Deprivation or None
        The version to use.
    ranked_by : str
        By default the overall score without the safety domain where scores are held, else
        income. "overall" holds crime itself and is only for reproducing others' numbers.
    log : bool
        Fit the logarithms of the rates.
    grouping : str
        By default deciles of Wales where the area has at least five small areas in each,
        else quintiles of Wales with three, else quintiles of the area itself.

    Returns
    -------
    Gradient
        Rates are of residents whatever the measure's own denominator: households are not
        known for small areas of every census.
    """
    found = Gradient(own.measure, one.id, own.basis, Status.NOT_AVAILABLE, log=log)
    if not own.given:
        return replace(found, reason=own.reason)
    if own.measure not in areas.counts:
        return replace(found, reason=both("indicators.reason.no-places"))
    if index is None:
        return replace(found, reason=both("indicators.reason.no-deprivation"))
    here = geography(areas, own.measure, one.authorities, own.basis.used, versions, units)
    if here is None or here.population is None:
        return replace(found, reason=both("indicators.reason.lookup-needed"))
    by = ranked_by or default_ranking(index)
    placed = _ranks(here, index, by, versions, units)
    if placed is None:
        return replace(found, reason=both("indicators.reason.lookup-needed"))
    groups, named = _groups(here, placed, grouping)
    found = replace(
        found,
        grouping=named,
        ranked_by=by,
        version=index.version,
        basis=replace(
            own.basis,
            population=here.population.version,
            population_day=here.population.day,
        ),
    )
    return _fitted(found, here, groups)


def default_ranking(index: Deprivation) -> str:
    """What small areas are ranked by: without the crime part, in the best way there is."""
    return WITHOUT_CRIME if index.ranked_by(WITHOUT_CRIME) else INCOME


@dataclass(frozen=True, slots=True)
class _Placed:
    """The rank of each small area of a geography among so many."""

    ranks: Array
    of: int


def _ranks(
    here: Geography,
    index: Deprivation,
    by: str,
    versions: Sequence[Populations],
    units: Units,
) -> _Placed | None:
    """Ranks of the geography's areas; of areas joined, the mean weighted by residents."""
    ranks = index.ranked_by(by)
    if not ranks:
        return None
    direct = [ranks.get(code) for code in here.codes]
    if here.vintage == 2011 and all(direct):
        return _Placed(np.array(direct, dtype=float), len(ranks))
    if not units:
        return None
    by_unit = _unit_ranks(index, by, versions, units)
    found = [by_unit.get(units.get(code, code)) for code in here.codes]
    if any(rank is None for rank in found):
        return None
    return _Placed(np.array(found, dtype=float), len(ranks))


def _unit_ranks(
    index: Deprivation, by: str, versions: Sequence[Populations], units: Units
) -> Mapping[str, float]:
    """The mean rank of what stands together, weighted by residents: worked out once."""
    key = ("units", by, len(units))
    if key not in index.memory:
        people = next((v.small for v in versions if v.vintage == 2011), {})
        held: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for code, rank in index.ranked_by(by).items():
            held[units.get(code, code)].append((rank, people.get(code, 1.0)))
        index.memory[key] = {
            unit: sum(r * n for r, n in parts) / sum(n for _, n in parts)
            for unit, parts in held.items()
        }
    found = index.memory[key]
    assert isinstance(found, dict)  # noqa: S101  as was just put there
    return found


def _groups(here: Geography, placed: _Placed, grouping: str) -> tuple[Counts, str]:
    """The group of each small area, from 1 for the most deprived, and how they were made."""
    for name, parts in ((DECILES, 10), (QUINTILES, 5)):
        found = _cut(placed.ranks, placed.of, parts)
        sizes = np.bincount(found, minlength=parts + 1)[1:]
        if grouping == name or (not grouping and sizes.min() >= _FEWEST_PLACES[name]):
            return found, name
    order = placed.ranks.argsort(kind="stable").argsort(kind="stable") + 1.0
    return _cut(np.asarray(order, dtype=float), len(here.codes), 5), OWN_QUINTILES


def _cut(ranks: Array, of: int, parts: int) -> Counts:
    """Groups as the Welsh Government cuts them: all but the last of the same size."""
    size = -(-of // parts)
    return np.ceil(ranks / size).astype(np.int64)


def _fitted(found: Gradient, here: Geography, groups: Counts) -> Gradient:
    totals = here.counts.sum(axis=1)
    known = here.people > 0
    numbers = sorted(set(groups[known].tolist()))
    if found.grouping == OWN_QUINTILES and known.sum() < _FEWEST_IN_OWN:
        return replace(found, reason=_few(int(known.sum()), _FEWEST_IN_OWN))
    made = tuple(_group(n, (groups == n) & known, totals, here) for n in numbers)
    if len(made) < 5 or not sum(group.count for group in made):
        return replace(found, reason=_few(len(made), 5))
    if any(group.count == 0 for group in made):
        return replace(found, reason=both("indicators.reason.empty-group"), groups=made)
    rates = tuple(group.rate for group in made)
    people = tuple(group.population for group in made)
    events = tuple(float(group.count) for group in made)
    line = slope_index(rates, people, log=found.log, events=events, draws=_DRAWS)
    share = np.array(people) / sum(people)
    middle = np.cumsum(share) - share / 2
    fitted = line.most_deprived + (line.least_deprived - line.most_deprived) * middle
    if found.log:
        fitted = line.most_deprived * (line.least_deprived / line.most_deprived) ** middle
    return replace(
        found,
        status=Status.OBSERVED,
        groups=made,
        slope=line.slope,
        slope_limits=Limits(line.slope_lower, line.slope_upper, "simulated"),
        relative=line.relative,
        relative_limits=Limits(line.relative_lower, line.relative_upper, "simulated"),
        most_deprived=line.most_deprived,
        least_deprived=line.least_deprived,
        fit=_fit(np.array(rates), fitted, share),
    )


def _fit(
    rates: Array,
    fitted: Array,
    share: Array,
) -> float:
    """Share of the weighted spread of the group rates that the line explains; never below 0."""
    mean = float((share * rates).sum())
    whole = float((share * (rates - mean) ** 2).sum())
    left = float((share * (rates - fitted) ** 2).sum())
    return max(1 - left / whole, 0.0) if whole > 0 else 1.0


def _group(
    number: int,
    inside: Flags,
    totals: Counts,
    here: Geography,
) -> GroupRate:
    count, people = int(totals[inside].sum()), float(here.people[inside].sum())
    limits = rate([count], [people], per=PER)
    return GroupRate(
        number,
        int(inside.sum()),
        count,
        people,
        float(limits.estimate[0]),
        Limits(float(limits.lower[0]), float(limits.upper[0]), METHOD),
    )


def _few(n: int, least: int) -> Bilingual:
    return both("indicators.reason.few-groups", n=n, least=least)
