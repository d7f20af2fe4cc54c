import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import Relation, Target, matches, verbal_fraction


@pytest.mark.parametrize(
    ("numerator", "denominator", "relation", "target"),
    [
        (7, 15, "almost", "half"),
        (8, 12, "equal", "two-thirds"),
        (12, 19, "almost", "two-thirds"),
        (13, 19, "almost", "seventy-percent"),
        (28, 19, "almost", "one-and-a-half"),
        (10, 15, "equal", "two-thirds"),
        (5, 19, "around", "quarter"),
    ],
)
def test_the_verbal_fractions_of_2021_follow_from_the_rule(
    numerator, denominator, relation, target
):
    assert verbal_fraction(numerator, denominator) == (relation, target)


def test_nine_of_fifteen_is_not_around_two_thirds():
    assert not matches(9, 15, "around", "two-thirds")
    assert matches(10, 15, "around", "two-thirds")
    assert verbal_fraction(9, 15) is None


def test_almost_is_only_said_from_below():
    assert not matches(8, 15, Relation.ALMOST, Target.HALF)
    assert matches(8, 15, Relation.AROUND, Target.HALF)


def test_four_points_are_within_the_tolerance_and_more_are_not():
    assert matches(46, 100, "almost", "half")
    assert not matches(459, 1000, "almost", "half")
    assert matches(54, 100, "around", "half")
    assert not matches(541, 1000, "around", "half")


def test_a_bound_in_words_is_strict():
    assert matches(9, 19, "less-than", "half")
    assert not matches(1, 2, "less-than", "half")
    assert not matches(1, 2, "more-than", "half")


def test_an_unknown_fraction_is_refused():
    with pytest.raises(ValueError, match="three-fifths"):
        matches(3, 5, "equal", "three-fifths")


@given(st.integers(0, 60), st.integers(1, 30))
def test_what_is_offered_is_always_true(numerator, denominator):
    offered = verbal_fraction(numerator, denominator)

    if offered is None:
        assert not any(matches(numerator, denominator, "around", target) for target in Target)
    else:
        assert matches(numerator, denominator, *offered)
