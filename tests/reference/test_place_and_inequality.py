"""Concentration, clusters and inequality against numbers counted from the real archives."""

import csv
import io
import statistics
import zipfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.places import authority_of_lsoa
from diogel.statistics import (
    by_chance,
    concentration,
    discoveries,
    getis_ord,
    nearest_neighbours,
    persistent,
    slope_index,
    smoothed_rates,
)

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
needs_archives = pytest.mark.skipif(
    not SHARED.exists(), reason="the police archives are not beside the project"
)
ASB = "Anti-social behaviour"
GWENT = {f"W060000{number}" for number in range(18, 23)}


@cache
def _rows(archive: str, year: str = "") -> tuple[tuple[str, str, str, str], ...]:
    found = []
    with zipfile.ZipFile(SHARED / "police" / archive) as opened:
        for name in opened.namelist():
            if name.startswith(year):
                text = io.StringIO(opened.read(name).decode("utf-8"))
                for row in csv.DictReader(text):
                    place = (row["LSOA code"], row["Longitude"], row["Latitude"])
                    found.append((row["Crime type"], *place))
    return tuple(found)


def _lookup(file: str, key: str, value: str) -> dict[str, float]:
    with (SHARED / "lookups" / file).open(encoding="utf-8") as opened:
        return {row[key]: float(row[value]) for row in csv.DictReader(opened)}


@cache
def _gwent() -> dict[str, float]:
    """The LSOAs of Gwent by WIMD decile."""
    deciles = _lookup("wimd2019_lsoa11_all_domains.csv", "lsoa11_code", "IMD_decile")
    return {code: d for code, d in deciles.items() if authority_of_lsoa(code) in GWENT}


@needs_archives
def test_gwent_is_as_concentrated_as_was_counted() -> None:
    rows = _rows("archive-gwent-2020-01-to-2021-12.zip", "2021")
    counts = Counter(row[1] for row in rows if row[0] != ASB)

    found = concentration([counts[code] for code in _gwent()])

    assert (found.total, found.places, found.top, found.half_in) == (42_435, 368, 19, 100)
    assert round(found.top_holds, 4) == 0.1871
    assert round(found.gini, 4) == 0.3458
    assert found.empty == 0
    chance = by_chance(found.total, found.places, draws=50)
    assert chance.gini < 0.06 and chance.half_in > 165


@needs_archives
def test_violence_in_gwent_falls_with_deprivation_as_was_counted() -> None:
    rows = _rows("archive-gwent-2020-01-to-2021-12.zip", "2021")
    counts = Counter(row[1] for row in rows if row[0] == "Violence and sexual offences")
    people = _lookup("pop_mid2020_lsoa11_age_Wales.csv", "lsoa11_code", "total_population")
    events, population = np.zeros(10), np.zeros(10)
    for code, decile in _gwent().items():
        events[int(decile) - 1] += counts[code]
        population[int(decile) - 1] += people[code]
    rates = events / population * 1_000

    found = slope_index(rates, population)
    logged = slope_index(rates, population, log=True, events=events, draws=2_000)

    expected = [62.89, 46.56, 40.57, 30.59, 30.77, 27.31, 22.77, 18.06, 19.28, 13.98]
    assert list(np.round(rates, 2)) == expected
    assert (round(found.slope, 2), round(found.relative, 3)) == (-48.82, 0.158)
    assert round(found.most_deprived, 2) == 57.98
    assert (round(logged.slope, 2), round(logged.relative, 3)) == (-50.06, 0.224)
    assert logged.slope_lower < logged.slope < logged.slope_upper < 0


@needs_archives
def test_clusters_in_wales_are_those_that_were_counted() -> None:
    points = defaultdict(list)
    counts = Counter[str]()
    for _, code, longitude, latitude in _rows("archive-2018-10-to-2019-02.zip"):
        if code.startswith("W01"):
            points[code].append((float(longitude), float(latitude)))
            counts[code] += 1
    codes = sorted(points)
    middle = [[statistics.median(p[n] for p in points[c]) for c in codes] for n in (0, 1)]

    found = getis_ord([counts[code] for code in codes], nearest_neighbours(*middle, k=8))

    assert len(codes) == 1_909
    assert int((found.z > 2.58).sum()) == 76
    assert int(found.hot.sum()) == 61


@given(st.lists(st.integers(0, 50), min_size=2, max_size=60).filter(lambda c: sum(c) > 0))
def test_concentration_is_between_even_and_all_in_one(counts: list[int]) -> None:
    found = concentration(counts)

    assert -1e-9 <= found.gini <= 1
    assert 1 <= found.half_in <= len(counts)
    assert concentration([n * 3 for n in counts]).top_holds == pytest.approx(found.top_holds)


def test_few_events_are_not_taken_for_uneven() -> None:
    assert concentration([1, 1, 0, 0, 0, 0]).gini == pytest.approx(0)
    assert concentration([2, 0, 0, 0, 0, 0]).gini > 0.4
    assert concentration([7, 7, 7]).gini == pytest.approx(0)
    for wrong in ([], [0, 0], [1, -1]):
        with pytest.raises(ValueError):
            concentration(wrong)


def test_a_place_persists_by_months_not_by_sum() -> None:
    table = np.ones((12, 20))
    table[:, 3] = 5
    table[0, 7] = 500

    assert np.flatnonzero(persistent(table, top_share=0.05, months=9)).tolist() == [3]


def test_chance_alone_makes_few_clusters() -> None:
    random = np.random.default_rng(7)
    places = random.random((2, 400))

    found = getis_ord(random.poisson(20, 400), nearest_neighbours(*places))

    assert found.hot.sum() + found.cold.sum() <= 4
    with pytest.raises(ValueError):
        getis_ord(np.ones(400), nearest_neighbours(*places))


def test_discoveries_are_those_of_benjamini_and_hochberg() -> None:
    p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06, 0.074, 0.205, 0.212, 0.216]

    assert discoveries(p).tolist() == [True, True] + [False] * 8
    assert not discoveries([0.5, 0.9]).any()


def test_smoothing_draws_small_places_most() -> None:
    events, people = [30.0, 300.0, 5.0], [1_000.0, 10_000.0, 20.0]

    found = smoothed_rates(events, people)

    raw = np.array(events) / np.array(people)
    mean = sum(events) / sum(people)
    assert abs(found[2] - mean) < abs(raw[2] - mean)
    assert np.all((found - mean) * (raw - mean) >= -1e-12)


def test_an_even_gradient_has_the_slope_that_it_was_made_with() -> None:
    people = np.full(10, 1_000.0)
    middle = (np.arange(10) + 0.5) / 10

    found = slope_index(50 - 30 * middle, people)

    assert found.slope == pytest.approx(-30) and found.relative == pytest.approx(20 / 50)
    for wrong in (([1, 2], [1, 1]), ([1] * 5, [1, 1, 1, 1, 0])):
        with pytest.raises(ValueError):
            slope_index(*wrong)
