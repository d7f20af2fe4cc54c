"""The rules for an accessible workbook, checked on the finished file.

From the Government Analysis Function's checklist for spreadsheets: named tables, one a sheet,
one heading row, no merged or blank cells, marks explained, meaningful tab names, properties,
cursor in A1.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from diogel.core import Place, Problem

_MARK = re.compile(r"\[(?:[a-z]|note \d+|nodyn \d+)\]")
_SYMBOLS = re.compile(r"[*†‡§¶⁰¹²³⁴-⁹]")
_DEFAULT_TAB = re.compile(r"^(sheet|taflen|dalen)\s*\d*$", re.IGNORECASE)
_DEFAULT_TABLE = re.compile(r"^(table|tabl)\d*$", re.IGNORECASE)
_LONGEST_TAB = 31
# Cover, contents and notes stand before the tables.
_FRONT = 3


def check_workbook(path: Path) -> list[Problem]:
    """Every breach of the rules, sheet by sheet; none for a workbook that keeps them."""
    # Imported here: only tests and the check need to read workbooks back.
    import openpyxl

    book = openpyxl.load_workbook(path)
    name = path.name
    problems = list(_properties(book, name, _language(path)))
    marks = _explained(book)
    linked = _linked(book)
    for at, sheet in enumerate(book.worksheets):
        problems += _sheet(sheet, name)
        problems += _marks(sheet, name, marks)
        if at > 1 and sheet.title not in linked:
            problems.append(_problem("unlinked-sheet", name, sheet))
        if at:
            problems += _table(sheet, name)
    if book.active.title != book.worksheets[0].title:
        problems.append(_problem("first-sheet", name, book.active))
    return problems


def _problem(
    code: str,
    file: str,
    sheet: Any = None,
    row: int | None = None,
    found: str = "",
    column: str = "",
) -> Problem:
    title = sheet.title if sheet is not None else ""
    return Problem(f"workbook.{code}", Place(file, title, row, column), found=found)


def _language(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        found = re.search(rb"<dc:language>([^<]+)<", archive.read("docProps/core.xml"))
    return found.group(1).decode() if found else ""


def _properties(book: Any, name: str, language: str) -> Iterator[Problem]:
    held = book.properties
    for what, value in (
        ("title", held.title),
        ("subject", held.subject),
        ("keywords", held.keywords),
        ("language", language),
    ):
        if not value:
            yield _problem("property-missing", name, found=what)


def _sheet(sheet: Any, name: str) -> Iterator[Problem]:
    """What holds for every sheet, whatever is on it."""
    if len(sheet.title) > _LONGEST_TAB or _DEFAULT_TAB.match(sheet.title):
        yield _problem("tab-name", name, sheet, found=sheet.title)
    for merged in sheet.merged_cells.ranges:
        yield _problem("merged-cells", name, sheet, merged.min_row, str(merged))
    if sheet.sheet_state != "visible":
        yield _problem("hidden", name, sheet)
    for row, size in sheet.row_dimensions.items():
        if size.hidden:
            yield _problem("hidden", name, sheet, row)
    for letter, size in sheet.column_dimensions.items():
        if size.hidden:
            yield _problem("hidden", name, sheet, column=letter)
    if not str(sheet["A1"].value or "").strip():
        yield _problem("title-missing", name, sheet, 1, column="A")
    for selected in sheet.sheet_view.selection:
        if selected.sqref not in (None, "A1") and str(selected.sqref) != "A1":
            yield _problem("cursor", name, sheet, found=str(selected.sqref))
    if sheet._images or sheet._charts:
        yield _problem("drawing", name, sheet)
    running = (sheet.oddHeader, sheet.oddFooter)
    if any(part.text for line in running for part in (line.left, line.center, line.right)):
        yield _problem("running-line", name, sheet)
    yield from _cells(sheet, name)


def _cells(sheet: Any, name: str) -> Iterator[Problem]:
    for row in sheet.iter_rows():
        for cell in row:
            if cell.fill is not None and cell.fill.fill_type is not None:
                yield _problem("fill", name, sheet, cell.row, column=cell.column_letter)
            if isinstance(cell.value, str) and _SYMBOLS.search(cell.value):
                yield _problem("symbol", name, sheet, cell.row, column=cell.column_letter)


def _table(sheet: Any, name: str) -> Iterator[Problem]:
    """One named table from column A, its heading row filled in, no cell left empty."""
    tables = list(sheet.tables.values())
    if len(tables) != 1:
        yield _problem("one-table", name, sheet, found=str(len(tables)))
        return
    table = tables[0]
    if _DEFAULT_TABLE.match(table.displayName):
        yield _problem("table-name", name, sheet, found=table.displayName)
    cells = sheet[table.ref]
    top = cells[0][0]
    if top.column != 1:
        yield _problem("table-place", name, sheet, top.row, found=table.ref)
    headings = [str(cell.value or "").strip() for cell in cells[0]]
    if not all(headings) or len(set(headings)) != len(headings):
        yield _problem("headings", name, sheet, top.row)
    yield from _empty(sheet, name, cells)
    for row in range(1, top.row):
        if not str(sheet.cell(row, 1).value or "").strip():
            yield _problem("blank-row", name, sheet, row)
    if sheet.max_row > cells[-1][0].row:
        yield _problem("below-table", name, sheet, cells[-1][0].row + 1)
    if not sheet.freeze_panes or sheet.freeze_panes != f"A{top.row + 1}":
        yield _problem("not-frozen", name, sheet, found=str(sheet.freeze_panes or ""))


def _empty(sheet: Any, name: str, cells: Iterable[Iterable[Any]]) -> Iterator[Problem]:
    for row in cells:
        values = list(row)
        if all(cell.value in (None, "") for cell in values):
            yield _problem("blank-row", name, sheet, values[0].row)
            continue
        for cell in values:
            if cell.value in (None, ""):
                yield _problem("empty-cell", name, sheet, cell.row, column=cell.column_letter)


def _explained(book: Any) -> set[str]:
    """The marks that the notes sheet explains: its table's first column."""
    if len(book.worksheets) < _FRONT:
        return set()
    return {str(row[0].value) for row in book.worksheets[_FRONT - 1].iter_rows() if row}


def _marks(sheet: Any, name: str, explained: set[str]) -> Iterator[Problem]:
    missing: dict[str, Any] = {}
    for row in sheet.iter_rows():
        for cell in row:
            for mark in _MARK.findall(str(cell.value or "")):
                if mark not in explained:
                    missing.setdefault(mark, cell)
    for mark, cell in missing.items():
        yield _problem("mark-unexplained", name, sheet, cell.row, mark, cell.column_letter)


def _linked(book: Any) -> set[str]:
    """The sheets that the contents lead to, and those that the cover does."""
    cells = (cell for sheet in book.worksheets[:2] for row in sheet.iter_rows() for cell in row)
    places = [cell.hyperlink.location or "" for cell in cells if cell.hyperlink]
    return {place.rsplit("!", 1)[0].strip("'").replace("''", "'") for place in places}
