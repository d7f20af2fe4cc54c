"""The SQL road: a large table is looked at by DuckDB, and only what it suspects by our rules.

Judging is the same as on the row road: DuckDB gives the different texts of a column, less
those it can tell are sound, the rules judge them, and DuckDB says in which rows they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from diogel.engine import Engine, Frame
from diogel.files.writing import FORMULA_STARTS
from diogel.standard.validation.faults import Fault, Finding, Judged
from diogel.standard.validation.personal_cells import kinds_of, searched
from diogel.standard.validation.row_check import (
    SERIES,
    blank_fault,
    faulty,
    refusable,
    repeated_fault,
    repeated_keys,
)
from diogel.standard.validation.row_rules import RowRule
from diogel.standard.validation.rules import ColumnRule, Rules
from diogel.standard.validation.series import SeriesColumns, series_columns
from diogel.standard.validation.sql_series import sql_series
from diogel.standard.validation.total_words import total_rows, without_total_rows

# Two capitals with a space or comma about: less than that is no name; and no digit or at
# sign: nothing else that points at a person either.
_IMPERSONAL = (
    "NOT regexp_matches(x, '[0-9@]') AND NOT "
    r"(regexp_matches(x, '[ ,]') AND regexp_matches(x, '\p{Lu}.*[ ,].*\p{Lu}'))"
)


def check_frame(
    engine: Engine, rules: Rules, frame: Frame, others: Mapping[str, str]
) -> tuple[list[Finding], list[Finding]]:
    """Everything wrong with the cells of a table, and what in it is personal.

    Parameters
    ----------
    frame : Frame
        `row` and, under the standard's names, its columns as text, never null.
    others : mapping of the name that a fault tells to a column of the frame
        Columns that are not the standard's.
    """
    present = [column for column in rules.columns if column.name in frame.columns]
    findings: list[Finding] = []
    odd: dict[str, dict[str, Judged]] = {}
    for column in present:
        odd[column.name] = _odd_texts(engine, frame, column)
        findings += _column_findings(engine, frame, column, odd[column.name])
    blank = {f.fault.column for f in findings if f.fault.code in ("data.blank", "data.blank-below")}
    findings = without_total_rows(findings)
    meant = _meant(engine, frame, present, odd, blank, total_rows(findings))
    for_rows = [f for rule in rules.rows for f in _rule_findings(engine, meant, rule)]
    findings = without_total_rows(findings + for_rows)
    columns = series_columns(rules, frozenset(meant.columns))
    seen = _seen_together(engine, rules, meant, columns, for_rows, total_rows(findings))
    if columns is not None:
        findings += sql_series(engine, rules, columns, seen)
    told = {*columns.group, "area_code", "period"} if columns is not None else set[str]()
    keys = [key for key in repeated_keys(rules, seen.columns) if set(key) != told]
    findings += _repeated(engine, keys, seen)
    return findings, _personal(engine, rules, frame, others)


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def _rows(engine: Engine, query: str, **frames: Frame) -> list[tuple[Any, ...]]:
    return engine.rows(engine.sql(query, **frames))


def cleaned(text: str) -> str:
    """A cell's text as the row road reads it: no spaces about, no mark against formulas."""
    bare = text.strip()
    return bare[1:] if bare[:1] == "'" and bare[1:2] in FORMULA_STARTS else bare


def _distinct(engine: Engine, frame: Frame, column: str, spared: str) -> list[str]:
    """The different texts of a column, less those that a condition over `x` spares.

    Without MATERIALIZED the condition would be put to every row.
    """
    query = (
        f"WITH d AS MATERIALIZED (SELECT DISTINCT {quoted(column)} AS x FROM t) "  # noqa: S608
        f"SELECT x FROM d WHERE x <> '' AND NOT coalesce(({spared}), false)"
    )
    return [text for (text,) in _rows(engine, query, t=frame)]


def _odd_texts(engine: Engine, frame: Frame, rule: ColumnRule) -> dict[str, Judged]:
    """The texts of a column that are not what they mean, or are wrong."""
    texts = _distinct(engine, frame, rule.name, rule.sound_sql)
    judged = {text: rule.judge(cleaned(text)) for text in texts}
    return {text: j for text, j in judged.items() if j.fault is not None or j.value != text}


def _column_findings(
    engine: Engine, frame: Frame, rule: ColumnRule, odd: Mapping[str, Judged]
) -> list[Finding]:
    faults = {text: judged.fault for text, judged in odd.items() if judged.fault is not None}
    found = [
        Finding(row, faults[text]) for row, text in _rows_with(engine, frame, rule.name, faults)
    ]
    if rule.required:
        found += _blanks(engine, frame, rule.name)
    return found


def _rows_with(
    engine: Engine, frame: Frame, column: str, texts: Iterable[str]
) -> list[tuple[int, str]]:
    """The rows in which one of the texts stands in a column."""
    wanted = [(text,) for text in texts]
    if not wanted:
        return []
    return _rows(
        engine,
        f"SELECT t.row, w.x FROM t JOIN w ON t.{quoted(column)} = w.x",  # noqa: S608
        t=frame,
        w=engine.from_rows({"x": "text"}, wanted),
    )


def _blanks(engine: Engine, frame: Frame, column: str) -> list[Finding]:
    """The cells of a column that should be filled, with what stands above each."""
    name = quoted(column)
    blank = [row for (row,) in _rows(engine, f"SELECT row FROM t WHERE {name} = ''", t=frame)]  # noqa: S608
    if not blank:
        return []
    found = _rows(
        engine,
        f"SELECT b.row, a.x FROM b ASOF LEFT JOIN "  # noqa: S608
        f"(SELECT row, {name} AS x FROM t WHERE {name} <> '') a ON b.row > a.row",
        t=frame,
        b=engine.from_rows({"row": "integer"}, [(row,) for row in blank]),
    )
    return [Finding(row, blank_fault(column, cleaned(above or ""))) for row, above in found]


def _meant(
    engine: Engine,
    frame: Frame,
    present: Sequence[ColumnRule],
    odd: Mapping[str, Mapping[str, Judged]],
    blank: set[str],
    totals: set[int],
) -> Frame:
    """The same rows by what their cells mean: null where that cannot be told."""
    tables: dict[str, Frame] = {"t": frame}
    chosen = ["t.row"]
    joins = []
    for at, rule in enumerate(present):
        name = quoted(rule.name)
        meaning = f"t.{name}"
        if odd[rule.name]:
            tables[f"m{at}"] = engine.from_rows(
                {"x": "text", "y": "text"}, [(x, j.value) for x, j in odd[rule.name].items()]
            )
            joins.append(f"LEFT JOIN m{at} ON t.{name} = m{at}.x")
            meaning = f"CASE WHEN m{at}.x IS NULL THEN t.{name} ELSE m{at}.y END"
        if rule.name in blank:
            meaning = f"nullif({meaning}, '')"
        chosen.append(f"{meaning} AS {name}")
    query = f"SELECT {', '.join(chosen)} FROM t {' '.join(joins)}"  # noqa: S608
    if totals:
        tables["dropped"] = engine.from_rows({"row": "integer"}, [(row,) for row in totals])
        query += " WHERE t.row NOT IN (SELECT row FROM dropped)"
    if len(tables) == 1 and not blank:
        return frame
    return engine.keep(engine.sql(query, **tables))


def _rule_findings(engine: Engine, meant: Frame, rule: RowRule) -> list[Finding]:
    there = set(meant.columns)
    if not all(name in there or name in rule.optional for name in rule.columns):
        return []
    cells = ", ".join(
        quoted(name) if name in there else f"'' AS {quoted(name)}" for name in rule.columns
    )
    whole = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in rule.columns)
    names = ", ".join(map(quoted, rule.columns))
    base = f"SELECT row, {cells} FROM t"  # noqa: S608
    distinct = _rows(
        engine,
        f"SELECT DISTINCT {names} FROM ({base}) "  # noqa: S608
        f"WHERE {whole} AND NOT coalesce(({rule.sound_sql}), false)",
        t=meant,
    )
    odd = faulty(rule.judge, set(distinct))
    if not odd:
        return []
    wanted = engine.from_rows(dict.fromkeys(rule.columns, "text"), list(odd))
    rows = _rows(
        engine,
        f"SELECT b.row, {names} FROM ({base}) b JOIN w USING ({names})",  # noqa: S608
        t=meant,
        w=wanted,
    )
    return [Finding(row, fault) for row, *cells_there in rows for fault in odd[tuple(cells_there)]]


def _seen_together(
    engine: Engine,
    rules: Rules,
    meant: Frame,
    columns: SeriesColumns | None,
    faults: Iterable[Finding],
    totals: set[int],
) -> Frame:
    """The columns that keys and series are made of, without the cells that a rule refused."""
    wanted = {name for key in (rules.key, rules.unique) for name in key}
    if columns is not None:
        wanted |= {*columns.group, *SERIES}
    names = [name for name in meant.columns if name in wanted]
    refused = {(f.fault.column, f.row) for f in faults if f.fault.column in refusable(rules)}
    tables: dict[str, Frame] = {"t": meant}
    chosen = ["t.row"]
    joins = []
    for name in names:
        rows = [(row,) for column, row in refused if column == name]
        if not rows:
            chosen.append(f"t.{quoted(name)}")
            continue
        tables[f"r_{name}"] = engine.from_rows({"row": "integer"}, rows)
        joins.append(f"LEFT JOIN r_{name} ON t.row = r_{name}.row")
        chosen.append(f"CASE WHEN r_{name}.row IS NULL THEN t.{quoted(name)} END AS {quoted(name)}")
    query = f"SELECT {', '.join(chosen)} FROM t {' '.join(joins)}"  # noqa: S608
    if totals:
        tables["dropped"] = engine.from_rows({"row": "integer"}, [(row,) for row in totals])
        query += " WHERE t.row NOT IN (SELECT row FROM dropped)"
    if len(tables) == 1:
        return meant
    return engine.keep(engine.sql(query, **tables))


def _repeated(engine: Engine, keys: Iterable[Sequence[str]], seen: Frame) -> list[Finding]:
    """Rows whose key stands in an earlier row: candidates by a hash, then by the key itself."""
    found = []
    for key in keys:
        names = ", ".join(map(quoted, key))
        whole = " AND ".join(f"{quoted(name)} IS NOT NULL" for name in key)
        some = " OR ".join(f"{quoted(name)} <> ''" for name in key)
        rows = _rows(
            engine,
            f"SELECT row, first FROM (SELECT row, min(row) OVER (PARTITION BY {names}) AS first "  # noqa: S608
            f"FROM t WHERE hash({names}) IN (SELECT hash({names}) FROM t WHERE {whole} "
            f"GROUP BY 1 HAVING count(*) > 1) AND {whole} AND ({some})) WHERE first < row",
            t=seen,
        )
        found += [Finding(row, repeated_fault(key, first)) for row, first in rows]
    return found


def _personal(
    engine: Engine, rules: Rules, frame: Frame, others: Mapping[str, str]
) -> list[Finding]:
    """One finding for each cell of a free column that holds personal data."""
    columns = {name: name for name in searched(rules, frame.columns)} | dict(others)
    found: list[Finding] = []
    for told, column in columns.items():
        spared = "false" if told in others else _IMPERSONAL
        texts = _distinct(engine, frame, column, spared)
        found_in = kinds_of(told, {cleaned(text) for text in texts})
        kinds = {text: found_in[cleaned(text)] for text in texts if cleaned(text) in found_in}
        found += [
            Finding(row, Fault(told, kinds[text]))
            for row, text in _rows_with(engine, frame, column, kinds)
        ]
    return found
