"""A table gives the same problems row by row and through the engine, whatever stands in it."""

from __future__ import annotations

import csv
from pathlib import Path

import planted_data_faults as planting
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from diogel.core import Problem
from diogel.engine import open_engine
from diogel.files import read_sheets
from diogel.standard.schemas import schema
from diogel.standard.validation import checking
from diogel.standard.validation.checking import check_file, check_sheets
from diogel.standard.validation.vocabulary import own_vocabulary

SEEDS = range(24)


def plain(problems: tuple[Problem, ...]) -> list[tuple[object, ...]]:
    """The problems in an order that does not depend on the road."""
    return sorted(
        (p.code, p.place.row or 0, p.place.column, p.found, str(p.expected), str(dict(p.slots)))
        for p in problems
    )


def as_csv(book: planting.Book, path: Path) -> None:
    names = book.chance.sample(planting.COLUMNS, len(planting.COLUMNS))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*(book.headings[name] for name in names), *book.extra])
        for at, line in enumerate(book.lines):
            extra = [texts[at % len(texts)] for texts in book.extra.values()]
            writer.writerow([*(line.cells.get(name) for name in names), *extra])


def by_rows(path: Path) -> list[tuple[object, ...]]:
    tables = (schema("observations"),)
    checked = check_sheets(read_sheets(path), tables, planting.TODAY, own_vocabulary())
    return plain(checked.problems)


def by_engine(path: Path) -> list[tuple[object, ...]]:
    with open_engine(threads=1) as engine:
        return plain(check_file(path, "observations", engine, today=planting.TODAY).problems)


def parquet_book() -> planting.Book:
    """Faults in cells only: headings have no row in a Parquet file."""
    book = planting.planted(1)
    book.headings = {name: name for name in planting.COLUMNS}
    book.extra = {}
    return book


@pytest.fixture(autouse=True)
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "LARGE", -1)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_roads_tell_the_same_of_planted_faults(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "return.csv"
    as_csv(planting.planted(seed, kinds=25), path)

    rows, engine = by_rows(path), by_engine(path)

    assert len(rows) > 50
    assert rows == engine


def test_both_roads_tell_the_same_of_a_parquet_file(tmp_path: Path) -> None:
    path, parquet = tmp_path / "return.csv", tmp_path / "return.parquet"
    as_csv(parquet_book(), path)
    with path.open(encoding="utf-8", newline="") as file:
        headings, *rows = csv.reader(file)
    with open_engine(threads=1) as engine:
        frame = engine.from_rows(
            dict.fromkeys(headings, "text"), [[cell or None for cell in row] for row in rows]
        )
        engine.write_parquet(frame, parquet)

    found = by_engine(parquet)

    # A Parquet file has no row of headings: its first row of data is row 1.
    assert [(c, r) for c, r, *_ in found if r] == [(c, r - 1) for c, r, *_ in by_rows(path)]


CELLS = {
    "standard_version": ["1.0.0", "1", ""],
    "period": [
        "2025-01",
        "2025-02",
        "2025-03",
        "Ionawr 2025",
        "2025-Q1",
        "45658",
        "x",
        "",
        "2030-01",
    ],
    "area_code": [
        *("W06000022", "W06000021", "W06000020", "W06000019", "W06000018", "W15000002"),
        *("Casnewydd", "Total", "W06000007", "", "W0600002", "Gareth Jones", " W06000022 "),
    ],
    "area_scheme": ["local-authority", "police", "Local authority", ""],
    "theme_code": ["anti-social-behaviour", "Anti-social behaviour", "crime"],
    "measure_code": [
        "council-asb-reports",
        "police-burglary",
        "council asb reports",
        "nothing",
        "",
    ],
    "measure_type": ["count", "rate", "percent", "Cyfrif"],
    "breakdown": ["all", "sex=female", "?"],
    "value": [
        "0",
        "12",
        "12",
        "250",
        "1,234",
        "-3",
        "4.5",
        "tua 3",
        "",
        "[x]",
        "1e3",
        "104",
        "'-1",
    ],
    "numerator": ["", "", "5", "x"],
    "denominator": ["", "", "4", "9"],
    "unit": ["reports", "offences", "Reports", ""],
    "status": ["observed", "Observed", ""],
    "suppression": ["", "", "[x]", "[c]"],
    "source_type": ["local_authority", "police"],
    "source_org": ["Cyngor", "Cyngor MÃ´n", "Mrs Evans"],
    "prevention_level": ["response"],
    "note_en": ["", "", "A note", "ring 01792 555 123", "Gareth Pritchard"],
    "note_cy": ["", "", "Nodyn"],
}
ROW = st.fixed_dictionaries({name: st.sampled_from(texts) for name, texts in CELLS.items()})


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=st.lists(ROW, min_size=1, max_size=40))
def test_both_roads_tell_the_same_of_any_table(rows: list[dict[str, str]], tmp_path: Path) -> None:
    path = tmp_path / "any.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(CELLS))
        writer.writeheader()
        writer.writerows(rows)

    assert by_rows(path) == by_engine(path)
