"""Kendall's W: between 0 and 1, blind to what does not matter, and equal to Friedman's test."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare

from diogel.statistics import kendall_w, mean_ranks

SCORES = st.integers(3, 7).flatmap(
    lambda things: st.lists(
        st.lists(st.integers(0, 4), min_size=things, max_size=things), min_size=2, max_size=6
    )
)


def test_judges_who_agree_have_one() -> None:
    assert kendall_w([[1, 2, 3, 4], [0, 5, 6, 9]]) == 1.0


def test_two_opposite_judges_have_zero() -> None:
    assert kendall_w([[1, 2, 3], [3, 2, 1]]) == 0.0


def test_ties_share_the_mean_of_their_ranks() -> None:
    assert mean_ranks([3, 1, 3, 0]) == [Fraction(3, 2), 3, Fraction(3, 2), 4]


def test_nobody_who_tells_things_apart_is_no_agreement_and_no_disagreement() -> None:
    assert kendall_w([[2, 2, 2], [1, 1, 1]]) is None


@pytest.mark.parametrize("scores", [[], [[1, 2, 3]], [[1], [2]]])
def test_too_little_to_compare_has_no_w(scores: list[list[int]]) -> None:
    assert kendall_w(scores) is None


def test_judges_of_different_things_are_refused() -> None:
    with pytest.raises(ValueError, match="equally many"):
        kendall_w([[1, 2], [1, 2, 3]])


def test_floats_are_refused_because_ties_are_of_exact_scores() -> None:
    with pytest.raises(TypeError, match="float"):
        mean_ranks([1.5, 2])  # type: ignore[list-item]


@given(SCORES)
@settings(max_examples=150, deadline=None)
def test_w_lies_between_zero_and_one(scores: list[list[int]]) -> None:
    w = kendall_w(scores)

    assert w is None or 0 <= w <= 1


@given(SCORES, st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_judges_and_of_things_does_not_matter(scores, random) -> None:
    order = list(range(len(scores[0])))
    random.shuffle(order)
    shuffled = [[row[at] for at in order] for row in scores]
    random.shuffle(shuffled)

    assert kendall_w(shuffled) == kendall_w(scores)


@given(SCORES)
@settings(max_examples=100, deadline=None)
def test_only_the_order_within_a_judges_scores_counts(scores: list[list[int]]) -> None:
    stretched = [[value**3 + at for value in row] for at, row in enumerate(scores)]

    assert kendall_w(stretched) == kendall_w(scores)


@given(SCORES)
@settings(max_examples=100, deadline=None)
def test_w_is_friedmans_statistic_over_its_most(scores: list[list[int]]) -> None:
    w = kendall_w(scores)
    if w is None:
        return
    judges, things = len(scores), len(scores[0])

    statistic = friedmanchisquare(*zip(*scores, strict=True)).statistic

    assert w == pytest.approx(statistic / (judges * (things - 1)), abs=1e-9)
