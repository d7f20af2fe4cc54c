"""Words that may be somebody's name are not repeated, in whichever column they stand."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from diogel.core import LANGUAGES, Problem
from diogel.engine import open_engine
from diogel.language import explain
from diogel.standard import check_file
from diogel.standard.schemas import schema
from diogel.standard.validation import checking

TODAY = date(2026, 11, 22)
COLUMNS = tuple(field.name for field in schema("observations").fields)
NAME, UNLISTED = "Gwenno Prydderch", "Xanthippa Wolkenstein"


def row(**other: str) -> list[str]:
    right = {
        "standard_version": "1.0.0",
        "period": "2026-10",
        "area_code": "W06000022",
        "area_scheme": "local-authority",
        "theme_code": "anti-social-behaviour",
        "measure_code": "council-asb-reports",
        "measure_type": "count",
        "breakdown": "all",
        "value": "214",
        "unit": "reports",
        "status": "observed",
        "source_type": "local_authority",
        "source_org": "Newport City Council",
        "prevention_level": "response",
    }
    return [(right | other).get(name, "") for name in COLUMNS]


def told(path: Path, large: bool, monkeypatch: pytest.MonkeyPatch) -> tuple[Problem, ...]:
    monkeypatch.setattr(checking, "LARGE", -1 if large else 1 << 30)
    with open_engine(threads=1) as engine:
        return check_file(path, "observations", engine, today=TODAY).problems


def write(path: Path, *rows: list[str]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([COLUMNS, *rows])
    return path


@pytest.mark.parametrize("large", [False, True], ids=["by rows", "by engine"])
@pytest.mark.parametrize(
    "column",
    ["period", "area_code", "value", "status", "unit", "coverage_pct", "extracted_on"],
)
@pytest.mark.parametrize("name", [NAME, UNLISTED])
def test_a_name_in_a_column_of_codes_is_not_repeated(
    name: str, column: str, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.csv", row(**{column: name}))

    (problem,) = told(path, large, monkeypatch)

    assert problem.place.row == 2
    for language in LANGUAGES:
        assert not set(name.split()) & set(explain(problem, language).replace("'", " ").split())


@pytest.mark.parametrize("large", [False, True], ids=["by rows", "by engine"])
@pytest.mark.parametrize("column", ["value", "numerator", "denominator"])
def test_an_nhs_number_among_numbers_is_refused(
    column: str, large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.csv", row(**{column: "9434765919"}))

    (problem,) = told(path, large, monkeypatch)

    assert (problem.code, problem.found) == ("personal.nhs-number", "")


def test_what_is_nearly_a_code_is_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.csv", row(area_code="Blaenau Gwentt", unit="Report"))

    found = {p.found for p in told(path, False, monkeypatch)}

    assert found == {"Blaenau Gwentt", "Report"}


def with_sheet(path: Path, rows: list[list[str]]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    book.active.append(row())
    sheet = book.create_sheet("Raw")
    sheet.sheet_state = "hidden"
    for cells in rows:
        sheet.append(cells)
    book.save(path)
    return path


def test_a_hidden_list_of_people_without_headings_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_sheet(tmp_path / "a.xlsx", [[NAME, "NP20 4UR", "x"]] * 3)

    problems = told(path, False, monkeypatch)

    assert {p.code for p in problems} == {"personal.name", "personal.postcode"}
    assert {(p.place.sheet, p.found) for p in problems} == {("Raw", "")}


def test_who_to_ask_may_stand_in_a_sheet_of_notes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = with_sheet(tmp_path / "a.xlsx", [["Ask", NAME, "01633 555 123"]])

    assert told(path, False, monkeypatch) == ()
