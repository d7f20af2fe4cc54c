"""Which authorities a code or a name means, in either language, and none of them twice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diogel.core import Refused
from diogel.indicators import area_set, every_authority, joined, read_area_set
from diogel.language import say

AUTHORITIES = every_authority()


@pytest.mark.parametrize(
    ("text", "code", "size"),
    [
        ("Cardiff", "W06000015", 1),
        ("Caerdydd", "W06000015", 1),
        ("w06000015", "W06000015", 1),
        ("Ynys Mon", "W06000001", 1),
        ("Gwent", "W15000002", 5),
        ("gwent", "W15000002", 5),
        ("Gwent Police", "W15000002", 5),
        ("dyfed-powys", "W15000004", 4),
        ("W15000003", "W15000003", 7),
        ("North Wales", "W15000001", 6),
        ("Gogledd Cymru", "W15000001", 6),
        ("Cymru", "W92000004", 22),
        ("wales", "W92000004", 22),
        ("csp-cwm-taf", "csp-cwm-taf", 2),
        ("Cwm Taf", "csp-cwm-taf", 2),
        ("Powys", "W06000023", 1),
    ],
)
def test_a_text_means_its_area(text: str, code: str, size: int) -> None:
    found = read_area_set(text)

    assert (found.id, len(found.authorities)) == (code, size)
    assert found.name.complete


def test_several_names_are_one_set_and_the_known_area_where_there_is_one() -> None:
    conwy = read_area_set(["Conwy", "Sir Ddinbych"])
    own = read_area_set(["Newport", "Caerdydd", "Gwent"])

    assert conwy.id == "csp-conwy-ddinbych"
    assert conwy.name.cy == "Conwy a Sir Ddinbych"
    assert len(own.authorities) == 6
    assert own.forces == ("W15000002", "W15000003")


def test_a_set_of_ones_own_has_both_names_and_an_id_fit_for_a_folder() -> None:
    found = read_area_set(["Powys", "Cardiff", "Torfaen"])

    assert found.id == "W06000023-W06000015-W06000020"
    assert found.name.en == "Powys, Cardiff and Torfaen"
    assert found.name.cy == "Powys, Caerdydd a Thorfaen"
    many = joined(AUTHORITIES[:9])
    assert many.id.startswith("set-") and len(many.id) < 20


def test_every_unknown_name_is_told_at_once_with_the_nearest() -> None:
    with pytest.raises(Refused) as refused:
        read_area_set(["Cardif", "Swansee", "Nowhere at all"])

    problems = refused.value.problems
    assert [p.code for p in problems] == ["indicators.unknown-area"] * 3
    assert "Cardiff" in str(problems[0].expected)
    for language in ("en", "cy"):
        assert say("problems.indicators.unknown-area", language, found="Cardif", expected="Cardiff")
    with pytest.raises(Refused):
        read_area_set([])


@given(st.lists(st.sampled_from(AUTHORITIES), min_size=1, max_size=8))
def test_no_authority_counts_twice_whatever_the_order(chosen: list) -> None:
    found = joined(chosen)

    assert len(set(found.authorities)) == len(found.authorities)
    assert set(found.authorities) == {one.id for one in chosen}
    assert joined(chosen[::-1]) == found
    assert joined([found, *chosen]).authorities == found.authorities


def test_every_area_of_the_register_is_a_set() -> None:
    for code in ("W92000004", "W15000001", "csp-gwynedd-mon", "psb-gwent"):
        assert area_set(code).authorities


def test_a_set_of_ones_own_is_named_with_plus_or_by_its_id() -> None:
    chosen = read_area_set(["Cardiff", "Swansea", "Gwynedd"])

    assert read_area_set("Gwynedd + Caerdydd+Abertawe") == chosen
    assert read_area_set(chosen.id) == chosen
    assert read_area_set(chosen.id.lower()) == chosen
    assert read_area_set("Cardiff+Vale of Glamorgan").id.startswith("sb-")


def test_what_is_unknown_in_a_set_is_told_all_at_once() -> None:
    with pytest.raises(Refused) as refused:
        read_area_set("Cardif+Narnia+Swansea")

    assert [problem.found for problem in refused.value.problems] == ["Cardif", "Narnia"]
