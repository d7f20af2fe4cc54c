"""Everything that indicators are worked out from, read once for all areas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from diogel.core import Grain, Period
from diogel.engine import ColumnType, Engine, Frame
from diogel.indicators.area_sets import AreaSet, every_authority
from diogel.indicators.harm import (
    RECORDED_COLUMNS,
    Recorded,
    WeightTable,
    read_recorded,
)
from diogel.indicators.populations import POPULATION_COLUMNS, Populations, read_populations
from diogel.indicators.results import Rebase
from diogel.indicators.series import Series, read_series
from diogel.indicators.small_areas import (
    DEPRIVATION_COLUMNS,
    INCIDENT_COLUMNS,
    LOOKUP_COLUMNS,
    TOTAL,
    Deprivation,
    SmallAreas,
    Units,
    read_deprivation,
    read_small_areas,
    read_units,
)
from diogel.indicators.standardising import ByAge, read_ages
from diogel.indicators.withheld import Withheld
from diogel.standard import crosswalk
from diogel.standard import measures as all_measures
from diogel.store import Store

_COUNTED = frozenset({TOTAL, *(each.measure for each in crosswalk().police_types if each.measure)})
"""The measures that the police's files are counted into."""


@dataclass(frozen=True)
class Evidence:
    """What is held, as values: it can be handed to other processes.

    Attributes
    ----------
    series : mapping of (measure, area id) to Series
        Of the 22 authorities and of every set that was asked for.
    latest : Period or None
        The latest month that anybody has a number for.
    small : SmallAreas
        Empty of codes when there are no incidents.
    deprivation : Deprivation or None
        The latest version.
    by_age : mapping
        Numbers broken down by age, of the partners that supply them.
    synthetic : frozenset of str
        Codes of the measures that rest on invented numbers.
    areas : tuple of AreaSet
        The sets that were asked for.
    withheld : Withheld or None
        What partners' counts are held back: what is worked out is then worked out from what
        is shown. None where nothing was decided yet.
    shared : dict
        What is worked out once for all areas; never part of what is compared.
    """

    measures: tuple[str, ...]
    series: Mapping[tuple[str, str], Series]
    populations: tuple[Populations, ...]
    small: SmallAreas
    units: Units
    deprivation: Deprivation | None
    recorded: Recorded
    weights: WeightTable | None = None
    rebases: tuple[Rebase, ...] = ()
    latest: Period | None = None
    by_age: ByAge = field(default_factory=dict)
    synthetic: frozenset[str] = frozenset()
    areas: tuple[AreaSet, ...] = ()
    withheld: Withheld | None = None
    shared: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def of(self, measure: str, one: AreaSet) -> Series:
        """The series of a measure in an area; without points where nobody has it."""
        return self.series.get((measure, one.id)) or Series(measure, one.id, ())

    def shown(self, measure: str, one: AreaSet) -> Series:
        """The same without the numbers that are held back."""
        own = self.of(measure, one)
        return self.withheld.bared(own, one) if self.withheld is not None else own

    def holding(self, withheld: Withheld) -> Evidence:
        """The same evidence once it is decided what is held back."""
        return replace(self, withheld=withheld, shared={})


def read_evidence(
    engine: Engine,
    store: Store,
    observations: Frame,
    areas: Sequence[AreaSet] = (),
    *,
    measures: Sequence[str] | None = None,
    as_at: datetime | None = None,
    weights: WeightTable | None = None,
    rebases: Sequence[Rebase] = (),
) -> Evidence:
    """Read everything that is held, as it stood at a moment (now).

    Parameters
    ----------
    observations : Frame
        The standard's table, as `quality.observations` gives it.
    areas : sequence of AreaSet
        Sets to add up besides the 22 authorities, which are always read.
    measures : sequence of str, optional
        Codes; by default every measure of the standard that has an observation.
    """
    kept = engine.keep(observations)
    named = measures if measures is not None else _held(engine, kept)
    sets = {one.id: one for one in (*every_authority(), *areas)}
    series = read_series(engine, kept, list(sets.values()), named)

    def scan(table: str, columns: Mapping[str, ColumnType]) -> Frame:
        return store.scan(engine, table, as_at=as_at, columns=columns)

    deprived = read_deprivation(engine, scan("deprivation", DEPRIVATION_COLUMNS))
    months = [
        each.last for each in series.values() if each.last is not None and each.grain is Grain.MONTH
    ]
    return Evidence(
        measures=tuple(named),
        series=series,
        populations=read_populations(engine, scan("populations", POPULATION_COLUMNS)),
        small=read_small_areas(engine, scan("incidents", INCIDENT_COLUMNS)),
        units=read_units(engine, scan("area_lookups", LOOKUP_COLUMNS)),
        deprivation=deprived[-1] if deprived else None,
        recorded=read_recorded(engine, scan("recorded_crime", RECORDED_COLUMNS)),
        weights=weights,
        rebases=tuple(rebases),
        latest=max(months, default=None),
        by_age=read_ages(engine, kept, named),
        synthetic=_synthetic(store, as_at, named),
        areas=tuple(areas),
    )


def _synthetic(store: Store, as_at: datetime | None, measures: Sequence[str]) -> frozenset[str]:
    """The measures that rest on invented deliveries: the police's counted, or partners'."""
    invented = [release for release in store.releases(as_at=as_at) if release.synthetic]
    counted = any("incidents" in release.files for release in invented)
    supplied = any("observations" in release.files for release in invented)
    return frozenset(code for code in measures if (counted if code in _COUNTED else supplied))


def _held(engine: Engine, observations: Frame) -> tuple[str, ...]:
    """The measures that have an observation, in the standard's order."""
    found = {row[0] for row in engine.rows(observations.select("measure_code").unique())}
    return tuple(each.code for each in all_measures() if each.code in found)
