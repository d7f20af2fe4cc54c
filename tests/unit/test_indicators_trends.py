"""The chart that fits a series, and what is special on it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from indicator_factory import CRIME, NEWPORT, ROBBERY, end_of, series

from diogel.core import Grain, Period, Status
from diogel.indicators import area_set, trend
from diogel.indicators.trends import FEWEST, GAP, LONGEST, stretch, variance_to_mean
from diogel.statistics import Signal

ONE = area_set(NEWPORT)


def of(values: list, measure: str = CRIME, **more: object) -> object:
    own = series(values, measure=measure)
    return trend(own, ONE, end_of(own), **more)


def noisy(level: float, spread: float, months: int) -> list[float]:
    random = np.random.default_rng(6)
    return [float(max(round(v), 0)) for v in random.normal(level, spread, months)]


def poisson(levels: list[float]) -> list[float]:
    return [float(n) for n in np.random.default_rng(6).poisson(levels)]


def test_a_series_of_much_spread_is_on_an_xmr_chart_and_robbery_on_a_c_chart() -> None:
    wide = of(noisy(1_000, 120, 24))
    few = of(poisson([20.0] * 24), ROBBERY)

    assert (wide.kind, few.kind) == ("xmr", "c")
    assert wide.status is Status.OBSERVED and len(wide.periods) == 24


def test_rare_events_are_charted_by_quarter_or_not_at_all() -> None:
    quarters = of(poisson([3.0] * 36), ROBBERY)
    never = of([1.0, 0.0] * 12, ROBBERY)

    assert {p.grain for p in quarters.periods} == {Grain.QUARTER}
    assert (never.chart, never.status) == (None, Status.NOT_AVAILABLE)
    assert never.reason.en and never.reason.cy


def test_different_bases_have_limits_of_their_own() -> None:
    own = series([50.0] * 24, measure="school-exclusions")
    sizes = [1_000.0 if n % 2 else 4_000.0 for n in range(24)]
    points = [replace(p, denominator=d) for p, d in zip(own.points, sizes, strict=True)]

    found = trend(replace(own, points=tuple(points)), ONE, end_of(own))

    assert found.kind == "u-prime"
    assert len(set(np.round(found.chart.upper, 9))) == 2


def test_fewer_than_twelve_months_are_no_chart() -> None:
    assert of([100.0] * 11).chart is None
    assert "11" in of([100.0] * 11).reason.en
    assert of([100.0 + n for n in range(12)]).chart is not None


def test_a_shock_is_marked_asks_for_a_note_and_rebases_nothing() -> None:
    values = noisy(700, 40, 24)
    values[3] = 5_000.0

    found = of(values)

    assert found.rebases == ()
    (shock,) = [m for m in found.marked if Signal.ABOVE_LIMIT in m.signals]
    assert (shock.period, shock.value) == (Period.month(2020, 4), 5_000.0)
    assert found.latest is None or found.latest.period == Period.month(2021, 12)
    assert len(set(found.chart.mean)) == 1


def test_the_latest_is_told_only_when_it_is_special() -> None:
    calm = noisy(500, 30, 23)

    assert of([*calm, 500.0]).latest is None
    assert Signal.ABOVE_LIMIT in of([*calm, 900.0]).latest.signals


def test_a_missing_month_is_a_gap_with_its_note() -> None:
    values: list = noisy(500, 30, 24)
    values[7] = None

    found = of(values)

    assert np.isnan(found.chart.values[7]) and found.notes[7] is not None
    assert found.basis.missing == (Period.month(2020, 8),)


def test_a_long_gap_ends_the_chart() -> None:
    found = of([*noisy(500, 30, 5), *[None] * 10, *noisy(500, 30, 14)])

    assert len(found.periods) == 14 and found.basis.missing == ()


@given(st.lists(st.one_of(st.none(), st.integers(0, 900)), min_size=1, max_size=60))
def test_a_stretch_begins_and_ends_with_a_number_and_has_no_long_gap(values: list) -> None:
    own = series(values)

    points = stretch(own, end_of(own))

    given = [p.given for p in points]
    assert len(points) <= LONGEST
    if points:
        assert given[0] and given[-1]
        gap = [False] * (GAP + 1)
        assert not any(given[at : at + GAP + 1] == gap for at in range(len(given)))


@given(st.lists(st.integers(5, 900), min_size=FEWEST, max_size=36), st.integers(2, 9))
def test_a_larger_unit_moves_no_signal_of_an_xmr_chart(values: list[int], times: int) -> None:
    if variance_to_mean(np.array(values, dtype=float)) < 2:
        return

    one, other = of([float(v) for v in values]), of([float(v * times) for v in values])

    near = {Signal.NEAR_LIMIT}
    assert [m.signals - near for m in one.marked if m.signals - near] == [
        m.signals - near for m in other.marked if m.signals - near
    ]


def test_a_season_is_spoken_of_from_24_months_on() -> None:
    months = [100 + 40 * np.cos(2 * np.pi * (n - 6) / 12) for n in range(36)]
    counts = poisson(months)

    long, short = of(counts), of(counts[:23])

    assert long.season.seasonal and long.season.peak in (6, 7, 8)
    assert (short.season.status, short.season.growth) == (Status.NOT_AVAILABLE, None)
    assert "24" in short.season.reason.en


@pytest.mark.parametrize("value", [0.0, 40.0])
def test_a_constant_series_has_no_signal(value: float) -> None:
    found = of([value] * 24)

    assert found.marked == ()
