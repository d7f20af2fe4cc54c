"""Exports of Microsoft Forms: a workbook with five columns of its own before the questions.

What is known of the shape, from public files and programs that read it:

- the first columns are ID, Start time, Completion time, Email and Name; "Last modified
  time", "Language", "Total points" and "Quiz feedback" may follow;
- a question's text is its heading. A text that is already taken, by the form or by a
  column of Forms' own, gets a 2, 3 ... at its end ("Name2"); headings often end in
  non-breaking spaces;
- several ticks stand in one cell, each followed by a semicolon, the last one too;
- a Likert question has one column a row, headed by the row or by "question.row";
- the words given for "Other" stand in the place of the label.

The vendor documents none of this in detail. Read on 22 November 2026: headings in public
programs that read such exports (code search for "Completion time", "Email", "Name"), and
github.com/AndrewGodlewsky/AI-Dev-Survey/issues/10, which asks the same of Likert columns.
What Forms calls its columns in Welsh was not found: dates in the second and third column
are enough to recognise them.
"""

from __future__ import annotations

import re

from diogel.files import Sheet
from diogel.surveys.imports.export import (
    LANGUAGE_ROLE,
    PERSONAL,
    TECHNICAL,
    Export,
    ExportColumn,
    told_columns,
)
from diogel.surveys.imports.texts import comparable, plain

OWN = {
    **dict.fromkeys(("id",), TECHNICAL),
    **dict.fromkeys(("start time", "completion time", "last modified time"), PERSONAL),
    **dict.fromkeys(("amser dechrau", "amser cychwyn", "amser cwblhau"), PERSONAL),
    **dict.fromkeys(("email", "e bost", "name", "enw"), PERSONAL),
    **dict.fromkeys(("language", "iaith"), LANGUAGE_ROLE),
    **dict.fromkeys(("total points", "quiz feedback"), TECHNICAL),
}
_QUIZ = re.compile(r"(?:points|feedback) [-–] .", re.IGNORECASE)
_MOMENT = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[ T]\d{1,2}:\d{2}")
_NUMBERED = re.compile(r"(.*\S)\s?(\d{1,2})")
LEADING = 5
HEADINGS_WITHIN = 5


def read_ms_forms(sheets: tuple[Sheet, ...]) -> Export | None:
    """The responses of a Forms export; None when no sheet is one."""
    for sheet in sheets:
        for row in range(1, min(HEADINGS_WITHIN, len(sheet.rows)) + 1):
            if _is_heading(sheet, row):
                return Export("ms-forms", sheet, _columns(sheet, row), row + 1, others=True)
    return None


def _is_heading(sheet: Sheet, row: int) -> bool:
    cells = [comparable(sheet.cell(row, number)) for number in (1, 2, 3)]
    if cells[0] != "id":
        return False
    if cells[1:] == ["start time", "completion time"]:
        return True
    filled = [r for r in range(row + 1, len(sheet.rows) + 1) if sheet.cell(r, 1)][:20]
    moments = [_MOMENT.match(sheet.cell(r, n)) for r in filled for n in (2, 3)]
    return bool(moments) and all(moments)


def _columns(sheet: Sheet, row: int) -> tuple[ExportColumn, ...]:
    columns, seen, in_front = list[ExportColumn](), set[str](), True
    for number, heading in told_columns(sheet, row):
        text = comparable(heading)
        # After its own columns Forms may hold a question of the same name, such as "Name2".
        in_front = in_front and (number <= LEADING or text in OWN)
        role = OWN.get(text, TECHNICAL) if in_front else ""
        if _QUIZ.match(heading):
            role = TECHNICAL
        columns.append(ExportColumn(number, heading, _texts(heading, seen), role=role))
        seen.add(text)
    return tuple(columns)


def _texts(heading: str, seen: set[str]) -> tuple[str, ...]:
    """The heading, and what it was before Forms numbered it because it was taken."""
    cleaned = plain(heading)
    numbered = _NUMBERED.fullmatch(cleaned)
    if numbered and int(numbered[2]) > 1 and comparable(numbered[1]) in seen:
        return (cleaned, numbered[1])
    return (cleaned,)
