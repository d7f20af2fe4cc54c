"""What is wrong with one cell, before it has an address, and how serious each kind is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.core import Bilingual, Severity

LOOK = frozenset(
    {
        "data.child-is-parent",
        "data.child-sum",
        "data.column-misspelt",
        "data.column-unknown",
        "data.area-month-missing",
        "data.month-missing",
        "data.note-one-language",
        "data.period-length",
        "data.row-stray",
        "data.same-across-force",
        "data.text-damaged",
        "data.zeros-then-jump",
    }
)
NOTE = frozenset({"data.more"})


def severity(code: str) -> Severity:
    """What a kind of fault means for the work."""
    if code in NOTE:
        return Severity.NOTE
    return Severity.LOOK if code in LOOK else Severity.STOP


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with one cell of a row.

    Attributes
    ----------
    column : str
        The standard's name of the column; empty for the whole row.
    code, found, expected, slots
        As in `Problem`. `found` is empty for anything that could be personal.
    """

    column: str
    code: str
    found: str = ""
    expected: str | Bilingual = ""
    slots: Mapping[str, str | int | Bilingual] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Judged:
    """What is to be thought of one text in one column.

    Attributes
    ----------
    value : str or None
        What the text means: itself when it is right, the repaired text when it is plain
        what was meant, None when it cannot be used. Later rules look at this, so that one
        mistake is told once.
    """

    value: str | None
    fault: Fault | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault at a row of the sheet, counted from 1."""

    row: int
    fault: Fault
