"""The range of whole numbers that each cell of a system can still have.

HiGHS, through scipy, is loaded only when drawing consequences row by row was not enough.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from diogel.disclosure.audit_system import MOST, Contradiction, System, tighten

ROUNDS = 12
"""Objectives over many cells at once, before each cell that is left is asked by itself."""
_NO_SOLUTION, _NO_LIMIT = 2, (3, 4)
"""What the solver says of a question: the last when the sum can be as small as one likes."""
_FAR = 10**6
_World = np.ndarray[Any, np.dtype[np.int64]]
_Weights = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(slots=True)
class Solver:
    """One part of a system, with every whole-numbered solution of it that was met.

    `worlds` are those solutions: two of them that differ in a cell show that the cell cannot
    be worked out, without another question to the solver.
    """

    system: System
    worlds: list[_World] = field(default_factory=list)
    asked: int = 0
    _rows: Any = None

    def ask(
        self, weights: _Weights, low: Sequence[int], high: Sequence[int]
    ) -> tuple[_World, float] | None:
        """A whole-numbered solution for which the weighted sum is least, and a proven floor.

        None when there is no solution within these limits.
        """
        self.asked += 1
        found = self._solved(weights, low, [_endless(h) for h in high])
        if found.x is None and found.status in _NO_LIMIT:
            # The sum has no least value. With limits far beyond any count it has one, and who
            # reaches such a limit has none.
            far = self.far
            found = self._solved(weights, low, [float(min(h, far)) for h in high])
        if found.status == _NO_SOLUTION:
            return None
        if found.x is None:
            raise TimeoutError("the solver gave no answer")
        world = np.rint(found.x).astype(np.int64)
        self.worlds.append(world)
        return world, float(found.fun)

    @property
    def far(self) -> int:
        """A number far beyond any that is printed. [what the cells count]"""
        printed = (abs(n) for row in self.system.rows for n in (row.lower, row.upper))
        return _FAR + 2 * max((n for n in printed if n < MOST), default=0)

    def _solved(self, weights: _Weights, low: Sequence[int], high: Sequence[float]) -> Any:
        from scipy.optimize import Bounds, milp

        return milp(
            weights,
            integrality=np.ones(len(weights)),
            bounds=Bounds(np.array(low, float), np.array(high)),
            constraints=self._constraints(),
        )

    def _constraints(self) -> Any:
        if self._rows is None:
            from scipy.optimize import LinearConstraint
            from scipy.sparse import csr_array

            rows = self.system.rows
            places = [(r, cell, by) for r, row in enumerate(rows) for cell, by in row.terms]
            r, c, v = (np.array(part) for part in zip(*places, strict=True))
            matrix = csr_array((v.astype(float), (r, c)), (len(rows), len(self.system.keys)))
            lower = np.array([-np.inf if row.lower <= -MOST else row.lower for row in rows])
            upper = np.array([np.inf if row.upper >= MOST else row.upper for row in rows])
            self._rows = LinearConstraint(matrix, lower, upper)
        return self._rows

    @property
    def plain(self) -> bool:
        """Whether drawing consequences row by row already gives every range.

        It does when the cells and rows hang together like a tree and each cell counts once:
        then each value within the limits belongs to some solution.
        """
        ties = [by for row in self.system.rows for _, by in row.terms]
        tree = len(ties) == len(self.system.rows) + len(self.system.keys) - 1
        return tree and all(abs(by) == 1 for by in ties)

    def seen(self) -> _World:
        """Every solution met so far, one a row."""
        return np.array(self.worlds)


def _endless(high: int) -> float:
    return np.inf if high >= MOST else float(high)


def close(solver: Solver) -> None:
    """Bring the limits of every cell of a part to what it can really be.

    Raises Contradiction when nothing can be.
    """
    system = solver.system
    if solver.plain:
        return
    for _ in range(ROUNDS):
        before = len(_open(solver))
        if solver.worlds and not before:
            return
        if not _ask_for_many(solver):
            raise Contradiction(())
        if len(solver.worlds) > 2 and before - len(_open(solver)) < 2:
            break
    for cell, side in _open(solver):
        seen = solver.seen()[:, cell]
        reached = seen.min() if side > 0 else seen.max()
        if reached == (system.low[cell] if side > 0 else system.high[cell]):
            continue
        weights = np.zeros(len(system.keys))
        weights[cell] = side
        found = solver.ask(weights, system.low, system.high)
        if found is None:
            raise Contradiction(())
        if side > 0:
            system.low[cell] = int(found[0][cell])
        elif found[0][cell] < solver.far:
            system.high[cell] = int(found[0][cell])


def _open(solver: Solver) -> list[tuple[int, int]]:
    """The limits no solution has reached yet: (cell, 1) for the lower, (cell, -1) the upper."""
    system = solver.system
    if not solver.worlds:
        return [(cell, side) for cell in range(len(system.keys)) for side in (1, -1)]
    seen = solver.seen()
    least, most = seen.min(axis=0), seen.max(axis=0)
    found = [(cell, 1) for cell in range(len(system.keys)) if least[cell] > system.low[cell]]
    return found + [
        (cell, -1) for cell in range(len(system.keys)) if most[cell] < system.high[cell]
    ]


def _ask_for_many(solver: Solver) -> bool:
    """One solution that reaches as many of the open limits as it can; False when there is none."""
    # A fixed seed: the same publication is always asked the same questions.
    chance = np.random.default_rng(len(solver.worlds))
    weights = np.zeros(len(solver.system.keys))
    for cell, side in _open(solver):
        weights[cell] = (weights[cell] or side) * chance.uniform(0.5, 1)
        if weights[cell] * side < 0 and chance.random() < 0.5:
            weights[cell] = -weights[cell]
    return solver.ask(weights, solver.system.low, solver.system.high) is not None


def told_by(solver: Solver, own: int) -> list[tuple[int, int]]:
    """What somebody who is in cell `own` can work out exactly of the other cells.

    Pairs of a cell's number and its value. Empty too when nobody can be in that cell.
    """
    system = solver.system
    low, high = list(system.low), list(system.high)
    if high[own] < 1:
        return []
    low[own] = max(1, low[own])
    try:
        tighten(system, low, high, (own,))
    except Contradiction:
        return []
    if solver.plain:
        return [
            (c, low[c])
            for c in range(len(low))
            if c != own and low[c] == high[c] and _was_open(system, c)
        ]
    candidates = [c for c in range(len(low)) if c != own and _was_open(system, c)]
    found = []
    for cell in candidates:
        value = _only_value(solver, own, cell, low, high)
        if value is not None:
            found.append((cell, value))
    return found


def _was_open(system: System, cell: int) -> bool:
    return system.low[cell] != system.high[cell]


def _only_value(solver: Solver, own: int, cell: int, low: list[int], high: list[int]) -> int | None:
    """The one value that a cell can have within some limits; None when it can have two."""
    if low[cell] == high[cell]:
        return low[cell]
    for side in (1, -1, 1):
        met = [world[cell] for world in solver.worlds if world[own] >= low[own]]
        if len(set(met)) > 1:
            return None
        weights = np.zeros(len(low))
        weights[cell] = side
        answer = solver.ask(weights, low, high)
        if answer is None:
            return None
    met = [world[cell] for world in solver.worlds if world[own] >= low[own]]
    return int(met[0]) if len(set(met)) == 1 else None
