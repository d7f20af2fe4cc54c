"""One file of a delivery, judged safe and lying on the disk, ready for a source to look at."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from diogel.files.sheet import Sheet, refuse
from diogel.files.sheets import read_sheets

Kind = Literal["csv", "workbook", "docx", "parquet"]


@dataclass(frozen=True, slots=True)
class Offered:
    """One member of a delivery: what it is called, where it lies, what its start shows.

    Attributes
    ----------
    name : str
        The file's own name, without folders; what a person is told.
    path : Path
        Where its bytes are: the person's own file, or a copy in a scratch folder. A text
        table's bytes there are always UTF-8 without a byte order mark.
    kind : str
        "csv" (any text table), "workbook" (.xlsx, .xls, .ods), "docx" or "parquet".
    inside : str
        Its path inside the delivery ("2018-10/2018-10-gwent-street.csv"), with forward
        slashes; empty for a file that was given alone.
    sha256 : str
        Of the bytes as they were delivered.
    size : int
        Of the bytes at `path`. [bytes]
    head : tuple of tuple of str
        The first rows of a text table, at most forty, or eight in a delivery of very many
        files; empty for other kinds.
    delimiter : str
        What divides the cells of a text table.
    lines : int
        Line ends in a text table, one added when the last line has none: a check that
        nothing was lost on the way, for a table whose cells hold no line ends.
    delimiters : int
        How often `delimiter` stands in a text table, in quotes or not: with `lines` it tells
        in one glance whether every row of a table without quotes is as wide as its head.
    alike : int
        Lines of a text table that begin with the same sixteen bytes as another, lines with
        a blank first cell left out. Zero: no value of the first column stands twice.
    streamed : bool
        True for a workbook that is too large to hold as a whole: `stream_rows` reads it,
        `sheets` refuses.
    """

    name: str
    path: Path
    kind: Kind
    inside: str = ""
    sha256: str = ""
    size: int = 0
    head: tuple[tuple[str, ...], ...] = ()
    delimiter: str = ","
    lines: int = 0
    delimiters: int = 0
    alike: int = 0
    streamed: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The first row of a text table, as written; empty for other kinds."""
        return self.head[0] if self.head else ()

    def sheets(self) -> tuple[Sheet, ...]:
        """Its sheets as text cells; Refused when a reader cannot make sense of it.

        Sources may all ask: the last two files are remembered.
        """
        if self.streamed:
            raise refuse("file.too-large-inside", self.name)
        return _sheets(self.path)


@lru_cache(maxsize=2)
def _sheets(path: Path) -> tuple[Sheet, ...]:
    return read_sheets(path)
