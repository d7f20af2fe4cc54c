"""Which groups of a large table may have a fault that only shows in a series.

Every question here is wider than the rule it stands for, so that nothing is passed over; the
rules of `series` then look at the rows of the few groups that are left.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from diogel.engine import Engine, Frame
from diogel.standard.validation.area_cells import level
from diogel.standard.validation.faults import Finding
from diogel.standard.validation.missing_rows import Around, Group, Hole, Lost, holes_of_one
from diogel.standard.validation.rules import Rules
from diogel.standard.validation.series import (
    FEWEST_AREAS,
    FEWEST_COUNTED,
    FEWEST_ZEROS,
    SeriesColumns,
    SeriesRow,
    forces,
    is_regular,
    parents,
    series_findings,
)

# A group (by the hash of its name), a level and a length of period.
Key = tuple[Any, ...]

_POSITION = """CASE
    WHEN period LIKE '____-Q_' THEN 4 * CAST(left(period, 4) AS INT) + CAST(right(period, 1) AS INT)
    WHEN length(period) = 7 AND period LIKE '____-__'
        THEN 12 * CAST(left(period, 4) AS INT) + CAST(right(period, 2) AS INT)
    WHEN length(period) <= 7 THEN CAST(left(period, 4) AS INT)
    ELSE date_diff('day', DATE '1900-01-01', CAST(period AS DATE)) END"""
_GRAIN = """CASE WHEN period LIKE '____-Q_' THEN 'q' WHEN period LIKE '____/__' THEN 'f'
    WHEN length(period) = 4 THEN 'y' WHEN length(period) = 7 THEN 'm' ELSE 'd' END"""

_COUNTED = """SELECT g, level, grain, count(*) AS pairs, count(DISTINCT area_code) AS areas,
    count(DISTINCT position) AS periods, max(position) - min(position) + 1 AS span
FROM p GROUP BY g, level, grain"""
_SPANS = f"SELECT g FROM ({_COUNTED}) WHERE periods < span"  # noqa: S608
_HOLES = f"""WITH short AS (SELECT * FROM ({_COUNTED}) WHERE pairs < areas * periods),
    rest AS (SELECT p.* FROM p SEMI JOIN short USING (g, level, grain)
        WHERE g NOT IN (SELECT g FROM full_groups)),
    areas AS (SELECT DISTINCT g, level, grain, area_code FROM rest),
    periods AS (SELECT DISTINCT g, level, grain, position FROM rest)
SELECT g, level, grain, area_code, position FROM areas JOIN periods USING (g, level, grain)
ANTI JOIN rest USING (g, level, grain, area_code, position)"""  # noqa: S608
_ABOUT = """SELECT DISTINCT g, level, grain, area_code, period, row FROM (
    SELECT p.* FROM p SEMI JOIN h USING (g, level, grain, area_code)
    UNION ALL SELECT p.* FROM p SEMI JOIN h USING (g, level, grain, position))"""
_ORDER = """SELECT g, level, grain, area_code, min(row) AS first FROM p
SEMI JOIN h USING (g, level, grain) GROUP BY ALL ORDER BY first"""
_TIMES = """SELECT DISTINCT g, level, grain, position, period FROM p
SEMI JOIN h USING (g, level, grain) ORDER BY position"""
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
_ABOVE = """SELECT c.g FROM s c JOIN inside ON c.area_code = inside.child
JOIN s p ON p.area_code = inside.parent AND p.g = c.g AND p.position = c.position
    AND p.grain = c.grain
WHERE c.number IS NOT NULL AND p.number IS NOT NULL
GROUP BY c.g, inside.parent, c.position, c.grain
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
            f"SELECT row, {group} AS g, area_code, levels.level, period, "  # noqa: S608
            f"{_POSITION} AS position, {_GRAIN} AS grain, TRY_CAST(value AS DOUBLE) AS number "
            f"FROM t JOIN levels ON t.area_code = levels.area WHERE {whole} AND period <> ''",
            t=seen,
            levels=_levels(engine, seen),
        )
    )
    pairs = _without_repeats(engine, prepared)
    suspects = _suspects(engine, pairs)
    groups = _whole_groups(engine, columns, seen, suspects, group)
    holes = _holes(engine, rules, columns, seen, pairs, suspects)
    if not groups and not holes:
        return []
    return series_findings(rules, columns, groups, _lost(engine, columns, seen, whole), holes)


def _without_repeats(engine: Engine, prepared: Frame) -> Frame:
    """The rows without those of a group, area and period that an earlier one is of."""
    same = "hash(g, area_code, grain, position)"
    repeats = engine.rows(
        engine.sql(
            "SELECT row FROM (SELECT row, row_number() OVER "  # noqa: S608
            "(PARTITION BY g, area_code, grain, position ORDER BY row) AS nth FROM s "
            f"WHERE {same} IN (SELECT {same} FROM s GROUP BY 1 HAVING count(*) > 1)) WHERE nth > 1",
            s=prepared,
        )
    )
    if not repeats:
        return prepared
    later = engine.from_rows({"row": "integer"}, repeats)
    return engine.sql("SELECT * FROM s WHERE row NOT IN (SELECT row FROM r)", s=prepared, r=later)


def _whole_groups(
    engine: Engine, columns: SeriesColumns, seen: Frame, suspects: Frame, group: str
) -> dict[Group, list[SeriesRow]]:
    """All rows of the groups in which a value, or a period of all areas, is suspected."""
    names = ", ".join(f'"{name}"' for name in columns.group)
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
    return groups


def _holes(
    engine: Engine,
    rules: Rules,
    columns: SeriesColumns,
    seen: Frame,
    pairs: Frame,
    suspects: Frame,
) -> list[Hole]:
    """The periods that single areas lack, in groups of which nothing else is suspected."""
    missing = engine.keep(engine.sql(_HOLES, p=pairs, full_groups=suspects))
    holes = engine.rows(missing)
    if not holes:
        return []
    names = _group_names(engine, columns, seen, pairs, missing)
    about = defaultdict[Key, dict[str, dict[str, tuple[int, float | None]]]](
        lambda: defaultdict(dict)
    )
    for *key, area, period, row in engine.rows(engine.sql(_ABOUT, p=pairs, h=missing)):
        about[tuple(key)][area][period] = (row, None)
    order = defaultdict[Key, list[str]](list)
    for *key, area, _ in engine.rows(engine.sql(_ORDER, p=pairs, h=missing)):
        order[tuple(key)].append(area)
    periods = defaultdict[Key, list[str]](list)
    places = dict[tuple[Key, int], int]()
    for *key, position, period in engine.rows(engine.sql(_TIMES, p=pairs, h=missing)):
        places[tuple(key), position] = len(periods[tuple(key)])
        periods[tuple(key)].append(period)
    absent = defaultdict[tuple[Key, str], list[int]](list)
    for *key, area, position in holes:
        absent[tuple(key), area].append(places[tuple(key), position])
    found: list[Hole] = []
    for (of, area), at in sorted(absent.items(), key=lambda item: (str(item[0]), item[1])):
        group = names[of[0]]
        if is_regular(rules, columns, group):
            around = Around(about[of], periods[of], order[of])
            found += holes_of_one(group, of[1], area, sorted(at), around)
    return found


def _group_names(
    engine: Engine, columns: SeriesColumns, seen: Frame, pairs: Frame, missing: Frame
) -> dict[int, Group]:
    """What each group with holes is of."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    rows = engine.rows(
        engine.sql(
            f"SELECT f.g, {names} FROM t JOIN (SELECT g, min(row) AS row FROM p "  # noqa: S608
            "SEMI JOIN h USING (g) GROUP BY g) f USING (row)",
            t=seen,
            p=pairs,
            h=missing,
        )
    )
    return {g: tuple(of) for g, *of in rows}


def _levels(engine: Engine, seen: Frame) -> Frame:
    """The level of each area in the table."""
    codes = engine.rows(
        engine.sql("SELECT DISTINCT area_code FROM t WHERE area_code <> ''", t=seen)
    )
    return engine.from_rows({"area": "text", "level": "text"}, [(c, level(c)) for (c,) in codes])


def _suspects(engine: Engine, pairs: Frame) -> Frame:
    """The groups that one of the questions is answered with."""
    of_force = [(code, force) for force, codes in forces().items() for code in codes]
    made_of = [(child, parent) for parent, codes in parents().items() for child in codes]
    asked = " UNION ALL ".join(f"({question})" for question in (_SPANS, _ZEROS, _SAME, _ABOVE))
    return engine.keep(
        engine.sql(
            f"SELECT DISTINCT g FROM ({asked})",  # noqa: S608
            s=pairs,
            p=pairs,
            forces=engine.from_rows({"area": "text", "force": "text"}, of_force),
            inside=engine.from_rows({"child": "text", "parent": "text"}, made_of),
        )
    )


def _lost(engine: Engine, columns: SeriesColumns, seen: Frame, whole: str) -> list[Lost]:
    """The rows of which measure, area or period cannot be told."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    rows = engine.rows(
        engine.sql(f"SELECT row, area_code, period, {names} FROM t WHERE NOT ({whole})", t=seen)  # noqa: S608
    )
    return [Lost(row, tuple(of), area, period) for row, area, period, *of in rows]
