"""An authority is recognised however its name comes, and how is always said."""

import csv
from datetime import date
from pathlib import Path

import pytest

from diogel.places import How, Scheme, areas, resolve

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data"


@pytest.mark.parametrize(
    ("text", "code", "how"),
    [
        ("W06000015", "W06000015", How.EXACT),
        (" w06000015 ", "W06000015", How.EXACT),
        ("Cardiff", "W06000015", How.EXACT),
        ("Caerdydd", "W06000015", How.EXACT),
        ("Cyngor Sir Penfro", "W06000009", How.EXACT),
        ("Ynys Môn", "W06000001", How.EXACT),
        ("W06000007", "W06000023", How.RETIRED),
        ("W06000017", "W06000024", How.RETIRED),
        ("Tor-faen", "W06000020", How.ALIAS),
        ("Rhondda Cynon Taff", "W06000016", How.ALIAS),
        ("The Vale of Glamorgan", "W06000014", How.ALIAS),
        ("RCT", "W06000016", How.ALIAS),
        ("NPT", "W06000012", How.ALIAS),
        ("City and County of Swansea", "W06000011", How.ALIAS),
        ("yng Nghaerdydd", "W06000015", How.ALIAS),
        ("CAERDYDD", "W06000015", How.REPAIRED),
        ("Ynys Mon", "W06000001", How.REPAIRED),
        ("Ynys Mo\u0302n", "W06000001", How.EXACT),
        ("Ynys MÃ´n", "W06000001", How.REPAIRED),
        ("Ynys M\ufffdn", "W06000001", How.REPAIRED),
        ("Pen y bont ar Ogwr", "W06000013", How.REPAIRED),
        ("City\u00a0and County of Swansea", "W06000011", How.ALIAS),
        ("the newport city council", "W06000022", How.REPAIRED),
    ],
)
def test_a_name_or_code_is_recognised_and_how_is_said(text, code, how):
    found = resolve(text)

    assert (found.code, found.how) == (code, how)
    assert found.place.complete


def test_a_retired_code_says_what_it_is_now():
    assert resolve("W06000007").place.en == "Powys"
    assert resolve("W06000017").place.cy == "Merthyr Tudful"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("E06000023", "a unitary authority in England"),
        ("E07000136", "a district council in England"),
        ("S12000033", "a council area in Scotland"),
        ("N09000003", "a district in Northern Ireland"),
        ("W01000001", "a lower layer super output area in Wales"),
        ("W15000001", "North Wales Police"),
        ("W92000004", "Wales"),
    ],
)
def test_a_code_of_something_else_is_refused_with_what_it_is(text, what):
    found = resolve(text)

    assert (found.code, found.how) == (None, How.ELSEWHERE)
    assert found.place.en == what
    assert found.place.cy


def test_a_misspelt_name_is_not_guessed_but_suggested():
    found = resolve("Cardif")

    assert (found.code, found.how) == (None, How.UNKNOWN)
    assert [a.name.en for a in found.suggestions] == ["Cardiff"]


def test_letters_that_may_mean_two_authorities_are_left_to_the_person():
    found = resolve("Mon")

    assert (found.code, found.how) == (None, How.AMBIGUOUS)
    assert {a.name.en for a in found.suggestions} == {"Isle of Anglesey", "Monmouthshire"}


@pytest.mark.parametrize("text", ["", "   ", "Bristol", "X00000000", "W0600001", "Cwm Taf"])
def test_what_is_no_authority_resolves_to_none(text):
    assert resolve(text).code is None


def test_an_authority_is_not_found_before_it_existed():
    assert resolve("Cardiff", as_at=date(1990, 1, 1)).code is None
    assert resolve("Cardiff", as_at=date(1996, 4, 1)).code == "W06000015"


@pytest.mark.parametrize("authority", areas(Scheme.LOCAL_AUTHORITY), ids=lambda a: a.code)
def test_every_spelling_of_every_authority_finds_it(authority):
    names = [authority.name.en, authority.name.cy]
    names += [authority.organisation.en, authority.organisation.cy]
    for name in names:
        damaged = name.encode("utf-8").decode("cp1252")
        for text in (name, name.upper(), name.replace("-", " "), damaged):
            assert resolve(text).code == authority.code, text


def test_every_alias_met_in_files_is_recognised():
    path = SHARED / "facts" / "la_aliases.csv"
    if not path.exists():
        pytest.skip("the shared data file la_aliases.csv is not beside this project")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    wrong = [row for row in rows if resolve(row["alias"]).code != row["la_code"]]

    assert wrong == []
