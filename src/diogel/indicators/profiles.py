"""What an area is like: its people, homes, deprivation, kind of place and nearest authorities.

A set is the sum of its authorities, each counted once. What one version of the population does
not hold for all of them is not given, never added up in part.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from math import ceil

from diogel.indicators.area_sets import AreaSet
from diogel.indicators.comparators import DATA, far_from, nearest, rural_urban
from diogel.indicators.evidence import Evidence
from diogel.indicators.populations import HOUSEHOLDS, RESIDENTS, Per, Populations
from diogel.indicators.small_areas import Deprivation
from diogel.places import authority_of_lsoa

AGES: tuple[tuple[int, int | None], ...] = (
    (0, 9),
    (10, 17),
    (18, 24),
    (25, 44),
    (45, 64),
    (65, None),
)
"""Bands of age that are told apart: 10 to 17 is youth justice's, 18 to 24 that of young adults."""
MOST_DEPRIVED = (10, 20, 50)
"""The most deprived so many per cent of the small areas of Wales."""


@dataclass(frozen=True, slots=True)
class Counted:
    """People or homes of an area in one version of the population.

    Attributes
    ----------
    number : float
        [persons] or [households], of all authorities together.
    members : mapping of authority code to number
    """

    version: str
    day: date
    number: float
    members: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class AgeBands:
    """Residents by band of age, in one version of the population. [persons]"""

    version: str
    day: date
    numbers: Mapping[tuple[int, int | None], float]

    @property
    def together(self) -> float:
        """Residents of every age. [persons]"""
        return sum(self.numbers.values())


@dataclass(frozen=True, slots=True)
class Deprived:
    """How many of an area's small areas are among the most deprived of Wales.

    Attributes
    ----------
    version : str
        Of the index: "wimd-2019".
    among : mapping of per cent to number
        10, 20 and 50, each holding those before it. [small areas]
    small_areas : int
        All of the area's. [small areas]
    """

    version: str
    among: Mapping[int, int]
    small_areas: int


@dataclass(frozen=True, slots=True)
class Profile:
    """What an area is like. None where no version that is held has all of it.

    Attributes
    ----------
    residents, homes : Counted or None
        In the latest version that has them for every authority.
    land : mapping of authority code to number
        [square kilometres]
    classes : mapping of authority code to class
        "urban", "rural" and so on, as comparisons take it.
    near : mapping of authority code to number
        For a single authority its five nearest. [standard deviations over all features]
    near_limit : float
        Beyond this nobody is near.
    """

    area: AreaSet
    residents: Counted | None = None
    homes: Counted | None = None
    ages: AgeBands | None = None
    deprived: Deprived | None = None
    land: Mapping[str, float] = field(default_factory=dict)
    classes: Mapping[str, str] = field(default_factory=dict)
    near: Mapping[str, float] = field(default_factory=dict)
    near_limit: float = 0.0

    @property
    def square_km(self) -> float | None:
        """The whole area; None where one authority's is not known. [square kilometres]"""
        known = len(self.land) == len(self.area.authorities)
        return sum(self.land.values()) if known else None


def profile(evidence: Evidence, one: AreaSet) -> Profile:
    """What is held of an area's people, homes, deprivation and kind of place."""
    codes = one.authorities
    return Profile(
        one,
        residents=_counted(evidence.populations, codes, Per(RESIDENTS)),
        homes=_counted(evidence.populations, codes, Per(HOUSEHOLDS)),
        ages=_ages(evidence.populations, codes),
        deprived=_deprived(evidence.deprivation, codes),
        land={code: square_km()[code] for code in codes if code in square_km()},
        classes={code: rural_urban()[code] for code in codes if code in rural_urban()},
        near=nearest(codes[0]) if len(codes) == 1 else {},
        near_limit=far_from(),
    )


@cache
def square_km() -> Mapping[str, float]:
    """The land of each authority. [square kilometres]"""
    with (DATA / "land.csv").open(encoding="utf-8", newline="") as file:
        return {row["authority"]: float(row["square_km"]) for row in csv.DictReader(file)}


def _latest(versions: Iterable[Populations]) -> list[Populations]:
    return sorted(versions, key=lambda one: (one.day, one.version), reverse=True)


def _counted(versions: Iterable[Populations], codes: tuple[str, ...], per: Per) -> Counted | None:
    """Everybody, in the latest version that has all authorities."""
    for one in _latest(versions):
        members = {code: one.number([code], per) for code in codes}
        known = {code: number for code, number in members.items() if number}
        if len(known) == len(codes):
            return Counted(one.version, one.day, sum(known.values()), known)
    return None


def _ages(versions: Iterable[Populations], codes: tuple[str, ...]) -> AgeBands | None:
    """Residents by age, in the latest version that has every band of every authority."""
    for one in _latest(versions):
        numbers = {span: one.number(codes, Per(RESIDENTS, span)) for span in AGES}
        known = {span: number for span, number in numbers.items() if number is not None}
        if len(known) == len(AGES):
            return AgeBands(one.version, one.day, known)
    return None


def _deprived(deprivation: Deprivation | None, codes: tuple[str, ...]) -> Deprived | None:
    """How many of the small areas rank among the most deprived, by the whole index."""
    ranks = deprivation.ranked_by("overall") if deprivation is not None else {}
    own = [rank for code, rank in ranks.items() if authority_of_lsoa(code) in codes]
    if deprivation is None or not own:
        return None
    among = {
        percent: sum(rank <= ceil(percent * len(ranks) / 100) for rank in own)
        for percent in MOST_DEPRIVED
    }
    return Deprived(deprivation.version, among, len(own))
