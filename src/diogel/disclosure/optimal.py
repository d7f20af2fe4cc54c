"""Which further cells to hide, so that nothing hidden can be worked out: as few as can be.

The tables are cells that hold whole numbers from zero and relations, each a total and its
parts. An outsider knows the relations and every cell that is shown, and that no cell is
below zero; what a hidden cell can then be is its interval. Two levels of safety:

exact    no hidden cell's interval is a single number.
default  every hidden cell's interval is at least its threshold wide, and a respondent who
         knows that it is itself in one hidden cell can work out no other.

Both hold for all that is hidden, not only for what had to be: nobody can tell the two apart.
The set is the cheapest there is, proven (`optimal_cuts`), or for tables too large a safe one
that may hide more than needed (`optimal_greedy`). The same tables always give the same set.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from diogel.disclosure.optimal_single import protect_single

Level = Literal["exact", "default"]
LARGEST = 2_500
"""Cells that are linked with each other, over which no proof is tried."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A total and the parts that add up to it: names of cells."""

    total: str
    parts: tuple[str, ...]

    @property
    def cells(self) -> tuple[str, ...]:
        """The total and the parts."""
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class LinkedTables:
    """Any set of tables that share cells, and what of them must be hidden.

    Attributes
    ----------
    counts : mapping of cell to int
        What each cell holds, from 0. [responses, events]
    relations : tuple of Relation
        Every sum that a reader knows of. A cell in two tables has one name.
    primary : frozenset of cell
        Those that must be hidden.
    known : frozenset of cell
        Those that a reader knows in any case, such as how many answered: never hidden.
    thresholds : mapping of cell to int
        How wide the interval of a cell must be at the level `default`, in its units; 3 where
        none is given, and never less than 2.
    costs : mapping of cell to int
        What is lost when a cell is hidden, from 1; where none is given, a cell costs more
        than all counts together, and its count, so that the fewest cells are hidden and
        among those the smallest.
    """

    counts: Mapping[str, int]
    relations: tuple[Relation, ...]
    primary: frozenset[str]
    known: frozenset[str] = frozenset()
    thresholds: Mapping[str, int] = field(default_factory=dict)
    costs: Mapping[str, int] = field(default_factory=dict)

    def width(self, cell: str, level: Level) -> int:
        """How wide the interval of a cell must be at a level."""
        return 1 if level == "exact" else max(2, self.thresholds.get(cell, 3))

    def cost(self, cell: str) -> int:
        """What hiding a cell costs."""
        given = self.costs.get(cell)
        return given if given is not None else 1 + sum(self.counts.values()) + self.counts[cell]


@dataclass(frozen=True, slots=True)
class Protected:
    """What is hidden in the end, and how well that is known to be the least.

    Attributes
    ----------
    hidden : frozenset of cell
        All that is hidden, the primary cells among them.
    proven : bool
        Whether no cheaper set is safe.
    method : str
        "none" (nothing needed hiding), "optimal" or "greedy".
    unprotected : frozenset of cell
        Primary cells that cannot be protected whatever else is hidden: whoever publishes
        withholds their tables.
    """

    hidden: frozenset[str]
    proven: bool
    method: str
    unprotected: frozenset[str] = frozenset()


def protect(problem: LinkedTables, level: Level = "default", largest: int = LARGEST) -> Protected:
    """The cheapest set of cells that holds the primary ones and is safe at a level.

    Tables that are not linked with each other are solved apart; those of more than
    `largest` cells by the safe method that does not prove the least.
    """
    found = [_protect_one(part, level, largest) for part in components(problem) if part.primary]
    if not found:
        return Protected(problem.primary, True, "none")
    linked = frozenset(cell for part in found for cell in part.hidden)
    return Protected(
        hidden=linked | problem.primary,
        proven=all(part.proven for part in found),
        method="optimal" if all(part.method == "optimal" for part in found) else "greedy",
        unprotected=frozenset(cell for part in found for cell in part.unprotected),
    )


def components(problem: LinkedTables) -> Iterator[LinkedTables]:
    """The problem in parts that have no relation with each other, in the order of its cells."""
    group = {cell: cell for cell in problem.counts}

    def root(cell: str) -> str:
        while group[cell] != cell:
            group[cell] = group[group[cell]]
            cell = group[cell]
        return cell

    for relation in problem.relations:
        free = [root(cell) for cell in relation.cells if cell not in problem.known]
        for cell in free[1:]:
            group[root(cell)] = root(free[0])
    relations: dict[str, list[Relation]] = {}
    for relation in problem.relations:
        first = next((cell for cell in relation.cells if cell not in problem.known), None)
        if first is not None:
            relations.setdefault(root(first), []).append(relation)
    for within in relations.values():
        yield _part(problem, within)


def _part(problem: LinkedTables, relations: list[Relation]) -> LinkedTables:
    cells = {cell: problem.counts[cell] for each in relations for cell in each.cells}
    return LinkedTables(
        counts=cells,
        relations=tuple(relations),
        primary=problem.primary.intersection(cells),
        known=problem.known.intersection(cells),
        thresholds={cell: problem.width(cell, "default") for cell in cells},
        costs={cell: problem.cost(cell) for cell in cells},
    )


def _protect_one(problem: LinkedTables, level: Level, largest: int) -> Protected:
    if len(problem.relations) == 1:
        hidden, unprotected = protect_single(problem, level)
        return Protected(hidden, True, "optimal", unprotected)
    # scipy takes longer to load than most surveys take to protect.
    from diogel.disclosure.optimal_cuts import protect_by_cuts
    from diogel.disclosure.optimal_greedy import protect_greedily

    if len(problem.counts) <= largest:
        found = protect_by_cuts(problem, level)
        if found is not None:
            return Protected(found[0], True, "optimal", found[1])
    hidden, unprotected = protect_greedily(problem, level)
    return Protected(hidden, False, "greedy", unprotected)
