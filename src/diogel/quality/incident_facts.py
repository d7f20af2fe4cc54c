"""Facts about all incidents that hold: rows, identifiers, places, repeats. The golden numbers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from diogel.engine import ColumnType, Engine, Frame, Int64, col, lit, when
from diogel.engine import len as count_rows
from diogel.quality.cells import ASB
from diogel.quality.holdings import INCIDENTS
from diogel.standard import schema
from diogel.store import Store

# What police.uk published of a row; the rest is ours.
_OURS = ("area_code", "placement", "source_file")


@dataclass(frozen=True, slots=True)
class IncidentFacts:
    """Counts over every row that holds. [rows, where nothing else is said]

    Attributes
    ----------
    rows : int
    with_id : int
        Rows with a Crime ID.
    ids : int
        Different Crime IDs. [identifiers]
    repeated_ids : int
        Crime IDs that stand in more than one row. [identifiers]
    welsh_lsoa, english_lsoa, without_lsoa : int
        By the LSOA code: W01, E01, blank.
    anti_social_behaviour : int
    whole_row_duplicates : int
        Rows beyond the first of those that are alike in everything that was published. All
        are counted: anti-social behaviour has no ID, and its places are shared points.
    duplicates_with_id : int
        Those of them that have a Crime ID: none in a sound file.
    asb_with_id, crimes_without_id : int
        Rows that break the rule that crimes have an ID and incidents have none.
    """

    rows: int
    with_id: int
    ids: int
    repeated_ids: int
    welsh_lsoa: int
    english_lsoa: int
    without_lsoa: int
    anti_social_behaviour: int
    whole_row_duplicates: int
    duplicates_with_id: int
    asb_with_id: int
    crimes_without_id: int

    def as_record(self) -> dict[str, int]:
        """The facts by name."""
        return asdict(self)


def incident_facts(engine: Engine, store: Store, as_at: datetime | None = None) -> IncidentFacts:
    """The facts of all incidents that hold at a moment; zeros when there are none."""
    names = [field.name for field in schema(INCIDENTS).fields]
    columns: dict[str, ColumnType] = dict.fromkeys(names, "text")
    frame = store.scan(engine, INCIDENTS, as_at=as_at, columns=columns)
    rows, with_id, welsh, english, blank, asb, asb_id, crimes = _counts(engine, frame)
    ids, repeated = _identifiers(engine, frame)
    alike, alike_id = _alike(engine, frame, [name for name in names if name not in _OURS])
    return IncidentFacts(
        rows=rows,
        with_id=with_id,
        ids=ids,
        repeated_ids=repeated,
        welsh_lsoa=welsh,
        english_lsoa=english,
        without_lsoa=blank,
        anti_social_behaviour=asb,
        whole_row_duplicates=alike,
        duplicates_with_id=alike_id,
        asb_with_id=asb_id,
        crimes_without_id=crimes,
    )


def _counts(engine: Engine, frame: Frame) -> tuple[int, ...]:
    """One pass: rows, with ID, W01, E01, blank, ASB, ASB with ID, crimes without."""
    lsoa, has_id = col("lsoa_code"), ~col("incident_id").is_null()
    incident = col("type") == ASB
    conditions = {
        "with_id": has_id,
        "welsh": lsoa.str.starts_with("W01"),
        "english": lsoa.str.starts_with("E01"),
        "blank": lsoa.is_null(),
        "asb": incident,
        "asb_id": incident & has_id,
        "crimes": ~incident & ~has_id,
    }
    flags = [when(c).then(lit(1)).otherwise(lit(0)).alias(n) for n, c in conditions.items()]
    found = frame.select(*flags).select(
        count_rows().alias("rows"), *(col(n).sum() for n in conditions)
    )
    (row,) = engine.rows(found)
    return tuple(int(value or 0) for value in row)


def _identifiers(engine: Engine, frame: Frame) -> tuple[int, int]:
    """Different identifiers, and those that stand in more than one row."""
    by_id = frame.filter(~col("incident_id").is_null()).group_by("incident_id")
    counted = by_id.agg(count_rows().alias("n"))
    several = when(col("n") > 1).then(lit(1)).otherwise(lit(0)).alias("several")
    found = counted.select(several).select(count_rows().alias("ids"), col("several").sum())
    ((ids, repeated),) = engine.rows(found)
    return int(ids or 0), int(repeated or 0)


def _alike(engine: Engine, frame: Frame, published: list[str]) -> tuple[int, int]:
    """Rows beyond the first of those that are alike, and those of them with an identifier."""
    grouped = frame.group_by(*published).agg((count_rows() - 1).alias("more"))
    with_id = when(~col("incident_id").is_null()).then(col("more")).otherwise(lit(0))
    found = grouped.select(col("more").cast(Int64), with_id.cast(Int64).alias("with_id")).select(
        col("more").sum(), col("with_id").sum()
    )
    ((more, having),) = engine.rows(found)
    return int(more or 0), int(having or 0)
