"""Which cells a workbook says are one, in the format that its own reader does not tell it of."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl

from diogel.files import read_sheets

HEAD = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text: str, given: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {given}>'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def ods(path: Path, rows: list[str]) -> Path:
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    content = (
        f'<?xml version="1.0"?><office:document-content {HEAD}><office:body><office:spreadsheet>'
        f'<table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        "</manifest:manifest>"
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return path


def test_merged_cells_of_an_opendocument_sheet_are_known(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    wide = 'table:number-columns-spanned="2" table:number-rows-spanned="1"'
    deep = 'table:number-columns-spanned="1" table:number-rows-spanned="2"'
    rows = [
        cell("Area") + cell("Fires", wide) + covered,
        cell("Cardiff", deep) + cell("1") + cell("2"),
        covered + cell("3") + cell("4"),
    ]

    (sheet,) = read_sheets(ods(tmp_path / "a.ods", rows))

    assert sheet.merged == ((1, 2, 1, 3), (2, 1, 3, 1))


def test_repeated_cells_are_counted_before_a_merged_one(tmp_path: Path) -> None:
    wide = 'table:number-columns-spanned="2"'
    rows = [cell("x", 'table:number-columns-repeated="3"') + cell("y", wide), cell("z")]

    (sheet,) = read_sheets(ods(tmp_path / "a.ods", rows))

    assert sheet.merged == ((1, 4, 1, 5),)


def test_merged_cells_of_an_excel_sheet_are_known(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Fires", None, "Visits"])
    book.active.append(["1", "2", "3"])
    book.active.merge_cells("A1:B1")
    book.save(tmp_path / "a.xlsx")

    (sheet,) = read_sheets(tmp_path / "a.xlsx")

    assert sheet.merged == ((1, 1, 1, 2),)


def test_a_sheet_without_merged_cells_has_none(tmp_path: Path) -> None:
    (sheet,) = read_sheets(ods(tmp_path / "a.ods", [cell("x") + cell("y")]))

    assert sheet.merged == ()
