"""Rates with limits in words."""

from __future__ import annotations

from diogel.charts.marks import IntervalMarks
from diogel.charts.scales import measured, measured_limits, told, told_limits
from diogel.core import Language, Line
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import say

Pair = tuple[Line, ReleasedFigure | None]
BAND = "funnel"


def pairs(table: ReleasedTable) -> list[Pair]:
    """Each row with its figure in the first column."""
    column = table.table.columns[0]
    return [(row, table.cell(row, column)) for row in table.table.rows]


def own_first(table: ReleasedTable, own: str) -> list[Pair]:
    """The rows in the table's order, the document's own area before the others."""
    return sorted(pairs(table), key=lambda pair: pair[0].code != own)


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

    Such limits come of a comparison that allows for the spread between areas.
    """
    limits = cell.figure.limits if cell is not None else None
    return limits is not None and limits.method == BAND


def describe_interval(table: ReleasedTable, marks: IntervalMarks, language: Language) -> str:
    """Every row's value and limits, the area's own first, and whose limits hold its value."""
    parts = [say("charts.interval.kind", language, axis=marks.axis)]
    parts += [_row(pair, language) for pair in own_first(table, marks.own)]
    if all(measured(cell) is None for _, cell in pairs(table)):
        parts.append(say("charts.nothing", language))
    elif any(measured_limits(cell) and not is_band(cell) for _, cell in pairs(table)):
        parts.append(say("charts.interval.limits", language))
    return " ".join(parts)


def _row(pair: Pair, language: Language) -> str:
    row, cell = pair
    name, limits = row.label[language], told_limits(cell, language)
    if limits is None or not is_band(cell):
        return say("charts.interval.row", language, name=name, value=value_said(cell, language))
    slots = {"value": told(cell, language), "lower": limits[0], "upper": limits[1]}
    return say("charts.interval.band-row", language, name=name, **slots)
