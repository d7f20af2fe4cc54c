"""Every official file that there is to test with is one source's, and taken or refused."""

from pathlib import Path

import pytest

from diogel.core import Refused, Severity
from diogel.engine import open_engine
from diogel.files import open_delivery
from diogel.language import explain_all
from diogel.sources import Taking, recognise, source

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
NATIONAL = ("home-office-prc", "ons-population", "area-lookup", "wimd", "stats19")
FILES = sorted(
    path for folder in ("lookups", "prc_csp", "stats19") for path in (DATA / folder).glob("*.csv")
)
# What a person must do something about; every other file is taken.
REFUSED = {
    "prc_csp_2011-12_property_Wales_extract.csv": "source.recorded-crime-no-period",
    "prc_csp_property_EW_extract_macoj.csv": "source.recorded-crime-no-period",
    "wimd2019_ltla22.csv": "source.deprivation-of-authorities",
    "collisions_sample_raw.csv": "source.none-in-wales",
    "stats19_schema.csv": "source.collisions-guide",
    "stats19_variables.csv": "source.collisions-guide",
}
# Rows in, of those that are taken; from the files' own lines.
ROWS = {
    "census2021_age_sex_ltla21_Wales.csv": 22,
    "census2021_residents_households_lsoa21_Wales.csv": 1917,
    "jtrim_006.csv": 1909,
    "lsoa11_lsoa21_ltla22_Wales.csv": 1940,
    "lsoa21_ward24_ltla24_Wales.csv": 1917,
    "ltla21_lhb22.csv": 22,
    "ltla24_csp24_pfa24.csv": 332,
    "ltla24_fra24.csv": 318,
    "pop_mid2020_lsoa11_age_Wales.csv": 1909,
    "ruc21_lsoa21_Wales.csv": 1917,
    "ruc21_ltla24_Wales.csv": 22,
    "wimd2019_lsoa11_all_domains.csv": 1909,
}
needs_data = pytest.mark.skipif(not FILES, reason="the shared test data is not here")


def offered(path, tmp_path):
    return open_delivery(path, tmp_path).members


def through(path, tmp_path, given=None):
    (found,) = recognise(offered(path, tmp_path)).recognised
    (tmp_path / "tables").mkdir()
    with open_engine(scratch=tmp_path) as engine:
        into = Taking(engine, tmp_path / "tables", given=given or {})
        return source(found.source).take(found, into)


@needs_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_official_file_is_known_to_exactly_one_source(path, tmp_path):
    found = recognise(offered(path, tmp_path))

    assert [one.source for one in found.recognised if one.source in NATIONAL]
    assert len(found.recognised) == 1
    assert found.problems == ()


@needs_data
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_an_official_file_is_taken_or_refused_with_the_reason(path, tmp_path):
    taken = through(path, tmp_path)

    stops = [p for p in taken.problems if p.severity is Severity.STOP]
    assert [p.code for p in stops] == ([REFUSED[path.name]] if path.name in REFUSED else [])
    assert all(
        explain_all(taken.problems, language) or not taken.problems for language in ("en", "cy")
    )
    if not stops:
        facts = taken.facts
        assert facts["rows"] == facts["placed"] + facts["outside"] + facts["unplaced"]
        assert facts["rows"] == ROWS[path.name]
        assert taken.tables and taken.slices and taken.licence == "OGL-UK-3.0"


@needs_data
@pytest.mark.parametrize("name", [name for name in REFUSED if name.startswith("prc")])
def test_an_extract_comes_in_without_edits_once_its_period_is_given(name, tmp_path):
    taken = through(DATA / "prc_csp" / name, tmp_path, {"period": "2011/12"})

    assert not [p for p in taken.problems if p.severity is Severity.STOP]
    assert taken.facts["placed"] == 968


@needs_data
def test_a_list_of_file_names_is_nobodys(tmp_path):
    with pytest.raises(Refused):
        recognise(offered(DATA / "stats19" / "file_names.txt", tmp_path))


@needs_data
def test_indicators_by_authority_are_claimed_by_no_national_source(tmp_path):
    paths = sorted((DATA / "la_indicators").glob("*.csv"))
    assert len(paths) == 45
    for number, path in enumerate(paths):
        (place := tmp_path / str(number)).mkdir()
        members = offered(path, place)

        claims = [code for code in NATIONAL if source(code).recognise(members)]

        assert claims == [], path.name


@needs_data
def test_the_population_of_mid_2020_is_known_by_its_total_and_whole(tmp_path):
    taken = through(DATA / "lookups" / "pop_mid2020_lsoa11_age_Wales.csv", tmp_path)

    assert taken.problems == ()
    assert taken.slices[0].key == {"version": "mid-2020", "area_level": "lsoa11"}
    assert taken.slices[0].rows == 1909 * 92


@needs_data
def test_the_census_is_told_to_be_perturbed_and_not_wrong(tmp_path):
    name = "census2021_residents_households_lsoa21_Wales.csv"

    (problem,) = through(DATA / "lookups" / name, tmp_path).problems

    assert (problem.code, problem.severity) == ("source.population-perturbed", Severity.NOTE)
    assert (problem.found, problem.expected) == ("3,107,468", "3,107,489")
