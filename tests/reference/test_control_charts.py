"""XmR charts against recorded output of NHSRplotthedots, and against the real archives."""

import csv
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import Signal, c_plain, c_prime, u_prime, xmr

ORACLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "oracles"
needs_oracles = pytest.mark.skipif(
    not ORACLES.exists(), reason="the recorded results are not beside the project"
)
CAUSES = {
    "Above UCL": Signal.ABOVE_LIMIT,
    "Below LCL": Signal.BELOW_LIMIT,
    "7 Points Above CL": Signal.RUN_ABOVE,
    "7 Points Below CL": Signal.RUN_BELOW,
    "7 Point Trend (Increasing)": Signal.RISING,
    "7 Point Trend (Decreasing)": Signal.FALLING,
    "2 in 3": Signal.NEAR_LIMIT,
}


def _cases() -> dict[str, list[dict[str, str]]]:
    cases = defaultdict(list)
    with (ORACLES / "nhsr_plotthedots" / "expected_xmr.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            cases[row["case"]].append(row)
    return cases


@needs_oracles
def test_charts_are_those_of_nhsr_plotthedots() -> None:
    for case, rows in _cases().items():
        groups = [int(row["rebase_group"]) for row in rows]
        starts = [n for n in range(1, len(groups)) if groups[n] != groups[n - 1]]
        chart = xmr(
            [float(row["y"]) for row in rows],
            rebase_at=starts,
            screen=rows[0]["screen_outliers"] == "TRUE",
        )

        if case == "constant":  # the recorded limits are not numbers there
            assert np.all(chart.lower == chart.mean) and np.all(chart.upper == chart.mean)
            assert not any(chart.signals)
            continue
        assert chart.mean == pytest.approx([float(row["mean_col"]) for row in rows]), case
        assert chart.lower == pytest.approx([float(row["lpl"]) for row in rows]), case
        assert chart.upper == pytest.approx([float(row["upl"]) for row in rows]), case
        for row, signals in zip(rows, chart.signals, strict=True):
            cause = row["special_cause_type"]
            assert bool(signals) == (cause != "Common Cause"), (case, row["i"], signals)
            assert cause == "Common Cause" or CAUSES[cause] in signals, (case, row["i"])


# Gwent 2020-01 to 2021-12 in the archives: mean, limits, months outside, and months outside
# a plain c-chart, counted independently.
GWENT = {
    "Anti-social behaviour": (1731.5, 914.5, 2548.5, 5, 23),
    "Violence and sexual offences": (1664.7, 1377.4, 1951.9, 1, 8),
    "Burglary": (172.6, 107.9, 237.4, 0, 3),
    "Shoplifting": (192.5, 138.9, 246.0, 3, 4),
    "Robbery": (21.5, 3.5, 39.6, 0, 0),
}


@needs_oracles
@pytest.mark.parametrize("kind", GWENT)
def test_gwent_has_the_signals_that_were_counted(kind: str) -> None:
    counts = Counter[str]()
    with (ORACLES / "cube_force_la_month_type.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["force"] == "gwent" and "2020" <= row["Month"][:4] <= "2021":
                counts[row["Month"]] += int(row["n"]) if row["Crime type"] == kind else 0
    series = [counts[month] for month in sorted(counts)]

    chart = xmr(series)
    mean, lower, upper, outside, plain = GWENT[kind]
    found = (chart.mean[0], chart.lower[0], chart.upper[0])
    assert len(series) == 24
    assert [round(float(x), 1) for x in found] == [mean, lower, upper]
    assert int(chart.outside.sum()) == outside
    assert int(c_plain(series).outside.sum()) == plain


@given(st.lists(st.integers(0, 500), min_size=3, max_size=40))
def test_a_prime_chart_is_the_plain_one_scaled(series: list[int]) -> None:
    prime, plain = c_prime(series), c_plain(series)

    assert prime.mean == pytest.approx(plain.mean)
    assert np.all(prime.lower >= 0)
    if prime.mean[0] > 0:
        assert len(set(np.round((prime.upper - prime.mean) / (plain.upper - plain.mean), 6))) == 1


@given(st.lists(st.floats(-1e3, 1e3), min_size=14, max_size=40), st.floats(-100, 100))
def test_moving_a_series_moves_its_chart_and_turning_it_turns_the_signals(
    series: list[float], by: float
) -> None:
    rounded = np.round(series, 1)
    chart, turned = xmr(rounded), xmr(-rounded)

    opposite = {
        Signal.ABOVE_LIMIT: Signal.BELOW_LIMIT,
        Signal.RUN_ABOVE: Signal.RUN_BELOW,
        Signal.RISING: Signal.FALLING,
        Signal.NEAR_LIMIT: Signal.NEAR_LIMIT,
    }
    opposite |= {b: a for a, b in opposite.items()}
    assert xmr(rounded + by).mean == pytest.approx(chart.mean + by, abs=1e-6)
    assert turned.upper == pytest.approx(-chart.lower, abs=1e-9)
    trends = {Signal.RISING, Signal.FALLING}
    assert [{opposite[s] for s in signals} & trends for signals in chart.signals] == [
        set(signals) & trends for signals in turned.signals
    ]


def test_two_near_opposite_limits_are_no_signal() -> None:
    # Two of three beyond the near limits, one on each side.
    series = [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 14.6, 7.4, 11, 11]

    assert Signal.NEAR_LIMIT not in set().union(*xmr(series).signals)


def test_a_missing_month_is_no_point_and_breaks_no_run() -> None:
    series = [5.0] * 6 + [np.nan] + [9.0] * 8

    chart = xmr(series)

    assert chart.signals[6] == frozenset() and np.isnan(chart.values[6])
    assert all(Signal.RUN_ABOVE in chart.signals[n] for n in range(7, 15))
    assert all(Signal.RUN_BELOW not in signals for signals in chart.signals)
    assert not xmr([1.0, 2.0, 3.0]).enough and chart.enough


def test_limits_follow_a_recorded_rebase_only() -> None:
    series = [10.0, 12.0] * 8 + [30.0, 32.0] * 8

    assert len(set(xmr(series).mean)) == 1
    assert set(xmr(series, rebase_at=[16]).mean) == {11.0, 31.0}
    assert xmr(series, baseline=16).mean[-1] == 11.0
    for wrong in ({"rebase_at": [99]}, {"rebase_at": [5, 5]}, {"baseline": 3}):
        with pytest.raises(ValueError):
            xmr(series, **wrong)


def test_rates_with_different_bases_have_limits_of_their_own() -> None:
    counts, bases = [50, 100, 52, 98] * 4, [1.0, 2.0, 1.0, 2.0] * 4

    chart = u_prime(counts, bases)

    assert chart.upper[0] - chart.mean[0] > chart.upper[1] - chart.mean[1]
    with pytest.raises(ValueError):
        u_prime([1], [0])
