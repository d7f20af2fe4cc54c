"""Exports in the manner of SmartSurvey and SurveyMonkey: two rows of headings.

The first row holds the question, once over all its columns or over each of them; the second
the option of a multiple choice, the row of a grid, or a word such as "Response". Columns of
the tool's own (UserID, Started, Ended, IP address, collector ...) stand in front. A ticked
option holds its label, or 1; an option that was not ticked is blank, or 0. A respondent's
own words stand in a column of their own, or in that of the option.

No page of either vendor that lists the columns could be found on 22 November 2026, so the
shape is general knowledge of such exports, and recognising it asks for little: any two of
the headings in `TELLING`. Try a real file before relying on it.
"""

from __future__ import annotations

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
    **dict.fromkeys(
        ("userid", "user id", "userno", "user no", "respondent id", "response id", "unique id"),
        PERSONAL,
    ),
    **dict.fromkeys(("started", "ended", "start date", "end date", "date created"), PERSONAL),
    **dict.fromkeys(("date modified", "completed", "submitted", "timestamp"), PERSONAL),
    **dict.fromkeys(("ip", "ip address", "email", "email address", "name"), PERSONAL),
    **dict.fromkeys(("first name", "last name", "custom data 1", "user agent"), PERSONAL),
    **dict.fromkeys(("device", "browser", "location", "latitude", "longitude"), PERSONAL),
    **dict.fromkeys(("collector", "collector id", "tracking link", "link"), TECHNICAL),
    **dict.fromkeys(("status", "page", "page path", "score", "tracking variables"), TECHNICAL),
    **dict.fromkeys(("language", "iaith", "survey language"), LANGUAGE_ROLE),
}
# Headings that no questionnaire of ours would hold: two of these tell the tool.
TELLING = {
    *("userid", "user id", "userno", "user no", "respondent id", "response id"),
    *("started", "ended", "start date", "end date", "collector", "collector id"),
    *("ip address", "tracking link", "unique id"),
}
# Second headings that only say that the column holds the answer.
ANSWER = {"", "response", "ymateb", "open ended response", "answer", "ateb", "comment"}


def read_smart_survey(sheets: tuple[Sheet, ...]) -> Export | None:
    """The responses of a two-row export; None when no sheet is one."""
    for sheet in sheets:
        headings = {comparable(cell) for cell in sheet.rows[0] if cell}
        if len(headings & TELLING) >= 2:
            return _read(sheet)
    return None


def _read(sheet: Sheet) -> Export:
    two = _has_second_row(sheet)
    columns, question, in_front = list[ExportColumn](), "", True
    for number, heading in told_columns(sheet, 1):
        question = plain(heading) or (question if two else "")
        option = plain(sheet.cell(2, number)) if two else ""
        in_front = in_front and comparable(question) in OWN
        role = OWN[comparable(question)] if in_front else ""
        option = "" if comparable(option) in ANSWER else option
        columns.append(ExportColumn(number, question, (question,), option, role))
    return Export("smart-survey", sheet, tuple(columns), 3 if two else 2, others=True)


def _has_second_row(sheet: Sheet) -> bool:
    """Whether row 2 holds headings: over the tool's own columns there are none there."""
    if len(sheet.rows) < 2:
        return False
    own = [n for n, cell in enumerate(sheet.rows[0], 1) if comparable(cell) in TELLING]
    return not any(sheet.cell(2, number) for number in own) and any(sheet.rows[1])
