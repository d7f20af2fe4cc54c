"""Invented months of a force, plain to read in a test."""

from __future__ import annotations

from collections.abc import Iterable

from diogel.core import Period
from diogel.quality.cells import ASB, Cell, MonthCount


def months(first: str, how_many: int) -> list[Period]:
    """So many months from the first on."""
    start = Period.parse(first)
    return [start.shifted(step) for step in range(how_many)]


def history(force: str, first: str, crimes: Iterable[int], asb: int = 200) -> list[MonthCount]:
    """Consecutive months with these crimes, half burglary and half robbery, and some ASB."""
    counts = list(crimes)
    return [
        MonthCount(
            force,
            month,
            n + asb,
            n,
            {ASB: asb, "Burglary": n - n // 2, "Robbery": n // 2},
        )
        for month, n in zip(months(first, len(counts)), counts, strict=True)
    ]


def cells(
    force: str, month: str, area: str, rows: int, type_: str = "Burglary", placement: str = "placed"
) -> Cell:
    """One cell."""
    return Cell(force, Period.parse(month), type_, placement, area, rows)
