from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.core import Grain, Period, months_between


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2018-10", date(2018, 10, 1), date(2018, 10, 31)),
        ("2018-Q4", date(2018, 10, 1), date(2018, 12, 31)),
        ("2018", date(2018, 1, 1), date(2018, 12, 31)),
        ("2018/19", date(2018, 4, 1), date(2019, 3, 31)),
        ("1999/00", date(1999, 4, 1), date(2000, 3, 31)),
        ("2020-02-29", date(2020, 2, 29), date(2020, 2, 29)),
    ],
)
def test_a_period_is_read_and_written_alike(text: str, first: date, last: date) -> None:
    period = Period.parse(text)

    assert (period.start, period.end, str(period)) == (first, last, text)


@pytest.mark.parametrize(
    "text", ["", "2018-13", "2018-00", "10/2018", "2018/20", "Oct-18", "2018-Q5"]
)
def test_what_is_not_a_period_is_never_guessed(text: str) -> None:
    with pytest.raises(ValueError):
        Period.parse(text)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.integers(-200, 200), st.sampled_from(Grain))
def test_shifting_there_and_back_is_the_same_period(day: date, steps: int, grain: Grain) -> None:
    period = Period(day.replace(day=1, month=4), grain)

    assert period.shifted(steps).shifted(-steps) == period
    assert period.shifted(1).start == date.fromordinal(period.end.toordinal() + 1)


def test_a_financial_year_has_twelve_months_from_april() -> None:
    year = Period.parse("2018/19")

    assert [str(m) for m in (year.months()[0], year.months()[-1])] == ["2018-04", "2019-03"]
    assert all(year.covers(month) for month in year.months())
    assert months_between(year.months()[0], year.months()[-1]) == year.months()
    assert months_between(Period.parse("2019-03"), Period.parse("2018-04")) == ()
