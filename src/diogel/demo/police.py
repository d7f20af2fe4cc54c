"""Invented police.uk files of real shape: an archive of month folders, a file a force.

Every count, place and identifier is drawn by a seeded generator: nothing here happened.
What is real is the shape: headings, labels, codes of areas, ASB without an identifier,
records without a location, records over the border, and two deliveries that went wrong.
Each file says that it is synthetic in its identifiers and in its places.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.random import Generator

from diogel.core import Period, months_between
from diogel.demo.levels import ASB, Level, levels, police_types
from diogel.places import Scheme, area, lsoas_of_authority, memberships

SEED = 20_260_630
FIRST, LAST = Period.month(2023, 7), Period.month(2026, 6)
# One force sends nothing for a month, and one a sixth of its records: what an audit is for.
NOT_SENT = {("dyfed-powys", "2025-11")}
SENT_THIN = {("north-wales", "2026-02"): 6}

HEADER = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context"
)
OUTCOMES = (
    ("Unable to prosecute suspect", 0.36),
    ("Investigation complete; no suspect identified", 0.30),
    ("Under investigation", 0.21),
    ("Awaiting court outcome", 0.07),
    ("Local resolution", 0.03),
    ("Offender given a caution", 0.02),
    ("Status update unavailable", 0.01),
)
SLUGS = {
    "W15000001": "north-wales",
    "W15000002": "gwent",
    "W15000003": "south-wales",
    "W15000004": "dyfed-powys",
}
# How far a year's summer rises above its winter, and how a type moves over the 36 months.
_SUMMER = {ASB: 0.30, "Bicycle theft": 0.35, "Public order": 0.12, "Burglary": -0.10}
_DRIFT = {"Shoplifting": 0.45, "Burglary": -0.25, "Vehicle crime": -0.15, "Drugs": 0.10}
_OVERDISPERSION = 0.012
_UNPLACED, _ACROSS, _REPEATED = 0.011, 0.0016, 0.0002
# England's codes over the border: a police file always holds a few.
_ENGLISH = ("E01022238", "E01018473", "E01028918", "E01029012")


@dataclass(frozen=True)
class _County:
    """An authority with the points of its LSOAs, and the share of its records of each LSOA."""

    level: Level
    places: tuple[tuple[str, ...], ...]
    shares: np.ndarray


def write_police_archive(path: Path) -> None:
    """Write the 36 months of the four forces as one archive, the same bytes every time."""
    random = np.random.default_rng(SEED)
    counties = _counties(random)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, month in enumerate(months_between(FIRST, LAST)):
            for code, force in sorted(SLUGS.items(), key=lambda item: item[1]):
                text = _file(random, counties, code, force, month, number)
                if (force, str(month)) not in NOT_SENT:
                    name = f"{month}/{month}-{force}-street.csv"
                    archive.writestr(_entry(name), text)


def _entry(name: str) -> zipfile.ZipInfo:
    """A member with a fixed time, so that the archive is the same whenever it is made."""
    entry = zipfile.ZipInfo(name, (2026, 8, 31, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _counties(random: Generator) -> dict[str, list[_County]]:
    """The counties of each force, by the force's code."""
    forces: dict[str, list[_County]] = {code: [] for code in SLUGS}
    for level in levels():
        codes = lsoas_of_authority(level.area, 2021)
        # A gamma of this shape gives the concentration that real months show.
        shares = random.gamma(2.5, size=len(codes))
        name = area(level.area).name.en
        places = tuple(
            _points(random, level, n, f"{code},{name} {1 + n // 5:03}{'ABCDE'[n % 5]}")
            for n, code in enumerate(codes)
        )
        force = memberships(level.area)[Scheme.POLICE].code
        forces[force].append(_County(level, places, shares / shares.sum()))
    return forces


def _points(random: Generator, level: Level, number: int, named: str) -> tuple[str, ...]:
    """The points that an LSOA's records are snapped to, as a record has them.

    Longitude, latitude, a made-up street, the LSOA's code and name, with their commas.
    """
    middle = random.normal((level.longitude, level.latitude), (0.09, 0.05))
    around = random.normal(middle, (0.006, 0.004), size=(8, 2))
    return tuple(
        f"{lon:.6f},{lat:.6f},On or near Synthetic Street {number * 8 + n},{named},"
        for n, (lon, lat) in enumerate(around)
    )


def _file(
    random: Generator,
    counties: dict[str, list[_County]],
    code: str,
    force: str,
    month: Period,
    number: int,
) -> str:
    """The text of one force's month."""
    name = f"{area(code).name.en} Police"
    lines = io.StringIO()
    lines.write(HEADER + "\r\n")
    keep = SENT_THIN.get((force, str(month)), 1)
    for n, line in enumerate(_lines(random, counties[code], force, name, month, number)):
        if n % keep == 0:
            lines.write(line)
    return lines.getvalue()


def _lines(
    random: Generator,
    counties: list[_County],
    force: str,
    name: str,
    month: Period,
    number: int,
) -> Iterator[str]:
    start = f",{month},{name},{name},"
    # What a record repeats of the month before, no record does in the first month.
    own, before = (f"synthetic-{force}-{each}-" for each in (month, month.shifted(-1)))
    first = 1 - _REPEATED if number else 1.0
    serial = 0
    for county in counties:
        for kind in police_types():
            count = _count(random, county.level.monthly[kind], kind, month, number)
            where = random.choice(len(county.places), size=count, p=county.shares)
            points = random.integers(0, 8, size=count)
            odd = random.random(count)
            outcomes = random.choice(
                [o for o, _ in OUTCOMES], size=count, p=[p for _, p in OUTCOMES]
            )
            drawn = (each.tolist() for each in (where, points, odd, outcomes))
            for place, point, chance, outcome in zip(*drawn, strict=True):
                serial += 1
                crime = "" if kind == ASB else f"{before if chance > first else own}{serial:06}"
                ended = "" if kind == ASB else outcome
                there = _where(county.places[place], point, chance)
                yield f"{crime}{start}{there}{kind},{ended},\r\n"


def _count(random: Generator, mean: float, kind: str, month: Period, number: int) -> int:
    """How many records of a type: a season, a drift, and more spread than chance alone."""
    season = 1 - _SUMMER.get(kind, 0.05) * np.cos(2 * np.pi * (month.start.month - 1) / 12)
    drift = 1 + _DRIFT.get(kind, 0.0) * number / 36
    expected = mean * season * drift * month.days / 30.4
    if expected <= 0:
        return 0
    shaken = random.gamma(1 / _OVERDISPERSION, expected * _OVERDISPERSION)
    return int(random.poisson(shaken))


def _where(points: tuple[str, ...], point: int, chance: float) -> str:
    """Longitude to LSOA name, with their commas; blank for the few without a location."""
    if chance < _UNPLACED:
        return ",,No Location,,,"
    if chance < _UNPLACED + _ACROSS:
        code = _ENGLISH[point % len(_ENGLISH)]
        return f"-2.650000,51.700000,On or near Synthetic Border,{code},Synthetic England 001A,"
    return points[point]
