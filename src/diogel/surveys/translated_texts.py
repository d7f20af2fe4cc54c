"""Every text of a form in both languages, and whether its Welsh is missing, stale or reviewed.

The column `cy_english` keeps, for each text of a row, eight characters that change when its
English does: the English that the Welsh was written for.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from diogel.core import Problem
from diogel.surveys.form_tables import TABLES, TRANSLATED, FormTables, Row, heading

STAMPS, REVIEW = "cy_english", "cy_review"
TITLE = "form_title"
REVIEW_NEEDED = "needed"
MISSING, STALE, UNREVIEWED, REVIEWED = "missing", "stale", "unreviewed", "reviewed"
STATES = (MISSING, STALE, UNREVIEWED, REVIEWED)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a form.

    Attributes
    ----------
    key : str
        "survey/w1/label", "choices/have/yes/label": the same as long as its name is.
    row : Row
    column : str
        "label", "hint", ..., or "form_title".
    english, welsh : str
    state : str
        "missing", "stale", "unreviewed" or "reviewed".
    """

    key: str
    row: Row
    column: str
    english: str
    welsh: str
    state: str

    @property
    def welsh_heading(self) -> str:
        """The column that holds its Welsh."""
        return f"{TITLE}_cy" if self.column == TITLE else heading(self.column, "cy")


def stamp(english: str) -> str:
    """Eight characters that change when the English changes; spacing does not count."""
    return hashlib.sha256(" ".join(english.split()).encode()).hexdigest()[:8]


def stamps_of(row: Row) -> dict[str, str]:
    """The stamp of each text of a row that has one: "label:1a2b3c4d hint:5e6f7a8b"."""
    pairs = (word.partition(":") for word in row[STAMPS].split())
    return {column: mark for column, colon, mark in pairs if colon}


def texts_of(tables: FormTables) -> Iterator[Text]:
    """Every text that has English, in the order of the form."""
    for table in TABLES:
        seen = Counter[str]()
        for row in tables.rows.get(table, ()):
            name = _name(row)
            seen[name] += 1
            key = f"{table}/{name}" if seen[name] == 1 else f"{table}/{name}#{seen[name]}"
            for column in (TITLE,) if table == "settings" else TRANSLATED:
                english, welsh = _pair(row, column)
                if english:
                    state = _state(row, column, english, welsh)
                    yield Text(f"{key}/{column}", row, column, english, welsh, state)


def stale_problems(tables: FormTables) -> Iterator[Problem]:
    """Welsh whose English has changed since, each at its cell."""
    for text in texts_of(tables):
        if text.state == STALE:
            yield text.row.problem("form.stale-welsh", text.welsh_heading, text.english[:80])


def _name(row: Row) -> str:
    if row.table == "choices":
        return f"{row['list_name']}/{row['name']}"
    return row["form_id"] if row.table == "settings" else row["name"]


def _pair(row: Row, column: str) -> tuple[str, str]:
    if column == TITLE:
        return row[TITLE], row[f"{TITLE}_cy"]
    text = row.text(column)
    return text.en, text.cy


def _state(row: Row, column: str, english: str, welsh: str) -> str:
    if not welsh:
        return MISSING
    if stamps_of(row).get(column, stamp(english)) != stamp(english):
        return STALE
    return UNREVIEWED if row[REVIEW] in ("", REVIEW_NEEDED) else REVIEWED
