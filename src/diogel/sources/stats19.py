"""STATS19 road collisions with somebody hurt, as the Department for Transport publishes them.

Old and new headings (accident_index, collision_index), codes or labels. Collisions in
Wales or reported by a Welsh force are kept; the rest of Great Britain is counted. Tables of
casualties and vehicles hold no place: they are used to check the collisions they come with.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Bilingual, Period, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.places import authority_of_lsoa
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.grids import Header, Row, find_header, heads_of, rows_of, whole_number
from diogel.sources.making import OGL, make_slice, none_in_wales, placements, write_table
from diogel.sources.stats19_codes import (
    area_of,
    day_of,
    known_elsewhere,
    lsoa_of,
    missing,
    severity_of,
    welsh_force_of,
)

CODE = "stats19"
COLLISIONS: Mapping[str, Sequence[str]] = {
    "id": ("collisionindex", "accidentindex"),
    "date": ("date",),
    "severity": ("collisionseverity", "accidentseverity"),
    "casualties": ("numberofcasualties",),
    "vehicles": ("numberofvehicles",),
    "force": ("policeforce",),
    "district": ("localauthoritydistrict",),
    "ons": ("localauthorityonsdistrict",),
    "lsoa": ("lsoaofcollisionlocation", "lsoaofaccidentlocation"),
}
CASUALTIES: Mapping[str, Sequence[str]] = {
    "id": ("collisionindex", "accidentindex"),
    "casualty": ("casualtyreference",),
    "severity": ("casualtyseverity",),
}
VEHICLES: Mapping[str, Sequence[str]] = {
    "id": ("collisionindex", "accidentindex"),
    "vehicle": ("vehiclereference",),
    "type": ("vehicletype",),
}
DICTIONARY: Mapping[str, Sequence[str]] = {
    "table": ("table",),
    "variable": ("variable", "fieldname"),
    "note": ("note",),
}
_PROVISIONAL = re.compile(r"provisional|unvalidated", re.IGNORECASE)
_MOST_TOLD = 20


@dataclass
class Seen:
    """What was met: rows by placement, the people and vehicles that collisions speak of."""

    counts: Counter[str] = field(default_factory=Counter)
    kept: Counter[tuple[Offered, str]] = field(default_factory=Counter)
    involved: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    twice: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, problem: Problem) -> None:
        """Keep a fault; of one kind not more than anybody would read."""
        self.counts[f"told {problem.code}"] += 1
        if self.counts[f"told {problem.code}"] <= _MOST_TOLD:
            self.problems.append(problem)


def kind_of(member: Offered) -> tuple[str, Header] | None:
    """Which of the tables a member is, and its headings; None for anything else."""
    if member.kind != "csv":
        return None
    for head in heads_of(member):
        for kind, wanted, needed in (
            ("collisions", COLLISIONS, ("id", "date", "severity", "casualties")),
            ("casualties", CASUALTIES, ("id", "casualty", "severity")),
            ("vehicles", VEHICLES, ("id", "vehicle", "type")),
            ("dictionary", DICTIONARY, ("table", "variable", "note")),
        ):
            if header := find_header(head, wanted, needed):
                return kind, header
    return None


@dataclass(frozen=True, slots=True)
class Stats19:
    """The source."""

    code: str = CODE
    headings: tuple[str, ...] = (
        "collision_index",
        "date",
        "collision_severity",
        "number_of_casualties",
        "number_of_vehicles",
        "police_force",
        "local_authority_ons_district",
    )

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("national.stats19")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """Every member that is one of the tables, or the guide to them."""
        mine = tuple(member for member in offered if kind_of(member))
        return Recognised(CODE, 1.0, self.title, mine) if mine else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The collisions in Wales or of a Welsh force; one slice for each month."""
        kinds = {member: found for member in recognised.members if (found := kind_of(member))}
        mine = {m: header for m, (kind, header) in kinds.items() if kind == "collisions"}
        seen = Seen()
        if not mine:
            seen.problems = [_alone(member, kind) for member, (kind, _) in kinds.items()]
            return Taken({}, (), tuple(seen.problems))
        path, written = write_table(into, "collisions", _rows(mine, seen))
        if not written and seen.counts["rows"] == seen.counts["outside"]:
            return none_in_wales(tuple(mine), seen.counts["rows"])
        for member, (kind, header) in kinds.items():
            if kind in ("casualties", "vehicles"):
                seen.problems += compared(member, header, kind, seen.involved)
            elif kind == "dictionary":
                seen.problems.append(_alone(member, kind, Severity.NOTE))
        seen.problems += [problem for member in mine for problem in _provisional(member)]
        seen.problems += [
            Problem("source.collisions-twice", Place(next(iter(mine)).name), found, str(times))
            for found, times in sorted(seen.twice.items())[:_MOST_TOLD]
        ]
        return Taken(
            tables={"collisions": path},
            slices=tuple(
                make_slice(
                    "collisions",
                    "collisions",
                    {"period": period},
                    rows,
                    member,
                    {"status": "p"} if _PROVISIONAL.search(member.name) else {},
                )
                for (member, period), rows in sorted(
                    seen.kept.items(), key=lambda item: (item[0][1], item[0][0].inside)
                )
            ),
            problems=tuple(seen.problems),
            facts=placements(seen.counts),
            licence=OGL,
        )


def _alone(member: Offered, kind: str, severity: Severity = Severity.STOP) -> Problem:
    guide = kind == "dictionary"
    code = "source.collisions-guide" if guide else "source.collisions-without-collisions"
    return Problem(code, Place(member.name), severity=severity)


def _provisional(member: Offered) -> Iterator[Problem]:
    if _PROVISIONAL.search(member.name):
        yield Problem("source.collisions-provisional", Place(member.name), severity=Severity.LOOK)


def _rows(mine: Mapping[Offered, Header], seen: Seen) -> Iterator[tuple[object, ...]]:
    for member, header in mine.items():
        for _, number, cells in rows_of(member):
            if number > header.row and (row := read_row(member, header, number, cells, seen)):
                seen.kept[member, str(row[1])] += 1
                yield row


def read_row(
    member: Offered, header: Header, number: int, cells: Row, seen: Seen
) -> tuple[object, ...] | None:
    """One row of `collisions`; None for a collision elsewhere, by another country's force."""
    place = (header.cell(cells, "ons"), header.cell(cells, "district"))
    lsoa = header.cell(cells, "lsoa").upper()
    force = welsh_force_of(header.cell(cells, "force"))
    area = area_of(*place, lsoa)
    outside = not area and (known_elsewhere(*place, lsoa) or not force)
    placement = "placed" if area else "outside" if outside else "unplaced"
    seen.counts.update(("rows", placement))
    if placement == "outside" and not force:
        return None
    if area and (other := authority_of_lsoa(lsoa)) and other != area:
        seen.tell(
            Problem(
                "source.collisions-two-places",
                header.place(member.name, number, "lsoa"),
                area,
                other,
                Severity.NOTE,
            )
        )
    return _written(member, header, number, cells, seen, (area, placement, lsoa_of(lsoa), force))


def _written(
    member: Offered,
    header: Header,
    number: int,
    cells: Row,
    seen: Seen,
    where: tuple[str, str, str, str],
) -> tuple[object, ...] | None:
    found = header.cell(cells, "id")
    day, severity = day_of(header.cell(cells, "date")), severity_of(header.cell(cells, "severity"))
    for name, known, code in (
        ("date", day, "source.collisions-bad-date"),
        ("severity", severity, "source.collisions-bad-severity"),
        ("id", found, "source.collisions-without-id"),
    ):
        if not known:
            place = header.place(member.name, number, name)
            seen.tell(Problem(code, place, header.cell(cells, name)))
    casualties = _count(member, header, number, cells, "casualties", seen)
    vehicles = _count(member, header, number, cells, "vehicles", seen)
    if found in seen.involved:
        seen.twice[found] += 1
    seen.involved[found] = (casualties, vehicles)
    if day is None or not severity:
        return None
    area, placement, lsoa, force = where
    month = str(Period.month(day.year, day.month))
    return (
        *(found, month, day.isoformat(), area, placement, lsoa, force, severity),
        *(casualties, vehicles, member.name),
    )


def _count(
    member: Offered, header: Header, number: int, cells: Row, name: str, seen: Seen
) -> int | None:
    """A number of people or vehicles; None where it is missing, which is not zero."""
    written = header.cell(cells, name)
    if missing(written):
        return None
    count = whole_number(written)
    if count is None or count < 0:
        place = header.place(member.name, number, name)
        seen.tell(Problem("source.collisions-bad-number", place, written))
        return None
    return count


def compared(
    member: Offered,
    header: Header,
    kind: str,
    involved: Mapping[str, tuple[int | None, int | None]],
) -> Iterator[Problem]:
    """Where the rows of casualties or vehicles are not as many as their collision says."""
    column = 0 if kind == "casualties" else 1
    rows = Counter(
        found
        for _, number, cells in rows_of(member)
        if number > header.row and (found := header.cell(cells, "id")) in involved
    )
    different = [
        found
        for found, counts in involved.items()
        if counts[column] is not None and rows[found] != counts[column]
    ]
    if different:
        slots = {"others": str(len(different))}
        yield Problem(
            "source.collisions-differ",
            Place(member.name),
            different[0],
            "",
            Severity.LOOK,
            slots=slots,
        )


SOURCE = Stats19()
