"""Which groups of a large table may have a fault that only shows in a series.

Every question here is wider than the rule it stands for, so that nothing is passed over; the
rules of `series` then look at the rows of the few groups that are left.
"""

from __future__ import annotations

from collections import defaultdict

from diogel.engine import Engine, Frame
from diogel.standard.validation.area_cells import level
from diogel.standard.validation.faults import Finding
from diogel.standard.validation.missing_rows import Group, Lost
from diogel.standard.validation.rules import Rules
from diogel.standard.validation.series import (
    FEWEST_AREAS,
    FEWEST_COUNTED,
    FEWEST_ZEROS,
    SeriesColumns,
    SeriesRow,
    forces,
    parents,
    series_findings,
)

_POSITION = """CASE
    WHEN period LIKE '____-Q_' THEN 4 * CAST(left(period, 4) AS INT) + CAST(right(period, 1) AS INT)
    WHEN length(period) = 7 AND period LIKE '____-__'
        THEN 12 * CAST(left(period, 4) AS INT) + CAST(right(period, 2) AS INT)
    WHEN length(period) <= 7 THEN CAST(left(period, 4) AS INT)
    ELSE date_diff('day', DATE '1900-01-01', CAST(period AS DATE)) END"""
_GRAIN = """CASE WHEN period LIKE '____-Q_' THEN 'q' WHEN period LIKE '____/__' THEN 'f'
    WHEN length(period) = 4 THEN 'y' WHEN length(period) = 7 THEN 'm' ELSE 'd' END"""

_GAPS = """SELECT g FROM (
    SELECT g, level, grain, count(*) AS pairs, count(DISTINCT area_code) AS areas,
        count(DISTINCT position) AS periods, max(position) - min(position) + 1 AS span
    FROM (SELECT DISTINCT g, level, grain, area_code, position FROM s)
    GROUP BY g, level, grain)
WHERE pairs < areas * periods OR periods < span"""
_ZEROS = (
    "SELECT g FROM s GROUP BY g, area_code "  # noqa: S608
    f"HAVING count(*) FILTER (WHERE number = 0) >= {FEWEST_ZEROS} "
    f"AND max(number) >= {FEWEST_COUNTED}"
)
_SAME = (
    "SELECT g FROM s JOIN forces ON s.area_code = forces.area "  # noqa: S608
    "WHERE number IS NOT NULL GROUP BY g, position, grain, force "
    f"HAVING count(*) >= {FEWEST_AREAS} AND min(number) = max(number) AND min(number) <> 0"
)
_ABOVE = """SELECT c.g FROM s c JOIN pairs ON c.area_code = pairs.child
JOIN s p ON p.area_code = pairs.parent AND p.g = c.g AND p.position = c.position
    AND p.grain = c.grain
WHERE c.number IS NOT NULL AND p.number IS NOT NULL
GROUP BY c.g, pairs.parent, c.position, c.grain
HAVING sum(c.number) > min(p.number) * 0.999999 OR bool_or(c.number = p.number)"""


def sql_series(engine: Engine, rules: Rules, columns: SeriesColumns, seen: Frame) -> list[Finding]:
    """The findings of every group that may have one."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    group = f"hash({names})" if len(columns.group) > 1 else f"hash({names}, 0)"
    whole = " AND ".join(
        f'"{name}" IS NOT NULL' for name in (*columns.group, "area_code", "period")
    )
    prepared = engine.keep(
        engine.sql(
            f"SELECT {group} AS g, area_code, levels.level, {_POSITION} AS position, "  # noqa: S608
            f"{_GRAIN} AS grain, TRY_CAST(value AS DOUBLE) AS number "
            f"FROM t JOIN levels ON t.area_code = levels.area WHERE {whole} AND period <> ''",
            t=seen,
            levels=_levels(engine, seen),
        )
    )
    suspects = _suspects(engine, prepared)
    if not engine.rows(engine.sql("SELECT count(*) AS n FROM s", s=suspects))[0][0]:
        return []
    rows = engine.rows(
        engine.sql(
            f"SELECT row, area_code, period, value, {names} FROM t "  # noqa: S608
            f"WHERE {group} IN (SELECT g FROM s) ORDER BY row",
            t=seen,
            s=suspects,
        )
    )
    groups = defaultdict[Group, list[SeriesRow]](list)
    for row, area, period, value, *of in rows:
        groups[tuple(of)].append(SeriesRow(row, area, period, value))
    return series_findings(rules, columns, groups, _lost(engine, columns, seen, whole))


def _levels(engine: Engine, seen: Frame) -> Frame:
    """The level of each area in the table."""
    codes = engine.rows(
        engine.sql("SELECT DISTINCT area_code FROM t WHERE area_code <> ''", t=seen)
    )
    return engine.from_rows({"area": "text", "level": "text"}, [(c, level(c)) for (c,) in codes])


def _suspects(engine: Engine, prepared: Frame) -> Frame:
    """The groups that one of the questions is answered with."""
    inside = [(code, force) for force, codes in forces().items() for code in codes]
    made_of = [(child, parent) for parent, codes in parents().items() for child in codes]
    asked = " UNION ALL ".join(f"({question})" for question in (_GAPS, _ZEROS, _SAME, _ABOVE))
    return engine.keep(
        engine.sql(
            f"SELECT DISTINCT g FROM ({asked})",  # noqa: S608
            s=prepared,
            forces=engine.from_rows({"area": "text", "force": "text"}, inside),
            pairs=engine.from_rows({"child": "text", "parent": "text"}, made_of),
        )
    )


def _lost(engine: Engine, columns: SeriesColumns, seen: Frame, whole: str) -> list[Lost]:
    """The rows of which measure, area or period cannot be told."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    rows = engine.rows(
        engine.sql(f"SELECT row, area_code, period, {names} FROM t WHERE NOT ({whole})", t=seen)  # noqa: S608
    )
    return [Lost(row, tuple(of), area, period) for row, area, period, *of in rows]
