"""Small official files in their real shapes, with invented numbers."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import xlsxwriter

from diogel.engine import open_engine
from diogel.files import open_delivery
from diogel.sources import Taken, Taking
from diogel.sources.framework import Source

Rows = Sequence[Sequence[object]]
_SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def write_ods(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook as an office program writes it: equal cells and rows may be repeated."""
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{"".join(map(_ods_row, rows))}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        'table:number-columns-repeated="1024"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES}>'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), _KIND)
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:'
            'manifest:1.0"><manifest:file-entry manifest:full-path="/" '
            f'manifest:media-type="{_KIND}"/>'
            "</manifest:manifest>",
        )
    return path


def _ods_row(cells: Sequence[object]) -> str:
    written, at = [], 0
    while at < len(cells):
        times = 1
        while at + times < len(cells) and cells[at + times] == cells[at]:
            times += 1
        written.append(_ods_cell(cells[at], times))
        at += times
    return f"<table:table-row>{''.join(written)}</table:table-row>"


def _ods_cell(value: object, times: int) -> str:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    if value in ("", None):
        return f"<table:table-cell{repeated}/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell{repeated} office:value-type="float" office:value="{value}">'
            f"<text:p>{value:,}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell{repeated} office:value-type="string">'
        f"<text:p>{escape(str(value))}</text:p></table:table-cell>"
    )


def write_xlsx(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook as Excel writes it."""
    with xlsxwriter.Workbook(path) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return path


def write_csv(path: Path, rows: Rows) -> Path:
    """A text table."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    path.write_text(text.getvalue(), encoding="utf-8", newline="")
    return path


def take(source: Source, scratch: Path, *paths: Path, **given: str) -> Taken:
    """The files through a source, with what a person said of them."""
    for folder in ("delivered", "tables", "engine"):
        (scratch / folder).mkdir(exist_ok=True)
    offered = []
    for number, path in enumerate(paths):
        (place := scratch / f"delivered{number}").mkdir(exist_ok=True)
        offered += open_delivery(path, place).members
    recognised = source.recognise(offered)
    assert recognised is not None, "not recognised"
    with open_engine(scratch=scratch / "engine") as engine:
        return source.take(recognised, Taking(engine, scratch / "tables", given=given))


def rows_of(taken: Taken, table: str, scratch: Path) -> list[dict[str, object]]:
    """The rows of a table that was made, as its columns name them."""
    (scratch / "engine").mkdir(exist_ok=True)
    with open_engine(scratch=scratch / "engine") as engine:
        frame = engine.scan_parquet([taken.tables[table]])
        names = frame.collect_schema().names()
        return [dict(zip(names, row, strict=True)) for row in engine.rows(frame)]
