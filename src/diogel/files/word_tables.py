"""The tables of a Word file (.docx) as sheets of text cells, with addresses.

The document's XML is read as it goes by: nothing is kept but the tables, nothing outside the
file is opened, and a declaration of document type is refused, since entities are how a small
file grows large.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from xml.parsers import expat

from diogel.core import Problem
from diogel.files.sheet import Limits, Sheet, note, refuse
from diogel.files.sheets import file_bytes
from diogel.files.word_xml import Table, WordTables

DOCUMENT = "word/document.xml"
RELATIONS = "word/_rels/document.xml.rels"
DOCUMENT_BYTES = 60_000_000  # of the document's XML; tags are slower than text
_CHUNK = 1 << 18
_EXTERNAL = re.compile(rb"<Relationship\b[^<>]*TargetMode=[\"']External[\"'][^<>]*>")
_HARMLESS = b"/hyperlink"


def read_word_tables(
    path: Path, limits: Limits | None = None, *, named: str = "{number}"
) -> tuple[Sheet, ...]:
    """Every table of a Word file, in order, a table within a table after the one it is in.

    Parameters
    ----------
    named : str
        What a table is called in an address, with `{number}`: "Table {number}". A table
        within the second one has the number 2.1.

    Raises
    ------
    Refused
        The file is missing, damaged, protected, too large, or no Word file.
    """
    limits = limits or Limits()
    data = file_bytes(path, limits)
    tables, notes = _tables(path.name, data, limits)
    sheets = [_sheet(path.name, table, named, limits) for table in tables]
    filled = [sheet for sheet in sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise refuse("file.no-tables", path.name)
    first = filled[0]
    return (
        Sheet(first.name, first.rows, first.file, notes, first.merged, first.above),
        *filled[1:],
    )


def _tables(name: str, data: bytes, limits: Limits) -> tuple[list[Table], tuple[Problem, ...]]:
    if data[:4] == b"\xd0\xcf\x11\xe0":  # an encrypted file lies in an older container
        raise refuse("file.password", name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(name, archive, len(data), limits)
            return _parsed(name, archive, limits), _notes(name, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise refuse("file.damaged", name) from None
    except KeyError:
        raise refuse("file.not-a-document", name) from None
    except RuntimeError:  # a part of the archive asks for a password
        raise refuse("file.password", name) from None


def _check(name: str, archive: zipfile.ZipFile, size: int, limits: Limits) -> None:
    _check_expanded(name, archive, size, limits, DOCUMENT)


def _check_expanded(
    name: str, archive: zipfile.ZipFile, size: int, limits: Limits, main: str
) -> None:
    parts = archive.infolist()
    expanded = sum(part.file_size for part in parts)
    bomb = expanded > limits.ratio_from and expanded > size * limits.ratio
    large = archive.getinfo(main).file_size > DOCUMENT_BYTES
    if bomb or large or expanded > limits.expanded_bytes:
        raise refuse("file.too-large-inside", name)


def _parsed(name: str, archive: zipfile.ZipFile, limits: Limits) -> list[Table]:
    reader = WordTables(limits.rows, limits.columns, limits.cell_characters)
    read = 0
    try:
        with archive.open(DOCUMENT) as part:
            while piece := part.read(_CHUNK):
                read += len(piece)
                if read > DOCUMENT_BYTES:  # the archive's own word for the size was a lie
                    raise refuse("file.too-large-inside", name)
                reader.feed(piece)
        return reader.close()
    except expat.ExpatError:
        raise refuse("file.damaged", name) from None
    except OverflowError as error:
        raise refuse(f"file.{error}", name, "", _allowed(str(error), limits)) from None


def _allowed(what: str, limits: Limits) -> str:
    allowed = {
        "too-many-rows": limits.rows,
        "too-many-columns": limits.columns,
        "cell-too-long": limits.cell_characters,
    }
    return f"{allowed[what]:,}" if what in allowed else ""


def _notes(name: str, archive: zipfile.ZipFile) -> tuple[Problem, ...]:
    """What is told of the file: macros, and links to other files, which were not followed."""
    parts = archive.namelist()
    notes = []
    if any(part.endswith("vbaProject.bin") for part in parts):
        notes.append(note("file.macros", name))
    links = _EXTERNAL.findall(archive.read(RELATIONS)) if RELATIONS in parts else []
    if any(_HARMLESS not in link for link in links):
        notes.append(note("file.document-links", name))
    return tuple(notes)


def _sheet(file: str, table: Table, named: str, limits: Limits) -> Sheet:
    if len(table.rows) > limits.rows:
        raise refuse("file.too-many-rows", file, f"{len(table.rows):,}", f"{limits.rows:,}")
    return Sheet(
        named.replace("{number}", table.number),
        tuple(tuple(row) for row in table.rows),
        file,
        merged=tuple(sorted(table.merged)),
        above=tuple(table.above),
    )


_MAIN_PARTS = {".docx": DOCUMENT, ".odt": "content.xml"}


def written_file(path: Path, limits: Limits | None = None) -> bytes:
    """The bytes of a Word or OpenDocument text, judged safe to give to a program that reads it.

    Raises
    ------
    Refused
        The file is missing, damaged, protected, too large, or no such document.
    """
    limits = limits or Limits()
    data = file_bytes(path, limits)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise refuse("file.password", path.name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            main = _MAIN_PARTS[path.suffix.lower()]
            _check_expanded(path.name, archive, len(data), limits, main)
            with archive.open(main) as part:
                text = part.read(DOCUMENT_BYTES + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise refuse("file.damaged", path.name) from None
    except KeyError:
        raise refuse("file.not-a-document", path.name) from None
    except RuntimeError:
        raise refuse("file.password", path.name) from None
    if len(text) > DOCUMENT_BYTES:
        raise refuse("file.too-large-inside", path.name)
    if b"<!DOCTYPE" in text:
        raise refuse("file.damaged", path.name)
    return data
