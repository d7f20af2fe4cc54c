"""Where the numbers come from: each delivery that holds, and which of them told each month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from diogel.core import Bilingual, Period
from diogel.engine import ColumnType, Engine
from diogel.indicators import AreaSet
from diogel.language import both
from diogel.places import forces
from diogel.sources import source
from diogel.standard import crosswalk
from diogel.store import Part, Release, Store

INCIDENTS, OBSERVATIONS, POPULATIONS = "incidents", "observations", "populations"
RECORDED, LOOKUPS, DEPRIVATION = "recorded_crime", "area_lookups", "deprivation"
TOTAL = "police-recorded-crime"
_SUPPLIED: Mapping[str, ColumnType] = {
    "measure_code": "text",
    "area_code": "text",
    "period": "text",
    "status": "text",
}
_VERSIONS: Mapping[str, ColumnType] = {"version": "text"}


@dataclass(frozen=True, slots=True)
class Delivered:
    """One delivery, as a reader of a number wants to know it.

    Attributes
    ----------
    name : Bilingual
        What it is, as its source is called; its source's code where nobody knows that.
    received : date
        The day it came.
    extracted : date or None
        The day its supplier took it from their system, where they said.
    content_hash : str
        SHA-256 of the supplier's bytes.
    tables : tuple of str
        The standard's tables that it has rows of.
    forces : tuple of str
        Codes of the police force areas that its slices are of; empty for none or all.
    """

    id: str
    source: str
    supplier: str
    name: Bilingual
    received: date
    extracted: date | None
    licence: str
    synthetic: bool
    content_hash: str
    tables: tuple[str, ...]
    forces: tuple[str, ...] = ()

    @property
    def told(self) -> Bilingual:
        """What it is and, where that is known, who sent it."""
        if self.supplier in ("", self.source):
            return self.name
        return both("explain.delivered", name=self.name, supplier=self.supplier)


@dataclass(frozen=True, slots=True)
class File:
    """One file of a delivery: its name, its rows, and the SHA-256 of its bytes."""

    release: str
    name: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Provenance:
    """Where everything that holds came from, as values only.

    Attributes
    ----------
    releases : mapping of release id to Delivered
    incidents : mapping of (force code, month) to File
        The police's file of each month that holds. [month as "2018-10"]
    supplied : mapping of (measure, area code, period) to release ids
        Of what partners sent as numbers.
    populations : mapping of version to release ids
    """

    releases: Mapping[str, Delivered] = field(default_factory=dict)
    incidents: Mapping[tuple[str, str], File] = field(default_factory=dict)
    supplied: Mapping[tuple[str, str, str], tuple[str, ...]] = field(default_factory=dict)
    populations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def files_of(self, one: AreaSet, measure: str, period: Period) -> tuple[File, ...]:
        """The police's files that a counted number of an area and period rests on."""
        if measure not in counted_measures():
            return ()
        keys = ((force, str(month)) for force in one.forces for month in period.months())
        return tuple(self.incidents[key] for key in keys if key in self.incidents)

    def releases_of(self, one: AreaSet, measure: str, period: Period) -> tuple[str, ...]:
        """The ids of the deliveries that a number of an area and period rests on."""
        files = (file.release for file in self.files_of(one, measure, period))
        codes = (*one.authorities, one.id)
        keys = ((measure, code, str(each)) for code in codes for each in (period, *period.months()))
        sent = (name for key in keys for name in self.supplied.get(key, ()))
        return tuple(dict.fromkeys((*files, *sent)))


def counted_measures() -> frozenset[str]:
    """The measures that the police's files of incidents are counted into."""
    own = (each.measure for each in crosswalk().police_types)
    return frozenset((TOTAL, *filter(None, own)))


def read_provenance(engine: Engine, store: Store, as_at: datetime | None = None) -> Provenance:
    """Where everything came from, as it stood at a moment (now)."""
    parts = store.tables(INCIDENTS, as_at=as_at)
    return Provenance(
        releases={each.id: _delivered(each) for each in store.releases(as_at=as_at)},
        incidents=dict(_incidents(parts)),
        supplied=_supplied(engine, store, as_at),
        populations=_populations(engine, store, as_at),
    )


def _delivered(release: Release) -> Delivered:
    codes = _force_codes()
    slugs = {each.key["force"] for each in release.slices if "force" in each.key}
    return Delivered(
        release.id,
        release.source,
        release.supplier,
        _named(release.source),
        release.received_at.date(),
        release.extracted_on,
        release.licence,
        release.synthetic,
        release.content_hash,
        tuple(sorted(release.files)),
        tuple(sorted(codes[slug] for slug in slugs if slug in codes)),
    )


def _named(code: str) -> Bilingual:
    """What a source is called; its code for one that brings no table of a supplier's."""
    try:
        return source(code).title
    except KeyError:
        return Bilingual.same(code)


def _force_codes() -> dict[str, str]:
    return {each.slug: each.code for each in forces() if each.code}


def _incidents(parts: tuple[Part, ...]) -> Iterator[tuple[tuple[str, str], File]]:
    codes = _force_codes()
    for part in parts:
        for each in part.slices:
            force, month = codes.get(each.key.get("force", "")), each.key.get("period")
            if force and month:
                yield (force, month), File(part.release.id, each.file, each.rows, each.sha256)


def _supplied(
    engine: Engine, store: Store, as_at: datetime | None
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    frame = store.scan(engine, OBSERVATIONS, as_at=as_at, columns=_SUPPLIED)
    names = ("measure_code", "area_code", "period", "release")
    found: dict[tuple[str, str, str], tuple[str, ...]] = {}
    for measure, code, period, release in sorted(engine.rows(frame.select(*names).unique())):
        found[measure, code, period] = (*found.get((measure, code, period), ()), release)
    return found


def _populations(
    engine: Engine, store: Store, as_at: datetime | None
) -> dict[str, tuple[str, ...]]:
    frame = store.scan(engine, POPULATIONS, as_at=as_at, columns=_VERSIONS)
    found: dict[str, tuple[str, ...]] = {}
    for version, release in sorted(engine.rows(frame.select("version", "release").unique())):
        found[version] = (*found.get(version, ()), release)
    return found
