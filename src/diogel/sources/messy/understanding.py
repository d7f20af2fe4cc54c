"""From a partner's sheets to observations: by the saved mapping, or by a proposed one."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from diogel.core import Problem, Severity
from diogel.files import Sheet
from diogel.places import fold
from diogel.sources.messy.cells import Cells, ValueCell
from diogel.sources.messy.checks import checked
from diogel.sources.messy.finding import find_tables
from diogel.sources.messy.grid import Grid, grid_of
from diogel.sources.messy.labels import says_what, slug
from diogel.sources.messy.layouts import layout
from diogel.sources.messy.letters import repaired
from diogel.sources.messy.mapping import SupplierMapping, TableMapping
from diogel.sources.messy.measures import UNMAPPED, measures_of
from diogel.sources.messy.missing import meanings
from diogel.sources.messy.numbers import UNSURE
from diogel.sources.messy.observing import (
    LeftOut,
    Observed,
    Reading,
    heading_rows,
    read_table,
)
from diogel.sources.messy.personal import personal_problems
from diogel.sources.messy.proposing import propose
from diogel.sources.messy.telling import cells_told, columns_told

_PUBLISHER = ("publishing organisation", "organisation", "supplier", "sefydliad", "cyflenwr")
_LICENCE = ("data licensing", "licence", "license", "trwydded")
_OFFICIAL = ("national statistics", "official statistics", "welsh government", "llywodraeth cymru",
             "office for national statistics", "statswales", "statscymru")  # fmt: skip
UNKNOWN_SUPPLIER = "partner"


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """One table of one sheet, read by its mapping."""

    grid: Grid
    mapping: TableMapping
    reading: Reading


@dataclass(frozen=True, slots=True)
class Understood:
    """What came of a partner's sheets.

    Attributes
    ----------
    mapping : SupplierMapping
        The saved one with new measures added, or the proposed one.
    tables : tuple of ReadSheet
    problems : tuple of Problem
        Everything that is to be told, of files, tables and cells.
    proposed : bool
        True when a person has yet to confirm a part of the mapping.
    """

    mapping: SupplierMapping
    tables: tuple[ReadSheet, ...]
    problems: tuple[Problem, ...]
    proposed: bool

    @property
    def observed(self) -> list[Observed]:
        """Every observation, in the order of the sheets."""
        return [one for table in self.tables for one in table.reading.observed]

    @property
    def left_out(self) -> list[LeftOut]:
        """Every cell that became no observation; totals without a code among them."""
        return [
            one
            for table in self.tables
            for one in (
                *table.reading.left_out,
                *(LeftOut(t.row, t.column, "total", t.area.text) for t in table.reading.totals),
            )
        ]


def understand(
    sheets: Iterable[Sheet],
    saved: SupplierMapping | None = None,
    supplier: str = "",
    known: Sequence[TableMapping] = (),
    period: str = "",
) -> Understood:
    """Read every table of some sheets.

    Parameters
    ----------
    saved : SupplierMapping or None
        What a person confirmed before: a table of the same layout is read by it, a table of
        another layout is told and not read.
    supplier : str
        Who the person says it is from: a name or a code; empty where the file may tell.
    known : sequence of TableMapping
        What was proposed for other files of the same delivery.
    period : str
        The period of tables that name none, for this delivery only: it is not kept.
    """
    whole, problems = list[Sheet](), list[Problem]()
    for sheet in sheets:
        fixed, told = repaired(sheet)
        whole.append(fixed)
        problems += [*sheet.problems, *told]
    grids = [grid_of(sheet, extent) for sheet in whole for extent in find_tables(sheet)]
    base = (
        replace(saved, tables=tuple(known) or saved.tables)
        if saved
        else replace(_supplier(grids, supplier), tables=tuple(known))
    )
    work = _Work(base, fixed=saved is not None, period=period)
    for grid in grids:
        work.add(grid)
    tables = tuple(_without_doubles(work.tables))
    problems += [problem for grid in grids for problem in grid.problems]
    problems += [p for table in tables for p in table.reading.problems]
    mapping = replace(base, tables=tuple(work.mappings))
    return Understood(mapping, tables, (*problems, *work.problems), work.proposed)


def _supplier(grids: Sequence[Grid], said: str) -> SupplierMapping:
    """Who it is from and under what terms, as far as the person or the file says."""
    facts = {key: value for grid in reversed(grids) for key, value in grid.facts.items()}
    published = next((facts[key] for key in _PUBLISHER if key in facts), "")
    licence = next((facts[key] for key in _LICENCE if key in facts), "").casefold()
    names = " ".join((said, published, facts.get("designation", ""))).casefold()
    return SupplierMapping(
        supplier=slug(said or published) or UNKNOWN_SUPPLIER,
        organisation=said or published,
        source_type="national_statistics" if any(o in names for o in _OFFICIAL) else "",
        licence="OGL-UK-3.0" if "open government lic" in licence else "",
        sharing_basis="open" if "open government lic" in licence else "not_personal",
    )


class _Work:
    """Reads table after table, gathering mappings and problems."""

    def __init__(self, base: SupplierMapping, *, fixed: bool, period: str) -> None:
        self.base, self.fixed, self.period = base, fixed, period
        self.mappings = list(base.tables)
        self.tables = list[ReadSheet]()
        self.problems = list[Problem]()
        self.proposed = False

    def add(self, grid: Grid) -> None:
        """Read one table by the mapping of its layout, or by a proposal where none is saved."""
        if found := personal_problems(grid):
            self.problems += found
            return
        known = self._known(layout(grid))
        said = (f"said:{self.period}",) if self.period else ()
        mapping = known or propose(grid)
        fresh = known is None or not self.fixed
        if known is None and self.fixed:
            if _nearest(grid, mapping, self.base.tables) is not None:
                self.problems += _changed(grid, mapping, self.base.tables)
                return
            self.problems.append(_at(grid, "partner.new-table", " | ".join(layout(grid))[:200]))
        cells = list(Cells(grid, mapping))
        if fresh:
            mapping = self._with_codes(grid, mapping, cells)
        mapping = self._with_measures(grid, mapping, cells, fresh=fresh)
        self._keep(mapping)
        mapping = replace(mapping, period=mapping.period or said)
        if not mapping.period:
            self.problems.append(_at(grid, "partner.no-period"))
        if not mapping.area:
            self.problems.append(_at(grid, "partner.no-area"))
        if fresh:
            self.problems += columns_told(grid, mapping)
        reading = checked(
            grid, mapping, read_table(grid, mapping, None if mapping.period == said else cells)
        )
        self.problems += cells_told(grid, reading)
        self.tables.append(ReadSheet(grid, mapping, reading))

    def _known(self, wanted: tuple[str, ...]) -> TableMapping | None:
        return next((one for one in self.mappings if sorted(one.layout) == sorted(wanted)), None)

    def _keep(self, mapping: TableMapping) -> None:
        others = [m for m in self.mappings if sorted(m.layout) != sorted(mapping.layout)]
        at = next(
            (n for n, m in enumerate(self.mappings) if sorted(m.layout) == sorted(mapping.layout)),
            len(others),
        )
        others.insert(at, mapping)
        self.mappings = others

    def _with_codes(
        self, grid: Grid, mapping: TableMapping, cells: Iterable[ValueCell]
    ) -> TableMapping:
        """The mapping with every missing code that stands in the table, doubts told."""
        found = meanings((cell.text for cell in cells), grid.notes)
        for one in found:
            if one.how == "unsure" and one.code not in mapping.missing:
                self.problems.append(
                    _at(grid, "partner.missing-code-unsure", one.code, f"[{one.status}]")
                )
        return replace(
            mapping, missing={**{one.code: one.status for one in found}, **mapping.missing}
        )

    def _with_measures(
        self, grid: Grid, mapping: TableMapping, every: Sequence[ValueCell], *, fresh: bool
    ) -> TableMapping:
        """The mapping with a proposal for each measure that it does not know yet."""
        headings = heading_rows(grid, every)
        cells = [cell for cell in every if cell.row not in headings]
        unknown = [one for one in cells if mapping.measure_of(one.measure) is None]
        new = measures_of(grid, unknown, self.base.supplier, self._codes(mapping))
        if not new:
            return mapping
        self.proposed = True
        self.problems += [
            _at(grid, "partner.measure-unclear", one.heading, one.code)
            for one in new
            if one.theme == UNMAPPED and not says_what(one.heading)
        ]
        if not fresh:
            self.problems += [
                _at(grid, "partner.new-measure", one.heading, one.code) for one in new
            ]
            self.problems += self._unknown_codes(grid, mapping, [c.text for c in cells])
        return replace(mapping, measures=(*mapping.measures, *new))

    def _codes(self, mapping: TableMapping) -> set[str]:
        """The measure codes in use: another table's measure of the same name is another's."""
        return {m.code for table in (*self.mappings, mapping) for m in table.measures}

    def _unknown_codes(
        self, grid: Grid, mapping: TableMapping, texts: Iterable[str]
    ) -> list[Problem]:
        found = meanings(texts, grid.notes)
        return [
            _at(grid, "partner.missing-code-unsure", one.code, f"[{one.status}]")
            for one in found
            if one.code in UNSURE and one.code not in mapping.missing
        ]


def _at(grid: Grid, code: str, found: str = "", expected: str = "") -> Problem:
    return Problem(code, grid.sheet.place(grid.extent.headings[-1]), found, expected, Severity.LOOK)


def _nearest(
    grid: Grid, proposed: TableMapping, saved: Sequence[TableMapping]
) -> TableMapping | None:
    """The saved table that this one is a changed form of: one with values under the same
    headings. None for another table."""
    shared = [one for one in saved if set(one.values) & set(proposed.values)]
    now = set(layout(grid))
    return max(shared, key=lambda one: len(set(one.layout) & now), default=None)


def _changed(grid: Grid, proposed: TableMapping, saved: Sequence[TableMapping]) -> list[Problem]:
    """What is other in a table than in the saved layout: headings gone, headings new."""
    nearest = _nearest(grid, proposed, saved)
    if nearest is None:
        return []
    place = grid.sheet.place(grid.extent.headings[-1])
    now = layout(grid)
    gone = [text for text in nearest.layout if text not in now]
    new = [text for text in now if text not in nearest.layout]
    return [Problem("partner.heading-gone", place, text, _near(text, new)) for text in gone] + [
        Problem("partner.heading-new", place, text, _near(text, gone)) for text in new
    ]


def _near(text: str, others: Sequence[str]) -> str:
    folds = {fold(other): other for other in others}
    found = difflib.get_close_matches(fold(text), list(folds), n=1, cutoff=0.6)
    return folds[found[0]] if found else ""


_Identity = tuple[str, str, str, str]


def _identity(one: Observed) -> _Identity:
    return (str(one.period.period), one.area.code, one.measure.code, one.breakdown)


def _without_doubles(tables: Sequence[ReadSheet]) -> Iterable[ReadSheet]:
    """The tables with no two values for one thing: the same value twice is one, two different
    values are neither taken, and told."""
    values = defaultdict[_Identity, set[float | str | None]](set)
    for table in tables:
        for one in table.reading.observed:
            values[_identity(one)].add(
                one.value.number if not one.value.missing else one.value.code
            )
    seen = Counter[_Identity]()
    for table in tables:
        kept, left, problems = list[Observed](), list[LeftOut](), list[Problem]()
        for one in table.reading.observed:
            key = _identity(one)
            seen[key] += 1
            if len(values[key]) > 1:
                left.append(LeftOut(one.row, one.column, "two-values", one.area.text))
                problems.append(_two(table.grid, one))
            elif seen[key] > 1:
                left.append(LeftOut(one.row, one.column, "repeated", one.area.text))
            else:
                kept.append(one)
        reading = replace(
            table.reading,
            observed=tuple(kept),
            left_out=(*table.reading.left_out, *left),
            problems=(*table.reading.problems, *problems),
        )
        yield replace(table, reading=reading)


def _two(grid: Grid, one: Observed) -> Problem:
    return Problem(
        "partner.two-values",
        grid.sheet.place(one.row, one.column),
        "" if one.value.number is None else f"{one.value.number:g}",
        severity=Severity.LOOK,
        slots={
            "area": one.area.text,
            "measure": one.measure.heading,
            "period": str(one.period.period),
        },
    )
