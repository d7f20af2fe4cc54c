"""Changing cells of a form in its own format: Markdown, text table or workbook.

What is not changed stays as it was written, byte for byte. A column that the form does not
have is put after its last.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diogel.files import edit_cells, write_atomically
from diogel.surveys.form_tables import FormTables

_BAR = re.compile(r"(?<!\\)\|")
_BOM = "\ufeff"

Cells = dict[tuple[int, int], str]


@dataclass(slots=True)
class FormEdits:
    """The changes to one form, collected by table, row and heading."""

    tables: FormTables
    changes: dict[tuple[str, int, str], str] = field(default_factory=dict)

    def set(self, table: str, row: int, heading: str, text: str) -> None:
        """Write a text into a row's cell under a heading."""
        self.changes[table, row, heading] = text

    def write(self, path: Path) -> None:
        """Change the file, at once or not at all; nothing to change leaves it alone."""
        if not self.changes:
            return
        cells = self._cells()
        if path.suffix.lower() == ".md":
            _edit_markdown(path, cells[""])
        else:
            edit_cells(path, cells)

    def _cells(self) -> dict[str, Cells]:
        """The changes by sheet, row and column, with headings for columns that are new."""
        cells = defaultdict[str, Cells](dict)
        added = dict[tuple[str, str], int]()
        for (table, row, heading), text in self.changes.items():
            layout = self.tables.layouts[table]
            if heading in layout.headings:
                column = layout.column + layout.headings.index(heading)
            else:
                new = sum(known == table for known, _ in added)
                last = layout.column + len(layout.headings)
                column = added.setdefault((table, heading), last + new)
                cells[layout.sheet][layout.row, column] = heading
            cells[layout.sheet][row, column] = text
        return cells


def _edit_markdown(path: Path, cells: Mapping[tuple[int, int], str]) -> None:
    """Change cells of the tables in a Markdown file, its lines numbered from 1."""
    text = path.read_bytes().decode("utf-8")
    lines = text.removeprefix(_BOM).splitlines(keepends=True)
    by_line = defaultdict[int, dict[int, str]](dict)
    for (line, column), value in cells.items():
        by_line[line][column] = value
    for number, values in by_line.items():
        lines[number - 1] = _edited_line(lines[number - 1], values)
    mark = _BOM if text.startswith(_BOM) else ""
    with write_atomically(path) as temporary:
        temporary.write_bytes((mark + "".join(lines)).encode("utf-8"))


def _edited_line(line: str, values: Mapping[int, str]) -> str:
    """A row of a table with some cells replaced, and others added at its end."""
    body = line.rstrip()
    ending = line[len(body) :]
    if not body.endswith("|") or body.endswith(r"\|"):
        body += " |"
    for column in sorted(values):
        bars = [found.start() for found in _BAR.finditer(body)]
        body += " |" * (column - len(bars) + 1)
        bars = [found.start() for found in _BAR.finditer(body)]
        inside = f" {_written(values[column])} " if values[column] else "  "
        body = body[: bars[column - 1] + 1] + inside + body[bars[column] :]
    return body + ending


def _written(text: str) -> str:
    """A text as a Markdown cell can hold it: on one line, its bars escaped."""
    return " ".join(text.split()).replace("|", r"\|")
