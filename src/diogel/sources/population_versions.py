"""Which population a table is: of which mid-year or census, and how surely that is known.

Two populations of one year differ by thousands, and an area's rate with them: no number
goes on without its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

_MID_YEAR = re.compile(r"\bmid[-– _]?(?:year[-– ]?)?(20\d\d)\b", re.IGNORECASE)
_CENSUS = re.compile(r"\bcensus[-– _]?(20[0-2]1)\b|\b(20[0-2]1)[-– _]?census\b", re.IGNORECASE)
_NAMED = re.compile(r"(mid|census)[-_ ]?(20\d\d)", re.IGNORECASE)
VERSION = re.compile(r"(mid|census)-(20\d\d)")
_CENSUS_DAYS = {2001: date(2001, 4, 29), 2011: date(2011, 3, 27), 2021: date(2021, 3, 21)}

# Wales in whole, by which a table without a date is known. Census counts are changed a
# little, cell by cell, to protect people, so that levels differ. ONS; sums of its tables.
PUBLISHED: dict[str, int] = {"mid-2020": 3_169_586, "census-2021": 3_107_489}
PERTURBED = frozenset(("census-2021",))
MOST_PERTURBED = 100


@dataclass(frozen=True, slots=True)
class Known:
    """A version and where it was read: "title", "date", "total", "name" or "person"."""

    version: str
    how: str


def reference_day(version: str) -> date:
    """The day a population is of; ValueError for a text that is no version."""
    found = VERSION.fullmatch(version)
    if not found:
        raise ValueError(version)
    year = int(found[2])
    if found[1] == "mid":
        return date(year, 6, 30)
    if year not in _CENSUS_DAYS:
        raise ValueError(version)
    return _CENSUS_DAYS[year]


def version_in(texts: Iterable[str]) -> str:
    """The version that titles name; empty when they name none, or several."""
    found = set[str]()
    for text in texts:
        found |= {f"mid-{m[1]}" for m in _MID_YEAR.finditer(text)}
        found |= {f"census-{m[1] or m[2]}" for m in _CENSUS.finditer(text)}
    return found.pop() if len(found) == 1 else ""


def version_by_total(total: int) -> str:
    """The version whose published total this is, within what protecting people changes."""
    for version, published in PUBLISHED.items():
        allowed = MOST_PERTURBED if version in PERTURBED else 0
        if abs(total - published) <= allowed:
            return version
    return ""


def version_in_name(name: str) -> str:
    """The version that a file's name speaks of, for a person to confirm; else empty."""
    found = {f"{m[1].casefold()}-{m[2]}" for m in _NAMED.finditer(name)}
    return found.pop() if len(found) == 1 else ""
