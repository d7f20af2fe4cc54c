"""Numbers, missing codes and periods as partners write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.core import LANGUAGES, Grain, Language, Period
from diogel.language import month_and_year
from diogel.sources.messy.areas import AreaKind, read_area
from diogel.sources.messy.labels import counted, read_label, says_what, slug
from diogel.sources.messy.letters import clean
from diogel.sources.messy.numbers import MEANINGS, read_value
from diogel.sources.messy.period_finding import find_period, is_change
from diogel.sources.messy.periods import agreed, read_period, readings

MONTHS = st.builds(Period.month, st.integers(1960, 2040), st.integers(1, 12))


@given(st.integers(-(10**9), 10**9))
def test_a_whole_number_is_read_with_and_without_thousands(number: int) -> None:
    assert read_value(str(number)).number == number
    assert read_value(f"{number:,}").number == number


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e12, max_value=1e12))
def test_a_number_as_python_writes_it_is_read_exactly(number: float) -> None:
    assert read_value(repr(number)).number == number


@given(st.text(max_size=80))
def test_any_text_is_a_number_a_code_or_neither_and_never_an_exception(text: str) -> None:
    value = read_value(text)

    assert not (value.missing and value.number is not None)
    assert value.told or value.fault or not text.strip()


@pytest.mark.parametrize("code", MEANINGS)
def test_no_missing_code_is_a_number(code: str) -> None:
    assert read_value(code.upper()).number is None
    assert read_value(code).status in ("x", "c", "z")


@pytest.mark.parametrize(
    ("text", "number", "marks"),
    [
        ("12.3%", 12.3, ()),
        ("£1,234.50", 1234.5, ()),
        ("−5", -5, ()),
        ("12 [1]", 12, ("[1]",)),
        ("12*", 12, ("*",)),
        ("12²", 12, ("²",)),
        ("1\u00a0234", 1234, ()),
        ("12 (p)", 12, ()),
    ],
)
def test_a_dressed_number_is_read_and_its_marks_kept(
    text: str, number: float, marks: tuple[str, ...]
) -> None:
    value = read_value(text)

    assert (value.number, value.marks) == (number, marks)


@pytest.mark.parametrize("text", ["1,23", "1.234,5", "(5)", "1 234", "12,34,567"])
def test_separators_that_may_be_read_in_two_ways_are_not_guessed(text: str) -> None:
    assert read_value(text).fault == "separators"


@pytest.mark.parametrize(
    "text", ["<5", "≤ 5", "5 or fewer", "fewer than 5", "llai na 5", "5 neu lai"]
)
def test_fewer_than_some_is_confidential_and_no_number(text: str) -> None:
    assert (read_value(text).number, read_value(text).status) == (None, "c")


def test_a_code_means_what_a_supplier_says() -> None:
    assert read_value("-", {"-": "z"}).status == "z"


@given(MONTHS)
def test_a_month_is_read_as_either_language_writes_it(month: Period) -> None:
    for language in LANGUAGES:
        found = read_period(month_and_year(month.start, language))

        assert found is not None
        assert found.period == month


@given(st.integers(1960, 2040))
def test_a_financial_year_is_read_however_it_is_written(year: int) -> None:
    wanted = Period(date(year, 4, 1), Grain.FINANCIAL_YEAR)
    texts = (
        f"{year}/{(year + 1) % 100:02}",
        f"{year}-{(year + 1) % 100:02}",
        f"Year ending March {year + 1}",
        f"April {year} to March {year + 1}",
        f"blwyddyn yn diweddu Mawrth {year + 1}",
        f"Ebrill {year} i Fawrth {year + 1}",
    )

    for text in texts:
        assert wanted in [reading.period for reading in readings(text)], text


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2024.0", "2024"),
        ("Jan-24", "2024-01"),
        ("Ion 24", "2024-01"),
        ("2024M01", "2024-01"),
        ("01/2024", "2024-01"),
        ("Q1 2024/25", "2024-Q2"),
        ("Chwarter 4 2024-25", "2025-Q1"),
        ("2024-Q3", "2024-Q3"),
        ("Apr-Jun 2024", "2024-Q2"),
        ("Ebrill i Fehefin 2024", "2024-Q2"),
        ("12 months to December 2023", "2023"),
        ("mid-2020", "2020-06-30"),
        ("canol 2020", "2020-06-30"),
        ("3 Gorffennaf 2024", "2024-07-03"),
        ("1 April 2023 to 31 March 2024", "2023/24"),
        ("31/03/2024", "2024-03-31"),
    ],
)
def test_periods_as_partners_write_them(text: str, period: str) -> None:
    found = read_period(text)

    assert found is not None
    assert str(found.period) == period


@pytest.mark.parametrize(
    "text", ["366", "12.5", "", "Cardiff", "W06000015", "1899", "13/2024", "2024-13"]
)
def test_what_is_no_period_is_not_read_as_one(text: str) -> None:
    assert read_period(text) is None


@given(st.text(max_size=80))
def test_any_text_is_a_period_or_not_and_never_an_exception(text: str) -> None:
    assert isinstance(readings(text), tuple)
    find_period(text)
    read_area(text)
    read_label(text)
    counted(text)
    clean(text)


def test_several_years_together_are_no_years_own() -> None:
    found = read_period("2021-22 and 2022-23")

    assert found is not None
    assert (str(found.first), str(found.period)) == ("2021/22", "2022/23")


def test_a_column_decides_between_a_year_and_a_month() -> None:
    years = agreed(["2009-10", "2010-11", "2012-13"])
    months = agreed(["2010-10", "2010-11", "2010-12"])

    assert str(years["2010-11"].period) == "2010/11"
    assert str(months["2010-11"].period) == "2010-11"


def test_first_days_of_months_are_months_and_other_days_are_days() -> None:
    assert str(agreed(["2024-01-01", "2024-02-01"])["2024-02-01"].period) == "2024-02"
    assert str(agreed(["2024-01-01", "2024-02-15"])["2024-01-01"].period) == "2024-01-01"


@pytest.mark.parametrize("text", ["2023-2024", "Q1 2024", "academic year 2022/23", "03/04/2024"])
def test_a_period_that_may_mean_another_is_in_doubt(text: str) -> None:
    found = read_period(text)

    assert found is not None
    assert found.doubt


def test_a_period_within_a_heading_is_found_and_taken_out() -> None:
    found = find_period("EASR per 100,000 population 2023/24")

    assert found is not None
    assert (found.said, found.rest) == ("2023/24", "EASR per 100,000 population")
    assert found.template == "EASR per 100,000 population {period}"


@pytest.mark.parametrize(
    "text", ["Change since 2022/23", "Lifestyles, 2020-21 onwards", "o 2020 ymlaen"]
)
def test_a_period_that_something_starts_from_is_not_its_period(text: str) -> None:
    assert find_period(text) is None


def test_a_heading_over_differences_is_known_in_both_languages() -> None:
    assert is_change("Change since 2022/23")
    assert is_change("Newid ers 2022/23")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Cardiff1", "W06000015"),
        ("Ynys Môn", "W06000001"),
        ("Powys Teaching Health Board", "W11000024"),
        ("North Wales Police", "W15000001"),
        ("Cymru", "W92000004"),
        ("W15000002", "W15000002"),
    ],
)
def test_areas_of_every_level_are_read(text: str, code: str) -> None:
    found = read_area(text)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Total", AreaKind.TOTAL),
        ("Cyfanswm", AreaKind.TOTAL),
        ("England", AreaKind.OUTSIDE),
        ("E06000001", AreaKind.OUTSIDE),
        ("Unknown", AreaKind.UNPLACED),
        ("Anhysbys", AreaKind.UNPLACED),
    ],
)
def test_what_is_no_area_of_wales_is_kept_apart(text: str, kind: AreaKind) -> None:
    found = read_area(text)

    assert found is not None
    assert found.kind is kind


def test_a_name_that_two_divisions_share_is_read_by_the_heading_only() -> None:
    assert read_area("North Wales") is None


@pytest.mark.parametrize(
    ("text", "kind", "per"),
    [
        ("alcohol_admissions_rate_per_100k", "rate", 100_000),
        ("fesul 1,000 o bobl", "rate", 1_000),
        ("Percentage of adults (16+)", "percent", 0),
        ("Nifer y tanau", "count", 0),
        ("Deliberate fires", "", 0),
    ],
)
def test_words_tell_what_is_counted(text: str, kind: str, per: int) -> None:
    assert (counted(text).kind, counted(text).per) == (kind, per)


def test_a_heading_of_nothing_but_rates_says_not_what_is_counted() -> None:
    assert not says_what("EASR per 100,000 population")
    assert says_what("Deliberate fires per 1,000")


def test_a_label_loses_its_marks_and_keeps_its_brackets() -> None:
    assert read_label("drinkers only (1)").marks == ("1",)
    assert read_label("Adults (16+)").text == "Adults (16+)"
    assert slug("Tanau: bwriadol") == "tanau-bwriadol"


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_twelve_months_are_known(language: Language) -> None:
    for month in range(1, 13):
        text = month_and_year(date(2024, month, 1), language)

        found = read_period(text)

        assert found is not None, text
        assert found.period == Period.month(2024, month)
