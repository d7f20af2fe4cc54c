"""Incidents counted into observations: missing is never zero, and nothing vanishes."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from quality_archives import archives, store_of_archives

from diogel.engine import Engine, open_engine
from diogel.quality import SORT, audit, observations
from diogel.quality.observing import columns, police_measures
from diogel.standard import schema
from diogel.store import Delivery, Slice, Store
from quality_store import deliver, deliver_months, store_at

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
NEWPORT, POWYS, CARDIFF = "W06000022", "W06000023", "W06000015"
GWENT, DYFED_POWYS, WALES = "W15000002", "W15000004", "W92000004"
ASB = "Anti-social behaviour"
Row = Mapping[str, object]
ONE_AREA = {
    "gwent": NEWPORT,
    "dyfed-powys": POWYS,
    "south-wales": CARDIFF,
    "north-wales": "W06000001",
}


def table(engine: Engine, store: Store) -> list[Row]:
    rows = engine.rows(observations(engine, store).sort(*SORT, nulls_last=True))
    return [dict(zip(columns(), row, strict=True)) for row in rows]


def one(rows: list[Row], area: str, month: str, measure: str = "police-burglary") -> Row:
    (found,) = (
        r
        for r in rows
        if (r["area_code"], r["period"], r["measure_code"]) == (area, month, measure)
    )
    return found


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


def usual(area: str, burglaries: int = 150) -> dict[tuple[str, str], int]:
    return {(area, "Burglary"): burglaries, (area, ASB): 60, ("", "Burglary"): 2}


def filled(folder: Path, engine: Engine, **more: object) -> Store:
    """Six months of all four forces, one authority each."""
    store = store_at(folder)
    for force, area in ONE_AREA.items():
        months = {f"2023-0{at}": usual(area) for at in range(1, 7)}
        if change := more.get(force):
            assert isinstance(change, dict)
            months |= change
        deliver_months(store, engine, force, {m: c for m, c in months.items() if c is not None})
    return store


def test_a_number_is_placed_for_the_authority_and_whole_for_the_force(
    tmp_path: Path, engine: Engine
) -> None:
    rows = table(engine, filled(tmp_path, engine))

    assert one(rows, NEWPORT, "2023-01")["value"] == 150
    assert one(rows, GWENT, "2023-01")["value"] == 152
    assert one(rows, WALES, "2023-01")["value"] == 608
    assert one(rows, WALES, "2023-01")["suppression"] is None


def test_zero_is_zero_where_the_month_is_whole(tmp_path: Path, engine: Engine) -> None:
    rows = table(engine, filled(tmp_path, engine))

    robbery = one(rows, NEWPORT, "2023-01", "police-robbery")
    assert (robbery["value"], robbery["suppression"]) == (0, None)


def test_a_month_without_a_file_gives_no_number_anywhere(tmp_path: Path, engine: Engine) -> None:
    store = filled(tmp_path, engine, **{"dyfed-powys": {"2023-03": None}})

    rows = table(engine, store)

    for area in (POWYS, DYFED_POWYS, WALES):
        found = one(rows, area, "2023-03")
        assert (found["value"], found["numerator"], found["denominator"]) == (None, None, None)
        assert found["suppression"] == "[x]"
    assert one(rows, NEWPORT, "2023-03")["value"] == 150


def test_wales_says_how_many_forces_in_both_languages(tmp_path: Path, engine: Engine) -> None:
    store = filled(tmp_path, engine, **{"dyfed-powys": {"2023-03": usual(POWYS, 12)}})

    wales = one(table(engine, store), WALES, "2023-03")

    assert (wales["note_en"], wales["note_cy"]) == ("3 of 4 forces", "3 o 4 heddlu")
    assert (wales["value"], wales["coverage_pct"]) == (None, 75.0)


def test_a_thin_month_gives_no_low_number(tmp_path: Path, engine: Engine) -> None:
    store = filled(tmp_path, engine, **{"dyfed-powys": {"2023-03": usual(POWYS, 12)}})

    powys = one(table(engine, store), POWYS, "2023-03")

    assert (powys["value"], powys["suppression"]) == (None, "[x]")
    assert "not whole" in str(powys["note_en"]) and "yn gyflawn" in str(powys["note_cy"])
    assert not any(letter.isdigit() for letter in f"{powys['note_en']}{powys['note_cy']}")


def test_anti_social_behaviour_is_not_in_recorded_crime(tmp_path: Path, engine: Engine) -> None:
    rows = table(engine, filled(tmp_path, engine))

    assert one(rows, NEWPORT, "2023-01", "police-anti-social-behaviour")["value"] == 60
    assert one(rows, NEWPORT, "2023-01", "police-recorded-crime")["value"] == 150


def test_q5_a_row_over_the_border_counts_where_it_lies(tmp_path: Path, engine: Engine) -> None:
    across = usual(NEWPORT) | {(CARDIFF, "Burglary"): 7}
    store = filled(tmp_path, engine, gwent={"2023-02": across})

    rows = table(engine, store)

    assert one(rows, CARDIFF, "2023-02")["value"] == 157
    assert one(rows, GWENT, "2023-02")["value"] == 159


def test_q15_records_of_the_railway_police_are_no_crime_of_the_area(
    tmp_path: Path, engine: Engine
) -> None:
    store = filled(tmp_path, engine)
    deliver_months(store, engine, "btp", {"2023-01": {(NEWPORT, "Burglary"): 40}})

    assert one(table(engine, store), NEWPORT, "2023-01")["value"] == 150


def test_q14_a_damaged_file_is_kept_and_not_counted(tmp_path: Path, engine: Engine) -> None:
    store = filled(tmp_path, engine, gwent={"2023-04": None})
    key = {"force": "gwent", "period": "2023-04"}
    damaged = Slice("street-quarantined", key, 1, "x.csv", "x", table="incidents_quarantined")
    row = {"period": "2023-04", "force": "gwent", "type": "Burglary", "placement": "unplaced"}
    with store.draft() as draft:
        frame = engine.from_rows(dict.fromkeys(row, "text"), [tuple(row.values())])
        engine.write_parquet(frame, draft.folder / "incidents_quarantined.parquet")

        draft.commit(Delivery("invented", "", (damaged,)))

    found = one(table(engine, store), NEWPORT, "2023-04")

    assert found["suppression"] == "[x]"
    assert "damaged" in str(found["note_en"])
    assert [f.period for f in audit(store, engine).of("month-quarantined")] == ["2023-04"]


def test_counts_taken_soon_after_their_month_are_provisional(
    tmp_path: Path, engine: Engine
) -> None:
    store = store_at(tmp_path)
    months = {f"2023-0{at}": usual(NEWPORT) for at in range(1, 7)}
    deliver_months(store, engine, "gwent", months, extracted=date(2023, 8, 30))

    rows = table(engine, store)

    assert one(rows, NEWPORT, "2023-01")["status"] == "observed"
    assert one(rows, NEWPORT, "2023-06")["status"] == "provisional"


def test_the_residents_of_the_nearest_year_stand_beside_a_number(
    tmp_path: Path, engine: Engine
) -> None:
    store = filled(tmp_path, engine)
    rows = [
        {
            "version": version,
            "reference_day": day,
            "area_code": area,
            "area_level": "local-authority",
            "sex": "all",
            "age_from": 0,
            "residents": residents,
        }
        for version, day, residents in (
            ("mid-2020", date(2020, 6, 30), 1000),
            ("census-2021", date(2021, 3, 21), 2000),
        )
        for area in (NEWPORT, "W06000018", "W06000019", "W06000020", "W06000021")
    ]
    slices = [Slice("populations", {"version": v}, 5, "p", v) for v in ("mid-2020", "census-2021")]
    deliver(store, engine, "populations", rows, slices)

    found = table(engine, store)

    assert one(found, NEWPORT, "2023-01")["denominator"] == 2000
    assert one(found, GWENT, "2023-01")["denominator"] == 10_000
    assert one(found, WALES, "2023-01")["denominator"] is None
    assert "census-2021" in str(one(found, NEWPORT, "2023-01")["note_en"])


def test_partners_numbers_stand_beside_the_polices(tmp_path: Path, engine: Engine) -> None:
    store = filled(tmp_path, engine)
    row = {
        "standard_version": "1.0.0",
        "period": "2023-01",
        "area_code": NEWPORT,
        "area_scheme": "local-authority",
        "measure_code": "deliberate-fires",
        "breakdown": "all",
        "value": 9.0,
        "source_org": "A fire service",
    }
    slices = [Slice("fire", {"supplier": "fire"}, 1, "f.xlsx", "f")]
    deliver(store, engine, "observations", [row], slices)

    found = one(table(engine, store), NEWPORT, "2023-01", "deliberate-fires")

    assert (found["value"], found["source_org"]) == (9.0, "A fire service")


def test_invented_data_are_labelled_in_every_row(tmp_path: Path, engine: Engine) -> None:
    store = store_at(tmp_path)
    months = {f"2023-0{at}": usual(NEWPORT) for at in range(1, 7)}
    deliver_months(store, engine, "gwent", months, synthetic=True)

    given = [r for r in table(engine, store) if r["value"] is not None]

    assert given
    assert all("Synthetic" in str(r["note_en"]) for r in given)


def test_every_area_and_measure_has_a_row_in_every_month(tmp_path: Path, engine: Engine) -> None:
    rows = table(engine, filled(tmp_path, engine))

    keys = {(r["area_code"], r["period"], r["measure_code"]) for r in rows}
    assert len(rows) == len(keys) == 6 * (22 + 4 + 1) * len(police_measures())
    assert len(police_measures()) == 15
    assert list(rows[0]) == [field.name for field in schema("observations").fields]


def test_an_empty_store_gives_no_observations(tmp_path: Path, engine: Engine) -> None:
    assert table(engine, store_at(tmp_path)) == []


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Store:
    if not archives():
        pytest.skip("the real archives are not on this machine")
    return store_of_archives(tmp_path_factory.mktemp("store"), engine)


def test_dyfed_powys_2024_prints_no_number(real: Store, engine: Engine) -> None:
    own = {DYFED_POWYS, WALES, "W06000008", "W06000009", "W06000010", POWYS}

    rows = [
        r
        for r in table(engine, real)
        if r["area_code"] in own and str(r["period"]).startswith("2024")
    ]

    assert len(rows) == 2 * len(own) * 15
    assert {r["value"] for r in rows} == {None}
    assert {r["suppression"] for r in rows} == {"[x]"}
    assert {r["note_en"] for r in rows if r["area_code"] == WALES} == {"3 of 4 forces"}


def test_every_other_number_is_that_of_the_counted_archives(real: Store, engine: Engine) -> None:
    path = SHARED / "data" / "oracles" / "cube_force_la_month_type.csv"
    expected: dict[tuple[str, str], int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["la"].startswith("W") and row["Crime type"] != ASB:
                key = (row["la"], row["Month"])
                expected[key] = expected.get(key, 0) + int(row["n"])

    given = {
        (str(r["area_code"]), str(r["period"])): r["value"]
        for r in table(engine, real)
        if r["measure_code"] == "police-recorded-crime"
        and r["area_scheme"] == "local-authority"
        and r["value"] is not None
    }

    assert len(given) == 5 * 22 + 24 * 5 + 2 * 18
    assert given == {key: expected[key] for key in given}


def test_the_audit_states_the_golden_numbers(real: Store, engine: Engine) -> None:
    found = audit(real, engine, day=date(2024, 4, 30))

    facts = found.facts
    assert (facts.rows, facts.with_id, facts.ids) == (297_851, 224_375, 224_341)
    assert (facts.welsh_lsoa, facts.english_lsoa, facts.without_lsoa) == (294_690, 458, 2_703)
    assert (facts.anti_social_behaviour, facts.whole_row_duplicates) == (73_476, 23_676)
    assert facts.repeated_ids == 34
    assert facts.duplicates_with_id == facts.crimes_without_id == facts.asb_with_id == 0
    assert [(f.subject, f.period) for f in found.of("month-thin")] == [
        ("dyfed-powys", "2024-01"),
        ("dyfed-powys", "2024-02"),
    ]
    assert [f.subject for f in found.of("unplaced-share")] == ["dyfed-powys"]
    assert not found.of("rows-vanished")


def test_an_audit_is_the_same_whenever_it_is_made(real: Store, engine: Engine) -> None:
    moment = datetime(2026, 4, 1, tzinfo=UTC)

    assert audit(real, engine, moment).as_record() == audit(real, engine, moment).as_record()
    assert audit(real, engine).day == date(2026, 3, 1)


def test_spark_gives_the_same_observations(tmp_path: Path, engine: Engine) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed: pip install diogel[spark]")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java 17, and there is no java here")
    across = usual(NEWPORT) | {(CARDIFF, "Burglary"): 7}
    gaps = {"2023-03": usual(POWYS, 12), "2023-05": None}
    store = filled(tmp_path, engine, gwent={"2023-02": across}, **{"dyfed-powys": gaps})
    expected = table(engine, store)

    with open_engine("spark") as spark:
        found = table(spark, store)

    assert found == expected
