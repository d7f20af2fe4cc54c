"""Which cells of an OpenDocument workbook are merged: the reader of values does not say."""

from __future__ import annotations

import io
import zipfile
from xml.parsers import expat

Range = tuple[int, int, int, int]
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_MOST = 20_000  # merged ranges of one sheet; nobody's table has as many


def merged_ranges(data: bytes) -> dict[str, tuple[Range, ...]]:
    """The merged ranges of each sheet by its name: first row and column, last ones, from 1.

    Empty when the content cannot be read: the values were, and decide.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = archive.read("content.xml")
    if b"-spanned" not in content or b"<!DOCTYPE" in content[:2000]:
        return {}
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)
    except expat.ExpatError:
        return {}
    return {name: tuple(sorted(found)) for name, found in reader.found.items()}


class _Reader:
    """Counts rows and columns as the content goes by, and notes the cells that span several."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.found: dict[str, list[Range]] = {}
        self._sheet = ""
        self._row = self._column = 0
        self._next_row = 1

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "table:table":
            self._sheet, self._row, self._next_row = given.get("table:name", ""), 0, 1
        elif name == "table:table-row":
            self._row, self._column = self._next_row, 1
            self._next_row += _number(given, "table:number-rows-repeated")
        elif name in _CELLS:
            self._cell(given)
            self._column += _number(given, "table:number-columns-repeated")

    def _cell(self, given: dict[str, str]) -> None:
        deep = _number(given, "table:number-rows-spanned")
        wide = _number(given, "table:number-columns-spanned")
        ranges = self.found.setdefault(self._sheet, [])
        if (deep > 1 or wide > 1) and len(ranges) < _MOST:
            last = (self._row + deep - 1, self._column + wide - 1)
            ranges.append((self._row, self._column, *last))


def _number(given: dict[str, str], name: str) -> int:
    text = given.get(name, "1")
    return int(text) if text.isdigit() and len(text) < 9 else 1
