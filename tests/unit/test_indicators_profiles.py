"""What an area is like: people, homes, ages, deprivation, kind of place, each authority once."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from diogel.disclosure import load_policy, release
from diogel.indicators import Deprivation, Evidence, Populations, SmallAreas, area_set
from diogel.indicators.profile_figures import tabulate_profile
from diogel.indicators.profiles import profile, square_km

CARDIFF, MONMOUTHSHIRE, NEWPORT, GWENT = "W06000015", "W06000021", "W06000022", "W15000002"
NOWHERE = np.zeros(0)


def version(name: str, year: int, residents: dict[str, float], **more: object) -> Populations:
    return Populations(name, date(year, 6, 30), residents, **more)  # type: ignore[arg-type]


def evidence(*versions: Populations, deprivation: Deprivation | None = None) -> Evidence:
    small = SmallAreas((), (), {}, NOWHERE, NOWHERE)
    return Evidence((), {}, versions, small, {}, deprivation, {})


def gwent(number: float) -> dict[str, float]:
    return dict.fromkeys(area_set(GWENT).authorities, number)


def test_a_set_is_the_sum_of_its_authorities_each_once() -> None:
    found = profile(evidence(version("mid-2023", 2023, gwent(1000))), area_set(GWENT))

    assert found.residents is not None
    assert found.residents.number == 5000
    assert found.square_km == sum(square_km()[code] for code in area_set(GWENT).authorities)


def test_a_version_that_lacks_an_authority_is_never_added_up_in_part() -> None:
    partial = {code: n for code, n in gwent(9000).items() if code != NEWPORT}
    versions = (version("mid-2024", 2024, partial), version("mid-2020", 2020, gwent(1000)))

    found = profile(evidence(*versions), area_set(GWENT))

    assert found.residents is not None
    assert (found.residents.version, found.residents.number) == ("mid-2020", 5000)


def test_without_a_population_there_is_a_figure_that_says_so_and_no_number() -> None:
    made = tabulate_profile(profile(evidence(), area_set(CARDIFF))).figures

    assert made[f"{CARDIFF}.profile.residents"].value is None
    assert made[f"{CARDIFF}.profile.residents"].note.complete
    assert f"{CARDIFF}.profile.density" not in made


def test_ages_are_only_given_where_every_band_is_held() -> None:
    whole = {CARDIFF: {(age, age): 10.0 for age in range(90)} | {(90, None): 10.0}}
    broken = {CARDIFF: {span: n for span, n in whole[CARDIFF].items() if span != (12, 12)}}

    given = profile(evidence(version("a", 2020, {CARDIFF: 910}, ages=whole)), area_set(CARDIFF))
    lacking = profile(evidence(version("a", 2020, {CARDIFF: 910}, ages=broken)), area_set(CARDIFF))

    assert given.ages is not None and given.ages.together == 910
    assert given.ages.numbers[10, 17] == 80
    assert lacking.ages is None


def test_cardiff_has_five_nearest_and_none_of_them_is_near() -> None:
    found = profile(evidence(), area_set(CARDIFF))
    other = profile(evidence(), area_set(MONMOUTHSHIRE))

    assert len(found.near) == 5
    assert min(found.near.values()) > found.near_limit
    assert min(other.near.values()) <= other.near_limit


def test_every_figure_of_a_profile_may_be_said_under_the_policy() -> None:
    versions = version("mid-2020", 2020, gwent(3), households=gwent(1))
    made = tabulate_profile(profile(evidence(versions), area_set(GWENT)))

    released = release(made, load_policy())

    assert all(each.shown for each in released.figures.values())
    assert released.tables[f"{GWENT}.profile.people"].treatment == "whole"
    assert len(released.tables[f"{GWENT}.profile.people"].table.rows) == 6


def test_the_most_deprived_are_those_of_the_published_deciles(shared: Path) -> None:
    path = shared / "data" / "lookups" / "wimd2019_lsoa11_all_domains.csv"
    if not path.is_file():
        pytest.skip(f"the index of 2019 is not there: {path.name}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    ranks = {row["lsoa11_code"]: int(float(row["IMD_rank"])) for row in rows}
    wales = area_set("W92000004")

    found = profile(evidence(deprivation=Deprivation("2019", {"overall": ranks}, {})), wales)

    assert found.deprived is not None
    assert found.deprived.small_areas == len(rows)
    for percent in (10, 20, 50):
        published = sum(int(row["IMD_decile"]) <= percent // 10 for row in rows)
        assert found.deprived.among[percent] == published
