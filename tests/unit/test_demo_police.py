import csv
import hashlib
import io
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from diogel.demo.levels import ASB, levels, police_types
from diogel.demo.people import shared_out, write_populations
from diogel.demo.police import FIRST, HEADER, LAST, NOT_SENT, write_police_archive
from diogel.places import authority_of_lsoa, vintages_of_lsoa


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("police") / "archive.zip"
    write_police_archive(path)
    return path


def _rows(archive: Path, month: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith(f"{month}/")]
        return [
            row
            for name in names
            for row in csv.DictReader(io.StringIO(opened.read(name).decode("utf-8"), newline=""))
        ]


def test_the_archive_is_the_same_every_time(archive: Path, tmp_path: Path) -> None:
    write_police_archive(tmp_path / "again.zip")

    digests = {
        hashlib.sha256(path.read_bytes()).hexdigest() for path in (archive, tmp_path / "again.zip")
    }
    assert len(digests) == 1


def test_it_has_36_months_of_four_forces_but_what_was_not_sent(archive: Path) -> None:
    with zipfile.ZipFile(archive) as opened:
        names = opened.namelist()
        assert opened.read(names[0]).decode().splitlines()[0] == HEADER

    assert len(names) == 36 * 4 - len(NOT_SENT)
    assert names[0].startswith(str(FIRST)) and names[-1].startswith(str(LAST))


def test_every_row_says_that_it_is_synthetic(archive: Path) -> None:
    for row in _rows(archive, "2024-01"):
        assert "Synthetic" in row["Location"] or row["Location"] == "No Location"
        assert row["Crime type"] == ASB or row["Crime ID"].startswith("synthetic-")


def test_it_has_the_shape_of_the_real_files(archive: Path) -> None:
    rows = _rows(archive, "2024-07")
    identifiers = Counter(row["Crime ID"] for row in rows if row["Crime ID"])

    assert all((row["Crime ID"] == "") == (row["Crime type"] == ASB) for row in rows)
    assert {row["Crime type"] for row in rows} == set(police_types())
    assert any(f"-{month}-" in name for name in identifiers for month in ["2024-06"])
    assert 0.005 < sum(row["LSOA code"] == "" for row in rows) / len(rows) < 0.02
    assert any(row["LSOA code"].startswith("E01") for row in rows)
    placed = {row["LSOA code"] for row in rows if row["LSOA code"].startswith("W")}
    assert {authority_of_lsoa(code) for code in placed} == {level.area for level in levels()}
    assert all(2021 in vintages_of_lsoa(code) for code in placed)


def test_populations_add_up_to_the_census(tmp_path: Path) -> None:
    write_populations(tmp_path / "people.csv")

    with (tmp_path / "people.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    residents = Counter[str]()
    for row in rows:
        residents[str(authority_of_lsoa(row["lsoa21_code"]))] += int(row["total_residents"])
    assert len(rows) == 1917
    assert residents == {level.area: level.residents for level in levels()}


def test_shares_lose_nothing_to_rounding() -> None:
    import numpy as np

    assert shared_out(10, np.array([1.0, 1.0, 1.0])) == [4, 3, 3]
    assert sum(shared_out(999, np.random.default_rng(1).random(37))) == 999
