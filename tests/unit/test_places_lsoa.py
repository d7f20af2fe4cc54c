"""Small areas into authorities, by code and under both censuses."""

import csv
from collections import Counter

from diogel.places import (
    Disagreement,
    area,
    authority_of_lsoa,
    disagreements,
    lsoas,
    lsoas_of_authority,
    missing_vintages,
    vintages_of_lsoa,
)


def test_each_census_has_exactly_its_own_areas():
    counts = Counter(one.vintages for one in lsoas().values())

    assert counts == {(2011, 2021): 1837, (2011,): 72, (2021,): 80}


def test_every_area_of_the_official_lookup_lies_in_its_authority(shared):
    with (shared / "data/lookups/lsoa11_lsoa21_ltla22_Wales.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))

    old = {row["lsoa11_code"]: row["ltla22_code"] for row in rows}
    new = {row["lsoa21_code"]: row["ltla22_code"] for row in rows}

    assert {c: a.authority for c, a in lsoas().items()} == {**old, **new}
    assert {c for c, a in lsoas().items() if 2011 in a.vintages} == set(old)
    assert {c for c, a in lsoas().items() if 2021 in a.vintages} == set(new)


def test_a_code_that_no_census_used_is_not_placed():
    # W01000045 and W01002006 lie between codes that exist.
    unused = ["W01000045", "W01002006", "W01002041", "W01000000", "E01000001", "", "w01000001"]

    assert [authority_of_lsoa(code) for code in unused] == [None] * len(unused)
    assert vintages_of_lsoa("W01000045") == ()


def test_every_authority_is_one_that_exists_today():
    authorities = {one.authority for one in lsoas().values()}

    assert len(authorities) == 22
    assert all(area(code).existed(None) for code in authorities)


def test_the_areas_of_cardiff_differ_by_census():
    assert len(lsoas_of_authority("W06000015", 2011)) == 214
    assert len(lsoas_of_authority("W06000015", 2021)) != 214


def test_a_lookup_of_one_census_is_known_by_what_it_leaves_out():
    only_2011 = [code for code, one in lsoas().items() if 2011 in one.vintages]

    assert missing_vintages(only_2011) == (2021,)
    assert missing_vintages(lsoas()) == ()


def test_a_lookup_that_places_an_area_elsewhere_is_reported():
    official = {"W01000001": "W06000002", "W01000002": "W06000001", "E01000001": "E09000001"}

    assert disagreements(official) == (Disagreement("W01000001", "W06000001", "W06000002"),)
