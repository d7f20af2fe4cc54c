"""Takes a translator's workbook back into the form, each text by its key.

A text is taken only for the English it was written for. What is not taken is told and stays
in the form as it was; the rest is taken all the same, for a translator's work is not thrown
away over one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Place, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets
from diogel.surveys.form_editing import FormEdits
from diogel.surveys.form_tables import Row, read_form_tables
from diogel.surveys.piping import placeholders
from diogel.surveys.suggestions import nearest
from diogel.surveys.translated_texts import (
    REVIEW,
    REVIEW_NEEDED,
    STALE,
    STAMPS,
    Text,
    stamp,
    stamps_of,
    texts_of,
)
from diogel.surveys.translation_workbook import (
    ENGLISH,
    KEY,
    NOTE,
    REVIEWER,
    WELSH,
    column_named,
)

NEEDED = (KEY, ENGLISH, WELSH)
_TIGHT = re.compile(r"\w\$\{|\}\w")


@dataclass(frozen=True, slots=True)
class Returned:
    """One row of a translator's workbook, with the place of its Welsh."""

    text: Text
    welsh: str
    reviewer: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of taking a translation.

    `changed` counts the texts whose Welsh is new, `accepted` all that were taken.
    """

    changed: int
    accepted: int
    problems: tuple[Problem, ...]


def take_translation(workbook: Path, form: Path) -> Taken:
    """Write the Welsh of a returned workbook into the form's file.

    Raises
    ------
    Refused
        The workbook is none of ours, or the form cannot be read or written; nothing has
        been changed.
    """
    tables = read_form_tables(form)
    known = {text.key: text for text in texts_of(tables)}
    sheet, first, columns = _sheet(workbook)
    problems, returned = list[Problem](), list[Returned]()
    for row in range(first + 1, len(sheet.rows) + 1):
        cells = {name: sheet.cell(row, at) for name, at in columns.items()}
        if not any(cells.values()):
            continue
        places = {name: sheet.place(row, at) for name, at in columns.items()}
        if cells.get(NOTE):
            note = cells[NOTE][:200]
            problems.append(Problem("translation.note", places[NOTE], note, severity=Severity.NOTE))
        taken = _judged(cells, places, known, problems)
        if taken:
            returned.append(Returned(taken, cells[WELSH], cells.get(REVIEWER, "")))
    edits = FormEdits(tables)
    for row_, of_row in _by_row(returned):
        _edit_row(edits, row_, of_row, [t for t in known.values() if t.row is row_])
    edits.write(form)
    changed = sum(r.welsh != r.text.welsh for r in returned)
    return Taken(changed, len(returned), tuple(problems))


def _sheet(path: Path) -> tuple[Sheet, int, dict[str, int]]:
    """The sheet of texts, its row of headings, and where each column is."""
    for sheet in read_sheets(path):
        for row, cells in enumerate(sheet.rows[:10], 1):
            columns = {column_named(cell): at for at, cell in enumerate(cells, 1) if cell}
            if all(name in columns for name in NEEDED):
                columns.pop("", None)
                return sheet, row, columns
    raise Refused([Problem("translation.no-columns", Place(path.name))])


def _judged(
    cells: Mapping[str, str],
    places: Mapping[str, Place],
    known: Mapping[str, Text],
    problems: list[Problem],
) -> Text | None:
    """The text that a row's Welsh may be taken for; None, and why, when it may not."""

    def tell(code: str, column: str, found: str, expected: str = "") -> None:
        problems.append(Problem(code, places[column], found, expected, Severity.LOOK))

    text, welsh = known.get(cells[KEY]), cells[WELSH]
    if text is None:
        tell("translation.unknown-text", KEY, cells[KEY], nearest(cells[KEY], known))
    elif stamp(cells[ENGLISH]) != stamp(text.english):
        tell("translation.english-changed", ENGLISH, cells[ENGLISH][:80], text.english[:80])
    elif not welsh:
        tell("translation.missing", WELSH, text.english[:80])
    elif placeholders(text.english) != placeholders(welsh):
        said = [", ".join(placeholders(t)) or "-" for t in (welsh, text.english)]
        tell("translation.placeholders", WELSH, *said)
    else:
        if "  " in welsh or (_TIGHT.search(welsh) and not _TIGHT.search(text.english)):
            tell("translation.spacing", WELSH, welsh[:80])
        return text
    return None


def _by_row(returned: list[Returned]) -> Iterator[tuple[Row, list[Returned]]]:
    """The returned texts of each row of the form."""
    rows = dict[tuple[str, int], list[Returned]]()
    for one in returned:
        rows.setdefault((one.text.row.table, one.text.row.number), []).append(one)
    for of_row in rows.values():
        yield of_row[0].text.row, of_row


def _edit_row(edits: FormEdits, row: Row, returned: list[Returned], all_texts: list[Text]) -> None:
    """The Welsh of a row, what English it was written for, and who has reviewed it.

    A stale text that came back as it went, with nobody's name to it, stays stale.
    """
    stamps = stamps_of(row)
    for one in returned:
        if one.welsh != one.text.welsh:
            edits.set(row.table, row.number, one.text.welsh_heading, one.welsh)
        elif one.text.state == STALE and not one.reviewer:
            continue
        stamps[one.text.column] = stamp(one.text.english)
    written = " ".join(f"{column}:{mark}" for column, mark in stamps.items())
    if written != row[STAMPS]:
        edits.set(row.table, row.number, STAMPS, written)
    reviewers = {one.reviewer for one in returned}
    whole = len(returned) == len(all_texts) and len(reviewers) == 1
    changed = any(one.welsh != one.text.welsh for one in returned)
    review = (reviewers.pop() if whole else "") or (REVIEW_NEEDED if changed else row[REVIEW])
    if review != row[REVIEW]:
        edits.set(row.table, row.number, REVIEW, review)
