"""The traps Q1 to Q17 of police.uk's files, on invented files that hold one each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from police_files import CARDIFF, HEADINGS, TREDEGAR, asb, crime, street, take

from diogel.core import Severity
from diogel.engine import Engine, open_engine
from diogel.places import lsoas
from diogel.sources import counted, latest_outcomes


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def test_q01_anti_social_behaviour_without_an_identifier_is_no_fault(tmp_path, engine):
    path = street(tmp_path / "in", [asb(), crime()])

    kept = take(path, engine, tmp_path / "out")

    assert kept.codes() == []
    assert kept.taken.facts["ids"] == 1
    assert kept.rows("incident_id", "outcome") == [
        ("invented-1", "Under investigation"),
        (None, None),
    ]


def test_q02_rows_that_are_alike_are_all_kept(tmp_path, engine):
    path = street(tmp_path / "in", [asb()] * 7)

    kept = take(path, engine, tmp_path / "out")

    assert kept.taken.facts["rows"] == 7
    assert len(kept.rows("type")) == 7
    assert kept.codes() == []


def test_q03_a_repeated_crime_is_counted_as_published_and_ends_as_last_told(tmp_path, engine):
    january = [crime(1), crime(2), crime(2, crime_type="Burglary")]
    street(tmp_path / "in", january)
    later = crime(1, month="2024-02", last_outcome_category="Local resolution")
    street(tmp_path / "in", [later], month="2024-02")

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert kept.taken.facts["rows"] == 4
    (told,) = (p for p in kept.problems if p.code == "source.repeated-ids")
    assert (told.found, told.severity) == ("1", Severity.NOTE)
    frame = engine.scan_parquet([kept.taken.tables["incidents"]])
    assert sorted(engine.rows(latest_outcomes(frame))) == [
        ("invented-1", "2024-02", "Local resolution"),
        ("invented-2", "2024-01", "Under investigation"),
    ]


def test_q03_rows_that_slid_sideways_are_told_and_do_not_end_the_work(tmp_path, engine):
    slid = crime(1, month="", reported_by="", falls_within="2024-01")
    path = street(tmp_path / "in", [crime(2), slid, slid, crime(3), crime(3)])

    kept = take(path, engine, tmp_path / "out")

    assert "source.repeated-ids" in kept.codes()
    assert len(kept.codes()) > 1


def test_q04_a_row_without_a_location_is_unplaced_and_counted(tmp_path, engine):
    nowhere = crime(
        2, location="No Location", longitude="", latitude="", lsoa_code="", lsoa_name=""
    )
    path = street(tmp_path / "in", [crime(1), nowhere])

    kept = take(path, engine, tmp_path / "out")

    facts = kept.taken.facts
    assert (facts["rows"], facts["placed"], facts["outside"], facts["unplaced"]) == (2, 1, 0, 1)
    assert kept.rows("placement", "area_code", "longitude") == [
        ("placed", "W06000019", -3.193791),
        ("unplaced", None, None),
    ]


def test_q05_place_comes_from_the_code_and_force_from_who_reported(tmp_path, engine):
    rows = [crime(1), crime(2, lsoa_code=CARDIFF), crime(3, lsoa_code="E01022238")]
    path = street(tmp_path / "in", rows)

    kept = take(path, engine, tmp_path / "out")

    frame = engine.scan_parquet([kept.taken.tables["incidents"]])
    assert engine.rows(counted(engine, frame, by=("force", "area", "placement"))) == [
        ("gwent", "W06000015", "placed", 1),
        ("gwent", "W06000019", "placed", 1),
        ("gwent", None, "outside", 1),
    ]


def test_q06_codes_of_both_censuses_are_placed(tmp_path, engine):
    only = {one.vintages: one for one in lsoas().values()}
    old, new = only[(2011,)], only[(2021,)]
    path = street(tmp_path / "in", [crime(1, lsoa_code=old.code), crime(2, lsoa_code=new.code)])

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("lsoa_code", "area_code") == sorted(
        [(old.code, old.authority), (new.code, new.authority)]
    )


def _lookup(engine: Engine, path: Path, pairs: list[tuple[str, str]]) -> Path:
    columns = dict.fromkeys(
        ("version", "from_code", "from_level", "to_code", "to_level", "change"), "text"
    )
    rows = [("test", code, "lsoa11", area, "local-authority", None) for code, area in pairs]
    engine.write_parquet(engine.from_rows(columns, rows), path)  # type: ignore[arg-type]
    return path


def test_q06_a_lookup_of_2011_alone_is_refused_loudly(tmp_path, engine):
    new = [one for one in lsoas().values() if one.vintages == (2021,)]
    rows = [crime(1), crime(2, lsoa_code=new[0].code), crime(3, lsoa_code=new[1].code)]
    path = street(tmp_path / "in", rows)
    old = [(c, one.authority) for c, one in lsoas().items() if 2011 in one.vintages]
    lookup = _lookup(engine, tmp_path / "lookup.parquet", old)

    kept = take(path, engine, tmp_path / "out", lookups=(lookup,))

    (told,) = kept.problems
    assert (told.code, told.severity) == ("source.lookup-lacks-codes", Severity.STOP)
    assert (told.found, told.slots) == ("2", {"year": "2021"})


def test_q06_a_loaded_lookup_wins_and_a_disagreement_is_told(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1)])
    lookup = _lookup(engine, tmp_path / "lookup.parquet", [(TREDEGAR, "W06000022")])

    kept = take(path, engine, tmp_path / "out", lookups=(lookup,))

    assert kept.rows("area_code") == [("W06000022",)]
    assert kept.codes() == ["source.lookup-disagrees"]


def test_q06_a_welsh_code_of_no_census_is_told_and_stays_unplaced(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1, lsoa_code="W01000045")])

    kept = take(path, engine, tmp_path / "out")

    assert kept.codes() == ["source.unknown-lsoa"]
    assert kept.taken.facts["unplaced"] == 1


@pytest.mark.parametrize("name", ["Vale of Glamorgan 001A", "The Vale of Glamorgan 001A", ""])
def test_q07_the_name_of_an_area_is_never_asked(name, tmp_path, engine):
    path = street(tmp_path / "in", [crime(1, lsoa_name=name)])

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("area_code") == [("W06000019",)]


def test_q08_local_names_of_areas_join_on_their_code_all_the_same(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1, lsoa_code="W01000003", lsoa_name="Aberffraw 1")])

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("lsoa_code", "area_code") == [("W01000003", "W06000001")]


def test_q09_many_records_at_one_point_under_two_names_stay_as_they_are(tmp_path, engine):
    here = [crime(n) for n in range(598)]
    there = [crime(1000, location="On or near Another Name")]
    path = street(tmp_path / "in", here + there)

    kept = take(path, engine, tmp_path / "out")

    assert len(set(kept.rows("longitude", "latitude"))) == 1
    assert len(set(kept.rows("location"))) == 2
    assert kept.taken.facts["rows"] == 599
    assert kept.codes() == []


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_q10_welsh_letters_and_line_ends_of_either_kind_come_through(
    end, encoding, tmp_path, engine
):
    place = "On or near Clôs Marïan" if encoding == "cp1252" else "On or near Maes Glyndŵr"
    path = street(tmp_path / "in", [crime(1, location=place)], end=end, encoding=encoding)

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("incident_id", "location", "type", "outcome") == [
        ("invented-1", place, "Drugs", "Under investigation")
    ]
    assert kept.codes() == ([] if encoding.startswith("utf-8") else ["file.encoding"])


def test_q10_files_of_both_line_ends_are_read_together(tmp_path, engine):
    street(tmp_path / "in", [crime(1)], end="\n")
    street(tmp_path / "in", [crime(2, month="2024-02")], month="2024-02", end="\r\n")

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert kept.rows("incident_id") == [("invented-1",), ("invented-2",)]


def test_q11_the_context_is_passed_over(tmp_path, engine):
    path = street(tmp_path / "in", [crime(1, context="anything")])

    kept = take(path, engine, tmp_path / "out")

    assert kept.codes() == []
    assert "context" not in engine.scan_parquet([kept.taken.tables["incidents"]]).columns


def test_q12_an_edited_header_is_read_by_its_words(tmp_path, engine):
    edited = tuple(h.lower() if h in ("Longitude", "Latitude") else h for h in HEADINGS)
    turned = tuple(reversed([h.upper() for h in HEADINGS]))
    joined = tuple(h.replace(" ", "_") if " " in h else f" {h} " for h in HEADINGS)
    street(tmp_path / "in", [crime(1)])
    street(tmp_path / "in", [crime(2, month="2024-02")], month="2024-02", headings=edited)
    street(tmp_path / "in", [crime(3, month="2024-03")], month="2024-03", headings=turned)
    last = street(tmp_path / "in", [crime(4, month="2024-04")], month="2024-04")
    text = last.read_text().replace(",".join(HEADINGS), ",".join(joined))
    last.write_text(text)

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert kept.rows("incident_id", "period", "longitude", "latitude", "area_code") == [
        (f"invented-{n}", f"2024-0{n}", -3.193791, 51.798553, "W06000019") for n in (1, 2, 3, 4)
    ]
    assert kept.codes() == []


def test_q12_the_header_of_2012_has_no_codes_and_says_so(tmp_path, engine):
    older = (
        "Month",
        "Reported by",
        "Falls within",
        "Easting",
        "Northing",
        "Location",
        "Crime type",
        "Context",
    )
    rows = [crime(1, month="2011-01", crime_type="Violent crime")]
    path = street(tmp_path / "in", rows, month="2011-01", headings=older)

    kept = take(path, engine, tmp_path / "out")

    assert kept.rows("incident_id", "placement", "type") == [
        (None, "unplaced", "Violence and sexual offences")
    ]
    assert kept.codes() == [
        "source.columns-absent",
        "source.columns-strange",
        "source.type-older",
    ]


def test_q13_a_thin_file_comes_in_with_its_number_and_without_judgement(tmp_path, engine):
    # Whether a month is whole is the audit's to say, by the force's own history.
    street(tmp_path / "in", [crime(n) for n in range(300)])
    thin = [crime(n, month="2024-02") for n in range(300, 320)]
    street(tmp_path / "in", thin, month="2024-02")

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert [(one.key["period"], one.rows) for one in kept.taken.slices] == [
        ("2024-01", 300),
        ("2024-02", 20),
    ]


def test_q14_a_file_of_copies_of_one_crime_is_kept_apart_and_not_counted(tmp_path, engine):
    street(tmp_path / "in", [crime(n) for n in range(10)])
    copies = [crime(99, month="2024-02")] * 13
    street(tmp_path / "in", copies, month="2024-02")

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert len(kept.rows("period")) == 10
    assert len(kept.rows("period", table="incidents_quarantined")) == 13
    assert [(one.dataset, one.rows, one.table) for one in kept.taken.slices] == [
        ("street", 10, "incidents"),
        ("street-quarantined", 13, "incidents_quarantined"),
    ]
    (told,) = kept.problems
    assert (told.code, told.found, told.severity) == ("source.quarantined", "13", Severity.LOOK)
    facts = kept.taken.facts
    assert facts["rows"] == facts["placed"] + facts["outside"] + facts["unplaced"] == 23
    assert facts["quarantined"] == 13


def test_q15_the_transport_police_is_a_force_of_its_own(tmp_path, engine):
    own = [crime(n, reported_by="British Transport Police") for n in range(3)]
    street(tmp_path / "in", own, force="btp")
    street(tmp_path / "in", [crime(10)])

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    frame = engine.scan_parquet([kept.taken.tables["incidents"]])
    assert engine.rows(counted(engine, frame, by=("force", "area"))) == [
        ("btp", "W06000019", 3),
        ("gwent", "W06000019", 1),
    ]


def test_q16_outcomes_are_kept_in_their_own_words(tmp_path, engine):
    words = ["Status update unavailable", "Under investigation", "A label of tomorrow", ""]
    rows = [crime(n, last_outcome_category=word) for n, word in enumerate(words)]
    path = street(tmp_path / "in", rows)

    kept = take(path, engine, tmp_path / "out")

    assert {row[0] for row in kept.rows("outcome")} == {*words[:3], None}
    assert kept.codes() == []


def test_q17_a_sixfold_rise_is_kept_and_nothing_is_corrected(tmp_path, engine):
    for month, number in (("2020-03", 8), ("2020-04", 51)):
        street(tmp_path / "in", [asb(month=month)] * number, month=month)

    kept = take(tmp_path / "in", engine, tmp_path / "out")

    assert [one.rows for one in kept.taken.slices] == [8, 51]
    assert kept.codes() == []
