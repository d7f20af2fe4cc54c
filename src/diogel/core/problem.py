"""A fault in somebody's data or form: a value that is collected and shown, not an exception."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diogel.core.bilingual import Bilingual


class Severity(StrEnum):
    """What a problem means for the work: it ends it, it wants a look, or it is told."""

    STOP = "stop"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a problem is, in the words of the person who holds the file.

    Attributes
    ----------
    file : str
        The file's name, without folders. Empty when no file is involved.
    sheet : str
        The worksheet's name; empty for a file without sheets.
    row : int or None
        The row as the spreadsheet numbers it, from 1. None for the whole sheet.
    column : str
        The column's heading or letter; empty for the whole row.
    """

    file: str = ""
    sheet: str = ""
    row: int | None = None
    column: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: a stable code, where it is, what was found, what was expected.

    The sentences, one a language, are in the `problems` catalogue under `problems.<code>`;
    `slots` fills what they name beyond `found` and `expected`. A value from a sensitive
    column is never put in `found`: leave it empty and let row and column speak.
    """

    code: str
    place: Place = Place()
    found: str = ""
    expected: str | Bilingual = ""
    severity: Severity = Severity.STOP
    slots: Mapping[str, str | int | Bilingual] = field(default_factory=dict)
