"""A copy of somebody's table with marks in its cells and a list of them in front."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diogel.core import Refused
from diogel.files.sheet import Limits, column_letter, refuse
from diogel.files.sheets import read_sheets
from diogel.files.writing import write_atomically
from diogel.files.zipped import merged_cells

# Text in black on these has a contrast above 7:1.
COLOURS = {"stop": "FFF4B6AE", "look": "FFFFE699", "note": "FFD9E2F3"}
MOST_COMMENTS = 2_000
MOST_MERGED = 200_000
_HEAD_COLOUR = "FF1F3864"
_EDITED = (".xlsx", ".xlsm")
_DRAWN = re.compile(r"xl/(?:drawings/drawing|media/|charts/|pivotTables/|ctrlProps/)")
_WIDEST = 90
_FONT = "Calibri"
_LINE_HEIGHT = 15.0


@dataclass(frozen=True, slots=True)
class Mark:
    """What is put on one cell.

    Attributes
    ----------
    texts : tuple of str
        The sentences of its comment.
    weight : str
        "stop", "look" or "note": its colour.
    """

    texts: tuple[str, ...]
    weight: str


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list: its cells, and the cell of the table that it leads to.

    `row` and `column` count from 1; with no `row` there is nowhere to lead to.
    """

    texts: tuple[str, ...]
    weight: str
    sheet: str = ""
    row: int | None = None
    column: int = 1


@dataclass(frozen=True, slots=True)
class MarkList:
    """The sheet in front: its name, what stands above the list, the headings, the lines."""

    name: str
    title: str
    notes: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[Listed, ...]
    author: str = "Diogel"


Marks = Mapping[str, Mapping[tuple[int, int], Mark]]


def write_marked(path: Path, to: Path, marks: Marks, front: MarkList) -> None:
    """Write a workbook like the table at `path`, with marks and a list of them in front.

    An .xlsx keeps its formulas and looks; macros are neither run nor copied. Any other table
    is copied by its values.

    Raises
    ------
    Refused
        The table cannot be read, or `to` cannot be written, is the table itself, or is no
        .xlsx.
    """
    if to.suffix.lower() != ".xlsx":
        raise refuse("file.wrong-extension", to.name, to.suffix, ".xlsx")
    if to.resolve() == path.resolve():
        raise refuse("file.cannot-write", to.name)
    book, names = _opened(path)
    for name, cells in marks.items():
        if name in names:
            _mark_sheet(book[names[name]], cells, front.author)
    _write_front(book, front, names)
    with write_atomically(to) as temporary:
        book.save(temporary)


def keeps_looks(path: Path) -> bool:
    """True when a marked copy has the formulas and looks of the table, not only its values.

    Every cell of a merge takes room when a workbook is opened to be edited, and somebody may
    have merged a whole sheet.
    """
    return path.suffix.lower() in _EDITED and merged_cells(path) <= MOST_MERGED


def has_drawings(path: Path) -> bool:
    """True when a workbook holds pictures, charts or pivot tables, which a copy may lose."""
    if path.suffix.lower() not in _EDITED:
        return False
    with zipfile.ZipFile(path) as archive:
        return any(_DRAWN.match(name) for name in archive.namelist())


def _opened(path: Path) -> tuple[Any, dict[str, str]]:
    """The workbook to mark, and its sheets by the names that problems tell."""
    import openpyxl  # slow to import, and only this needs it

    sheets = read_sheets(path, Limits(file_bytes=500_000_000))  # the same care as when checked
    if keeps_looks(path):
        try:
            book = openpyxl.load_workbook(path, rich_text=True)
        except Refused:
            raise
        except Exception:
            raise refuse("file.damaged", path.name) from None
        return book, {sheet.title: sheet.title for sheet in book.worksheets}
    book = openpyxl.Workbook()
    book.remove(book.active)
    names = {}
    for sheet in sheets:
        copy = book.create_sheet(_tab_name(sheet.name or path.stem))
        names[sheet.name] = copy.title
        _copy_values(copy, sheet.rows)
    return book, names


def _tab_name(text: str) -> str:
    """A name that Excel takes for a sheet."""
    return re.sub(r"[\[\]:*?/\\']", " ", text)[:31].strip() or "1"


def _copy_values(copy: Any, rows: Sequence[Sequence[str]]) -> None:
    """Every text as text: nothing becomes a number, a day or a formula by being copied."""
    for row, cells in enumerate(rows, 1):
        for column, text in enumerate(cells, 1):
            if text:
                cell = copy.cell(row, column)
                cell.value = _writable(text)
                cell.data_type = "s"
    for column in range(1, max((len(row) for row in rows), default=0) + 1):
        widest = max((len(row[column - 1]) for row in rows[:200] if column <= len(row)), default=0)
        copy.column_dimensions[column_letter(column)].width = min(max(widest + 2, 8), 40)


def _writable(text: str) -> str:
    """Text without the control letters that a workbook cannot hold."""
    return re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", text)


def _mark_sheet(sheet: Any, cells: Mapping[tuple[int, int], Mark], author: str) -> None:
    """Colour and comment each cell; one within a merge is marked on the merge."""
    owners = {
        (row, column): (merged.min_row, merged.min_col)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
    }
    gathered: dict[tuple[int, int], Mark] = {}
    for at, mark in sorted(cells.items()):
        owner = owners.get(at, at)
        before = gathered.get(owner)
        gathered[owner] = _joined(before, mark) if before else mark
    for count, (at, mark) in enumerate(gathered.items()):
        _mark_cell(sheet.cell(*at), mark, author if count < MOST_COMMENTS else "")


def _joined(one: Mark, other: Mark) -> Mark:
    texts = tuple(dict.fromkeys((*one.texts, *other.texts)))
    order = list(COLOURS)
    return Mark(texts, min(one.weight, other.weight, key=order.index))


def _mark_cell(cell: Any, mark: Mark, author: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    cell.fill = PatternFill("solid", start_color=COLOURS[mark.weight])
    if not author:
        return
    words = "\n".join(mark.texts)
    if cell.comment is not None:  # what the person's own comment says stays first
        words = f"{cell.comment.text}\n\n{words}"
    comment = Comment(_writable(words), author)
    comment.width = 420
    comment.height = 30 + 18 * (len(words) // 55 + words.count("\n") + 1)
    cell.comment = comment


def _write_front(book: Any, front: MarkList, names: Mapping[str, str]) -> None:
    """The list, as the first sheet and the one that is seen."""
    from openpyxl.styles import Font, PatternFill
    from openpyxl.worksheet.properties import PageSetupProperties

    title = front.name
    while title in book.sheetnames:
        title += " +"
    sheet = book.create_sheet(title, 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is sheet
    book.active = 0
    sheet["A1"] = front.title
    sheet["A1"].font = Font(name=_FONT, bold=True, size=14)
    for row, text in enumerate(front.notes, 2):
        sheet.cell(row, 1).value = text
    head = len(front.notes) + 3
    for column, text in enumerate(front.headings, 1):
        cell = sheet.cell(head, column)
        cell.value = text
        cell.font = Font(name=_FONT, bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", start_color=_HEAD_COLOUR)
    looks: dict[tuple[str, bool], Any] = {}
    for row, line in enumerate(front.lines, head + 1):
        for column, text in enumerate(line.texts, 1):
            cell = sheet.cell(row, column)
            cell.value = _writable(text)
            cell.data_type = "s"
            _look(cell, line, column == 1, names, looks)
        # Excel fits a row to wrapped text when it is edited, not when it is opened.
        lines = max(-(-len(text) // (_WIDEST - 6)) for text in line.texts)
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines, 1)
        _link(sheet.cell(row, 1), line, names)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.freeze_panes = sheet.cell(head + 1, 1)
    for column in range(1, len(front.headings) + 1):
        texts = [line.texts[column - 1] for line in front.lines[:500]]
        widest = max((len(text) for text in (front.headings[column - 1], *texts)), default=8)
        sheet.column_dimensions[column_letter(column)].width = min(widest + 2, _WIDEST)


def _look(
    cell: Any,
    line: Listed,
    first: bool,
    names: Mapping[str, str],
    looks: dict[tuple[str, bool], Any],
) -> None:
    """How a cell of the list looks; made once for each kind, for a list of many thousands."""
    from openpyxl.styles import Alignment, Font, PatternFill

    leads = first and line.row is not None and line.sheet in names
    kind = (line.weight if first else "", leads)
    if kind in looks:
        cell._style = looks[kind]  # the only way to give many cells one look quickly
        return
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if first:
        cell.fill = PatternFill("solid", start_color=COLOURS[line.weight])
    if leads:
        cell.font = Font(name=_FONT, underline="single", color="FF0B3D91")
    looks[kind] = cell._style


def _link(cell: Any, line: Listed, names: Mapping[str, str]) -> None:
    """Lead from a line of the list to the cell it tells of."""
    from openpyxl.worksheet.hyperlink import Hyperlink

    name = names.get(line.sheet)
    if line.row is None or name is None:
        return
    quoted = name.replace("'", "''")
    target = f"'{quoted}'!{column_letter(line.column)}{line.row}"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target)
