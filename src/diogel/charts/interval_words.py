"""Rates with limits in words."""

from __future__ import annotations

from diogel.charts.marks import IntervalMarks
from diogel.charts.scales import measured, measured_limits, told, told_limits
from diogel.core import Kind, Language, Line
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, say

Pair = tuple[Line, ReleasedFigure | None]
BAND = "funnel"


def pairs(table: ReleasedTable, code: str = "") -> list[Pair]:
    """Each row with its figure in a column, by default the first."""
    column = column_of(table, code)
    return [(row, table.cell(row, column)) for row in table.table.rows]


def column_of(table: ReleasedTable, code: str = "") -> Line:
    """The column of a code, or the first.

    ValueError for a code that the table does not have.
    """
    columns = table.table.columns
    found = [column for column in columns if code in ("", column.code)]
    if not found:
        raise ValueError(f"no such column: {code}")
    return found[0]


def own_first(table: ReleasedTable, marks: IntervalMarks) -> list[Pair]:
    """The rows in the table's order, the document's own area before the others."""
    return sorted(pairs(table, marks.column), key=lambda pair: pair[0].code != marks.own)


def has_limits(found: list[Pair]) -> bool:
    """Whether any row has limits that are shown."""
    return any(measured_limits(cell) for _, cell in found)


def value_said(cell: ReleasedFigure | None, language: Language) -> str:
    """A value with its limits: "12.3 (11.0 to 13.7)"; without limits the value alone."""
    limits = told_limits(cell, language)
    if limits is None:
        return told(cell, language)
    lower, upper = limits
    return say(
        "charts.interval.value", language, value=told(cell, language), lower=lower, upper=upper
    )


def is_band(cell: ReleasedFigure | None) -> bool:
    """Whether a row's limits are not of its own rate, but where the area is not separable.

    Such limits come of a comparison that allows for the spread between areas. Those of a
    ratio are its own, however they were worked out.
    """
    limits = cell.figure.limits if cell is not None else None
    if limits is None or cell is None:
        return False
    return limits.method == BAND and cell.figure.kind is Kind.RATE


def describe_interval(table: ReleasedTable, marks: IntervalMarks, language: Language) -> str:
    """Every row's value and limits, the area's own first, and whose limits hold its value."""
    found = own_first(table, marks)
    kind = "charts.interval.kind" if has_limits(found) else "charts.interval.kind-plain"
    parts = [say(kind, language, axis=marks.axis)]
    parts += [_row(pair, table, marks, language) for pair in found]
    if all(measured(cell) is None for _, cell in found):
        return " ".join([*parts, say("charts.nothing", language)])
    if any(measured_limits(cell) and not is_band(cell) for _, cell in found):
        parts.append(say("charts.interval.limits", language))
    if marks.line is not None:
        value = number(marks.line, language, 0 if marks.line == int(marks.line) else 1)
        parts.append(say("charts.interval.line", language, label=marks.line_label, value=value))
    return " ".join(parts)


def _row(pair: Pair, table: ReleasedTable, marks: IntervalMarks, language: Language) -> str:
    row, cell = pair
    name, limits = row.label[language], told_limits(cell, language)
    if marks.beside:
        column = column_of(table, marks.beside)
        other = told(table.cell(row, column), language)
        slots = {"value": value_said(cell, language), "label": column.label, "other": other}
        return say("charts.interval.beside", language, name=name, **slots)
    if limits is None or not is_band(cell):
        return say("charts.interval.row", language, name=name, value=value_said(cell, language))
    slots = {"value": told(cell, language), "lower": limits[0], "upper": limits[1]}
    return say("charts.interval.band-row", language, name=name, **slots)
