"""Changing fields of a text table where they stand."""

from __future__ import annotations

import codecs
from collections import defaultdict
from collections.abc import Mapping

from diogel.files.text_tables import delimiter_of
from diogel.files.writing import text_cell

# What a byte order mark says, then what is tried in this order; the last never fails.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
TRIED = ("utf-8", "cp1252", "latin-1")

Fields = list[tuple[int, int]]


def edited_text(data: bytes, edits: Mapping[tuple[int, int], str]) -> bytes:
    """The table with some fields replaced, in its own encoding where that has the letters."""
    text, encoding = _decoded(data)
    body, delimiter = delimiter_of(text)
    head = text[: len(text) - len(body)]
    records = _records(body, delimiter)
    by_row = defaultdict[int, dict[int, str]](dict)
    for (row, column), value in edits.items():
        by_row[row][column] = _field(value, delimiter)
    for row in sorted(by_row, reverse=True):
        body = _with_fields(body, records[row - 1], by_row[row], delimiter)
    try:
        return (head + body).encode(encoding)
    except UnicodeEncodeError:
        return (head + body).encode("utf-8-sig")


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding), encoding
    for encoding in TRIED[:-1]:
        try:
            return data.decode(encoding), encoding
        except UnicodeDecodeError:
            continue
    return data.decode(TRIED[-1]), TRIED[-1]


def _field(value: str, delimiter: str) -> str:
    """A value as a field, in quotes where it needs them."""
    text = text_cell(value)
    if any(mark in text for mark in (delimiter, '"', "\n", "\r")):
        return '"' + text.replace('"', '""') + '"'
    return text


def _records(text: str, delimiter: str) -> list[Fields]:
    """The first and last character of each field, record by record, as a reader sees them."""
    records, fields = list[Fields](), Fields()
    at, start, quoted, length = 0, 0, False, len(text)
    while at < length:
        letter = text[at]
        if letter == '"' and (quoted or at == start):
            if quoted and text[at + 1 : at + 2] == '"':
                at += 1
            else:
                quoted = not quoted
        elif not quoted and letter == delimiter:
            fields.append((start, at))
            start = at + 1
        elif not quoted and letter in "\r\n":
            records.append([*fields, (start, at)])
            at += text[at : at + 2] == "\r\n"
            fields, start = Fields(), at + 1
        at += 1
    if start < length or fields:
        records.append([*fields, (start, length)])
    return records


def _with_fields(text: str, fields: Fields, values: Mapping[int, str], delimiter: str) -> str:
    """The text with some fields of one record replaced, and others added at its end."""
    end = fields[-1][1]
    added = [values.get(n, "") for n in range(len(fields) + 1, max(values) + 1)]
    text = text[:end] + "".join(delimiter + value for value in added) + text[end:]
    for number in range(len(fields), 0, -1):
        if number in values:
            start, stop = fields[number - 1]
            text = text[:start] + values[number] + text[stop:]
    return text
