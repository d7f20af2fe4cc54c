"""What a tool exported, in one form: columns with what they may mean, and where rows start."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.core import Place, Problem
from diogel.files import Sheet, column_letter
from diogel.surveys.imports.texts import comparable

# What a column is for when it holds no answer. PERSONAL tells who somebody is or when
# exactly they answered; TECHNICAL is the tool's own bookkeeping. Neither is ever kept.
PERSONAL, TECHNICAL, LANGUAGE_ROLE = "personal", "technical", "language"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """One column of an export.

    Attributes
    ----------
    number : int
        From 1.
    heading : str
        As it stands in the file, for people.
    texts : tuple of str
        What may name the question: a code, a label, a path without its groups; the most
        telling first.
    option : str
        The second heading, of a column for one option or one row of a grid.
    role : str
        PERSONAL, TECHNICAL or LANGUAGE_ROLE when the tool itself made the column.
    instance : tuple of (repeat, number)
        Which row of a repeated group it is of, when rows stand beside one another as columns.
    """

    number: int
    heading: str
    texts: tuple[str, ...]
    option: str = ""
    role: str = ""
    instance: tuple[tuple[str, int], ...] = ()

    @property
    def shown(self) -> str:
        """Both headings as one."""
        return f"{self.heading} / {self.option}" if self.option else self.heading


@dataclass(frozen=True, slots=True)
class Export:
    """One table of answers as a tool exported it.

    Attributes
    ----------
    tool : str
        "ms-forms", "smart-survey", "kobo", "odk", "spss" or "table".
    sheet : Sheet
        The cells, with the addresses that the file's owner sees.
    first_row : int
        The row of the first response.
    separators : str
        What parts several answers in one cell.
    blanks : frozenset of str
        Texts, folded, that the tool writes where there is no answer.
    others : bool
        Whether a respondent's own words may stand in the place of a choice's label.
    repeats : bool
        True when the table holds the rows of a repeated group, and no responses.
    table : str
        What the tool calls the table: the sheet's name, else the file's without its ending.
    keys : mapping of name to column
        The columns, from 1, that tie tables together; never kept.
    problems : tuple of Problem
    """

    tool: str
    sheet: Sheet
    columns: tuple[ExportColumn, ...]
    first_row: int
    separators: str = ";"
    blanks: frozenset[str] = frozenset()
    others: bool = False
    repeats: bool = False
    table: str = ""
    keys: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = field(default=())

    @property
    def fingerprint(self) -> str:
        """The same for two files whose tool and headings are the same, in the same order."""
        lines = [self.tool]
        lines += [f"{comparable(c.heading)}|{comparable(c.option)}" for c in self.columns]
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]

    def rows(self) -> range:
        """The numbers of the rows that may hold a response."""
        return range(self.first_row, len(self.sheet.rows) + 1)

    def place(self, row: int | None, column: ExportColumn | None = None) -> Place:
        """The address of a cell, a row, or a column."""
        if column is None:
            return self.sheet.place(row)
        # A heading may be a whole paragraph; the letter finds it, a few words confirm it.
        named = f"{column_letter(column.number)} ({column.shown[:60]})"
        return Place(self.sheet.file, self.sheet.name, row, named)


def told_columns(sheet: Sheet, row: int) -> list[tuple[int, str]]:
    """The numbers and headings of the columns that have a heading or a cell below it."""
    width = max((len(cells) for cells in sheet.rows), default=0)
    found = []
    for number in range(1, width + 1):
        heading = sheet.cell(row, number)
        below = range(row + 1, len(sheet.rows) + 1)
        if heading or any(sheet.cell(r, number) for r in below):
            found.append((number, heading))
    return found
