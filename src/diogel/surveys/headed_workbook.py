"""Workbooks to fill in whose sheets have two rows of headings: for the program, and for people."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from diogel.files import write_atomically

FIRST_ROW = 3
"""The row in which what was written begins, counted from 1."""


class Column(NamedTuple):
    """A column: its name for the program, its width in signs, and its heading for people."""

    key: str
    width: int
    heading: str


@contextmanager
def new_workbook(path: Path) -> Iterator[Any]:
    """A workbook that takes its place when it is finished; no text of it is a formula."""
    import xlsxwriter  # slow to import, and only needed when writing

    settings = {"strings_to_formulas": False, "strings_to_urls": False}
    with (
        write_atomically(path) as temporary,
        xlsxwriter.Workbook(str(temporary), settings) as book,
    ):
        yield book


def add_headed_sheet(
    book: Any, title: str, columns: Sequence[Column], rows: Sequence[Sequence[str]]
) -> Any:
    """A sheet of texts under its two rows of headings, which stay in sight."""
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    heading = book.add_format({"text_wrap": True, "valign": "top", "bottom": 1})
    cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.key, bold)
        sheet.write_string(1, at, column.heading, heading)
    for number, row in enumerate(rows, start=FIRST_ROW - 1):
        for at, text in enumerate(row):
            sheet.write_string(number, at, text, cell)
    sheet.freeze_panes(FIRST_ROW - 1, 1)
    return sheet
