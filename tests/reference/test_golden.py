"""The golden numbers: counted by others from the same files, worked out here by our own road."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from diogel.engine import Engine
from diogel.indicators import golden_numbers
from diogel.quality import observations
from diogel.workspace import Workspace, open_store

ROWS = {
    "all": 297_851,
    "with-id": 224_375,
    "different-ids": 224_341,
    "in-wales": 294_690,
    "in-england": 458,
    "without-place": 2_703,
    "anti-social-behaviour": 73_476,
    "alike": 23_676,
}
# Mean, lower and upper limit, points outside, points outside a plain c-chart.
CHARTS = {
    "police-anti-social-behaviour": (1_731.5, 914.5, 2_548.5, 5, 23),
    "police-violent-crime": (1_664.7, 1_377.4, 1_951.9, 1, 8),
    "police-burglary": (172.6, 107.9, 237.4, 0, 3),
    "police-shoplifting": (192.5, 138.9, 246.0, 3, 4),
    "police-robbery": (21.5, 3.5, 39.6, 0, 0),
}
DECILES = (62.89, 46.56, 40.57, 30.59, 30.77, 27.31, 22.77, 18.06, 19.28, 13.98)


@pytest.fixture(scope="module")
def numbers(real_workspace: Workspace, real_engine: Engine) -> dict[str, float]:
    store = open_store(real_workspace)
    return golden_numbers(real_engine, store, observations(real_engine, store))


def test_rows_are_those_of_the_files(numbers: dict[str, float]) -> None:
    assert {name: numbers[f"rows.{name}"] for name in ROWS} == ROWS


def test_rates_of_all_authorities_are_those_of_the_oracle(
    numbers: dict[str, float], shared: Path
) -> None:
    with (shared / "data/oracles/la_rates_2018-10_2019-02.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    assert len(rows) == 22
    for row in rows:
        name = f"rate.{row['ltla22_code']}"
        found = [round(numbers[name + end], 3) for end in ("", ".lower", ".upper")]
        assert found == [float(row[f"crime_{kind}"]) for kind in ("rate1k", "lo", "hi")]


def test_authorities_are_spread_187_times_as_far_as_poisson(numbers: dict[str, float]) -> None:
    assert round(numbers["rate.dispersion"]) == 187


@pytest.mark.parametrize("measure", CHARTS)
def test_charts_of_gwent_have_the_limits_and_points_that_were_counted(
    numbers: dict[str, float], measure: str
) -> None:
    names = ("mean", "lower", "upper", "outside", "outside-plain")
    found = [numbers[f"chart.{measure}.{name}"] for name in names]

    # The published numbers have one decimal.
    assert found == pytest.approx(CHARTS[measure], abs=0.06)
    assert tuple(found[3:]) == CHARTS[measure][3:]


def test_crime_in_gwent_is_as_concentrated_as_was_counted(numbers: dict[str, float]) -> None:
    names = ("total", "places", "top", "half-in", "empty")

    assert [numbers[f"places.{name}"] for name in names] == [42_435, 368, 19, 100, 0]
    assert round(numbers["places.top-holds"], 4) == 0.1871
    assert round(numbers["places.gini"], 4) == 0.3458


def test_violence_in_gwent_falls_with_deprivation_as_was_counted(
    numbers: dict[str, float],
) -> None:
    assert tuple(round(numbers[f"decile.{n}"], 2) for n in range(1, 11)) == DECILES
    assert (round(numbers["slope"], 2), round(numbers["relative"], 3)) == (-48.82, 0.158)
    assert (round(numbers["log-slope"], 2), round(numbers["log-relative"], 3)) == (-50.06, 0.224)
    assert round(numbers["end"], 2) == 57.98


def test_clusters_in_wales_are_those_that_were_counted(numbers: dict[str, float]) -> None:
    found = [numbers[f"clusters.{name}"] for name in ("places", "far", "hot")]

    assert found == [1_909, 76, 61]
