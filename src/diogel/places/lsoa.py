"""Lower layer super output areas (LSOA): which authority each lies in, and since which census.

Small areas of some 1,500 people, drawn for a census. Most codes of 2011 went on in 2021;
72 ended and 80 began. Every Welsh code of either census lies in one authority, so the two
vintages can be asked together and nothing is lost where a supplier changes over. A name is
never asked: 102 areas kept their code and changed their name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from diogel.places.areas import read_data

VINTAGES = (2011, 2021)


@dataclass(frozen=True, slots=True)
class Lsoa:
    """One area.

    Attributes
    ----------
    code : str
        "W01000001". A code between two others that no census used is no area at all.
    authority : str
        The code of its local authority ("W06000001"), the same under both censuses.
    vintages : tuple of int
        The censuses that had it: (2011,), (2021,) or both.
    """

    code: str
    authority: str
    vintages: tuple[int, ...]


@cache
def lsoas() -> Mapping[str, Lsoa]:
    """Every Welsh area of either census by code, in order of code: 1,989 of them."""
    return MappingProxyType({one.code: one for row in read_data("lsoa.csv") for one in _run(row)})


def _run(row: Mapping[str, str]) -> Iterable[Lsoa]:
    vintages = tuple(year for year in VINTAGES if row[f"in_{year}"] == "yes")
    for number in range(int(row["first"][1:]), int(row["last"][1:]) + 1):
        yield Lsoa(f"W{number:08}", row["authority"], vintages)


def authority_of_lsoa(code: str) -> str | None:
    """The authority of an area; None for a code that no Welsh area has or had."""
    one = lsoas().get(code)
    return one.authority if one else None


def vintages_of_lsoa(code: str) -> tuple[int, ...]:
    """The censuses that had a code; empty for a code that neither had."""
    one = lsoas().get(code)
    return one.vintages if one else ()


def lsoas_of_authority(authority: str, vintage: int) -> tuple[str, ...]:
    """The codes of an authority's areas in one census, in order."""
    return tuple(
        one.code
        for one in lsoas().values()
        if one.authority == authority and vintage in one.vintages
    )


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An official lookup and our own table place an area in two authorities."""

    code: str
    ours: str
    theirs: str


def disagreements(official: Mapping[str, str]) -> tuple[Disagreement, ...]:
    """Where an official lookup (code to authority) differs from our table.

    An area that only one of the two knows is no disagreement.
    """
    known = lsoas()
    return tuple(
        Disagreement(code, known[code].authority, theirs)
        for code, theirs in sorted(official.items())
        if code in known and known[code].authority != theirs
    )


def missing_vintages(codes: Iterable[str]) -> tuple[int, ...]:
    """The censuses that a lookup with these codes leaves out.

    A census is left out when none of the codes that only it had is there: such a lookup
    would lose the rows of every area that was drawn anew.
    """
    held = set(codes)
    return tuple(
        year
        for year in VINTAGES
        if not any(one.code in held for one in lsoas().values() if one.vintages == (year,))
    )
