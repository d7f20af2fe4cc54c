"""Linked tables for the tests of suppression, and an attacker that shares nothing with it.

The attacker knows the relations and the shown cells. It asks a solver for each end of each
hidden cell's interval in whole numbers, one at a time and from the counts themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import block_diag, csr_array, hstack, identity, vstack

from diogel.core import Bilingual
from diogel.disclosure.audit_publication import Fact, Publication, Why
from diogel.disclosure.audit_tables import PublishedCell, PublishedTable, publication_of_tables
from diogel.disclosure.optimal import Level, LinkedTables, Relation

FAR = 10_000


def grid(counts: np.ndarray, threshold: int = 3) -> LinkedTables:
    """A table of any number of dimensions with all its totals; small counts are primary."""
    return _linked(*cells_of(counts), threshold)


def _linked(cells: dict[str, int], relations: tuple[Relation, ...], threshold: int) -> LinkedTables:
    primary = frozenset(cell for cell, count in cells.items() if 0 < count < threshold)
    return LinkedTables(cells, relations, primary, thresholds=dict.fromkeys(cells, threshold))


def cells_of(counts: np.ndarray) -> tuple[dict[str, int], tuple[Relation, ...]]:
    """Every cell and total of a table by its place, "+" for a total, and what adds up."""
    sizes = [range(size + 1) for size in counts.shape]

    def name(place: tuple[int, ...]) -> str:
        return ".".join(
            "+" if at == size else str(at) for at, size in zip(place, counts.shape, strict=True)
        )

    cells, relations = {}, []
    for place in product(*sizes):
        whole = tuple(
            slice(None) if at == size else at for at, size in zip(place, counts.shape, strict=True)
        )
        cells[name(place)] = int(counts[whole].sum())
        for axis, size in enumerate(counts.shape):
            if place[axis] == size:
                parts = (name((*place[:axis], at, *place[axis + 1 :])) for at in range(size))
                relations.append(Relation(name(place), tuple(parts)))
    return cells, tuple(relations)


def generated(seed: int) -> LinkedTables:
    """A small set of linked tables: two ways, three ways, a hierarchy, or a shared total."""
    draw = np.random.default_rng(seed)
    kind, mean = seed % 4, float(draw.uniform(1, 9))
    threshold = int(draw.choice([3, 5]))
    if kind == 0:
        return grid(draw.poisson(mean, draw.integers(2, 7, 2)), threshold)
    if kind == 1:
        return grid(draw.poisson(mean, draw.integers(2, 4, 3)), threshold)
    if kind == 2:
        return _with_regions(draw, mean, threshold)
    return _sharing_a_line(draw, mean, threshold)


def _with_regions(draw: np.random.Generator, mean: float, threshold: int) -> LinkedTables:
    """Areas by answers, where areas also add up to two regions."""
    counts = draw.poisson(mean, (int(draw.integers(4, 7)), int(draw.integers(2, 5))))
    cells, relations = cells_of(counts)
    cut = int(draw.integers(1, len(counts) - 1))
    columns = [*map(str, range(counts.shape[1])), "+"]
    more = []
    for region, rows in (("a", range(cut)), ("b", range(cut, len(counts)))):
        for column in columns:
            parts = tuple(f"{row}.{column}" for row in rows)
            cells[f"{region}.{column}"] = sum(cells[part] for part in parts)
            more.append(Relation(f"{region}.{column}", parts))
    for column in columns:
        more.append(Relation(f"+.{column}", (f"a.{column}", f"b.{column}")))
    return _linked(cells, (*relations, *more), threshold)


def _sharing_a_line(draw: np.random.Generator, mean: float, threshold: int) -> LinkedTables:
    """Two tables of the same respondents, linked by the totals of one question."""
    first = draw.poisson(mean, (int(draw.integers(2, 5)), int(draw.integers(2, 5))))
    cells, relations = cells_of(first)
    options = int(draw.integers(2, 4))
    linked = []
    for row in range(len(first)):
        parts = draw.multinomial(cells[f"{row}.+"], np.full(options, 1 / options))
        for at, count in enumerate(parts):
            cells[f"{row}/{at}"] = int(count)
        linked.append(Relation(f"{row}.+", tuple(f"{row}/{at}" for at in range(options))))
    for at in range(options):
        parts_ = tuple(f"{row}/{at}" for row in range(len(first)))
        cells[f"+/{at}"] = sum(cells[part] for part in parts_)
        linked.append(Relation(f"+/{at}", parts_))
    linked.append(Relation("+.+", tuple(f"+/{at}" for at in range(options))))
    return _linked(cells, (*relations, *linked), threshold)


def leaks(problem: LinkedTables, hidden: frozenset[str], level: Level) -> Iterator[str]:
    """Every hidden cell that an outsider, or at `default` a respondent, knows too well.

    Tables that agree with all that is shown are kept as they are met: where two of them are
    far enough apart, the solver need not be asked how far the furthest are.
    """
    totals = {relation.total for relation in problem.relations}
    seen = [dict(problem.counts)]
    for cell in sorted(hidden):
        wide = problem.width(cell, level)
        if _spread(seen, cell) < wide:
            low, high = interval(problem, hidden, cell, seen)
            if high - low < wide:
                yield f"{cell}: {low} to {high}"
    if level == "exact":
        return
    for own in sorted(cell for cell in hidden - totals if problem.counts[cell]):
        for cell in sorted(hidden - {own}):
            if not _spread([table for table in seen if table[own]], cell):
                low, high = interval(problem, hidden, cell, seen, own)
                if low == high:
                    yield f"{cell} by one who is in {own}"


def _spread(tables: list[dict[str, int]], cell: str) -> int:
    values = [table[cell] for table in tables]
    return max(values) - min(values)


def interval(
    problem: LinkedTables,
    hidden: frozenset[str],
    cell: str,
    seen: list[dict[str, int]],
    own: str = "",
) -> tuple[int, int]:
    """The least and the most that a hidden cell can be, in whole numbers.

    The tables in which it is so join those that were `seen`.
    """
    names = list(problem.counts)
    rows = np.zeros((len(problem.relations), len(names)))
    for at, relation in enumerate(problem.relations):
        rows[at, names.index(relation.total)] = 1
        for part in relation.parts:
            rows[at, names.index(part)] = -1
    lower = np.array([0 if name in hidden else problem.counts[name] for name in names])
    upper = np.array([FAR if name in hidden else problem.counts[name] for name in names])
    if own:
        lower[names.index(own)] = 1
    ends = []
    for sign in (1, -1):
        aim = np.zeros(len(names))
        aim[names.index(cell)] = sign
        found = milp(
            aim,
            integrality=np.ones(len(names)),
            bounds=Bounds(lower, upper),
            constraints=LinearConstraint(rows, 0, 0),
        )
        table = np.rint(found.x).astype(int)
        if not (rows @ table).any() and (lower <= table).all() and (table <= upper).all():
            seen.append(dict(zip(names, table.tolist(), strict=True)))
        ends.append(round(found.x[names.index(cell)]))
    return ends[0], ends[1]


def cheapest(problem: LinkedTables, level: Level) -> int | None:
    """What the cheapest safe set costs, by trying all sets; None where none is safe."""
    free = sorted(problem.counts.keys() - problem.primary - problem.known)
    best: int | None = None
    for size in range(len(free) + 1):
        for more in combinations(free, size):
            hidden = problem.primary | set(more)
            cost = sum(problem.cost(cell) for cell in hidden)
            if (best is None or cost < best) and not any(leaks(problem, hidden, level)):
                best = cost
    return best


def cheapest_by_flows(problem: LinkedTables, level: Level) -> int:
    """What the cheapest safe set of a table of two ways costs, in one programme.

    Every cell, when hidden, has a move up and a move down of its own that leave all shown
    cells as they are; nothing is learnt on the way, so it shares no thought with the program.
    """
    cells = list(problem.counts)
    size, counts = len(cells), np.array([problem.counts[cell] for cell in cells], float)
    widths = np.array([problem.width(cell, level) for cell in cells], float)
    sums = np.zeros((len(problem.relations), size))
    for at, relation in enumerate(problem.relations):
        sums[at, cells.index(relation.total)] = 1
        for part in relation.parts:
            sums[at, cells.index(part)] = -1
    moves = 2 * size
    still = hstack([csr_array((moves * len(sums), size)), block_diag([sums] * moves)])
    every, hide = identity(moves * size), vstack([identity(size)] * moves)
    above = hstack([hide.multiply(3 * widths.max()), -every])
    below = hstack([hide.multiply(np.tile(counts, moves)[:, None]), every])
    apart = np.zeros((size, size + moves * size))
    for at in range(size):
        apart[at, at] = -widths[at]
        apart[at, size + at * size + at] = 1
        apart[at, size + (size + at) * size + at] = -1
    costs = np.concatenate([[problem.cost(cell) for cell in cells], np.zeros(moves * size)])
    must = np.array([cell in problem.primary for cell in cells], float)
    may = np.array([cell not in problem.known for cell in cells], float)
    free = np.full(moves * size, np.inf)
    found = milp(
        costs,
        integrality=np.concatenate([np.ones(size), np.zeros(moves * size)]),
        bounds=Bounds(np.concatenate([must, -free]), np.concatenate([may, free])),
        constraints=[
            LinearConstraint(still, 0, 0),
            LinearConstraint(vstack([above, below, csr_array(apart)], format="csr"), 0, np.inf),
        ],
        options={"mip_rel_gap": 0},
    )
    return round(found.fun)


def published(problem: LinkedTables, hidden: frozenset[str]) -> Publication:
    """Linked tables as a reader has them in hand: nothing is left of what is hidden.

    Every reader knows some number that no count exceeds, as the whole population is.
    """
    totals = {relation.total for relation in problem.relations}
    table = PublishedTable(
        title=Bilingual.same("tables"),
        cells={
            cell: PublishedCell(None, "c") if cell in hidden else PublishedCell(count)
            for cell, count in problem.counts.items()
        },
        sums=tuple((relation.total, relation.parts) for relation in problem.relations),
        inside=frozenset(problem.counts.keys() - totals),
    )
    widest = max(problem.width(cell, "default") for cell in problem.counts)
    known = publication_of_tables([table], threshold=widest)
    most = tuple(Fact(((cell, 1),), 0, FAR, Why.KNOWN, table.title) for cell in sorted(hidden))
    return replace(known, facts=(*known.facts, *most))
