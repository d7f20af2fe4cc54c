"""The three real archives against the numbers that others counted from the same files.

Source of the numbers: an independent count of the 52 force-months with pandas, kept in the
reference folder with its cube by force, authority, month and type.
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from diogel.engine import Engine, Frame, col, open_engine
from diogel.engine import len as count_rows
from diogel.files import open_delivery
from diogel.places import authority_of_lsoa, lsoas, vintages_of_lsoa
from diogel.sources import Taken, Taking, counted, latest_outcomes, recognise, source

ASB = "Anti-social behaviour"
Taking3 = tuple[Engine, Frame, list[Taken]]


def _take_all(shared: Path, engine: Engine, folder: Path) -> tuple[Frame, list[Taken]]:
    taken = []
    for number, path in enumerate(sorted((shared / "data/police").glob("*.zip"))):
        own = folder / str(number)
        own.mkdir()
        delivery = open_delivery(path, own)
        assert delivery.problems == ()
        (part,) = recognise(delivery.members).recognised
        taken.append(source(part.source).take(part, Taking(engine, own)))
    return engine.scan_parquet([one.tables["incidents"] for one in taken]), taken


@pytest.fixture(scope="module")
def archives(shared: Path) -> Iterator[Taking3]:
    with tempfile.TemporaryDirectory() as folder, open_engine() as engine:
        frame, taken = _take_all(shared, engine, Path(folder))
        yield engine, frame, taken


def oracle(shared: Path) -> Counter[tuple[str, str | None, str, str]]:
    """The cube with its English codes made blank and the counts added up."""
    cube: Counter[tuple[str, str | None, str, str]] = Counter()
    path = shared / "data/oracles/cube_force_la_month_type.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            area = row["la"] if row["la"].startswith("W") else None
            cube[row["force"], area, row["Month"], row["Crime type"]] += int(row["n"])
    return cube


def cube_of(engine: Engine, frame: Frame) -> Counter[tuple[str, str | None, str, str]]:
    rows = engine.rows(counted(engine, frame, by=("force", "area", "month", "type")))
    return Counter({tuple(key): number for *key, number in rows})  # type: ignore[misc]


def number(archives: Taking3, **equal: str) -> int:
    engine, frame, _ = archives
    for name, value in equal.items():
        frame = frame.filter(col(name) == value)
    return engine.count(frame)


def test_the_counted_cube_is_exactly_the_oracle(archives: Taking3, shared: Path) -> None:
    engine, frame, _ = archives

    assert cube_of(engine, frame) == oracle(shared)


def test_spark_counts_exactly_the_same_cube(shared: Path, tmp_path: Path) -> None:
    pytest.importorskip("pyspark", reason="pyspark is not installed")
    if shutil.which("java") is None:
        pytest.skip("Java, which Spark needs, is not installed")

    with open_engine("spark", scratch=tmp_path) as engine:
        frame, taken = _take_all(shared, engine, tmp_path)
        cube = cube_of(engine, frame)

    assert cube == oracle(shared)
    assert sum(one.facts["rows"] for one in taken) == 297_851


def test_every_row_is_placed_outside_or_unplaced(archives: Taking3) -> None:
    _, _, taken = archives
    facts: Counter[str] = Counter()
    for one in taken:
        facts.update(one.facts)

    assert facts["rows"] == 297_851
    assert facts["placed"] + facts["outside"] + facts["unplaced"] == facts["rows"]
    assert (facts["placed"], facts["outside"], facts["unplaced"]) == (294_690, 458, 2_703)
    assert facts["force_months"] == facts["files"] == 52


def test_the_archives_raise_no_question_but_one_repeated_identifier(archives: Taking3) -> None:
    _, _, taken = archives

    assert [p.code for one in taken for p in one.problems] == ["source.repeated-ids"]


def test_q01_anti_social_behaviour_alone_has_no_identifier(archives: Taking3) -> None:
    engine, frame, _ = archives
    without = frame.filter(col("incident_id").is_null()).group_by("type").agg(count_rows())

    assert [kind for kind, _ in engine.rows(without)] == [ASB]
    assert number(archives, type=ASB) == 73_476
    assert engine.count(frame.filter(~col("incident_id").is_null())) == 224_375


def test_q02_no_whole_row_is_dropped_although_23_676_are_alike(archives: Taking3) -> None:
    engine, frame, _ = archives
    published = frame.drop("source_file")
    different = published.group_by(*published.columns).agg(count_rows().alias("n"))
    alike = different.filter(col("n") > 1)

    assert engine.count(frame) - engine.count(different) == 23_676
    assert engine.rows(alike.group_by("type").agg(count_rows()))[0][0] == ASB
    assert engine.count(alike.filter(col("type") != ASB)) == 0


def test_q03_thirty_four_identifiers_repeat_and_each_crime_has_one_ending(
    archives: Taking3,
) -> None:
    engine, frame, _ = archives
    ids = frame.filter(~col("incident_id").is_null()).group_by("incident_id")
    each = ids.agg(count_rows().alias("n"))

    endings = latest_outcomes(frame)

    assert engine.count(each) == 224_341
    assert engine.count(each.filter(col("n") > 1)) == 34
    assert engine.count(endings) == engine.count(endings.select("incident_id").unique())


def test_q04_rows_without_a_location_are_kept_by_force(archives: Taking3) -> None:
    engine, frame, _ = archives
    lost = frame.filter(col("placement") == "unplaced")

    assert engine.count(lost) == 2_703
    assert engine.count(lost.filter(~col("longitude").is_null())) == 0
    thin = number(archives, force="dyfed-powys", period="2024-01")
    unplaced = number(archives, force="dyfed-powys", period="2024-01", placement="unplaced")
    assert (thin, unplaced) == (1_187, 361)


def test_q05_gwents_file_holds_rows_of_cardiff_and_of_england(archives: Taking3) -> None:
    assert number(archives, force="gwent", area_code="W06000015") > 0
    assert number(archives, placement="outside") == 458


def test_q06_files_change_over_to_the_codes_of_2021_and_nothing_is_lost(
    archives: Taking3,
) -> None:
    engine, frame, _ = archives
    codes = engine.rows(frame.group_by("period", "lsoa_code", "area_code").agg(count_rows()))
    kinds: dict[tuple[int, ...], set[str]] = {(2011,): set(), (2021,): set()}
    for month, code, area, _ in codes:
        if code and code.startswith("W"):
            assert area == authority_of_lsoa(code)
            kinds.setdefault(vintages_of_lsoa(code), set()).add(month[:4])

    assert kinds[(2011,)] == {"2018", "2019", "2020", "2021"}
    assert kinds[(2021,)] == {"2024"}


def test_q06_a_lookup_of_2011_alone_is_refused_with_its_rows(
    archives: Taking3, shared: Path, tmp_path: Path
) -> None:
    engine = archives[0]
    names = ("version", "from_code", "from_level", "to_code", "to_level", "change")
    old = [(c, one.authority) for c, one in lsoas().items() if 2011 in one.vintages]
    rows = [("ons-2011", c, "lsoa11", area, "local-authority", "U") for c, area in old]
    lookup = tmp_path / "lookup.parquet"
    engine.write_parquet(engine.from_rows(dict.fromkeys(names, "text"), rows), lookup)
    delivery = open_delivery(shared / "data/police/archive-2024-01-to-2024-02.zip", tmp_path)
    (part,) = recognise(delivery.members).recognised

    taken = source(part.source).take(part, Taking(engine, tmp_path, lookups=(lookup,)))

    (told,) = (p for p in taken.problems if p.code == "source.lookup-lacks-codes")
    assert told.found == "2,589"
    assert told.severity == "stop"


def test_q07_every_row_of_the_vale_of_glamorgan_is_there(archives: Taking3, shared: Path) -> None:
    # Its areas are called "The Vale of Glamorgan 001A" before 2024 and lose their article then.
    vale = "W06000014"
    expected = sum(n for (_, area, _, _), n in oracle(shared).items() if area == vale)

    assert number(archives, area_code=vale) == expected > 5_000


def test_q08_the_table_has_codes_and_no_names_of_areas(archives: Taking3) -> None:
    _, frame, _ = archives

    assert "lsoa_name" not in frame.columns
    assert "lsoa_code" in frame.columns


def test_q09_points_are_shared_by_many_records(archives: Taking3) -> None:
    engine, frame, _ = archives
    at_points = frame.filter(~col("longitude").is_null()).group_by("longitude", "latitude")
    most = at_points.agg(count_rows().alias("n")).select(col("n").max())

    ((records,),) = engine.rows(most)

    assert records > 300


def test_q10_files_of_both_line_ends_give_all_their_rows(archives: Taking3, shared: Path) -> None:
    # Rows against lines is told as a problem where they differ: see the test above.
    import zipfile

    ends = set()
    for path in (shared / "data/police").glob("*.zip"):
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                with archive.open(name) as file:
                    ends.add(file.readline().endswith(b"\r\n"))

    assert ends == {True, False}
    assert sum(one.rows for taken in archives[2] for one in taken.slices) == 297_851


def test_q11_the_context_is_always_empty_and_not_kept(archives: Taking3) -> None:
    assert "context" not in archives[1].columns


def test_q13_dyfed_powys_of_2024_comes_in_with_what_it_has(archives: Taking3) -> None:
    slices = {tuple(one.key.values()): one for taken in archives[2] for one in taken.slices}

    assert slices["dyfed-powys", "2018-10"].rows == 3_415
    assert slices["dyfed-powys", "2024-01"].rows == 1_187
    assert slices["dyfed-powys", "2024-02"].rows < 400


def test_q16_outcomes_stand_as_published(archives: Taking3) -> None:
    engine, frame, _ = archives
    labels = {row[0] for row in engine.rows(frame.select("outcome").unique())}

    assert {"Status update unavailable", "Under investigation"} <= labels
    assert 20 <= len(labels - {None}) <= 28


def test_q17_the_first_lockdown_stands_as_it_was(archives: Taking3) -> None:
    assert number(archives, force="gwent", period="2020-02", type=ASB) == 784
    assert number(archives, force="gwent", period="2020-04", type=ASB) == 5_105
