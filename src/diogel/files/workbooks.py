"""Workbooks (.xlsx, .xls, .ods) into text cells, by calamine, which keeps blank rows."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from diogel.core import Problem, Refused
from diogel.files.ods_merges import merged_ranges
from diogel.files.sheet import Limits, Sheet, column_letter, refuse
from diogel.files.xlsx_blanks import Seeming, seeming_blanks


def read_workbook(
    name: str, data: bytes, kind: str, limits: Limits, notes: tuple[Problem, ...]
) -> tuple[Sheet, ...]:
    """Every worksheet; `notes` about the file go with the first."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        names = [m.name for m in workbook.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
        sheets = tuple(_sheet(name, workbook.get_sheet_by_name(n), limits) for n in names)
    except Refused:
        raise
    except PasswordError:
        raise refuse("file.password", name) from None
    except CalamineError:
        raise refuse("file.damaged", name) from None
    except BaseException as error:
        # A panic inside the reader is not an Exception; anything else is not ours to stop.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        raise refuse("file.damaged", name) from None
    if kind == "xlsx" and data[:2] == b"PK":
        sheets = _with_errors(name, data, sheets)
    if kind == "ods":
        merged = merged_ranges(data)
        sheets = tuple(replace(sheet, merged=merged.get(sheet.name, ())) for sheet in sheets)
    if not sheets:
        return ()
    first = sheets[0]
    return (replace(first, problems=notes + first.problems), *sheets[1:])


def _sheet(name: str, sheet: CalamineSheet, limits: Limits) -> Sheet:
    if sheet.total_height > limits.rows:
        raise refuse(
            "file.too-many-rows", name, f"{sheet.total_height:,}", f"{limits.rows:,}", sheet.name
        )
    if sheet.total_width > limits.columns:
        raise refuse(
            "file.too-many-columns",
            name,
            column_letter(sheet.total_width),
            str(limits.columns),
            sheet.name,
        )
    rows = tuple(tuple(map(cell_text, row)) for row in sheet.to_python(skip_empty_area=False))
    return limited(Sheet(sheet.name, rows, name, merged=_merged(sheet)), limits)


def _merged(sheet: CalamineSheet) -> tuple[tuple[int, int, int, int], ...]:
    """The ranges of merged cells, from 1; none where the format does not tell."""
    ranges = sheet.merged_cell_ranges or ()
    return tuple(
        sorted((top + 1, left + 1, low + 1, right + 1) for (top, left), (low, right) in ranges)
    )


def limited(sheet: Sheet, limits: Limits) -> Sheet:
    """The sheet; Refused when a cell is longer than the limit."""
    most = limits.cell_characters
    too_long = [
        Problem("file.cell-too-long", sheet.place(r, c), f"{len(text):,}", f"{most:,}")
        for r, row in enumerate(sheet.rows, 1)
        for c, text in enumerate(row, 1)
        if len(text) > most
    ]
    if too_long:
        raise Refused(too_long)
    return sheet


def cell_text(value: object) -> str:
    """A cell as text: whole numbers without a point, dates as 2021-09-10."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        at_midnight = value.time() == time(0)
        return value.date().isoformat() if at_midnight else value.isoformat(" ", "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return f"{value.total_seconds():g} s"
    return "" if value is None else str(value)


def _with_errors(name: str, data: bytes, sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The same sheets with a problem for each cell that only looks blank."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = seeming_blanks(archive)
        return tuple(_told(sheet, found.get(sheet.name, ())) for sheet in sheets)
    except Exception:
        raise refuse("file.damaged", name) from None


def _told(sheet: Sheet, found: Iterable[Seeming]) -> Sheet:
    """One sheet, its errors in its cells and told, and its formulas that have no value."""
    rows = [list(row) for row in sheet.rows]
    problems = []
    for row, column, error in found:
        place = sheet.place(row, column)
        if error:
            problems.append(Problem("file.error-cell", place, error))
            rows[row - 1][column - 1] = error
        else:
            problems.append(Problem("file.formula-not-calculated", place))
    return replace(sheet, rows=tuple(map(tuple, rows)), problems=tuple(problems))
