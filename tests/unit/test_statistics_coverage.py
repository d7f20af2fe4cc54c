from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import coverage, distinct, memberships


def test_a_joint_response_covers_each_of_its_areas():
    areas = {"r1": ["A"], "r2": ["B", "C"], "r3": ["C"]}

    covered = coverage(distinct(areas), ["A", "B", "C", "D"])

    assert covered.reached == ("A", "B", "C")
    assert covered.not_reached == ("D",)
    assert covered.share == Fraction(3, 4)


def test_a_unit_that_is_not_on_the_list_is_told_and_not_counted():
    covered = coverage(["A", "X", "A"], ["A", "B"])

    assert covered.unlisted == ("X",)
    assert (covered.count, covered.of) == (1, 2)


def test_an_empty_list_has_no_share():
    assert coverage(["A"], []).share is None


def test_memberships_and_the_distinct_count_are_different_statistics():
    attends = {1: ["P", "Q"], 2: ["P", "P"], 3: []}

    assert memberships(attends) == 3
    assert distinct(attends) == ("P", "Q")


@given(st.lists(st.integers(0, 9)), st.sets(st.integers(0, 9)))
def test_every_unit_is_in_exactly_one_part(reached, frame):
    covered = coverage(reached, frame)

    parts = covered.reached + covered.not_reached + covered.unlisted
    assert sorted(parts) == sorted(set(reached) | frame)
    assert covered.of == len(frame)
