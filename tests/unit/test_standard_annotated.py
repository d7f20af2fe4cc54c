"""The copy handed back: marks in place, in the person's language, and all else as it was."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from diogel.core import Place, Problem, Refused, Severity
from diogel.files import read_sheets
from diogel.standard import write_annotated


def at(row: int, column: str = "") -> Place:
    return Place("a.xlsx", "Data", row, column)


PROBLEMS = (
    Problem("data.month-in-words", at(4, "B (period)"), "Hydref 2018", "2018-10"),
    Problem("data.negative", at(5, "C (value)"), "-4"),
    Problem("data.too-high", at(5, "C (value)"), "-4", "100"),
    Problem("personal.name", at(6, "D (note_en)")),
    Problem(
        "data.same-across-force",
        at(7, "C (value)"),
        "9",
        "Gwent",
        Severity.LOOK,
        {"rows": "7, 9–10", "area": "W15000002"},
    ),
    Problem("data.column-missing", at(3), "", "unit", slots={"title": "Unit"}),
)


def partner_file(path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Data"
    sheet["A1"] = "Return"
    sheet["A1"].font = Font(bold=True, size=16)
    sheet.merge_cells("A1:D1")
    for column, heading in enumerate(["area_code", "period", "value", "note_en"], 1):
        sheet.cell(3, column).value = heading
    for row in range(4, 12):
        sheet.cell(row, 3).value = row
    sheet["D6"] = "Gareth Pritchard"
    sheet["C12"] = "=SUM(C4:C11)"
    sheet["C5"].comment = Comment("Our own words", "Gwen")
    sheet["C5"].number_format = "0.00"
    book.create_sheet("Canllaw")["A1"] = "Guidance"
    book.save(path)
    return path


@pytest.fixture
def copy(tmp_path: Path):
    path = partner_file(tmp_path / "a.xlsx")
    write_annotated(path, PROBLEMS, "cy", tmp_path / "copy.xlsx")
    return openpyxl.load_workbook(tmp_path / "copy.xlsx")


def test_each_faulty_cell_is_coloured_and_says_why_in_welsh(copy) -> None:
    cell = copy["Data"]["B4"]

    assert cell.fill.start_color.rgb == "FFF4B6AE"
    assert cell.comment.text == "Mis mewn geiriau yw 'Hydref 2018'. Ysgrifennwch: 2018-10."


def test_two_faults_of_a_cell_and_its_own_comment_are_all_said(copy) -> None:
    words = copy["Data"]["C5"].comment.text

    assert words.startswith("Our own words")
    assert words.count("-4") == 2


def test_every_row_that_a_fault_names_is_marked(copy) -> None:
    sheet = copy["Data"]

    marked = [row for row in range(4, 12) if sheet.cell(row, 3).fill.fill_type]

    assert marked == [5, 7, 9, 10]


def test_the_list_in_front_leads_to_each_cell(copy) -> None:
    front = copy.worksheets[0]

    links = [row[0].hyperlink.location for row in front.iter_rows() if row[0].hyperlink is not None]

    assert front.title == "Problemau"
    assert copy.active is front
    assert sorted(links) == [
        "'Data'!A3",
        "'Data'!B4",
        "'Data'!C5",
        "'Data'!C5",
        "'Data'!C7",
        "'Data'!D6",
    ]


def test_the_list_does_not_repeat_what_is_personal(copy) -> None:
    said = " ".join(str(c.value) for row in copy.worksheets[0].iter_rows() for c in row)

    assert "Pritchard" not in said
    assert "Pritchard" not in copy["Data"]["D6"].comment.text


def test_formulas_looks_merges_and_other_sheets_stay(copy) -> None:
    sheet = copy["Data"]

    assert sheet["C12"].value == "=SUM(C4:C11)"
    assert sheet["A1"].font.bold
    assert sheet["A1"].font.size == 16
    assert sheet["C5"].number_format == "0.00"
    assert [str(merged) for merged in sheet.merged_cells.ranges] == ["A1:D1"]
    assert copy["Canllaw"]["A1"].value == "Guidance"


def test_the_file_itself_is_not_touched(tmp_path: Path) -> None:
    path = partner_file(tmp_path / "a.xlsx")
    before = hashlib.sha256(path.read_bytes()).hexdigest()

    write_annotated(path, PROBLEMS, "en", tmp_path / "copy.xlsx")

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    with pytest.raises(Refused):
        write_annotated(path, PROBLEMS, "en", path)


def test_a_text_table_comes_back_as_a_workbook_of_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("area_code,period,value\nW06000022,45931,=1+1\n,,007\n", "utf-8")
    problem = Problem("data.date-serial", Place("a.csv", "", 2, "B (period)"), "45931", "2025-10")

    write_annotated(path, [problem], "en", tmp_path / "copy.xlsx")

    front, sheet = openpyxl.load_workbook(tmp_path / "copy.xlsx").worksheets
    assert front.title == "Problems"
    assert [[c.value for c in row] for row in sheet.iter_rows()] == [
        ["area_code", "period", "value"],
        ["W06000022", "45931", "=1+1"],
        [None, None, "007"],
    ]
    assert sheet["C2"].data_type == "s"
    assert sheet["B2"].comment.text.startswith("'45931' is Excel's own number")


def test_a_copy_is_read_again_with_the_same_cells(tmp_path: Path) -> None:
    path = partner_file(tmp_path / "a.xlsx")

    write_annotated(path, PROBLEMS, "en", tmp_path / "copy.xlsx")

    (data,) = [s for s in read_sheets(tmp_path / "copy.xlsx") if s.name == "Data"]
    (was,) = [s for s in read_sheets(path) if s.name == "Data"]
    assert data.rows == was.rows


def test_a_fault_within_a_merged_cell_is_marked_on_it(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Data"
    book.active["A2"] = "W06000022"
    book.active["B5"] = 1
    book.active.merge_cells("A2:A4")
    book.save(tmp_path / "a.xlsx")
    problem = Problem("data.blank-below", at(4, "A (area_code)"), "", "W06000022")

    write_annotated(tmp_path / "a.xlsx", [problem], "en", tmp_path / "copy.xlsx")

    cell = openpyxl.load_workbook(tmp_path / "copy.xlsx")["Data"]["A2"]
    assert "W06000022" in cell.comment.text
