"""Tables that are in the standard already: observations with its headings, from anybody.

The whole check of the standard is put to them on the way in, so that what is kept has no
fault that the standard knows of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Refused
from diogel.files import Offered, Sheet
from diogel.language import both
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import make_slice, write_table
from diogel.standard import schema
from diogel.standard.validation.checking import Checked, CheckedTable, check_file
from diogel.standard.validation.headings import find_table, read_headings
from diogel.standard.validation.table_rows import TableRows

if TYPE_CHECKING:
    from diogel.store import Slice

TABLE = "observations"
DATASET = "observations"
KEY = ("source_org", "measure_code", "period")
# A table with so many of the headings that must be there is meant to be one: it is told what
# is wrong with it, and is not taken for a partner's own layout.
LEAST_SHARE = 0.4
LEAST_SURE, MOST_SURE = 0.55, 0.9


class StandardObservations:
    """Observations in the columns of the standard: CSV, workbook or Parquet."""

    code = "standard-observations"

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("partners.standard-title")

    @property
    def headings(self) -> tuple[str, ...]:
        """The standard's own."""
        return tuple(field.name for field in schema(TABLE).fields)

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """The members whose headings are those of the standard."""
        sure = {member: _sureness(member) for member in offered}
        members = tuple(member for member in offered if sure[member])
        if not members:
            return None
        least = min(sure[member] for member in members)
        return Recognised(self.code, least, self.title, members)

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """The rows as they stand; every fault told, and nothing kept that has one."""
        checks = [
            (member, check_file(member.path, TABLE, into.engine)) for member in recognised.members
        ]
        problems = tuple(problem for _, checked in checks for problem in checked.problems)
        if not all(checked.usable for _, checked in checks):
            raise Refused(problems)
        path, written = write_table(into, TABLE, _rows(checks, into))
        return Taken(
            {TABLE: path},
            tuple(_slices(checks, into)),
            problems,
            {"rows": written, "placed": written, "outside": 0, "unplaced": 0},
        )


def _sureness(member: Offered) -> float:
    """How sure it is that a member is meant to be in the standard; 0 for not at all."""
    if member.kind == "parquet":
        return MOST_SURE
    if member.kind == "docx" or member.streamed:
        return 0.0
    try:
        sheets: Sequence[Sheet] = (
            (Sheet("", member.head),) if member.kind == "csv" else member.sheets()
        )
    except Refused:
        return 0.0
    table = schema(TABLE)
    required = {field.name for field in table.fields if field.required}
    shares = [0.0]
    for sheet in sheets:
        if found := find_table(sheet, (table,)):
            columns = set(read_headings(sheet, *found).layout.columns)
            shares.append(len(required & columns) / len(required))
    share = max(shares)
    return LEAST_SURE + (MOST_SURE - LEAST_SURE) * share if share >= LEAST_SHARE else 0.0


def _tables(checked: Checked, member: Offered, into: Taking) -> Iterator[TableRows]:
    """The rows of each table; those of a large file are read again, now that it is sound."""
    for table in checked.tables:
        yield table.rows if table.rows is not None else _large(table, member, into)


def _large(table: CheckedTable, member: Offered, into: Taking) -> TableRows:
    names = [field.name for field in schema(table.table).fields]
    engine = into.engine
    if member.kind == "parquet":
        frame = engine.scan_parquet([member.path])
    else:
        frame = engine.scan_csv({member.name: member.path}, member.headings)
    held = [name for name in names if name in frame.columns]
    rows = engine.rows(frame.select(*held))
    columns = zip(*rows, strict=True) if rows else [()] * len(held)
    texts = {
        name: ["" if cell is None else str(cell) for cell in column]
        for name, column in zip(held, columns, strict=True)
    }
    return TableRows(list(range(2, len(rows) + 2)), texts)


def _rows(checks: Sequence[tuple[Offered, Checked]], into: Taking) -> Iterator[list[str]]:
    names = [field.name for field in schema(TABLE).fields]
    for member, checked in checks:
        for table in _tables(checked, member, into):
            for _, record in table.records():
                yield [record.get(name, "") for name in names]


def _slices(checks: Sequence[tuple[Offered, Checked]], into: Taking) -> Iterator[Slice]:
    """One slice for each body, measure and period: what a correction replaces."""
    counts: Counter[tuple[str, ...]] = Counter()
    first: dict[tuple[str, ...], Offered] = {}
    for member, checked in checks:
        for table in _tables(checked, member, into):
            for _, record in table.records():
                key = tuple(record.get(name, "") for name in KEY)
                counts[key] += 1
                first.setdefault(key, member)
    for key, rows in sorted(counts.items()):
        identity = dict(zip(KEY, key, strict=True))
        yield make_slice(TABLE, DATASET, identity, rows, first[key])


SOURCE = StandardObservations()
