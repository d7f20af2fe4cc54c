"""The cheapest safe set, proven: choose, attack, learn why the attack worked, choose again.

A small integer programme chooses the cheapest cells that keep every rule learnt so far. The
attack then finds cells that are still too narrow, and each gives a rule that every safe set
keeps: "if this cell is hidden, one of those must be too". The first choice that withstands
the attack is therefore the cheapest of all safe sets.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from diogel.disclosure.optimal_attack import (
    DENOMINATOR,
    NEAR,
    Array,
    Reach,
    System,
    Weak,
    narrow_in_whole_numbers,
    system_of,
    told_to_peers,
    weak_cells,
)

if TYPE_CHECKING:
    from diogel.disclosure.optimal import Level, LinkedTables

ROUNDS = 200
NODES = 20_000
"""Branches of one choice. More than that, or more rounds, and no proof is tried."""
PROVEN, NO_SET = 0, 2
"""What the solver says of a choice."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What every safe set keeps: the weights of the hidden cells of `cells` come to `least`.

    `when` are cells all of which must be hidden for the rule to hold.
    """

    cells: tuple[int, ...]
    weights: tuple[float, ...]
    least: float
    when: tuple[int, ...]


@dataclass(slots=True)
class _Rules:
    """The rules learnt so far, none twice, as the rows of an integer programme."""

    found: dict[Rule, None] = field(default_factory=dict)

    def add(self, rules: Iterator[Rule]) -> bool:
        """Learn rules; True when any was new."""
        before = len(self.found)
        self.found.update(dict.fromkeys(rules))
        return len(self.found) > before

    def rows(self, width: int) -> LinearConstraint:
        """sum of weights - least x (hidden of `when`) >= least x (1 - number of `when`)."""
        at, columns, values, least = [], [], [], []
        for row, rule in enumerate(self.found):
            for cell, weight in zip(rule.cells, rule.weights, strict=True):
                at.append(row)
                columns.append(cell)
                values.append(weight)
            for cell in rule.when:
                at.append(row)
                columns.append(cell)
                values.append(-rule.least)
            least.append(rule.least * (1 - len(rule.when)))
        matrix = csr_array((values, (at, columns)), shape=(len(self.found), width))
        return LinearConstraint(matrix, np.array(least), np.inf)


def protect_by_cuts(
    problem: LinkedTables, level: Level
) -> tuple[frozenset[str], frozenset[str]] | None:
    """The cells to hide and the primary ones that nothing protects; None without a proof.

    Where no set is safe, everything that may be is hidden, and every primary cell counts as
    not protected.
    """
    system = system_of(problem, level)
    rules = _Rules()
    rules.add(_first_rules(system))
    for _ in range(ROUNDS):
        status, hidden = _choose(system, rules)
        if status == NO_SET:
            return _names(system, system.free | system.primary), _names(system, system.primary)
        if status != PROVEN:
            return None
        if not rules.add(_attacked(system, hidden, level)):
            return _names(system, hidden), frozenset()
    return None


def _names(system: System, chosen: Array) -> frozenset[str]:
    return frozenset(system.cells[at] for at in np.flatnonzero(chosen))


def _choose(system: System, rules: _Rules) -> tuple[int, Array]:
    """The solver's status, and the cheapest cells that keep every rule."""
    must = system.primary.astype(float)
    may = (system.free | system.primary).astype(float)
    result = milp(
        system.costs,
        integrality=np.ones(len(must)),
        bounds=Bounds(must, may),
        constraints=rules.rows(len(must)) if rules.found else None,
        options={"mip_rel_gap": 0, "node_limit": NODES},
    )
    return result.status, must > 0 if result.x is None else result.x > 0.5


def _first_rules(system: System) -> Iterator[Rule]:
    """In a relation with a hidden cell another is hidden too."""
    matrix = system.matrix
    for row in range(matrix.shape[0]):
        cells = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        for cell in (at for at in cells if system.free[at] or system.primary[at]):
            others = tuple(int(at) for at in cells if at != cell and system.free[at])
            yield Rule(others, (1.0,) * len(others), 1.0, (int(cell),))


def _attacked(system: System, hidden: Array, level: Level) -> Iterator[Rule]:
    """A rule for every cell that the attack finds too narrow; none when all are safe."""
    weak = weak_cells(system, hidden)
    for each in weak:
        yield _rule(system, hidden, each)
    if weak:
        return
    narrow = narrow_in_whole_numbers(system, hidden)
    for cell in narrow:
        yield _one_more(system, hidden, (cell,))
    if narrow or level == "exact":
        return
    for own, cell in told_to_peers(system, hidden):
        yield _one_more(system, hidden, (own, cell))


def _one_more(system: System, hidden: Array, when: tuple[int, ...]) -> Rule:
    others = tuple(int(at) for at in np.flatnonzero(system.free & ~hidden))
    return Rule(others, (1.0,) * len(others), 1.0, when)


def _rule(system: System, hidden: Array, weak: Weak) -> Rule:
    """Why a cell is too narrow: what its way up and its way down would need."""
    width = float(system.widths[weak.cell])
    weights = np.zeros(len(system.cells))
    own = 0.0
    for reach in (weak.up, weak.down):
        needs, alone = _needs(system, reach)
        weights += needs
        own += alone
    least = width - own
    weights[weak.cell] = 0.0
    weights = np.where(system.free, np.minimum(weights, least), 0.0)
    cells = np.flatnonzero(weights > 0)
    rule = Rule(
        tuple(int(at) for at in cells),
        tuple(round(float(weights[at]) + 5e-7, 6) for at in cells),
        round(float(least), 6),
        (weak.cell,),
    )
    if least <= NEAR or float(weights[hidden].sum()) >= least - NEAR:
        return _one_more(system, hidden, (weak.cell,))
    return rule


def _needs(system: System, reach: Reach) -> tuple[Array, float]:
    """The most that each cell, when hidden, adds to a reach; and what the reach has alone.

    With any dual values u, the move of the cell is the sum of d x move over all cells, where
    d is what the cell's own column leaves of the aim: so no move is longer than the sum of d
    x (how far each hidden cell can go). A cell may rise without end and fall by its count.
    """
    duals = np.rint(reach.duals * DENOMINATOR) / DENOMINATOR
    slopes = -np.rint((system.matrix.T @ duals) * DENOMINATOR) / DENOMINATOR
    slopes[reach.cell] += reach.sign
    width = float(system.widths[reach.cell])
    # sign x move = slopes . move, of which the cell's own share is taken to the left.
    left = 1.0 - reach.sign * slopes[reach.cell]
    if reach.sign < 0 and reach.distance >= min(system.counts[reach.cell], width) - NEAR:
        return np.zeros(len(slopes)), float(min(system.counts[reach.cell], width))
    if left <= NEAR:
        return np.zeros(len(slopes)), width
    slopes = slopes / left
    rising = np.where(slopes > 0, width, 0.0)
    falling = np.where(slopes < 0, -slopes * system.counts, 0.0)
    return rising + falling, 0.0
