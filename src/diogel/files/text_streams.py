"""Text tables of any size, read once in pieces: whole, readable, and in what encoding.

Nothing here holds more than a few pieces in memory. What is looked for is what would make
a reader of large tables fail late, stall, or take a row for another: NUL bytes, a line
without end, quotation marks that do not close, an encoding that is not UTF-8.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, TextIO

from diogel.core import Place, Problem, Refused
from diogel.files.delivery_limits import CHUNK, DeliveryLimits
from diogel.files.line_starts import LineStarts, count_byte
from diogel.files.sheet import note
from diogel.files.text_tables import delimiter_of

HEAD_BYTES = 1 << 16
HEAD_ROWS = 40
_OLDER_LETTERS = "diogel-older-letters"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(slots=True)
class TextStream:
    """What one pass over the bytes of a text table tells; feed it piece by piece.

    Attributes
    ----------
    name : str
        The file's name, for problems.
    limits : DeliveryLimits
    size, lines, quotes : int
        Bytes, line ends, and quotation marks so far.
    returns, pairs : int
        Carriage returns, and those of them that a line feed follows.
    delimiter : str
        What divides its cells, by its first line.
    delimiters : int
        How often that stood so far.
    starts : LineStarts
        How the lines begin.
    """

    name: str
    limits: DeliveryLimits
    size: int = 0
    lines: int = 0
    quotes: int = 0
    start: bytes = b""
    ascii_only: bool = True
    returns: int = 0
    pairs: int = 0
    delimiter: str = ","
    delimiters: int = 0
    starts: LineStarts = field(default_factory=LineStarts)
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)
    _utf8: codecs.IncrementalDecoder | None = None
    _valid: bool = True
    _open_line: int = 0
    _last: bytes = b""

    def feed(self, piece: bytes) -> None:
        """Take the next piece; Refused as soon as the file cannot be a text table."""
        if not self.size:
            self.start = piece[:HEAD_BYTES]
            self.delimiter = delimiter_of(self.start.decode("utf-8", errors="ignore"))[1]
        self.size += len(piece)
        self._digest.update(piece)
        if b"\0" in piece and not self.start.startswith(_UTF16):
            line = self.lines + piece[: piece.index(b"\0")].count(b"\n") + 1
            raise Refused([Problem("file.nul-bytes", Place(self.name, row=line))])
        self._measure_lines(piece)
        self._check_encoding(piece)
        self.quotes += count_byte(piece, '"')
        self.delimiters += count_byte(piece, self.delimiter)
        self.starts.feed(piece)
        if b"\r" in piece or self._last == b"\r":
            self.returns += count_byte(piece, "\r")
            self.pairs += piece.count(b"\r\n") + (self._last == b"\r" and piece[:1] == b"\n")
        self._last = piece[-1:]

    def _measure_lines(self, piece: bytes) -> None:
        first = piece.find(b"\n")
        self._open_line += len(piece) if first < 0 else first
        if self._open_line > self.limits.line_bytes:
            most = f"{self.limits.line_bytes:,}"
            place = Place(self.name, row=self.lines + 1)
            raise Refused([Problem("file.line-too-long", place, f"> {most}", most)])
        if first >= 0:
            self.lines += count_byte(piece, "\n")
            self._open_line = len(piece) - piece.rfind(b"\n") - 1

    def _check_encoding(self, piece: bytes) -> None:
        if not self._valid or (self.ascii_only and piece.isascii()):
            return
        self.ascii_only = False
        self._utf8 = self._utf8 or codecs.getincrementaldecoder("utf-8")()
        try:
            self._utf8.decode(piece)
        except UnicodeDecodeError:
            self._valid = False

    @property
    def sha256(self) -> str:
        """The hash of every byte fed."""
        return self._digest.hexdigest()

    @property
    def line_count(self) -> int:
        """Lines, the last one counted also when it has no end."""
        return self.lines + (self._last not in (b"", b"\n"))

    @property
    def encoding(self) -> str:
        """ "utf-8", "utf-8-sig" or "utf-16", by how it starts."""
        if self.start.startswith(_UTF16):
            return "utf-16"
        return "utf-8-sig" if self.start.startswith(codecs.BOM_UTF8) else "utf-8"

    @property
    def older(self) -> bool:
        """True when it is not UTF-8 or UTF-16 throughout: an older program wrote some of it."""
        cut_short = self._utf8 is not None and self._utf8.getstate()[0] != b""
        return self.encoding != "utf-16" and (not self._valid or cut_short)

    @property
    def plain(self) -> bool:
        """True when a reader of UTF-8 lines can take the bytes as they are.

        A file with two kinds of line end cannot: a reader that starts in its middle would
        find other rows.
        """
        even_line_ends = self.returns == 0 or self.returns == self.pairs == self.lines
        readable = self.encoding == "utf-8" and not self.older
        return readable and even_line_ends and self.start[:4].lower() != b"sep="


def pieces(file: BinaryIO) -> Iterator[bytes]:
    """The file in pieces."""
    while piece := file.read(CHUNK):
        yield piece


def rewritten(
    path: Path, stream: TextStream, target: Path
) -> tuple[TextStream, tuple[Problem, ...]]:
    """Write the table to `target` as plain UTF-8 lines; a note when letters may have changed.

    What is counted is counted again, over what was written.

    What is not UTF-8 is read as the older Windows encoding, letter by letter, so that a
    file that two programs wrote into keeps the letters of both. Five bytes mean nothing in
    that encoding either: they become U+FFFD, which shows. Excel's first line `sep=;` is left
    out, as Excel leaves it out of its row numbers.
    """
    encoding = stream.encoding
    errors = _OLDER_LETTERS if stream.older else "strict"
    plain = TextStream(stream.name, stream.limits)
    try:
        with (
            path.open(encoding=encoding, errors=errors, newline=None) as old,
            target.open("wb") as new,
        ):
            for text in _without_mark(old):
                piece = text.encode()
                plain.feed(piece)
                new.write(piece)
    except UnicodeError:
        raise Refused([Problem("file.not-text", Place(stream.name))]) from None
    told = "UTF-16" if encoding == "utf-16" else "Windows-1252" if stream.older else ""
    return plain, (note("file.encoding", stream.name, told),) if told else ()


def _without_mark(file: TextIO) -> Iterator[str]:
    """The text in pieces, without a first line `sep=;`."""
    first = file.readline(HEAD_BYTES)
    if first[:4].lower() != "sep=":
        yield first
    while text := file.read(CHUNK):
        yield text


def _older_letters(error: UnicodeError) -> tuple[str, int]:
    """Bytes that are not UTF-8 as letters of Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


codecs.register_error(_OLDER_LETTERS, _older_letters)


def head_of(path: Path, name: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """The first rows of a plain table and its delimiter."""
    with path.open("rb") as file:
        start = file.read(HEAD_BYTES)
    text = start.decode("utf-8", errors="ignore")
    whole_lines = text if len(start) < HEAD_BYTES else text[: text.rfind("\n") + 1] or text
    lines, delimiter = delimiter_of(whole_lines)
    rows: list[tuple[str, ...]] = []
    try:
        for row in csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter):
            rows.append(tuple(row))
            if len(rows) == HEAD_ROWS:
                break
    except csv.Error:
        raise Refused([Problem("file.bad-quotes", Place(name, row=len(rows) + 1))]) from None
    return tuple(rows), delimiter


def check_quotes(path: Path, stream: TextStream, delimiter: str) -> None:
    """Refused, with the row, when a quotation mark is opened and never closed.

    Marks that come in pairs over the whole file of a size that is not read through are
    trusted; a source that knows its rows to be lines compares the two.
    """
    odd = stream.quotes % 2 == 1
    if not stream.quotes or (stream.size > stream.limits.quoted_bytes and not odd):
        return
    row = line = 0
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        try:
            for _ in reader:
                row, line = row + 1, reader.line_num
        except csv.Error as error:
            in_one_line = reader.line_num == line + 1
            long = "field limit" in str(error) and in_one_line
            code = "file.cell-too-long" if long else "file.bad-quotes"
            most = f"{csv.field_size_limit():,}"
            found, expected = (f"> {most}", most) if long else ("", "")
            raise Refused(
                [Problem(code, Place(stream.name, row=row + 1), found, expected)]
            ) from None
