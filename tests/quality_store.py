"""A store of invented deliveries, made through the store's own door."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from diogel.engine import ColumnType, Engine
from diogel.indicators import every_authority
from diogel.standard import schema
from diogel.store import Delivery, Release, Slice, Store

KINDS: Mapping[str, ColumnType] = {"number": "number", "integer": "integer", "date": "date"}


def columns(table: str) -> dict[str, ColumnType]:
    """A table's columns with the types that the engine knows."""
    return {field.name: KINDS.get(field.type, "text") for field in schema(table).fields}


def store_at(folder: Path, moment: datetime = datetime(2024, 5, 1, tzinfo=UTC)) -> Store:
    """An empty store whose clock stands still."""
    return Store(folder, clock=lambda: moment)


def deliver(
    store: Store,
    engine: Engine,
    table: str,
    rows: Sequence[Mapping[str, object]],
    slices: Iterable[Slice],
    *,
    source: str = "invented",
    supplier: str = "",
    extracted: date | None = None,
    synthetic: bool = False,
    facts: Mapping[str, int | str] | None = None,
) -> Release:
    """Put rows of a table into the store as one release; what a row leaves out is blank."""
    names = columns(table)
    with store.draft() as draft:
        frame = engine.from_rows(names, [[row.get(name) for name in names] for row in rows])
        count = engine.write_parquet(frame, draft.folder / f"{table}.parquet")
        delivery = Delivery(
            source,
            supplier,
            tuple(slices),
            licence="OGL-UK-3.0",
            extracted_on=extracted,
            synthetic=synthetic,
            facts=facts or {},
        )
        return draft.commit(delivery, {table: count})


def incidents(
    force: str, month: str, counts: Mapping[tuple[str, str], int], *, placement: str = "placed"
) -> list[dict[str, object]]:
    """Rows for so many incidents of each (area, type); an empty area is unplaced."""
    return [
        {
            "incident_id": None if type_.startswith("Anti") else f"{force}-{month}-{area}-{at}",
            "period": month,
            "force": force,
            "area_code": area or None,
            "placement": placement if area else "unplaced",
            "type": type_,
            "source_file": f"{month}-{force}-street.csv",
        }
        for (area, type_), n in counts.items()
        for at in range(n)
    ]


def deliver_months(
    store: Store,
    engine: Engine,
    force: str,
    months: Mapping[str, Mapping[tuple[str, str], int]],
    **more: object,
) -> Release:
    """Several months of one force as one release, a slice each."""
    rows: list[dict[str, object]] = []
    slices = []
    facts = more.pop("slice_facts", {})
    assert isinstance(facts, Mapping)
    for month, counts in months.items():
        own = incidents(force, month, counts)
        rows += own
        key = {"force": force, "period": month}
        file = f"{month}-{force}-street.csv"
        slices.append(Slice("street", key, len(own), file, file, facts.get(month, {})))
    return deliver(store, engine, "incidents", rows, slices, **more)  # type: ignore[arg-type]


def deliver_residents(store: Store, engine: Engine, year: int = 2022) -> Release:
    """A hundred thousand residents in forty thousand households in every authority."""
    version = f"mid-{year}"
    rows: list[dict[str, object]] = [
        {
            "version": version,
            "reference_day": date(year, 6, 30),
            "area_code": one.id,
            "area_level": "local-authority",
            "sex": "all",
            "age_from": 0,
            "residents": 100_000,
            "households": 40_000,
        }
        for one in every_authority()
    ]
    slices = [Slice("populations", {"version": version}, len(rows), "p", "p")]
    return deliver(store, engine, "populations", rows, slices, source="ons-population")
