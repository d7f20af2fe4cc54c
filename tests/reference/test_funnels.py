"""Funnels against the DHSC test workbook, and against the archives' own spread."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.statistics import (
    between_areas,
    dispersion,
    funnel,
    outside_poisson,
    poisson_line,
    rank_range,
)

LEVELS = {"2s": 0.95, "3s": 0.998}


def sheet(shared: Path, name: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(shared / "data/oracles/testdata_funnels.xlsx", read_only=True)
    rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if row[0] is not None]


def numbers(rows: list[dict[str, object]], name: str) -> np.ndarray:
    return np.array([float(row[name]) for row in rows])  # type: ignore[arg-type]


@pytest.mark.parametrize("level", LEVELS)
def test_plain_limits_of_ratios_are_those_of_the_workbook(shared: Path, level: str) -> None:
    rows = sheet(shared, "ratio_outputs")
    line = poisson_line(numbers(rows, "Observed_events"), confidence=LEVELS[level])

    expected = {
        f"lower_{level}_exp_events": line.low_at,
        f"lower_{level}_isr": line.lower * 100,
        f"upper_{level}_exp_events": line.high_at,
        f"upper_{level}_isr": line.upper * 100,
    }
    for name, found in expected.items():
        # The workbook found its limits by search, so that one of them is only good to four digits.
        np.testing.assert_allclose(found, numbers(rows, name), rtol=1e-4)


@pytest.mark.parametrize("name", ["rate_outputs", "rate_outputs_2", "rate_outputs_3"])
@pytest.mark.parametrize("level", LEVELS)
def test_plain_limits_of_rates_are_those_of_the_workbook(
    shared: Path, name: str, level: str
) -> None:
    rows = sheet(shared, name)
    target = numbers(rows, "baseline")
    line = poisson_line(numbers(rows, "Events"), confidence=LEVELS[level])

    np.testing.assert_allclose(line.lower * target, numbers(rows, f"lower_{level}_limit"), 1e-4)
    np.testing.assert_allclose(line.upper * target, numbers(rows, f"upper_{level}_limit"), 1e-4)


def test_significance_of_ratios_is_that_of_the_workbook(shared: Path) -> None:
    rows = [r for r in sheet(shared, "ratio_inputs") if r["significance"]]
    events, expected = numbers(rows, "obs"), numbers(rows, "expected")
    wide, wider = (outside_poisson(events, expected, confidence=c) for c in (0.95, 0.998))

    words = {0: "Not significant", -1: "Low (0.025)", 1: "High (0.025)"}
    found = [
        words[at].replace("0.025", "0.001") if far else words[at]
        for at, far in zip(wide, wider != 0, strict=True)
    ]

    assert found == [row["significance"] for row in rows]


def test_the_22_authorities_are_spread_187_times_as_far_as_poisson(shared: Path) -> None:
    with (shared / "data/oracles/la_rates_2018-10_2019-02.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    events = [float(row["crime"]) for row in rows]
    people = [float(row["pop"]) for row in rows]

    found = funnel(events, people)

    assert round(found.phi) == 187


def test_a_plain_funnel_calls_nearly_every_authority_special_and_a_fair_one_few() -> None:
    random = np.random.default_rng(5)
    people = random.uniform(5e4, 4e5, 22)
    rates = random.normal(0.06, 0.012, 22)
    events = random.poisson(rates * people)

    plain = funnel(events, people, spread="none")
    fair = funnel(events, people)
    wide = funnel(events, people, spread="multiplicative")

    assert (np.abs(plain.adjusted) > 1.96).sum() >= 16
    assert (np.abs(fair.adjusted) > 1.96).sum() <= 4
    assert (np.abs(wide.adjusted) > 1.96).sum() <= 5


@given(st.lists(st.integers(0, 5_000), min_size=3, max_size=30).filter(any))
def test_what_lies_within_its_limits_is_what_is_not_separable(counts: list[int]) -> None:
    people = np.linspace(1_000, 50_000, len(counts))

    for spread in ("none", "additive", "multiplicative"):
        found = funnel(counts, people, spread=spread)

        outside = (found.rates > found.upper * (1 + 1e-9)) | (
            found.rates < found.lower * (1 - 1e-9)
        )
        surely = np.abs(np.abs(found.adjusted) - 1.959964) > 1e-6
        np.testing.assert_array_equal(outside[surely], np.abs(found.adjusted)[surely] > 1.959964)


@given(st.floats(1.0, 400.0))
def test_areas_alike_but_for_poisson_have_no_spread_between_them(size: float) -> None:
    variances = np.full(22, size)

    assert between_areas(1.0, variances) <= size / 21 + 1e-9
    assert between_areas(0.5, variances) == 0
    assert between_areas(9.0, variances) > 0
    assert dispersion(np.zeros(5)) == 0


def test_ranks_are_ranges_and_areas_alike_share_them() -> None:
    highest, lowest = rank_range([100, 100, 100, 1_000], [1e4, 1e4, 1e4, 1e4])
    unsure = rank_range([100, 100, 100, 130], [1e4] * 4, noise=6.0)

    assert (highest[3], lowest[3]) == (1, 1)
    assert (highest[:3] == 2).all() and (lowest[:3] == 4).all()
    assert unsure[1][3] > 1


def test_nonsense_is_refused() -> None:
    for events, people in (([1], [0]), ([-1], [5]), ([1, 2], [5]), ([], [])):
        with pytest.raises(ValueError):
            funnel(events, people)
    with pytest.raises(ValueError):
        funnel([1], [5], spread="guessed")
