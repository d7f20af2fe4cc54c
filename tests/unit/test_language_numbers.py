"""Numbers are rounded once and exactly, and ordinals and ranks have their endings."""

from decimal import Decimal
from fractions import Fraction

import pytest

from diogel.language import number, ordinal, percentage, quotient, rank_label, rounded

WELSH_ORDINALS = [
    "1af",
    "2il",
    "3ydd",
    "4ydd",
    "5ed",
    "6ed",
    "7fed",
    "8fed",
    "9fed",
    "10fed",
    "11eg",
    "12fed",
    "13eg",
    "14eg",
    "15fed",
    "16eg",
    "17eg",
    "18fed",
    "19eg",
    "20fed",
    "21ain",
    "22ain",
    "23ain",
    "24ain",
    "25ain",
    "26ain",
    "27ain",
    "28ain",
    "29ain",
    "30ain",
    "31ain",
]


@pytest.mark.parametrize(
    ("numerator", "denominator", "places", "expected"),
    [
        (1, 8, 2, "0.13"),
        (-1, 8, 2, "-0.13"),
        (5, 2, 0, "3"),
        (1, 3, 4, "0.3333"),
        (Decimal("2.675"), 1, 2, "2.68"),
        (2.675, 1, 2, "2.68"),
        (Fraction(1, 1000), 1, 2, "0.00"),
        (-1, 1000, 2, "0.00"),
    ],
)
def test_halves_go_away_from_zero_and_zero_has_no_sign(numerator, denominator, places, expected):
    assert rounded(numerator, denominator, places) == Decimal(expected)
    assert str(rounded(numerator, denominator, places)) == expected


@pytest.mark.parametrize("language", ["en", "cy"])
def test_numbers_look_the_same_in_both_languages(language):
    assert number(1234.5, language, 1) == "1,234.5"
    assert number(3169586, language) == "3,169,586"
    assert percentage(16, 19, language) == "84.2%"
    assert percentage(1, 8, language, 0) == "13%"
    assert quotient(47, 14, language) == "3.36"


def test_a_share_is_rounded_from_its_counts_and_not_from_a_rounded_float():
    # 1/200 is 0.5%: as a float times a hundred it may fall on either side of the half.
    assert percentage(1, 200, "en", 0) == "1%"
    assert percentage(29, 200, "en", 0) == "15%"
    assert percentage(57, 200, "en", 0) == "29%"


def test_a_weighted_share_is_rounded_from_what_the_floats_print():
    assert percentage(0.285, 1, "en", 0) == "29%"
    assert percentage(2.5, 7.5, "cy") == "33.3%"


def test_there_is_no_share_of_nothing():
    with pytest.raises(ZeroDivisionError):
        percentage(0, 0, "en")


@pytest.mark.parametrize(("n", "said"), list(enumerate(WELSH_ORDINALS, start=1)))
def test_welsh_ordinals_follow_the_spoken_numerals(n, said):
    assert ordinal(n, "cy") == said


@pytest.mark.parametrize(
    ("n", "said"), [(40, "40fed"), (45, "45ain"), (100, "100fed"), (101, "101af")]
)
def test_welsh_ordinals_beyond_the_table_follow_a_rule(n, said):
    assert ordinal(n, "cy") == said


@pytest.mark.parametrize(
    ("n", "said"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (13, "13th"), (22, "22nd")],
)
def test_english_ordinals_know_the_teens(n, said):
    assert ordinal(n, "en") == said


def test_there_is_no_ordinal_below_one():
    with pytest.raises(ValueError, match="starts at 1"):
        ordinal(0, "cy")


def test_a_tie_is_always_said():
    assert rank_label(1, True, "en") == "Joint 1st"
    assert rank_label(1, True, "cy") == "Cydradd 1af"
    assert rank_label(3, False, "en") == "3rd"
    assert rank_label(3, False, "cy") == "3ydd"
