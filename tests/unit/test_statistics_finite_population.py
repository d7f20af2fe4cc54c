from decimal import Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import hypergeometric_interval, worst_case


@st.composite
def surveys(draw):
    population = draw(st.integers(2, 40))
    n = draw(st.integers(1, population - 1))
    return draw(st.integers(0, n)), n, population


@pytest.mark.parametrize(
    ("x", "bounds", "interval"),
    [
        (14, (14, 19), (16, 19)),
        (9, (9, 14), (9, 14)),
        (17, (17, 22), (20, 22)),
        (0, (0, 5), (0, 2)),
    ],
)
def test_seventeen_of_the_twenty_two_authorities(x, bounds, interval):
    assert worst_case(x, 17, 22) == bounds
    assert hypergeometric_interval(x, 17, 22) == interval


@pytest.mark.parametrize("function", [worst_case, hypergeometric_interval])
@pytest.mark.parametrize(
    ("arguments", "named"),
    [((22, 22, 22), "n=N=22"), ((0, 0, 22), "n=0"), ((18, 17, 22), "x=18"), ((-1, 17, 22), "x=-1"),
     ((1, 23, 22), "n=23, N=22")],
)  # fmt: skip
def test_a_count_without_an_interval_is_refused_by_name(function, arguments, named):
    with pytest.raises(ValueError, match=named):
        function(*arguments)


@pytest.mark.parametrize("confidence", [0, 1, "1.2"])
def test_a_confidence_out_of_range_is_refused(confidence):
    with pytest.raises(ValueError, match="confidence"):
        hypergeometric_interval(3, 5, 9, confidence)


def test_a_level_written_as_text_number_or_fraction_is_the_same_level():
    levels = [0.95, "0.95", Decimal("0.95"), Fraction(19, 20)]

    assert {hypergeometric_interval(7, 15, 22, level) for level in levels} == {(7, 13)}


@given(surveys())
def test_the_interval_lies_within_the_worst_case_and_reaches_the_scaled_count(survey):
    x, n, population = survey

    lower, upper = hypergeometric_interval(x, n, population)

    bounds = worst_case(x, n, population)
    assert bounds.lower <= lower <= upper <= bounds.upper
    assert lower <= Fraction(x * population, n).__ceil__()
    assert upper >= Fraction(x * population, n).__floor__()


@given(surveys())
def test_counting_the_noes_mirrors_the_interval(survey):
    x, n, population = survey

    yes = hypergeometric_interval(x, n, population)
    no = hypergeometric_interval(n - x, n, population)

    assert (population - no.upper, population - no.lower) == yes


@given(surveys())
def test_more_confidence_never_narrows_the_interval(survey):
    narrow = hypergeometric_interval(*survey, 0.8)
    wide = hypergeometric_interval(*survey, 0.99)

    assert wide.lower <= narrow.lower <= narrow.upper <= wide.upper


@pytest.mark.parametrize("n", [1, 15, 17, 21])
def test_the_interval_covers_every_possible_truth_often_enough(n):
    intervals = [hypergeometric_interval(x, n, 22) for x in range(n + 1)]

    for truth in range(23):
        covered = sum(
            comb(truth, x) * comb(22 - truth, n - x)
            for x, (lower, upper) in enumerate(intervals)
            if lower <= truth <= upper
        )
        assert covered * 20 >= 19 * comb(22, n)
