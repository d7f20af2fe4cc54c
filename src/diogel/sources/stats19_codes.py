"""What the numbers in STATS19 tables stand for; -1 is missing, and never a number."""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

from diogel.places import authority_of_lsoa, force_reported_as, resolve

_FILE = Path(__file__).parent / "data" / "stats19_codes.csv"
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})|(\d{4})-(\d{2})-(\d{2})")
_LSOA = re.compile(r"[EW]01\d{6}")
WELSH_FORCES = ("dyfed-powys", "gwent", "north-wales", "south-wales")
# Published in place of a value that is not known.
_MISSING = frozenset(("", "-1", "na", "null", "none", "data missing or out of range"))


@cache
def _codes() -> dict[tuple[str, str], str]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return {(row["variable"], row["code"]): row["value"] for row in csv.DictReader(file)}


def missing(text: str) -> bool:
    """True for a blank and for what stands where a value is not known."""
    return text.strip().casefold() in _MISSING


@cache
def severity_of(text: str) -> str:
    """ "fatal", "serious" or "slight", from a code or a label; empty for anything else."""
    plain = text.strip().casefold()
    return (
        plain if plain in ("fatal", "serious", "slight") else _codes().get(("severity", plain), "")
    )


@cache
def welsh_force_of(text: str) -> str:
    """The slug of a Welsh force, from a code or a name; empty for any other."""
    found = _codes().get(("force", text.strip()), "")
    if not found and not text.strip().lstrip("-").isdigit():
        named = force_reported_as(text) or force_reported_as(f"{text} Police")
        found = named.slug if named else ""
    return found if found in WELSH_FORCES else ""


@cache
def area_of(ons: str, district: str, lsoa: str) -> str:
    """The Welsh authority that a collision lies in; else empty.

    The authority as published; in older files its number; where neither is there the small
    area's authority. Numbers of before 1996 are of districts that are no more, and their
    collisions are not placed.
    """
    if ons.startswith("W06"):
        return resolve(ons).code or ""
    if missing(ons) or ons.isdigit():
        if found := _codes().get(("district", district.strip())):
            return found
        if not missing(district) and not district.strip().isdigit():
            return resolve(district).code or ""
        return authority_of_lsoa(lsoa) or "" if missing(district) else ""
    return ""


@cache
def known_elsewhere(ons: str, district: str, lsoa: str) -> bool:
    """True when any of the three says that the place is not in Wales."""
    if not missing(ons):
        return ons[:1] in "ESNM"
    if district.strip().isdigit() and not 701 <= int(district) <= 753:
        return True
    return lsoa[:1] in ("E", "S")


def lsoa_of(text: str) -> str:
    """A small area's code; empty when it is missing or none."""
    found = text.strip().upper()
    return found if _LSOA.fullmatch(found) else ""


def day_of(text: str) -> date | None:
    """A day as published, 31/01/2023 or 2023-01-31; None for anything else."""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = (found[1], found[2], found[3]) if found[1] else found.groups()[5:2:-1]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
