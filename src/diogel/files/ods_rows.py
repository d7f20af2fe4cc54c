"""The rows of an OpenDocument sheet as its XML goes by, a few of them in memory at a time."""

from __future__ import annotations

from xml.parsers import expat

from diogel.files.workbooks import cell_text

Row = tuple[str, ...]
_CELLS = frozenset(("table:table-cell", "table:covered-table-cell"))
_NUMBERS = frozenset(("float", "currency", "percentage"))
# An empty cell or row may be repeated to the edge of the sheet; nobody fills so many alike.
_MOST_ALIKE = 1_000
# One more than any limit: a row that is wider is told to be too wide, not kept.
_MOST_CELLS = 1_001
_MOST_TEXT = 1_000_000


class OdsRows:
    """Takes the bytes of `content.xml` in pieces and gives the rows that are complete.

    A declaration of document type is refused (expat.ExpatError): a sheet has none, and
    entities are how small XML grows large.
    """

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._no_doctype
        self._done: list[tuple[str, int, Row]] = []
        self._sheet = ""
        self._row = 0
        self._cells: list[str] = []
        self._blank_cells = 0
        self._row_repeat = self._cell_repeat = 1
        self._value = ""
        self._valued = False
        self._pieces: list[str] = []
        self._length = 0
        self._paragraph = 0
        self._annotation = 0

    def feed(self, chunk: bytes) -> list[tuple[str, int, Row]]:
        """The rows that this piece completes: sheet, row from 1, cells."""
        self._parser.Parse(chunk, False)
        return self._taken()

    def close(self) -> list[tuple[str, int, Row]]:
        """The last rows; expat.ExpatError when the XML is cut short."""
        self._parser.Parse(b"", True)
        return self._taken()

    def _taken(self) -> list[tuple[str, int, Row]]:
        done, self._done = self._done, []
        return done

    @staticmethod
    def _no_doctype(*_: object) -> None:
        raise expat.ExpatError("document type")

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name in _CELLS:
            self._cell_repeat = int(given.get("table:number-columns-repeated", 1))
            self._value, self._valued = _valued(given)
            self._pieces.clear()
            self._length = 0
        elif name == "text:p":
            self._paragraph += 1
            if self._pieces:
                self._pieces.append("\n")
        elif name == "text:s":
            self._text(" " * min(int(given.get("text:c", 1)), _MOST_ALIKE))
        elif name == "table:table-row":
            self._row_repeat = int(given.get("table:number-rows-repeated", 1))
            self._cells, self._blank_cells = [], 0
        elif name == "table:table":
            self._sheet, self._row = given.get("table:name", ""), 0
        elif name == "office:annotation":
            self._annotation += 1

    def _text(self, text: str) -> None:
        if self._paragraph and not self._annotation:
            self._pieces.append(text)
            self._length += len(text)
            if self._length > _MOST_TEXT:
                raise expat.ExpatError("text")

    def _end(self, name: str) -> None:
        if name in _CELLS:
            self._end_cell()
        elif name == "text:p":
            self._paragraph -= 1
        elif name == "table:table-row":
            self._end_row()
        elif name == "office:annotation":
            self._annotation -= 1
            self._pieces.clear()

    def _end_cell(self) -> None:
        text = self._value if self._valued else "".join(self._pieces).strip()
        if not text:
            self._blank_cells += self._cell_repeat
            return
        if self._cell_repeat > _MOST_ALIKE:
            raise expat.ExpatError("repeated")
        room = _MOST_CELLS - len(self._cells)
        self._cells.extend([""] * min(self._blank_cells, room))
        self._blank_cells = 0
        room = _MOST_CELLS - len(self._cells)
        self._cells.extend([text] * min(self._cell_repeat, room))

    def _end_row(self) -> None:
        if not self._cells:
            self._row += self._row_repeat
            return
        if self._row_repeat > _MOST_ALIKE:
            raise expat.ExpatError("repeated")
        cells = tuple(self._cells)
        for _ in range(self._row_repeat):
            self._row += 1
            self._done.append((self._sheet, self._row, cells))


def _valued(given: dict[str, str]) -> tuple[str, bool]:
    """What a cell's attributes say it holds, and whether they say it at all."""
    kind = given.get("office:value-type", "")
    if kind in _NUMBERS:
        return cell_text(float(given["office:value"])), True
    if kind == "date":
        day = given["office:date-value"]
        return day.removesuffix("T00:00:00").replace("T", " "), True
    if kind == "boolean":
        return given["office:boolean-value"].upper(), True
    return "", False
