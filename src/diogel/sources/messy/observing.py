"""The cells of a mapped table as observations of the standard, and what was left out and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Bilingual, Period, Problem, Severity, Status
from diogel.language import both
from diogel.sources.messy.areas import LSOA, AreaKind, ReadArea, division_named, near, read_area
from diogel.sources.messy.cells import Cells, ValueCell
from diogel.sources.messy.grid import Grid
from diogel.sources.messy.labels import read_label
from diogel.sources.messy.mapping import MeasureMapping, SupplierMapping, TableMapping
from diogel.sources.messy.numbers import CellValue, read_value
from diogel.sources.messy.periods import ReadPeriod, agreed
from diogel.standard import Measure, measures, standard_version, until_changed

WHOLE = "all"  # the breakdown of an observation that is not broken down
_STATUSES = {
    "": Status.OBSERVED.value,
    "p": "provisional",
    "r": "revised",
    "e": "estimated",
    "b": "break",
}
_ZERO = "0"


@dataclass(frozen=True, slots=True)
class Observed:
    """One observation with where it stood.

    Attributes
    ----------
    row, column : int
    area : ReadArea
    period : ReadPeriod
    measure : MeasureMapping
    breakdown : str
    value : CellValue
    numerator, denominator : float or None
    marks : tuple of str
        Footnote marks of its labels and its number.
    note : Bilingual
    """

    row: int
    column: int
    area: ReadArea
    period: ReadPeriod
    measure: MeasureMapping
    breakdown: str
    value: CellValue
    numerator: float | None = None
    denominator: float | None = None
    marks: tuple[str, ...] = ()
    note: Bilingual = field(default_factory=lambda: Bilingual("", ""))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One cell of a value column that became no observation."""

    row: int
    column: int
    reason: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one table: every value cell is in exactly one of the first three.

    Attributes
    ----------
    observed : tuple of Observed
        Areas of Wales, with larger ones among them under their own scheme.
    totals : tuple of Observed
        Sums without a code of their own; their area is a TOTAL.
    left_out : tuple of LeftOut
    problems : tuple of Problem
    """

    observed: tuple[Observed, ...]
    totals: tuple[Observed, ...]
    left_out: tuple[LeftOut, ...]
    problems: tuple[Problem, ...]

    @property
    def cells(self) -> int:
        """How many value cells the table has."""
        return len(self.observed) + len(self.totals) + len(self.left_out)


def read_table(
    grid: Grid, mapping: TableMapping, cells: Sequence[ValueCell] | None = None
) -> Reading:
    """Every value cell of a table by a mapping; `cells` where they have been read already."""
    return _Reader(grid, mapping, list(Cells(grid, mapping)) if cells is None else cells).read()


def heading_rows(grid: Grid, cells: Iterable[ValueCell]) -> set[int]:
    """Rows without a number whose last label is blank: they head the rows under them."""
    labels = [column.number for column in grid.columns if not column.numeric]
    if len(labels) < 2:
        return set()
    blank = {row for row in grid.rows if not grid.text(row, labels[-1])}
    return blank - {cell.row for cell in cells if read_value(cell.text).number is not None}


class _Reader:
    """Reads one table; collects what is left out and what is wrong by kind."""

    def __init__(self, grid: Grid, mapping: TableMapping, cells: Sequence[ValueCell]) -> None:
        self.grid, self.mapping, self.cells = grid, mapping, cells
        self.periods = self._periods()
        self.measures = {one.heading: one for one in mapping.measures}
        self.division = division_named(mapping.area.partition(":")[2])
        self.observed, self.totals = list[Observed](), list[Observed]()
        self.left = list[LeftOut]()
        self.problems: dict[tuple[str, str], Problem] = {}

    def _periods(self) -> Mapping[str, ReadPeriod]:
        said = self.mapping.periods
        found = agreed(cell.period for cell in self.cells if cell.period not in said)
        own = {text: ReadPeriod(_said_period(code)) for text, code in said.items()}
        return {**found, **own}

    def read(self) -> Reading:
        headings = heading_rows(self.grid, self.cells)
        self._doubts()
        for cell in self.cells:
            if cell.row in headings:
                self.left.append(LeftOut(cell.row, cell.column, "heading-row", cell.measure))
            else:
                self._cell(cell)
        return Reading(
            tuple(self.observed),
            tuple(self.totals),
            tuple(self.left),
            tuple(self.problems.values()),
        )

    def _doubts(self) -> None:
        """Periods that could mean something else, each told once, at its first cell."""
        for cell in self.cells:
            reading = self.periods.get(cell.period)
            if reading is None or not reading.doubt or ("doubt", cell.period) in self.problems:
                continue
            at = self.grid.sheet.place(cell.row, cell.column)
            self.problems["doubt", cell.period] = Problem(
                "partner.period-doubt", at, cell.period, str(reading.period), Severity.LOOK
            )

    def _cell(self, cell: ValueCell) -> None:
        area = self._area(cell)
        if area is None:
            return
        period = self.periods.get(cell.period)
        if period is None and not self.mapping.period:
            self.left.append(LeftOut(cell.row, cell.column, "no-period"))  # told of the table
            return
        if period is None:
            self._leave(cell, "period-unread" if cell.period else "period-blank", cell.period)
            return
        measure = self.measures.get(cell.measure)
        if measure is None:
            self._leave(cell, "no-measure", cell.measure)
            return
        if measure.leave_out:
            self.left.append(LeftOut(cell.row, cell.column, "asked", cell.measure))
            return
        value = self._value(cell)
        if value is not None:
            self._keep(cell, area, period, measure, value)

    def _area(self, cell: ValueCell) -> ReadArea | None:
        """The area of a cell that becomes an observation or a total; the others are left out."""
        said = self.mapping.areas.get(cell.area, cell.area)
        found = read_area(said, self.division)
        if found is None and self.mapping.area in ("title", "sheet"):
            found = _within_title(said)
        if found is None:
            if not self.mapping.area:
                self.left.append(LeftOut(cell.row, cell.column, "no-area"))
            elif not cell.area:
                self._leave(cell, "area-blank", "")
            else:
                nearest = near(cell.area)
                self._leave(cell, "unknown-area", cell.area, nearest[0].name if nearest else "")
            return None
        if found.kind in (AreaKind.OUTSIDE, AreaKind.UNPLACED):
            self.left.append(LeftOut(cell.row, cell.column, found.kind.value, cell.area))
            return None
        if found.scheme == LSOA:
            self._leave(cell, "small-area", found.code)
            return None
        return found

    def _value(self, cell: ValueCell) -> CellValue | None:
        """What the cell says; None when it is blank or cannot be read, which is told."""
        value = read_value(cell.text, self.mapping.missing)
        if value.missing and self.mapping.missing.get(value.code) == _ZERO:
            return CellValue(number=0.0, marks=value.marks)
        if value.told:
            return value
        if not cell.text:
            self.left.append(LeftOut(cell.row, cell.column, "blank"))
            return None
        code = "separators" if value.fault == "separators" else "not-a-number"
        self._leave(cell, code, cell.text if value.fault == "separators" else "")
        return None

    def _leave(
        self, cell: ValueCell, code: str, found: str, expected: str | Bilingual = ""
    ) -> None:
        """A cell that cannot be placed: told once for each thing that is wrong."""
        self.left.append(LeftOut(cell.row, cell.column, code, found))
        at = self.grid.sheet.place(cell.row, cell.column)
        once = code in ("small-area", "area-blank", "period-blank", "no-measure")
        told = "" if once else found or f"{cell.row},{cell.column}"
        key = (code, told)
        self.problems.setdefault(
            key,
            Problem(f"partner.{code}", at, found[:80], expected, Severity.LOOK),
        )

    def _keep(
        self,
        cell: ValueCell,
        area: ReadArea,
        period: ReadPeriod,
        measure: MeasureMapping,
        value: CellValue,
    ) -> None:
        parts = {name: text for name, text in cell.breakdowns.items() if text}
        if period.first is not None:
            parts["pooled"] = f"{period.first} to {period.period}"
        marks = (*cell.marks, *area.marks, *(read_label(f"x {m}").marks[0] for m in value.marks
                                             if read_label(f"x {m}").marks))  # fmt: skip
        kept = Observed(
            cell.row,
            cell.column,
            area,
            period,
            measure,
            _breakdown(parts),
            value,
            read_value(cell.numerator).number,
            read_value(cell.denominator).number,
            marks,
            self._note(period, marks),
        )
        (self.totals if area.kind is AreaKind.TOTAL else self.observed).append(kept)

    def _note(self, period: ReadPeriod, marks: Iterable[str]) -> Bilingual:
        notes = []
        if period.first is not None:
            notes.append(
                both("partners.note-pooled", first=str(period.first), last=str(period.period))
            )
        for mark in dict.fromkeys(marks):
            words = self.grid.notes.get(mark, "")
            if words:
                notes.append(both("partners.note-footnote", words=words[:300]))
        return joined(notes)


def joined(notes: Iterable[Bilingual]) -> Bilingual:
    """Several notes as one; both languages empty for none."""
    given = [note for note in notes if note.en]
    return Bilingual(" ".join(n.en for n in given), " ".join(n.cy for n in given))


def _said_period(code: str) -> Period:
    return Period.parse(code)


def _within_title(text: str) -> ReadArea | None:
    """The one area that a title's words name, from the longest names down."""
    words = text.split()
    for size in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            found = read_area(" ".join(words[at : at + size]).strip(",.;:()"))
            if found is not None and found.kind is AreaKind.AREA:
                return found
    return None


def _breakdown(parts: Mapping[str, str]) -> str:
    """The standard's breakdown: "all", or parts in alphabetical order of their names."""
    clean = {name: text.replace("=", " ").replace(";", ",") for name, text in parts.items()}
    return ";".join(f"{name}={clean[name]}" for name in sorted(clean)) or WHOLE


@until_changed
def _standard() -> Mapping[str, Measure]:
    return {measure.code: measure for measure in measures()}


def _unit(mapped: MeasureMapping, defined: Measure | None) -> str:
    """The standard's unit where values are given as the standard has them."""
    return defined.unit if defined and defined.measure_type == mapped.kind else mapped.unit


def observation_row(one: Observed, supplier: SupplierMapping) -> dict[str, str | float | None]:
    """One row of the standard's observations, by column; blank numbers and days are None."""
    missing = one.value.missing
    defined = _standard().get(one.measure.code)
    return {
        "standard_version": standard_version(),
        "period": str(one.period.period),
        "area_code": one.area.code,
        "area_scheme": one.area.scheme,
        "theme_code": defined.themes[0] if defined else one.measure.theme,
        "measure_code": one.measure.code,
        "measure_type": one.measure.kind,
        "breakdown": one.breakdown,
        "value": None if missing else one.value.number,
        "numerator": one.numerator,
        "denominator": one.denominator,
        "unit": _unit(one.measure, defined),
        "status": Status.OBSERVED.value if missing else _STATUSES[one.value.status],
        "suppression": f"[{one.value.status}]" if missing else "",
        "source_type": supplier.source_type or (defined.source_type if defined else ""),
        "source_org": supplier.organisation or supplier.supplier,
        "source_system": supplier.source_system,
        "prevention_level": defined.prevention if defined else "not_applicable",
        "coverage_pct": None,
        "extracted_on": None,
        "supplied_on": None,
        "sharing_basis": supplier.sharing_basis,
        "licence": supplier.licence,
        "note_en": one.note.en,
        "note_cy": one.note.cy,
    }
