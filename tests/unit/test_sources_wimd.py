"""The index of deprivation, in its own workbook and in tables made from it."""

import pytest
from national_factory import rows_of, take, write_csv, write_ods

from diogel.core import Severity
from diogel.language import explain_all
from diogel.places import authority_of_lsoa, lsoas
from diogel.sources.wimd import SOURCE, measure_of

AREAS = [code for code, one in lsoas().items() if 2011 in one.vintages]
DOMAINS = ["Income", "Employment", "Health", "Education", "Access to Services", "Housing"]
DOMAINS += ["Community Safety", "Physical Environment"]


def codes(taken):
    return [problem.code for problem in taken.problems]


def ranked(head=("lsoa11_code", "wimd_rank")):
    return [list(head), *([code, n] for n, code in enumerate(AREAS, 1))]


def test_the_governments_own_workbook_gives_every_domain(tmp_path):
    heads = ["LSOA code", "LSOA name (Eng)", "Local Authority name (Eng)", "WIMD 2019", *DOMAINS]
    ranks = [[code, "x", "y", n, *([n] * 8)] for n, code in enumerate(AREAS, 1)]
    deciles = [[code, "x", "y", 1, *([2] * 8)] for code in AREAS]
    titles = [["WIMD 2019"], ["Ranks: 1 is the most deprived"], []]
    path = write_ods(
        tmp_path / "a.ods",
        {
            "Cover": [["Welsh Index"]],
            "Ranks": [*titles, heads, *ranks],
            "Deciles": [*titles, heads, *deciles],
        },
    )

    taken = take(SOURCE, tmp_path, path)

    rows = [r for r in rows_of(taken, "deprivation", tmp_path) if r["lsoa_code"] == "W01000001"]
    assert len(rows) == 9
    assert {one["version"] for one in rows} == {"wimd-2019"}
    by_domain = {one["domain"]: one for one in rows}
    assert (by_domain["safety"]["rank"], by_domain["safety"]["decile"]) == (1, 2)
    assert by_domain["overall"]["decile"] == 1
    assert taken.facts == {"rows": 1909, "placed": 1909, "outside": 0, "unplaced": 0}
    assert codes(taken) == []


@pytest.mark.parametrize(
    ("heading", "domain", "measure"),
    [
        ("imdrank", "overall", "rank"),
        ("wimd2019", "overall", "rank"),
        ("wimd2019overalldecile", "overall", "decile"),
        ("incomedomaindecile", "income", "decile"),
        ("accesstoservices", "access", "rank"),
        ("crimescore", "safety", "score"),
    ],
)
def test_a_heading_names_a_domain_and_a_measure(heading, domain, measure):
    assert measure_of(heading) == (domain, measure)


@pytest.mark.parametrize("heading", ["lsoacode", "population", "rank", "incomeband"])
def test_other_headings_name_none(heading):
    assert measure_of(heading) is None


def test_damaged_welsh_names_are_repaired_and_told_with_how_many_rows(tmp_path):
    heads = ["lsoa11cd", "lsoa11nm", "ladcd", "ladnm", "ladnmw", "wimd_2019", "FID"]
    damaged = "Ynys Môn".encode().decode("cp1252")
    twice = "Felin-fâch".encode().decode("cp1252").encode().decode("cp1252")
    rows = [
        [code, twice if n == 1 else "x", authority_of_lsoa(code), "-", damaged, n, n]
        for n, code in enumerate(AREAS, 1)
    ]

    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", [heads, *rows]))

    told = {p.expected: p.slots["rows"] for p in taken.problems if p.code == "source.name-repaired"}
    assert told == {"Ynys Môn": "1909", "Felin-fâch": "1"}
    assert taken.slices[0].key == {"version": "wimd-2019", "domain": "overall"}


def test_an_index_with_ranks_only_has_deciles_worked_out_and_says_so(tmp_path):
    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", ranked()), edition="wimd-2014")

    deciles = {r["rank"]: r["decile"] for r in rows_of(taken, "deprivation", tmp_path)}
    assert [deciles[n] for n in (1, 191, 192, 955, 1719, 1909)] == [1, 1, 2, 5, 9, 10]
    assert codes(taken) == ["source.deprivation-ranks-only"]


def test_of_two_tables_of_one_index_the_fuller_one_holds(tmp_path):
    full = [["lsoa11_code", "imd_rank", "imd_score"]]
    full += [[code, n, 0.5] for n, code in enumerate(AREAS, 1)]
    first = write_csv(tmp_path / "a.csv", full)
    second = write_csv(tmp_path / "b.csv", ranked())

    taken = take(SOURCE, tmp_path, first, second, edition="wimd-2014")

    assert {one["score"] for one in rows_of(taken, "deprivation", tmp_path)} == {0.5}


def test_an_index_without_a_year_is_asked_for_it(tmp_path):
    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", ranked()))

    stop = next(p for p in taken.problems if p.severity is Severity.STOP)
    assert stop.code == "source.deprivation-no-version"
    assert "wimd-2019" in explain_all([stop], "cy")[0]
    assert not taken.tables


def test_the_first_three_ranks_tell_the_index_of_2019(tmp_path):
    rest = [code for code in AREAS if code not in ("W01000240", "W01000239", "W01001421")]
    order = ["W01000240", "W01000239", "W01001421", *rest]
    rows = [[code, n] for n, code in enumerate(order, 1)]
    path = write_csv(tmp_path / "a.csv", [["lsoa11_code", "wimd_rank"], *rows])

    taken = take(SOURCE, tmp_path, path)

    assert taken.slices[0].key["version"] == "wimd-2019"


def test_ranks_that_are_not_one_to_the_last_are_told(tmp_path):
    rows = ranked()
    rows[5][1] = 7000
    path = write_csv(tmp_path / "wimd2014.csv", rows)

    taken = take(SOURCE, tmp_path, path)

    assert "source.deprivation-ranks" in codes(taken)
    assert "source.deprivation-version-by-name" in codes(taken)


def test_averages_of_authorities_are_refused_with_what_to_add(tmp_path):
    heads = ["ltla22_code", "Score", "Proportion", "Extent", "Income_Score"]
    path = write_csv(tmp_path / "a.csv", [heads, ["W06000001", 18.2, 0.02, 0.1, 19.2]])

    taken = take(SOURCE, tmp_path, path)

    assert codes(taken) == ["source.deprivation-of-authorities"]
    assert "LSOA" in explain_all(taken.problems, "en")[0]


def test_an_authority_that_is_not_the_areas_is_told(tmp_path):
    rows = [["lsoa11_code", "lad_code", "wimd_2019"]]
    rows += [[code, "W06000015", n] for n, code in enumerate(AREAS, 1)]

    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", rows))

    told = next(p for p in taken.problems if p.code == "source.deprivation-other-place")
    inside = sum(authority_of_lsoa(code) == "W06000015" for code in AREAS)
    assert (told.found, told.slots["rows"]) == ("W06000015", str(1909 - inside))


def test_a_bad_number_stops_it_at_its_cell(tmp_path):
    rows = ranked(("lsoa11_code", "wimd2019rank"))
    rows[3][1] = "third"

    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", rows))

    stop = next(p for p in taken.problems if p.severity is Severity.STOP)
    assert (stop.place.row, stop.place.column, stop.found) == (4, "B (wimd2019rank)", "third")
    assert not taken.tables


def test_a_partners_table_with_a_decile_beside_its_own_numbers_is_not_claimed(tmp_path):
    rows = [["lsoa11_code", "wimd_2019", "fires"], ["W01000001", 885, 3]]

    with pytest.raises(AssertionError, match="not recognised"):
        take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", rows))
