"""Which groups of a large table may have a fault that only shows in a series.

Every question here is wider than the rule it stands for, so that nothing is passed over; the
rules of `series` then look at the rows of the few groups that are left.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from diogel.core import Grain
from diogel.engine import Engine, Frame
from diogel.standard.validation.area_cells import level
from diogel.standard.validation.faults import Finding
from diogel.standard.validation.missing_rows import (
    Around,
    Group,
    Hole,
    Lost,
    holes_of_one,
    period_of,
)
from diogel.standard.validation.row_check import repeated_fault
from diogel.standard.validation.rules import Rules
from diogel.standard.validation.series import (
    FEWEST_AREAS,
    FEWEST_COUNTED,
    FEWEST_ZEROS,
    SUPPLIER,
    SeriesColumns,
    SeriesRow,
    between_suppliers,
    forces,
    is_regular,
    parents,
    series_findings,
)

# A group (by the hash of its name) with a number for its level and length of period.
Key = tuple[int, int]

# The table `p` that the questions are put to holds whole numbers alone: g the group, kind its
# level and length of period, area and position as `_Numbered` has them.
_COUNTED = """SELECT g, kind, count(*) AS pairs, count(DISTINCT area) AS areas,
    count(DISTINCT position) AS periods, max(position) - min(position) + 1 AS span
FROM p GROUP BY g, kind"""
_SPANS = f"SELECT g FROM ({_COUNTED}) WHERE periods < span"  # noqa: S608
_HOLES = f"""WITH short AS (SELECT g, kind FROM ({_COUNTED}) WHERE pairs < areas * periods),
    rest AS MATERIALIZED (SELECT g, kind, area, position FROM p SEMI JOIN short USING (g, kind)
        WHERE g NOT IN (SELECT g FROM full_groups)),
    areas AS (SELECT DISTINCT g, kind, area FROM rest),
    periods AS (SELECT DISTINCT g, kind, position FROM rest)
SELECT g, kind, area, position FROM areas JOIN periods USING (g, kind)
ANTI JOIN rest USING (g, kind, area, position)"""  # noqa: S608
_ABOUT = """SELECT DISTINCT g, kind, area, position, row FROM (
    SELECT p.* FROM p SEMI JOIN h USING (g, kind, area)
    UNION ALL SELECT p.* FROM p SEMI JOIN h USING (g, kind, position))"""
_ORDER = """SELECT g, kind, area FROM p SEMI JOIN h USING (g, kind)
GROUP BY g, kind, area ORDER BY min(row)"""
_TIMES = """SELECT DISTINCT g, kind, position FROM p SEMI JOIN h USING (g, kind)
ORDER BY position"""
_ZEROS = (
    "SELECT g FROM p GROUP BY g, area "  # noqa: S608
    f"HAVING count(*) FILTER (WHERE number = 0) >= {FEWEST_ZEROS} "
    f"AND max(number) >= {FEWEST_COUNTED}"
)
_SAME = (
    "SELECT g FROM p JOIN forces USING (area) "  # noqa: S608
    "WHERE number IS NOT NULL GROUP BY g, kind, position, force "
    f"HAVING count(*) >= {FEWEST_AREAS} AND min(number) = max(number) AND min(number) <> 0"
)
_ABOVE = f"""SELECT c.g FROM p c JOIN inside ON c.area = inside.child
JOIN p w ON w.area = inside.parent AND w.g = c.g AND w.position = c.position
    AND w.kind % {len(Grain)} = c.kind % {len(Grain)}
WHERE c.number IS NOT NULL AND w.number IS NOT NULL
GROUP BY c.g, inside.parent, c.position, c.kind
HAVING sum(c.number) > min(w.number) * 0.999999 OR bool_or(c.number = w.number)"""  # noqa: S608

# Of groups that differ in their supplier alone, `m` for all of them together.
_SAME_WIDE = (
    "SELECT m FROM p JOIN forces USING (area) "  # noqa: S608
    "WHERE number <> 0 GROUP BY m, kind, position, force, number "
    f"HAVING count(DISTINCT area) >= {FEWEST_AREAS}"
)
_EQUAL_WIDE = f"""SELECT c.m FROM p c JOIN inside ON c.area = inside.child
JOIN p w ON w.area = inside.parent AND w.m = c.m AND w.position = c.position
    AND w.kind % {len(Grain)} = c.kind % {len(Grain)} AND w.number = c.number
WHERE c.g <> w.g"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class _Numbered:
    """The areas and periods of a table, as the numbers that stand for them in the engine."""

    areas: Mapping[str, int]
    levels: Sequence[str]
    periods: Mapping[str, tuple[int, int]]

    @classmethod
    def of(cls, engine: Engine, seen: Frame) -> _Numbered:
        """Those of a table."""
        areas, periods = (
            sorted(x for (x,) in engine.rows(engine.sql(query, t=seen)) if x)
            for query in (
                "SELECT DISTINCT area_code FROM t",
                "SELECT DISTINCT period FROM t",
            )
        )
        return cls(
            {code: number for number, code in enumerate(areas)},
            sorted({level(code) for code in areas}),
            {text: (list(Grain).index(period_of(text).grain), _position(text)) for text in periods},
        )

    def area_frame(self, engine: Engine) -> Frame:
        """Areas with their numbers and those of their levels, for a join."""
        rows = [(c, number, self.levels.index(level(c))) for c, number in self.areas.items()]
        return engine.from_rows({"x": "text", "area": "integer", "level": "integer"}, rows)

    def period_frame(self, engine: Engine) -> Frame:
        """Periods with their lengths and places in time, for a join."""
        rows = [(text, *place) for text, place in self.periods.items()]
        return engine.from_rows({"x": "text", "grain": "integer", "position": "integer"}, rows)


def _position(text: str) -> int:
    """A period's place in time, one more for the next of its length."""
    period = period_of(text)
    months = period.start.year * 12 + period.start.month - 1
    if period.grain is Grain.DAY:
        return period.start.toordinal()
    return months // {Grain.MONTH: 1, Grain.QUARTER: 3}.get(period.grain, 12)


def sql_series(engine: Engine, rules: Rules, columns: SeriesColumns, seen: Frame) -> list[Finding]:
    """The findings of every group that may have one, and the rows that repeat earlier ones."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    group = f"hash({names})" if len(columns.group) > 1 else f"hash({names}, 0)"
    wide = ", ".join(f'"{name}"' for name in columns.group if name != SUPPLIER)
    whole = " AND ".join(
        f'"{name}" IS NOT NULL' for name in (*columns.group, "area_code", "period")
    )
    numbered = _Numbered.of(engine, seen)
    prepared = engine.keep(
        engine.sql(
            f"SELECT row, {group} AS g, hash({wide}, 0) AS m, a.area, "  # noqa: S608
            f"{len(Grain)} * a.level + m.grain AS kind, m.position, "
            "TRY_CAST(value AS DOUBLE) AS number "
            f"FROM t JOIN a ON t.area_code = a.x JOIN m ON t.period = m.x WHERE {whole}",
            t=seen,
            a=numbered.area_frame(engine),
            m=numbered.period_frame(engine),
        )
    )
    pairs, findings = _without_repeats(engine, prepared, (*columns.group, "area_code", "period"))
    suspects = _suspects(engine, pairs, numbered, (_SPANS, _ZEROS, _SAME, _ABOVE))
    groups = _whole_groups(engine, columns, seen, suspects, group)
    holes = _holes(engine, rules, columns, seen, pairs, suspects, numbered)
    if groups or holes:
        lost = _lost(engine, columns, seen, whole)
        findings += series_findings(rules, columns, groups, lost, holes)
    if _has_suppliers(engine, columns, seen):
        alike = _suspects(engine, pairs, numbered, (_SAME_WIDE, _EQUAL_WIDE), "m")
        of = _whole_groups(
            engine,
            columns,
            seen,
            engine.sql("SELECT DISTINCT g FROM p SEMI JOIN s USING (m)", p=pairs, s=alike),
            group,
        )
        findings += between_suppliers(rules, columns, of, findings)
    return findings


def _has_suppliers(engine: Engine, columns: SeriesColumns, seen: Frame) -> bool:
    """True when more than one supplier stands in the table."""
    if SUPPLIER not in columns.group:
        return False
    ((number,),) = engine.rows(engine.sql(f"SELECT count(DISTINCT {SUPPLIER}) AS n FROM t", t=seen))  # noqa: S608
    return bool(number > 1)


def _without_repeats(
    engine: Engine, prepared: Frame, key: Sequence[str]
) -> tuple[Frame, list[Finding]]:
    """The rows without those of a group, area and period that an earlier one is of; and those."""
    same = "hash(g, area, kind, position)"
    repeats = engine.rows(
        engine.sql(
            "SELECT row, first FROM (SELECT row, min(row) OVER "  # noqa: S608
            "(PARTITION BY g, area, kind, position) AS first FROM s "
            f"WHERE {same} IN (SELECT {same} FROM s GROUP BY 1 HAVING count(*) > 1)) "
            "WHERE first < row",
            s=prepared,
        )
    )
    if not repeats:
        return prepared, []
    later = engine.from_rows({"row": "integer"}, [(row,) for row, _ in repeats])
    kept = engine.sql("SELECT * FROM s WHERE row NOT IN (SELECT row FROM r)", s=prepared, r=later)
    return kept, [Finding(row, repeated_fault(key, first)) for row, first in repeats]


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
    numbered: _Numbered,
) -> list[Hole]:
    """The periods that single areas lack, in groups of which nothing else is suspected."""
    missing = engine.keep(engine.sql(_HOLES, p=pairs, full_groups=suspects))
    holes = engine.rows(missing)
    if not holes:
        return []
    names = _group_names(engine, columns, seen, pairs, missing)
    around = _around(engine, pairs, missing, numbered)
    codes = list(numbered.areas)
    absent = defaultdict[tuple[Key, int], list[int]](list)
    for g, kind, area, position in holes:
        absent[(g, kind), area].append(around[g, kind][1][position])
    found: list[Hole] = []
    for (of, area), at in sorted(absent.items()):
        if is_regular(rules, columns, names[of[0]]):
            name = numbered.levels[of[1] // len(Grain)]
            found += holes_of_one(names[of[0]], name, codes[area], sorted(at), around[of][0])
    return found


def _around(
    engine: Engine, pairs: Frame, missing: Frame, numbered: _Numbered
) -> dict[Key, tuple[Around, dict[int, int]]]:
    """What stands about the holes of each group, and the place of each position among its
    periods."""
    codes = list(numbered.areas)
    texts = {place: text for text, place in numbered.periods.items()}
    order = defaultdict[Key, list[str]](list)
    for g, kind, area in engine.rows(engine.sql(_ORDER, p=pairs, h=missing)):
        order[g, kind].append(codes[area])
    times = defaultdict[Key, list[int]](list)
    for g, kind, position in engine.rows(engine.sql(_TIMES, p=pairs, h=missing)):
        times[g, kind].append(position)
    here = defaultdict[Key, dict[str, dict[str, tuple[int, float | None]]]](dict)
    for g, kind, area, position, row in engine.rows(engine.sql(_ABOUT, p=pairs, h=missing)):
        text = texts[kind % len(Grain), position]
        here[g, kind].setdefault(codes[area], {})[text] = (row, None)
    return {
        of: (
            Around(here[of], [texts[of[1] % len(Grain), at] for at in positions], order[of]),
            {position: at for at, position in enumerate(positions)},
        )
        for of, positions in times.items()
    }


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


def _suspects(
    engine: Engine, pairs: Frame, numbered: _Numbered, questions: Sequence[str], named: str = "g"
) -> Frame:
    """The groups that one of the questions is answered with."""
    number = numbered.areas
    of_force = [
        (number[code], at)
        for at, codes in enumerate(forces().values())
        for code in codes
        if code in number
    ]
    made_of = [
        (number[child], number[parent])
        for parent, codes in parents().items()
        for child in codes
        if child in number and parent in number
    ]
    asked = " UNION ALL ".join(f"({question})" for question in questions)
    return engine.keep(
        engine.sql(
            f"SELECT DISTINCT {named} FROM ({asked})",  # noqa: S608
            p=pairs,
            forces=engine.from_rows({"area": "integer", "force": "integer"}, of_force),
            inside=engine.from_rows({"child": "integer", "parent": "integer"}, made_of),
        )
    )


def _lost(engine: Engine, columns: SeriesColumns, seen: Frame, whole: str) -> list[Lost]:
    """The rows of which measure, area or period cannot be told."""
    names = ", ".join(f'"{name}"' for name in columns.group)
    rows = engine.rows(
        engine.sql(f"SELECT row, area_code, period, {names} FROM t WHERE NOT ({whole})", t=seen)  # noqa: S608
    )
    return [Lost(row, tuple(of), area, period) for row, area, period, *of in rows]
