"""One total and its parts: the cheapest set to hide, by counting, without a solver.

With several cells of one relation hidden, each of them can be anything that the others
allow: of hidden parts that add up to T, each may be from 0 to T.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from diogel.disclosure.optimal import Level, LinkedTables


def protect_single(problem: LinkedTables, level: Level) -> tuple[frozenset[str], frozenset[str]]:
    """The cells to hide, and the primary ones that nothing protects, of one relation.

    Either the total stays shown (then some parts must add up to the threshold and be at
    least two) or it is hidden too: then one hidden part is enough, and both are endless
    above.
    """
    (relation,) = problem.relations
    parts = dict.fromkeys(cell for cell in relation.parts if cell not in problem.known)
    free = set(parts) | ({relation.total} - problem.known)
    options = [_shown_total(problem, tuple(parts), level)]
    if relation.total in free:
        options.append(_hidden_total(problem, relation.total, tuple(parts)))
    found = [option for option in options if option is not None]
    if relation.total in problem.primary:
        found = [option for option in found if relation.total in option]
    if not found:
        return problem.primary | free, problem.primary
    best = min(found, key=lambda cells: sum(problem.cost(cell) for cell in cells))
    return best, frozenset()


def _hidden_total(
    problem: LinkedTables, total: str, parts: tuple[str, ...]
) -> frozenset[str] | None:
    needed = problem.primary | {total}
    if not needed & set(parts):
        if not parts:
            return None
        needed |= {min(parts, key=lambda cell: (problem.cost(cell), parts.index(cell)))}
    return needed


def _shown_total(
    problem: LinkedTables, parts: tuple[str, ...], level: Level
) -> frozenset[str] | None:
    """The cheapest parts to hide when the total is shown: cheapest way to each state.

    A state is how many are hidden (up to two), what they add up to (up to the widest
    threshold) and how wide the widest of them must be.
    """
    widths = {cell: problem.width(cell, level) for cell in parts}
    widest = max(widths.values(), default=0)
    states: dict[tuple[int, int, int], tuple[int, tuple[int, ...]]] = {(0, 0, 0): (0, ())}
    for at, cell in enumerate(parts):
        grown = {} if cell in problem.primary else dict(states)
        for (number, sum_, width), (cost, chosen) in states.items():
            state = (
                min(number + 1, 2),
                min(sum_ + problem.counts[cell], widest),
                max(width, widths[cell]),
            )
            offer = cost + problem.cost(cell), (*chosen, at)
            grown[state] = min(grown.get(state, offer), offer)
        states = grown
    safe = [
        value for (number, sum_, width), value in states.items() if number == 2 and sum_ >= width
    ]
    return frozenset(parts[at] for at in min(safe)[1]) if safe else None
