"""The files of a folder that is audited: whether each can be read at all, and its figures."""

from __future__ import annotations

import csv
import zipfile
from pathlib import Path

from diogel.core import Place, Problem, Refused

FIGURES = "figures.csv"
COLUMNS = frozenset(("figure", "status", "denominator", "label_en"))
_TEXTS = (".html", ".json", ".csv", ".txt", ".svg")
_PACKAGES = (".xlsx", ".docx", ".odt")


def refuse_unreadable(folder: Path) -> None:
    """Refuse a folder without a file of figures, or with a file that nobody could read.

    Raises
    ------
    Refused
        With each of them: what a file tells that cannot be read is not known to be safe.
    """
    figures_in(folder)
    files = [path for path in sorted(folder.iterdir()) if path.is_file()]
    if bad := [path for path in files if not _readable(path)]:
        raise Refused([Problem("disclosure.unread-file", Place(path.name)) for path in bad])


def _readable(path: Path) -> bool:
    """Whether a file is what its name says; files of other kinds are not looked at."""
    if path.suffix in _PACKAGES:
        return zipfile.is_zipfile(path)
    if path.suffix in _TEXTS:
        try:
            path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return False
    return True


def figures_in(folder: Path) -> list[dict[str, str]]:
    """The rows of a folder's file of figures.

    Raises
    ------
    Refused
        There is none, or it is not one.
    """
    path = folder / FIGURES
    if not path.is_file():
        raise Refused([Problem("disclosure.no-figures", Place(folder.name), expected=FIGURES)])
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            whole = {*(reader.fieldnames or ())} >= COLUMNS
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error):
        whole, rows = False, []
    if not whole:
        raise Refused([Problem("disclosure.unread-file", Place(path.name))])
    return rows
