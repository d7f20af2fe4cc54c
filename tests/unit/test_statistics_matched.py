"""Changes between two times of asking: who changed, and what chance would do."""

from __future__ import annotations

from itertools import product

import pytest

from diogel.statistics import (
    Group,
    Pairs,
    holm,
    least_net_change,
    mcnemar,
    newcombe_difference,
    newcombe_paired,
    overlapping,
    population_change,
    tango,
    unmatched,
)

TABLES = [Pairs(*cells) for cells in product(range(4), repeat=4) if sum(cells)]


def test_five_changes_one_way_are_the_fewest_that_can_be_told_from_chance():
    assert mcnemar(Pairs(10, 5, 0, 2)) == pytest.approx(0.03125)
    assert mcnemar(Pairs(10, 4, 0, 3)) == pytest.approx(0.0625)
    assert least_net_change() == 5


def test_the_exact_test_needs_six_changes_one_way():
    assert mcnemar(Pairs(10, 6, 0, 2), "exact") == pytest.approx(0.03125)
    assert least_net_change(method="exact") == 6


def test_no_net_change_below_the_least_can_be_told_from_chance():
    least = least_net_change()

    found = [mcnemar(Pairs(0, back, back + least - 1, 0)) for back in range(60)]

    assert min(found) >= 0.05


def test_where_nobody_changed_there_is_nothing_to_explain():
    assert mcnemar(Pairs(7, 0, 0, 9)) == 1
    assert mcnemar(Pairs(7, 0, 0, 9), "asymptotic") == 1


@pytest.mark.parametrize("limits", [newcombe_paired, tango])
def test_paired_limits_turn_round_with_the_two_times(limits):
    for pairs in TABLES:
        forth = limits(pairs)
        back = limits(Pairs(pairs.both, pairs.gained, pairs.lost, pairs.neither))

        assert (-forth.upper, -forth.lower) == pytest.approx((back.lower, back.upper), abs=1e-9)


@pytest.mark.parametrize("limits", [newcombe_paired, tango])
def test_paired_limits_hold_the_change_and_stay_possible(limits):
    for pairs in TABLES:
        low, high = limits(pairs)

        assert -1 - 1e-9 <= low <= pairs.net / pairs.n + 1e-9
        assert pairs.net / pairs.n - 1e-9 <= high <= 1 + 1e-9


@pytest.mark.parametrize("limits", [newcombe_paired, tango])
def test_nobody_answering_both_times_has_no_limits(limits):
    with pytest.raises(ValueError, match="nobody answered both times"):
        limits(Pairs(0, 0, 0, 0))


def test_the_overlapping_z_is_none_where_everybody_always_says_the_same():
    assert overlapping(Pairs(10, 0, 0, 0), Group(2, 2), Group(1, 1)) is None
    assert overlapping(Pairs(0, 0, 0, 0), Group(0, 0), Group(1, 2)) is None


def test_the_overlapping_z_can_claim_what_the_paired_test_cannot():
    pairs = Pairs(10, 0, 3, 4)

    found = overlapping(pairs, Group(1, 2), Group(2, 2))

    assert mcnemar(pairs) == pytest.approx(0.125)
    assert found is not None
    assert found.p == pytest.approx(0.0286185353850109)


def test_groups_that_share_nobody_need_somebody_in_each():
    with pytest.raises(ValueError, match="nobody answered"):
        newcombe_difference(Group(0, 0), Group(1, 2))


def test_the_whole_list_may_have_changed_by_all_who_did_not_answer():
    assert population_change(Group(12, 15), Group(9, 16), 22) == (-10, 3)
    assert population_change(Group(12, 22), Group(9, 22), 22) == (-3, -3)
    with pytest.raises(ValueError, match="more answered"):
        population_change(Group(1, 23), Group(1, 2), 22)


@pytest.mark.parametrize("population", [None, 6, 8])
def test_bounds_without_matching_are_what_every_way_of_matching_gives(population):
    """Every world of up to six units: what was said each time, and who answered."""
    worlds: dict[tuple[Group, Group], list[tuple[int, int, int]]] = {}
    for cells in product(range(3), repeat=8):
        both, lost, gained, neither, left_yes, left_no, joined_yes, joined_no = cells
        if sum(cells) > 5 or (population is not None and sum(cells) > population):
            continue
        matched = both + lost + gained + neither
        first = Group(both + lost + left_yes, matched + left_yes + left_no)
        second = Group(both + gained + joined_yes, matched + joined_yes + joined_no)
        worlds.setdefault((first, second), []).append((matched, gained, lost))

    for (first, second), found in worlds.items():
        bounds = unmatched(first, second, population)
        for matched, gained, lost in found:
            assert bounds.both_times.lower <= matched <= bounds.both_times.upper
            assert bounds.gained.lower <= gained <= bounds.gained.upper
            assert bounds.lost.lower <= lost <= bounds.lost.upper


def test_bounds_without_matching_are_met():
    found = unmatched(Group(4, 18), Group(17, 20), 22)

    assert found.both_times == (16, 18)
    assert found.gained == (9, 14)
    assert found.lost == (0, 3)


def test_several_tests_are_held_together():
    assert holm([0.01, 0.04, 0.03]) == pytest.approx((0.03, 0.06, 0.06))
    assert holm([0.9]) == (0.9,)
    assert holm([]) == ()
