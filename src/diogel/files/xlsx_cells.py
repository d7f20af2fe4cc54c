"""Changing cells of one worksheet's XML where they stand, by their places in its bytes."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from xml.etree import ElementTree
from xml.parsers import expat

from diogel.core import Place, Problem, Refused
from diogel.files.sheet import column_letter, column_number

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")


@dataclass(slots=True)
class _Cell:
    """A cell's bytes, the number of its style, and whether it holds a formula."""

    start: int
    end: int = 0
    style: str = ""
    formula: bool = False


@dataclass(slots=True)
class _Row:
    """A row's cells by column, and where a cell may be put in after the last."""

    name: str
    start: int
    inside: int = 0
    end: int = 0
    cells: dict[int, _Cell] = field(default_factory=dict)


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each worksheet, by the worksheet's name."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))  # noqa: S314  (limits checked)
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {r.get("Id", ""): r.get("Target", "") for r in relations}
    found = {}
    for element in book.iter():
        if element.tag.endswith("}sheet"):
            target = targets.get(element.get(_RELATION, ""), "")
            part = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
            found[element.get("name", "")] = posixpath.normpath(part)
    return found


def edited_sheet(file: str, sheet: str, part: bytes, edits: Mapping[tuple[int, int], str]) -> bytes:
    """The worksheet's bytes with texts written into cells."""
    by_row = defaultdict[int, dict[int, str]](dict)
    for (row, column), text in edits.items():
        by_row[row][column] = text
    rows = _Scan(part, frozenset(by_row)).rows
    formulas = [
        Problem("file.cannot-edit-formula", Place(file, sheet, row, column_letter(column)))
        for row, texts in by_row.items()
        for column in texts
        if row in rows and column in rows[row].cells and rows[row].cells[column].formula
    ]
    if formulas:
        raise Refused(formulas)
    for number in sorted(by_row, reverse=True):
        part = _with_cells(part, rows[number], number, by_row[number])
    return part


def _with_cells(part: bytes, row: _Row, number: int, texts: Mapping[int, str]) -> bytes:
    """The bytes with some cells of one row replaced or put in, in the order of columns."""
    prefix = row.name.removesuffix("row")
    if not row.inside:  # `<row/>`: opened, to be filled
        opening = part[row.start : row.end].rstrip()[:-2].rstrip()
        closing = f"</{row.name}>".encode()
        part = part[: row.start] + opening + b">" + closing + part[row.end :]
        row.inside = row.start + len(opening) + 1
    for column in sorted(texts, reverse=True):
        cell = row.cells.get(column)
        made = _cell(prefix, number, column, texts[column], cell.style if cell else "")
        if cell is None:
            later = [c.start for other, c in row.cells.items() if other > column]
            place = min(later, default=row.inside)
            part = part[:place] + made + part[place:]
        else:
            part = part[: cell.start] + made + part[cell.end :]
    return part


def _cell(prefix: str, row: int, column: int, text: str, style: str) -> bytes:
    named = f'<{prefix}c r="{column_letter(column)}{row}"' + (f' s="{style}"' if style else "")
    if not text:
        return f"{named}/>".encode()
    words = escape(text, quote=False)
    inside = f'<{prefix}is><{prefix}t xml:space="preserve">{words}</{prefix}t></{prefix}is>'
    return f'{named} t="inlineStr">{inside}</{prefix}c>'.encode()


class _Scan:
    """Where the wanted rows and their cells begin and end."""

    def __init__(self, part: bytes, wanted: frozenset[int]) -> None:
        self.part, self.wanted = part, wanted
        self.rows: dict[int, _Row] = {}
        self.row = self.column = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.Parse(part, True)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        at = self.parser.CurrentByteIndex
        match name.rpartition(":")[2]:
            case "row":
                self.row = int(attributes.get("r", self.row + 1))
                self.column = 0
                if self.row in self.wanted:
                    self.rows[self.row] = _Row(name, at)
            case "c":
                found = _ADDRESS.fullmatch(attributes.get("r", ""))
                self.column = column_number(found[1]) if found else self.column + 1
                if self.row in self.wanted:
                    cell = _Cell(at, style=attributes.get("s", ""))
                    self.rows[self.row].cells[self.column] = cell
            case "f" if self.row in self.wanted and self.column:
                self.rows[self.row].cells[self.column].formula = True

    def _end(self, name: str) -> None:
        at = self.parser.CurrentByteIndex
        if self.row not in self.wanted or name.rpartition(":")[2] not in ("row", "c"):
            return
        row, closed = self.rows[self.row], self.part.startswith(b"</", at)
        # Of an element without content (`<c r="D4"/>`) the parser tells where it is over.
        over = not closed and self.part[at - 2 : at] == b"/>"
        end = at if over else self.part.index(b">", at) + 1
        if name.endswith("row"):
            row.inside = at if closed else 0
            row.end = end
        else:
            row.cells[self.column].end = end
