"""Counts and rates: the right denominator, its version, and no low number from missing months."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_factory import (
    BURGLARY,
    CRIME,
    MARAC,
    MONMOUTHSHIRE,
    NEWPORT,
    end_of,
    population,
    series,
)

from diogel.core import Period, Status
from diogel.indicators import (
    Per,
    area_set,
    joined,
    latest_whole,
    level,
    nearest_population,
    per_of,
    periods_said,
)
from diogel.indicators.populations import OWN
from diogel.standard import measures
from diogel.statistics import rate

ONE = area_set(NEWPORT)
PAIR = joined([ONE, area_set(MONMOUTHSHIRE)])
PEOPLE = population({NEWPORT: 150_000.0, MONMOUTHSHIRE: 90_000.0})
CENSUS = population(
    {NEWPORT: 160_000.0, MONMOUTHSHIRE: 93_000.0},
    "census-2021",
    date(2021, 3, 21),
    households={NEWPORT: 65_000.0},
    ages={NEWPORT: {(0, 9): 15_000.0, (10, 15): 9_000.0, (16, 17): 3_000.0, (18, None): 133_000.0}},
)


def test_a_rate_is_over_the_nearest_population_and_names_it() -> None:
    found = level(series([100] * 12), ONE, Period.month(2020, 12), [PEOPLE, CENSUS])

    expected = rate([1_200], [150_000.0])
    assert found.rate == pytest.approx(8.0)
    assert found.rate_limits is not None
    assert found.rate_limits.lower == pytest.approx(float(expected.lower[0]))
    assert (found.basis.population, found.basis.population_day) == ("mid-2020", PEOPLE.day)


def test_a_version_that_lacks_a_member_is_not_taken() -> None:
    partial = population({NEWPORT: 1.0}, "odd", date(2020, 6, 1))

    period = Period.month(2020, 6)
    found = nearest_population(
        [partial, CENSUS], period, period, PAIR.authorities, Per("residents")
    )

    assert found is CENSUS


def test_burglary_is_per_household_and_has_no_rate_without_them() -> None:
    own = series([10] * 12, measure=BURGLARY)

    with_homes = level(own, ONE, end_of(own), [PEOPLE, CENSUS])
    without = level(own, ONE, end_of(own), [PEOPLE])

    assert (with_homes.per, with_homes.rate) == ("households", pytest.approx(120 / 65))
    assert with_homes.basis.population == "census-2021"
    assert (without.count, without.rate) == (120, None)
    assert without.rate_reason.en and without.rate_reason.cy


def test_children_are_counted_where_the_bands_have_just_those_edges() -> None:
    children = Per("residents", (10, 17))

    assert CENSUS.number([NEWPORT], children) == 12_000.0
    assert CENSUS.number([NEWPORT], Per("residents", (12, 17))) is None
    assert CENSUS.number([NEWPORT], Per("residents", (16, None))) == 136_000.0
    assert CENSUS.number([MONMOUTHSHIRE], children) is None


def test_every_measure_says_what_its_rate_is_of_in_a_way_that_is_known() -> None:
    known = {per_of(each.code).kind for each in measures()}
    residents = {m.code for m in measures() if "residents" in m.denominator.en.casefold()}
    households = {m.code for m in measures() if m.denominator.en.startswith("Households")}

    assert known == {"residents", "households", OWN, ""}
    assert all(per_of(code).kind == "residents" for code in residents)
    assert all(per_of(code).kind == "households" for code in households)


@given(st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=1, max_size=24))
def test_there_is_a_number_exactly_where_no_month_is_missing(values: list) -> None:
    own = series(values)

    found = level(own, ONE, end_of(own), [PEOPLE])

    year = ([None] * 12 + values)[-12:]
    if None in year:
        assert (found.count, found.rate, found.status) == (None, None, Status.NOT_AVAILABLE)
        assert len(found.basis.missing) == year.count(None)
        assert found.reason.en and found.reason.cy
    else:
        assert found.count == sum(year) and found.rate is not None
        assert found.rate_limits is not None
        assert found.rate_limits.lower <= found.rate <= found.rate_limits.upper
        assert found.basis.whole


@given(st.lists(st.one_of(st.none(), st.integers(0, 9)), min_size=1, max_size=40))
def test_the_latest_whole_year_is_whole_and_the_latest(values: list) -> None:
    own = series(values)

    end = latest_whole(own)

    ends = [
        own.points[at].period
        for at in range(11, len(values))
        if None not in values[at - 11 : at + 1]
    ]
    assert end == (ends[-1] if ends else None)


def test_a_suppliers_confidential_number_stays_confidential() -> None:
    own = series([5] * 12, measure=MARAC)
    from dataclasses import replace

    hidden = replace(own.points[3], value=None, status=Status.CONFIDENTIAL)
    held = replace(own, points=(*own.points[:3], hidden, *own.points[4:]))

    found = level(held, ONE, end_of(own), [PEOPLE])

    assert found.status is Status.CONFIDENTIAL and found.count is None and found.reason.cy


def test_missing_months_are_said_as_stretches_in_both_languages() -> None:
    months = [Period.month(2020, n) for n in (1, 2, 3, 7)]

    said = periods_said(months)

    assert said.en == "January to March 2020 and July 2020"
    assert said.cy == "mis Ionawr i fis Mawrth 2020 a Gorffennaf 2020"
    assert periods_said([Period.parse("2020-Q1"), Period.parse("2020-Q2")]).en
    assert periods_said([]).en == ""


def test_a_series_of_years_has_its_year_as_the_window() -> None:
    own = series([300.0], measure=MARAC, first=Period.parse("2020"))

    found = level(own, ONE, Period.parse("2020"), [PEOPLE])

    assert found.count == 300 and found.basis.used == (Period.parse("2020"),)


def test_a_measure_that_is_only_a_count_has_no_rate() -> None:
    own = series([3.0], measure="homicides", first=Period.parse("2020/21"))

    found = level(own, ONE, end_of(own), [PEOPLE])

    assert (found.count, found.rate, found.per) == (3, None, "")
    assert found.rate_reason.en


def test_crime_is_of_residents() -> None:
    assert per_of(CRIME) == Per("residents")
