"""Workbooks of any size, row by row: the largest official ones hold a million rows and more.

`read_sheets` holds a whole workbook as text, which is right for somebody's own. Here a few
rows at a time are in memory, and of an old .xls one sheet.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.parsers import expat

from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum

from diogel.files.ods_rows import OdsRows
from diogel.files.sheet import Limits, refuse
from diogel.files.workbooks import cell_text
from diogel.files.xlsx_rows import xlsx_sheets

Row = tuple[str, ...]
EXCEL_ROWS = 1_048_576
_CHUNK = 1 << 18
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    CalamineError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)


def stream_rows(path: Path, limits: Limits | None = None) -> Iterator[tuple[str, int, Row]]:
    """Every row with something in it: the sheet's name, the row from 1, the cells as text.

    The cells are written as `read_sheets` writes them. The file has been judged safe.

    Raises
    ------
    Refused
        While it is read: the file is damaged, protected or beyond the limits.
    """
    limits = limits or Limits(rows=EXCEL_ROWS)
    rows = _reader(path)(path)
    try:
        for sheet, number, cells in rows:
            if number > limits.rows:
                raise refuse(
                    "file.too-many-rows", path.name, f"{number:,}", f"{limits.rows:,}", sheet
                )
            if len(cells) > limits.columns:
                raise refuse(
                    "file.too-many-columns",
                    path.name,
                    str(len(cells)),
                    str(limits.columns),
                    sheet,
                )
            if any(cells):
                yield sheet, number, cells
    except PasswordError:
        raise refuse("file.password", path.name) from None
    except _DAMAGED:
        raise refuse("file.damaged", path.name) from None


def _reader(path: Path) -> Callable[[Path], Iterator[tuple[str, int, Row]]]:
    """The way to read a file: by its XML going by, or an old workbook sheet by sheet."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return _others
    if "content.xml" in names:
        return _ods
    return _xlsx if "xl/workbook.xml" in names else _others


def _xlsx(path: Path) -> Iterator[tuple[str, int, Row]]:
    with zipfile.ZipFile(path) as archive:
        for sheet, rows in xlsx_sheets(archive):
            yield from ((sheet, number, cells) for number, cells in rows)


def _ods(path: Path) -> Iterator[tuple[str, int, Row]]:
    with zipfile.ZipFile(path) as archive, archive.open("content.xml") as content:
        reader = OdsRows()
        while chunk := content.read(_CHUNK):
            yield from reader.feed(chunk)
        yield from reader.close()


def _others(path: Path) -> Iterator[tuple[str, int, Row]]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    names = [m.name for m in workbook.sheets_metadata if m.typ == SheetTypeEnum.WorkSheet]
    for name in names:
        sheet = workbook.get_sheet_by_name(name)
        # The reader gives blank rows at the top, but no blank columns on the left.
        left = ("",) * (sheet.start or (0, 0))[1]
        for number, row in enumerate(sheet.iter_rows(), 1):
            yield name, number, left + tuple(map(cell_text, row))
