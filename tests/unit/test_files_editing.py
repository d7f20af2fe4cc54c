"""Cells of somebody's file are changed where they stand, and every other byte stays."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from diogel.core import Refused
from diogel.files import edit_cells, read_sheets


def workbook(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        bold = book.add_format({"bold": True})
        first, second = book.add_worksheet("One"), book.add_worksheet("Two & more")
        first.write_row(0, 0, ["a", "b", "c"], bold)
        first.write_row(1, 0, ["x", "", "z"])
        first.write_formula(2, 0, "=1+1", value=2)
        first.data_validation(1, 1, 5, 1, {"validate": "list", "source": ["p", "q"]})
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=One!$A$3:$A$3"})
        first.insert_chart(5, 5, chart)
        second.write(0, 0, "kept")
        second.write(4, 3, "far")
    return path


def cells(path: Path, sheet: int = 0) -> list[list[str]]:
    return [list(row) for row in read_sheets(path)[sheet].rows]


def test_cells_are_replaced_filled_and_added(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")

    edit_cells(path, {"One": {(1, 4): "d", (2, 1): "new & <ŵ>", (2, 2): "q", (2, 5): " e"}})

    assert cells(path)[:2] == [["a", "b", "c", "d", ""], ["new & <ŵ>", "q", "z", "", "e"]]


def test_a_blank_cell_that_only_has_a_look_is_filled(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("One")
        boxed = book.add_format({"border": 1})
        for row in range(3):
            sheet.write(row, 0, f"a{row}")
            sheet.write_blank(row, 1, None, boxed)
            sheet.write(row, 2, f"c{row}")
        sheet.set_row(3, 20, boxed)

    edit_cells(path, {"One": {(1, 2): "14", (3, 2): "9", (4, 1): "end"}})

    filled = [["a0", "14", "c0"], ["a1", "", "c1"], ["a2", "9", "c2"], ["end", "", ""]]
    assert cells(path) == filled
    assert openpyxl.load_workbook(path)["One"]["B1"].border.left.style == "thin"


def test_other_sheets_parts_and_looks_stay(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist()}

    edit_cells(path, {"One": {(1, 2): "B"}})

    with zipfile.ZipFile(path) as archive:
        after = {name: archive.read(name) for name in archive.namelist()}
    assert [name for name in before if before[name] != after.get(name)] == [
        "xl/worksheets/sheet1.xml"
    ]
    sheet = openpyxl.load_workbook(path)["One"]
    assert sheet["B1"].value == "B"
    assert sheet["B1"].font.bold
    assert len(sheet.data_validations.dataValidation) == 1


def test_a_sheet_is_found_by_its_name(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")

    edit_cells(path, {"Two & more": {(5, 1): "first", (5, 4): ""}})

    assert openpyxl.load_workbook(path)["Two & more"]["A5"].value == "first"
    assert openpyxl.load_workbook(path)["Two & more"]["D5"].value is None


def test_a_workbook_by_another_program_is_edited_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["a", "b"])
    book.active.append(["x", None])
    book.active.title = "S"
    book.save(tmp_path / "a.xlsx")

    edit_cells(tmp_path / "a.xlsx", {"S": {(2, 2): "y", (2, 3): "z"}})

    assert cells(tmp_path / "a.xlsx") == [["a", "b", ""], ["x", "y", "z"]]


def test_a_formula_is_never_written_over(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx")
    before = path.read_bytes()

    with pytest.raises(Refused) as refused:
        edit_cells(path, {"One": {(2, 2): "q", (3, 1): "3"}})

    assert [(p.code, p.place.column) for p in refused.value.problems] == [
        ("file.cannot-edit-formula", "A")
    ]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("before", "edits", "after"),
    [
        (b"a,b\r\n1,2\r\n", {(2, 2): "x"}, b"a,b\r\n1,x\r\n"),
        (b'a;"b;c"\n"1";2', {(1, 2): "d", (2, 3): "e;f"}, b'a;d\n"1";2;"e;f"'),
        (
            b'"a ""q""",b\n\n"1\n2",3\n',
            {(3, 2): 'say "no"'},
            b'"a ""q""",b\n\n"1\n2","say ""no"""\n',
        ),
        (b"sep=;\na;b,c,d\n", {(1, 1): "x"}, b"sep=;\nx;b,c,d\n"),
        (b"\xef\xbb\xbfa,b\n", {(1, 1): "\u0175"}, b"\xef\xbb\xbf\xc5\xb5,b\n"),
        (b"caf\xe9,b\n", {(1, 2): "\xe2"}, b"caf\xe9,\xe2\n"),
        (b"a,b\n", {(1, 2): "=1+1", (1, 4): "d"}, b"a,'=1+1,,d\n"),
    ],
)
def test_a_text_table_keeps_everything_else(
    tmp_path: Path, before: bytes, edits: dict[tuple[int, int], str], after: bytes
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(before)

    edit_cells(path, {"": edits})

    assert path.read_bytes() == after


def test_letters_that_an_old_encoding_lacks_make_it_utf_8(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"caf\xe9,b\n")

    edit_cells(path, {"": {(1, 2): "t\u0177"}})

    assert path.read_bytes() == "café,tŷ\n".encode("utf-8-sig")


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    path.write_bytes(b"PK")

    with pytest.raises(Refused) as refused:
        edit_cells(path, {"": {(1, 1): "x"}})

    assert refused.value.problems[0].code == "file.cannot-edit"
