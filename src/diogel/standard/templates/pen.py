"""Writes the sheets of a template so that everybody can read and fill them.

The rules are those of the Government Analysis Function's checklist for spreadsheets: a title
in the first cell, one named table a sheet with one row of headings, no merged or hidden cells,
no meaning by colour, the cursor at the top. Cells to fill in are boxed and unlocked; the rest
is protected without a password, so that nothing is overwritten by accident and nobody is
locked out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from textwrap import wrap
from typing import Any

from diogel.core import Language
from diogel.standard.templates.texts import words

MADE = datetime(2021, 1, 1)  # fixed, so that the same template is the same bytes
_TAGS: dict[Language, str] = {"en": "en-GB", "cy": "cy-GB"}
_LINE, _TITLE = 14.5, 24  # heights of a row [points]
WORDS_WIDTH = 90
_LETTERS = 1.15  # of Arial 11 to a unit of column width, less the indent
PROTECTION = {
    "objects": False,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "insert_rows": True,
    "insert_columns": True,
    "delete_rows": False,
    "sort": True,
    "autofilter": True,
}


class Pen:
    """One workbook being written."""

    def __init__(self, language: Language, title: str, subject: str) -> None:
        import xlsxwriter  # slow to import, and only needed when writing

        self.language = language
        self._out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self._out,
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
        )
        self.book.set_properties(
            {
                "title": title,
                "subject": subject,
                "author": "Diogel",
                "keywords": subject,
                "created": MADE,
            }
        )
        self.book.set_size(1800, 1200)
        look = {"font_name": "Arial", "font_size": 11, "valign": "top"}
        entry = {**look, "locked": False, "border": 1, "border_color": "#505A5F"}
        self.plain = self.book.add_format({**look, "text_wrap": True, "align": "left", "indent": 1})
        self.line = self.book.add_format({**look, "text_wrap": True})
        self.note = self.book.add_format(look)
        self.title = self.book.add_format({**look, "font_size": 16, "bold": True})
        self.link = self.book.add_format({**look, "underline": 1, "font_color": "#12436D"})
        head = {**look, "bold": True, "text_wrap": True, "bottom": 1}
        self.head = self.book.add_format({**head, "align": "left", "indent": 1})
        self.number_head = self.book.add_format({**head, "align": "right", "indent": 1})
        self.entry = self.book.add_format(
            {**entry, "text_wrap": True, "num_format": "@", "align": "left", "indent": 1}
        )
        self.number = self.book.add_format({**entry, "align": "right", "indent": 1})
        self.marked = self.book.add_format({**look, "align": "right", "indent": 1})

    def tab(self, name: str) -> str:
        """The words of a sheet's tab. A workbook of another kind has words of its own."""
        return words(f"sheet-{name}", self.language)

    def sheet(self, name: str, title: str, lines: Sequence[str] = ()) -> tuple[Any, int]:
        """A new sheet with its title and the lines under it; the next free row, from 0."""
        page = self.book.add_worksheet(self.tab(name))
        page.set_selection(0, 0, 0, 0)
        page.set_paper(9)
        page.set_landscape()
        page.fit_to_pages(1, 0)
        page.set_row(0, _TITLE)
        page.write_string(0, 0, title, self.title)
        for row, line in enumerate(lines, 1):
            page.write_string(row, 0, line, self.note)
        page.protect("", PROTECTION)
        return page, 1 + len(lines)

    def table(
        self,
        page: Any,
        top: int,
        name: str,
        headings: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        formats: Sequence[Any] | None = None,
    ) -> None:
        """One named table from column A, with its heading row frozen.

        `formats` has one for each column; cells of an unlocked one are left to be filled in
        where their text is empty.
        """
        last = top + max(1, len(rows))
        looks = formats or [self.plain] * len(headings)
        page.add_table(
            top,
            0,
            last,
            len(headings) - 1,
            {
                "name": table_name(self.tab(name)),
                "style": "Table Style Light 1",
                "banded_rows": False,
                "autofilter": False,
                "columns": [
                    {"header": heading, "header_format": self._head(look)}
                    for heading, look in zip(headings, looks, strict=True)
                ],
            },
        )
        for across, width in enumerate(widths):
            page.set_column(across, across, width)
        page.set_row(top, max(map(height, headings, widths)))
        for down, row in enumerate(rows, top + 1):
            page.set_row(down, max(map(height, row, widths)))
            for across, text in enumerate(row):
                self.cell(page, down, across, text, looks[across])
        page.freeze_panes(top + 1, 0)
        page.repeat_rows(top)

    def _head(self, look: Any) -> Any:
        """The format of a heading: over numbers it stands to the right, as they do."""
        return self.number_head if look in (self.number, self.marked) else self.head

    def cell(self, page: Any, down: int, across: int, text: str, look: Any) -> None:
        """One cell: a number where its column takes numbers, a text otherwise, or blank.

        A mark that is there already, in a column of numbers, is nobody's to fill in.
        """
        if text.startswith("[") and look is self.number:
            page.write_string(down, across, text, self.marked)
        elif not text:
            page.write_blank(down, across, None, look)
        elif look is self.number and re.fullmatch(r"-?\d+(\.\d+)?", text):
            page.write_number(down, across, float(text), look)
        else:
            page.write_string(down, across, text, look)

    def finished(self) -> bytes:
        """The workbook's bytes, its language among its properties."""
        self.book.close()
        return _in_language(self._out.getvalue(), _TAGS[self.language])


def table_name(words_of_sheet: str) -> str:
    """A name for the table of a sheet, in its language."""
    return "_" + re.sub(r"\W", "_", words_of_sheet)


def height(text: str, width: float) -> float:
    """The height of a row in which a text is read whole. [points]"""
    lines = sum(len(wrap(line, max(1, int(width * _LETTERS)))) or 1 for line in text.split("\n"))
    return _LINE * lines + 5


def _in_language(content: bytes, tag: str) -> bytes:
    """The language property, which XlsxWriter leaves out; each part dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename == "docProps/core.xml":
                end = b"</cp:coreProperties>"
                data = data.replace(end, f"<dc:language>{tag}</dc:language>".encode() + end)
            fresh = zipfile.ZipInfo(info.filename, MADE.timetuple()[:6])
            fresh.compress_type = zipfile.ZIP_DEFLATED
            fresh.external_attr = 0o644 << 16
            fresh.create_system = 3
            new.writestr(fresh, data)
    return out.getvalue()
