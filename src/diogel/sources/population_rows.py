"""The cells of a population table into people: which area, sex and ages, and how many.

Areas in England and the sums of whole countries are no rows of Wales; they are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from diogel.core import Problem, Severity
from diogel.places import Scheme, areas, authority_of_lsoa, vintages_of_lsoa
from diogel.places import lsoas as all_lsoas
from diogel.sources.grids import Header, Row, whole_number
from diogel.sources.population_layouts import (
    ALL,
    AUTHORITY,
    LSOA_11,
    LSOA_21,
    Cohort,
    Layout,
    age_of,
    sex_of,
)

GSS = re.compile(r"[EWSNKJ]\d{8}")
WALES = "W92000004"
_MOST_TOLD = 20


@dataclass(frozen=True, slots=True)
class Count:
    """How many of a cohort live in an area; the households too where a table has them."""

    area_code: str
    cohort: Cohort
    residents: int | None
    households: int | None = None
    year: int | None = None


@dataclass
class Seen:
    """What was met in one table.

    Attributes
    ----------
    counts : Counter
        rows, placed, outside, unplaced; of areas.
    totals : dict of (year or None, area) to int
        People of every age and both sexes, where the table gives them.
    wales : dict of year or None to int
        The table's own total of Wales.
    codes : set of str
    problems : list of Problem
    """

    counts: Counter[str] = field(default_factory=Counter)
    totals: dict[tuple[int | None, str], int] = field(default_factory=dict)
    wales: dict[int | None, int] = field(default_factory=dict)
    codes: set[str] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    _told: Counter[str] = field(default_factory=Counter)

    def tell(self, problem: Problem) -> None:
        """Keep a fault; of one kind not more than anybody would read."""
        self._told[problem.code] += 1
        if self._told[problem.code] <= _MOST_TOLD:
            self.problems.append(problem)


def placement_of(code: str) -> str:
    """Where an area is: a Welsh authority or small area of a census, elsewhere, or unknown."""
    if code[:1] != "W":
        return "outside"
    known = authority_of_lsoa(code) or any(a.code == code for a in areas(Scheme.LOCAL_AUTHORITY))
    return "placed" if known else "unplaced"


def read_counts(
    file: str, layout: Layout, rows: Iterable[tuple[int, Row]], seen: Seen
) -> Iterator[Count]:
    """Every count of a Welsh area in a sheet."""
    placed = dict[str, str]()
    for number, cells in rows:
        code = layout.header.cell(cells, "code").upper()
        if number <= layout.header.row or not GSS.fullmatch(code):
            _stray(file, layout, number, cells, code, seen)
            continue
        if code not in placed:
            placed[code] = "wales" if code == WALES else placement_of(code)
            if code != WALES:
                seen.counts["rows"] += 1
                seen.counts[placed[code]] += 1
                seen.codes.add(code)
                if placed[code] == "unplaced":
                    place = layout.header.place(file, number, "code")
                    problem = Problem(
                        "source.population-unknown-area", place, code, severity=Severity.LOOK
                    )
                    seen.tell(problem)
        elif not layout.long and code != WALES:
            place = layout.header.place(file, number, "code")
            seen.tell(Problem("source.population-area-twice", place, code, severity=Severity.LOOK))
            continue
        if placed[code] in ("outside", "unplaced"):
            continue
        read = _long_row if layout.long else _wide_row
        for count in read(file, layout, number, cells, code, seen):
            if count.cohort == Cohort(ALL, 0, None) and count.residents is not None:
                if code == WALES:
                    seen.wales[count.year] = count.residents
                else:
                    seen.totals[count.year, code] = count.residents
            if code != WALES:
                yield count


def _stray(file: str, layout: Layout, number: int, cells: Row, code: str, seen: Seen) -> None:
    """A row without an area's code: a title, a footnote, or numbers that nobody can place."""
    if number <= layout.header.row or layout.long:
        return
    if any(whole_number(cells[n]) is not None for n in layout.cohorts if n < len(cells)):
        seen.counts.update(rows=1, unplaced=1)
        place = layout.header.place(file, number, "code")
        seen.tell(Problem("source.population-no-code", place, code, severity=Severity.LOOK))


def _number(file: str, layout: Layout, row: int, cells: Row, column: int, seen: Seen) -> int | None:
    written = cells[column].strip() if column < len(cells) else ""
    found = whole_number(written)
    if found is not None and found >= 0:
        return found
    named = Header(layout.header.sheet, layout.header.row, layout.header.headings, {"n": column})
    seen.tell(Problem("source.population-bad-number", named.place(file, row, "n"), written))
    return None


def _wide_row(
    file: str, layout: Layout, number: int, cells: Row, code: str, seen: Seen
) -> Iterator[Count]:
    households = None
    if layout.households is not None:
        households = _number(file, layout, number, cells, layout.households, seen)
    found = [
        Count(code, cohort, _number(file, layout, number, cells, column, seen))
        for column, cohort in layout.cohorts.items()
    ]
    _compare(file, layout, number, found, seen)
    for count in found:
        whole = count.cohort.total and count.cohort.sex == ALL
        yield Count(code, count.cohort, count.residents, households if whole else None)


def _compare(file: str, layout: Layout, number: int, found: list[Count], seen: Seen) -> None:
    """The ages of a row, or its two sexes, must make its total."""
    total = next((c for c in found if c.cohort == Cohort(ALL, 0, None)), None)
    if total is None or total.residents is None:
        return
    ages = [c for c in found if not c.cohort.total]
    sexes = [c for c in found if c.cohort.total and c.cohort.sex != ALL]
    for parts, whole in ((ages, any(c.cohort.age_to is None for c in ages)), (sexes, True)):
        known = [c.residents for c in parts if c.residents is not None]
        if len(parts) > 1 and whole and len(known) == len(parts) and sum(known) != total.residents:
            seen.tell(
                Problem(
                    "source.population-parts-differ",
                    layout.header.place(file, number),
                    str(sum(known)),
                    str(total.residents),
                    Severity.LOOK,
                )
            )


def _long_row(
    file: str, layout: Layout, number: int, cells: Row, code: str, seen: Seen
) -> Iterator[Count]:
    header = layout.header
    if header.cell(cells, "measure").casefold() not in ("", "value", "count"):
        return
    sex, ages = sex_of(header.cell(cells, "sex")), age_of(header.cell(cells, "age"))
    for name, known in (("sex", sex), ("age", ages)):
        if known is None:
            place = header.place(file, number, name)
            found = header.cell(cells, name)
            seen.tell(Problem("source.population-unknown-cohort", place, found))
    if sex is None or ages is None:
        return
    cohort = Cohort(sex, ages.age_from, ages.age_to)
    yearly: Mapping[int, int | None] = layout.yearly or {
        header.columns["value"]: year_of_cell(header.cell(cells, "date"))
    }
    for column, year in yearly.items():
        yield Count(code, cohort, _number(file, layout, number, cells, column, seen), year=year)


def year_of_cell(text: str) -> int | None:
    """The year of a date's cell: "2020", "mid-2020", "2020-06-30"."""
    found = re.search(r"\b(?:19|20)\d\d\b", text)
    return int(found[0]) if found else None


def level_of(layout: Layout, codes: Iterable[str]) -> str:
    """The level of a table's areas: what its heading says, or else what its codes tell."""
    return layout.level if layout.level in (LSOA_11, LSOA_21) else level_of_codes(codes)


def level_of_codes(codes: Iterable[str]) -> str:
    """Authorities, or small areas of the later census when a code of it alone is there."""
    welsh = [code for code in codes if code.startswith("W01")]
    if not welsh:
        return AUTHORITY
    later = any(vintages_of_lsoa(code) == (2021,) for code in welsh)
    return LSOA_21 if later else LSOA_11


def expected_codes(level: str) -> frozenset[str]:
    """Every Welsh area of a level."""
    if level == AUTHORITY:
        return frozenset(a.code for a in areas(Scheme.LOCAL_AUTHORITY))
    vintage = 2011 if level == LSOA_11 else 2021
    return frozenset(code for code, one in all_lsoas().items() if vintage in one.vintages)
