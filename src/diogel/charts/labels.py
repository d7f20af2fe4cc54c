"""How a released figure is written in a cell or beside a bar: digits, per cent, shorthand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from diogel.core import Figure, Kind, Language, Status
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import say

Display = Literal["count", "share", "both"]

# Kinds that count something out of a base; the others are amounts of their own.
_COUNTED = frozenset({Kind.COUNT, Kind.SHARE, Kind.COVERAGE, Kind.DISTINCT})
_WITHOUT_VALUE = frozenset({Status.NOT_AVAILABLE, Status.NOT_APPLICABLE, Status.CONFIDENTIAL})


def rounded(value: float, places: int = 0) -> Decimal:
    """A number rounded half away from zero, as people round: 36.5 is 37."""
    step = Decimal(1).scaleb(-places)
    return Decimal(repr(value)).quantize(step, rounding=ROUND_HALF_UP)


def number(value: float) -> str:
    """Digits as both languages write them: 1,234 or 24.3; no decimals when it is whole."""
    whole = rounded(value)
    return f"{whole:,}" if float(value) == float(whole) else f"{rounded(value, 1):,}"


def percent(share: float) -> str:
    """A share from 0 to 1 as whole per cent, written the same in both languages: 80%."""
    return f"{rounded(share * 100):,}%"


def count_of(figure: Figure) -> int | None:
    """The count that a figure rests on; None for a mean, a sum or a hidden figure."""
    if figure.kind not in _COUNTED or figure.value is None:
        return None
    if figure.numerator is not None:
        return figure.numerator
    return round(figure.value) if figure.kind in (Kind.COUNT, Kind.DISTINCT) else None


def share_of(figure: Figure) -> float | None:
    """The share of the base from 0 to 1; None where there is none to speak of."""
    if figure.kind not in _COUNTED or figure.value is None:
        return None
    count = count_of(figure)
    if count is not None and figure.denominator:
        return count / figure.denominator
    return figure.value if figure.kind is Kind.SHARE else None


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
    count, share = count_of(figure), share_of(figure)
    if display == "share" and share is not None:
        return percent(share)
    if display == "both" and count is not None and share is not None:
        return say("charts.count-and-percent", language, count=number(count), percent=percent(share))
    return number(float(count if count is not None else figure.value or 0))


def shared_base(table: ReleasedTable) -> int | None:
    """The one base that every shown cell of a table has; None when there are several."""
    bases = {
        cell.figure.denominator
        for row in table.table.rows
        for column in table.table.columns
        if (cell := table.cell(row, column)) is not None and cell.shown
    }
    return bases.pop() if len(bases) == 1 else None
