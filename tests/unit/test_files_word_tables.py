"""Tables of Word files: cells with addresses, merged and nested, and hostile documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from diogel.core import Refused
from diogel.files import Limits, read_word_tables

docx = pytest.importorskip("docx", reason="python-docx makes the documents of these tests")

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def written(path: Path, cells: list[list[str]], *, caption: str = "") -> Path:
    document = docx.Document()
    if caption:
        document.add_paragraph(caption)
    table = document.add_table(rows=len(cells), cols=len(cells[0]))
    for row, texts in enumerate(cells):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.save(path)
    return path


def raw(path: Path, body: str, *, head: str = "", relations: str = "") -> Path:
    """A document of hand-written XML."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        xml = f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        if relations:
            archive.writestr("word/_rels/document.xml.rels", relations)
    return path


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def table(*rows: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def refused(path: Path, limits: Limits | None = None) -> list[str]:
    with pytest.raises(Refused) as found:
        read_word_tables(path, limits)
    return [problem.code for problem in found.value.problems]


def test_a_table_has_its_cells_its_caption_and_its_address(tmp_path: Path) -> None:
    path = written(tmp_path / "a.docx", [["Area", "2024"], ["Cardiff", "12"]], caption="Fires")

    (sheet,) = read_word_tables(path, named="Table {number}")

    assert sheet.rows == (("Area", "2024"), ("Cardiff", "12"))
    assert sheet.above == ("Fires",)
    place = sheet.place(2, 2)
    assert (place.file, place.sheet, place.row, place.column) == ("a.docx", "Table 1", 2, "B")


def test_merged_cells_hold_their_text_once_and_say_what_they_cover(tmp_path: Path) -> None:
    document = docx.Document()
    made = document.add_table(rows=3, cols=3)
    for row in range(3):
        for column in range(3):
            made.cell(row, column).text = f"{row}{column}"
    made.cell(0, 1).merge(made.cell(0, 2)).text = "across"
    made.cell(1, 0).merge(made.cell(2, 0)).text = "down"
    document.save(tmp_path / "a.docx")

    (sheet,) = read_word_tables(tmp_path / "a.docx")

    assert sheet.rows == (("00", "across", ""), ("down", "11", "12"), ("", "21", "22"))
    assert sheet.merged == ((1, 2, 1, 3), (2, 1, 3, 1))


def test_a_table_within_a_table_is_its_own(tmp_path: Path) -> None:
    inner = table(cell("inner") + cell("5"))
    path = raw(
        tmp_path / "a.docx",
        table(f"<w:tc><w:p><w:r><w:t>outer</w:t></w:r></w:p>{inner}</w:tc>" + cell("x"))
        + table(cell("second")),
    )

    sheets = read_word_tables(path, named="{number}")

    assert [(sheet.name, sheet.rows) for sheet in sheets] == [
        ("1", (("outer", "x"),)),
        ("1.1", (("inner", "5"),)),
        ("2", (("second",),)),
    ]


def test_a_raised_mark_is_a_footnote_and_not_part_of_the_number(tmp_path: Path) -> None:
    raised = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>{}</w:t></w:r>'
    number = f"<w:tc><w:p><w:r><w:t>12</w:t></w:r>{raised.format('3')}</w:p></w:tc>"
    day = f"<w:tc><w:p><w:r><w:t>1</w:t></w:r>{raised.format('st')}</w:p></w:tc>"

    (sheet,) = read_word_tables(raw(tmp_path / "a.docx", table(number + day)))

    assert sheet.rows == (("12 [3]", "1st"),)


def test_struck_out_text_and_rows_are_not_read(tmp_path: Path) -> None:
    kept = (
        "<w:tc><w:p><w:del><w:r><w:delText>9</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>7</w:t></w:r></w:ins>"
        "<w:moveFrom><w:r><w:t>8</w:t></w:r></w:moveFrom></w:p></w:tc>"
    )
    gone = "<w:trPr><w:del/></w:trPr>" + cell("gone")

    (sheet,) = read_word_tables(raw(tmp_path / "a.docx", table(kept, gone, cell("last"))))

    assert sheet.rows == (("7",), ("last",))


def test_words_for_older_programs_are_not_read_twice(tmp_path: Path) -> None:
    markup = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<w:tc><w:p><mc:AlternateContent {markup}><mc:Choice><w:r><w:t>5</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>5</w:t></w:r></mc:Fallback></mc:AlternateContent></w:p></w:tc>"
    )

    (sheet,) = read_word_tables(raw(tmp_path / "a.docx", table(both)))

    assert sheet.rows == (("5",),)


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    head = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = raw(tmp_path / "a.docx", table(cell("&b;")), head=head)

    assert refused(path) == ["file.damaged"]


def test_links_to_other_files_are_told_and_not_followed(tmp_path: Path) -> None:
    relations = (
        f'<Relationships><Relationship Id="a" Type="{RELATION}/oleObject" '
        'Target="file:///etc/x" TargetMode="External"/></Relationships>'
    )
    path = raw(tmp_path / "a.docx", table(cell("5")), relations=relations)

    (sheet,) = read_word_tables(path)

    assert [problem.code for problem in sheet.problems] == ["file.document-links"]


def test_a_hyperlink_is_no_cause_for_a_note(tmp_path: Path) -> None:
    relations = (
        f'<Relationships><Relationship Id="a" Type="{RELATION}/hyperlink" '
        'Target="https://example.org" TargetMode="External"/></Relationships>'
    )
    path = raw(tmp_path / "a.docx", table(cell("5")), relations=relations)

    assert read_word_tables(path)[0].problems == ()


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.docx", table(cell("0" * 30_000_000)))

    assert refused(path) == ["file.too-large-inside"]


def test_a_span_of_a_million_columns_is_refused(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.docx", table(cell("5", '<w:gridSpan w:val="99999"/>')))

    assert refused(path) == ["file.too-many-columns"]


def test_more_rows_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = raw(tmp_path / "a.docx", table(*[cell("5")] * 20))

    assert refused(path, Limits(rows=10)) == ["file.too-many-rows"]


def test_tables_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40

    assert refused(raw(tmp_path / "a.docx", deep)) == ["file.too-large-inside"]


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 broken", b"words", b"\xd0\xcf\x11\xe0" + b"x" * 99]
)
def test_what_is_no_document_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)

    assert refused(path)[0] in ("file.damaged", "file.password")


def test_a_document_cut_short_is_refused(tmp_path: Path) -> None:
    whole = written(tmp_path / "a.docx", [["Area", "2024"]])
    whole.write_bytes(whole.read_bytes()[:-200])

    assert refused(whole) == ["file.damaged"]


def test_xml_that_does_not_end_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body><w:tbl>")

    assert refused(tmp_path / "a.docx") == ["file.damaged"]


def test_a_workbook_under_a_documents_name_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")

    assert refused(tmp_path / "a.docx") == ["file.not-a-document"]


def test_a_document_without_a_table_says_so(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("No table here")
    document.save(tmp_path / "a.docx")

    assert refused(tmp_path / "a.docx") == ["file.no-tables"]
