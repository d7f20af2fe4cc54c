"""The raw tables of an XLSForm, row by row with addresses, before any of it is believed.

A workbook has a sheet for each table. A text table and a Markdown file stack them: the
first column names the table on its heading row and is blank below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets, read_text_file
from diogel.surveys.suggestions import nearest

TABLES = ("survey", "choices", "settings", "groups")
LANGUAGE_NAMES: Mapping[Language, str] = {"en": "English (en)", "cy": "Cymraeg (cy)"}
TRANSLATED = ("label", "hint", "constraint_message", "required_message")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "survey": (
        *("type", "name", "relevant", "required", "constraint", "appearance", "choice_filter"),
        *("calculation", "default", "parameters", "read_only", "repeat_count", "note"),
        *("indicator", "disclosure", "sponsor", "theme", "nets", "low", "high", "status"),
        *("blank", "matrix", "coded", "cy_review", "cy_english"),
    ),
    "choices": (
        *("list_name", "name", "exclusive", "missing", "collapse", "nets", "status"),
        *("cy_review", "cy_english"),
    ),
    "settings": (
        *("form_title", "form_title_cy", "form_id", "version", "default_language"),
        *("style", "public_key", "submission_url", "instance_name", "cy_review"),
        "cy_english",
    ),
    "groups": ("name", "cy_review", "cy_english"),
}
MOST_ROWS = {"survey": 5_000, "choices": 20_000, "settings": 10, "groups": 2_000}
_FREE_COLUMNS = re.compile(r"^(media|image|audio|video|bind|body|instance)\b")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of one table: its address and its cells by heading."""

    file: str
    table: str
    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def place(self, column: str = "") -> Place:
        """The address of one of its cells, by heading."""
        return Place(self.file, self.table, self.number, column)

    def problem(
        self,
        code: str,
        column: str = "",
        found: str = "",
        expected: str | Bilingual = "",
        severity: Severity = Severity.STOP,
        **slots: str | int | Bilingual,
    ) -> Problem:
        """A problem at one of its cells."""
        return Problem(code, self.place(column), found, expected, severity, slots)

    def text(self, column: str) -> Bilingual:
        """A translated cell in both languages."""
        review = self["cy_review"] or "needed"
        return Bilingual(self[heading(column, "en")], self[heading(column, "cy")], review)


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands in its file, for whoever changes a cell of it.

    Attributes
    ----------
    sheet : str
        The worksheet's name; empty for stacked tables.
    row : int
        The row of headings.
    headings : tuple of str
        As we know them, blank for a column without one; the first is in `column`.
    column : int
        From 1: 2 for stacked tables, whose first column names the table.
    """

    sheet: str
    row: int
    headings: tuple[str, ...]
    column: int


@dataclass(slots=True)
class FormTables:
    """All rows of a form by table, and the problems met in reading them."""

    file: str
    rows: dict[str, tuple[Row, ...]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    layouts: dict[str, Layout] = field(default_factory=dict)


def heading(column: str, language: Language) -> str:
    """The heading of a translated column: "label::Cymraeg (cy)"."""
    return f"{column}::{LANGUAGE_NAMES[language]}"


def read_form_tables(path: Path) -> FormTables:
    """The tables of a form; Refused when there is nothing that could be a form."""
    sheets = (_markdown(path),) if path.suffix.lower() == ".md" else read_sheets(path)
    tables = FormTables(path.name)
    for sheet in sheets:
        tables.problems.extend(sheet.problems)
        if sheet.name.strip().lower() in TABLES:
            numbered = list(enumerate(sheet.rows, 1))
            _read_table(tables, sheet.name.strip().lower(), numbered, sheet.name)
        elif sheet.name == "":
            for name, rows in _stacked(sheet):
                _read_table(tables, name, rows)
    missing = [name for name in ("survey", "settings") if name not in tables.rows]
    for name in missing:
        tables.problems.append(Problem("form.missing-table", Place(path.name), expected=name))
    if "survey" in missing:
        raise Refused(tables.problems)
    return tables


def _markdown(path: Path) -> Sheet:
    """A Markdown file as one sheet whose row numbers are its lines."""
    lines = read_text_file(path).splitlines()
    return Sheet("", tuple(map(_markdown_cells, lines)), path.name)


def _markdown_cells(line: str) -> tuple[str, ...]:
    text = line.strip()
    if not text.startswith("|") or re.fullmatch(r"[|:\s-]+", text):
        return ()
    cells = re.split(r"(?<!\\)\|", text.removeprefix("|").removesuffix("|"))
    return tuple(cell.strip().replace(r"\|", "|") for cell in cells)


def _stacked(sheet: Sheet) -> Iterator[tuple[str, list[tuple[int, tuple[str, ...]]]]]:
    """Each table of a stacked sheet with its numbered rows, first column taken off."""
    name, rows = "", list[tuple[int, tuple[str, ...]]]()
    for number, cells in enumerate(sheet.rows, 1):
        if not any(cells):
            continue
        if cells[0]:
            if name in TABLES:
                yield name, rows
            name, rows = cells[0].lower(), []
        rows.append((number, cells[1:]))
    if name in TABLES:
        yield name, rows


def _read_table(
    tables: FormTables, name: str, numbered: list[tuple[int, tuple[str, ...]]], sheet: str = ""
) -> None:
    filled = [(number, cells) for number, cells in numbered if any(cells)]
    if not filled:
        tables.rows[name] = ()
        return
    number, first = filled[0]
    headings = _headings(tables, Row(tables.file, name, number, {}), first)
    tables.layouts[name] = Layout(sheet, number, tuple(headings), 1 if sheet else 2)
    most = MOST_ROWS[name]
    if len(filled) - 1 > most:
        place = Place(tables.file, name, filled[most + 1][0])
        tables.problems.append(
            Problem("form.too-many-rows", place, f"{len(filled) - 1:,}", f"{most:,}")
        )
    tables.rows[name] = tuple(
        Row(tables.file, name, n, {h: c for h, c in zip(headings, cells, strict=False) if h and c})
        for n, cells in filled[1 : most + 1]
    )


def _headings(tables: FormTables, row: Row, cells: tuple[str, ...]) -> list[str]:
    """The headings as we know them; what is misspelt is told and then understood."""
    found = [_heading(tables, row, cell) if cell else "" for cell in cells]
    for repeated in sorted({h for h in found if h and found.count(h) > 1}):
        tables.problems.append(row.problem("form.repeated-column", repeated, repeated))
    needed = [] if row.table == "settings" else [heading("label", lang) for lang in LANGUAGES]
    needed += {"survey": ["type", "name"], "choices": ["list_name", "name"]}.get(row.table, [])
    for column in needed:
        if column not in found:
            tables.problems.append(row.problem("form.missing-column", expected=column))
    return found


def _heading(tables: FormTables, row: Row, cell: str) -> str:
    column, _, language = (part.strip() for part in cell.partition("::"))
    column = column.lower().replace(" ", "_")
    if column in TRANSLATED and row.table != "settings":
        return _translated(tables, row, cell, column, language)
    known = COLUMNS[row.table]
    if _FREE_COLUMNS.match(column) and "::" in cell:
        return cell  # a picture for each language, say
    if column not in known and not _FREE_COLUMNS.match(column):
        expected = nearest(column, known)
        told = row.problem("form.unknown-column", cell, cell, expected, Severity.LOOK)
        tables.problems.append(told)
    return column


def _translated(tables: FormTables, row: Row, cell: str, column: str, language: str) -> str:
    for code, name in LANGUAGE_NAMES.items():
        if language == name:
            return heading(column, code)
    words = language.lower()
    meant: Language = "cy" if re.search(r"cy|cym|wel", words) else "en"
    expected = heading(column, meant)
    tables.problems.append(row.problem("form.language-header", cell, cell, expected))
    return expected
