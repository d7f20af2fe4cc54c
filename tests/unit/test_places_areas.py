"""The divisions of Wales have the right number of areas, each with names, dates and a source."""

import csv
from datetime import date
from pathlib import Path

import pytest

from diogel.places import (
    Scheme,
    area,
    areas,
    covered,
    every_membership,
    members,
    memberships,
    scheme_name,
)
from diogel.places.areas import read_data

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"
COUNTS = {
    Scheme.COUNTRY: 1,
    Scheme.LOCAL_AUTHORITY: 22,
    Scheme.POLICE: 4,
    Scheme.CSP: 21,
    Scheme.CSP_OPERATING: 19,
    Scheme.HEALTH: 7,
    Scheme.FIRE: 3,
    Scheme.SAFEGUARDING: 6,
    Scheme.RPB: 7,
    Scheme.PSB: 13,
}
BRIDGEND = "W06000013"
BEFORE, AFTER = date(2019, 3, 31), date(2019, 4, 1)


def shared_rows(name: str) -> list[dict[str, str]]:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the shared data file {name} is not beside this project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("scheme", list(Scheme))
def test_each_division_has_its_number_of_areas(scheme):
    assert len(areas(scheme)) == COUNTS[scheme]
    assert len(areas(scheme, as_at=date(2021, 8, 31))) == COUNTS[scheme]
    assert scheme_name(scheme).complete


def test_there_are_six_safeguarding_areas_and_not_seven_in_august_2021():
    assert len(areas("safeguarding", as_at=date(2021, 8, 31))) == 6


@pytest.mark.parametrize("scheme", list(Scheme))
def test_every_area_has_both_names_and_a_source(scheme):
    for found in areas(scheme):
        assert found.name.complete, found.code
        assert found.source, found.code
        assert found.organisation.complete or scheme is Scheme.COUNTRY, found.code


@pytest.mark.parametrize("scheme", [s for s in Scheme if s is not Scheme.LOCAL_AUTHORITY])
@pytest.mark.parametrize("as_at", [None, date(2021, 8, 31)])
def test_the_areas_of_a_division_share_out_the_22_authorities(scheme, as_at):
    shared_out = [
        a.code for group in areas(scheme, as_at=as_at) for a in members(group.code, as_at=as_at)
    ]

    assert sorted(shared_out) == sorted(a.code for a in areas(Scheme.LOCAL_AUTHORITY))


def test_forces_have_six_five_seven_and_four_authorities():
    assert [len(members(force.code)) for force in areas(Scheme.POLICE)] == [6, 5, 7, 4]


def test_bridgend_moved_from_one_health_board_to_another_on_a_day():
    before = memberships(BRIDGEND, as_at=BEFORE)[Scheme.HEALTH]
    after = memberships(BRIDGEND, as_at=AFTER)[Scheme.HEALTH]

    assert before.name.en == "Abertawe Bro Morgannwg"
    assert after.name.en == "Cwm Taf Morgannwg"
    assert len(areas(Scheme.HEALTH, as_at=BEFORE)) == len(areas(Scheme.HEALTH, as_at=AFTER)) == 7


def test_no_authority_belongs_to_two_areas_of_a_division_on_one_day():
    for authority in areas(Scheme.LOCAL_AUTHORITY):
        for as_at in (BEFORE, AFTER, date(2026, 1, 1)):
            groups = [
                m
                for m in every_membership()
                if m.member == authority.code
                and (m.valid_from is None or m.valid_from <= as_at)
                and (m.valid_to is None or as_at <= m.valid_to)
            ]
            schemes = [area(m.group).scheme for m in groups]
            assert len(schemes) == len(set(schemes)), (authority.code, as_at)


def test_every_membership_joins_known_codes_and_names_its_source():
    for membership in every_membership():
        assert area(membership.member).scheme is Scheme.LOCAL_AUTHORITY
        assert area(membership.group).scheme is not Scheme.LOCAL_AUTHORITY
        assert membership.source


def test_an_unknown_start_is_said_and_counts_as_always():
    gwent = area("psb-gwent")

    assert not gwent.start_known
    assert gwent.existed(date(2016, 4, 1))
    assert area("W11000030").start_known


def test_an_area_covered_twice_is_counted_once():
    conwy_and_denbighshire = ("W06000003", "W06000004")

    assert len(covered(conwy_and_denbighshire, Scheme.CSP)) == 2
    assert len(covered(conwy_and_denbighshire, Scheme.CSP_OPERATING)) == 1
    assert covered((), Scheme.POLICE) == ()


def test_an_unknown_code_is_a_key_error():
    with pytest.raises(KeyError):
        members("W06000099")


def test_no_code_is_typed_twice_and_every_row_names_its_source():
    rows = read_data("areas.csv")

    assert len({row["code"] for row in rows}) == len(rows)
    for name in ("areas.csv", "memberships.csv", "forms.csv", "aliases.csv", "retired_codes.csv"):
        assert all(row["source"] for row in read_data(name)), name


def test_a_start_is_a_date_or_is_said_to_be_unknown():
    for name in ("areas.csv", "memberships.csv"):
        for row in read_data(name):
            assert row["valid_from"] == "unknown" or date.fromisoformat(row["valid_from"])
            assert row["valid_to"] == "" or row["valid_from"] < row["valid_to"]


def test_aliases_and_retired_codes_lead_to_local_authorities():
    codes = [row["code"] for row in read_data("aliases.csv")]
    codes += [row["new"] for row in read_data("retired_codes.csv")]

    assert {area(code).scheme for code in codes} == {Scheme.LOCAL_AUTHORITY}


@pytest.mark.parametrize(
    ("name", "member", "group"),
    [
        ("lookups/ltla24_csp24_pfa24.csv", "ltla24_code", "csp24_code"),
        ("lookups/ltla24_csp24_pfa24.csv", "ltla24_code", "pfa24_code"),
        ("lookups/ltla21_lhb22.csv", "ltla21_code", "lhb22_code"),
        ("lookups/ltla24_fra24.csv", "ltla24_code", "fra24_code"),
    ],
)
def test_memberships_agree_with_the_official_lookups(name, member, group):
    official = {(r[member], r[group]) for r in shared_rows(name) if r[member].startswith("W06")}

    groups = {code for _, code in official}
    ours = {(a.code, code) for code in groups for a in members(code, as_at=date(2022, 6, 1))}

    assert len(official) == 22
    assert ours == official
