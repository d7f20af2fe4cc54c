"""The rows of an Excel workbook as its XML goes by, a few of them in memory at a time.

A reader that gives a place to every cell needs 70 bytes for each; the workbooks of small
areas' populations have six million cells a sheet. Only the list of shared texts is held.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from xml.parsers import expat

from diogel.files.sheet import column_number
from diogel.files.workbooks import cell_text

Row = tuple[str, ...]
_MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
_RELATED = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "http://purl.oclc.org/ooxml/officeDocument/relationships",
)
_CHUNK = 1 << 18
# One more than any limit: a row that is wider is told to be too wide, not kept.
_MOST_COLUMNS = 1_001
_MOST_TEXT = 1_000_000
_MOST_SHARED = 200_000_000
_MOST_PART = 20_000_000
# Excel's own formats of dates and times, and the letters that make one of a format.
_DATES = frozenset((*range(14, 23), *range(45, 48)))
_DATE_FORMAT = re.compile(r"[ymdhs]", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


class Book(NamedTuple):
    """What the sheets of a workbook share: texts, which styles are dates, and day zero."""

    strings: list[str]
    dates: frozenset[int]
    start: datetime


def xlsx_sheets(archive: zipfile.ZipFile) -> Iterator[tuple[str, Iterator[tuple[int, Row]]]]:
    """The name of each worksheet, in order, with its filled rows: number from 1, cells.

    Raises
    ------
    expat.ExpatError, KeyError, ValueError
        While it is read: the workbook is damaged, or larger than anybody fills it.
    """
    targets, date1904 = _sheets(archive)
    start = datetime(1904, 1, 1) if date1904 else datetime(1899, 12, 30)
    book = Book(_strings(archive), _dates(archive), start)
    for name, part in targets:
        yield name, _rows(archive, part, book)


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True

    def no_doctype(*_: object) -> None:
        raise expat.ExpatError("document type")

    parser.StartDoctypeDeclHandler = no_doctype
    return parser


def _whole(archive: zipfile.ZipFile, part: str, start: Callable[..., None]) -> None:
    """Parse a small part, its elements told without their namespace."""
    if archive.getinfo(part).file_size > _MOST_PART:
        raise ValueError(part)
    parser = _parser()
    parser.StartElementHandler = lambda name, given: start(name.rpartition(" ")[2], given)
    parser.Parse(archive.read(part), True)


def _sheets(archive: zipfile.ZipFile) -> tuple[list[tuple[str, str]], bool]:
    """Each worksheet's name and part, in the workbook's order; whether days begin in 1904."""
    named, parts = list[tuple[str, str]](), dict[str, str]()
    began = []

    def of_book(name: str, given: dict[str, str]) -> None:
        if name == "sheet":
            identity = next(given[f"{space} id"] for space in _RELATED if f"{space} id" in given)
            named.append((given["name"], identity))
        elif name == "workbookPr":
            began.append(given.get("date1904", "0") in ("1", "true"))

    def of_links(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given["Type"].endswith("/worksheet"):
            target = given["Target"]
            path = target[1:] if target.startswith("/") else posixpath.join("xl", target)
            parts[given["Id"]] = posixpath.normpath(path)

    _whole(archive, "xl/workbook.xml", of_book)
    _whole(archive, "xl/_rels/workbook.xml.rels", of_links)
    return [(name, parts[one]) for name, one in named if one in parts], any(began)


def _dates(archive: zipfile.ZipFile) -> frozenset[int]:
    """The styles of cells that show their number as a date or time."""
    if "xl/styles.xml" not in archive.namelist():
        return frozenset()
    formats, styles = set(_DATES), list[int]()
    within = []

    def start(name: str, given: dict[str, str]) -> None:
        if name in ("cellXfs", "cellStyleXfs", "dxfs"):
            within.append(name)
        elif name == "numFmt" and _DATE_FORMAT.search(_QUOTED.sub("", given["formatCode"])):
            formats.add(int(given["numFmtId"]))
        elif name == "xf" and within[-1:] == ["cellXfs"]:
            styles.append(int(given.get("numFmtId", 0)))

    _whole(archive, "xl/styles.xml", start)
    return frozenset(n for n, number in enumerate(styles) if number in formats)


def _strings(archive: zipfile.ZipFile) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found, pieces = list[str](), list[str]()
    state = {"text": False, "beside": 0, "length": 0}

    def start(name: str, _given: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        state["text"] = name == "t" and not state["beside"]
        state["beside"] += name == "rPh"

    def end(name: str) -> None:
        name = name.rpartition(" ")[2]
        state["text"] = False
        state["beside"] -= name == "rPh"
        if name == "si":
            found.append("".join(pieces).strip())
            pieces.clear()

    def text(data: str) -> None:
        state["length"] += len(data)
        if state["length"] > _MOST_SHARED:
            raise ValueError("shared texts")
        if state["text"]:
            pieces.append(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = text
    with archive.open("xl/sharedStrings.xml") as part:
        while chunk := part.read(_CHUNK):
            parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return found


def _rows(archive: zipfile.ZipFile, part: str, book: Book) -> Iterator[tuple[int, Row]]:
    reader = _SheetRows(book)
    with archive.open(part) as content:
        while chunk := content.read(_CHUNK):
            reader.parser.Parse(chunk, False)
            yield from reader.taken()
    reader.parser.Parse(b"", True)
    yield from reader.taken()


class _SheetRows:
    """The handlers of one sheet. Names are looked up once: a sheet has millions of cells."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._names = {
            f"{space} {name}": name for space in _MAIN for name in ("row", "c", "v", "t", "rPh")
        }
        self._columns: dict[str, int] = {}
        self._done: list[tuple[int, Row]] = []
        self._row = self._column = 0
        self._cells: list[str] = []
        self._kind = self._style = ""
        self._pieces: list[str] = []
        self._length = 0
        self._text = False
        self.parser = _parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._data

    def taken(self) -> list[tuple[int, Row]]:
        """The rows that are complete."""
        done, self._done = self._done, []
        return done

    def _start(self, name: str, given: dict[str, str]) -> None:
        known = self._names.get(name)
        if known == "c":
            self._column = self._column_of(given.get("r")) or min(self._column + 1, _MOST_COLUMNS)
            self._kind, self._style = given.get("t", "n"), given.get("s", "")
            self._pieces.clear()
            self._length = 0
        elif known in ("v", "t"):
            self._text = True
        elif known == "row":
            self._row = int(given["r"]) if "r" in given else self._row + 1
            self._column, self._cells = 0, []

    def _column_of(self, address: str | None) -> int:
        """The column of an address, from 1; 0 without one."""
        if address is None:
            return 0
        letters = address.rstrip("0123456789")
        if letters not in self._columns:
            column = column_number(letters)
            if not column >= 1:
                raise ValueError(address)
            self._columns[letters] = min(column, _MOST_COLUMNS)
        return self._columns[letters]

    def _data(self, text: str) -> None:
        if self._text:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > _MOST_TEXT:
                raise ValueError("text")

    def _end(self, name: str) -> None:
        known = self._names.get(name)
        if known in ("v", "t"):
            self._text = False
        elif known == "c":
            if self._pieces:
                self._put(self._said("".join(self._pieces)))
        elif known == "row" and any(self._cells):
            self._done.append((self._row, tuple(self._cells)))

    def _put(self, text: str) -> None:
        cells, column = self._cells, self._column
        if len(cells) < column:
            cells.extend([""] * (column - len(cells)))
        cells[column - 1] = text

    def _said(self, text: str) -> str:
        """What a cell shows, written as `read_sheets` writes it; an error as nothing."""
        if self._kind == "s":
            return self._book.strings[int(text)]
        if self._kind == "n":
            if self._style and int(self._style) in self._book.dates:
                return _moment(float(text), self._book.start)
            return text if text.isdigit() and text[0] != "0" else cell_text(float(text))
        if self._kind == "b":
            return cell_text(text == "1")
        return "" if self._kind == "e" else text.strip()


def _moment(number: float, start: datetime) -> str:
    """A day, or a day and time, from the number of days that Excel keeps."""
    if not 0 <= number < 2_958_466:
        return cell_text(number)
    seconds = round(number * 86_400)
    if seconds < 86_400:
        return str(timedelta(seconds=seconds)).zfill(8)
    return cell_text(start + timedelta(seconds=seconds))
