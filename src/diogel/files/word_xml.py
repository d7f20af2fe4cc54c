"""WordprocessingML as it goes by: the tables in it, cell by cell.

Text that was struck out with changes tracked, moved away, or kept for older programs is not
part of the document and is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

_NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main ",
    "http://purl.oclc.org/ooxml/wordprocessingml/main ",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_PASSED_OVER = frozenset(("del", "moveFrom"))
_DEEPEST = 12  # tables within tables
_MOST_ELEMENTS = 6_000_000
_ABOVE, _LONGEST_ABOVE = 3, 300  # paragraphs before a table, and characters of one
_ORDINAL = re.compile(r"(?:st|nd|rd|th|af|il|ydd|ed|fed|eg|ain)", re.IGNORECASE)
_MARK = re.compile(r"[0-9]{1,2}|[a-zA-Z*†‡§]")


@dataclass
class Table:
    """One table so far. `merged` are ranges from 1, as a sheet has them."""

    number: str
    above: list[str]
    rows: list[list[str]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    inner: int = 0
    column: int = 0
    span: int = 1
    text: list[str] = field(default_factory=list)
    upright: str = ""
    held: dict[int, tuple[int, int]] = field(default_factory=dict)
    dropped: bool = False


class WordTables:
    """Takes the bytes of a document in pieces and gives its tables at the end.

    A limit that is passed is told as OverflowError, whose text is the end of a problem's
    code; XML that is not well formed as ExpatError.
    """

    def __init__(self, rows: int, columns: int, characters: int) -> None:
        self._limits = rows, columns, characters
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters
        self._parser.StartDoctypeDeclHandler = self._no_doctype
        self._found: list[Table] = []
        self._open: list[Table] = []
        self._outer = 0
        self._paragraphs: list[str] = []
        self._loose: list[str] = []
        self._skipped = 0
        self._in_text = False
        self._raised = False
        self._in_row_properties = False
        self._elements = 0

    def feed(self, piece: bytes) -> None:
        """More bytes of the document."""
        self._parser.Parse(piece, False)

    def close(self) -> list[Table]:
        """Every table; ExpatError when the document is cut short."""
        self._parser.Parse(b"", True)
        return self._found

    @staticmethod
    def _no_doctype(*_: object) -> None:
        raise expat.ExpatError("document type")

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise OverflowError("too-large-inside")
        tag = _tag(name)
        if self._skipped or name == _FALLBACK or tag in _PASSED_OVER:
            self._skipped += 1
            if tag == "del" and self._in_row_properties and self._open:
                self._open[-1].dropped = True
            return
        values = {_tag(key): value for key, value in given.items()}
        match tag:
            case "tbl":
                self._table()
            case "tr":
                self._row()
            case "trPr":
                self._in_row_properties = True
            case "tc":
                self._cell()
            case "gridSpan" | "gridBefore":
                self._span(tag, values.get("val", "1"))
            case "vMerge" if self._open:
                self._open[-1].upright = values.get("val") or "continue"
            case "p" | "tab" | "br" | "cr":
                self._say(" ")
            case "r":
                self._raised = False
            case "vertAlign":
                self._raised = values.get("val") == "superscript"
            case "t":
                self._in_text = True
            case "noBreakHyphen":
                self._say("-")
            case "footnoteReference" | "endnoteReference":
                self._say(f" [{values.get('id', '')}]")

    def _end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        match _tag(name):
            case "t":
                self._in_text = False
            case "trPr":
                self._in_row_properties = False
            case "tc":
                self._cell_done()
            case "tr":
                self._row_done()
            case "tbl":
                self._open.pop()
            case "p" if not self._open:
                self._paragraph_done()

    def _characters(self, text: str) -> None:
        if not self._in_text or self._skipped:
            return
        words = text.strip()
        if self._raised and _MARK.fullmatch(words) and not _ORDINAL.fullmatch(words):
            self._say(f" [{words}]")
        else:
            self._say(text)

    def _say(self, text: str) -> None:
        if not self._open:
            if sum(map(len, self._loose)) < _LONGEST_ABOVE:
                self._loose.append(text)
        else:
            self._open[-1].text.append(text)

    def _paragraph_done(self) -> None:
        words = " ".join("".join(self._loose).split())
        self._loose.clear()
        if words:
            self._paragraphs = [*self._paragraphs, words[:_LONGEST_ABOVE]][-_ABOVE:]

    def _table(self) -> None:
        if len(self._open) >= _DEEPEST:
            raise OverflowError("too-large-inside")
        if self._open:
            outer = self._open[-1]
            outer.inner += 1
            table = Table(f"{outer.number}.{outer.inner}", [])
        else:
            self._outer += 1
            table = Table(str(self._outer), self._paragraphs)
            self._paragraphs = []
        self._open.append(table)
        self._found.append(table)

    def _row(self) -> None:
        if self._open:
            table = self._open[-1]
            if len(table.rows) >= self._limits[0]:
                raise OverflowError("too-many-rows")
            table.rows.append([])
            table.column, table.dropped = 0, False

    def _cell(self) -> None:
        if self._open:
            table = self._open[-1]
            table.span, table.upright, table.text = 1, "", []

    def _span(self, tag: str, value: str) -> None:
        if not self._open:
            return
        table = self._open[-1]
        wide = int(value) if value.isdigit() and len(value) < 6 else 1
        if table.column + wide > self._limits[1]:
            raise OverflowError("too-many-columns")
        if tag == "gridSpan":
            table.span = max(1, wide)
        elif table.rows:
            table.rows[-1].extend([""] * wide)
            table.column += wide

    def _cell_done(self) -> None:
        if not self._open or not self._open[-1].rows:
            return
        table = self._open[-1]
        text = " ".join("".join(table.text).split())
        table.text = []
        if len(text) > self._limits[2]:
            raise OverflowError("cell-too-long")
        row, first = len(table.rows), table.column + 1
        last = table.column + table.span
        if last > self._limits[1]:
            raise OverflowError("too-many-columns")
        if table.upright == "continue" and first in table.held:
            text = ""
        table.rows[-1].extend([text, *([""] * (table.span - 1))])
        table.column = last
        self._merge(table, row, first, last)

    @staticmethod
    def _merge(table: Table, row: int, first: int, last: int) -> None:
        """Note a merged range: a cell that is wide, or goes on from the row above."""
        if table.upright == "continue" and first in table.held:
            top, place = table.held[first]
            table.merged[place] = (top, first, row, max(last, table.merged[place][3]))
            return
        table.held.pop(first, None)
        if table.upright == "restart" or last > first:
            table.merged.append((row, first, row, last))
            if table.upright == "restart":
                table.held[first] = (row, len(table.merged) - 1)

    def _row_done(self) -> None:
        if self._open and self._open[-1].dropped and self._open[-1].rows:
            table = self._open[-1]
            table.rows.pop()
            table.merged = [r for r in table.merged if r[0] <= len(table.rows)]


def _tag(name: str) -> str:
    """The name without Word's namespace; empty for an element of another."""
    for namespace in _NAMESPACES:
        if name.startswith(namespace):
            return name[len(namespace) :]
    return "" if " " in name else name
