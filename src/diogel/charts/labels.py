"""How a released figure is written in a cell or beside a bar: digits, per cent, shorthand."""

from __future__ import annotations

from fractions import Fraction

from diogel.core import Base, Figure, Kind, Language, Status, Unit
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, percentage, quotient, say

# Kinds that count something out of a base; the others are amounts of their own.
_COUNTED = frozenset({Kind.COUNT, Kind.SHARE, Kind.COVERAGE, Kind.DISTINCT})
# A sum that is not whole is not in the numerator: then the value itself is rounded.
_SAME = 1e-9
_TWO_PLACES = frozenset({Kind.MEAN, Kind.RATIO, Kind.INDEX})
_WITHOUT_VALUE = frozenset({Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.CONFIDENTIAL})


def rate_places(rate: float) -> int:
    """One decimal, two for a rate below 1."""
    return 1 if abs(rate) >= 1 else 2


def places_of(figure: Figure) -> int:
    """How many decimals an amount is said with.

    A rate as `rate_places` says; a ratio or an index two; another amount none where it is
    whole, else one. How many areas there are has none, nor has how many people there are for
    each square kilometre; how unlike two areas of a list are is an index as any.
    """
    value = figure.value or 0.0
    if figure.kind is Kind.RATE:
        return rate_places(value)
    if figure.unit is Unit.AREA and figure.base is not Base.FRAME:
        return 0
    if figure.kind is Kind.INDEX and figure.unit is Unit.PERSON:
        return 0
    if figure.kind in _TWO_PLACES:
        return 2
    return 0 if value == int(value) else 1


def amount(figure: Figure, language: Language) -> str:
    """An amount with as many decimals as its kind has, halves away from zero.

    A mean is rounded from its sum and its base where it has them, never from a float.
    """
    value = figure.value or 0.0
    total, base = figure.numerator, figure.denominator
    if figure.kind is not Kind.MEAN or total is None or not base:
        return number(value, language, places_of(figure))
    if abs(total / base - value) < _SAME:
        return quotient(total, base, language, 2)
    return number(value, language, places_of(figure))


def percent_of(figure: Figure, language: Language) -> str | None:
    """A share as whole per cent, rounded from its count and base; None without a share.

    A weighted share is rounded from its value: its count is of responses, not of weights.
    """
    if figure.kind not in _COUNTED or figure.value is None:
        return None
    count = count_of(figure)
    if count is not None and figure.denominator:
        return percentage(count, figure.denominator, language, 0)
    if figure.kind is not Kind.SHARE:
        return None
    return percentage(Fraction(repr(figure.value)), 1, language, 0)


def count_of(figure: Figure) -> int | None:
    """The count that a figure says; None for a mean, a sum, a weighted or a hidden figure."""
    if figure.kind not in _COUNTED or figure.value is None or figure.weighted:
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


def length_of(cell: ReleasedFigure | None) -> float:
    """How long a cell is drawn: its count, a weighted share's per cent, 0 without a value."""
    if cell is None or shorthand(cell):
        return 0.0
    if cell.figure.weighted:
        return 100 * (cell.figure.value or 0.0)
    count = count_of(cell.figure)
    return float(count if count is not None else cell.figure.value or 0)


def is_weighted(table: ReleasedTable) -> bool:
    """Whether a table shows weighted shares, so that its scale is per cent."""
    pairs = ((row, column) for row in table.table.rows for column in table.table.columns)
    return any((c := table.cell(*pair)) is not None and c.figure.weighted for pair in pairs)


def scale_end(table: ReleasedTable) -> float:
    """Where the scale ends: the shared base, 100 per cent, or 0 when there is neither."""
    return 100.0 if is_weighted(table) else float(shared_base(table) or 0)


def scale_title(table: ReleasedTable, language: Language) -> str:
    """What the scale counts."""
    return say("banners.axis" if is_weighted(table) else "charts.axis", language)


def shared_base(table: ReleasedTable) -> int | None:
    """The one base that every shown cell of a table has; None when there are several."""
    bases = {
        cell.figure.denominator
        for row in table.table.rows
        for column in table.table.columns
        if (cell := table.cell(row, column)) is not None and cell.shown
    }
    return bases.pop() if len(bases) == 1 else None
