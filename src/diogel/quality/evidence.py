"""Which measures there are numbers of, for which areas and periods."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from diogel.core import Period
from diogel.engine import ColumnType, Engine, col
from diogel.places import members
from diogel.quality.observing import observations
from diogel.quality.settings import Settings
from diogel.store import Store

# Counted and kept back, or nothing to count: the supplier did answer.
_ANSWERED = ("[c]", "[z]")
_COLLISION_MEASURES = ("road-collisions", "road-killed-seriously-injured")
_SUBGROUP_MEASURES = {
    "trafficking of drugs": "recorded-drug-trafficking",
    "violence with injury": "recorded-violence-with-injury",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """The periods with an answer, by measure, area and kind of source.

    Attributes
    ----------
    periods : mapping of (measure code, area code) to source type to periods
        Only those with a number, or with [c] or [z]; [x] is no answer.
    """

    periods: Mapping[tuple[str, str], Mapping[str, frozenset[Period]]] = field(default_factory=dict)

    def of(self, measure: str, area: str, source_type: str = "") -> frozenset[Period]:
        """The periods of one measure in one area, from one kind of source or from any."""
        found = self.periods.get((measure, area), {})
        if source_type:
            return found.get(source_type, frozenset())
        return frozenset().union(*found.values())

    def sources(self, measure: str, area: str) -> frozenset[str]:
        """The kinds of source that gave any number of a measure for an area."""
        return frozenset(self.periods.get((measure, area), {}))


def evidence_held(
    engine: Engine,
    store: Store,
    as_at: datetime | None = None,
    settings: Settings | None = None,
) -> Evidence:
    """What the store holds numbers of: observations, and the tables that are counted later."""
    frame = observations(engine, store, as_at, settings)
    answered = ~col("value").is_null() | col("suppression").is_in(_ANSWERED)
    keys = ("measure_code", "area_code", "source_type", "period")
    rows = engine.rows(frame.filter(answered).select(*keys).unique())
    rows += [*_collisions(engine, store, as_at), *_recorded(engine, store, as_at)]
    found: dict[tuple[str, str], dict[str, set[Period]]] = defaultdict(lambda: defaultdict(set))
    for measure, area, source_type, period in rows:
        found[measure, area][source_type].add(Period.parse(period))
    return Evidence(
        {
            key: {name: frozenset(periods) for name, periods in sorted(each.items())}
            for key, each in sorted(found.items())
        }
    )


Row = tuple[str, str, str, str]


def _collisions(engine: Engine, store: Store, as_at: datetime | None) -> Iterator[Row]:
    """Which authorities and months the table of road collisions speaks of."""
    names: Mapping[str, ColumnType] = {"area_code": "text", "period": "text"}
    frame = store.scan(engine, "collisions", as_at=as_at, columns=names)
    held = frame.filter(~col("area_code").is_null()).select(*names).unique()
    for area, period in engine.rows(held):
        for measure in _COLLISION_MEASURES:
            yield measure, area, "national_statistics", period


def _recorded(engine: Engine, store: Store, as_at: datetime | None) -> Iterator[Row]:
    """Which authorities and quarters the Home Office's table of the police's records has."""
    names: Mapping[str, ColumnType] = {
        "area_code": "text",
        "period": "text",
        "offence_subgroup": "text",
        "count": "integer",
    }
    frame = store.scan(engine, "recorded_crime", as_at=as_at, columns=names)
    given = ~col("area_code").is_null() & ~col("count").is_null()
    held = frame.filter(given).select("area_code", "period", "offence_subgroup").unique()
    for area, period, subgroup in engine.rows(held):
        measure = _SUBGROUP_MEASURES.get((subgroup or "").casefold())
        for authority in _authorities(area) if measure else ():
            yield str(measure), authority, "police", period


def _authorities(code: str) -> tuple[str, ...]:
    """An authority itself; the authorities of a partnership of several."""
    return (code,) if code.startswith("W06") else tuple(m.code for m in members(code))
