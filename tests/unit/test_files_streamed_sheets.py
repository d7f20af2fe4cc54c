"""Workbooks row by row: the same cells as when they are held whole, in little memory."""

import zipfile
from datetime import datetime
from xml.parsers import expat

import pytest
import xlsxwriter
from national_factory import write_ods, write_xlsx

from diogel.core import Refused
from diogel.files import DeliveryLimits, Limits, open_delivery, read_sheets, stream_rows
from diogel.files.ods_rows import OdsRows

SHEETS = {
    "One": [["Title"], [], ["a", "a", "", "b"], [1, 2.5, -3], ["", "", "x & <y>"]],
    "Two": [["only"]],
}
START = (
    b'<o xmlns:office="o" xmlns:table="t" xmlns:text="x"><table:table table:name="S">'
    b"<table:table-row>"
)


def trimmed(cells):
    kept = list(cells)
    while kept and not kept[-1]:
        kept.pop()
    return tuple(kept)


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_rows_that_go_by_are_the_rows_of_the_whole_sheet(tmp_path, write):
    path = write(tmp_path / f"a.{write.__name__[6:]}", SHEETS)

    streamed = [(sheet, row, trimmed(cells)) for sheet, row, cells in stream_rows(path)]

    whole = [
        (sheet.name, number, trimmed(cells))
        for sheet in read_sheets(path)
        for number, cells in enumerate(sheet.rows, 1)
        if any(cells)
    ]
    assert streamed == whole
    assert ("One", 5, ("", "", "x & <y>")) in streamed


def test_a_comment_on_a_cell_is_not_its_text():
    reader = OdsRows()
    cell = (
        b'<table:table-cell office:value-type="string"><office:annotation><text:p>no</text:p>'
        b"</office:annotation><text:p>a<text:s text:c='2'/>b</text:p><text:p>c</text:p>"
        b"</table:table-cell></table:table-row></table:table></o>"
    )

    assert reader.feed(START + cell) == [("S", 1, ("a  b\nc",))]


@pytest.mark.parametrize(
    "content",
    [
        b'<!DOCTYPE o [<!ENTITY a "aaaa">]><o>&a;</o>',
        START + b'<table:table-cell table:number-columns-repeated="9999" '
        b'office:value-type="float" office:value="1"/>',
        START + b"<table:table-cell><text:p>" + b"a" * 2_000_000,
    ],
    ids=["entities", "filled cells repeated", "endless text"],
)
def test_xml_that_would_grow_is_refused(content):
    with pytest.raises(expat.ExpatError):
        OdsRows().feed(content)


def test_a_workbook_cut_short_is_damaged(tmp_path):
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("content.xml", START)

    with pytest.raises(Refused) as refused:
        list(stream_rows(path))

    assert [problem.code for problem in refused.value.problems] == ["file.damaged"]


def test_more_rows_than_allowed_are_refused(tmp_path):
    path = write_ods(tmp_path / "a.ods", {"S": [[n + 1] for n in range(20)]})

    with pytest.raises(Refused) as refused:
        list(stream_rows(path, Limits(rows=10)))

    assert refused.value.problems[0].code == "file.too-many-rows"


@pytest.mark.parametrize("write", [write_xlsx, write_ods])
def test_a_large_workbook_is_delivered_to_be_read_row_by_row(tmp_path, write):
    path = write(tmp_path / f"a.{write.__name__[6:]}", SHEETS)
    (scratch := tmp_path / "scratch").mkdir()

    (member,) = open_delivery(path, scratch, limits=DeliveryLimits(workbook_from=100)).members

    assert member.streamed
    with pytest.raises(Refused):
        member.sheets()
    assert len(list(stream_rows(member.path))) == 5


def test_cells_that_lie_far_apart_cost_nothing_between(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as workbook:
        sheet = workbook.add_worksheet("S")
        sheet.write(0, 0, "a")
        sheet.write(150_000, 900, "b")

    rows = list(stream_rows(tmp_path / "a.xlsx"))

    assert [(number, len(cells)) for _, number, cells in rows] == [(1, 1), (150_001, 901)]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_a_row_that_is_too_wide_is_refused(tmp_path, ending):
    path = tmp_path / f"a.{ending}"
    if ending == "xlsx":
        with xlsxwriter.Workbook(path) as workbook:
            workbook.add_worksheet("S").write(2, 16_383, "x")
    else:
        write_ods(path, {"S": [[""] * 16_383 + ["x"]]})

    with pytest.raises(Refused) as refused:
        list(stream_rows(path))

    assert refused.value.problems[0].code == "file.too-many-columns"


def test_days_times_logic_and_errors_are_written_as_of_a_whole_sheet(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("S")
        day = workbook.add_format({"num_format": "dd/mm/yyyy"})
        moment = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        not_day = workbook.add_format({"num_format": '0 "days"'})
        sheet.write_datetime(0, 0, datetime(2020, 2, 29), day)
        sheet.write_datetime(0, 1, datetime(2020, 2, 29, 13, 30), moment)
        sheet.write(0, 2, 43_890, not_day)
        sheet.write_boolean(0, 3, True)
        sheet.write_formula(0, 4, "=1/0", value="#DIV/0!")
        sheet.write_formula(0, 5, "=A1", value="said")
        sheet.write(0, 6, -0.25)
        sheet.write_rich_string(0, 7, "a", workbook.add_format({"bold": True}), "b")
        sheet.write(0, 8, 1e21)

    ((_, _, cells),) = stream_rows(path)

    assert cells == (
        *("2020-02-29", "2020-02-29 13:30:00", "43890", "TRUE", "", "said", "-0.25", "ab"),
        "1e+21",
    )
    (whole,) = read_sheets(path)
    assert [a for a, b in zip(cells, whole.rows[0], strict=True) if a != b] == [""]


def test_a_workbook_beyond_the_size_of_all_is_refused(tmp_path):
    path = write_ods(tmp_path / "a.ods", SHEETS)
    (scratch := tmp_path / "scratch").mkdir()

    with pytest.raises(Refused) as refused:
        open_delivery(path, scratch, limits=DeliveryLimits(workbook_packed=100))

    assert refused.value.problems[0].code == "file.too-large"


def test_a_large_workbook_that_packs_too_well_is_refused(tmp_path):
    path = write_ods(tmp_path / "a.ods", {"S": [["same"] for _ in range(5_000)]})
    (scratch := tmp_path / "scratch").mkdir()
    limits = DeliveryLimits(workbook_from=100, workbook_ratio=5)

    with pytest.raises(Refused) as refused:
        open_delivery(path, scratch, limits=limits)

    assert refused.value.problems[0].code == "file.too-large-inside"
