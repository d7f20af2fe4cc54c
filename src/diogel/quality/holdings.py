"""What the store holds, as the audit needs it: counted once by the engine, then small."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from diogel.core import Period
from diogel.engine import ColumnType, Engine, Frame, col, when
from diogel.engine import len as count_rows
from diogel.places import authority_of_lsoa
from diogel.quality.cells import Cell, MonthCount, month_counts
from diogel.quality.completeness import Judgement, judge_months
from diogel.quality.delivery_checks import Delivery
from diogel.quality.naming import welsh_forces
from diogel.quality.population_checks import Population
from diogel.quality.settings import Settings
from diogel.store import Release, Store

INCIDENTS = "incidents"
QUARANTINED = "incidents_quarantined"
"""The table of damaged files: kept, and not counted."""
_CELL = ("force", "period", "type", "placement", "area_code")
_POPULATION: Mapping[str, ColumnType] = {
    "version": "text",
    "reference_day": "date",
    "area_level": "text",
    "area_code": "text",
    "sex": "text",
    "age_from": "integer",
    "age_to": "integer",
    "residents": "integer",
}


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the rows of one force's month came from.

    `taken` is the day they were extracted, or else received.
    """

    release: str
    supplier: str
    rows: int
    taken: date
    extracted: date | None
    received: date
    licence: str
    synthetic: bool
    quarantined: bool


def counted(engine: Engine, store: Store, as_at: datetime | None = None) -> Frame:
    """The incidents counted by force, month, type and place, worked out once.

    Columns: force, period, type, placement, area_code, rows.
    """
    frame = store.scan(engine, INCIDENTS, as_at=as_at, columns=dict.fromkeys(_CELL, "text"))
    return engine.keep(frame.group_by(*_CELL).agg(count_rows().alias("rows")))


def cells_of(engine: Engine, frame: Frame) -> tuple[Cell, ...]:
    """The cells of a counted frame, in order."""
    rows = sorted(
        (force, month, type_, placement, area or "", int(count))
        for force, month, type_, placement, area, count in engine.rows(frame.select(*_CELL, "rows"))
    )
    months = {month: Period.parse(month) for month in {row[1] for row in rows}}
    return tuple(Cell(row[0], months[row[1]], *row[2:]) for row in rows)


def origins(store: Store, as_at: datetime | None = None) -> dict[tuple[str, Period], Origin]:
    """Where each force's month came from, of the slices that hold.

    A month whose file is damaged stands in a table of its own; it is only told of where no
    good file came.
    """
    found: dict[tuple[str, Period], Origin] = {}
    for table in (QUARANTINED, INCIDENTS):
        for part in store.tables(table, as_at=as_at):
            for each in part.slices:
                force, month = each.key.get("force"), each.key.get("period")
                if force and month:
                    origin = _origin(part.release, each.rows, table == QUARANTINED)
                    found[force, Period.parse(month)] = origin
    return found


def _origin(release: Release, rows: int, quarantined: bool) -> Origin:
    received = release.received_at.date()
    return Origin(
        release=release.id,
        supplier=release.supplier,
        rows=rows,
        taken=release.extracted_on or received,
        extracted=release.extracted_on,
        received=received,
        licence=release.licence,
        synthetic=release.synthetic,
        quarantined=quarantined,
    )


def deliveries(store: Store, as_at: datetime | None = None) -> tuple[Delivery, ...]:
    """Every slice of every release that was not withdrawn, in the order they came."""
    return tuple(
        Delivery(
            dataset=each.dataset,
            key=each.key,
            rows=each.rows,
            file=each.file,
            sha256=each.sha256,
            release=release.id,
            supplier=release.supplier,
            received=release.received_at.date(),
            extracted=release.extracted_on,
            facts=each.facts,
        )
        for release in store.releases(as_at=as_at)
        for each in release.slices
    )


def judged(
    cells: Iterable[Cell],
    whence: dict[tuple[str, Period], Origin],
    settings: Settings,
    as_at: date | None = None,
) -> tuple[Judgement, ...]:
    """A verdict on every month of every force that is held, and of the forces of Wales.

    A month whose file came and has no row at all is judged too, as holding nothing.
    """
    counts = {(c.force, c.month): c for c in month_counts(cells)}
    for (force, month), origin in whence.items():
        rows = origin.rows if origin.quarantined else 0
        uncounted = MonthCount(force, month, rows, 0, {}, origin.quarantined)
        counts.setdefault((force, month), uncounted)
    ordered = [counts[key] for key in sorted(counts)]
    return judge_months(ordered, settings, forces=welsh_forces(), as_at=as_at)


def populations(
    engine: Engine, store: Store, as_at: datetime | None = None
) -> tuple[Population, ...]:
    """The residents of the authorities in every version that is held, oldest first.

    Small areas are added up by code. Where a version has an authority's own number too, that
    is taken: the census perturbs both, so they differ by a few.
    """
    frame = store.scan(engine, "populations", as_at=as_at, columns=_POPULATION)
    whole = (col("age_from") == 0) & col("age_to").is_null()
    grouped = frame.group_by("version", "reference_day", "area_level", "area_code", "sex").agg(
        when(whole).then(col("residents")).otherwise(0).sum().alias("whole"),
        when(~whole).then(col("residents")).otherwise(0).sum().alias("parts"),
    )
    found: dict[str, _Version] = {}
    for version, day, level, area, sex, total, parts in engine.rows(grouped):
        found.setdefault(version, _Version(_as_day(day))).add(level, area, sex, total or parts or 0)
    return tuple(
        sorted(
            (Population(name, each.day, each.residents()) for name, each in found.items()),
            key=lambda p: (p.day, p.version),
        )
    )


def _as_day(day: object) -> date:
    return day if isinstance(day, date) else date.fromisoformat(str(day))


class _Version:
    """One version's residents while they are gathered."""

    def __init__(self, day: date) -> None:
        self.day = day
        self._by_level: dict[str, dict[str, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )

    def add(self, level: str, area: str, sex: str, residents: int) -> None:
        """Residents of one area; a small area's go to its authority."""
        authority = area if level == "local-authority" else authority_of_lsoa(area)
        if authority:
            self._by_level[level][authority][sex] += int(residents)

    def residents(self) -> dict[str, int]:
        """Each authority's residents, of the best level there is."""
        found: dict[str, int] = {}
        for level in ("lsoa11", "lsoa21", "local-authority"):
            for authority, by_sex in self._by_level.get(level, {}).items():
                both = by_sex.get("all") or by_sex.get("female", 0) + by_sex.get("male", 0)
                if both:
                    found[authority] = both
        return dict(sorted(found.items()))


def last_day(store: Store, as_at: datetime | None = None) -> date | None:
    """The day that the store's knowledge is of: the asked day, or that of its latest delivery.

    Never the day on which somebody happens to look.
    """
    if as_at is not None:
        return as_at.date()
    received = [release.received_at.date() for release in store.releases()]
    return max(received, default=None)
