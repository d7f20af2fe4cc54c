"""Cells of an Excel workbook that only look blank: errors, and formulas never calculated.

The reader of values shows both as blanks. A sheet's XML is gone through once, and only where
a quick look finds what makes such a cell.
"""

from __future__ import annotations

import re
import zipfile
from typing import NamedTuple
from xml.parsers import expat

from diogel.files.sheet import column_number
from diogel.files.xlsx_cells import sheet_parts

_LOOKS_BLANK = re.compile(rb't="e"|</(?:\w+:)?f>\s*(?:<(?:\w+:)?v>\s*</|<(?:\w+:)?v\s*/>|</)')


class Seeming(NamedTuple):
    """A cell by its row and column, from 1; `error` is what Excel shows, "" for a formula."""

    row: int
    column: int
    error: str


def seeming_blanks(archive: zipfile.ZipFile) -> dict[str, list[Seeming]]:
    """The cells of each worksheet that only look blank, by the worksheet's name.

    Raises
    ------
    Exception
        The workbook is damaged: of many kinds, which all mean that.
    """
    suspects = [part for part in archive.namelist() if part.endswith(".xml")]
    suspects = [part for part in suspects if _LOOKS_BLANK.search(archive.read(part))]
    if not suspects:
        return {}
    return {
        sheet: _Scan(archive.read(part)).found
        for sheet, part in sheet_parts(archive).items()
        if part in suspects
    }


class _Scan:
    """The handlers of one sheet, which note the cells that seem blank as they end."""

    def __init__(self, part: bytes) -> None:
        self.found: list[Seeming] = []
        self._row = self._column = 0
        self._error = self._formula = self._inside = self._text = False
        self._pieces: list[str] = []
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._data
        parser.Parse(part, True)

    def _start(self, name: str, given: dict[str, str]) -> None:
        match name.rpartition(" ")[2]:
            case "c":
                letters = given.get("r", "").rstrip("0123456789")
                self._column = column_number(letters) if letters else self._column + 1
                self._error, self._inside = given.get("t") == "e", True
                self._formula = False
                self._pieces.clear()
            case "row":
                self._row = int(given["r"]) if "r" in given else self._row + 1
                self._column = 0
            case "f":
                self._formula = self._inside
            case "v" | "t":
                self._text = self._inside

    def _data(self, text: str) -> None:
        if self._text:
            self._pieces.append(text)

    def _end(self, name: str) -> None:
        match name.rpartition(" ")[2]:
            case "v" | "t":
                self._text = False
            case "c":
                self._inside = False
                said = "".join(self._pieces)
                if said and self._error:
                    self._note(said)
                elif self._formula and not said:
                    self._note("")

    def _note(self, error: str) -> None:
        if self._row < 1 or self._column < 1:
            raise ValueError("address")
        self.found.append(Seeming(self._row, self._column, error))
