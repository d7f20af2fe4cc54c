"""Which published facts give a hidden cell away: a smallest set of them.

The numbers that are printed are taken as read; what is searched for is the fewest sums,
shares, ranks and words that, with those numbers, leave the hidden cell no other value.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from diogel.disclosure.audit_publication import Fact
from diogel.disclosure.audit_ranges import Solver
from diogel.disclosure.audit_system import MOST, Contradiction, System, system_of, tighten

_NEAR = 1e-7


@dataclass(frozen=True, slots=True)
class Reason:
    """One published fact, with the printed numbers that it is read together with."""

    fact: Fact
    printed: tuple[Fact, ...] = ()


Explanation = tuple[Reason, ...]


def printed_values(facts: Iterable[Fact]) -> dict[str, Fact]:
    """The fact that prints each cell's number, the first where there are several."""
    found: dict[str, Fact] = {}
    for fact in facts:
        if is_value(fact):
            found.setdefault(fact.terms[0][0], fact)
    return found


def is_value(fact: Fact) -> bool:
    """Whether a fact is the plain number of one cell."""
    one = len(fact.terms) == 1 and fact.terms[0][1] == 1
    return one and fact.lower is not None and fact.lower == fact.upper


def explain(
    facts: Sequence[Fact], cell: str, lower: int, upper: int | None, own: str = ""
) -> Explanation:
    """A set of facts that holds a cell within lower and upper, and none of them spare.

    With `own`, for somebody who knows that this cell is one at least.
    """
    values = printed_values(facts)
    if cell in values and lower == upper:
        return (Reason(values[cell]),)
    asked = [(cell, 1, lower)] if lower > 0 else []
    if upper is not None:
        asked.append((cell, -1, -upper))
    rest = [fact for fact in facts if not is_value(fact)]
    near = _near(rest, cell, values)
    found: dict[Fact, None] = {}
    for one in asked:
        found.update(dict.fromkeys(_one_side(near, values, one, own)))
    kept = _fewest(list(found), lambda few: all(_holds(few, values, *one, own) for one in asked))
    return _reasons(kept, values)


def _one_side(
    near: list[Fact], values: Mapping[str, Fact], one: tuple[str, int, int], own: str
) -> list[Fact]:
    """The fewest facts that hold a cell on one side."""
    if _holds((), values, *one, own):
        return []
    used = _proof(near, values, *one, own)
    if not _holds(used, values, *one, own):
        used = near
    return _fewest(used, lambda few: _holds(few, values, *one, own))


def why_impossible(facts: Sequence[Fact]) -> Explanation:
    """A smallest set of facts that cannot all hold; empty when they all can."""
    values = printed_values(facts)
    rest = [fact for fact in facts if not is_value(fact)]
    if _possible(rest, values):
        return ()
    return _reasons(_fewest(rest, lambda few: not _possible(few, values)), values)


def _reasons(facts: Iterable[Fact], values: Mapping[str, Fact]) -> Explanation:
    return tuple(
        Reason(fact, tuple(values[key] for key, _ in fact.terms if key in values)) for fact in facts
    )


def _near(facts: Sequence[Fact], cell: str, values: Mapping[str, Fact]) -> list[Fact]:
    """The facts that touch a cell through others whose numbers are not printed."""
    of_cell: dict[str, list[Fact]] = {}
    for fact in facts:
        for key, _ in fact.terms:
            of_cell.setdefault(key, []).append(fact)
    found: dict[Fact, None] = {}
    waiting, met = [cell], {cell}
    while waiting:
        for fact in of_cell.get(waiting.pop(), ()):
            found[fact] = None
            fresh = [key for key, _ in fact.terms if key not in met and key not in values]
            met.update(fresh)
            waiting += fresh
    return list(found)


def _fewest(facts: list[Fact], holds: Callable[[list[Fact]], bool]) -> list[Fact]:
    """Leave out, in ever smaller lots, whatever is not needed."""
    kept = list(facts)
    size = max(1, len(kept) // 2)
    while kept:
        place = 0
        while place < len(kept):
            fewer = kept[:place] + kept[place + size :]
            if holds(fewer):
                kept = fewer
            else:
                place += size
        if size == 1:
            break
        size //= 2
    return kept


def _system(facts: Sequence[Fact], values: Mapping[str, Fact], *cells: str) -> System:
    """The system of some facts, with the printed numbers as the limits of their cells."""
    system = system_of(facts, [cell for cell in cells if cell])
    for at, key in enumerate(system.keys):
        if key in values:
            system.low[at] = system.high[at] = int(values[key].lower or 0)
    return system


def _holds(
    facts: Sequence[Fact], values: Mapping[str, Fact], cell: str, side: int, limit: int, own: str
) -> bool:
    """Whether side x cell is at least a limit in every whole-numbered solution."""
    system = _system(facts, values, cell, own)
    at = system.number()
    if own:
        system.low[at[own]] = max(1, system.low[at[own]])
    if side > 0:
        system.high[at[cell]] = min(limit - 1, system.high[at[cell]])
    else:
        system.low[at[cell]] = max(system.low[at[cell]], -limit + 1)
    return not _solvable(system)


def _possible(facts: Sequence[Fact], values: Mapping[str, Fact]) -> bool:
    return _solvable(_system(facts, values))


def _solvable(system: System) -> bool:
    """Whether a system has a whole-numbered solution."""
    if any(low > high for low, high in zip(system.low, system.high, strict=True)):
        return False
    low, high = list(system.low), list(system.high)
    try:
        tighten(system, low, high)
    except Contradiction:
        return False
    if not system.rows or low == high:
        return True
    return Solver(system).ask(np.zeros(len(low)), low, high) is not None


def _proof(
    facts: list[Fact], values: Mapping[str, Fact], cell: str, side: int, limit: int, own: str
) -> list[Fact]:
    """The facts that a proof without whole numbers uses; all of them when there is none."""
    from scipy.optimize import linprog

    system = _system(facts, values, cell, own)
    at = system.number()
    if own:
        system.low[at[own]] = max(1, system.low[at[own]])
    weights = np.zeros(len(system.keys))
    weights[at[cell]] = side
    matrix, limits, owner = _inequalities(system)
    highs = [None if high >= MOST else high for high in system.high]
    bounds = list(zip(system.low, highs, strict=True))
    found = linprog(weights, matrix, limits, bounds=bounds)
    # The least that the cell can be, rounded up, is proof enough of a whole number.
    if found.status != 0 or found.fun < limit - 1 + _NEAR:
        return facts
    used = {owner[row] for row, dual in enumerate(found.ineqlin.marginals) if abs(dual) > _NEAR}
    return [facts[place] for place in sorted(used)]


def _inequalities(system: System) -> tuple[Any, Any, list[int]]:
    """The rows as "at most" alone, with the row that each came from."""
    from scipy.sparse import csr_array

    terms: list[tuple[int, int, int]] = []
    limits: list[int] = []
    owner: list[int] = []
    for place, row in enumerate(system.rows):
        for limit, by in ((row.upper, 1), (row.lower, -1)):
            if abs(limit) < MOST:
                terms += [(len(limits), cell, by * factor) for cell, factor in row.terms]
                limits.append(by * limit)
                owner.append(place)
    if not limits:
        return None, None, []
    rows, cells, factors = (np.array(part) for part in zip(*terms, strict=True))
    shape = (len(limits), len(system.keys))
    return csr_array((factors.astype(float), (rows, cells)), shape), np.array(limits), owner
