"""Diogel's own template, filled in by a partner, into observations of the standard."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Problem, Refused
from diogel.files import Offered
from diogel.language import both
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import make_slice, write_table
from diogel.standard import TemplateReading, is_template, read_template, schema

if TYPE_CHECKING:
    from diogel.store import Slice

TABLE = "observations"
DATASET = "observations"
# What a corrected workbook replaces: the same body's numbers of a measure and period.
KEY = ("source_org", "measure_code", "period")

_Key = tuple[str, str, str]


class PartnerTemplates:
    """Workbooks made by `diogel standard template`, in either language."""

    code = "partner-templates"

    @property
    def title(self) -> Bilingual:
        """What it is, in words."""
        return both("partners.template-title")

    @property
    def headings(self) -> tuple[str, ...]:
        """None: a template is known by what it says of itself."""
        return ()

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """The members that say they are templates, or have a template's headings."""
        members = tuple(member for member in offered if _is_template(member))
        return Recognised(self.code, 1.0, self.title, members) if members else None

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """Every number that was given; Refused when none was."""
        read = [
            (member, read_template(member.sheets(), organisation=into.supplier))
            for member in recognised.members
        ]
        problems = tuple(problem for _, one in read for problem in one.problems)
        if not any(one.rows for _, one in read):
            raise Refused(problems or [Problem("template.no-figures")])
        columns = schema(TABLE).columns
        rows = [[row[column] for column in columns] for _, one in read for row in one.rows]
        path, written = write_table(into, TABLE, rows)
        first = read[0][1]
        return Taken(
            tables={TABLE: path},
            slices=_slices(read),
            problems=problems,
            facts=_facts(read, written),
            licence=first.licence,
            extracted_on=date.fromisoformat(first.extracted_on) if first.extracted_on else None,
        )


def _is_template(member: Offered) -> bool:
    if member.kind != "workbook":
        return False
    try:
        return is_template(member.sheets())
    except Refused:
        return False


def _slices(read: Sequence[tuple[Offered, TemplateReading]]) -> tuple[Slice, ...]:
    counts, first = Counter[_Key](), dict[_Key, Offered]()
    for member, one in read:
        for row in one.rows:
            key = (str(row[KEY[0]]), str(row[KEY[1]]), str(row[KEY[2]]))
            counts[key] += 1
            first.setdefault(key, member)
    return tuple(
        make_slice(TABLE, DATASET, dict(zip(KEY, key, strict=True)), rows, first[key])
        for key, rows in sorted(counts.items())
    )


def _facts(read: Sequence[tuple[Offered, TemplateReading]], written: int) -> dict[str, int]:
    return {
        "rows": sum(one.asked for _, one in read),
        "placed": written,
        "outside": 0,
        "unplaced": 0,
        "blank": sum(one.blank for _, one in read),
    }


SOURCE = PartnerTemplates()
