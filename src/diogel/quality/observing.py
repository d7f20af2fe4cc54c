"""Incidents counted into observations, and partners' own observations beside them.

A month of a force that is missing or not whole gives no number to the force, to its
authorities or to Wales: the value is blank and says [x]. A number for "the forces that are
whole" is never given for Wales: whoever copies it would take it for Wales.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from diogel.core import Bilingual, Period
from diogel.engine import (
    ColumnType,
    Date,
    Engine,
    Float64,
    Frame,
    String,
    coalesce,
    col,
    concat,
    lit,
    when,
)
from diogel.language import both
from diogel.places import TRANSPORT_POLICE, Scheme, forces, members
from diogel.quality.cells import ASB, PLACED, Cell
from diogel.quality.completeness import Judgement, Verdict, without_rows
from diogel.quality.holdings import (
    Origin,
    cells_of,
    counted,
    judged,
    origins,
    populations,
)
from diogel.quality.naming import WALES, force_code, force_name, welsh_forces
from diogel.quality.population_checks import Population, nearest
from diogel.quality.settings import Settings, load_settings
from diogel.standard import crosswalk, measure, schema, standard_version
from diogel.store import Store

TABLE = "observations"
SORT = ("measure_code", "area_code", "period", "breakdown", "source_org")
TOTAL = "police-recorded-crime"
"""The measure of all types together but anti-social behaviour."""
_TYPES: Mapping[str, ColumnType] = {"number": "number", "integer": "number", "date": "date"}
_KINDS: Mapping[str, type[String] | type[Float64] | type[Date]] = {
    "text": String,
    "number": Float64,
    "date": Date,
}
_SPINE: Mapping[str, ColumnType] = {
    "area_code": "text",
    "area_scheme": "text",
    "period": "text",
    "available": "boolean",
    "status": "text",
    "denominator": "number",
    "coverage_pct": "number",
    "extracted_on": "date",
    "supplied_on": "date",
    "licence": "text",
    "note_en": "text",
    "note_cy": "text",
}
_MEASURES: Mapping[str, ColumnType] = {
    "measure_code": "text",
    "theme_code": "text",
    "measure_type": "text",
    "unit": "text",
    "source_type": "text",
    "prevention_level": "text",
}


def columns() -> dict[str, ColumnType]:
    """The columns of the table of observations, in the standard's order, with their types."""
    return {field.name: _TYPES.get(field.type, "text") for field in schema(TABLE).fields}


@dataclass(frozen=True, slots=True)
class Held:
    """Everything that the observations of the police's files are made from."""

    cells: tuple[Cell, ...]
    judgements: tuple[Judgement, ...]
    origins: Mapping[tuple[str, Period], Origin]
    populations: tuple[Population, ...]


def held(
    engine: Engine, store: Store, settings: Settings, as_at: datetime | None = None
) -> tuple[Frame, Held]:
    """The counted incidents as a frame, and as values with their verdicts and origins."""
    frame = counted(engine, store, as_at)
    cells = cells_of(engine, frame)
    whence = origins(store, as_at)
    # Without a day: a series ends with the latest month that any force sent.
    verdicts = judged(cells, whence, settings)
    return frame, Held(cells, verdicts, whence, populations(engine, store, as_at))


def observations(
    engine: Engine,
    store: Store,
    as_at: datetime | None = None,
    settings: Settings | None = None,
) -> Frame:
    """Every observation that the store gives, one number a row, on whichever engine.

    The police's incidents by month, for each authority, force and Wales, and each measure;
    then what partners and others sent. Sort by `SORT` before comparing or writing.
    """
    chosen = settings or load_settings()
    frame, known = held(engine, store, chosen, as_at)
    own = police_observations(engine, frame, known, chosen)
    names = columns()
    empty = {**names, "release": "text"}
    others = store.scan(engine, TABLE, as_at=as_at, columns=empty)
    return concat([_typed(own, names), _typed(others, names)], how="vertical")


def _typed(frame: Frame, names: Mapping[str, ColumnType]) -> Frame:
    """The standard's columns in their order, each of its type; a column that is not there blank."""
    there = set(frame.columns)
    return frame.select(
        *(
            (col(name) if name in there else lit(None)).cast(_KINDS[kind]).alias(name)
            for name, kind in names.items()
        )
    )


def police_observations(engine: Engine, frame: Frame, known: Held, settings: Settings) -> Frame:
    """The observations of the police's incidents, out of the counted frame."""
    types = sorted({cell.type for cell in known.cells})
    spine = engine.from_rows(_SPINE, _spine(known, settings))
    measures = engine.from_rows(_MEASURES, _described_measures())
    gone = engine.from_rows(
        {"area_code": "text", "period": "text", "measure_code": "text", "gone": "text"},
        sorted(set(_left_out(known))),
    )
    key = ["area_code", "period", "measure_code"]
    joined = (
        spine.join(measures, how="cross")
        .join(_totals(engine, frame, types), on=key, how="left")
        .join(gone, on=key, how="left")
    )
    given = col("available") & col("gone").is_null()
    value = when(given).then(coalesce(col("counted").cast(Float64), lit(0.0)))
    return joined.with_columns(
        lit(standard_version()).alias("standard_version"),
        lit("all").alias("breakdown"),
        value.alias("value"),
        value.alias("numerator"),
        when(given).then(col("denominator")).alias("denominator"),
        when(~given).then(lit("[x]")).alias("suppression"),
        lit("police.uk").alias("source_org"),
        lit("police.uk").alias("source_system"),
        lit("open").alias("sharing_basis"),
    )


def _totals(engine: Engine, frame: Frame, types: Sequence[str]) -> Frame:
    """Counts by area, month and measure: of authorities by place, of forces by file."""
    named = engine.from_rows({"type": "text", "measure_code": "text"}, _measures_of(types))
    codes = engine.from_rows(
        {"force": "text", "force_code": "text"},
        [(each.slug, each.code or None) for each in forces() if each.slug != TRANSPORT_POLICE],
    )
    rows = frame.join(named, on="type", how="inner").join(codes, on="force", how="inner")
    by_place = rows.filter(col("placement") == PLACED)
    by_force = rows.filter(~col("force_code").is_null())
    parts = [
        by_place.select(col("area_code"), "period", "measure_code", "rows"),
        by_force.select(col("force_code").alias("area_code"), "period", "measure_code", "rows"),
        by_force.select(lit(WALES).alias("area_code"), "period", "measure_code", "rows"),
    ]
    return (
        concat(parts, how="vertical")
        .group_by("area_code", "period", "measure_code")
        .agg(col("rows").sum().alias("counted"))
    )


def _measures_of(types: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each type of a file with the measures that it counts for: its own, and the total.

    A type that nobody knows counts for the total alone, so that nothing is lost; an older one
    that went into several of today's types has no measure of its own either.
    """
    for name in types:
        known = crosswalk().police_type(name)
        if known is not None and known.measure:
            yield name, known.measure
        if name != ASB and (known is None or known.recorded_crime):
            yield name, TOTAL


def police_measures() -> tuple[str, ...]:
    """The codes of the measures that police.uk's files are counted into, the total last."""
    own = (each.measure for each in crosswalk().police_types if not each.until)
    return (*dict.fromkeys(own), TOTAL)


def _described_measures() -> Iterator[tuple[str, ...]]:
    for code in police_measures():
        found = measure(code)
        yield (
            code,
            found.themes[0],
            found.measure_type,
            found.unit,
            found.source_type,
            found.prevention,
        )


def _left_out(known: Held) -> Iterator[tuple[str, str, str, str]]:
    """Area, month and measure of numbers that are missing although the month is there."""
    early = _not_used_yet(known.cells)
    for each in known.judgements:
        code = force_code(each.force)
        if not each.counts or not code:
            continue
        types = (crosswalk().police_type(name) for name in each.absent_types)
        gone = {found.measure for found in types if found} | early.get(each.month, set())
        gone |= {TOTAL} if without_rows(each, "") else set()
        areas = (code, WALES, *_authorities(code))
        for name in sorted(gone):
            yield from ((area, str(each.month), name, "[x]") for area in areas)


def _not_used_yet(cells: Iterable[Cell]) -> dict[Period, set[str]]:
    """For the months of older labels, the measures of types that no file had: no zero either."""
    older = [t for t in crosswalk().police_types if t.until]
    last = max((Period.parse(t.until) for t in older), default=None)
    used: dict[Period, set[str]] = {}
    for cell in cells:
        if last is not None and cell.month <= last:
            found = crosswalk().police_type(cell.type)
            used.setdefault(cell.month, set()).add(found.measure if found else "")
    return {month: set(police_measures()) - {TOTAL} - names for month, names in used.items()}


def _spine(known: Held, settings: Settings) -> Iterator[tuple[object, ...]]:
    """A row for each authority, force and Wales in each month: what may be said, and why not."""
    by_month: dict[Period, dict[str, Judgement]] = {}
    for each in known.judgements:
        if each.force in welsh_forces():
            by_month.setdefault(each.month, {})[each.force] = each
    for month, verdicts in sorted(by_month.items()):
        residents = nearest(known.populations, month)
        told = {slug: _Told.of(verdicts[slug], known, residents, settings) for slug in verdicts}
        for slug, what in told.items():
            if verdicts[slug].verdict is Verdict.NOT_YET:
                continue
            code = force_code(slug)
            yield what.row(code, Scheme.POLICE, residents)
            for authority in _authorities(code):
                yield what.row(authority, Scheme.LOCAL_AUTHORITY, residents)
        if any(v.verdict is not Verdict.NOT_YET for v in verdicts.values()):
            yield _wales(month, verdicts, told).row(WALES, Scheme.COUNTRY, residents)


@dataclass(frozen=True, slots=True)
class _Told:
    """What is said of a month in one force's area, or in Wales."""

    month: Period
    available: bool
    status: str
    coverage: float | None
    extracted: date | None
    supplied: date | None
    licence: str
    note: Bilingual

    @classmethod
    def of(
        cls,
        judgement: Judgement,
        known: Held,
        residents: Population | None,
        settings: Settings,
    ) -> _Told:
        """What one verdict lets one say."""
        origin = known.origins.get((judgement.force, judgement.month))
        return cls(
            month=judgement.month,
            available=judgement.counts,
            status=_status(judgement, origin, settings),
            coverage={Verdict.COMPLETE: 100.0, Verdict.MISSING: 0.0}.get(judgement.verdict),
            extracted=origin.extracted if origin else None,
            supplied=origin.received if origin else None,
            licence=origin.licence if origin else "",
            note=_note(judgement, origin, residents),
        )

    def row(self, area: str, scheme: Scheme, residents: Population | None) -> tuple[object, ...]:
        """One row of the spine."""
        return (
            area,
            scheme.value,
            str(self.month),
            self.available,
            self.status,
            _residents(area, residents),
            self.coverage,
            self.extracted,
            self.supplied,
            self.licence or None,
            self.note.en or None,
            self.note.cy or None,
        )


def _status(judgement: Judgement, origin: Origin | None, settings: Settings) -> str:
    """Provisional as long as the delivery was young when it was taken."""
    if origin is None or not judgement.counts:
        return "observed"
    young = timedelta(days=settings.whole("calendar", "provisional_days"))
    return "provisional" if origin.taken < judgement.month.end + young else "observed"


@cache
def _authorities(code: str) -> tuple[str, ...]:
    """The authorities of a force's area, or of Wales."""
    return tuple(member.code for member in members(code))


def _residents(area: str, population: Population | None) -> float | None:
    """The residents of an authority, a force's area or Wales; None when any part is unknown."""
    if population is None:
        return None
    parts = (area,) if area.startswith("W06") else _authorities(area)
    found = [population.residents.get(part) for part in parts]
    return float(sum(n for n in found if n)) if found and all(found) else None


def _note(judgement: Judgement, origin: Origin | None, residents: Population | None) -> Bilingual:
    """Why there is no number; of a number, what it rests on."""
    force = force_name(judgement.force)
    if not judgement.counts:
        return both(f"quality.note.{judgement.verdict.value}", force=force)
    notes = []
    if origin is not None and origin.synthetic:
        notes.append(both("quality.note.synthetic"))
    if judgement.verdict is Verdict.NO_HISTORY:
        notes.append(both("quality.note.no-history", force=force))
    if residents is not None:
        notes.append(both("quality.note.residents", version=residents.version))
    return _joined(notes)


def _joined(notes: Sequence[Bilingual]) -> Bilingual:
    """Whole sentences after one another."""
    return Bilingual(" ".join(n.en for n in notes), " ".join(n.cy for n in notes))


def _wales(month: Period, verdicts: Mapping[str, Judgement], told: Mapping[str, _Told]) -> _Told:
    """Wales in one month: a number only when every force is whole, else how many are."""
    whole = [told[slug] for slug, each in verdicts.items() if each.counts]
    everything = len(whole) == len(welsh_forces())
    notes = {each.note for each in whole if each.note.en}
    note = both("quality.note.forces", n=len(whole), of=len(welsh_forces()))
    if everything:
        note = min(notes, key=lambda n: n.en) if notes else Bilingual("", "")
    return _Told(
        month=month,
        available=everything,
        status=max(t.status for t in whole) if everything else "observed",
        coverage=100.0 * len(whole) / len(welsh_forces()),
        extracted=max((t.extracted for t in whole if t.extracted), default=None),
        supplied=max((t.supplied for t in whole if t.supplied), default=None),
        licence=next((t.licence for t in whole if t.licence), ""),
        note=note,
    )
