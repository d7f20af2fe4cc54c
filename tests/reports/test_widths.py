"""Widths of columns."""

from __future__ import annotations

import pytest

from diogel.reports.office import _with_minus
from diogel.reports.widths import crowded, fitted, needs


def test_widths_that_are_wide_enough_stay_as_wanted() -> None:
    assert fitted((0.6, 0.2, 0.2), [0.1, 0.1, 0.1]) == pytest.approx((0.6, 0.2, 0.2))


def test_a_column_is_never_narrower_than_its_longest_word() -> None:
    widths = fitted((0.8, 0.1, 0.1), [0.2, 0.15, 0.05])

    assert widths[1] == 0.15
    assert sum(widths) == pytest.approx(1)
    assert widths[0] / widths[2] == pytest.approx(8)


def test_what_does_not_fit_is_shared_out_by_need() -> None:
    widths = fitted((0.5, 0.5), [1.2, 0.6])

    assert widths == pytest.approx((2 / 3, 1 / 3))
    assert crowded([1.2, 0.6])


def test_a_month_and_its_year_stay_on_a_line_and_a_longer_label_may_break() -> None:
    headings = ("Mis", "Nifer")
    months = needs(headings, [("Mai 2023", "1"), ("Gorffennaf 2023", "2")])
    names = needs(headings, [("Mai 2023", "1"), ("Gorffennaf a Rhagfyr", "2")])

    assert months[0] > names[0]
    assert months[1] == names[1]


def test_a_code_may_break_where_it_says_so() -> None:
    whole, broken = needs(["neighbourhood_watch"], []), needs(["neighbourhood_\u200bwatch"], [])

    assert broken[0] < whole[0]


def test_a_machines_name_may_go_on_after_a_hyphen_and_a_word_may_not() -> None:
    name = "police-anti-social-behaviour.period.2020-04"

    (long_name,) = needs(("A",), [(name,)])
    (word,) = needs(("A",), [("gwrth-gymdeithasol",)])

    assert long_name < (len(name)) / 92
    assert word > len("gwrth-gymdeithasol") / 92


def test_a_number_below_nought_keeps_its_sign_on_its_line() -> None:
    words = ["-14.6%", "(-21.0%", "anti-social", "2020-21", "-"]

    made = [_with_minus({"t": "Str", "c": word})["c"] for word in words]

    assert made == ["\u221214.6%", "(\u221221.0%", "anti-social", "2020-21", "-"]
