"""The yearly rhythm: found where it was put, and not where there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.statistics import seasonality, t_chart

MONTHS = np.arange(60)


def made(level: float, growth: float, swing: float, peak: int, months: int = 60) -> np.ndarray:
    at = np.arange(months)
    wave = np.cos(2 * np.pi * (at - (peak - 1)) / 12)
    return level * growth ** (at / 12) * np.exp(np.log(swing) / 2 * wave)


def test_a_series_without_noise_gives_back_what_it_was_made_of() -> None:
    found = seasonality(made(200, 1.1, 1.5, 7), MONTHS)

    assert found.growth == pytest.approx(1.1, rel=1e-4)
    assert found.swing == pytest.approx(1.5, rel=1e-3)
    assert (found.peak, found.trough) == (7, 1)
    assert found.p < 1e-6
    np.testing.assert_allclose(found.fitted, made(200, 1.1, 1.5, 7), rtol=1e-3)


def test_the_fit_is_that_of_an_independent_poisson_regression() -> None:
    # Deviance is least where the fitted counts, and each column times them, are the observed.
    random = np.random.default_rng(3)
    counts = random.poisson(made(40, 0.95, 1.3, 3, 48))
    days = np.where(MONTHS[:48] % 12 == 1, 28.0, 31.0)

    found = seasonality(counts, MONTHS[:48], days)

    left = counts - found.fitted
    for column in (np.ones(48), MONTHS[:48], np.cos(np.pi * MONTHS[:48] / 6)):
        assert abs((left * column).sum()) < 1e-5 * counts.sum()


def test_chance_alone_is_called_a_season_one_time_in_twenty() -> None:
    random = np.random.default_rng(9)
    found = [seasonality(random.poisson(60, 36), MONTHS[:36]).p < 0.05 for _ in range(400)]

    assert 0.01 < np.mean(found) < 0.10


def test_months_that_cluster_widen_the_limits() -> None:
    random = np.random.default_rng(4)
    calm = random.poisson(80, 48)
    wild = random.negative_binomial(4, 4 / 84, 48)

    narrow, wide = (seasonality(counts, MONTHS[:48]) for counts in (calm, wild))

    assert wide.dispersion > 5 > 2 > narrow.dispersion
    assert wide.growth_upper / wide.growth_lower > narrow.growth_upper / narrow.growth_lower


@settings(max_examples=40)
@given(st.integers(0, 11), st.lists(st.integers(0, 40), min_size=30, max_size=48).filter(any))
def test_beginning_in_another_month_moves_the_peak_and_nothing_else(
    shift: int, counts: list[int]
) -> None:
    at = np.arange(len(counts))

    one, other = seasonality(counts, at), seasonality(counts, at + shift)

    assert other.growth == pytest.approx(one.growth, rel=1e-4)
    assert other.dispersion == pytest.approx(one.dispersion, rel=1e-4)
    assert one.growth_lower <= one.growth <= one.growth_upper


def test_a_missing_month_is_left_out_and_not_taken_for_zero() -> None:
    counts = made(200, 1.0, 1.2, 5, 36)
    counts[10] = np.nan

    found = seasonality(counts, MONTHS[:36])

    assert found.growth == pytest.approx(1.0, abs=1e-4)


@pytest.mark.parametrize("counts", [[1] * 23, [0] * 30, [-1] + [1] * 30])
def test_too_little_or_nonsense_is_refused(counts: list[int]) -> None:
    with pytest.raises(ValueError):
        seasonality(counts, np.arange(len(counts)))


def test_a_long_quiet_is_a_signal_between_rare_events() -> None:
    random = np.random.default_rng(2)
    days = [*random.exponential(20, 30), 400.0]

    found = t_chart(days)

    assert found.outside[-1] and found.outside[:-1].sum() <= 1
    assert (found.lower >= 0).all()
    with pytest.raises(ValueError):
        t_chart([-1.0] * 12)
