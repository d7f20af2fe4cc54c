from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import percent_half_up, round_half_up


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "text"),
    [(47, 14, 2, "3.36"), (17, 11, 2, "1.55"), (17, 5, 2, "3.40"), (1, 2, 0, "1"), (5, 2, 0, "3"),
     (-5, 2, 0, "-3"), (-1, 3, 0, "0"), (57, 200, 2, "0.29"), (10**30 + 1, 2, 0, f"5{'0' * 28}1")],
)  # fmt: skip
def test_a_half_goes_up_and_final_zeros_stay(numerator, denominator, places, text):
    assert str(round_half_up(numerator, denominator, places)) == text


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(17, 22, "77.3"), (14, 19, "73.7"), (13, 19, "68.4"), (9, 19, "47.4"), (12, 15, "80.0")],
)
def test_published_percentages_follow_from_their_counts(numerator, denominator, text):
    assert str(percent_half_up(numerator, denominator, 1)) == text


def test_a_decimal_half_is_a_half():
    assert round_half_up(Decimal("2.675"), places=2) == Decimal("2.68")


def test_a_float_is_refused():
    with pytest.raises(TypeError, match="exact"):
        round_half_up(0.285, places=2)


def test_a_base_of_zero_and_negative_places_are_refused():
    with pytest.raises(ValueError, match="denominator"):
        round_half_up(1, 0)
    with pytest.raises(ValueError, match="places"):
        round_half_up(1, 2, -1)


@given(st.fractions(), st.integers(0, 6))
def test_the_rounded_value_is_within_half_a_unit(value, places):
    rounded = round_half_up(value, places=places)

    assert abs(Fraction(rounded) - value) * 2 * 10**places <= 1
    assert round_half_up(-value, places=places) == rounded.copy_negate()
    assert -rounded.as_tuple().exponent == places
