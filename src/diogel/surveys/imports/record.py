"""`imports.toml`: which files were brought in, so that none is counted twice."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from diogel.core import Place, Problem, Refused

NAME = "imports.toml"


@dataclass(frozen=True, slots=True)
class Noted:
    """One file that was brought in.

    Attributes
    ----------
    sha256 : str
        Of the whole file's bytes, in hexadecimal.
    rows_in, placed, refused : int
        `rows_in` is the sum of the other two. [rows]
    """

    file: str
    sha256: str
    day: date
    tool: str
    rows_in: int
    placed: int
    refused: int


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes; empty when it cannot be read, which its reader tells."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, ValueError):
        return ""


def read_record(path: Path) -> tuple[Noted, ...]:
    """The files brought in so far; Refused when the record cannot be read."""
    if not path.is_file():
        return ()
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return tuple(_noted(entry) for entry in raw.get("import", []))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise Refused([Problem("plan.not-toml", Place(file=path.name), str(error))]) from None
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Refused([Problem("import.record-shape", Place(file=path.name))]) from None


def _noted(entry: dict[str, Any]) -> Noted:
    day = entry["date"]
    if not isinstance(day, date):
        raise TypeError(day)
    counts = [int(entry[key]) for key in ("rows_in", "rows_placed", "rows_refused")]
    return Noted(str(entry["file"]), str(entry["sha256"]), day, str(entry["tool"]), *counts)


def record_text(noted: tuple[Noted, ...]) -> str:
    """The record as TOML."""
    lines = list[str]()
    for entry in noted:
        lines += [
            "[[import]]",
            f"file = {json.dumps(entry.file, ensure_ascii=False)}",
            f'sha256 = "{entry.sha256}"',
            f"date = {entry.day.isoformat()}",
            f'tool = "{entry.tool}"',
            f"rows_in = {entry.rows_in}",
            f"rows_placed = {entry.placed}",
            f"rows_refused = {entry.refused}",
            "",
        ]
    return "\n".join(lines)
