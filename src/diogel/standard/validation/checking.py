"""Checks anybody's file against the standard: every fault, at its cell, in one pass."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from diogel.core import Place, Problem, Refused, Severity
from diogel.files import Limits, Sheet, read_sheets
from diogel.standard.schemas import TableSchema, schema, tables
from diogel.standard.validation.faults import Fault, Finding, severity
from diogel.standard.validation.guard import personal_heading, personal_text
from diogel.standard.validation.headings import find_table, read_headings
from diogel.standard.validation.personal_cells import personal_findings, screened
from diogel.standard.validation.row_check import check_rows
from diogel.standard.validation.rules import compile_rules
from diogel.standard.validation.table_rows import Layout, Stray, TableRows, Where, rows_of
from diogel.standard.validation.vocabulary import Vocabulary, own_vocabulary

if TYPE_CHECKING:
    from diogel.engine import Engine

# Larger text tables are looked at by the engine. [bytes]
LARGE = 20_000_000
FEWEST_PEOPLE = 3
MOST_TOLD = 50_000
LIMITS = Limits(file_bytes=500_000_000, rows=2_000_000)


@dataclass(frozen=True, slots=True)
class CheckedTable:
    """One table found in a file.

    Attributes
    ----------
    table, sheet : str
        Its name in the standard, and the worksheet's name (empty for a text table).
    count : int
        Rows with data.
    rows : TableRows or None
        The texts as they stand in the file, by the standard's names; None for a table that
        an engine looked at.
    """

    table: str
    sheet: str
    count: int
    rows: TableRows | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a file.

    `problems` are all there are, whatever their severity; a file with none that stops may
    be taken in.
    """

    problems: tuple[Problem, ...]
    tables: tuple[CheckedTable, ...] = ()

    @property
    def usable(self) -> bool:
        """True when nothing found stops the work, and there is something to take in."""
        return bool(self.tables) and all(p.severity != "stop" for p in self.problems)


def check_file(
    path: Path,
    table: str | None = None,
    engine: Engine | None = None,
    *,
    today: date | None = None,
    vocabulary: Vocabulary | None = None,
) -> Checked:
    """Everything wrong with a CSV, Excel, OpenDocument or Parquet file.

    Parameters
    ----------
    table : str, optional
        The table of the standard it should be; without it, the one its headings fit best.
    engine : Engine, optional
        For large files; without it one is opened when it is needed.
    today : date, optional
        The day that periods must have ended by.
    vocabulary : Vocabulary, optional
        Measures, themes and units; without it the standard's own.
    """
    schemas = (schema(table),) if table else tables()
    words = vocabulary or own_vocabulary()
    return check_with(path, schemas, engine, today or date.today(), words)


def check_with(
    path: Path,
    schemas: Sequence[TableSchema],
    engine: Engine | None,
    today: date,
    vocabulary: Vocabulary,
) -> Checked:
    """The same with tables that need not be the standard's: a partner's own, say."""
    try:
        if path.suffix.lower() == ".parquet" or _is_large(path):
            return _check_large(path, schemas, engine, today, vocabulary)
        return check_sheets(read_sheets(path), schemas, today, vocabulary)
    except Refused as refused:
        return Checked(refused.problems)


def _is_large(path: Path) -> bool:
    return path.suffix.lower() == ".csv" and path.is_file() and path.stat().st_size > LARGE


def _check_large(
    path: Path,
    schemas: Sequence[TableSchema],
    engine: Engine | None,
    today: date,
    vocabulary: Vocabulary,
) -> Checked:
    # The engine's libraries are slow to import, and few files are that large.
    from diogel.standard.validation.large_files import check_large

    large = check_large(path, schemas, engine, today, vocabulary)
    if large is None and path.suffix.lower() == ".parquet":
        return Checked((_no_table(path.name, schemas),))
    if large is None:
        return check_sheets(read_sheets(path, LIMITS), schemas, today, vocabulary)
    where = Where(path.name, "", large.headed.layout)
    problems = list(large.headed.problems)
    problems += _stray_problems(where, large.stray)
    problems += told(where, screened(large.findings, large.personal), set())
    table = CheckedTable(large.headed.schema.name, "", large.count)
    problems += _no_rows(path.name, (table,))
    return Checked(limited(problems, path.name), (table,))


def check_sheets(
    sheets: Sequence[Sheet], schemas: Sequence[TableSchema], today: date, vocabulary: Vocabulary
) -> Checked:
    """Everything wrong with sheets that were read already."""
    problems: list[Problem] = [problem for sheet in sheets for problem in sheet.problems]
    found: list[CheckedTable] = []
    for sheet in sheets:
        table = find_table(sheet, schemas)
        if table is None:
            problems += _personal_sheet(sheet)
            continue
        checked, faults = _check_sheet(sheet, *table, today, vocabulary)
        found.append(checked)
        problems += faults
    if not found:
        problems.append(_no_table(sheets[0].file, schemas))
    problems += _no_rows(sheets[0].file, found)
    return Checked(limited(problems, sheets[0].file), tuple(found))


def _check_sheet(
    sheet: Sheet, table: TableSchema, row: int, today: date, vocabulary: Vocabulary
) -> tuple[CheckedTable, list[Problem]]:
    headed = read_headings(sheet, table, row)
    rows, stray = rows_of(sheet, headed.layout)
    rules = compile_rules(table, vocabulary, today)
    findings = screened(check_rows(rules, rows), personal_findings(rules, rows))
    where = Where(sheet.file, sheet.name, headed.layout)
    problems = list(headed.problems)
    problems += _stray_problems(where, stray)
    problems += told(where, findings, {problem.place for problem in sheet.problems})
    return CheckedTable(table.name, sheet.name, len(rows.numbers), rows), problems


def told(where: Where, findings: Iterable[Finding], already: set[Place]) -> list[Problem]:
    """The findings with their addresses, but for cells of which something was told already."""
    known = {(place.row, place.column.split(" ")[0]) for place in already if place.row}
    ordered = sorted(findings, key=lambda f: (f.row, where.layout.number(f.fault.column) or 0))
    problems = (where.problem(finding.row, finding.fault) for finding in ordered)
    return [
        problem
        for problem in problems
        if (problem.place.row, problem.place.column.split(" ")[0]) not in known
    ]


def _stray_problems(where: Where, stray: Iterable[Stray]) -> list[Problem]:
    """Words under a table are no fault of it, and only said not to have been read."""
    return [
        Problem(
            "data.row-stray",
            where.place_of(one.row, one.column),
            severity=Severity.NOTE if one.is_words else severity("data.row-stray"),
        )
        for one in stray
    ]


def _no_table(file: str, schemas: Sequence[TableSchema]) -> Problem:
    table = schemas[0] if len(schemas) == 1 else schema("observations")
    wanted = [field.name for field in table.fields if field.required]
    return Problem("data.no-table", Place(file), "", ", ".join(wanted))


def _no_rows(file: str, found: Sequence[CheckedTable]) -> list[Problem]:
    """An empty sheet among others is left out of mind; a file without any row is a mistake."""
    if not found or any(table.count for table in found):
        return []
    return [Problem("data.no-rows", Place(file, found[0].sheet))]


def _personal_sheet(sheet: Sheet) -> list[Problem]:
    """Headings of personal data in a sheet that holds no table of the standard."""
    layout = Layout(0, 1, {}, {})
    where = Where(sheet.file, sheet.name, layout)
    problems = []
    for number, row in enumerate(sheet.rows[:30], 1):
        filled = [(at, cell) for at, cell in enumerate(row, 1) if cell]
        kinds = [(at, cell) for at, cell in filled if len(cell) < 40 and personal_heading(cell)]
        if len(filled) < 2 or not kinds or number == len(sheet.rows):
            continue
        problems += [
            Problem("personal.sheet", where.place_of(number, at), cell) for at, cell in kinds
        ]
        break
    return problems or _lists_of_people(sheet, where)


def _lists_of_people(sheet: Sheet, where: Where) -> list[Problem]:
    """Rows that hold two things about a person each, in a sheet without headings.

    One such row may be who to ask; more of them are a list.
    """
    rows = []
    for number, row in enumerate(sheet.rows, 1):
        kinds = [(at, kind) for at, cell in enumerate(row, 1) if (kind := personal_text(cell))]
        if len(kinds) > 1:
            rows.append((number, kinds))
    if len(rows) < FEWEST_PEOPLE:
        return []
    return [
        Problem(kind, where.place_of(number, at)) for number, kinds in rows for at, kind in kinds
    ]


def limited(problems: Sequence[Problem], file: str) -> tuple[Problem, ...]:
    """The problems, and where there are very many the rest as a number."""
    if len(problems) <= MOST_TOLD:
        return tuple(problems)
    rest = len(problems) - MOST_TOLD
    fault = Fault("", "data.more", f"{rest:,}")
    note = Problem(fault.code, Place(file), fault.found, severity=severity(fault.code))
    return (*problems[:MOST_TOLD], note)
