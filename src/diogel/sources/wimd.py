"""The Welsh Index of Multiple Deprivation by small area: ranks, deciles and scores.

Of the Welsh Government's own workbook, of the plain tables made from it, and of an ONS
lookup that carries its rank. Rank 1 and decile 1 are the most deprived.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby, islice
from operator import itemgetter

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.places import authority_of_lsoa, resolve, undo_double_encoding
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.grids import (
    HEAD_ROWS,
    Head,
    Header,
    Row,
    decimal_number,
    heading_key,
    heads_of,
    rows_of,
    whole_number,
)
from diogel.sources.making import OGL, make_slice, placements, write_table
from diogel.sources.population_rows import expected_codes, level_of_codes

CODE = "wimd"
RANK, DECILE, SCORE = "rank", "decile", "score"
_DOMAINS = {
    "": "overall",
    "overall": "overall",
    "income": "income",
    "employment": "employment",
    "health": "health",
    "education": "education",
    "access": "access",
    "accesstoservices": "access",
    "housing": "housing",
    "crime": "safety",
    "safety": "safety",
    "communitysafety": "safety",
    "environment": "environment",
    "physicalenvironment": "environment",
}
_INDEX = re.compile(r"(?:w?imd|welshindexofmultipledeprivation)")
_LSOA = re.compile(r"lsoa(?:20)?(?:11|21)?(?:code|cd)")
_AUTHORITY = re.compile(r"(?:ltla|lad|la|localauthority)(?:20)?(?:\d\d)?(?:code|cd)")
_BESIDE = re.compile(
    r"(?:lsoa|ltla|lad|la|localauthority)(?:20)?(?:\d\d)?(?:name|nm|nmw|code|cd)\w*|fid|objectid"
    r"|.*(?:quintile|quartile|group)\w*"
)
_YEAR = re.compile(r"wimd[\W_]*(20\d\d)", re.IGNORECASE)
VERSION = re.compile(r"wimd-20\d\d")
# The three most deprived areas, by which an index without a year is known. Welsh
# Government, WIMD 2019.
_FIRST = {"wimd-2019": ("W01000240", "W01000239", "W01001421")}
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Shape:
    """Where a sheet has its codes, its authorities and each measure of each domain."""

    header: Header
    measures: Mapping[int, tuple[str, str]]
    summary: bool = False


@dataclass
class Seen:
    """What was met in one member.

    `values` gives the rank, decile and score of each small area and domain.
    """

    counts: Counter[str] = field(default_factory=Counter)
    values: dict[tuple[str, str], dict[str, float]] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    repaired: Counter[tuple[str, str]] = field(default_factory=Counter)
    elsewhere: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    title: str = ""

    def tell(self, problem: Problem) -> None:
        """Keep a fault; of one kind not more than anybody would read."""
        self.counts[f"told {problem.code}"] += 1
        if self.counts[f"told {problem.code}"] <= _MOST_TOLD:
            self.problems.append(problem)


def shape_of(head: Head) -> Shape | None:
    """The shape of a sheet of the index; None for anything else, and for mixed tables."""
    usual = DECILE if "decile" in head.sheet.casefold() else RANK
    for number, cells in head.rows:
        keys = [heading_key(cell) for cell in cells]
        if {"score", "extent", "proportion"} <= set(keys):
            areas = [n for n, key in enumerate(keys) if _AUTHORITY.fullmatch(key)]
            if areas:
                return Shape(Header(head.sheet, number, cells, {"code": areas[0]}), {}, True)
        codes = [n for n, key in enumerate(keys) if _LSOA.fullmatch(key)]
        if not codes:
            continue
        measures = {n: m for n, key in enumerate(keys) if (m := measure_of(key, usual))}
        others = [
            key
            for n, key in enumerate(keys)
            if key and n not in measures and not _BESIDE.fullmatch(key)
        ]
        if others or "overall" not in {domain for domain, _ in measures.values()}:
            continue
        columns = {"code": codes[0]}
        authorities = [n for n, key in enumerate(keys) if _AUTHORITY.fullmatch(key)]
        if authorities:
            columns["authority"] = authorities[-1]
        return Shape(Header(head.sheet, number, cells, columns), measures)
    return None


def measure_of(key: str, usual: str = RANK) -> tuple[str, str] | None:
    """The domain and measure of a heading; `usual` where it names the domain alone."""
    plain = re.sub(r"20\d\d", "", key)
    measure = next((m for m in (RANK, DECILE, SCORE) if m in plain), usual)
    plain = plain.replace(measure, "").replace("domain", "").removesuffix("s")
    named = _INDEX.match(plain)
    domain = _INDEX.sub("", plain, count=1)
    if not named and not domain:
        return None
    known = _DOMAINS.get(domain) or _DOMAINS.get(domain + "s")
    return (known, measure) if known else None


@dataclass(frozen=True, slots=True)
class Wimd:
    """The source. A person gives the version, where it is needed, as `edition`."""

    code: str = CODE
    headings: tuple[str, ...] = ("LSOA code", "WIMD 2019", "Income", "Employment", "Health")

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("national.wimd")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """Every member with the index by small area, or its summary by authority."""
        mine = tuple(m for m in offered if any(shape_of(head) for head in heads_of(m)))
        return Recognised(CODE, 1.0, self.title, mine) if mine else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """One row for each small area and domain; one slice for each version."""
        asked = into.given.get("edition", "").strip()
        problems = list[Problem]()
        read = list[tuple[Offered, str, Seen]]()
        for member in recognised.members:
            seen = read_index(member, problems)
            if not seen.values:
                continue
            version, told = find_version(member, seen, asked)
            problems += [*told_of(member, seen), *told]
            read.append((member, version, seen))
        # Of two tables of one index the fuller one is written last, and holds.
        read.sort(key=lambda one: sum(map(len, one[2].values.values())))
        if not read or any(p.severity is Severity.STOP for p in problems):
            return Taken({}, (), tuple(problems))
        rows = {
            (version, code, domain): (version, code, domain, *_numbers(values, seen))
            for _, version, seen in read
            for (code, domain), values in seen.values.items()
        }
        path, _ = write_table(into, "deprivation", rows.values())
        made = Counter((version, domain) for version, _, domain in rows)
        members = {
            (version, domain): (member, seen)
            for member, version, seen in read
            for _, domain in seen.values
        }
        return Taken(
            tables={"deprivation": path},
            slices=tuple(
                make_slice(
                    "deprivation",
                    "deprivation",
                    {"version": version, "domain": domain},
                    made[version, domain],
                    member,
                    placements(seen.counts),
                )
                for (version, domain), (member, seen) in sorted(
                    members.items(), key=lambda item: item[0]
                )
            ),
            problems=tuple(problems),
            facts=placements(sum((seen.counts for _, _, seen in read), Counter[str]())),
            licence=OGL,
        )


def _numbers(
    values: Mapping[str, float], seen: Seen
) -> tuple[int | None, int | None, float | None]:
    """Rank, decile and score. A decile that is not given is worked out from the rank.

    Ten groups as equal as can be, the last the smaller one: with 1,909 areas nine of 191,
    which is how the Welsh Government's deciles of 2019 are cut.
    """
    rank, decile = values.get(RANK), values.get(DECILE)
    if decile is None and rank is not None:
        decile = -(-int(rank) // -(-len(seen.codes) // 10))
    return (
        None if rank is None else int(rank),
        None if decile is None else int(decile),
        values.get(SCORE),
    )


def read_index(member: Offered, problems: list[Problem]) -> Seen:
    """Everything that the sheets of a member say of small areas."""
    seen = Seen()
    titles = list[str]()
    for sheet, rows in groupby(rows_of(member), key=itemgetter(0)):
        numbered = ((number, cells) for _, number, cells in rows)
        first = list(islice(numbered, HEAD_ROWS))
        shape = shape_of(Head(sheet, tuple(first)))
        last = shape.header.row if shape else first[-1][0]
        titles += [sheet, *(cell for number, cells in first if number <= last for cell in cells)]
        if shape and shape.summary:
            problems.append(Problem("source.deprivation-of-authorities", Place(member.name, sheet)))
        elif shape:
            for number, cells in chain(first, numbered):
                if number > shape.header.row:
                    _read_row(member.name, shape, number, cells, seen)
    years = {found for title in titles for found in _YEAR.findall(title)}
    seen.title = f"wimd-{years.pop()}" if len(years) == 1 else ""
    return seen


def _read_row(file: str, shape: Shape, number: int, cells: Row, seen: Seen) -> None:
    code = shape.header.cell(cells, "code").upper()
    if not re.fullmatch(r"[A-Z]\d{8}", code):
        if any(decimal_number(cells[n]) is not None for n in shape.measures if n < len(cells)):
            seen.counts.update(rows=1, unplaced=1)
            place = shape.header.place(file, number, "code")
            seen.tell(_unknown(place, code))
        return
    new = code not in seen.codes
    seen.codes.add(code)
    placement = "placed" if authority_of_lsoa(code) else "unplaced"
    placement = "outside" if code[0] != "W" else placement
    if new:
        seen.counts.update(("rows", placement))
    if placement == "unplaced" and new:
        place = shape.header.place(file, number, "code")
        seen.tell(_unknown(place, code))
    if placement != "placed":
        return
    _look_at_names(shape, cells, code, seen)
    for column, (domain, measure) in shape.measures.items():
        written = cells[column].strip() if column < len(cells) else ""
        value = decimal_number(written) if measure == SCORE else whole_number(written)
        if value is None:
            named = Header(shape.header.sheet, 0, shape.header.headings, {"n": column})
            place = named.place(file, number, "n")
            seen.tell(Problem("source.deprivation-bad-number", place, written))
        else:
            seen.values.setdefault((code, domain), {})[measure] = value


def _unknown(place: Place, code: str) -> Problem:
    return Problem("source.deprivation-unknown-area", place, code, severity=Severity.LOOK)


def _look_at_names(shape: Shape, cells: Row, code: str, seen: Seen) -> None:
    """Names whose letters were damaged on the way, and an authority that is not the area's."""
    for cell in cells:
        repaired = _undamaged(cell)
        if repaired != cell:
            seen.repaired[cell, repaired] += 1
    written = shape.header.cell(cells, "authority")
    if written and resolve(written).code != authority_of_lsoa(code):
        seen.elsewhere[written] += 1


def _undamaged(text: str) -> str:
    """A name as it was before its letters were taken for others, once or several times."""
    while (repaired := undo_double_encoding(text)) != text:
        text = repaired
    return text


def find_version(member: Offered, seen: Seen, asked: str) -> tuple[str, list[Problem]]:
    """Which index it is: by its titles or its first ranks; else as the person says."""
    place = Place(member.name)
    by_rank = {
        v.get(RANK): code for (code, domain), v in seen.values.items() if domain == "overall"
    }
    first = tuple(by_rank.get(rank, "") for rank in (1, 2, 3))
    known = next((version for version, areas in _FIRST.items() if areas == first), "")
    told = seen.title or known
    if asked:
        if not VERSION.fullmatch(asked):
            return "", [Problem("source.bad-version", Place(), asked, "wimd-2019")]
        if told and told != asked:
            return "", [Problem("source.deprivation-other-version", place, told, asked)]
        return asked, []
    if told:
        return told, []
    found = set(re.findall(r"w?imd[-_ ]?(20\d\d)", member.name, re.IGNORECASE))
    if len(found) == 1:
        version = f"wimd-{found.pop()}"
        problem = Problem("source.deprivation-version-by-name", place, version, "", Severity.LOOK)
        return version, [problem]
    return "", [Problem("source.deprivation-no-version", place)]


def told_of(member: Offered, seen: Seen) -> Iterator[Problem]:
    """What is wrong with an index as a whole."""
    place = Place(member.name)
    yield from seen.problems
    for (written, repaired), rows in sorted(seen.repaired.items()):
        slots = {"rows": str(rows)}
        yield Problem("source.name-repaired", place, written, repaired, Severity.LOOK, slots=slots)
    for written, rows in sorted(seen.elsewhere.items()):
        slots = {"rows": str(rows)}
        yield Problem(
            "source.deprivation-other-place", place, written, "", Severity.LOOK, slots=slots
        )
    absent = sorted(expected_codes(level_of_codes(seen.codes)) - seen.codes)
    if absent:
        slots = {"absent": str(len(absent))}
        first = ", ".join(absent[:8])
        yield Problem("source.deprivation-absent", place, first, "", Severity.LOOK, slots=slots)
    if not any(DECILE in values for values in seen.values.values()):
        yield Problem("source.deprivation-ranks-only", place, severity=Severity.NOTE)
    yield from _rank_problems(place, seen)


def _rank_problems(place: Place, seen: Seen) -> Iterator[Problem]:
    """Every rank from first to last is there, twice only for areas that share it."""
    for domain in dict.fromkeys(domain for _, domain in seen.values):
        ranks = Counter(
            values[RANK]
            for (_, of), values in seen.values.items()
            if of == domain and RANK in values
        )
        expected, wrong = 1, 0
        for rank, times in sorted(ranks.items()):
            wrong += rank != expected
            expected += times
        if wrong:
            yield Problem("source.deprivation-ranks", place, domain, "", Severity.LOOK)


SOURCE = Wimd()
