"""A workbook or an office document taken apart, part by part, hidden ones too."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

from diogel.core import Language
from diogel.disclosure.audit_moments import moments_in, moments_of_archive
from diogel.disclosure.audit_printed import Grid, Picture, Piece, Printed

_PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml", "meta.xml")
_REFERENCE = re.compile(r"([A-Z]+)\d+")


def read_package(content: bytes, file: str, language: Language) -> Printed:
    """What a .xlsx, .docx or .odt prints and carries; Diogel's own files are small."""
    found = Printed(file, language)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        found.moments += moments_of_archive(archive)
        names = archive.namelist()
        for name in _PROPERTIES:
            if name in names:
                texts = _texts(_tree(archive, name))
                found.properties += texts
                found.moments += [moment for text in texts for moment in moments_in(text)]
        if "xl/workbook.xml" in names:
            _read_workbook(archive, names, found)
        for name in ("word/document.xml", "content.xml"):
            if name in names:
                _read_document(_tree(archive, name), found)
        for name in names:
            if re.search(r"comments|notes|header|footer|customXml", name) and name.endswith(".xml"):
                found.asides += _texts(_tree(archive, name))
    return found


def _tree(archive: zipfile.ZipFile, name: str) -> ElementTree.Element:
    # Only files that Diogel wrote itself are audited: they hold no entities to expand.
    return ElementTree.fromstring(archive.read(name))  # noqa: S314


def _texts(tree: ElementTree.Element) -> list[str]:
    return [text.strip() for text in tree.itertext() if text.strip()]


def _plain(tag: str) -> str:
    return tag.rpartition("}")[2]


def _read_workbook(archive: zipfile.ZipFile, names: list[str], found: Printed) -> None:
    shared = _shared(archive) if "xl/sharedStrings.xml" in names else []
    book = _tree(archive, "xl/workbook.xml")
    for one in book.iter():
        if _plain(one.tag) == "definedName":
            found.asides.append(f"{one.get('name', '')}={one.text or ''}")
    for name in names:
        if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name):
            rows = list(_sheet_rows(_tree(archive, name), shared))
            found.grids += _grids(rows)
            found.asides += [" ".join(filter(None, row)) for row in rows]
        elif name.startswith("xl/drawings/") and name.endswith(".xml"):
            found.pictures.append(Picture("", " ".join(_described(_tree(archive, name)))))


def _shared(archive: zipfile.ZipFile) -> list[str]:
    tree = _tree(archive, "xl/sharedStrings.xml")
    return ["".join(item.itertext()) for item in tree]


def _sheet_rows(tree: ElementTree.Element, shared: list[str]) -> Iterator[list[str]]:
    for row in tree.iter():
        if _plain(row.tag) != "row":
            continue
        cells: list[str] = []
        for cell in row:
            column = _column(cell.get("r", ""))
            cells += [""] * (column - len(cells))
            cells.append(_cell_text(cell, shared))
        yield cells


def _column(reference: str) -> int:
    match = _REFERENCE.match(reference)
    number = 0
    for letter in match[1] if match else "":
        number = number * 26 + ord(letter) - 64
    return max(0, number - 1)


def _cell_text(cell: ElementTree.Element, shared: list[str]) -> str:
    text = "".join(
        part for one in cell if _plain(one.tag) in ("v", "is") for part in one.itertext()
    )
    if cell.get("t") == "s" and text.isdigit() and int(text) < len(shared):
        return shared[int(text)]
    return text


def _grids(rows: list[list[str]]) -> list[Grid]:
    """The table of a sheet: rows of two cells and more, under a caption in the first cell."""
    caption = next((row[0] for row in rows if row and row[0]), "")
    wide = [[Piece(text) for text in row] for row in rows if sum(map(bool, row)) > 1]
    return [Grid(caption, wide)] if wide else []


def _read_document(tree: ElementTree.Element, found: Printed) -> None:
    """Paragraphs, tables with the paragraph above them, and descriptions of pictures."""
    parents = {child: parent for parent in tree.iter() for child in parent}
    last = ""
    for one in tree.iter():
        name = _plain(one.tag)
        if name in ("p", "h") and not _within(one, parents, ("tbl", "table")):
            text = " ".join("".join(_said(one)).split())
            last = text or last
            found.passages.append(("", text))
        elif name in ("tbl", "table"):
            found.grids.append(Grid(last, [list(_row(row)) for row in _rows(one)]))
        elif name in ("docPr", "cNvPr") and one.get("descr"):
            found.pictures.append(Picture(last, one.get("descr", "")))
        elif name == "desc" and one.text:
            found.pictures.append(Picture(last, one.text))


def _described(tree: ElementTree.Element) -> Iterator[str]:
    return (one.get("descr", "") for one in tree.iter() if one.get("descr"))


def _within(
    one: ElementTree.Element,
    parents: dict[ElementTree.Element, ElementTree.Element],
    names: tuple[str, ...],
) -> bool:
    while one in parents:
        one = parents[one]
        if _plain(one.tag) in names:
            return True
    return False


def _said(paragraph: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph; a space in OpenDocument is an element."""
    for one in paragraph.iter():
        if _plain(one.tag) in ("s", "tab", "br"):
            yield " "
        if one.text and _plain(one.tag) not in ("desc",):
            yield one.text
        if one is not paragraph and one.tail:
            yield one.tail


def _rows(table: ElementTree.Element) -> list[ElementTree.Element]:
    return [one for one in table.iter() if _plain(one.tag) in ("tr", "table-row")]


def _row(row: ElementTree.Element) -> Iterator[Piece]:
    for one in row:
        if _plain(one.tag) in ("tc", "table-cell", "covered-table-cell"):
            yield Piece(" ".join("".join(one.itertext()).split()))
