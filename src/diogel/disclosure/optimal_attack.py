"""What an outsider, or a respondent, can work out of a pattern of hidden cells.

A move is what can be added to the true counts so that every relation and every shown cell
stays as it is and no cell falls below zero. A hidden cell is safe when moves take it far
enough up and down. The widest moves of all cells are found in a few linear programmes, many
cells side by side in one; only moves of whole numbers count.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import block_diag, csr_array

if TYPE_CHECKING:
    from diogel.disclosure.optimal import Level, LinkedTables

Array = np.ndarray
NEAR = 1e-6
AT_ONCE = 6000
"""Unknowns in one linear programme."""
DENOMINATOR = 24
"""Dual values are rounded to these parts: a cut from rounded ones is still true."""
NOBODY = -1
Asked = tuple[int, int, int]
"""A cell, up (1) or down (-1), and the cell in which whoever asks knows itself, or NOBODY."""


@dataclass(slots=True)
class System:
    """A problem as arrays: cells in columns, relations in rows.

    Attributes
    ----------
    cells : tuple of cell
    counts, widths, costs : int arrays over cells
    matrix : relations x cells
        1 for a total, -1 for a part.
    free : bool array over cells
        Cells that may be hidden.
    primary : bool array over cells
    leaf : bool array over cells
        Those that are the total of nothing: a respondent is counted in one of them.
    moves : moves x cells
        Moves of whole numbers found so far, each true for every pattern that hides all the
        cells it moves.
    """

    cells: tuple[str, ...]
    counts: Array
    widths: Array
    costs: Array
    matrix: csr_array
    free: Array
    primary: Array
    leaf: Array
    moves: Array = field(default_factory=lambda: np.zeros((0, 0), dtype=int))

    def remember(self, moves: Array) -> None:
        """Keep moves for later patterns."""
        self.moves = np.vstack([self.moves, moves]) if len(self.moves) else moves

    def known_moves(self, hidden: Array) -> Array:
        """The moves found so far that hold for a pattern."""
        if not len(self.moves):
            return np.zeros((0, len(self.cells)), dtype=int)
        held: Array = self.moves[~(self.moves[:, ~hidden] != 0).any(axis=1)]
        return held


def system_of(problem: LinkedTables, level: Level) -> System:
    """The arrays of a problem, cells in its order."""
    cells = tuple(problem.counts)
    place = {cell: at for at, cell in enumerate(cells)}
    rows, columns, values = [], [], []
    for row, relation in enumerate(problem.relations):
        for cell, sign in [(relation.total, 1), *((part, -1) for part in relation.parts)]:
            rows.append(row)
            columns.append(place[cell])
            values.append(sign)
    totals = {relation.total for relation in problem.relations}
    shape = (len(problem.relations), len(cells))
    return System(
        cells=cells,
        counts=np.array([problem.counts[cell] for cell in cells], dtype=int),
        widths=np.array([problem.width(cell, level) for cell in cells], dtype=int),
        costs=np.array([problem.cost(cell) for cell in cells], dtype=float),
        matrix=csr_array((values, (rows, columns)), shape=shape, dtype=float),
        free=np.array([cell not in problem.known for cell in cells]),
        primary=np.array([cell in problem.primary for cell in cells]),
        leaf=np.array([cell not in totals for cell in cells]),
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a cell can move in one direction, and the dual values that say no further.

    `distance` is in the cell's units, at most its width; `duals` one for each relation.
    """

    cell: int
    sign: int
    distance: float
    duals: Array


@dataclass(frozen=True, slots=True)
class Weak:
    """A hidden cell that moves less than it must: what stops it, up and down."""

    cell: int
    up: Reach
    down: Reach


def weak_cells(system: System, hidden: Array) -> list[Weak]:
    """The hidden cells whose intervals are too narrow, over any numbers from zero.

    Whole moves that are found on the way are kept in the system.
    """
    open_ = np.flatnonzero(hidden & ~_covered(system, hidden)).tolist()
    found = []
    reaches = iter(_reaches(system, hidden, [(c, s, NOBODY) for c in open_ for s in (1, -1)]))
    for up in reaches:
        down = next(reaches)
        if up.distance + down.distance < system.widths[up.cell] - NEAR:
            found.append(Weak(up.cell, up, down))
    return found


def _covered(system: System, hidden: Array) -> Array:
    """The cells that the moves found so far already make wide enough."""
    moves = system.known_moves(hidden)
    if not len(moves):
        return np.zeros(len(hidden), dtype=bool)
    wide: Array = moves.max(axis=0).clip(0) - moves.min(axis=0).clip(None, 0) >= system.widths
    return wide


def _reaches(system: System, hidden: Array, asked: Sequence[Asked]) -> Iterator[Reach]:
    """How far each cell reaches in each direction asked for, in that order."""
    columns = np.flatnonzero(hidden)
    matrix = system.matrix[:, columns]
    rows = np.flatnonzero(np.diff(matrix.indptr))
    matrix = matrix[rows]
    size = max(1, AT_ONCE // max(1, len(columns)))
    for start in range(0, len(asked), size):
        yield from _solve(system, asked[start : start + size], columns, rows, matrix)


def _solve(
    system: System,
    asked: Sequence[Asked],
    columns: Array,
    rows: Array,
    matrix: csr_array,
) -> Iterator[Reach]:
    """One linear programme: a copy of the tables for each cell and direction."""
    place = {int(cell): at for at, cell in enumerate(columns)}
    number, wide = len(asked), len(columns)
    aims = np.zeros((number, wide))
    lower = np.tile(-system.counts[columns].astype(float), (number, 1))
    upper = np.full((number, wide), np.inf)
    for at, (cell, sign, own) in enumerate(asked):
        aim, most = place[cell], float(system.widths[cell])
        aims[at, aim] = -sign
        lower[at, aim] = max(lower[at, aim], -most)
        upper[at, aim] = most
        if own != NOBODY:
            lower[at, place[own]] += 1
    result = linprog(
        aims.ravel(),
        A_eq=block_diag([matrix] * number, format="csr"),
        b_eq=np.zeros(number * len(rows)),
        bounds=np.column_stack([lower.ravel(), upper.ravel()]),
        method="highs-ds",
    )
    values = result.x.reshape(number, wide)
    duals = result.eqlin.marginals.reshape(number, len(rows))
    _remember_whole(system, values, columns)
    for at, (cell, sign, _) in enumerate(asked):
        full = np.zeros(system.matrix.shape[0])
        full[rows] = -duals[at]
        yield Reach(cell, sign, float(sign * values[at, place[cell]]), full)


def _remember_whole(system: System, values: Array, columns: Array) -> None:
    """Keep the solutions that are whole numbers, checked as such."""
    whole = np.rint(values).astype(int)
    good = (np.abs(values - whole) < NEAR).all(axis=1) & (whole != 0).any(axis=1)
    moves = np.zeros((int(good.sum()), len(system.cells)), dtype=int)
    moves[:, columns] = whole[good]
    true = ((system.matrix @ moves.T) == 0).all(axis=0) & (moves >= -system.counts).all(axis=1)
    if true.any():
        system.remember(moves[true])


def narrow_in_whole_numbers(system: System, hidden: Array) -> list[int]:
    """The hidden cells that are too narrow when counts are whole numbers.

    To be asked once no cell is weak over any numbers: nearly always the moves found are
    whole already, and only the others are asked for one by one.
    """
    found = []
    for cell in np.flatnonzero(hidden & ~_covered(system, hidden)):
        for sign in (1, -1):
            if not _covered(system, hidden)[cell]:
                _whole_move(system, hidden, int(cell), sign)
        if not _covered(system, hidden)[cell]:
            found.append(int(cell))
    return found


def told_to_peers(system: System, hidden: Array) -> list[tuple[int, int]]:
    """Pairs of hidden cells: whoever knows that it is in the first can work out the second."""
    unsure = _untold(system, hidden)
    asked = [(cell, sign, own) for own, cell in unsure for sign in (1, -1)]
    for _ in _reaches(system, hidden, asked):
        pass  # The moves that are found on the way are kept.
    return [
        (own, cell)
        for own, cell in _untold(system, hidden)
        if not _whole_move(system, hidden, cell, 1, own)
        and not _whole_move(system, hidden, cell, -1, own)
    ]


def _untold(system: System, hidden: Array) -> list[tuple[int, int]]:
    """The pairs for which no known move changes the second and leaves somebody in the first."""
    columns = np.flatnonzero(hidden)
    peers = np.flatnonzero(hidden & system.leaf & (system.counts >= 1))
    moves = system.known_moves(hidden)
    there = (moves[:, peers] + system.counts[peers] >= 1).astype(np.int32)
    covered = there.T @ (moves[:, columns] != 0).astype(np.int32) > 0
    return [
        (own, cell)
        for at, own in enumerate(peers.tolist())
        for cell in columns[~covered[at]].tolist()
        if own != cell
    ]


def _whole_move(system: System, hidden: Array, cell: int, sign: int, own: int = NOBODY) -> bool:
    """Look for the widest whole move of a cell, `own` not falling below one, and keep it."""
    columns = np.flatnonzero(hidden)
    lower = -system.counts[columns].astype(float)
    upper = np.full(len(columns), np.inf)
    at = int(np.searchsorted(columns, cell))
    lower[at] = max(lower[at], -float(system.widths[cell]))
    upper[at] = float(system.widths[cell])
    if own != NOBODY:
        lower[np.searchsorted(columns, own)] += 1
    aim = np.zeros(len(columns))
    aim[at] = -sign
    result = milp(
        aim,
        integrality=np.ones(len(columns)),
        bounds=Bounds(lower, upper),
        constraints=LinearConstraint(system.matrix[:, columns], 0, 0),
        options={"mip_rel_gap": 0},
    )
    if result.x is None or abs(result.x[at]) < 0.5:
        return False
    _remember_whole(system, result.x.reshape(1, -1), columns)
    return True
