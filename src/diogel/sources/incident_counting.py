"""Incidents counted by force, area, month, type and placement, and what an audit asks of them.

Rows are counted as police.uk published them. A repeated identifier is told and never
dropped; whole rows are never made one, since a third of anti-social behaviour would go:
it has no identifier, and its places are snapped to shared points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diogel.places import lsoas
from diogel.sources.placing import PLACEMENTS
from diogel.sources.police_uk_types import ASB

if TYPE_CHECKING:
    from diogel.engine import Engine, Frame

DIMENSIONS = {
    "force": "force",
    "area": "area_code",
    "month": "period",
    "type": "type",
    "placement": "placement",
}
"""What incidents can be counted by, and the column that says it."""


def counted(engine: Engine, frame: Frame, by: Sequence[str]) -> Frame:
    """Incidents by some of DIMENSIONS, with those columns in that order and `count`.

    Parameters
    ----------
    engine : Engine
        What the frame lives on.
    frame : Frame
        Rows of the standard table `incidents`.
    by : sequence of str
        Keys of DIMENSIONS, each once; none gives the one total.

    Returns
    -------
    Frame
        In the order of its columns. `area` is null outside Wales and without a place.

    Raises
    ------
    KeyError
        For a word that is none of DIMENSIONS.
    """
    from diogel.engine import col
    from diogel.engine import len as count

    if not by:
        return engine.from_rows({"count": "integer"}, [(engine.count(frame),)])
    keys = [col(DIMENSIONS[word]).alias(word) for word in by]
    grouped = frame.select(*keys).group_by(*by).agg(count().alias("count"))
    return grouped.sort(*by, nulls_last=True)


def incident_facts(engine: Engine, frame: Frame) -> dict[str, int]:
    """The numbers by which two readings of the same files can be compared, all in rows.

    Returns
    -------
    dict
        `rows`; `crime_ids` (rows with an identifier), `unique_crime_ids`,
        `repeated_crime_ids` (identifiers that stand more than once); `placed`, `outside`,
        `unplaced`; `lsoa_welsh`, `lsoa_english`, `lsoa_blank`; `lsoa_only_2011`,
        `lsoa_only_2021` (codes that the other census lacks); `anti_social_behaviour`;
        `whole_row_duplicates` (copies of a row beyond the first, all of them kept).
    """
    from diogel.engine import SOURCE_FILE

    held = frame.drop(SOURCE_FILE)
    facts = _by_code(engine, held)
    facts |= _identifiers(engine, held)
    facts["whole_row_duplicates"] = _duplicates(engine, held)
    return facts


def _by_code(engine: Engine, frame: Frame) -> dict[str, int]:
    """Everything that the code, the placement and the type alone decide."""
    from diogel.engine import col
    from diogel.engine import len as count

    keys = ("lsoa_code", "placement", "type")
    rows = engine.rows(
        frame.group_by(*keys).agg(count().alias("rows"), col("incident_id").count().alias("ids"))
    )
    facts = dict.fromkeys(
        ("rows", "crime_ids", *PLACEMENTS, "lsoa_welsh", "lsoa_english", "lsoa_blank"), 0
    )
    facts |= {"lsoa_only_2011": 0, "lsoa_only_2021": 0, "anti_social_behaviour": 0}
    for code, placement, kind, number, ids in rows:
        facts["rows"] += number
        facts["crime_ids"] += ids
        facts[placement] += number
        facts["anti_social_behaviour"] += number if kind == ASB else 0
        for name in _of_code(code):
            facts[name] += number
    return facts


def _of_code(code: str | None) -> list[str]:
    if not code:
        return ["lsoa_blank"]
    if code.startswith("E01"):
        return ["lsoa_english"]
    if not code.startswith("W01"):
        return []
    known = lsoas().get(code)
    only = known is not None and len(known.vintages) == 1
    return ["lsoa_welsh", f"lsoa_only_{known.vintages[0]}"] if known and only else ["lsoa_welsh"]


def _identifiers(engine: Engine, frame: Frame) -> dict[str, int]:
    from diogel.engine import col
    from diogel.engine import len as count

    by_id = (
        frame.filter(~col("incident_id").is_null())
        .group_by("incident_id")
        .agg(count().alias("rows"))
    )
    by_copies = by_id.group_by("rows").agg(count().alias("ids"))
    copies = dict(engine.rows(by_copies))
    return {
        "unique_crime_ids": sum(copies.values()),
        "repeated_crime_ids": sum(ids for rows, ids in copies.items() if rows > 1),
    }


def _duplicates(engine: Engine, frame: Frame) -> int:
    """Copies of whole rows beyond the first.

    Rows with an identifier can only be copies where the identifier repeats, which spares
    sorting them all.
    """
    from diogel.engine import col, concat
    from diogel.engine import len as count

    without = frame.filter(col("incident_id").is_null())
    repeated = (
        frame.filter(~col("incident_id").is_null())
        .group_by("incident_id")
        .agg(count().alias("copies"))
        .filter(col("copies") > 1)
        .select("incident_id")
    )
    twice = frame.join(repeated, on="incident_id", how="inner").select(*frame.columns)
    suspects = concat([without, twice])
    groups = suspects.group_by(*frame.columns).agg(count().alias("rows"))
    alone = groups.filter(col("rows") > 1).select((col("rows") - 1).sum().alias("copies"))
    return int(engine.rows(alone)[0][0] or 0)
