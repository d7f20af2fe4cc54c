"""The rate an area would have if its people were of the standard's ages, where ages are supplied.

Only partners that break their numbers down by age can have it: police.uk gives no ages.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from diogel.core import Limits, Period, Status
from diogel.engine import Engine, Frame, col
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.levels import PER
from diogel.indicators.populations import (
    RESIDENTS,
    Ages,
    Per,
    Populations,
    nearest_population,
    per_of,
)
from diogel.indicators.results import Level, StandardRate
from diogel.language import both
from diogel.statistics import directly_standardised

EUROPEAN_2013 = (
    *(5_000, 5_500, 5_500, 5_500, 6_000, 6_000, 6_500, 7_000, 7_000, 7_000),
    *(7_000, 6_500, 6_000, 5_500, 5_000, 4_000, 2_500, 1_500, 1_000),
)
"""The European Standard Population of 2013 by bands of five years, the last from 90 on; 100,000
in all. Eurostat, Revision of the European Standard Population, 2013."""
FEWEST = 10
_WIDTH, _OPEN = 5, 90
_BAND = re.compile(r"age=(\d{1,3})(?:-(\d{1,3})|(\+))")

ByAge = Mapping[tuple[str, str], Mapping[tuple[Period, Ages], float | None]]
"""Numbers by measure and authority, then by period and ages; None for a missing one. [count]"""


def read_ages(
    engine: Engine, observations: Frame, measures: Sequence[str]
) -> dict[tuple[str, str], dict[tuple[Period, Ages], float | None]]:
    """The observations that are broken down by age alone ("age=18-24", "age=65+")."""
    frame = observations.filter(
        col("measure_code").is_in(list(measures)), col("breakdown").str.starts_with("age=")
    ).select("measure_code", "area_code", "period", "breakdown", "value")
    found: dict[tuple[str, str], dict[tuple[Period, Ages], float | None]] = defaultdict(dict)
    for measure, area, period, breakdown, value in engine.rows(frame):
        ages = _BAND.fullmatch(breakdown)
        if ages is None:
            continue
        last = int(ages[2]) if ages[2] else None if ages[3] else int(ages[1])
        key = Period.parse(period), (int(ages[1]), last)
        found[measure, area][key] = None if value is None else float(value)
    return dict(found)


@cache
def standard_people(ages: Ages) -> float:
    """How many of the standard's 100,000 are of some ages.

    Within a band of five years every year counts alike, so that 18 to 24 can be told.
    """
    first, last = ages[0], 200 if ages[1] is None else ages[1]
    total = 0.0
    for at, people in enumerate(EUROPEAN_2013):
        start = at * _WIDTH
        if start == _OPEN:
            total += people if last >= _OPEN and first <= _OPEN else 0
            continue
        inside = min(last, start + _WIDTH - 1) - max(first, start) + 1
        total += people * max(inside, 0) / _WIDTH
    return total


def standardised(
    one: AreaSet, own: Level, by_age: ByAge, versions: Sequence[Populations]
) -> StandardRate | None:
    """The directly standardised rate over the window of a level.

    Returns
    -------
    StandardRate or None
        None where nobody supplied ages. NOT_AVAILABLE with a reason where a band is missing
        in a period, where the bands leave an age out, where no population has those bands, or
        under ten events.
    """
    held = [by_age.get((own.measure, code), {}) for code in one.authorities]
    bands = sorted({ages for parts in held for _, ages in parts}, key=lambda a: a[0])
    if not bands:
        return None
    found = StandardRate(own.measure, one.id, own.basis, Status.NOT_AVAILABLE)
    if not own.given:
        return replace(found, reason=own.reason)
    periods = own.basis.used
    cells = [parts.get((p, ages)) for parts in held for p in periods for ages in bands]
    if any(value is None for value in cells):
        return replace(found, reason=both("indicators.reason.ages-missing"))
    if not _covers(bands, per_of(own.measure).ages):
        return replace(found, reason=both("indicators.reason.ages-uneven"))
    events = [sum(parts[p, ages] or 0.0 for parts in held for p in periods) for ages in bands]
    return _rated(found, one, bands, events, versions)


def _covers(bands: Sequence[Ages], wanted: Ages) -> bool:
    """Whether bands follow one another without gap or overlap over all ages of a measure."""
    reached = wanted[0]
    for first, last in bands:
        if first != reached:
            return False
        if last is None:
            return wanted[1] is None and (first, last) == bands[-1]
        reached = last + 1
    return wanted[1] is not None and reached == wanted[1] + 1


def _rated(
    found: StandardRate,
    one: AreaSet,
    bands: Sequence[Ages],
    events: Sequence[float],
    versions: Sequence[Populations],
) -> StandardRate:
    pers = [Per(RESIDENTS, ages) for ages in bands]
    able = [v for v in versions if all(v.number(one.authorities, per) for per in pers)]
    basis = found.basis
    chosen = nearest_population(able, basis.first, basis.last, one.authorities, pers[0])
    if chosen is None:
        return replace(found, reason=both("indicators.reason.no-ages"))
    people = [chosen.number(one.authorities, per) or 0.0 for per in pers]
    weights = [standard_people(ages) for ages in bands]
    result = directly_standardised(events, people, weights, per=PER, fewest=FEWEST)
    if result is None:
        return replace(found, reason=both("indicators.reason.few-standardised", least=FEWEST))
    return replace(
        found,
        status=Status.OBSERVED,
        basis=replace(basis, population=chosen.version, population_day=chosen.day),
        count=result.events,
        rate=result.estimate,
        rate_limits=Limits(result.lower, result.upper, "dobson"),
    )
