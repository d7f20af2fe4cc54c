"""Cells of the answers, and sums of them.

A figure's cell is a name ("W9.no"), or several joined by "+" when the figure shows the sum of
cells that are counted apart ("B15.often+B15.seldom": a net).
"""

from __future__ import annotations

from diogel.core import Figure

PLUS = "+"


def parts_of(cell: str) -> tuple[str, ...]:
    """The single cells that a cell is the sum of; itself when it is one."""
    return tuple(part for part in cell.split(PLUS) if part)


def parts(figure: Figure) -> tuple[str, ...]:
    """The single cells whose sum a figure shows."""
    return parts_of(figure.shown_cell)


def sum_of(cells: tuple[str, ...]) -> str:
    """The name of a sum of cells, the same in whatever order they come."""
    return PLUS.join(sorted({part for cell in cells for part in parts_of(cell)}))
