"""Indicators as figures: one id each, a reason where there is no number, and what is hidden."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from indicator_factory import CARDIFF, CRIME, MARAC, NEWPORT, observations

from diogel.core import Base, Bilingual, Kind, Status
from diogel.disclosure import load_policy, release
from diogel.engine import Engine, concat, open_engine
from diogel.indicators import (
    AreaIndicators,
    area_set,
    edition_said,
    every_authority,
    figures_of,
    indicate,
    joined,
    read_evidence,
    standardised,
    tabulate,
)
from diogel.indicators.standardising import EUROPEAN_2013, standard_people
from diogel.statistics import directly_standardised
from diogel.store import Slice, Store
from quality_store import deliver, store_at

POLICY = load_policy()
VICTIMS = "victims-supported"
MONTHS = [f"{year}-{month:02}" for year in (2020, 2021) for month in range(1, 13)]
PAIR = joined([area_set(NEWPORT), area_set(CARDIFF)])


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


@pytest.fixture(scope="module")
def store(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store that holds one population, by authority and bands of ages."""
    made = store_at(tmp_path_factory.mktemp("store"))
    rows = [
        {
            "version": "mid-2020",
            "reference_day": date(2020, 6, 30),
            "area_code": one.id,
            "area_level": "local-authority",
            "sex": "all",
            "age_from": first,
            "age_to": last,
            "residents": people,
        }
        for one in every_authority()
        for first, last, people in ((0, None, 100_000), (0, 64, 75_000), (65, None, 25_000))
    ]
    slices = [Slice("populations", {"version": "mid-2020"}, len(rows), "p", "p")]
    deliver(made, engine, "populations", rows, slices)
    return made


def indicated(
    engine: Engine, store: Store, rows: list, measure: str, **more: object
) -> dict[str, AreaIndicators]:
    frame = observations(engine, rows)
    extra = more.pop("extra", None)
    frame = frame if extra is None else concat([frame, extra])  # type: ignore[list-item]
    evidence = read_evidence(engine, store, frame, [PAIR], measures=[measure])
    return {one.id: indicate(evidence, one) for one in (*every_authority(), PAIR)}


def monthly(measure: str, code: str, value: float) -> list:
    return [(measure, code, month, value) for month in MONTHS]


def test_ids_name_area_measure_and_number(engine: Engine, store: Store) -> None:
    rows = monthly(CRIME, NEWPORT, 120.0)

    figures = figures_of(indicated(engine, store, rows, CRIME)[NEWPORT])

    rate = figures[f"{NEWPORT}.{CRIME}.rate12"]
    assert (rate.kind, rate.base, rate.numerator, rate.denominator) == (
        Kind.RATE,
        Base.RESIDENTS,
        1_440,
        100_000,
    )
    assert rate.value == pytest.approx(14.4) and rate.limits is not None
    assert "mid-2020" in rate.note.en and "30 Mehefin 2020" in rate.note.cy
    assert rate.disclosure == "published"
    assert figures[f"{NEWPORT}.{CRIME}.period.2021-12"].value == 120
    assert all(figure.label.complete for figure in figures.values())


def test_what_is_not_available_has_its_reason(engine: Engine, store: Store) -> None:
    rows = [r for r in monthly(CRIME, NEWPORT, 120.0) if r[2] < "2020-09"]

    figures = figures_of(indicated(engine, store, rows, CRIME)[NEWPORT])

    assert f"{NEWPORT}.{CRIME}.rate12" in figures
    for figure in figures.values():
        assert figure.value is None and figure.limits is None
        assert figure.status is Status.NOT_AVAILABLE
        assert figure.note.en and figure.note.cy


def test_an_area_without_any_observation_has_no_figures(engine: Engine, store: Store) -> None:
    rows = monthly(CRIME, NEWPORT, 120.0)

    assert figures_of(indicated(engine, store, rows, CRIME)[CARDIFF]) == {}


def test_a_partners_small_year_is_hidden_with_everything_of_it(
    engine: Engine, store: Store
) -> None:
    rows = [(VICTIMS, NEWPORT, q, 1.0 if q < "2020-Q4" else 0.0) for q in quarters()]

    found = indicated(engine, store, rows, VICTIMS)[NEWPORT]
    released = release(tabulate([found]), POLICY)

    held = {n: f.figure.value for n, f in released.figures.items()}
    shown = {name.rsplit(".", 1)[-1] for name, value in held.items() if value is not None}
    assert found.measures[VICTIMS].change.before.count == 3
    # That there was nothing in 2021 is said; nothing of 2020 is, nor how it changed.
    assert shown == {"count12", "rate12"}


def quarters() -> list[str]:
    return [f"{year}-Q{n}" for year in (2020, 2021) for n in range(1, 5)]


def test_the_sum_of_a_set_is_hidden_when_a_members_count_is(engine: Engine, store: Store) -> None:
    rows = [(MARAC, NEWPORT, q, 1.0) for q in quarters()]
    rows += [(MARAC, CARDIFF, q, 90.0) for q in quarters()]

    areas = indicated(engine, store, rows, MARAC)
    released = release(tabulate([areas[PAIR.id], areas[CARDIFF]]), POLICY)

    assert areas[PAIR.id].measures[MARAC].level.count == 364
    assert not released.figures[f"{PAIR.id}.{MARAC}.count12"].shown
    assert released.figures[f"{CARDIFF}.{MARAC}.count12"].figure.value == 360


def test_single_months_of_a_partner_are_left_out_where_one_is_few(
    engine: Engine, store: Store
) -> None:
    many = monthly(MARAC, CARDIFF, 40.0)
    few = [*many[:-1], (MARAC, CARDIFF, "2021-12", 7.0)]

    all_shown = figures_of(indicated(engine, store, many, MARAC)[CARDIFF])
    none_shown = figures_of(indicated(engine, store, few, MARAC)[CARDIFF])

    assert any(".period." in name for name in all_shown)
    assert not any(".period." in name for name in none_shown)


def test_the_european_standard_has_a_hundred_thousand_people() -> None:
    assert sum(EUROPEAN_2013) == 100_000
    assert standard_people((0, None)) == 100_000
    assert standard_people((18, 24)) == pytest.approx(5_500 * 2 / 5 + 6_000)
    assert standard_people((0, 64)) + standard_people((65, None)) == pytest.approx(100_000)


def test_a_rate_is_standardised_where_ages_are_supplied(engine: Engine, store: Store) -> None:
    measure = "admissions-assault"
    rows = [(measure, NEWPORT, q, 50.0) for q in quarters()]
    ages = concat(
        [
            observations(engine, [(r[0], r[1], r[2], n) for r in rows], breakdown=f"age={band}")
            for band, n in (("0-64", 45.0), ("65+", 5.0))
        ]
    )

    found = indicated(engine, store, rows, measure, extra=ages)[NEWPORT].measures[measure].standard

    expected = directly_standardised(
        [180, 20],
        [75_000, 25_000],
        [standard_people((0, 64)), standard_people((65, None))],
        per=1_000,
    )
    assert found is not None and expected is not None
    assert (found.rate, found.count) == (pytest.approx(expected.estimate), 200)
    assert found.basis.population == "mid-2020"


@pytest.mark.parametrize(
    "bands", [("0-64",), ("0-64", "60+"), ("0-17", "18-64", "65+"), ("0-64", "65+", "66+")]
)
def test_uneven_ages_are_not_standardised(engine: Engine, store: Store, bands: tuple) -> None:
    measure = "admissions-assault"
    rows = [(measure, NEWPORT, q, 50.0) for q in quarters()]
    ages = concat([observations(engine, rows, breakdown=f"age={band}") for band in bands])

    found = indicated(engine, store, rows, measure, extra=ages)[NEWPORT].measures[measure].standard

    assert found is not None and found.rate is None and found.reason.cy


def test_without_ages_there_is_no_standardised_rate(engine: Engine, store: Store) -> None:
    found = indicated(engine, store, monthly(CRIME, NEWPORT, 9.0), CRIME)[NEWPORT].measures[CRIME]

    assert standardised(area_set(NEWPORT), found.level, {}, ()) is None


@pytest.mark.parametrize(
    ("version", "english", "welsh"),
    [
        ("census-2021", "census of 2021", "cyfrifiad 2021"),
        ("mid-2020", "mid-2020 estimates", "amcangyfrifon canol 2020"),
        ("wimd-2019", "edition of 2019", "argraffiad 2019"),
    ],
)
def test_an_edition_is_named_in_the_readers_language(
    version: str, english: str, welsh: str
) -> None:
    assert edition_said(version) == Bilingual(english, welsh)


def test_an_edition_of_no_known_kind_is_said_as_it_stands() -> None:
    assert edition_said("own-list") == Bilingual.same("own-list")
