"""Any other table with one row of headings: read with the same care, nothing assumed."""

from __future__ import annotations

from diogel.files import Sheet
from diogel.surveys.imports.export import (
    LANGUAGE_ROLE,
    PERSONAL,
    Export,
    ExportColumn,
    told_columns,
)
from diogel.surveys.imports.texts import comparable, plain

OWN = {
    **dict.fromkeys(("timestamp", "stamp amser", "username", "email address"), PERSONAL),
    **dict.fromkeys(("language", "iaith"), LANGUAGE_ROLE),
}


def read_plain_table(sheets: tuple[Sheet, ...]) -> Export:
    """The sheet with the most headings, its first filled row taken for them."""
    sheet = max(sheets, key=lambda s: sum(map(bool, s.rows[_heading_row(s) - 1])))
    row = _heading_row(sheet)
    columns = tuple(
        ExportColumn(number, heading, (plain(heading),), role=OWN.get(comparable(heading), ""))
        for number, heading in told_columns(sheet, row)
    )
    return Export("table", sheet, columns, row + 1, separators=";,", others=True)


def _heading_row(sheet: Sheet) -> int:
    return next(number for number, cells in enumerate(sheet.rows, 1) if any(cells))
