"""From the rows of a source to a table on the disk, and to the slices of it.

Rows go through a text table in the scratch folder, so that their number does not matter.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from diogel.core import Place, Problem
from diogel.files import Offered
from diogel.sources.framework import Taken, Taking
from diogel.standard import Field, schema

if TYPE_CHECKING:
    from diogel.engine import Frame
    from diogel.store import Slice

OGL = "OGL-UK-3.0"


def write_table(into: Taking, table: str, rows: Iterable[Sequence[object]]) -> tuple[Path, int]:
    """Write one standard table; where it is and how many rows it has.

    `rows` have the standard's columns in its order; None and blank are null.
    """
    fields = schema(table).fields
    rough = into.folder / f"{table}.rough.csv"
    with rough.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.name for each in fields])
        writer.writerows(rows)
    path = into.folder / f"{table}.parquet"
    frame = into.engine.scan_csv([rough], [f"c{n}" for n in range(len(fields))])
    written = into.engine.write_parquet(_typed(frame, fields), path)
    rough.unlink()
    return path, written


def _typed(frame: Frame, fields: Sequence[Field]) -> Frame:
    """The columns under their names and with their types."""
    from diogel.engine import Boolean, Date, Float64, Int64, col

    of: dict[str, Any] = {
        "integer": Int64,
        "number": Float64,
        "boolean": Boolean,
        "date": Date,
    }
    columns = [
        col(f"c{n}").cast(of[each.type]) if each.type in of else col(f"c{n}")
        for n, each in enumerate(fields)
    ]
    return frame.select(
        *(column.alias(each.name) for column, each in zip(columns, fields, strict=True))
    )


def make_slice(
    table: str,
    dataset: str,
    key: Mapping[str, str],
    rows: int,
    member: Offered,
    facts: Mapping[str, int | str] | None = None,
) -> Slice:
    """One slice of a table, from one member of the delivery."""
    from diogel.store import Slice

    return Slice(
        dataset=dataset,
        key=dict(key),
        rows=rows,
        file=member.name,
        sha256=member.sha256,
        facts=dict(facts or {}),
        table=table,
    )


def placements(counts: Mapping[str, int]) -> dict[str, int]:
    """The facts that every placed table states: rows in, and where they went."""
    return {name: counts.get(name, 0) for name in ("rows", "placed", "outside", "unplaced")}


def none_in_wales(members: Sequence[Offered], rows: int) -> Taken:
    """What comes of a delivery without a single Welsh row: nothing is kept, and it is said."""
    found = f"{rows:,}"
    return Taken(
        {},
        (),
        tuple(Problem("source.none-in-wales", Place(one.name), found) for one in members),
        {"rows": rows, "outside": rows},
    )
