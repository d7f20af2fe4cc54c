"""A safe set for tables too large to prove the least: cell by cell, the cheapest way out.

For each cell that is too narrow, the cheapest move that widens it is found by a linear
programme, and all cells that it moves are hidden. What turns out not to be needed is shown
again. Safe by the same attack as the proven sets; it may hide more than it has to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import hstack

from diogel.disclosure.optimal_attack import (
    NOBODY,
    Array,
    System,
    narrow_in_whole_numbers,
    system_of,
    told_to_peers,
    weak_cells,
)

if TYPE_CHECKING:
    from diogel.disclosure.optimal import Level, LinkedTables

SHOWN_AGAIN = 20
"""Cells of which it is tried whether they can be shown after all."""


def protect_greedily(problem: LinkedTables, level: Level) -> tuple[frozenset[str], frozenset[str]]:
    """The cells to hide, and the primary ones of tables where even hiding all is not safe."""
    system = system_of(problem, level)
    hidden = system.primary.copy()
    while troubles := _troubles(system, hidden, level):
        before = hidden.copy()
        for own, cell in troubles:
            more = _cheapest_way(system, hidden, cell, own)
            hidden |= more if more is not None else False
        if (hidden == before).all():
            everything = system.free | system.primary
            return _names(system, everything), _names(system, system.primary)
    _show_again(system, hidden, level)
    return _names(system, hidden), frozenset()


def _names(system: System, chosen: Array) -> frozenset[str]:
    return frozenset(system.cells[at] for at in np.flatnonzero(chosen))


def _troubles(system: System, hidden: Array, level: Level) -> list[tuple[int, int]]:
    """The cells that are not safe, each with the cell that its attacker knows itself in."""
    found = [(NOBODY, weak.cell) for weak in weak_cells(system, hidden)]
    found = found or [(NOBODY, cell) for cell in narrow_in_whole_numbers(system, hidden)]
    return found or ([] if level == "exact" else told_to_peers(system, hidden))


def _cheapest_way(system: System, hidden: Array, cell: int, own: int) -> Array | None:
    """The cells of the cheapest whole move that widens a cell; None when there is none."""
    width = float(system.widths[cell]) if own == NOBODY else 1.0
    ways = [_way(system, hidden, cell, width, own)]
    if system.counts[cell] >= width:
        ways.append(_way(system, hidden, cell, -width, own))
    found = [way for way in ways if way is not None]
    if not found:
        return None
    return min(found, key=lambda way: way[0])[1]


def _way(
    system: System, hidden: Array, cell: int, distance: float, own: int
) -> tuple[float, Array] | None:
    """The cheapest move that takes a cell so far, as its cost and the cells that it moves.

    Unknowns: how far each cell rises, how far it falls.
    """
    size = len(system.cells)
    cost = np.where(hidden, system.costs.min() / 1000, system.costs)
    upper = np.concatenate([np.full(size, np.inf), system.counts.astype(float)])
    upper[np.flatnonzero(~(system.free | hidden))] = 0
    upper[size + np.flatnonzero(~(system.free | hidden))] = 0
    if own != NOBODY:
        upper[size + own] -= 1
    lower = np.zeros(2 * size)
    rise, fall = (cell, size + cell) if distance > 0 else (size + cell, cell)
    lower[rise] = upper[rise] = abs(distance)
    upper[fall] = 0
    result = milp(
        np.concatenate([cost, cost]),
        integrality=np.ones(2 * size),
        bounds=Bounds(lower, upper),
        constraints=LinearConstraint(hstack([system.matrix, -system.matrix], format="csr"), 0, 0),
        options={"mip_rel_gap": 0.05, "node_limit": 200},
    )
    if result.x is None:
        return None
    moved = np.rint(result.x[:size] - result.x[size:]) != 0
    return float((system.costs * (moved & ~hidden)).sum()), moved


def _show_again(system: System, hidden: Array, level: Level) -> None:
    """Show again the dearest cells that are hidden without need."""
    extra = np.flatnonzero(hidden & ~system.primary)
    for at in sorted(extra, key=lambda at: (-system.costs[at], at))[:SHOWN_AGAIN]:
        hidden[at] = False
        if _troubles(system, hidden, level):
            hidden[at] = True
