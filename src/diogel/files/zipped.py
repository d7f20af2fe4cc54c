"""Looks into a zipped workbook before anything opens it: kind, size, wholeness, traps.

Reading every part once with its checksum is what finds a truncated file and a header that
lies about its size; a cell far outside the limits would make a reader reserve memory for
everything up to it.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from diogel.core import Problem
from diogel.files.sheet import Limits, column_number, note, refuse

# A cell with something in it, by its own address, or by its row's when it has none. Cells
# that are only formatted are left alone: people format whole rows and columns.
_ADDRESS = re.compile(
    rb'<(?:\w+:)?c\s[^<>]*?\br="([A-Z]+)(\d+)"[^<>]*(?<!/)>'
    rb'|<(?:\w+:)?row\s[^<>]*?\br="(\d+)"[^<>]*(?<!/)>\s*<(?:\w+:)?c(?![^<>]*\br=)'
)
_FAR = re.compile(rb'\br="(?:[A-Z]{3,}\d+|[A-Z]*\d{6,})"')
# Both a long and a wide address: only such a sheet can be spread over too many cells.
_LONG = re.compile(rb'\br="[A-Z]*\d{5,}"')
_WIDE = re.compile(rb'\br="[A-Z]{2,}\d+"')
_REPEATED = re.compile(rb'number-(?:columns|rows)-repeated="\d{4,}"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^<>]*?\bref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
# Definitions that a text can be made of: no spreadsheet writes any.
_DEFINED = tuple("<!DOCTYPE".encode(letters) for letters in ("ascii", "utf-16-le", "utf-16-be"))
_CHUNK = 1 << 20
_OVERLAP = 4096


def zipped_kind(name: str, data: bytes, limits: Limits) -> tuple[str, tuple[Problem, ...]]:
    """ "xlsx" or "ods", with what is worth a note; Refused for anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _examine(name, archive, len(data), limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError):
        raise refuse("file.damaged", name) from None
    except KeyError:  # a part that every workbook has is not there
        raise refuse("file.not-a-workbook", name) from None
    except RuntimeError:  # a part of the archive asks for a password
        raise refuse("file.password", name) from None


def _examine(
    name: str, archive: zipfile.ZipFile, size: int, limits: Limits
) -> tuple[str, tuple[Problem, ...]]:
    parts = {info.filename: info for info in archive.infolist()}
    expanded = sum(info.file_size for info in parts.values())
    bomb = expanded > limits.ratio_from and expanded > size * limits.ratio
    if expanded > limits.expanded_bytes or bomb:
        raise refuse("file.too-large-inside", name)
    if "xl/workbook.xml" in parts:
        _check_spread(name, archive, limits)
        return "xlsx", _notes(name, parts)
    if "content.xml" in parts and b"spreadsheet" in archive.read("mimetype")[:200]:
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise refuse("file.password", name)
        _check_repeats(name, archive, limits)
        return "ods", ()
    if "xl/workbook.bin" in parts:
        raise refuse("file.unknown-type", name, ".xlsb", ".xlsx, .xls, .ods, .csv")
    raise refuse("file.not-a-workbook", name)


def _notes(name: str, parts: dict[str, zipfile.ZipInfo]) -> tuple[Problem, ...]:
    notes = []
    if any(part.endswith("vbaProject.bin") for part in parts):
        notes.append(note("file.macros", name))
    if any(part.startswith("xl/externalLinks/") for part in parts):
        notes.append(note("file.external-links", name))
    return tuple(notes)


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """A part in pieces that overlap, so that nothing is cut at a border."""
    tail = b""
    with archive.open(part) as file:
        while piece := file.read(_CHUNK):
            yield tail + piece
            tail = piece[-_OVERLAP:]


def merged_cells(path: Path) -> int:
    """How many cells of an .xlsx lie in merges, with those of a merge that overlaps another."""
    with zipfile.ZipFile(path) as archive:
        merges = {
            (part, *merge)
            for part in archive.namelist()
            if part.startswith("xl/worksheets/") and part.endswith(".xml")
            for piece in _pieces(archive, part)
            for merge in _MERGED.findall(piece)
        }
    return sum(_cells_of(*corners) for _, *corners in merges)


def _cells_of(left: bytes, top: bytes, right: bytes, bottom: bytes) -> int:
    width = column_number(right.decode()) - column_number(left.decode()) + 1
    return max(width, 0) * max(int(bottom) - int(top) + 1, 0)


def _check_spread(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    for info in archive.infolist():
        for piece in _pieces(archive, info.filename):
            if info.filename.endswith((".xml", ".rels", ".vml")):
                _check_definitions(name, piece)
            if not info.filename.endswith(".xml") or not _FAR.search(piece):
                continue
            for letters, digits, row in _ADDRESS.findall(piece):
                _check_address(name, letters.decode(), int(digits or row), limits)
        if info.filename.startswith("xl/worksheets/"):
            _check_area(name, archive, info.filename, limits)


def _check_definitions(name: str, piece: bytes) -> None:
    """Refuse a part that defines texts of its own, which may hold each other without end."""
    if any(mark in piece for mark in _DEFINED):
        raise refuse("file.definitions", name)


def _check_area(name: str, archive: zipfile.ZipFile, part: str, limits: Limits) -> None:
    """Refuse a sheet whose first and last cells are so far apart that all between are many."""
    if not all(any(map(far.search, _pieces(archive, part))) for far in (_LONG, _WIDE)):
        return
    rows, columns = set[int](), set[bytes]()
    for piece in _pieces(archive, part):
        found = _ADDRESS.findall(piece)
        columns |= {letters for letters, _, _ in found}
        rows |= {int(digits or row) for _, digits, row in found}
    width = max((column_number(letters.decode()) for letters in columns), default=1)
    height = max(rows, default=1)
    if width * height > limits.cells:
        raise refuse("file.too-spread", name, f"{height:,} × {width:,}", f"{limits.cells:,}")


def _check_address(name: str, letters: str, row: int, limits: Limits) -> None:
    if row > limits.rows:
        raise refuse("file.too-many-rows", name, f"{row:,}", f"{limits.rows:,}")
    if column_number(letters) > limits.columns:
        raise refuse("file.too-many-columns", name, letters, str(limits.columns))


def _check_repeats(name: str, archive: zipfile.ZipFile, limits: Limits) -> None:
    """Refuse a filled cell or row that is repeated beyond the limits.

    OpenDocument fills a sheet up with empty repeated cells, which costs nothing.
    """
    for info in archive.infolist():
        for piece in _pieces(archive, info.filename):  # to the end: that checks the checksum
            _check_definitions(name, piece)
    content = archive.read("content.xml")
    if not _REPEATED.search(content):
        return
    for row in re.finditer(rb"<table:table-row\b([^>]*)>(.*?)</table:table-row>", content, re.S):
        filled = [tag for tag in re.findall(rb"<table:table-cell\b[^>]*", row[2]) if _filled(tag)]
        if filled and _repeats(row[1], b"rows") > limits.rows:
            raise refuse("file.too-many-rows", name, "", f"{limits.rows:,}")
        if any(_repeats(tag, b"columns") > limits.columns for tag in filled):
            raise refuse("file.too-many-columns", name, "", str(limits.columns))


def _filled(tag: bytes) -> bool:
    return b"value-type=" in tag or b"formula=" in tag


def _repeats(tag: bytes, what: bytes) -> int:
    found = re.search(rb"number-" + what + rb'-repeated="(\d+)"', tag)
    return int(found[1]) if found else 1
