"""The standard as files that anybody may take: package, schemas, lists, samples, definitions.

The same bytes each time: nothing depends on the day or the machine.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from diogel.files import csv_bytes
from diogel.standard.code_lists import code_list
from diogel.standard.library import definitions
from diogel.standard.loading import OWN
from diogel.standard.schemas import PACKAGE, Field, TableSchema, list_schemas, tables

DEFINITION_FILES = ("*.toml", "measures/*.toml", "duties/*.toml")


def package_files() -> Iterator[tuple[str, bytes]]:
    """Each file of the data package: its path with forward slashes, and its content."""
    for path in sorted(PACKAGE.rglob("*.json")):
        yield path.relative_to(PACKAGE).as_posix(), _content(path)
    for listed in list_schemas():
        rows = code_list(listed.name, definitions())
        yield f"lists/{listed.name}.csv", csv_bytes([listed.columns, *rows])
    for table in tables():
        yield f"samples/{table.name}.csv", csv_bytes([table.columns, _sample(table)])
    for pattern in DEFINITION_FILES:
        for path in sorted(OWN.glob(pattern)):
            yield f"definitions/{path.relative_to(OWN).as_posix()}", _content(path)


def _content(path: Path) -> bytes:
    """A text file's bytes with the line ends of every platform made one."""
    return path.read_text(encoding="utf-8").encode("utf-8")


def _sample(table: TableSchema) -> tuple[str | float | None, ...]:
    """One invented row that is right: each column's own example."""
    return tuple(_cell(field) for field in table.fields)


def _cell(field: Field) -> str | float | None:
    # As a number, so that a longitude west of Greenwich is not marked as text.
    if field.type in ("integer", "number") and field.example:
        number = float(field.example)
        return int(number) if number.is_integer() else number
    return field.example or None
