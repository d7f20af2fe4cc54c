"""Suppression: nothing hidden can be worked out, and no more is hidden than must be."""

from __future__ import annotations

import os
from dataclasses import replace

import numpy as np
import pytest
from linked_tables import cheapest, cheapest_by_flows, generated, grid, leaks

from diogel.disclosure.optimal import Level, LinkedTables, Relation, components, protect

LEVELS: tuple[Level, Level] = ("exact", "default")
TABLES = int(os.environ.get("DIOGEL_TABLES", "24"))


def row(counts: dict[str, int], primary: str, **more: object) -> LinkedTables:
    cells = {**counts, "total": sum(counts.values())}
    relation = Relation("total", tuple(counts))
    given = {"known": frozenset({"total"}), **more}
    return LinkedTables(cells, (relation,), frozenset(primary.split()), **given)  # type: ignore[arg-type]


def test_nothing_is_hidden_when_nothing_must_be() -> None:
    found = protect(grid(np.full((3, 3), 9)))

    assert (found.hidden, found.method, found.proven) == (frozenset(), "none", True)


def test_the_smallest_other_part_of_a_known_total_is_hidden_too() -> None:
    found = protect(row({"a": 8, "b": 5, "c": 2}, "c"))

    assert found.hidden == {"b", "c"}


def test_two_parts_that_add_up_to_less_than_the_threshold_are_not_enough() -> None:
    problem = row({"a": 8, "b": 1, "c": 1}, "b c")

    assert protect(problem, "exact").hidden == {"b", "c"}
    assert protect(problem, "default").hidden == {"a", "b", "c"}


def test_a_zero_protects_only_what_is_wide_enough_with_it() -> None:
    problem = row({"a": 12, "b": 3, "c": 0}, "b", thresholds=dict.fromkeys("abc", 5))

    assert protect(problem, "exact").hidden == {"b", "c"}
    assert protect(problem, "default").hidden == {"a", "b"}


def test_a_total_may_be_hidden_where_that_costs_least() -> None:
    dear = {"a": 9, "b": 9, "c": 9, "total": 1}
    problem = row({"a": 8, "b": 5, "c": 2}, "c", known=frozenset(), costs=dear)

    assert protect(problem).hidden == {"c", "total"}


def test_a_lone_part_of_a_known_total_cannot_be_protected() -> None:
    found = protect(row({"a": 2}, "a"))

    assert found.unprotected == {"a"}


def test_tables_without_a_common_cell_are_solved_apart() -> None:
    first = row({"a": 8, "b": 5, "c": 2}, "c")
    second = Relation("sum", ("d", "e"))
    both = replace(
        first,
        counts={**first.counts, "d": 4, "e": 5, "sum": 9},
        relations=(*first.relations, second),
    )

    assert len(list(components(both))) == 2
    assert protect(both).hidden == {"b", "c"}


def test_a_known_total_does_not_link_two_tables() -> None:
    problem = LinkedTables(
        {"n": 15, "a": 13, "b": 2, "c": 7, "d": 8},
        (Relation("n", ("a", "b")), Relation("n", ("c", "d"))),
        frozenset("b"),
        known=frozenset("n"),
    )

    assert protect(problem).hidden == {"a", "b"}


@pytest.mark.parametrize("seed", range(TABLES))
@pytest.mark.parametrize("level", LEVELS)
def test_no_hidden_cell_of_linked_tables_can_be_worked_out(seed: int, level: Level) -> None:
    problem = generated(seed)

    found = protect(problem, level)

    assert found.proven
    assert not found.unprotected
    assert problem.primary <= found.hidden
    assert list(leaks(problem, found.hidden, level)) == []


def small(seed: int) -> LinkedTables:
    """A table so small that all sets can be tried, with costs and thresholds drawn."""
    draw = np.random.default_rng(seed)
    shapes = [(2, 2), (2, 3), (2, 2)]
    problem = grid(draw.poisson(4, shapes[seed % 3]))
    known = frozenset({"+.+"} if draw.random() < 0.5 else ())
    return replace(
        problem,
        primary=problem.primary - known,
        known=known,
        thresholds={cell: int(draw.integers(2, 6)) for cell in problem.counts},
        costs={cell: int(draw.integers(1, 9)) for cell in problem.counts},
    )


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("level", LEVELS)
def test_no_safe_set_is_cheaper(seed: int, level: Level) -> None:
    problem = small(seed)

    found = protect(problem, level)

    least = cheapest(problem, level)
    if least is None:
        assert found.unprotected == problem.primary
    else:
        assert sum(problem.cost(cell) for cell in found.hidden) == least


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("level", LEVELS)
def test_one_large_programme_finds_no_cheaper_set(seed: int, level: Level) -> None:
    draw = np.random.default_rng(seed)
    problem = grid(draw.poisson(draw.gamma(2.0, 3.0, (5, 4))))
    problem = replace(problem, costs={c: 20 + int(draw.integers(0, 9)) for c in problem.counts})

    found = protect(problem, level)

    cost = sum(problem.cost(cell) for cell in found.hidden)
    assert cost == cheapest_by_flows(problem, level)


@pytest.mark.parametrize("level", LEVELS)
def test_no_safe_set_of_a_cube_is_cheaper(level: Level) -> None:
    problem = grid(np.random.default_rng(3).poisson(3, (2, 2, 2)))
    known = frozenset(cell for cell in problem.counts if "+" in cell)
    problem = replace(problem, known=known, primary=problem.primary - known)

    found = protect(problem, level)

    assert not found.unprotected
    assert sum(problem.cost(cell) for cell in found.hidden) == cheapest(problem, level)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("level", LEVELS)
def test_tables_too_large_for_a_proof_are_still_safe_and_say_so(seed: int, level: Level) -> None:
    problem = generated(seed)

    found = protect(problem, level, largest=0)

    assert list(leaks(problem, found.hidden, level)) == []
    assert (found.proven, found.method) in ((False, "greedy"), (True, "none"), (True, "optimal"))


def test_the_same_tables_give_the_same_set() -> None:
    problem = generated(5)

    assert protect(problem) == protect(problem)


@pytest.mark.parametrize("level", LEVELS)
def test_what_is_safe_is_not_made_larger(level: Level) -> None:
    problem = generated(2)
    first = protect(problem, level)

    again = protect(replace(problem, primary=first.hidden), level)

    assert again.hidden == first.hidden


def test_names_make_no_difference_to_what_is_hidden() -> None:
    problem = generated(6)
    welsh = {cell: f"cy {cell}" for cell in problem.counts}
    renamed = LinkedTables(
        {welsh[cell]: count for cell, count in problem.counts.items()},
        tuple(
            Relation(welsh[r.total], tuple(welsh[p] for p in r.parts)) for r in problem.relations
        ),
        frozenset(welsh[cell] for cell in problem.primary),
        thresholds={welsh[cell]: width for cell, width in problem.thresholds.items()},
    )

    assert protect(renamed).hidden == {welsh[cell] for cell in protect(problem).hidden}
