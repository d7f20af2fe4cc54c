"""Tables made to harm whoever checks them or hands them back: told, soon, and nothing hangs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from workbook_by_hand import PUBLISHED, asb

from diogel.core import LANGUAGES, Refused
from diogel.files import read_sheets
from diogel.language import explain
from diogel.standard import write_annotated
from diogel.standard.validation.checking import check_file

TODAY = date(2026, 11, 22)
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a0 "ha">' + b"".join(
    b'<!ENTITY a%d "%s">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
LAUGHS += b"]>"


def table(path: Path, value: int = -214) -> Path:
    row = asb("W06000022", "2026-10", value)
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("data")
        sheet.write_row(0, 0, PUBLISHED)
        for column, name in enumerate(PUBLISHED):
            sheet.write(1, column, str(row.get(name) or "") if name != "value" else value)
    return path


def changed(path: Path, part: str, change: Callable[[bytes], bytes]) -> Path:
    """The same workbook with one of its parts changed."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert change(parts[part]) != parts[part]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, change(data) if name == part else data)
    return path


@pytest.mark.parametrize("letters", ["ascii", "utf-16-le"])
@pytest.mark.parametrize("part", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml"])
def test_a_workbook_that_defines_its_own_texts_is_refused(
    part: str, letters: str, tmp_path: Path
) -> None:
    laughs = LAUGHS.decode().encode(letters)
    path = changed(table(tmp_path / "a.xlsx"), part, lambda data: data + laughs)

    with pytest.raises(Refused) as refused:
        read_sheets(path)

    (problem,) = refused.value.problems
    assert problem.code == "file.definitions"
    assert len({explain(problem, language) for language in LANGUAGES}) == 2


def test_an_open_document_that_defines_its_own_texts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", b'<?xml version="1.0"?>' + LAUGHS + b"<a>&a9;</a>")

    with pytest.raises(Refused) as refused:
        read_sheets(path)

    assert [problem.code for problem in refused.value.problems] == ["file.definitions"]


@pytest.mark.parametrize(
    "merges",
    [
        b'<mergeCell ref="A3:XFD1048576"/>',
        b"".join(b'<mergeCell ref="A%d:XFD%d"/>' % (n, n) for n in range(3, 3_000)),
    ],
    ids=["one over all", "thousands of rows"],
)
def test_a_merge_over_a_whole_sheet_is_marked_by_its_values(merges: bytes, tmp_path: Path) -> None:
    path = changed(
        table(tmp_path / "a.xlsx"),
        SHEET,
        lambda data: data.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + merges + b"</mergeCells>"
        ),
    )
    problems = check_file(path, today=TODAY).problems
    marked = tmp_path / "marked.xlsx"

    write_annotated(path, problems, "cy", marked)

    assert [problem.code for problem in problems] == ["data.negative"]
    sheet = openpyxl.load_workbook(marked)["data"]
    assert sheet.cell(2, PUBLISHED.index("value") + 1).value == "-214"
    assert sheet.cell(2, PUBLISHED.index("value") + 1).comment is not None


@pytest.mark.parametrize("said", [b"A1", b"A1:Y2", b"A1:XFD1048576"])
def test_errors_are_told_whatever_size_a_sheet_says_it_has(said: bytes, tmp_path: Path) -> None:
    def change(data: bytes) -> bytes:
        cell = b'<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><f>1+1</f></c></row>'
        data = data.replace(b"</sheetData>", cell + b"</sheetData>")
        return data.replace(b'<dimension ref="A1:Y2"', b'<dimension ref="' + said + b'"')

    path = changed(table(tmp_path / "a.xlsx"), SHEET, change)

    (sheet,) = read_sheets(path)

    assert [(p.code, p.place.row, p.place.column) for p in sheet.problems] == [
        ("file.error-cell", 3, "A"),
        ("file.formula-not-calculated", 3, "B"),
    ]


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_headings_without_rows_are_not_taken_for_data(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if path.suffix == ".csv":
        path.write_text(",".join(PUBLISHED) + "\n", encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.append(PUBLISHED)
        book.save(path)

    checked = check_file(path, today=TODAY)

    assert [problem.code for problem in checked.problems] == ["data.no-rows"]
    assert not checked.usable
