"""What a person typed into one cell of a template."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from diogel.core import Grain, Period, Place
from diogel.standard.templates.texts import chosen
from diogel.standard.validation.did_you_mean import folded
from diogel.standard.validation.guard import is_nhs_number
from diogel.standard.validation.number_cells import NHS_DIGITS

MARKS = ("x", "c", "z")
_MARK = re.compile(r"\[?\s*([xcz])\s*\]?", re.IGNORECASE)
_NUMBER = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,12})?")
_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed value: a number, a mark, or neither with the code of the fault."""

    number: float | None = None
    mark: str = ""
    fault: str = ""

    @property
    def blank(self) -> bool:
        """True when nothing was typed."""
        return self.number is None and not self.mark and not self.fault


def typed_value(text: str, kind: str) -> Typed:
    """What was typed as a value of a kind ("count", "percent", ...)."""
    said = text.strip().replace("\u2212", "-")
    if not said:
        return Typed()
    if found := _MARK.fullmatch(said):
        return Typed(mark=f"[{found[1].lower()}]")
    bare = said.rstrip("% ") if kind == "percent" else said.lstrip("£ ")
    if not _NUMBER.fullmatch(bare):
        return Typed(fault="template.not-a-value")
    if len(bare) == NHS_DIGITS and bare.isdigit() and is_nhs_number(bare):
        return Typed(fault="personal.nhs-number")
    number = float(bare.replace(",", ""))
    if number < 0:
        return Typed(fault="template.negative")
    if kind == "count" and not number.is_integer():
        return Typed(fault="template.not-whole")
    if kind == "percent" and number > 100:
        return Typed(fault="template.over-hundred")
    return Typed(number)


def status_of(text: str) -> str:
    """The code of a status; "observed" for a blank, empty for words that are none."""
    return chosen("status").get(folded(text), "") if text.strip() else "observed"


def day_of(text: str) -> str:
    """A day as 2026-11-03; empty for what is no day."""
    said = text.strip()
    try:
        if found := _DAY.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1])).isoformat()
        return datetime.fromisoformat(said).date().isoformat()
    except ValueError:
        return ""


def period_of(text: str) -> Period | None:
    """A period as the template writes it; None for anything else.

    Spreadsheets turn 2026-10 into the first day of that month, which is read as the month.
    """
    said = text.strip()
    try:
        period = Period.parse(day_of(said) or said)
    except ValueError:
        return None
    if period.grain is Grain.DAY:
        first = period.start.day == 1
        return Period.month(period.start.year, period.start.month) if first else None
    return period
