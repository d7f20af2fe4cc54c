"""Opens a workbook or a text table safely: what it is, is it whole, is it too much."""

from __future__ import annotations

import stat
from pathlib import Path

from diogel.core import Problem
from diogel.files.sheet import Limits, Sheet, column_letter, refuse
from diogel.files.text_tables import read_text, read_text_table
from diogel.files.workbooks import read_workbook
from diogel.files.zipped import zipped_kind

__all__ = ["Limits", "Sheet", "column_letter", "read_sheets", "read_text_file"]

SUFFIXES = {
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".ods": "ods",
    ".xls": "xls",
    ".csv": "text",
    ".tsv": "text",
    ".txt": "text",
}
NAMES = {"xlsx": ".xlsx", "ods": ".ods", "xls": ".xls", "text": ".csv"}
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def read_sheets(path: Path, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """Every sheet of a workbook or text table that has a cell in it.

    Formulas and macros are never run; what is read is what was last calculated and saved.

    Raises
    ------
    Refused
        The file is missing, locked, damaged, protected, empty, too large, or not what its
        name says.
    """
    limits = limits or Limits()
    data = file_bytes(path, limits)
    kind, notes = _kind(path, data, limits)
    if kind == "text":
        sheets: tuple[Sheet, ...] = (read_text_table(path.name, data, limits),)
    else:
        sheets = read_workbook(path.name, data, kind, limits, notes)
    filled = tuple(sheet for sheet in sheets if any(any(row) for row in sheet.rows))
    if not filled:
        raise refuse("file.empty", path.name)
    return filled


def read_text_file(path: Path, limits: Limits | None = None) -> str:
    """The text of a UTF-8 file, with the same care: Refused when it cannot be read."""
    return read_text(path.name, file_bytes(path, limits or Limits()))


def file_bytes(path: Path, limits: Limits) -> bytes:
    try:
        if path.is_dir():
            raise refuse("file.folder", path.name)
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):  # a pipe or a device could be read without end
            raise refuse("file.unreadable", path.name)
        size = about.st_size
        if size > limits.file_bytes:
            raise refuse("file.too-large", path.name, megabytes(size), megabytes(limits.file_bytes))
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file.missing", path.name) from None
    except (OSError, ValueError):
        raise refuse("file.unreadable", path.name) from None
    if not data.strip():
        raise refuse("file.empty", path.name)
    return data


def megabytes(size: int) -> str:
    """A size for reading. [MB, a million bytes]"""
    return f"{size / 1_000_000:.1f} MB"


def _kind(path: Path, data: bytes, limits: Limits) -> tuple[str, tuple[Problem, ...]]:
    """What the content is, which must be what the name says."""
    declared = SUFFIXES.get(path.suffix.lower())
    if declared is None:
        raise refuse("file.unknown-type", path.name, path.suffix, ".xlsx, .xls, .ods, .csv")
    notes: tuple[Problem, ...] = ()
    if data.startswith(b"PK"):
        kind, notes = zipped_kind(path.name, data, limits)
    elif data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise refuse("file.password", path.name)
        kind = "xls"
    elif declared == "text":
        return "text", ()
    else:
        kind = _kind_without_signature(data)
    if not kind:
        raise refuse("file.damaged", path.name)
    if kind != declared:
        raise refuse("file.wrong-extension", path.name, path.suffix, NAMES[kind])
    return kind, notes


def _kind_without_signature(data: bytes) -> str:
    """Text under a workbook's name; an old .xls stream; or nothing we know."""
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00"):
        return "xls"
    start = data[:4096]
    return "" if b"\x00" in start or sum(byte > 127 for byte in start) > len(start) / 3 else "text"
