"""Road collisions under old and new headings, with codes and with labels."""

from datetime import date

import pytest
from national_factory import rows_of, take, write_csv

from diogel.core import Severity
from diogel.sources.stats19 import SOURCE

NEW = ["collision_index", "date", "collision_severity", "number_of_casualties"]
NEW += ["number_of_vehicles", "police_force", "local_authority_district"]
NEW += ["local_authority_ons_district", "lsoa_of_collision_location"]
OLD = [
    heading.replace("collision_location", "accident_location")
    .replace("collision_index", "accident_index")
    .replace("collision_severity", "accident_severity")
    for heading in NEW
]
CARDIFF = ["2023620000001", "24/06/2023", 2, 3, 1, 62, -1, "W06000015", "W01001710"]


def changed(row, **cells):
    columns = [
        "id",
        "date",
        "severity",
        "casualties",
        "vehicles",
        "force",
        "district",
        "ons",
        "lsoa",
    ]
    return [cells.get(name, value) for name, value in zip(columns, row, strict=True)]


def taken_of(tmp_path, *rows, heads=NEW, name="collisions.csv"):
    return take(SOURCE, tmp_path, write_csv(tmp_path / name, [heads, *rows]))


def codes(taken):
    return [problem.code for problem in taken.problems]


@pytest.mark.parametrize("heads", [NEW, OLD], ids=["new headings", "old headings"])
def test_a_collision_is_read_under_either_heading(tmp_path, heads):
    taken = taken_of(tmp_path, CARDIFF, heads=heads)

    assert rows_of(taken, "collisions", tmp_path) == [
        {
            "collision_id": "2023620000001",
            "period": "2023-06",
            "day": date(2023, 6, 24),
            "area_code": "W06000015",
            "placement": "placed",
            "lsoa_code": "W01001710",
            "force": "south-wales",
            "severity": "serious",
            "casualties": 3,
            "vehicles": 1,
            "source_file": "collisions.csv",
        }
    ]
    assert taken.slices[0].key == {"period": "2023-06"}


def test_labels_are_read_as_codes_are(tmp_path):
    labelled = changed(CARDIFF, severity="Serious", force="South Wales", ons="", district="Cardiff")

    (row,) = rows_of(taken_of(tmp_path, labelled), "collisions", tmp_path)

    assert (row["severity"], row["force"], row["area_code"]) == (
        "serious",
        "south-wales",
        "W06000015",
    )


def test_missing_is_never_zero(tmp_path):
    row = changed(CARDIFF, casualties=-1, vehicles="", lsoa=-1)

    (kept,) = rows_of(taken_of(tmp_path, row), "collisions", tmp_path)

    assert (kept["casualties"], kept["vehicles"], kept["lsoa_code"]) == (None, None, None)


def test_an_authoritys_number_of_older_files_is_known(tmp_path):
    row = changed(CARDIFF, ons=-1, district=744, lsoa=-1)

    (kept,) = rows_of(taken_of(tmp_path, row), "collisions", tmp_path)

    assert kept["area_code"] == "W06000016"


def test_a_district_of_before_1996_is_not_placed(tmp_path):
    row = changed(CARDIFF, ons=-1, district=702, lsoa=-1)

    taken = taken_of(tmp_path, row)

    assert taken.facts == {"rows": 1, "placed": 0, "outside": 0, "unplaced": 1}


def test_a_small_area_places_a_collision_without_an_authority(tmp_path):
    row = changed(CARDIFF, ons=-1, lsoa="W01000001")

    (kept,) = rows_of(taken_of(tmp_path, row), "collisions", tmp_path)

    assert kept["area_code"] == "W06000001"


def test_england_is_counted_and_a_welsh_forces_collision_there_is_kept(tmp_path):
    kent = changed(CARDIFF, id="2", force=46, ons="E10000016", lsoa="E01000001")
    border = changed(CARDIFF, id="3", force=61, ons="E06000025", lsoa="E01014994")

    taken = taken_of(tmp_path, CARDIFF, kent, border)

    kept = rows_of(taken, "collisions", tmp_path)
    assert taken.facts == {"rows": 3, "placed": 1, "outside": 2, "unplaced": 0}
    assert [(one["collision_id"], one["placement"]) for one in kept] == [
        ("2023620000001", "placed"),
        ("3", "outside"),
    ]


def test_a_table_of_england_alone_is_refused(tmp_path):
    taken = taken_of(tmp_path, changed(CARDIFF, force=1, ons="E09000022", lsoa="E01003131"))

    assert codes(taken) == ["source.none-in-wales"]
    assert not taken.tables


def test_a_provisional_file_is_marked_so(tmp_path):
    name = "dft-road-casualty-statistics-collision-provisional-mid-year-unvalidated-2025.csv"

    taken = taken_of(tmp_path, CARDIFF, name=name)

    assert codes(taken) == ["source.collisions-provisional"]
    assert taken.slices[0].facts["status"] == "p"


def test_casualties_and_vehicles_check_the_collisions_they_come_with(tmp_path):
    collisions = write_csv(tmp_path / "c.csv", [NEW, CARDIFF])
    heads = ["collision_index", "vehicle_reference", "casualty_reference", "casualty_severity"]
    people = write_csv(tmp_path / "p.csv", [heads, *([CARDIFF[0], 1, n, 3] for n in (1, 2))])
    heads = ["collision_index", "vehicle_reference", "vehicle_type"]
    vehicles = write_csv(tmp_path / "v.csv", [heads, [CARDIFF[0], 1, 9], ["other", 1, 9]])

    taken = take(SOURCE, tmp_path, collisions, people, vehicles)

    (problem,) = taken.problems
    assert (problem.code, problem.place.file) == ("source.collisions-differ", "p.csv")
    assert problem.found == CARDIFF[0]


@pytest.mark.parametrize(
    ("heads", "code"),
    [
        (["collision_index", "casualty_reference", "casualty_severity"], "without-collisions"),
        (["accident_index", "vehicle_reference", "vehicle_type"], "without-collisions"),
        (["table", "variable", "code", "label", "note", "type"], "guide"),
    ],
)
def test_tables_that_hold_no_collisions_are_refused_with_the_reason(tmp_path, heads, code):
    taken = take(SOURCE, tmp_path, write_csv(tmp_path / "a.csv", [heads, ["1"] * len(heads)]))

    assert codes(taken) == [f"source.collisions-{code}"]
    assert taken.problems[0].severity is Severity.STOP


def test_faults_are_told_all_at_once_each_at_its_cell(tmp_path):
    taken = taken_of(
        tmp_path,
        changed(CARDIFF, date="31/02/2023"),
        changed(CARDIFF, id="2", severity=4),
        changed(CARDIFF, id="3", vehicles="two"),
        changed(CARDIFF, id=""),
        CARDIFF,
    )

    assert [(p.code.removeprefix("source.collisions-"), p.place.row) for p in taken.problems] == [
        ("bad-date", 2),
        ("bad-severity", 3),
        ("bad-number", 4),
        ("without-id", 5),
        ("twice", None),
    ]
    assert taken.problems[0].place.column == "B (date)"
