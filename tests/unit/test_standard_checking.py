"""Files as partners send them: any kind, headings in either language, anywhere in the sheet."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from diogel.core import Bilingual, Problem
from diogel.standard import check_file, schema

TODAY = date(2026, 11, 22)
GOOD = {
    "standard_version": "1.0.0",
    "period": "2025-01",
    "area_code": "W06000022",
    "area_scheme": "local-authority",
    "theme_code": "anti-social-behaviour",
    "measure_code": "council-asb-reports",
    "measure_type": "count",
    "breakdown": "all",
    "value": "12",
    "unit": "reports",
    "status": "observed",
    "source_type": "local_authority",
    "source_org": "Cyngor Casnewydd",
    "prevention_level": "response",
}


def table(*changes: dict[str, str], headings: dict[str, str] | None = None) -> list[list[str]]:
    rows = [GOOD | change for change in changes]
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = [(headings or {}).get(name, name) for name in names]
    return [head, *([row.get(name, "") for name in names] for row in rows)]


def write(path: Path, rows: list[list[str]], above: int = 0, left: int = 0) -> Path:
    book = openpyxl.Workbook()
    for number, row in enumerate(rows, above + 1):
        for column, text in enumerate(row, left + 1):
            book.active.cell(number, column).value = text or None
    book.save(path)
    return path


def problems(path: Path) -> tuple[Problem, ...]:
    return check_file(path, today=TODAY).problems


def brief(path: Path) -> list[tuple[str, int | None, str]]:
    return [(p.code, p.place.row, p.place.column) for p in problems(path)]


def test_headings_may_be_the_titles_of_either_language(tmp_path: Path) -> None:
    fields = schema("observations").fields
    for which in ("en", "cy"):
        titles = {field.name: field.title[which] for field in fields}

        path = write(tmp_path / f"{which}.xlsx", table({}, headings=titles), above=5, left=2)

        assert problems(path) == ()


def test_a_second_row_of_headings_is_no_data(tmp_path: Path) -> None:
    titles = {field.name: field.title.cy for field in schema("observations").fields}
    head, row = table({})
    rows = [head, [titles[name] for name in head], row]

    assert problems(write(tmp_path / "two.xlsx", rows)) == ()


def test_a_note_under_the_table_is_told_and_not_read_as_a_row(tmp_path: Path) -> None:
    rows = [*table({}), [], ["Source: council system, extracted in March"]]

    assert brief(write(tmp_path / "note.xlsx", rows)) == [
        ("data.row-stray", 4, "A (standard_version)")
    ]


@pytest.mark.parametrize("kind", ["ods", "xls"])
def test_other_workbooks_are_checked_as_well(kind: str, tmp_path: Path) -> None:
    if shutil.which("soffice") is None:
        pytest.skip("soffice is not there to make the file")
    path = write(tmp_path / "a.xlsx", table({}, {"period": "Chwefror 2025"}), above=2)
    subprocess.run(
        ["soffice", "--headless", "--convert-to", kind, "--outdir", str(tmp_path), str(path)],
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert brief(path.with_suffix(f".{kind}")) == [("data.month-in-words", 5, "B (period)")]


def test_the_right_form_of_a_month_is_said_for_both_languages(tmp_path: Path) -> None:
    words = ["Hydref 2018", "October 2018", "Oct-18", "Hyd 2018", "mis Hydref 2018", "2018 Hydref"]
    path = write(tmp_path / "a.xlsx", table(*({"period": w, "source_org": w} for w in words)))

    assert [p.expected for p in problems(path)] == ["2018-10"] * len(words)


def test_the_nearest_code_is_offered(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx",
        table(
            {"area_code": "Casnewyd", "source_org": "a"},
            {"area_code": "W0600002l", "source_org": "b"},
            {"measure_code": "council-asb-report", "source_org": "c"},
            {"status": "provisionl", "source_org": "d"},
            {"source_type": "Awdurdod lleol", "source_org": "e"},
        ),
    )

    assert [p.expected for p in problems(path)] == [
        Bilingual("W06000022 (Newport)", "W06000022 (Casnewydd)"),
        "W06000021",
        "council-asb-reports",
        "provisional",
        "local_authority",
    ]


def test_a_retired_code_and_a_force_name_are_given_their_codes(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xlsx",
        table({"area_code": "W06000007"}, {"area_code": "Heddlu Gwent", "area_scheme": "police"}),
    )

    told = [(p.code, p.expected) for p in problems(path)]

    assert told[0] == ("data.area-retired", "W06000023")
    assert "W15000002" in str(told[1][1])


def test_a_file_without_the_standard_says_which_headings_it_needs(tmp_path: Path) -> None:
    (found,) = problems(write(tmp_path / "a.xlsx", [["Lliw", "Maint"], ["coch", "3"]]))

    assert found.code == "data.no-table"
    assert "area_code" in str(found.expected)


def test_a_sheet_beside_the_table_with_personal_headings_is_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", table({}))
    book = openpyxl.load_workbook(path)
    raw = book.create_sheet("Raw")
    raw.append(["Cyfenw", "Dyddiad geni", "Trosedd"])
    raw.append(["Prydderch", "1990-01-02", "Byrgleriaeth"])
    book.save(path)

    told = problems(path)

    assert {p.code for p in told} == {"personal.sheet"}
    assert "Prydderch" not in repr(told)


def test_an_unreadable_file_is_a_problem_and_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK nothing")

    checked = check_file(path)

    assert [p.code for p in checked.problems] == ["file.damaged"]
    assert not checked.usable


def test_a_missing_column_and_one_that_stands_twice_are_told(tmp_path: Path) -> None:
    head, row = table({})
    rows = [[*head, "period"], [*row, "2025-01"]]
    rows = [[cell for cell, name in zip(r, rows[0], strict=True) if name != "unit"] for r in rows]

    told = {(p.code, str(p.expected)) for p in problems(write(tmp_path / "a.xlsx", rows))}

    assert told == {("data.column-missing", "unit"), ("data.column-twice", "period")}


def test_force_values_repeated_for_an_authority_name_every_row(tmp_path: Path) -> None:
    months = [f"2025-0{month}" for month in range(1, 7)]
    rows = []
    for at, month in enumerate(months):
        of = {"period": month, "measure_code": "police-burglary", "theme_code": "crime"}
        of |= {"unit": "offences", "source_type": "police"}
        rows.append(of | {"area_code": "W15000002", "area_scheme": "police", "value": str(90 + at)})
        rows.append(of | {"value": str(90 + at)})

    (found,) = problems(write(tmp_path / "a.xlsx", table(*rows)))

    assert (found.code, found.place.row, found.found) == ("data.child-is-parent", 3, "W06000022")
    assert found.slots["rows"] == "3, 5, 7, 9, 11, 13"


def test_a_heading_in_other_words_is_read_and_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", table({}, headings={"period": "Mis", "area_code": "Area"}))

    assert [(p.code, p.found, p.expected) for p in problems(path)] == [
        ("data.column-misspelt", "Mis", "period"),
        ("data.column-misspelt", "Area", "area_code"),
    ]


def test_marks_and_brackets_beside_a_heading_do_not_matter(tmp_path: Path) -> None:
    headings = {"period": "Period*", "value": "Value (number)", "unit": "UNIT"}

    assert problems(write(tmp_path / "a.xlsx", table({}, headings=headings))) == ()


@pytest.mark.parametrize("word", ["Wales", "Cymru", "Total", "CYFANSWM", "Grand Total:"])
def test_a_total_among_the_areas_is_told_once(word: str, tmp_path: Path) -> None:
    rows = table({}, {"area_code": word, "value": "n/a", "status": ""})

    assert [p.code for p in problems(write(tmp_path / "a.xlsx", rows))] == ["data.total-row"]


def test_a_limit_of_a_table_is_told_as_it_stands_there(tmp_path: Path) -> None:
    head = ["version", "lsoa_code", "domain", "rank", "decile"]
    path = write(tmp_path / "a.xlsx", [head, ["wimd-2019", "W01001685", "overall", "157", "12"]])

    assert [(p.code, p.found, p.expected) for p in problems(path)] == [
        ("data.too-high", "12", "10")
    ]
