"""Populations in the layouts that ONS and Nomis publish, with invented numbers."""

from datetime import date

import pytest
from national_factory import rows_of, take, write_csv, write_ods, write_xlsx

from diogel.core import Severity
from diogel.language import explain_all
from diogel.places import Scheme, areas, lsoas, lsoas_of_authority
from diogel.sources.ons_population import SOURCE
from diogel.sources.population_versions import reference_day, version_in

AUTHORITIES = [(a.code, a.name.en) for a in areas(Scheme.LOCAL_AUTHORITY)]
LSOA_21 = [code for code, one in lsoas().items() if 2021 in one.vintages]
LSOA_11 = [code for code, one in lsoas().items() if 2011 in one.vintages]
AGES = [*range(90), "90+"]


def codes(taken):
    return [problem.code for problem in taken.problems]


def only(rows, **wanted):
    return [one for one in rows if all(one[key] == value for key, value in wanted.items())]


def small_areas(title="Mid-2021: Single year of age"):
    """An ONS workbook of small areas of 2021: two sexes side by side."""
    heads = ["LAD 2021 Code", "LAD 2021 Name", "LSOA 2021 Code", "LSOA 2021 Name", "Total"]
    heads += [f"F{age}" for age in range(91)] + [f"M{age}" for age in range(91)]
    rows = [
        [lsoas()[code].authority, "-", code, f"Area {n}", 182, *([1] * 182)]
        for n, code in enumerate(LSOA_21)
    ]
    return [[title], ["Source: ONS"], [], heads, *rows, ["E06000001", "-", "E01011949", "x", 182]]


def test_small_areas_with_two_sexes_side_by_side_are_read_by_sex_and_age(tmp_path):
    path = write_xlsx(tmp_path / "sape.xlsx", {"Mid-2021 LSOA 2021": small_areas()})

    taken = take(SOURCE, tmp_path, path)

    rows = only(rows_of(taken, "populations", tmp_path), area_code="W01000003")
    assert len(rows) == 183
    assert only(rows, sex="female", age_from=90) == [
        {
            "version": "mid-2021",
            "reference_day": date(2021, 6, 30),
            "area_code": "W01000003",
            "area_level": "lsoa21",
            "sex": "female",
            "age_from": 90,
            "age_to": None,
            "residents": 1,
            "households": None,
        }
    ]
    assert only(rows, sex="all", age_from=0, age_to=None)[0]["residents"] == 182
    assert taken.facts == {"rows": 1918, "placed": 1917, "outside": 1, "unplaced": 0}
    assert taken.slices[0].key == {"version": "mid-2021", "area_level": "lsoa21"}


def test_sheets_of_persons_males_and_females_are_three_sexes(tmp_path):
    heads = ["LSOA Code", "LSOA Name", "LA Code (2021 boundaries)", "All Ages", *AGES]

    def sheet(title, n):
        rows = [[code, "x", "W06000015", 91 * n, *([n] * 91)] for code in LSOA_11]
        return [[f"Mid-2019 {title}"], [], heads, *rows]

    path = write_ods(
        tmp_path / "a.ods",
        {f"Mid-2019 {t}": sheet(t, n) for t, n in (("Persons", 3), ("Males", 1), ("Females", 2))},
    )

    rows = rows_of(take(SOURCE, tmp_path, path), "populations", tmp_path)

    of_one = only(rows, area_code="W01000001", age_from=40)
    assert {(one["sex"], one["residents"]) for one in of_one} == {
        ("all", 3),
        ("male", 1),
        ("female", 2),
    }
    assert {one["area_level"] for one in rows} == {"lsoa11"}
    assert {one["version"] for one in rows} == {"mid-2019"}


def authority_rows(extra=0):
    rows = [[code, name, "Unitary Authority", 91, *([1] * 91)] for code, name in AUTHORITIES]
    total = 91 * 22 + extra
    return [["W92000004", "WALES", "Country", total, total - 90, *([1] * 90)], *rows]


MYE = [
    ["MYE2: Population estimates by single year of age and sex, mid-2022"],
    [],
    ["Code", "Name", "Geography", "All ages", *AGES],
]


def test_the_estimates_of_authorities_meet_their_own_total_of_wales(tmp_path):
    sheets = {"Cover": [["About"]], "MYE2 - Persons": [*MYE, *authority_rows()]}
    path = write_xlsx(tmp_path / "a.xlsx", sheets)

    taken = take(SOURCE, tmp_path, path)

    assert codes(taken) == []
    assert taken.facts["rows"] == 22
    assert taken.slices[0].key == {"version": "mid-2022", "area_level": "local-authority"}


def test_a_total_of_wales_that_is_not_the_sum_is_told(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"MYE2 - Persons": [*MYE, *authority_rows(8)]})

    taken = take(SOURCE, tmp_path, path)

    (problem,) = taken.problems
    assert (problem.code, problem.found, problem.expected) == (
        "source.population-total-differs",
        "2,002",
        "2,010",
    )


def test_rows_whose_ages_do_not_make_their_total_are_told_at_their_row(tmp_path):
    rows = authority_rows()
    rows[3] = [*rows[3][:3], 95, *rows[3][4:]]
    path = write_xlsx(tmp_path / "a.xlsx", {"MYE2 - Persons": [*MYE, *rows]})

    told = [p for p in take(SOURCE, tmp_path, path).problems if p.code.endswith("parts-differ")]

    assert [(p.place.row, p.found, p.expected) for p in told] == [(7, "91", "95")]


def test_a_long_table_of_nomis_is_read_by_its_own_date(tmp_path):
    heads = ["DATE_NAME", "GEOGRAPHY_NAME", "GEOGRAPHY_CODE", "GENDER_NAME", "C_AGE_NAME"]
    heads += ["MEASURES_NAME", "OBS_VALUE"]
    rows = [
        ["2020", name, code, sex, age, measure, 10]
        for code, name in AUTHORITIES
        for sex in ("Total", "Male")
        for age in ("All Ages", "Aged 16 to 64", "Aged 90+")
        for measure in ("Value", "Percent")
    ]
    path = write_csv(tmp_path / "a.csv", [heads, *rows])

    taken = take(SOURCE, tmp_path, path)

    kept = only(rows_of(taken, "populations", tmp_path), area_code="W06000015", sex="male")
    assert [(one["age_from"], one["age_to"]) for one in kept] == [(0, None), (16, 64), (90, None)]
    assert {one["version"] for one in kept} == {"mid-2020"}


def test_a_long_table_with_a_column_for_each_year_gives_each_version(tmp_path):
    heads = ["ladcode23", "laname23", "country", "sex", "age"]
    heads += ["population_2021", "population_2022"]
    rows = [
        [code, name, "W", sex, age, 5, 6]
        for code, name in AUTHORITIES
        for sex in "MF"
        for age in (0, 90)
    ]
    path = write_csv(tmp_path / "myeb1.csv", [heads, *rows])

    taken = take(SOURCE, tmp_path, path)

    kept = rows_of(taken, "populations", tmp_path)
    assert {(one["version"], one["residents"]) for one in kept} == {
        ("mid-2021", 5),
        ("mid-2022", 6),
    }
    assert taken.facts["rows"] == 22
    assert [one.rows for one in taken.slices] == [88, 88]


HOUSEHOLDS = ["lsoa21_code", "total_residents", "total_households"]


def test_a_table_that_does_not_say_its_population_is_asked_for_it(tmp_path):
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *([code, 10, 4] for code in LSOA_21)])

    taken = take(SOURCE, tmp_path, path)

    (problem,) = taken.problems
    assert (problem.code, problem.found) == ("source.population-no-version", "19,170")
    assert problem.severity is Severity.STOP
    assert not taken.tables
    assert "census-2021" in explain_all([problem], "cy")[0]


def test_the_version_that_a_person_gives_is_on_every_row(tmp_path):
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *([code, 10, 4] for code in LSOA_21)])

    taken = take(SOURCE, tmp_path, path, edition="census-2021")

    rows = rows_of(taken, "populations", tmp_path)
    assert {one["version"] for one in rows} == {"census-2021"}
    assert {one["reference_day"] for one in rows} == {date(2021, 3, 21)}
    assert rows[0]["households"] == 4


def test_a_version_that_only_the_files_name_tells_is_to_be_looked_at(tmp_path):
    path = write_csv(tmp_path / "pop_mid2023.csv", [HOUSEHOLDS, *([c, 10, 4] for c in LSOA_21)])

    taken = take(SOURCE, tmp_path, path)

    (problem,) = taken.problems
    assert (problem.code, problem.found) == ("source.population-version-by-name", "mid-2023")
    assert problem.severity is Severity.LOOK


@pytest.mark.parametrize("given", ["2022", "mid-year", "census-2020"])
def test_a_given_version_that_is_none_is_refused(tmp_path, given):
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *([code, 10, 4] for code in LSOA_21)])

    assert codes(take(SOURCE, tmp_path, path, edition=given)) == ["source.bad-version"]


def test_a_given_version_that_the_table_contradicts_is_refused(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", {"MYE2 - Persons": [*MYE, *authority_rows()]})

    taken = take(SOURCE, tmp_path, path, edition="mid-2021")

    assert codes(taken) == ["source.population-other-version"]
    assert not taken.tables


def test_small_areas_of_two_censuses_in_one_table_are_refused(tmp_path):
    retired = next(code for code in LSOA_11 if code not in LSOA_21)
    rows = [[code, 10, 4] for code in (*LSOA_21, retired)]
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *rows])

    assert "source.population-two-censuses" in codes(take(SOURCE, tmp_path, path))


def test_small_areas_must_sum_to_the_authorities_of_the_same_version(tmp_path):
    per_area = {code: 10 * len(lsoas_of_authority(code, 2021)) for code, _ in AUTHORITIES}
    per_area["W06000015"] += 7
    whole = [[*MYE[2][:4]], *([c, n, "UA", per_area[c]] for c, n in AUTHORITIES)]
    small = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *([code, 10, 4] for code in LSOA_21)])
    large = write_csv(tmp_path / "b.csv", whole)

    taken = take(SOURCE, tmp_path, small, large, edition="mid-2022")

    (problem,) = taken.problems
    assert problem.code == "source.population-levels-differ"
    assert problem.slots["area"] == "W06000015"


def test_the_day_on_which_nomis_gave_it_is_the_releases(tmp_path):
    titles = [["Population estimates, mid-2022"], ["[from Nomis on 13 February 2024]"], []]
    rows = [[code, 10] for code, _ in AUTHORITIES]
    path = write_csv(tmp_path / "a.csv", [*titles, ["mnemonic", "All Ages"], *rows])

    taken = take(SOURCE, tmp_path, path)

    assert taken.extracted_on == date(2024, 2, 13)
    assert taken.slices[0].key["version"] == "mid-2022"


def test_two_tables_that_count_an_area_differently_are_told(tmp_path):
    rows = [[code, 10, 4] for code in LSOA_21]
    first = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *rows])
    second = write_csv(tmp_path / "b.csv", [HOUSEHOLDS, [LSOA_21[0], 11, 4], *rows[1:]])

    taken = take(SOURCE, tmp_path, first, second, edition="mid-2022")

    told = [(p.place.file, p.found, p.slots["numbers"]) for p in taken.problems]
    assert told == [("b.csv", "a.csv", "1")]
    assert taken.slices[0].rows == 1917


def test_an_area_that_stands_twice_is_told_and_its_first_row_kept(tmp_path):
    rows = [*([code, 10, 4] for code in LSOA_21), [LSOA_21[0], 99, 4]]
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *rows])

    taken = take(SOURCE, tmp_path, path, edition="mid-2022")

    (problem,) = taken.problems
    assert (problem.code, problem.place.row) == ("source.population-area-twice", 1919)
    kept = only(rows_of(taken, "populations", tmp_path), area_code=LSOA_21[0])
    assert [one["residents"] for one in kept] == [10]
    assert taken.facts["rows"] == 1917


def test_bands_that_do_not_say_their_ages_are_left_out_and_told(tmp_path):
    heads = ["ltla21_code", "total_population", "total_females", "total_males", "older_males"]
    rows = [[code, 20, 11, 9, 2] for code, _ in AUTHORITIES]
    path = write_csv(tmp_path / "a.csv", [heads, *rows])

    taken = take(SOURCE, tmp_path, path, edition="census-2021")

    rows = rows_of(taken, "populations", tmp_path)
    assert "source.population-ages-unknown" in codes(taken)
    assert {(one["sex"], one["residents"]) for one in rows} == {
        ("all", 20),
        ("female", 11),
        ("male", 9),
    }


def test_missing_areas_and_bad_numbers_are_told_in_one_pass(tmp_path):
    rows = [[code, 10, 4] for code in LSOA_21[1:]]
    rows[4][1] = "ten"
    path = write_csv(tmp_path / "a.csv", [HOUSEHOLDS, *rows])

    taken = take(SOURCE, tmp_path, path, edition="mid-2022")

    assert codes(taken) == ["source.population-bad-number", "source.population-absent"]
    assert (taken.problems[0].place.row, taken.problems[0].place.column) == (
        6,
        "B (total_residents)",
    )


def test_an_indicator_by_authority_is_no_population(tmp_path):
    rows = [[code, 12.5, 2023, "places"] for code, _ in AUTHORITIES]
    path = write_csv(tmp_path / "a.csv", [["ltla24_code", "count", "year", "domain"], *rows])

    with pytest.raises(AssertionError, match="not recognised"):
        take(SOURCE, tmp_path, path)


def test_a_version_has_its_day():
    assert reference_day("mid-2020") == date(2020, 6, 30)
    assert reference_day("census-2011") == date(2011, 3, 27)


def test_titles_that_name_two_populations_name_none():
    assert version_in(["Mid-2020", "Mid-2020 Persons"]) == "mid-2020"
    assert version_in(["Mid-2020 and mid-2021"]) == ""
