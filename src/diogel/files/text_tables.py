"""Text tables (.csv): encoding, delimiter and cells, with nothing guessed about types."""

from __future__ import annotations

import codecs
import csv
import io

from diogel.core import Problem
from diogel.files.sheet import Limits, Sheet, note, refuse
from diogel.files.workbooks import limited
from diogel.files.writing import FORMULA_STARTS

DELIMITERS = (",", ";", "\t")
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 26})


def read_text_table(name: str, data: bytes, limits: Limits) -> Sheet:
    """The one sheet of a text table. A record that spans lines is one row, as in Excel."""
    text, notes = _decode(name, data)
    lines, delimiter = delimiter_of(text)
    try:
        reader = csv.reader(io.StringIO(lines, newline=""), delimiter=delimiter, strict=True)
        rows = []
        for row in reader:
            rows.append(tuple(map(_shown, row)))
            _check(name, rows, limits)
    except csv.Error as error:
        if "field limit" in str(error):
            most = f"{limits.cell_characters:,}"
            raise refuse("file.cell-too-long", name, f"> {most}", most) from None
        raise refuse("file.bad-quotes", name) from None
    return limited(Sheet("", tuple(rows), name, notes), limits)


def _check(name: str, rows: list[tuple[str, ...]], limits: Limits) -> None:
    if len(rows) > limits.rows:
        raise refuse("file.too-many-rows", name, f"{len(rows):,}", f"{limits.rows:,}")
    if len(rows[-1]) > limits.columns:
        raise refuse("file.too-many-columns", name, str(len(rows[-1])), str(limits.columns))


def _shown(cell: str) -> str:
    """The cell's text, without the mark that keeps a spreadsheet from reading a formula."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_STARTS else text


def _decode(name: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    """The text, with a note when it is not UTF-8."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if data.startswith(mark):
            return _decode_as(name, data, encoding), (note("file.encoding", name, "UTF-16"),)
    if data.translate(None, _CONTROL) != data:
        raise refuse("file.not-text", name)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), (note("file.encoding", name, "Windows-1252"),)
    except UnicodeDecodeError:
        return data.decode("latin-1"), (note("file.encoding", name, "Latin-1"),)


def read_text(name: str, data: bytes) -> str:
    """The text of a file that must be UTF-8, such as a Markdown file."""
    return _decode_as(name, data, "utf-8-sig")


def _decode_as(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise refuse("file.not-text", name) from None


def delimiter_of(text: str) -> tuple[str, str]:
    """The text of the table and its delimiter, by what the header line holds most of.

    Excel's own first line `sep=;` settles it and is no row; the header is still row 1
    when Excel shows the file.
    """
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.rstrip("\r")) == 5:
        return rest, first[4]
    header = next((line for line in text.splitlines() if line.strip()), "")
    outside = "".join(header.split('"')[::2])
    return text, max(DELIMITERS, key=outside.count)
