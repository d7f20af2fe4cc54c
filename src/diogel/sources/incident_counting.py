"""Incidents counted by force, area, month, type and placement, and how crimes ended.

Rows are counted as police.uk published them. A repeated identifier is told and never
dropped; whole rows are never made one, since a third of anti-social behaviour would go:
it has no identifier, and its places are snapped to shared points.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

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


def latest_outcomes(frame: Frame) -> Frame:
    """The last known outcome of each identified crime: `incident_id`, `period`, `outcome`.

    A crime may be published again in a later month; its latest month speaks. Where one month
    has it twice with different outcomes, the one that is last in the alphabet is taken, so
    that the answer is always the same. A crime without an outcome is not there. Outcomes go
    on changing after publication: never work out a charge rate of recent months from them.
    """
    from diogel.engine import col, concat_str, lit

    given = frame.filter(~col("incident_id").is_null() & ~col("outcome").is_null())
    last = (
        given.with_columns(concat_str(col("period"), lit(" "), col("outcome")).alias("told"))
        .group_by("incident_id")
        .agg(col("told").max().alias("told"))
    )
    return last.select(
        "incident_id",
        col("told").str.slice(0, 7).alias("period"),
        col("told").str.slice(8).alias("outcome"),
    )
