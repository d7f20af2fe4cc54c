"""A year against the one before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_factory import CRIME, NEWPORT, ROBBERY, end_of, population, series

from diogel.core import Period
from diogel.indicators import Verdict, area_set, change

ONE = area_set(NEWPORT)
FIRST = Period.month(2018, 1)
PEOPLE = population({NEWPORT: 150_000.0})
CENSUS = population({NEWPORT: 160_000.0}, "census-2021", date(2018, 12, 30))


def years(before: float, now: float, measure: str = ROBBERY) -> object:
    return series([before / 12] * 12 + [now / 12] * 12, measure=measure, first=FIRST)


def changed(before: float, now: float, versions: list = [PEOPLE]) -> object:  # noqa: B006
    own = years(before, now)
    return change(own, ONE, end_of(own), versions)


def test_a_clear_rise_is_higher_with_its_limits() -> None:
    found = changed(240, 360)

    assert found.verdict is Verdict.HIGHER
    assert found.ratio == pytest.approx(1.5) and found.percent == pytest.approx(50)
    assert found.ratio_limits.lower > 1
    assert found.difference == pytest.approx(120 / 150)


def test_under_thirty_there_is_no_percentage_but_there_are_limits() -> None:
    few, enough = changed(24, 48), changed(36, 48)

    assert few.percent is None and few.ratio == pytest.approx(2)
    assert few.ratio_limits is not None and few.difference_limits is not None
    assert enough.percent == pytest.approx(100 / 3)


def test_one_version_of_the_population_serves_both_years() -> None:
    found = changed(240, 240, [PEOPLE, CENSUS])

    assert found.now.basis.population == found.before.basis.population
    assert found.ratio == pytest.approx(1)


def test_from_nothing_there_is_no_ratio_but_a_difference() -> None:
    found = changed(0, 36)

    assert (found.ratio, found.percent, found.verdict) == (None, None, Verdict.HIGHER)
    assert found.difference is not None and found.reason.cy


def test_a_gap_in_either_year_gives_nothing_and_says_which_months() -> None:
    own = years(240, 360)
    points = list(own.points)
    points[4] = replace(points[4], value=None)

    found = change(replace(own, points=tuple(points)), ONE, end_of(own), [PEOPLE])

    assert (found.ratio, found.difference, found.verdict) == (None, None, Verdict.NOT_GIVEN)
    assert "May 2018" in found.reason.en


def test_months_that_swing_make_a_change_uncertain() -> None:
    random = np.random.default_rng(1)
    noise = random.normal(0, 60, 24)
    values = [max(v, 0) for v in [100 + n for n in noise[:12]] + [112 + n for n in noise[12:]]]
    calm = series([100.0] * 12 + [112.0] * 12, measure=ROBBERY, first=FIRST)
    wild = series([round(v) for v in values], measure=ROBBERY, first=FIRST)

    sure, unsure = (change(own, ONE, end_of(own), [PEOPLE]) for own in (calm, wild))

    assert sure.verdict is Verdict.HIGHER and unsure.verdict is Verdict.NOT_SEPARABLE
    assert unsure.dispersion > 5


def test_a_change_of_rules_in_between_is_no_change_of_crime() -> None:
    own = series([100.0] * 24, measure="police-violent-crime", first=Period.month(2022, 11))

    found = change(own, ONE, end_of(own), [PEOPLE])

    assert found.verdict is Verdict.NOT_GIVEN and "2023" in found.reason.en


@given(st.lists(st.integers(0, 60), min_size=24, max_size=24))
def test_the_verdict_is_what_the_limits_say(values: list[int]) -> None:
    own = series([float(v) for v in values], measure=CRIME, first=Period.month(2020, 1))

    found = change(own, ONE, end_of(own), [PEOPLE])

    if found.ratio is not None and found.method == "root" and abs((found.p or 0) - 0.05) > 1e-6:
        assert found.ratio_limits is not None
        outside = not found.ratio_limits.lower <= 1 <= found.ratio_limits.upper
        assert outside == (found.verdict in (Verdict.HIGHER, Verdict.LOWER))
    if sum(values[:12]) < 30:
        assert found.percent is None
