"""ONS lookups between kinds of areas: which small area lies in which authority, and so on.

The headings say which areas and of which year (`LSOA21CD`, `ltla24_code`), and together
they are the version. A lookup that leaves out a census says so, loudly: with codes of 2011
alone, a sixth of Cardiff's records of 2024 would be lost.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.places import authority_of_lsoa, disagreements, missing_vintages, vintages_of_lsoa
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.grids import Head, Header, heading_key, heads_of, rows_of
from diogel.sources.making import OGL, make_slice, placements, write_table

CODE = "area-lookup"
LEVELS = {
    "lsoa": "lsoa",
    "ward": "ward",
    "wd": "ward",
    "ltla": "local-authority",
    "lad": "local-authority",
    "utla": "local-authority",
    "ua": "local-authority",
    "csp": "csp",
    "pfa": "police",
    "lhb": "health",
    "fra": "fire",
    "ruc": "rural-urban",
    "ctry": "country",
}
# From the smallest to the largest: a lookup goes from left to right.
ORDER = (
    "lsoa11",
    "lsoa21",
    "ward",
    "local-authority",
    "csp",
    "police",
    "health",
    "fire",
    "rural-urban",
    "country",
)
_CODE = re.compile(rf"({'|'.join(LEVELS)})(?:20)?(\d\d)(?:code|cd)")
_NAME = re.compile(rf"({'|'.join(LEVELS)})(?:20)?(\d\d)(?:name|nm|nmw|nme)")
_BESIDE = frozenset(
    ("changecode", "chgind", "changeindicator", "objectid", "fid", "classification", "ruc")
)
_CHANGES = frozenset("USMX")
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Column:
    """A column of codes: its position from 0, their level, and its name in a version."""

    position: int
    level: str
    stem: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of codes of a lookup, smallest areas first, and that of changes."""

    header: Header
    columns: tuple[Column, ...]
    change: int | None

    @property
    def version(self) -> str:
        """What the headings say it is: "lsoa11-lsoa21-ltla22"."""
        return "-".join(column.stem for column in self.columns)


@dataclass
class Seen:
    """What was met in one lookup: rows by placement, each pair of areas, codes by level."""

    counts: Counter[str] = field(default_factory=Counter)
    pairs: dict[tuple[str, str, str, str], str] = field(default_factory=dict)
    codes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    problems: list[Problem] = field(default_factory=list)


def shape_of(head: Head) -> Shape | None:
    """The shape of a lookup; None for a table with anything else in it."""
    for number, cells in head.rows:
        keys = [heading_key(cell) for cell in cells]
        columns = [
            Column(n, _level(found), found[1] + found[2])
            for n, key in enumerate(keys)
            if (found := _CODE.fullmatch(key))
        ]
        others = [
            key
            for key in keys
            if key and not _CODE.fullmatch(key) and not _NAME.fullmatch(key) and key not in _BESIDE
        ]
        if len(columns) >= 2 and not others:
            ordered = tuple(sorted(columns, key=lambda column: ORDER.index(column.level)))
            change = next((n for n, key in enumerate(keys) if key[:2] == "ch"), None)
            named = {column.stem: column.position for column in columns}
            return Shape(Header(head.sheet, number, cells, named), ordered, change)
    return None


def _level(found: re.Match[str]) -> str:
    level = LEVELS[found[1]]
    return level + found[2] if level == "lsoa" and found[2] in ("11", "21") else level


@dataclass(frozen=True, slots=True)
class AreaLookup:
    """The source."""

    code: str = CODE
    headings: tuple[str, ...] = ("LSOA11CD", "CHGIND", "LSOA21CD", "LAD22CD")

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("national.area-lookup")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """Every member with nothing but codes and names of areas."""
        mine = tuple(m for m in offered if any(shape_of(head) for head in heads_of(m)))
        return Recognised(CODE, 1.0, self.title, mine) if mine else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """Each pair of areas once; one slice for each version."""
        seen = dict[tuple[Offered, str], tuple[Shape, Seen]]()
        for member in recognised.members:
            for shape in filter(None, map(shape_of, heads_of(member))):
                seen[member, shape.header.sheet] = (shape, read_lookup(member, shape))
        problems = [p for (m, _), (shape, one) in seen.items() for p in told_of(m, shape, one)]
        rows = dict[tuple[str, ...], tuple[str, ...]]()
        made = Counter[str]()
        for shape, one in seen.values():
            for (from_level, from_code, to_level, to_code), change in one.pairs.items():
                key = (shape.version, from_level, from_code, to_code)
                made[shape.version] += key not in rows
                rows[key] = (shape.version, from_code, from_level, to_code, to_level, change)
        path, _ = write_table(into, "area_lookups", rows.values())
        counted = sum((one.counts for _, one in seen.values()), Counter[str]())
        return Taken(
            tables={"area_lookups": path},
            slices=tuple(
                make_slice(
                    "area_lookups",
                    "area-lookups",
                    {"version": shape.version},
                    made[shape.version],
                    member,
                    {**placements(one.counts), **_vintages(one)},
                )
                for (member, _), (shape, one) in seen.items()
            ),
            problems=tuple(problems),
            facts=placements(counted),
            licence=OGL,
        )


def read_lookup(member: Offered, shape: Shape) -> Seen:
    """Every pair of Welsh areas; rows of elsewhere are counted only."""
    seen = Seen()
    codes = Counter[tuple[str, str]]()
    for sheet, number, cells in rows_of(member):
        if sheet != shape.header.sheet or number <= shape.header.row:
            continue
        found = [(c.level, shape.header.cell(cells, c.stem).upper()) for c in shape.columns]
        placement = _placement(found)
        seen.counts.update(("rows", placement))
        if placement == "unplaced":
            place = shape.header.place(member.name, number, shape.columns[0].stem)
            if seen.counts[placement] <= 20:
                seen.problems.append(_unknown(place, found[0][1]))
        if placement != "placed":
            continue
        change = cells[shape.change].strip().upper() if shape.change is not None else ""
        codes.update(found)
        for (from_level, from_code), (to_level, to_code) in combinations(found, 2):
            seen.codes[from_level].add(from_code)
            seen.codes[to_level].add(to_code)
            between = change if {from_level, to_level} == {"lsoa11", "lsoa21"} else ""
            if from_code and to_code:
                pair = (from_level, from_code, to_level, to_code)
                seen.pairs[pair] = between if between in _CHANGES else ""
    return seen


def _unknown(place: Place, code: str) -> Problem:
    return Problem("source.lookup-unknown-code", place, code, severity=Severity.LOOK)


def _placement(found: Sequence[tuple[str, str]]) -> str:
    """By the smallest area's code: Welsh and known, elsewhere, or nothing we know."""
    level, code = found[0]
    if code[:1] in ("E", "S", "N", "K") and code[1:].isdigit():
        return "outside"
    if code[:1] != "W" or not all(code for _, code in found):
        return "unplaced"
    if level.startswith("lsoa"):
        return "placed" if authority_of_lsoa(code) else "unplaced"
    return "placed" if re.fullmatch(r"W\d{8}", code) else "unplaced"


def _vintages(seen: Seen) -> Mapping[str, str]:
    """The censuses whose small areas a lookup has, for whoever uses it later."""
    held = {code for level, codes in seen.codes.items() if level[:4] == "lsoa" for code in codes}
    if not held:
        return {}
    left_out = missing_vintages(held)
    return {"lsoa": " ".join(str(year) for year in (2011, 2021) if year not in left_out)}


def told_of(member: Offered, shape: Shape, seen: Seen) -> Iterator[Problem]:
    """What is wrong with a lookup as a whole."""
    place = Place(member.name, shape.header.sheet)
    yield from seen.problems
    held = {code for level, codes in seen.codes.items() if level[:4] == "lsoa" for code in codes}
    places_small_areas = any(
        key[0][:4] == "lsoa" and key[2] == "local-authority" for key in seen.pairs
    )
    if held and places_small_areas:
        for year in missing_vintages(held):
            other = "2021" if year == 2011 else "2011"
            problem = "source.lookup-one-census"
            yield Problem(problem, place, other, str(year), Severity.LOOK)
    yield from _two_places(place, seen)
    # An area of both censuses is one area: no Welsh code ever lay in two authorities.
    official = {
        key[1]: key[3] for key in seen.pairs if key[0][:4] == "lsoa" and key[2] == "local-authority"
    }
    for one in disagreements(official)[:_SHOWN]:
        slots = {"code": one.code}
        problem = "source.lookup-disagrees"
        yield Problem(problem, place, one.theirs, one.ours, Severity.LOOK, slots=slots)
    strangers = sorted(
        code
        for level in ("lsoa11", "lsoa21")
        for code in seen.codes.get(level, ())
        if int("20" + level[4:]) not in vintages_of_lsoa(code)
    )
    if strangers:
        slots = {"others": str(len(strangers))}
        first_ones = ", ".join(strangers[:_SHOWN])
        yield Problem("source.lookup-wrong-census", place, first_ones, slots=slots)


def _two_places(place: Place, seen: Seen) -> Iterator[Problem]:
    """Areas that lie in two areas of a kind of which each should lie in one."""
    groups = defaultdict[tuple[str, str, str], set[str]](set)
    for from_level, from_code, to_level, to_code in seen.pairs:
        if (from_level[:4], to_level[:4]) != ("lsoa", "lsoa"):
            groups[from_level, from_code, to_level].add(to_code)
    for (_, from_code, _), several in sorted(groups.items()):
        if len(several) > 1:
            yield Problem("source.lookup-two-places", place, from_code, ", ".join(sorted(several)))


SOURCE = AreaLookup()
