"""What a result rests on: which periods, which are missing, and which population."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diogel.core import Bilingual, Period

NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Basis:
    """What a result rests on.

    Attributes
    ----------
    first, last : Period
        The window that was asked for, both included.
    used, missing : tuple of Period
        Its months (or quarters, years) with a number, and those without.
    members_missing : tuple of str
        Codes of the authorities that have no number in some of them.
    forces, of_forces : int
        In how many of the police forces that the area lies in every month is there.
    population : str
        The version of the denominator: "census-2021"; empty for none.
    population_day : date or None
        The day that it counts.
    taken : date or None
        The latest day on which any of the numbers was taken from its supplier's system, or
        supplied; None where nobody says.
    """

    first: Period
    last: Period
    used: tuple[Period, ...]
    missing: tuple[Period, ...] = ()
    members_missing: tuple[str, ...] = ()
    forces: int = 0
    of_forces: int = 0
    population: str = ""
    population_day: date | None = None
    taken: date | None = None

    @property
    def whole(self) -> bool:
        """True when no month is missing."""
        return bool(self.used) and not self.missing
