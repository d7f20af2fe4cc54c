"""Dates are said as CLDR says them, in both languages."""

from datetime import date

import pytest

from diogel.language import (
    date_range,
    financial_year,
    in_month,
    long_date,
    month_and_year,
    month_name,
    month_range,
    quarter,
    short_date,
)

WELSH_MONTHS = [
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
]


@pytest.mark.parametrize(("month", "name"), list(enumerate(WELSH_MONTHS, start=1)))
def test_each_month_has_its_welsh_name_everywhere(month, name):
    day = date(2026, month, 3)

    assert month_name(month, "cy") == name
    assert long_date(day, "cy") == f"3 {name} 2026"
    assert month_and_year(day, "cy") == f"{name} 2026"
    assert in_month(day, "cy") == f"ym mis {name} 2026"


def test_a_day_is_said_in_full_and_short_in_both_languages():
    day = date(2026, 7, 3)

    assert long_date(day, "en") == "3 July 2026"
    assert short_date(day, "en") == "3 Jul 2026"
    assert short_date(day, "cy") == "3 Gorff 2026"
    assert in_month(day, "en") == "in July 2026"


@pytest.mark.parametrize(
    ("first", "last", "en", "cy"),
    [
        ((2021, 9, 1), (2021, 9, 10), "1 to 10 September 2021", "1 i 10 Medi 2021"),
        ((2021, 8, 10), (2021, 9, 10), "10 August to 10 September 2021", "10 Awst i 10 Medi 2021"),
        (
            (2020, 12, 31),
            (2021, 1, 2),
            "31 December 2020 to 2 January 2021",
            "31 Rhagfyr 2020 i 2 Ionawr 2021",
        ),
        ((2021, 9, 1), (2021, 9, 1), "1 September 2021", "1 Medi 2021"),
    ],
)
def test_a_range_of_days_says_shared_parts_once(first, last, en, cy):
    assert date_range(date(*first), date(*last), "en") == en
    assert date_range(date(*first), date(*last), "cy") == cy


def test_a_range_of_months_needs_no_month_to_mutate():
    august, september = date(2021, 8, 1), date(2021, 9, 1)

    assert month_range(august, september, "en") == "August to September 2021"
    assert month_range(august, september, "cy") == "mis Awst i fis Medi 2021"
    assert month_range(august, august, "cy") == "Awst 2021"


def test_quarters_and_financial_years_are_labels():
    assert quarter(1, 2026, "en") == "Quarter 1, 2026"
    assert quarter(1, 2026, "cy") == "Chwarter 1, 2026"
    assert financial_year(2020) == "2020-21"
    assert financial_year(2008) == "2008-09"
    assert financial_year(1999) == "1999-2000"
