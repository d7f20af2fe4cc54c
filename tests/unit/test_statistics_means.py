from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import add_across, round_half_up, summarise

# Fourteen invented teams that meet every published staff figure of 2021: a mean of 3.36
# full-time (47 over 14) with two at zero and nine the most, a mean of 1.55 part-time over
# eleven answers (17 over 11), and 64 in all.
FULL_TIME = [9, 6, 5, 5, 4, 4, 4, 3, 3, 2, 1, 1, 0, 0]
PART_TIME = [3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, None, None, None]


def test_the_staff_figures_of_2021_close():
    full = summarise(FULL_TIME, blank="missing")
    part = summarise(PART_TIME, blank="missing")
    both = summarise(add_across([FULL_TIME, PART_TIME], blank="zero"), blank="missing")

    assert (full.total, full.n, str(round_half_up(full.mean, places=2))) == (47, 14, "3.36")
    assert (part.total, part.n, str(round_half_up(part.mean, places=2))) == (17, 11, "1.55")
    assert (both.total, both.n) == (64, 14)


def test_a_blank_as_zero_changes_the_mean_and_is_told():
    part = summarise(PART_TIME, blank="zero")

    assert part.mean == Fraction(17, 14)
    assert (part.blank, part.blanks) == ("zero", 3)


def test_the_lowest_says_whether_zeros_were_left_out():
    with_zeros = summarise(FULL_TIME, blank="missing")
    without = summarise(FULL_TIME, blank="missing", zeros="left-out")

    assert (with_zeros.minimum, with_zeros.zeros, with_zeros.zero_rule) == (0, 2, "included")
    assert (without.minimum, without.zeros, without.zero_rule) == (1, 2, "left-out")
    assert with_zeros.maximum == without.maximum == 9


def test_contributors_are_told_with_their_positions():
    summary = summarise([None, 0, 4, 2], blank="missing", zeros="left-out")

    assert summary.contributors == (4, 2)
    assert summary.positions == (2, 3)


def test_nobody_contributing_is_missing_and_not_zero():
    summary = summarise([None, None], blank="missing")

    assert summary.n == 0
    assert {summary.total, summary.mean, summary.median, summary.minimum, summary.maximum} == {None}


@pytest.mark.parametrize(("values", "median"), [([3, 1, 2], 2), ([4, 1, 2, 3], Fraction(5, 2))])
def test_the_median_is_exact(values, median):
    assert summarise(values, blank="missing").median == median


def test_the_treatment_of_blanks_has_to_be_said():
    with pytest.raises(TypeError):
        summarise([1, None])
    with pytest.raises(ValueError, match="average"):
        summarise([1, None], blank="average")


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="float"):
        summarise([1.5], blank="missing")


def test_a_response_that_left_everything_blank_has_no_total():
    assert add_across([[None, 1], [None, None]], blank="zero") == [None, 1]
    assert add_across([[None, 1], [None, None]], blank="missing") == [None, None]


def test_items_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="shorter"):
        add_across([[1, 2], [1]], blank="zero")


@given(st.lists(st.one_of(st.none(), st.integers(0, 50)), min_size=1))
def test_a_summary_lies_between_its_ends_and_adds_up(values):
    summary = summarise(values, blank="zero")

    assert summary.n == len(values)
    assert summary.minimum <= summary.median <= summary.maximum
    assert summary.minimum <= summary.mean <= summary.maximum
    assert summary.total == summarise(values, blank="zero", zeros="left-out").total or (
        summary.total == 0
    )
