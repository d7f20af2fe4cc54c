"""Large text tables and Parquet files: how the engine reads them with the rows they stand in."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from diogel.core import Refused
from diogel.engine import Engine, Frame, open_engine
from diogel.files import Sheet
from diogel.standard.schemas import TableSchema
from diogel.standard.validation.faults import Finding
from diogel.standard.validation.headings import Headed, find_table, read_headings
from diogel.standard.validation.rules import Rules, compile_rules
from diogel.standard.validation.sql_check import check_frame, quoted
from diogel.standard.validation.table_rows import Stray, other_name
from diogel.standard.validation.vocabulary import Vocabulary

HEAD_BYTES = 200_000
HEAD_ROWS = 200
# A text of spaces alone, as Python's strip takes them away, for DuckDB's expressions.
_SPACES = (
    r"[\s\x0b\x1c-\x1f\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}"
    r"\x{202f}\x{205f}\x{3000}]"
)
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Large:
    """What was found in a large table."""

    headed: Headed
    count: int
    findings: list[Finding]
    personal: list[Finding]
    stray: list[Stray]


def check_large(
    path: Path,
    schemas: Sequence[TableSchema],
    engine: Engine | None,
    today: date,
    vocabulary: Vocabulary,
) -> Large | None:
    """The findings of a large table; None for one that has to be read row by row.

    That is a text table with titles above its headings, blank lines, rows of unequal length,
    another delimiter or another encoding.
    """
    with nullcontext(engine) if engine else open_engine() as opened:
        if path.suffix.lower() == ".parquet":
            return _check_parquet(opened, path, schemas, today, vocabulary)
        head = _head(path)
        if head is None or _has_blank_lines(path):
            return None
        table = find_table(head, schemas)
        if table is None or table[1] != 1:
            return None
        headed = read_headings(head, table[0], 1)
        if headed.layout.first_row != 2:
            return None
        width = len(head.rows[0])
        names = [f"c{at}" for at in range(1, width + 1)]
        frame = opened.scan_csv({path.name: path}, names)
        try:
            return _check(
                opened, frame, names, headed, 2, compile_rules(table[0], vocabulary, today)
            )
        except Refused as refused:
            if {problem.code for problem in refused.problems} <= {"file.row-width"}:
                return None
            raise


def _head(path: Path) -> Sheet | None:
    """The first rows of a text table; None when it is not plain UTF-8 with commas."""
    with path.open("rb") as file:
        raw = file.read(HEAD_BYTES)
    try:
        text = raw.decode("utf-8-sig", errors="strict" if len(raw) < HEAD_BYTES else "ignore")
    except UnicodeDecodeError:
        return None
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].lower().startswith("sep=") or lines[0].count(",") < 1:
        return None
    whole = "".join(lines[: HEAD_ROWS + 1] if len(lines) <= HEAD_ROWS else lines[:HEAD_ROWS])
    try:
        rows = tuple(tuple(map(str.strip, row)) for row in csv.reader(io.StringIO(whole)))
    except csv.Error:
        return None
    return Sheet("", rows, path.name)


def _has_blank_lines(path: Path) -> bool:
    """True when a line with nothing in it stands before the end: engines pass it over, and
    every row after it would be told one too early."""
    last = b""
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            joined = (last + chunk).replace(b"\r", b"")
            at = joined.find(b"\n\n")
            if at >= 0 and (joined[at:].strip() or file.read(1)):
                return True
            last = chunk[-2:]
    return False


def _check_parquet(
    engine: Engine,
    path: Path,
    schemas: Sequence[TableSchema],
    today: date,
    vocabulary: Vocabulary,
) -> Large | None:
    """A Parquet file: its columns are its headings, and its first row of data is row 1."""
    frame = engine.scan_parquet([path])
    names = list(frame.columns)
    head = Sheet("", (tuple(names),), path.name)
    table = find_table(head, schemas)
    if table is None:
        return None
    headed = read_headings(head, table[0], 1)
    return _check(engine, frame, names, headed, 1, compile_rules(table[0], vocabulary, today))


def _check(
    engine: Engine, frame: Frame, names: Sequence[str], headed: Headed, first: int, rules: Rules
) -> Large:
    """The findings of a frame whose columns stand in the order of the file's."""
    layout = headed.layout
    personal = headed.personal
    taken = set(layout.columns.values()) | personal
    others = {other_name(at): f"o{at}" for at in range(1, len(names) + 1) if at not in taken}
    wanted = {name: names[at - 1] for name, at in layout.columns.items()}
    wanted |= {f"o{at}": names[at - 1] for at in range(1, len(names) + 1) if at not in taken}
    cells = ", ".join(
        f"coalesce(CAST({quoted(column)} AS VARCHAR), '') AS {quoted(name)}"
        for name, column in wanted.items()
    )
    numbered = engine.sql(
        f"SELECT row_number() OVER () + {first - 1} AS row, {cells} FROM t",  # noqa: S608
        t=frame,
    )
    table = _without_spaces(engine, engine.keep(numbered), list(wanted))
    filled = " + ".join(f"CAST({quoted(name)} <> '' AS INT)" for name in wanted)
    few = engine.rows(
        engine.sql(f"SELECT row, {filled} AS n FROM t WHERE {filled} < 2", t=table)  # noqa: S608
    )
    stray: list[Stray] = []
    if few:
        gone = engine.from_rows({"row": "integer"}, [(row,) for row, _ in few])
        stray = _stray(engine, table, [row for row, n in few if n], wanted, names)
        table = engine.keep(
            engine.sql("SELECT * FROM t WHERE row NOT IN (SELECT row FROM g)", t=table, g=gone)
        )
    findings, found = check_frame(engine, rules, table, others)
    count = engine.rows(engine.sql("SELECT count(*) AS n FROM t", t=table))[0][0]
    return Large(headed, count, findings, found, stray)


def _without_spaces(engine: Engine, table: Frame, names: Sequence[str]) -> Frame:
    """The table with nothing in cells that hold spaces alone."""
    spaces = {
        name: engine.rows(
            engine.sql(
                # No space comes between these two in the order of letters.
                f"SELECT x FROM (SELECT DISTINCT {quoted(name)} AS x FROM t "  # noqa: S608
                f"WHERE {quoted(name)} <> '' AND ({quoted(name)} < '!' "
                f"OR {quoted(name)} >= chr(133))) WHERE regexp_full_match(x, '{_SPACES}+')",
                t=table,
            )
        )
        for name in names
    }
    if not any(spaces.values()):
        return table
    cells = ", ".join(
        f"CASE WHEN regexp_full_match({quoted(name)}, '{_SPACES}+') THEN '' "
        f"ELSE {quoted(name)} END AS {quoted(name)}"
        if found
        else quoted(name)
        for name, found in spaces.items()
    )
    return engine.keep(engine.sql(f"SELECT row, {cells} FROM t", t=table))  # noqa: S608


def _stray(
    engine: Engine,
    table: Frame,
    rows: Sequence[int],
    wanted: Mapping[str, str],
    names: Sequence[str],
) -> list[Stray]:
    """The cells that stand alone in their rows."""
    if not rows:
        return []
    listed = ", ".join(quoted(name) for name in wanted)
    alone = engine.from_rows({"row": "integer"}, [(row,) for row in rows])
    found = engine.rows(
        engine.sql(f"SELECT row, {listed} FROM t SEMI JOIN a USING (row)", t=table, a=alone)  # noqa: S608
    )
    places = [names.index(column) + 1 for column in wanted.values()]
    return [
        Stray(row, *next((at, cell) for at, cell in zip(places, cells, strict=True) if cell))
        for row, *cells in found
    ]
