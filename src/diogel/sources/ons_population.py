"""ONS populations, of small areas and of authorities, each with its version and day.

Mid-year estimates and census counts, as ONS's own workbooks, as Nomis gives them, or as
plain tables made from them. A table that does not say which population it is, and cannot be
known by its total, is asked for it: the given `edition`, such as mid-2022.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from diogel.sources.population_layouts import AUTHORITY, Layout, layout_of
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

if TYPE_CHECKING:
    from diogel.store import Slice

CODE = "ons-population"
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet, read: its areas' level and version, and everything it counts."""

    member: Offered
    sheet: str
    level: str
    version: str
    counts: tuple[Count, ...]
    seen: Seen
    unnamed: tuple[str, ...] = ()


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
        tables, problems = list[Table](), list[Problem]()
        for member in recognised.members:
            for found, told in _tables(member, asked):
                problems += told
                tables += found
        problems += reconciled(tables)
        problems += given_twice(tables)
        if any(p.severity is Severity.STOP for p in problems):
            return Taken({}, (), tuple(problems))
        path, _ = write_table(into, "populations", _rows(tables))
        return Taken(
            tables={"populations": path},
            slices=tuple(_slices(tables)),
            problems=tuple(problems),
            facts=placements(sum((t.seen.counts for t in _once(tables)), Counter[str]())),
            licence=OGL,
        )


def _tables(member: Offered, asked: str) -> Iterator[tuple[list[Table], list[Problem]]]:
    """Each sheet of a member as tables (one for each year it counts), and what is wrong."""
    cover = list[str]()
    for sheet, rows in groupby(rows_of(member), key=itemgetter(0)):
        numbered = ((number, cells) for _, number, cells in rows)
        first = list(islice(numbered, HEAD_ROWS))
        head = Head(sheet, tuple(first))
        layout = layout_of(head)
        titles = [sheet, *_titles(first, layout)]
        if layout is None:
            cover += titles
        else:
            seen = Seen()
            body = chain(first, numbered)
            counts = list(read_counts(member.name, layout, body, seen))
            version = version_in(titles) or version_in(cover)
            yield _versioned(member, layout, counts, seen, version, asked)


def _titles(first: Sequence[tuple[int, tuple[str, ...]]], layout: Layout | None) -> list[str]:
    """The texts above the headings; of a sheet without numbers all that was looked at."""
    last = layout.header.row if layout else first[-1][0] + 1
    above = [cell for number, cells in first if number < last for cell in cells]
    return above + (list(layout.header.headings) if layout else [])


def _versioned(
    member: Offered,
    layout: Layout,
    counts: list[Count],
    seen: Seen,
    title: str,
    asked: str,
) -> tuple[list[Table], list[Problem]]:
    place = Place(member.name, layout.header.sheet)
    problems = [*seen.problems]
    if not seen.codes:
        return [], [*problems, Problem("source.population-no-areas", place)]
    level = level_of(layout, seen.codes)
    problems += _coverage(place, level, seen)
    if layout.unnamed:
        names = ", ".join(layout.unnamed[:_SHOWN])
        problems.append(
            Problem("source.population-ages-unknown", place, names, severity=Severity.NOTE)
        )
    tables = []
    for year in sorted({count.year for count in counts}, key=lambda y: y or 0):
        of_year = tuple(count for count in counts if count.year == year)
        known, told = find_version(member, place, year, seen, title, asked)
        problems += told
        if known:
            tables.append(
                Table(
                    member,
                    layout.header.sheet,
                    level,
                    known.version,
                    of_year,
                    seen,
                    layout.unnamed,
                )
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
    year = table.counts[0].year if table.counts else None
    for (of_year, code), residents in table.seen.totals.items():
        if of_year == year:
            sums[authority_of_lsoa(code) or code] += residents
    return dict(sums)


def reconciled(tables: Sequence[Table]) -> Iterator[Problem]:
    """Where totals do not meet: a table with its own total, the published one, another level."""
    for table in tables:
        sums = _by_authority(table)
        if not sums or set(sums) != expected_codes(AUTHORITY):
            continue
        place = Place(table.member.name, table.sheet)
        year = table.counts[0].year if table.counts else None
        published = table.seen.wales.get(year, PUBLISHED.get(table.version))
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


def given_twice(tables: Sequence[Table]) -> Iterator[Problem]:
    """Areas that two tables of one version count differently; the first of them is kept."""
    first = dict[tuple[object, ...], tuple[int | None, str]]()
    different = Counter[tuple[str, str, str]]()
    for table in tables:
        for count in table.counts:
            key = (table.version, table.level, count.area_code, count.cohort)
            residents, name = first.setdefault(key, (count.residents, table.member.name))
            if residents != count.residents:
                different[table.version, name, table.member.name] += 1
    for (version, name, other), numbers in sorted(different.items()):
        slots = {"version": version, "numbers": str(numbers)}
        yield Problem("source.population-given-twice", Place(other), name, "", Severity.LOOK, slots)


def _rows(tables: Sequence[Table]) -> Iterator[tuple[object, ...]]:
    """Standard rows: the same cohort of an area is written once, the first that has it."""
    written = set[tuple[object, ...]]()
    for table in tables:
        day = reference_day(table.version).isoformat()
        for count in table.counts:
            cohort = count.cohort
            key = (table.version, table.level, count.area_code, cohort)
            if key in written:
                continue
            written.add(key)
            yield (
                table.version,
                day,
                count.area_code,
                table.level,
                cohort.sex,
                cohort.age_from,
                cohort.age_to,
                count.residents,
                count.households,
            )


def _once(tables: Iterable[Table]) -> Iterator[Table]:
    """One table of each sheet, though it may count several years."""
    return iter({(table.member.path, table.sheet): table for table in tables}.values())


def _slices(tables: Sequence[Table]) -> Iterator[Slice]:
    rows: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Table] = {}
    for table in tables:
        key = (table.version, table.level)
        first.setdefault(key, table)
    for row in _rows(tables):
        rows[str(row[0]), str(row[3])] += 1
    for (version, level), count in sorted(rows.items()):
        table = first[version, level]
        facts: Mapping[str, int] = placements(table.seen.counts)
        identity = {"version": version, "area_level": level}
        yield make_slice("populations", "populations", identity, count, table.member, facts)


SOURCE = OnsPopulation()
