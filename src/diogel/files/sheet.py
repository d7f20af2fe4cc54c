"""A sheet of text cells, each with the address that its owner sees, and the limits."""

from __future__ import annotations

from dataclasses import dataclass

from diogel.core import Place, Problem, Refused, Severity


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of somebody's file we are willing to open.

    Attributes
    ----------
    file_bytes : int
        Size on disk.
    expanded_bytes : int
        Size of everything inside a zipped workbook.
    ratio : int
        Expanded size over size on disk, looked at above `ratio_from` bytes only.
    rows, columns : int
        Of one sheet.
    cells : int
        Rows by columns of one sheet, blank ones between included: a reader keeps a place
        in memory for each of them.
    cell_characters : int
        Of one cell; Excel's own limit is the default.
    """

    file_bytes: int = 50_000_000
    expanded_bytes: int = 500_000_000
    ratio: int = 200
    ratio_from: int = 20_000_000
    rows: int = 200_000
    columns: int = 1_000
    cells: int = 10_000_000
    cell_characters: int = 32_767


@dataclass(frozen=True, slots=True)
class Sheet:
    """The cells of one sheet as text, from row 1 and column A, blank rows kept.

    Attributes
    ----------
    name : str
        The worksheet's name; empty for a file without sheets.
    rows : tuple of tuple of str
        `rows[4][1]` is cell B5. Rows may differ in length; a missing cell is blank.
    file : str
        The file's name, without folders.
    problems : tuple of Problem
        What was noticed while reading it: notes, and cells that hold an error.
    merged : tuple of (first row, first column, last row, last column)
        The cells that the file says are one, from 1. Only the first holds the text. Empty
        for a text table, which cannot say so.
    above : tuple of str
        Text that stands over the table outside its cells: a Word table's caption.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    file: str = ""
    problems: tuple[Problem, ...] = ()
    merged: tuple[tuple[int, int, int, int], ...] = ()
    above: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> str:
        """The text at a row from 1 and a column from 1; empty outside the sheet."""
        if not 1 <= row <= len(self.rows):
            return ""
        cells = self.rows[row - 1]
        return cells[column - 1] if 1 <= column <= len(cells) else ""

    def place(self, row: int | None = None, column: int | None = None, heading: str = "") -> Place:
        """The address of a cell: its heading when known, else its letter."""
        letter = column_letter(column) if column else ""
        named = f"{letter} ({heading})" if heading and letter else heading or letter
        return Place(self.file, self.name, row, named)


def column_letter(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column, from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def refuse(code: str, file: str, found: str = "", expected: str = "", sheet: str = "") -> Refused:
    """The exception that says why a whole file or sheet cannot be read."""
    return Refused([Problem(code, Place(file, sheet), found, expected)])


def note(code: str, file: str, found: str = "") -> Problem:
    """Something to be told about how a file was read."""
    return Problem(code, Place(file), found, severity=Severity.NOTE)
