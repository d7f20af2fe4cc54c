"""The areas of Wales that community safety is organised by, with the dates they existed.

The facts are typed into `data/`, each row with its source. A start that nobody could tell
us is written `unknown` there and is None here: the area is then taken to have existed at
every earlier date. That matters most for public services boards, some of which merged.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from diogel.core import Bilingual

DATA = Path(__file__).parent / "data"
UNKNOWN = "unknown"


class Scheme(StrEnum):
    """A way of dividing Wales.

    CSP is the division of official statistics; CSP_OPERATING the partnerships that work
    together in practice. A percentage of either must say which.
    """

    COUNTRY = "country"
    LOCAL_AUTHORITY = "local-authority"
    POLICE = "police"
    CSP = "csp"
    CSP_OPERATING = "csp-operating"
    HEALTH = "health"
    FIRE = "fire"
    SAFEGUARDING = "safeguarding"
    RPB = "rpb"
    PSB = "psb"


@dataclass(frozen=True, slots=True)
class Area:
    """A place with a code.

    Attributes
    ----------
    code : str
        Its GSS code; for divisions without one, a stable name of ours ("psb-gwent").
    name, organisation : Bilingual
        The place ("Cardiff") and the body that serves it ("Cardiff Council").
    valid_from, valid_to : date or None
        First and last day. None as start: not known. None as end: still there.
    source : str
        Where the facts of this row were read.
    """

    code: str
    scheme: Scheme
    name: Bilingual
    organisation: Bilingual
    valid_from: date | None
    valid_to: date | None
    source: str

    @property
    def start_known(self) -> bool:
        """False when nobody could tell when the area began."""
        return self.valid_from is not None

    def existed(self, as_at: date | None) -> bool:
        """True on that day; with None, while it has no end."""
        return in_force(self.valid_from, self.valid_to, as_at)


def in_force(valid_from: date | None, valid_to: date | None, as_at: date | None) -> bool:
    """True when the day lies within the two dates, an unknown start counting as always."""
    if as_at is None:
        return valid_to is None
    started = valid_from is None or valid_from <= as_at
    return started and (valid_to is None or as_at <= valid_to)


def read_data(name: str) -> list[dict[str, str]]:
    """The rows of one file of facts."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read_day(text: str) -> date | None:
    """A day as it is typed in the files; None for unknown and for empty."""
    return None if text in ("", UNKNOWN) else date.fromisoformat(text)


@cache
def _register() -> dict[str, Area]:
    return {
        row["code"]: Area(
            code=row["code"],
            scheme=Scheme(row["scheme"]),
            name=Bilingual(row["en"], row["cy"], row["review"]),
            organisation=Bilingual(row["organisation_en"], row["organisation_cy"], row["review"]),
            valid_from=read_day(row["valid_from"]),
            valid_to=read_day(row["valid_to"]),
            source=row["source"],
        )
        for row in read_data("areas.csv")
    }


def area(code: str) -> Area:
    """The area of a code; KeyError when there is none."""
    return _register()[code]


def every_area() -> tuple[Area, ...]:
    """Every area of every division, those that have ended too, in the order of their register."""
    return tuple(_register().values())


def areas(scheme: Scheme | str, *, as_at: date | None = None) -> tuple[Area, ...]:
    """The areas of a division on a day, in the order of their register.

    The length is the denominator of a coverage figure. With no day, those of today.
    """
    wanted = Scheme(scheme)
    return tuple(a for a in _register().values() if a.scheme is wanted and a.existed(as_at))


@cache
def _scheme_names() -> dict[Scheme, Bilingual]:
    return {
        Scheme(row["scheme"]): Bilingual(row["en"], row["cy"], row["review"])
        for row in read_data("schemes.csv")
    }


def scheme_name(scheme: Scheme | str) -> Bilingual:
    """What the areas of a division are called, in the plural."""
    return _scheme_names()[Scheme(scheme)]
