"""Changing some cells of somebody's file, and nothing else in it.

A workbook's other parts stay byte for byte, and so does the rest of the sheet that is
changed; a text table keeps its encoding, delimiter, quotes and line ends.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from diogel.files.sheet import refuse
from diogel.files.text_cells import edited_text
from diogel.files.writing import write_atomically
from diogel.files.xlsx_cells import edited_sheet, sheet_parts

Cells = Mapping[tuple[int, int], str]


def edit_cells(path: Path, edits: Mapping[str, Cells]) -> None:
    """Write texts into cells of an .xlsx or .csv file that was read before.

    Parameters
    ----------
    edits : mapping of sheet name to mapping of (row, column) to text
        Rows and columns from 1; the name is empty for a text table. A row must exist; a
        column may be new.

    Raises
    ------
    Refused
        The file cannot be written, is of another kind, or a cell holds a formula.
    """
    data = path.read_bytes()
    if path.suffix.lower() == ".csv":
        changed = edited_text(data, edits.get("", {}))
    elif path.suffix.lower() in (".xlsx", ".xlsm"):
        changed = _edited_workbook(path.name, data, edits)
    else:
        raise refuse("file.cannot-edit", path.name, path.suffix, ".xlsx, .csv")
    with write_atomically(path) as temporary:
        temporary.write_bytes(changed)


def _edited_workbook(name: str, data: bytes, edits: Mapping[str, Cells]) -> bytes:
    """The workbook with the parts of the edited sheets replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        parts = sheet_parts(old)
        wanted = {parts[sheet]: (sheet, cells) for sheet, cells in edits.items() if cells}
        for info in old.infolist():
            content = old.read(info)
            if info.filename in wanted:
                sheet, cells = wanted[info.filename]
                content = edited_sheet(name, sheet, content, cells)
            new.writestr(info, content)
    return out.getvalue()
