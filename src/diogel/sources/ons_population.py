"""ONS populations, of small areas and of authorities, each with its version and day.

Mid-year estimates and census counts, as ONS's own workbooks, as Nomis gives them, or as
plain tables made from them. A table that does not say which population it is, and cannot be
known by its total, is asked for it: the given `edition`, such as mid-2022.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.places import authority_of_lsoa
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.grids import HEAD_ROWS, Head, heads_of, rows_of
from diogel.sources.making import OGL, make_slice, placements, write_table
from diogel.sources.population_layouts import AUTHORITY, Cohort, Layout, layout_of
from diogel.sources.population_rows import (
    Count,
    Seen,
    expected_codes,
    level_of,
    read_counts,
)
from diogel.sources.population_versions import (
    MOST_PERTURBED,
    PERTURBED,
    PUBLISHED,
    VERSION,
    Known,
    reference_day,
    version_by_total,
    version_in,
    version_in_name,
)
from diogel.sources.stated_days import stated_day

if TYPE_CHECKING:
    from diogel.store import Slice

CODE = "ons-population"
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Table:
    """What is kept of one sheet, and of one year in it, once its rows are written.

    Attributes
    ----------
    codes : frozenset of str
        Its areas.
    cohorts : frozenset of Cohort
        Whom it counts.
    totals : mapping of str to int
        People of every age and both sexes, by area, where it gives them.
    wales : int or None
        Its own total of Wales.
    """

    member: Offered
    sheet: str
    level: str
    version: str
    codes: frozenset[str]
    cohorts: frozenset[Cohort]
    totals: Mapping[str, int]
    wales: int | None
    counts: Mapping[str, int]


@dataclass
class Found:
    """What is found while the rows go by: a workbook may hold millions of them."""

    tables: list[Table] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class OnsPopulation:
    """The source. A person gives the version, where it is needed, as `edition`."""

    code: str = CODE
    headings: tuple[str, ...] = ("LSOA 2021 Code", "LAD 2021 Code", "Total", "All ages", "90+")

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("national.ons-population")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """Every member with a sheet of areas and people by age, or of all ages."""
        mine = tuple(m for m in offered if any(layout_of(head) for head in heads_of(m)))
        return Recognised(CODE, 0.9, self.title, mine) if mine else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The counts of Welsh areas; one slice for each version and level."""
        asked = into.given.get("edition", "").strip()
        found = Found()
        path, _ = write_table(into, "populations", _rows(recognised.members, asked, found))
        problems = (*found.problems, *reconciled(found.tables))
        if any(p.severity is Severity.STOP for p in problems):
            return Taken({}, (), problems)
        return Taken(
            tables={"populations": path},
            slices=tuple(_slices(found)),
            problems=problems,
            facts=placements(found.counts),
            licence=OGL,
            extracted_on=stated_day(found.titles),
        )


def _rows(members: Sequence[Offered], asked: str, found: Found) -> Iterator[tuple[object, ...]]:
    """Standard rows, sheet by sheet; what is wrong and what was there goes into `found`."""
    for member in members:
        cover = list[str]()
        for sheet, rows in groupby(rows_of(member), key=itemgetter(0)):
            numbered = ((number, cells) for _, number, cells in rows)
            first = list(islice(numbered, HEAD_ROWS))
            layout = layout_of(Head(sheet, tuple(first)))
            titles = [sheet, *_titles(first, layout)]
            found.titles += titles
            if layout is None:
                cover += titles
                continue
            seen = Seen()
            counts = list(read_counts(member.name, layout, chain(first, numbered), seen))
            title = version_in(titles) or version_in(cover)
            yield from _sheet_rows(member, layout, counts, seen, title, asked, found)


def _sheet_rows(
    member: Offered,
    layout: Layout,
    counts: Sequence[Count],
    seen: Seen,
    title: str,
    asked: str,
    found: Found,
) -> Iterator[tuple[object, ...]]:
    """The rows of one sheet. An area and cohort that an earlier table had is left out."""
    tables, problems = _versioned(member, layout, counts, seen, title, asked)
    found.problems += problems
    found.counts.update(placements(seen.counts))
    for year, table in tables.items():
        key = (table.version, table.level)
        earlier = [one for one in found.tables if (one.version, one.level) == key]
        found.problems += given_twice(table, earlier)
        found.tables.append(table)
        day = reference_day(table.version).isoformat()
        for count in counts:
            code, cohort = count.area_code, count.cohort
            had = any(code in one.codes and cohort in one.cohorts for one in earlier)
            if count.year != year or had:
                continue
            found.rows[key] += 1
            yield (
                *(table.version, day, code, table.level),
                *(cohort.sex, cohort.age_from, cohort.age_to),
                *(count.residents, count.households),
            )


def _titles(first: Sequence[tuple[int, tuple[str, ...]]], layout: Layout | None) -> list[str]:
    """The texts above the headings; of a sheet without numbers all that was looked at."""
    last = layout.header.row if layout else first[-1][0] + 1
    above = [cell for number, cells in first if number < last for cell in cells]
    return above + (list(layout.header.headings) if layout else [])


def _versioned(
    member: Offered,
    layout: Layout,
    counts: Sequence[Count],
    seen: Seen,
    title: str,
    asked: str,
) -> tuple[dict[int | None, Table], list[Problem]]:
    """What a sheet holds by year (None where it says none), and what is wrong with it."""
    place = Place(member.name, layout.header.sheet)
    problems = [*seen.problems]
    if not seen.codes:
        return {}, [*problems, Problem("source.population-no-areas", place)]
    level = level_of(layout, seen.codes)
    problems += _coverage(place, level, seen)
    if layout.unnamed:
        names = ", ".join(layout.unnamed[:_SHOWN])
        problems.append(
            Problem("source.population-ages-unknown", place, names, severity=Severity.NOTE)
        )
    tables = dict[int | None, Table]()
    for year in sorted({count.year for count in counts}, key=lambda y: y or 0):
        known, told = find_version(member, place, year, seen, title, asked)
        problems += told
        if known:
            tables[year] = Table(
                member,
                layout.header.sheet,
                level,
                known.version,
                frozenset(seen.codes),
                frozenset(count.cohort for count in counts if count.year == year),
                {code: n for (of, code), n in seen.totals.items() if of == year},
                seen.wales.get(year),
                dict(seen.counts),
            )
    return tables, problems


def find_version(
    member: Offered,
    place: Place,
    year: int | None,
    seen: Seen,
    title: str,
    asked: str,
) -> tuple[Known | None, list[Problem]]:
    """Which population it is: by its date, titles or total; else as the person says.

    A version that the file's name alone tells is taken, and told to be looked at.
    """
    total = sum(n for (y, _), n in seen.totals.items() if y == year)
    told = f"mid-{year}" if year else title or version_by_total(total)
    if asked:
        if not _valid(asked):
            return None, [Problem("source.bad-version", Place(), asked, "mid-2022, census-2021")]
        if told and told != asked:
            return None, [Problem("source.population-other-version", place, told, asked)]
        return Known(asked, "person"), []
    if told and _valid(told):
        return Known(told, "date" if year else "title" if title else "total"), []
    if (named := version_in_name(member.name)) and _valid(named):
        problem = Problem("source.population-version-by-name", place, named, "", Severity.LOOK)
        return Known(named, "name"), [problem]
    return None, [Problem("source.population-no-version", place, f"{total:,}")]


def _valid(version: str) -> bool:
    try:
        reference_day(version)
    except ValueError:
        return False
    return bool(VERSION.fullmatch(version))


def _coverage(place: Place, level: str, seen: Seen) -> Iterator[Problem]:
    """Areas of the level that are absent, and small areas of the other census."""
    expected = expected_codes(level)
    welsh = {code for code in seen.codes if code.startswith("W")}
    absent = sorted(expected - welsh)
    if absent:
        slots = {"absent": str(len(absent))}
        first = ", ".join(absent[:_SHOWN])
        yield Problem("source.population-absent", place, first, "", Severity.LOOK, slots=slots)
    kind = "W06" if level == AUTHORITY else "W01"
    others = sorted(c for c in welsh - expected if c.startswith(kind) and authority_of_lsoa(c))
    if others:
        slots = {"others": str(len(others))}
        yield Problem("source.population-two-censuses", place, others[0], level, slots=slots)


def _by_authority(table: Table) -> dict[str, int]:
    """People of each authority, summed from small areas where the table has those."""
    sums: dict[str, int] = defaultdict(int)
    for code, residents in table.totals.items():
        sums[authority_of_lsoa(code) or code] += residents
    return dict(sums)


def reconciled(tables: Sequence[Table]) -> Iterator[Problem]:
    """Where totals do not meet: a table with its own total, the published one, another level."""
    for table in tables:
        sums = _by_authority(table)
        if not sums or set(sums) != expected_codes(AUTHORITY):
            continue
        place = Place(table.member.name, table.sheet)
        own = table.wales
        published = PUBLISHED.get(table.version) if own is None else own
        if published is not None:
            yield from _met(place, table.version, sum(sums.values()), published)
    by_version = defaultdict[str, list[Table]](list)
    for table in tables:
        if _by_authority(table):
            by_version[table.version].append(table)
    for version, several in by_version.items():
        yield from _levels_met(version, several)


def _met(place: Place, version: str, total: int, published: int) -> Iterator[Problem]:
    if total == published:
        return
    small = version in PERTURBED and abs(total - published) <= MOST_PERTURBED
    code = "source.population-perturbed" if small else "source.population-total-differs"
    severity = Severity.NOTE if small else Severity.LOOK
    slots = {"version": version}
    yield Problem(code, place, f"{total:,}", f"{published:,}", severity, slots=slots)


def _levels_met(version: str, several: Sequence[Table]) -> Iterator[Problem]:
    """Small areas summed to authorities must be the authorities' own table of that version."""
    whole = next((t for t in several if t.level == AUTHORITY), None)
    for table in several:
        if whole is None or table.level == AUTHORITY:
            continue
        ours, theirs = _by_authority(table), _by_authority(whole)
        limit = MOST_PERTURBED if version in PERTURBED else 0
        for code in sorted(set(ours) & set(theirs)):
            if abs(ours[code] - theirs[code]) > limit:
                place = Place(table.member.name, table.sheet)
                yield Problem(
                    "source.population-levels-differ",
                    place,
                    f"{ours[code]:,}",
                    f"{theirs[code]:,}",
                    Severity.LOOK,
                    slots={"area": code, "other": whole.member.name},
                )


def given_twice(table: Table, earlier: Sequence[Table]) -> Iterator[Problem]:
    """Areas whose people an earlier table of the same version counts differently."""
    for one in earlier:
        shared = table.totals.keys() & one.totals.keys()
        different = sum(table.totals[code] != one.totals[code] for code in shared)
        if different:
            slots = {"version": table.version, "numbers": str(different)}
            place = Place(table.member.name, table.sheet)
            yield Problem(
                "source.population-given-twice",
                place,
                one.member.name,
                "",
                Severity.LOOK,
                slots=slots,
            )


def _slices(found: Found) -> Iterator[Slice]:
    for (version, level), rows in sorted(found.rows.items()):
        table = next(t for t in found.tables if (t.version, t.level) == (version, level))
        key = {"version": version, "area_level": level}
        facts = placements(table.counts)
        yield make_slice("populations", "populations", key, rows, table.member, facts)


SOURCE = OnsPopulation()
