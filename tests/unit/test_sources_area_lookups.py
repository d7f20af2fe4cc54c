"""Lookups between areas, their version in their headings."""

import pytest
from national_factory import rows_of, take, write_csv

from diogel.core import Severity
from diogel.language import explain_all
from diogel.places import authority_of_lsoa, lsoas
from diogel.sources.area_lookups import SOURCE

LSOA_11 = [code for code, one in lsoas().items() if 2011 in one.vintages]


def codes(taken):
    return [problem.code for problem in taken.problems]


def test_the_headings_are_the_version_whoever_wrote_them(tmp_path):
    ours = [["lsoa11_code", "change_code", "lsoa21_code", "ltla22_code", "ltla22_name"]]
    theirs = [["LSOA11CD", "CHGIND", "LSOA21CD", "LAD22CD", "LAD22NM"]]
    rows = [["W01000001", "U", "W01000001", "W06000001", "Isle of Anglesey"]]
    found = []
    for number, head in enumerate((ours, theirs)):
        (place := tmp_path / str(number)).mkdir()
        taken = take(SOURCE, place, write_csv(place / "a.csv", [*head, *rows]))
        found.append((taken.slices[0].key["version"], rows_of(taken, "area_lookups", place)))

    assert [version for version, _ in found] == ["lsoa11-lsoa21-ltla22", "lsoa11-lsoa21-lad22"]
    pairs = [
        [(r["from_level"], r["to_level"], r["to_code"], r["change"]) for r in rows]
        for _, rows in found
    ]
    assert pairs[0] == pairs[1]
    assert set(pairs[0]) == {
        ("lsoa11", "lsoa21", "W01000001", "U"),
        ("lsoa11", "local-authority", "W06000001", None),
        ("lsoa21", "local-authority", "W06000001", None),
    }


def test_a_lookup_of_2011_alone_says_loudly_which_census_it_leaves_out(tmp_path):
    rows = [[code, authority_of_lsoa(code)] for code in LSOA_11]
    path = write_csv(tmp_path / "a.csv", [["lsoa11_code", "ltla22_code"], *rows])

    taken = take(SOURCE, tmp_path, path)

    (problem,) = taken.problems
    assert (problem.code, problem.severity) == ("source.lookup-one-census", Severity.LOOK)
    assert (problem.found, problem.expected) == ("2011", "2021")
    assert taken.slices[0].facts["lsoa"] == "2011"
    assert "2021" in explain_all([problem], "cy")[0]


def test_england_is_counted_and_not_kept(tmp_path):
    rows = [
        ["E07000136", "Boston", "E22000173", "Boston", "E23000020", "Lincolnshire"],
        ["W06000016", "RCT", "W14000023", "Cwm Taf", "W15000003", "South Wales"],
    ]
    heads = ["ltla24_code", "ltla24_name", "csp24_code", "csp24_name", "pfa24_code", "pfa24_name"]
    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", [heads, *rows]))

    kept = rows_of(taken, "area_lookups", tmp_path)
    assert taken.facts == {"rows": 2, "placed": 1, "outside": 1, "unplaced": 0}
    assert {(one["from_level"], one["to_level"]) for one in kept} == {
        ("local-authority", "csp"),
        ("local-authority", "police"),
        ("csp", "police"),
    }


def test_an_area_in_two_authorities_is_refused(tmp_path):
    rows = [["W01000050", "W06000002"], ["W01000050", "W06000003"]]
    path = write_csv(tmp_path / "a.csv", [["lsoa21_code", "ltla24_code"], *rows])

    taken = take(SOURCE, tmp_path, path)

    (problem,) = [p for p in taken.problems if p.severity is Severity.STOP]
    assert (problem.code, problem.found) == ("source.lookup-two-places", "W01000050")
    assert problem.expected == "W06000002, W06000003"


def test_a_lookup_that_differs_from_ours_is_told(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["lsoa21_code", "ltla24_code"], ["W01000050", "W06000003"]]
    )

    told = [p for p in take(SOURCE, tmp_path, path).problems if p.code.endswith("disagrees")]

    assert [(p.found, p.expected) for p in told] == [("W06000003", "W06000002")]


def test_codes_under_the_wrong_census_are_refused(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["lsoa11_code", "ltla22_code"], ["W01002040", "W06000022"]]
    )

    assert "source.lookup-wrong-census" in codes(take(SOURCE, tmp_path, path))


def test_a_code_that_no_census_had_is_unplaced_and_told_at_its_cell(tmp_path):
    path = write_csv(
        tmp_path / "a.csv", [["lsoa21_code", "ltla24_code"], ["W01999999", "W06000022"]]
    )

    taken = take(SOURCE, tmp_path, path)

    assert taken.facts["unplaced"] == 1
    told = next(p for p in taken.problems if p.code == "source.lookup-unknown-code")
    assert (told.place.row, told.place.column) == (2, "A (lsoa21_code)")


def test_rural_classes_and_wards_are_levels(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        [
            ["lsoa21_code", "ward24_code", "ruc21_code", "classification"],
            ["W01000057", "W05001499", "RSF1", "Smaller rural"],
        ],
    )

    rows = rows_of(take(SOURCE, tmp_path, path), "area_lookups", tmp_path)

    assert {one["to_level"] for one in rows} == {"ward", "rural-urban"}


def test_a_table_with_a_number_in_it_is_no_lookup(tmp_path):
    path = write_csv(
        tmp_path / "a.csv",
        [["lsoa21_code", "ltla24_code", "crimes"], ["W01000057", "W06000002", 4]],
    )

    with pytest.raises(AssertionError, match="not recognised"):
        take(SOURCE, tmp_path, path)
