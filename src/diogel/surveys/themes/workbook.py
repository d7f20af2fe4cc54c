"""Sheets with two rows of headings, the first for the program, the second for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from diogel.core import LANGUAGES, Language, Place, Problem, Refused
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.surveys.headed_workbook import FIRST_ROW, Column, add_headed_sheet
from diogel.surveys.imports.texts import comparable
from diogel.surveys.suggestions import nearest
from diogel.surveys.themes.codebook import NONE, Codebook

MOST_CODES = 5
"""Themes that one piece of an answer may be given in a workbook."""


def add_sheet(
    book: Any,
    name: str,
    columns: Mapping[str, int],
    rows: Sequence[Sequence[str]],
    language: Language,
) -> Any:
    """A sheet of texts. `columns` are the names of its columns with their widths."""
    headed = [
        Column(key, width, say(f"themes.column.{key.rstrip('_0123456789')}", language))
        for key, width in columns.items()
    ]
    return add_headed_sheet(book, say(f"themes.sheet.{name}", language), headed, rows)


def add_codes(book: Any, codebook: Codebook, language: Language) -> str:
    """The sheet of themes with what they mean; the range of those that may be given."""
    columns = {"name": 32, "part": 24, "definition": 60, "include": 50, "exclude": 50, "id": 20}
    rows = [
        [
            each.name[language],
            codebook.by_code[each.parent].name[language] if each.parent else "",
            each.definition[language],
            each.include[language],
            each.exclude[language],
            each.code,
        ]
        for each in codebook.given
    ]
    rows.append([say("themes.none", language), "", say("themes.none_meaning", language)])
    rows[-1] += ["", "", NONE]
    add_sheet(book, "codes", columns, rows, language)
    return f"='{say('themes.sheet.codes', language)}'!$A${FIRST_ROW}:$A${FIRST_ROW + len(rows) - 1}"


def add_choices(sheet: Any, columns: Sequence[str], first: str, rows: int, source: str) -> None:
    """Let the cells of numbered columns, such as code_1, be chosen from a range."""
    for at, key in enumerate(columns):
        if key.rstrip("0123456789") == f"{first}_" and rows:
            choice = {"validate": "list", "source": source, "error_type": "warning"}
            # Rows that a person adds below take their choices from here too.
            sheet.data_validation(FIRST_ROW - 1, at, rows + FIRST_ROW + 500, at, choice)


def sheet_with(path: Path, columns: Sequence[str]) -> Sheet | None:
    """The sheet of a workbook whose first row names these columns, whatever stands after them."""
    for sheet in read_sheets(path):
        if sheet.rows and {*columns} <= {cell.strip() for cell in sheet.rows[0]}:
            return sheet
    return None


class Rows:
    """The rows of a sheet by the names of its columns, wherever a person moved them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.problems = sheet, list[Problem]()
        self.columns = {
            name.strip(): at for at, name in reversed([*enumerate(sheet.rows[0], start=1)])
        }

    def filled(self) -> Iterator[int]:
        """The rows in which anything stands."""
        for row in range(FIRST_ROW, len(self.sheet.rows) + 1):
            if any(cell.strip() for cell in self.sheet.rows[row - 1]):
                yield row

    def of(self, row: int, column: str) -> str:
        """The text of a cell."""
        return self.sheet.cell(row, self.columns.get(column, 0)).strip()

    def place(self, row: int, column: str) -> Place:
        """The address of a cell."""
        return self.sheet.place(row, self.columns.get(column), column)

    def tell(self, code: str, row: int, column: str, found: str = "", expected: str = "") -> None:
        """A fault at a cell."""
        place = self.place(row, column)
        self.problems.append(Problem(f"themes.{code}", place, found[:80], expected))

    def stop(self) -> None:
        """Refuse the workbook when anything is wrong with it."""
        if self.problems:
            raise Refused(self.problems)

    def codes(self, row: int, first: str, names: CodeNames) -> tuple[str, ...]:
        """The themes of a row, in the order of the codebook; each cell's fault is told."""
        found = set[str]()
        for number in range(1, MOST_CODES + 1):
            column = f"{first}_{number}"
            text = self.of(row, column)
            code = names.code(text) if text else ""
            if text and not code:
                self.tell("unknown-code", row, column, text, names.nearest(text))
            elif code and code in names.headings:
                self.tell("heading-given", row, column, text)
            elif code:
                found.add(code)
        if NONE in found and len(found) > 1:
            self.tell("none-and-code", row, f"{first}_1")
        return tuple(code for code in (*names.order, NONE) if code in found)


class CodeNames:
    """The themes of a codebook by what a person may call them: code, or name in a language."""

    def __init__(self, codebook: Codebook) -> None:
        self.order = tuple(each.code for each in codebook.codes)
        self.headings = frozenset(each.code for each in codebook.codes if not each.codable)
        self._names = {comparable(say("themes.none", each)): NONE for each in LANGUAGES}
        self._names[NONE] = NONE
        self._said: list[str] = []
        for each in codebook.codes:
            # Of a name and a code that are alike the name is said: it is what the cells hold.
            for name in (each.code, each.name.cy, each.name.en):
                self._names.setdefault(comparable(name), each.code)
                self._said.append(name)

    def code(self, text: str) -> str:
        """The theme that a text names; empty for none."""
        return self._names.get(comparable(text), "")

    def nearest(self, text: str) -> str:
        """What a person may have meant."""
        return nearest(text, self._said)
