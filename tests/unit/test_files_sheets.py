"""Hostile and ordinary files into cells with addresses."""

import datetime
import random
import zipfile
from pathlib import Path

import openpyxl
import pytest

from diogel.core import Refused, Severity
from diogel.files import Limits, column_letter, csv_bytes, read_sheets, write_atomically


def workbook(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for address, value in cells.items():
        book.active[address] = value
    book.save(path)
    return path


def refusal(path: Path, limits: Limits | None = None) -> str:
    with pytest.raises(Refused) as refused:
        read_sheets(path, limits)
    (problem,) = refused.value.problems
    assert problem.place.file == path.name
    return problem.code


def test_a_cell_keeps_the_address_that_excel_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"B3": "Caerdydd", "C7": 3.0, "AB9": True})

    (sheet,) = read_sheets(path)

    assert sheet.cell(3, 2) == "Caerdydd"
    assert sheet.cell(7, 3) == "3"
    assert sheet.cell(9, 28) == "TRUE"
    assert sheet.rows[0] == sheet.rows[1]
    assert sheet.place(9, 28).column == "AB" == column_letter(28)


def test_dates_and_fractions_become_plain_text(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A1": datetime.date(2021, 9, 10), "A2": 1.5})

    (sheet,) = read_sheets(path)

    assert [row[0] for row in sheet.rows] == ["2021-09-10", "1.5"]


def test_a_cell_that_holds_an_error_is_told_and_not_read_as_blank(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"].value = "#N/A"
    book.active["B2"].data_type = "e"
    book.active["C3"] = "x"
    book.save(tmp_path / "a.xlsx")

    (sheet,) = read_sheets(tmp_path / "a.xlsx")

    (problem,) = sheet.problems
    assert (problem.code, problem.place.row, problem.place.column) == ("file.error-cell", 2, "B")
    assert sheet.cell(2, 2) == "#N/A"


def test_a_formula_never_calculated_is_told_and_not_read_as_blank(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A1": "staff", "B2": "=1+1"})

    (sheet,) = read_sheets(path)

    assert [p.code for p in sheet.problems] == ["file.formula-not-calculated"]
    assert sheet.problems[0].place.row == 2
    assert sheet.cell(2, 2) == ""


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_text_table_is_read_by_the_delimiter_of_its_header(
    tmp_path: Path, delimiter: str
) -> None:
    path = tmp_path / "a.csv"
    path.write_text(delimiter.join(["id", "w1"]) + "\n\n" + delimiter.join(["1", '"a\nb"']))

    (sheet,) = read_sheets(path)

    assert sheet.rows == (("id", "w1"), (), ("1", "a\nb"))


def test_excels_own_separator_line_is_obeyed_and_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\r\nid;w1,w2\r\n1;2\r\n")

    (sheet,) = read_sheets(path)

    assert sheet.rows[0] == ("id", "w1,w2")


def test_a_latin_1_text_table_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("ardal\nYnys Môn\n".encode("latin-1"))

    (sheet,) = read_sheets(path)

    assert sheet.cell(2, 1) == "Ynys Môn"
    assert [(p.code, p.severity) for p in sheet.problems] == [("file.encoding", Severity.NOTE)]


def test_utf_8_with_a_byte_order_mark_has_a_clean_first_heading(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([["id", "ŵ"], ["1", "=1+1"], [2, -3]]))

    (sheet,) = read_sheets(path)

    assert sheet.rows == (("id", "ŵ"), ("1", "=1+1"), ("2", "-3"))
    assert b"'=1+1" in path.read_bytes()
    assert sheet.problems == ()


def test_a_file_that_is_not_there_a_folder_and_an_unknown_type_are_refused(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.docx").write_bytes(b"PK")
    (tmp_path / "f.csv").mkdir()

    assert refusal(tmp_path / "no.csv") == "file.missing"
    assert refusal(tmp_path / "f.csv") == "file.folder"
    assert refusal(tmp_path / "a.docx") == "file.unknown-type"


def test_empty_files_and_empty_workbooks_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.csv").write_bytes(b"\xef\xbb\xbf\r\n,,\r\n")
    workbook(tmp_path / "c.xlsx", {})

    codes = {refusal(tmp_path / name) for name in ("a.csv", "b.csv", "c.xlsx")}

    assert codes == {"file.empty"}


def test_a_truncated_workbook_is_damaged_wherever_it_is_cut(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", {f"A{n}": f"text {n}" for n in range(1, 200)})
    data = whole.read_bytes()

    for share in (0.01, 0.3, 0.6, 0.99):
        cut = tmp_path / "cut.xlsx"
        cut.write_bytes(data[: int(len(data) * share)])
        assert refusal(cut) == "file.damaged"


def test_a_workbook_with_flipped_bytes_never_ends_in_anything_but_a_refusal(
    tmp_path: Path,
) -> None:
    whole = workbook(tmp_path / "a.xlsx", {f"A{n}": f"text {n}" for n in range(1, 50)})
    data = whole.read_bytes()
    chance = random.Random(7)

    for _ in range(60):
        broken = bytearray(data)
        for _ in range(chance.randint(1, 20)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        whole.write_bytes(broken)
        try:
            read_sheets(whole)
        except Refused as refused:
            assert all(p.code.startswith("file.") for p in refused.problems)


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv"])
def test_nonsense_bytes_are_refused_under_every_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"a{suffix}"
    path.write_bytes(random.Random(1).randbytes(50_000))

    assert refusal(path) in {"file.damaged", "file.not-text"}


def test_a_password_protected_workbook_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    ole = bytes.fromhex("d0cf11e0a1b11ae1")
    path.write_bytes(ole + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"))

    assert refusal(path) == "file.password"


def test_a_name_that_lies_about_the_content_is_refused(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", {"A1": 1}).rename(tmp_path / "a.csv")
    (tmp_path / "b.xlsx").write_text("id,w1\n1,2\n")
    (tmp_path / "b.xls").write_text("<html><table></table></html>")

    assert refusal(tmp_path / "a.csv") == "file.wrong-extension"
    assert refusal(tmp_path / "b.xlsx") == "file.wrong-extension"
    assert refusal(tmp_path / "b.xls") == "file.wrong-extension"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refusal(tmp_path / "a.xlsx") == "file.not-a-workbook"


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    workbook(tmp_path / "a.xlsx", {"A1": 1})
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zero.bin", b"\0" * 30_000_000)

    assert refusal(tmp_path / "a.xlsx") == "file.too-large-inside"


def test_a_stray_cell_at_the_far_corner_is_refused_without_reserving_memory(
    tmp_path: Path,
) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A1": 1, "XFD1048576": "x"})

    assert refusal(path) == "file.too-many-rows"
    assert refusal(workbook(tmp_path / "b.xlsx", {"XFD2": "x"})) == "file.too-many-columns"


def test_two_cells_far_apart_are_refused_for_all_the_blank_ones_between(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"A1": 1, "ALC150000": "x"})

    assert refusal(path) == "file.too-spread"
    assert len(read_sheets(workbook(tmp_path / "b.xlsx", {"A1": 1, "Z60000": "x"}))) == 1


def test_a_far_cell_without_an_address_of_its_own_is_found_by_its_row(tmp_path: Path) -> None:
    path = rewritten(tmp_path, '<row r="1048576"><c><v>1</v></c></row>')

    assert refusal(path) == "file.too-many-rows"


def test_cells_that_are_only_formatted_do_not_count(tmp_path: Path) -> None:
    path = rewritten(
        tmp_path,
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="0"/></row><row r="1048576" ht="9"/>',
    )

    (sheet,) = read_sheets(path)

    assert sheet.rows == (("1",),)


def rewritten(tmp_path: Path, rows: str) -> Path:
    """A workbook whose one sheet holds these rows of XML."""
    whole, path = workbook(tmp_path / "whole.xlsx", {"A1": 1}), tmp_path / "rewritten.xlsx"
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            if name.endswith("sheet1.xml"):
                head, _, rest = text.partition("<sheetData>")
                text = f"{head}<sheetData>{rows}</sheetData>{rest.partition('</sheetData>')[2]}"
            new.writestr(name, text)
    return path


def test_limits_on_size_rows_columns_and_cells_hold(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b,c\n1,2,3\n4,5,6\n")

    assert refusal(path, Limits(file_bytes=5)) == "file.too-large"
    assert refusal(path, Limits(rows=2)) == "file.too-many-rows"
    assert refusal(path, Limits(columns=2)) == "file.too-many-columns"
    path.write_text("a\n" + "x" * 11)
    assert refusal(path, Limits(cell_characters=10)) == "file.cell-too-long"


def test_quotation_marks_that_do_not_match_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('id,w1\n1,"never closed\n')

    assert refusal(path) == "file.bad-quotes"


def test_macros_and_outside_links_are_noted_and_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsm", {"A1": 1})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
        archive.writestr("xl/externalLinks/externalLink1.xml", "<x/>")

    (sheet,) = read_sheets(path)

    assert [p.code for p in sheet.problems] == ["file.macros", "file.external-links"]


def test_an_opendocument_sheet_padded_with_empty_repeats_is_read(tmp_path: Path) -> None:
    row = (
        '<table:table-row><table:table-cell office:value-type="string"><text:p>{}</text:p>'
        "</table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16383"/></table:table-row>'
    )
    padding = (
        '<table:table-row table:number-rows-repeated="1048574"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>'
    )
    path = tmp_path / "a.ods"
    ods(path, row.format("id") + row.format("ŷ") + padding)

    (sheet,) = read_sheets(path)

    assert [r[0] for r in sheet.rows[:2]] == ["id", "ŷ"]


def test_an_opendocument_cell_repeated_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    ods(
        path,
        '<table:table-row table:number-rows-repeated="1048576"><table:table-cell '
        'office:value-type="string" table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row>",
    )

    assert refusal(path) == "file.too-many-rows"


@pytest.mark.parametrize("part", ["mimetype", "META-INF/manifest.xml"])
def test_an_opendocument_file_without_its_parts_is_refused(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.ods"
    ods(tmp_path / "whole.ods", "")
    with zipfile.ZipFile(tmp_path / "whole.ods") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))

    assert refusal(path) == "file.not-a-workbook"


def test_a_protected_opendocument_file_is_named_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", "secret")

    assert refusal(path) == "file.password"


def test_a_cell_longer_than_any_spreadsheet_allows_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a\n" + "x" * 200_000)

    assert refusal(path) == "file.cell-too-long"


def ods(path: Path, rows: str) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{space}office:1.0" '
        f'xmlns:table="{space}table:1.0" xmlns:text="{space}text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m/>")
        archive.writestr("content.xml", content)


def test_a_write_that_fails_leaves_the_old_file_and_no_rubbish(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old")

    with pytest.raises(RuntimeError), write_atomically(path) as temporary:
        temporary.write_text("half")
        raise RuntimeError

    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_write_takes_the_old_files_place_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.csv"

    with write_atomically(path) as temporary:
        temporary.write_text("whole")
        assert not path.exists()
        assert temporary.parent == path.parent
        assert temporary.suffix == ".csv"

    assert path.read_text() == "whole"


def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.csv").mkdir()

    with pytest.raises(Refused) as refused, write_atomically(tmp_path / "a.csv") as temporary:
        temporary.write_text("x")

    assert refused.value.problems[0].code == "file.cannot-write"


@pytest.mark.parametrize("text", ["=1+1", "+44", "-2+3", "@SUM(A1)", "＝1+1", "＠x"])
def test_a_text_that_a_spreadsheet_would_work_out_is_written_as_text(
    text: str, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes([["a", "b"], [text, "c"]]))

    (sheet,) = read_sheets(path)

    assert f"'{text}" in path.read_text("utf-8-sig")
    assert sheet.cell(2, 1) == text
