"""Home Office police recorded crime by Community Safety Partnership (the prc-csp tables).

Every edition: one sheet a financial year, old and new headings and labels, .ods, .xlsx or
a text table cut out of one. A table that does not say its period is asked for it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import itemgetter

from diogel.core import Bilingual, Grain, Period, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.places import Scheme, areas, members
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.grids import HEAD_ROWS, Head, Header, find_header, heads_of, rows_of
from diogel.sources.making import OGL, make_slice, none_in_wales, placements, write_table
from diogel.sources.recorded_crime_notes import Note, read_notes
from diogel.sources.recorded_crime_rows import (
    NEEDED,
    WANTED,
    Recorded,
    Tally,
    read_rows,
    tallied_problems,
    with_notes,
    year_of,
)
from diogel.sources.stated_days import stated_day

CODE = "home-office-prc"
_MOST_NOTES = 5_000


@dataclass(frozen=True, slots=True)
class HomeOfficePrc:
    """The source. A person gives the period, where it is needed, as `period` ("2011/12")."""

    code: str = CODE
    headings: tuple[str, ...] = (
        "Financial Year",
        "Financial Quarter",
        "Force Name",
        "CSP Name",
        "Offence Description",
        "Offence Group",
        "Offence Subgroup",
        "Offence Code",
        "Number of Offences",
    )

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("national.home-office-prc")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """Every member with a sheet that has the headings of these tables."""
        mine = tuple(member for member in offered if headers_of(member))
        return Recognised(CODE, 1.0, self.title, mine) if mine else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The Welsh rows of all sheets, by quarter; see the module."""
        given, problems = _given_period(into)
        if given is None and not problems:
            problems = [_no_period(m) for m in recognised.members if _says_no_period(m)]
        if problems:
            return Taken({}, (), tuple(problems))
        tallies = {member: Tally() for member in recognised.members}
        kept = Counter[tuple[Offered, str, str]]()
        path, written = write_table(
            into, "recorded_crime", _counted(recognised.members, given, tallies, kept)
        )
        counts = sum((each.counts for each in tallies.values()), Counter[str]())
        if not written and counts["rows"] == counts["outside"]:
            return none_in_wales(recognised.members, counts["rows"])
        problems += [p for m, tally in tallies.items() for p in told_of(m, tally)]
        problems += in_two_files(kept)
        return Taken(
            tables={"recorded_crime": path},
            slices=tuple(
                make_slice(
                    "recorded_crime",
                    "recorded-crime",
                    {"financial_year": year, "offence_subgroup": subgroup},
                    rows,
                    member,
                )
                for (member, year, subgroup), rows in sorted(
                    kept.items(), key=lambda item: (item[0][1:], item[0][0].inside)
                )
            ),
            problems=tuple(problems),
            facts=placements(counts),
            licence=OGL,
            extracted_on=max(
                filter(None, (each.published for each in tallies.values())), default=None
            ),
        )


def headers_of(member: Offered) -> dict[str, Header]:
    """The sheets with the headings of these tables."""
    found = (find_header(head, WANTED, NEEDED) for head in heads_of(member))
    return {header.sheet: header for header in found if header}


def _given_period(into: Taking) -> tuple[Period | None, list[Problem]]:
    """What the person said the numbers are of."""
    written = into.given.get("period", "").strip()
    if not written:
        return None, []
    # "2011-12" is a month elsewhere; nothing in these tables is of a month.
    if (year := year_of(written)) is not None:
        return Period.parse(f"{year}/{(year + 1) % 100:02}"), []
    with suppress(ValueError):
        period = Period.parse(written)
        if period.grain is Grain.QUARTER:
            return period, []
    return None, [Problem("source.bad-period", Place(), written, "2011/12")]


def _says_no_period(member: Offered) -> bool:
    return any(
        "year" not in header.columns and year_of(sheet) is None
        for sheet, header in headers_of(member).items()
    )


def _no_period(member: Offered) -> Problem:
    """The problem, with how many rows each partnership and offence has: four are quarters."""
    header = next(iter(headers_of(member).values()))
    often = Counter(
        (header.cell(cells, "csp"), header.cell(cells, "code"))
        for sheet, row, cells in rows_of(member)
        if sheet == header.sheet and row > header.row
    )
    found = ", ".join(str(times) for times in sorted(set(often.values())))
    return Problem("source.recorded-crime-no-period", Place(member.name, header.sheet), found)


def _counted(
    members_: Sequence[Offered],
    given: Period | None,
    tallies: dict[Offered, Tally],
    kept: Counter[tuple[Offered, str, str]],
) -> Iterator[Recorded]:
    for member in members_:
        for row in read_member(member, given, tallies[member]):
            kept[member, row.financial_year, row.offence_subgroup] += 1
            yield row


def read_member(member: Offered, given: Period | None, tally: Tally) -> Iterator[Recorded]:
    """The Welsh rows of one member, what its notes say with them.

    The notes may stand behind the numbers, so the Welsh rows wait for them in memory: for
    twenty years some 200,000.
    """
    recorded, notes = list[Recorded](), list[Note]()
    for sheet, rows in groupby(rows_of(member), key=itemgetter(0)):
        numbered = ((number, cells) for _, number, cells in rows)
        first = list(islice(numbered, HEAD_ROWS))
        if header := find_header(Head(sheet, tuple(first)), WANTED, NEEDED):
            body = chain(first, numbered)
            recorded += read_rows(member.name, header, body, given, tally)
        elif member.kind == "workbook":
            said = [*first, *islice(numbered, _MOST_NOTES)]
            notes += read_notes(said)
            days = (tally.published, stated_day(" ".join(cells) for _, cells in said))
            tally.published = max(filter(None, days), default=None)
    return with_notes(recorded, notes, tally)


def told_of(member: Offered, tally: Tally) -> Iterator[Problem]:
    """Faults and notes of one member, and the partnerships that are not in it."""
    yield from tallied_problems(member.name, tally)
    there = {code for area in tally.areas if area for code in _authorities(area)}
    absent = [a for a in areas(Scheme.LOCAL_AUTHORITY) if a.code not in there]
    if absent and tally.counts["rows"]:
        names = Bilingual(
            ", ".join(a.name.en for a in absent), ", ".join(a.name.cy for a in absent)
        )
        slots = {"names": names}
        place = Place(member.name)
        yield Problem("source.recorded-crime-absent", place, severity=Severity.LOOK, slots=slots)


def in_two_files(kept: Iterable[tuple[Offered, str, str]]) -> Iterator[Problem]:
    """Years that two files of one delivery both have: together they would count double."""
    files = defaultdict[tuple[str, str], list[str]](list)
    for member, year, subgroup in kept:
        files[year, subgroup].append(member.name)
    told = set[tuple[str, ...]]()
    for (year, _), names in sorted(files.items()):
        key = (year, *sorted(names))
        if len(names) > 1 and key not in told:
            told.add(key)
            place = Place(key[1])
            yield Problem("source.recorded-crime-two-files", place, year, ", ".join(key[2:]))


def _authorities(code: str) -> tuple[str, ...]:
    return tuple(a.code for a in members(code)) or (code,)


SOURCE = HomeOfficePrc()
