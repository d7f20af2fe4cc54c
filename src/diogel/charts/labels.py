"""How a released figure is written in a cell or beside a bar: digits, per cent, shorthand."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from diogel.core import Figure, Kind, Language, Status
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, percentage, quotient, say

Display = Literal["count", "share", "both"]

# Kinds that count something out of a base; the others are amounts of their own.
_COUNTED = frozenset({Kind.COUNT, Kind.SHARE, Kind.COVERAGE, Kind.DISTINCT})
# A sum that is not whole is not in the numerator: then the value itself is rounded.
_SAME = 1e-9
_WITHOUT_VALUE = frozenset({Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.CONFIDENTIAL})


def amount(figure: Figure, language: Language) -> str:
    """A mean with two decimals, another amount whole where it is whole, else with one.

    A mean is rounded from its sum and its base where it has them, never from a float.
    """
    value = figure.value or 0.0
    if figure.kind is not Kind.MEAN:
        return number(value, language, 0 if value == int(value) else 1)
    total, base = figure.numerator, figure.denominator
    if total is not None and base and abs(total / base - value) < _SAME:
        return quotient(total, base, language, 2)
    return number(value, language, 2)


def percent_of(figure: Figure, language: Language) -> str | None:
    """A share as whole per cent, rounded from its count and base; None without a share."""
    if figure.kind not in _COUNTED or figure.value is None:
        return None
    count = count_of(figure)
    if count is not None and figure.denominator:
        return percentage(count, figure.denominator, language, 0)
    if figure.kind is not Kind.SHARE:
        return None
    return percentage(Fraction(repr(figure.value)), 1, language, 0)


def count_of(figure: Figure) -> int | None:
    """The count that a figure rests on; None for a mean, a sum or a hidden figure."""
    if figure.kind not in _COUNTED or figure.value is None:
        return None
    if figure.numerator is not None:
        return figure.numerator
    return round(figure.value) if figure.kind in (Kind.COUNT, Kind.DISTINCT) else None


def shorthand(cell: ReleasedFigure | None) -> str:
    """`c`, `x` or `z` for a cell without a value, empty for one that has one."""
    if cell is None:
        return Status.NOT_APPLICABLE.value
    status = cell.figure.status
    if status in _WITHOUT_VALUE:
        return status.value
    return Status.NOT_AVAILABLE.value if cell.figure.value is None else ""


def said(cell: ReleasedFigure | None, display: str, language: Language) -> str:
    """What a cell says: "12", "80%", "12 (80%)", "24.3", "[c]" or a band in words."""
    mark = shorthand(cell)
    if cell is not None and mark == Status.CONFIDENTIAL and cell.band.complete:
        return cell.band[language]
    if cell is None or mark:
        return f"[{mark}]"
    text = _value(cell.figure, display, language)
    status = cell.figure.status
    return text if status is Status.OBSERVED else f"{text} [{status.value}]"


def _value(figure: Figure, display: str, language: Language) -> str:
    count, percent = count_of(figure), percent_of(figure, language)
    if percent is not None and (display == "share" or count is None):
        return percent
    if count is None:
        return amount(figure, language)
    counted = number(count, language)
    if display == "both" and percent is not None:
        return say("charts.count-and-percent", language, count=counted, percent=percent)
    return counted


def shared_base(table: ReleasedTable) -> int | None:
    """The one base that every shown cell of a table has; None when there are several."""
    bases = {
        cell.figure.denominator
        for row in table.table.rows
        for column in table.table.columns
        if (cell := table.cell(row, column)) is not None and cell.shown
    }
    return bases.pop() if len(bases) == 1 else None
