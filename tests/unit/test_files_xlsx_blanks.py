"""Cells that only look blank are told at their place, whatever program wrote the workbook."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from diogel.core import Refused
from diogel.files import read_sheets


def with_rows(tmp_path: Path, rows: str) -> Path:
    """A workbook whose one sheet has these rows, in another program's way of writing."""
    plain = tmp_path / "plain.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["heading", "other"])
    book.save(plain)
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                content = (
                    '<x:worksheet xmlns:x="http://schemas.openxmlformats.org/'
                    f'spreadsheetml/2006/main"><x:sheetData>{rows}</x:sheetData></x:worksheet>'
                ).encode()
            new.writestr(part, content)
    return path


def told(path: Path) -> list[tuple[str, str, int | None, str, str]]:
    return [
        (p.code, p.place.sheet, p.place.row, p.place.column, p.found)
        for sheet in read_sheets(path)
        for p in sheet.problems
    ]


def test_each_is_told_in_its_own_sheet_and_no_calculated_formula_is(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(path) as book:
        first, second = book.add_worksheet("One"), book.add_worksheet("Two & more")
        first.write_formula("B2", "=1+1", None, 2)
        second.write_formula("A1", "=1/0", None, "#DIV/0!")
        second.write_formula("C4", "=B1", None, "")
        second.write_array_formula("D5:D5", "{=B1}", None, "")

    found = told(path)

    assert found == [
        ("file.error-cell", "Two & more", 1, "A", "#DIV/0!"),
        ("file.formula-not-calculated", "Two & more", 4, "C", ""),
        ("file.formula-not-calculated", "Two & more", 5, "D", ""),
    ]


def test_cells_and_rows_without_an_address_are_counted(tmp_path: Path) -> None:
    rows = (
        "<x:row><x:c><x:v>1</x:v></x:c></x:row>"
        '<x:row><x:c/><x:c t="e"><x:v>#REF!</x:v></x:c><x:c><x:f>A1</x:f><x:v/></x:c></x:row>'
    )

    (sheet,) = read_sheets(with_rows(tmp_path, rows))

    assert sheet.cell(2, 2) == "#REF!"
    assert [(p.place.row, p.place.column) for p in sheet.problems] == [(2, "B"), (2, "C")]


@pytest.mark.parametrize("address", ["$2", "B0"])
def test_an_address_that_is_none_is_a_damaged_file(tmp_path: Path, address: str) -> None:
    row = "0" if address == "B0" else "2"
    rows = f'<x:row r="{row}"><x:c r="{address}" t="e"><x:v>#REF!</x:v></x:c></x:row>'

    with pytest.raises(Refused) as refused:
        read_sheets(with_rows(tmp_path, rows))

    assert refused.value.problems[0].code == "file.damaged"
