"""Partners' own workbooks and text tables, StatsWales among them, into observations.

The layout is understood from the file; what it was taken to mean is a proposal that a person
looks at and keeps, one file a supplier, and next month's file is read by that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Place, Problem, Refused, Severity
from diogel.files import Offered, Sheet, read_word_tables
from diogel.language import both, say
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import make_slice, write_table
from diogel.sources.messy.finding import find_tables
from diogel.sources.messy.grid import grid_of
from diogel.sources.messy.mapping import SupplierMapping
from diogel.sources.messy.mapping_file import mapping_dict, mapping_of
from diogel.sources.messy.observing import observation_row
from diogel.sources.messy.proposing import propose
from diogel.sources.messy.understanding import Understood, understand
from diogel.standard import schema

if TYPE_CHECKING:
    from diogel.store import Slice

TABLE = "observations"
DATASET = "partner"
# A guess that a person must confirm, whatever else might claim the file by its headings.
SURE, LESS_SURE = 0.4, 0.2
# Of one sheet, above which it is no partner's monthly table.
_MOST_ROWS, _MOST_CELLS = 60_000, 500_000
_FEW_LINES = 2_000  # of a text table that is read whole when its first rows show nothing
_ENDS = frozenset(("partner.no-period", "partner.no-area", "partner.small-area"))


class PartnerTables:
    """Any table of areas, periods and values that no other source knows."""

    code = "partner-tables"
    headings: tuple[str, ...] = ()

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("partners.source-title")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """The members with a table that names an area of Wales."""
        sure = {member: _sureness(member) for member in offered if member.kind != "parquet"}
        members = tuple(member for member in offered if sure.get(member))
        if not members:
            return None
        least = min(sure[member] for member in members)
        return Recognised(self.code, least, self.title, members)

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The members' values as observations; Refused when none holds a table."""
        saved = mapping_of(into.mapping) if into.mapping else None
        read = list(_read(recognised.members, saved, into))
        if not any(understood.tables for _, understood in read) and not _stops(read):
            raise Refused([Problem("partner.no-table", Place(member.name)) for member, _ in read])
        return _taken(read, saved is None, into)


def member_sheets(member: Offered, language_name: str = "{number}") -> tuple[Sheet, ...]:
    """The sheets of a member; the tables of a Word file are sheets of that name."""
    if member.kind == "docx":
        return read_word_tables(member.path, named=language_name)
    return tuple(replace(sheet, file=member.name) for sheet in member.sheets())


def _sureness(member: Offered) -> float:
    """How sure it is that a member holds a partner's table; 0 for not at all.

    Of a text table its first rows are looked at first: other sources' files are large, and
    there may be many.
    """
    if member.kind == "csv":
        found = _sure_of(Sheet("", member.head, member.name))
        if found or member.lines > _FEW_LINES:
            return found
    try:
        return max((_sure_of(sheet) for sheet in member_sheets(member)), default=0.0)
    except Refused:
        return 0.0


def _sure_of(sheet: Sheet) -> float:
    if len(sheet.rows) > _MOST_ROWS or sum(map(len, sheet.rows)) > _MOST_CELLS:
        return 0.0
    found = 0.0
    for extent in find_tables(sheet):
        mapping = propose(grid_of(sheet, extent))
        if mapping.area:
            found = max(found, SURE if mapping.period else LESS_SURE)
    return found


_Read = tuple[Offered, Understood]


def _read(
    members: Iterable[Offered], saved: SupplierMapping | None, into: Taking
) -> Iterator[_Read]:
    """Each member read; what one proposes is known to the next."""
    named = say("partners.word-table", into.language, number="{number}")
    tables = saved.tables if saved else ()
    for member in members:
        sheets = member_sheets(member, named)
        understood = understand(
            sheets, saved, into.supplier, known=tables, period=into.given.get("period", "")
        )
        tables = understood.mapping.tables
        yield member, understood


def _stops(read: Sequence[_Read]) -> bool:
    return any(p.severity is Severity.STOP for _, one in read for p in one.problems)


def _taken(read: Sequence[_Read], proposing: bool, into: Taking) -> Taken:
    mapping = read[-1][1].mapping
    rows, slices = _rows_and_slices(read, mapping)
    path, written = write_table(into, TABLE, rows)
    problems = [problem for _, one in read for problem in one.problems]
    if not written:
        problems = [_final(problem) for problem in problems]
        if not any(problem.severity is Severity.STOP for problem in problems):
            problems.append(Problem("partner.nothing-read", Place(read[0][0].name)))
    proposed = proposing or any(one.proposed for _, one in read)
    problems += _about(read, mapping, proposed)
    return Taken(
        tables={TABLE: path},
        slices=slices,
        problems=tuple(problems),
        facts=_facts(read, written),
        licence=mapping.licence,
        proposal=mapping_dict(mapping) if proposed and mapping.tables else None,
    )


def _rows_and_slices(
    read: Sequence[_Read], mapping: SupplierMapping
) -> tuple[list[list[object]], tuple[Slice, ...]]:
    """The rows of the standard, and a slice for each measure and period of the supplier."""
    columns = schema(TABLE).columns
    rows, counts = list[list[object]](), Counter[tuple[str, str]]()
    of_member: dict[tuple[str, str], Offered] = {}
    seen = set[tuple[str, str, str, str]]()
    for member, understood in read:
        for one in understood.observed:
            found = observation_row(one, mapping)
            identity = (str(found["period"]), one.area.code, one.measure.code, one.breakdown)
            if identity in seen:
                continue
            seen.add(identity)
            rows.append([found[column] for column in columns])
            key = (one.measure.code, str(one.period.period))
            counts[key] += 1
            of_member.setdefault(key, member)
    return rows, tuple(
        make_slice(
            TABLE,
            DATASET,
            {"supplier": mapping.supplier, "measure_code": measure, "period": period},
            counts[measure, period],
            of_member[measure, period],
        )
        for measure, period in counts
    )


def _final(problem: Problem) -> Problem:
    """A problem that left nothing to bring in: it ends the work."""
    return replace(problem, severity=Severity.STOP) if problem.code in _ENDS else problem


def _about(read: Sequence[_Read], mapping: SupplierMapping, proposed: bool) -> Iterator[Problem]:
    """What a person should do about the mapping as a whole."""
    place = Place(read[0][0].name)
    own = sum(":" in m.code for t in mapping.tables for m in t.measures)
    if proposed:
        yield Problem("partner.proposed", place, str(own), severity=Severity.LOOK)
    if not mapping.source_type and own:
        yield Problem("partner.source-type", place, severity=Severity.LOOK)


def _facts(read: Sequence[_Read], written: int) -> dict[str, int]:
    """Value cells in, and where each went."""
    reasons = Counter(left.reason for _, one in read for left in one.left_out)
    cells = sum(table.reading.cells for _, one in read for table in one.tables)
    outside, unplaced = reasons["outside"], reasons["unplaced"]
    return {
        "rows": cells,
        "placed": written,
        "outside": outside,
        "unplaced": unplaced,
        "left_out": cells - written - outside - unplaced,
    }


SOURCE = PartnerTables()
