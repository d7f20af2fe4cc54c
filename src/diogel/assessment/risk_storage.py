"""Records of the assessment as releases of the store: nothing is ever written over.

A record is a dataclass of texts, numbers, days and choices. Each submission becomes a release;
its slices take the place of earlier ones with the same key, and the release that they replace
is kept in each row, so that the same words given again later are a release of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from diogel.engine import ColumnType, Engine
from diogel.store import Delivery, Release, Slice, Store

REPLACES, RELEASE = "replaces", "release"
Row = Mapping[str, str | int | None]


@dataclass(frozen=True, eq=False)
class Shelf:
    """A table of the store that one kind of record lies in.

    Attributes
    ----------
    key : tuple of str
        The columns that say what takes the place of what.
    """

    table: str
    columns: Mapping[str, ColumnType]
    key: tuple[str, ...]


def put(
    store: Store,
    engine: Engine,
    rows: Mapping[Shelf, Sequence[Row]],
    *,
    source: str,
    supplier: str,
    notes: Sequence[str] = (),
) -> Release:
    """Keep rows as one release; those with the same key hold no longer.

    Raises
    ------
    Refused
        The store cannot be written; it stays as it was.
    """
    slices, counts = [], {}
    with store.draft() as draft:
        for shelf, given in rows.items():
            path = draft.folder / f"{shelf.table}.parquet"
            frame = engine.from_rows(
                {**shelf.columns, REPLACES: "text"}, _replacing(store, engine, shelf, given)
            )
            counts[shelf.table] = engine.write_parquet(frame, path, sort=tuple(shelf.columns))
            slices += _slices(shelf, given, supplier)
        delivery = Delivery(
            source, supplier, tuple(slices), licence="agreement", notes=tuple(notes)
        )
        return draft.commit(delivery, counts)


def _slices(shelf: Shelf, rows: Sequence[Row], supplier: str) -> list[Slice]:
    sizes = Counter(tuple(str(row[name]) for name in shelf.key) for row in rows)
    return [
        Slice(shelf.table, dict(zip(shelf.key, key, strict=True)), n, supplier, "", {}, shelf.table)
        for key, n in sorted(sizes.items())
    ]


def _replacing(
    store: Store, engine: Engine, shelf: Shelf, rows: Sequence[Row]
) -> list[tuple[Any, ...]]:
    """The rows in the order of the columns, each with the release that it takes the place of."""
    holding = {
        tuple(str(row[name]) for name in shelf.key): str(row[RELEASE])
        for row in held(store, engine, shelf)
    }
    return [
        (
            *(row[name] for name in shelf.columns),
            holding.get(tuple(str(row[name]) for name in shelf.key), ""),
        )
        for row in rows
    ]


def held(
    store: Store, engine: Engine, shelf: Shelf, as_at: datetime | None = None
) -> list[dict[str, Any]]:
    """The rows that hold, or held at a moment, each with its release; in a lasting order."""
    columns = {**shelf.columns, REPLACES: "text"}
    frame = store.scan(engine, shelf.table, as_at=as_at, columns=columns)
    names = (*columns, RELEASE)
    found = [dict(zip(names, row, strict=True)) for row in engine.rows(frame.select(*names))]
    return sorted(found, key=lambda row: tuple(str(row[name]) for name in shelf.columns))


def day(text: Any) -> date:
    """A day as the store keeps it."""
    return date.fromisoformat(str(text))
