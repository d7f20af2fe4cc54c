from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import bottom, competition_ranks, top

# "Within" column of the workforce report of April 2021, appendix 2, in the order printed.
WITHIN_2021 = [12, 9, 10, 2, 1, 3, 4, 5, 13, 12, 2, 11, 9, 5, 5, 14, 13, 5]


def test_equal_counts_share_a_rank_and_the_next_rank_leaves_room():
    ranks = competition_ranks([14, 13, 13, 12, 12, 11])

    assert ranks == [(1, False), (2, True), (2, True), (4, True), (4, True), (6, False)]


def test_a_tie_is_always_said():
    # 16, 14, 12 and 12 of 19 were printed as first, second, third and fourth in 2021.
    ranks = competition_ranks([16, 14, 12, 12])

    assert ranks[2] == ranks[3] == (3, True)


def test_all_tied_are_all_joint_first():
    assert competition_ranks([5, 5, 5]) == [(1, True)] * 3


def test_a_missing_count_has_no_rank_and_holds_no_place():
    assert competition_ranks([None, 3, None, 7]) == [
        (None, False),
        (2, False),
        (None, False),
        (1, False),
    ]


def test_ascending_ranks_begin_with_the_smallest():
    assert [r.rank for r in competition_ranks([3, 1, 2, 1], descending=False)] == [4, 1, 3, 1]


def test_a_rounded_share_cannot_be_ranked():
    with pytest.raises(TypeError, match="exact counts"):
        competition_ranks([63.2, 63.2])


def test_fractions_on_different_bases_tie_when_they_are_equal():
    ranks = competition_ranks([Fraction(2, 3), Fraction(12, 18), Fraction(1, 2)])

    assert ranks == [(1, True), (1, True), (3, False)]


def test_the_published_top_five_themes_are_a_clean_cut():
    cut = top(WITHIN_2021, 5)

    assert [WITHIN_2021[i] for i in cut.indices] == [14, 13, 13, 12, 12]
    assert cut.clean


def test_a_cut_that_splits_a_tie_says_so():
    assert not top(WITHIN_2021, 4).clean
    assert not bottom(WITHIN_2021, 2).clean
    assert bottom(WITHIN_2021, 3).clean


def test_a_cut_longer_than_the_list_takes_all_that_is_there():
    assert bottom([2, None, 1], 5) == ((2, 0), True)


def test_taking_none_splits_nothing():
    assert top([1, 1], 0) == ((), True)


def test_a_negative_number_to_take_is_refused():
    with pytest.raises(ValueError, match="k must"):
        top([1], -1)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=40))
def test_ranks_say_how_many_are_ahead(counts):
    ranks = competition_ranks(counts)

    for count, rank in zip(counts, ranks, strict=True):
        assert rank.rank == 1 + sum(other > count for other in counts)
        assert rank.tied == (counts.count(count) > 1)


@given(st.lists(st.integers(0, 9), max_size=40))
def test_ranks_up_and_down_add_to_one_more_than_the_list_and_ties(counts):
    down, up = competition_ranks(counts), competition_ranks(counts, descending=False)

    for count, one, other in zip(counts, down, up, strict=True):
        assert one.rank + other.rank == len(counts) + 2 - counts.count(count)


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=20), st.integers(0, 22))
def test_a_clean_cut_is_the_same_set_whatever_the_order(counts, k):
    cut = top(counts, k)
    values = [counts[i] for i in cut.indices]
    left_out = [c for i, c in enumerate(counts) if i not in cut.indices and c is not None]

    assert values == sorted(values, reverse=True)
    assert all(value >= other for value in values for other in left_out)
    assert cut.clean == (not values or values[-1] not in left_out)
