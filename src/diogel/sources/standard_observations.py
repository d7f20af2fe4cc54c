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
from diogel.standard.validation.headings import find_table
from diogel.standard.validation.table_rows import TableRows

if TYPE_CHECKING:
    from diogel.store import Slice

TABLE = "observations"
DATASET = "observations"
KEY = ("source_org", "measure_code", "period")
_HEAD_ROWS = 40


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
        members = tuple(member for member in offered if _is_standard(member))
        return Recognised(self.code, 0.9, self.title, members) if members else None

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


def _is_standard(member: Offered) -> bool:
    if member.kind == "parquet":
        return True
    if member.kind == "docx":
        return False
    try:
        sheets: Sequence[Sheet] = (
            (Sheet("", member.head),) if member.kind == "csv" else member.sheets()
        )
    except Refused:
        return False
    required = {field.name for field in schema(TABLE).fields if field.required}
    for sheet in sheets:
        found = find_table(sheet, (schema(TABLE),))
        if found and required <= set(sheet.rows[found[1] - 1]):
            return True
    return False


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
