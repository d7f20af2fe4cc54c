"""What a police.uk file's name claims, held against its rows; and its other kinds of file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from police_files import crime, street, take, text_of

from diogel.core import Refused, Severity
from diogel.engine import Engine, open_engine
from diogel.files import open_delivery
from diogel.language import explain
from diogel.sources import recognise

STOP_HEADINGS = (
    "Type,Date,Part of a policing operation,Policing operation,Latitude,Longitude,Gender,"
    "Age range,Self-defined ethnicity,Officer-defined ethnicity,Legislation,Object of search,"
    "Outcome,Outcome linked to object of search,Removal of more than just outer clothing"
)
OUTCOME_HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Outcome type"
)


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


@pytest.mark.parametrize(
    ("row", "code", "severity"),
    [
        (crime(1, month="2024-02"), "source.month-not-as-named", Severity.LOOK),
        (crime(1, reported_by="South Wales Police"), "source.force-not-as-named", Severity.LOOK),
        (crime(1, reported_by="Gotham Police"), "source.force-not-as-named", Severity.LOOK),
        (crime(1, reported_by=""), "source.force-blank", Severity.STOP),
        (crime(1, month="Jan 2024"), "source.month-unreadable", Severity.STOP),
        (crime(1, month="2024-13"), "source.month-unreadable", Severity.STOP),
        (crime(1, crime_type="Burglry"), "source.type-unknown", Severity.LOOK),
    ],
)
def test_what_the_rows_say_against_the_name_is_told(row, code, severity, tmp_path, engine):
    path = street(tmp_path / "in", [row])

    kept = take(path, engine, tmp_path / "out")

    told = {problem.code: problem for problem in kept.problems}
    assert told[code].severity is severity
    assert kept.taken.facts["rows"] == 1
    assert explain(told[code], "en") != explain(told[code], "cy")


def test_a_stray_row_of_another_month_never_takes_the_place_of_that_month(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1), crime(2), crime(3, month="2023-12")])

    kept = take(path, engine, tmp_path / "out")

    (told,) = kept.problems
    assert (told.code, told.severity) == ("source.months-mixed", Severity.STOP)
    assert told.found == "2023-12 (1), 2024-01 (2)"


def test_a_file_of_many_months_under_a_name_of_its_own_is_taken(tmp_path, engine):
    (tmp_path / "wales.csv").write_text(text_of([crime(1), crime(2, month="2023-12")]))

    kept = take(tmp_path / "wales.csv", engine, tmp_path / "out")

    assert [one.key["period"] for one in kept.taken.slices] == ["2023-12", "2024-01"]
    assert kept.codes() == []


def test_a_month_in_two_files_would_count_twice_and_is_refused(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1)])
    (path.parent / "2024-01-gwent-street (1).csv").write_bytes(path.read_bytes())

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    (told,) = (p for p in kept.problems if p.code == "source.month-twice")
    assert told.severity is Severity.STOP
    assert "2024-01-gwent-street (1).csv" in told.found


def test_a_table_divided_by_semicolons_is_read(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1)])
    path.write_text(path.read_text().replace(",", ";"))

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("incident_id", "area_code") == [("invented-1", "W06000019")]


def test_rows_of_the_wrong_width_are_told_with_their_row(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1), crime(2, location="Here, there"), crime(3)])

    with pytest.raises(Refused) as refused:
        take(path, engine, tmp_path / "out")

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.row) == ("file.row-width", 3)


def test_a_coordinate_that_is_no_number_is_left_blank(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1, longitude="west", latitude="5e1")])

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("longitude", "latitude", "placement") == [(None, None, "placed")]


def test_outcomes_come_in_beside_street_files_of_one_archive(tmp_path, engine):
    street(tmp_path / "in", [crime(1)])
    row = "invented-1,2024-01,Gwent Police,Gwent Police,-3.1,51.7,On or near,W01001440,X,Charged"
    path = tmp_path / "in/2024-01/2024-01-gwent-outcomes.csv"
    path.write_text(f"{OUTCOME_HEADINGS}\n{row}\n{row}\n")
    (tmp_path / "out").mkdir()

    found = recognise(open_delivery(tmp_path / "in", tmp_path / "out").members)
    kept = take(path, engine, tmp_path / "outcomes")

    assert {part.source for part in found.recognised} == {"police-uk-street", "police-uk-outcomes"}
    assert (
        kept.rows("incident_id", "area_code", "outcome", table="incident_outcomes")
        == [("invented-1", "W06000019", "Charged")] * 2
    )
    assert kept.taken.slices[0].dataset == "outcomes"


def _stops(
    folder: Path, *times: str, name: str = "2023-09-dyfed-powys-stop-and-search.csv"
) -> Path:
    folder.mkdir(exist_ok=True)
    rows = [
        f"Person search,{at},False,,51.7,-4.7,Male,18-24,White,White,,Drugs,,False,True"
        for at in times
    ]
    (folder / name).write_text("\n".join([STOP_HEADINGS, *rows, ""]))
    return folder / name


def test_a_stop_belongs_to_its_month_in_local_time(tmp_path, engine):
    path = _stops(
        tmp_path / "in",
        "2023-08-31T23:03:00+00:00",
        "2023-09-01T00:15:00+00:00",
        "2023-09-01T00:15:00+00:00",
    )

    kept = take(path, engine, tmp_path / "out")

    assert kept.codes() == []
    assert kept.rows(
        "period", "force", "at", "latitude", "longitude", "strip", table="stop_searches"
    ) == [
        ("2023-09", "dyfed-powys", "2023-08-31T23:03:00+00:00", 51.7, -4.7, True),
        ("2023-09", "dyfed-powys", "2023-09-01T00:15:00+00:00", 51.7, -4.7, True),
        ("2023-09", "dyfed-powys", "2023-09-01T00:15:00+00:00", 51.7, -4.7, True),
    ]


@pytest.mark.parametrize(
    ("at", "month"),
    [
        ("2023-10-31T23:30:00+00:00", "2023-10"),
        ("2023-12-31T23:30:00Z", "2023-12"),
        ("2024-03-31T23:00:00Z", "2024-04"),
        ("2023-08-31T23:30:00+01:00", "2023-08"),
        ("2023-08-31T22:59:00+00:00", "2023-08"),
    ],
)
def test_only_the_last_hour_of_a_summer_month_moves(at, month, tmp_path, engine):
    path = _stops(tmp_path / "in", at, name="stops.csv")

    kept = take(path, engine, tmp_path / "out", supplier="Gwent Police")

    assert kept.rows("period", "force", table="stop_searches") == [(month, "gwent")]


def test_stops_that_name_no_force_are_refused_with_what_to_do(tmp_path, engine):
    path = _stops(tmp_path / "in", "2023-09-01T00:15:00+00:00", name="stops.csv")

    kept = take(path, engine, tmp_path / "out")

    (told,) = kept.problems
    assert (told.code, told.severity) == ("source.force-not-named", Severity.STOP)


def test_times_that_a_spreadsheet_changed_are_refused(tmp_path, engine):
    path = _stops(tmp_path / "in", "01/09/2023 00:15")

    kept = take(path, engine, tmp_path / "out")

    assert "source.time-unreadable" in kept.codes()


def test_the_real_sample_of_stops_comes_in_as_it_is(shared, tmp_path, engine):
    (path,) = (shared / "data/stop_search").glob("*.csv")

    kept = take(path, engine, tmp_path / "out")

    assert kept.taken.facts["rows"] == 12
    assert kept.codes() == []
    assert {row[0] for row in kept.rows("period", table="stop_searches")} == {"2023-09"}


def test_a_file_that_nobody_knows_is_told_with_what_was_seen_and_what_is_known(tmp_path):
    (tmp_path / "a.csv").write_text("Crime ID,Month,Longitude,Latitude,Location\n1,2,3,4,5\n")

    with pytest.raises(Refused) as refused:
        recognise(open_delivery(tmp_path / "a.csv", tmp_path).members)

    (problem,) = refused.value.problems
    assert problem.code == "source.unknown"
    assert "Crime ID | Month | Longitude" in explain(problem, "en")
    assert "Police.uk" in explain(problem, "en")
    assert "Pennawd" in explain(problem, "cy") or "Penawdau" in explain(problem, "cy")


def test_a_stranger_among_good_files_is_told_and_the_rest_is_taken(tmp_path):
    street(tmp_path / "in", [crime(1)])
    (tmp_path / "in/readme.csv").write_text("a,b\n1,2\n")

    found = recognise(open_delivery(tmp_path / "in", tmp_path).members)

    assert [part.source for part in found.recognised] == ["police-uk-street"]
    assert [(p.code, p.severity) for p in found.problems] == [("source.unknown", Severity.LOOK)]
