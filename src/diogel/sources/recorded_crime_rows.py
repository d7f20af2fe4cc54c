"""The rows of the Home Office's recorded crime tables, by partnership, into standard rows.

A quarter is of the financial year: the first is April to June. Where a table has no
quarters, the number is of whatever period the person gives, and is not divided.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from sys import intern
from typing import NamedTuple

from diogel.core import Grain, Period, Place, Problem, Severity, Status
from diogel.sources.grids import Header, Row, whole_number
from diogel.sources.offence_labels import normal_label
from diogel.sources.partnership_names import OUTSIDE, UNPLACED, partnership
from diogel.sources.recorded_crime_notes import Note

WANTED: Mapping[str, Sequence[str]] = {
    "year": ("financialyear", "year"),
    "quarter": ("financialquarter", "quarter"),
    "force": ("forcename", "force", "policeforcename"),
    "csp": ("cspname", "csp", "communitysafetypartnership", "communitysafetypartnershipname"),
    "description": ("offencedescription",),
    "group": ("offencegroup",),
    "subgroup": ("offencesubgroup",),
    "code": ("offencecode",),
    "count": ("numberofoffences", "offencecount"),
}
NEEDED = ("csp", "group", "subgroup", "code", "count")
_YEAR = re.compile(r"((?:19|20)\d\d)\s*[/_\-–]\s*(?:(?:19|20)(?=\d\d))?(\d\d)")
_QUARTER = re.compile(r"(?:financial )?(?:quarter|q)?\s*([1-4])\b.*", re.IGNORECASE)
_WITHOUT = frozenset(("", "..", ".", "-", "*", ":", "[x]", "[z]", "n/a", "x"))
_MOST_TOLD = 20
OBSERVED, NOT_AVAILABLE = Status.OBSERVED.value, Status.NOT_AVAILABLE.value


class Recorded(NamedTuple):
    """One row of `recorded_crime`, in the order of the standard's columns."""

    financial_year: str
    period: str
    force_name: str
    csp_name: str
    area_code: str
    placement: str
    offence_description: str
    offence_group: str
    offence_subgroup: str
    offence_code: str
    offences: int | None
    status: str
    note: str
    group_published: str
    subgroup_published: str


@dataclass
class Tally:
    """What was met on the way, told when all is read.

    `keys` counts the rows of each Welsh partnership, period and offence; `labels` the
    published groups and subgroups that have another name here; `published` is the day that
    the file states.
    """

    counts: Counter[str] = field(default_factory=Counter)
    keys: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    labels: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    unknown: Counter[tuple[str, str]] = field(default_factory=Counter)
    unavailable: Counter[tuple[str, str]] = field(default_factory=Counter)
    areas: set[str] = field(default_factory=set)
    published: date | None = None

    def tell(self, problem: Problem) -> None:
        """Keep a fault; of one kind not more than anybody would read."""
        self.counts[f"told {problem.code}"] += 1
        if self.counts[f"told {problem.code}"] <= _MOST_TOLD:
            self.problems.append(problem)


def year_of(text: str) -> int | None:
    """The first calendar year of a financial year: 2015/16, 2015_16, 2015-16, 2015-2016."""
    found = _YEAR.search(text)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        return None
    return int(found[1])


def period_of(year: int, quarter: str) -> Period | None:
    """The calendar quarter of a financial one; the whole financial year without a quarter."""
    if not quarter:
        return Period.parse(f"{year}/{(year + 1) % 100:02}")
    found = _QUARTER.fullmatch(quarter.strip())
    if not found:
        return None
    return Period.parse(f"{year}-Q2").shifted(int(found[1]) - 1)


def read_rows(
    file: str,
    header: Header,
    rows: Iterable[tuple[int, Row]],
    given: Period | None,
    tally: Tally,
) -> Iterator[Recorded]:
    """The Welsh rows of one sheet; what is elsewhere is counted and not kept.

    Parameters
    ----------
    given : Period or None
        What a person said the numbers are of, for a table that does not say it.
    """
    sheet_year = year_of(header.sheet)
    cached: dict[tuple[str, str], Period | None] = {}
    for number, cells in rows:
        if number <= header.row or not header.cell(cells, "csp"):
            continue
        tally.counts["rows"] += 1
        written = (header.cell(cells, "year"), header.cell(cells, "quarter"))
        if written not in cached:
            cached[written] = _period(header, written, sheet_year, given)
        period = cached[written]
        if period is None:
            place = header.place(file, number, "year" if "year" in header.columns else "")
            found = " ".join(written).strip()
            tally.tell(Problem("source.recorded-crime-bad-period", place, found))
            tally.counts["refused"] += 1
            continue
        if row := _row(file, header, number, cells, period, tally):
            yield row


def _period(
    header: Header, written: tuple[str, str], sheet_year: int | None, given: Period | None
) -> Period | None:
    year = year_of(written[0]) if "year" in header.columns else sheet_year
    if year is not None:
        return period_of(year, written[1])
    if given is None or "year" in header.columns:
        return None
    if "quarter" in header.columns and given.grain is Grain.FINANCIAL_YEAR:
        return period_of(given.start.year, written[1])
    return given


def _row(
    file: str,
    header: Header,
    number: int,
    cells: Row,
    period: Period,
    tally: Tally,
) -> Recorded | None:
    csp = header.cell(cells, "csp")
    force = header.cell(cells, "force") if "force" in header.columns else None
    where = partnership(csp, force, period.end)
    tally.counts[where.placement] += 1
    if where.placement == OUTSIDE:
        return None
    if not where.known:
        tally.unknown[csp, force or ""] += 1
    tally.areas.add(where.area_code)
    code, description = header.cell(cells, "code"), header.cell(cells, "description")
    tally.keys[csp, str(period), f"{code} {description}".strip()] += 1
    start = period.start
    year = start.year if start.month >= 4 else start.year - 1
    written = header.cell(cells, "count")
    count = whole_number(written)
    if count is None and written.casefold() not in _WITHOUT:
        place = header.place(file, number, "count")
        tally.tell(Problem("source.recorded-crime-bad-count", place, written))
    published = header.cell(cells, "group"), header.cell(cells, "subgroup")
    group, subgroup = _label("group", published[0], tally), _label("subgroup", published[1], tally)
    return Recorded(
        intern(f"{year}/{(year + 1) % 100:02}"),
        intern(str(period)),
        intern(force or ""),
        intern(csp),
        where.area_code,
        where.placement,
        intern(description),
        group,
        subgroup,
        intern(code),
        count,
        NOT_AVAILABLE if count is None else OBSERVED,
        "",
        intern(published[0]) if published[0] != group else "",
        intern(published[1]) if published[1] != subgroup else "",
    )


def with_notes(rows: Iterable[Recorded], notes: Sequence[Note], tally: Tally) -> Iterator[Recorded]:
    """The rows with what was noted of them; a number that cannot be used is taken out."""
    said_of: dict[tuple[str, str, str], list[Note]] = {}
    for row in rows:
        key = (row.financial_year, row.csp_name, row.force_name)
        if key not in said_of:
            year = int(row.financial_year[:4])
            said_of[key] = [n for n in notes if n.covers(year, row.csp_name, row.force_name)]
        said = said_of[key]
        if not said:
            yield row
            continue
        text = " ".join(dict.fromkeys(note.text for note in said))
        if any(note.unusable for note in said):
            tally.unavailable[row.csp_name, row.financial_year] += 1
            yield row._replace(offences=None, status=NOT_AVAILABLE, note=text)
        else:
            yield row._replace(note=text)


def _label(level: str, published: str, tally: Tally) -> str:
    normal = normal_label(level, published)
    if normal != published:
        tally.labels[published, normal] += 1
    return intern(normal)


def tallied_problems(file: str, tally: Tally) -> Iterator[Problem]:
    """What is told of the whole file once it is read."""
    place = Place(file)
    yield from tally.problems
    for (csp, force), rows in sorted(tally.unknown.items()):
        yield Problem(
            "source.recorded-crime-unknown-partnership",
            place,
            csp,
            "",
            Severity.LOOK,
            slots={"rows": str(rows), "force": force},
        )
    for (csp, year), rows in sorted(tally.unavailable.items()):
        slots = {"year": year, "rows": str(rows)}
        yield Problem("source.recorded-crime-unusable", place, csp, "", Severity.LOOK, slots=slots)
    if tally.counts[UNPLACED]:
        found = str(tally.counts[UNPLACED])
        yield Problem("source.recorded-crime-unassigned", place, found, "", Severity.NOTE)
    for (published, normal), rows in sorted(tally.labels.items()):
        slots = {"rows": str(rows)}
        yield Problem("source.label-changed", place, published, normal, Severity.NOTE, slots=slots)
    yield from _repeats(place.file, tally)


def _repeats(file: str, tally: Tally) -> Iterator[Problem]:
    """One partnership and offence given several times for the same period.

    For a quarter once is right: a former partnership may still have rows of its own, but
    when most are there twice the table itself is. For a year without quarters several rows
    are its parts, and each offence should have as many.
    """
    place = Place(file)
    quarters = {key: n for key, n in tally.keys.items() if "Q" in key[1]}
    years = {key: n for key, n in tally.keys.items() if "Q" not in key[1]}
    twice = [key for key, times in quarters.items() if times > 1]
    if 2 * len(twice) > len(quarters):
        slots = {"offences": str(len(quarters))}
        yield Problem("source.recorded-crime-doubled", place, str(len(twice)), slots=slots)
    else:
        yield from (_repeated(place, key, quarters[key], 1) for key in sorted(twice)[:_MOST_TOLD])
    if not years:
        return
    usual, _ = Counter(years.values()).most_common(1)[0]
    uneven = sorted(key for key, times in years.items() if times != usual)
    yield from (_repeated(place, key, years[key], usual) for key in uneven[:_MOST_TOLD])
    if usual > 1:
        yield Problem("source.recorded-crime-parts", place, str(usual), "", Severity.NOTE)


def _repeated(place: Place, key: tuple[str, str, str], times: int, usual: int) -> Problem:
    csp, period, offence = key
    slots = {"period": period, "times": str(times), "csp": csp}
    return Problem(
        "source.recorded-crime-repeated", place, offence, str(usual), Severity.LOOK, slots
    )
