"""The workbook for a translator: every text of a form, English and Welsh side by side.

Keys, places and English cannot be changed by mistake; Welsh, notes and who reviewed it can.
The sheet is in the language asked for, and is read back whichever that was.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from diogel.core import LANGUAGES, Language
from diogel.files import write_atomically
from diogel.language import say
from diogel.surveys.form_building import build
from diogel.surveys.form_tables import FormTables, read_form_tables
from diogel.surveys.instrument import Instrument
from diogel.surveys.routes import printed_number
from diogel.surveys.suggestions import folded
from diogel.surveys.translated_texts import (
    REVIEW,
    REVIEW_NEEDED,
    STALE,
    STATES,
    TITLE,
    Text,
    texts_of,
)

KEY, WHERE, ENGLISH, WELSH, STATE, NOTE, REVIEWER = COLUMNS = (
    *("key", "where", "english", "welsh", "state", "note", "reviewer"),
)
WIDTHS: Mapping[str, int] = {
    KEY: 26,
    WHERE: 30,
    ENGLISH: 60,
    WELSH: 60,
    STATE: 16,
    NOTE: 30,
    REVIEWER: 26,
}
OPEN = (WELSH, NOTE, REVIEWER)
HOW = ("english", "welsh", "placeholders", "review", "save")
NAMED_AT_MOST = 6
A4, LINE_POINTS = 9, 15
FILLED = 0.9  # the share of a line that words fill before one is carried over
MADE = datetime(2021, 1, 1)  # a fixed time of making, so that the same form is the same bytes


def heading_of(column: str, language: Language) -> str:
    """The heading of one column of the workbook."""
    return say(f"forms.translation.heading.{column}", language)


def column_named(heading: str) -> str:
    """The column that a heading in either language means; empty for none."""
    for column in COLUMNS:
        if folded(heading) in {folded(heading_of(column, lang)) for lang in LANGUAGES}:
            return column
    return ""


def write_translation(form: Path, to: Path, language: Language) -> dict[str, int]:
    """Write the workbook of a form; how many texts are in each state.

    Faults of the form do not stand in the way: a form whose Welsh is missing is what a
    translator is for.
    """
    tables = read_form_tables(form)
    texts = list(texts_of(tables))
    places = _Places(tables, language)
    rows = [_row(text, places.where(text), language) for text in texts]
    import xlsxwriter  # slow to import, and only needed when writing

    with write_atomically(to) as temporary:
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(str(temporary), options) as book:
            title = places.instrument.title[language]
            subject = say("forms.translation.subject", language, title=title)
            book.set_properties({"title": subject, "comments": "", "created": MADE})
            _guidance(book, subject, language)
            _texts(book, rows, language)
    return {state: sum(text.state == state for text in texts) for state in STATES}


def _row(text: Text, where: str, language: Language) -> dict[str, str]:
    review = text.row[REVIEW]
    return {
        KEY: text.key,
        WHERE: where,
        ENGLISH: text.english,
        WELSH: text.welsh,
        STATE: say(f"forms.translation.state.{text.state}", language),
        REVIEWER: "" if review == REVIEW_NEEDED or text.state == STALE else review,
    }


def _guidance(book: Any, title: str, language: Language) -> None:
    sheet = book.add_worksheet(say("forms.translation.sheet.guidance", language))
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
    sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 14}))
    for row, key in enumerate(HOW, 1):
        sentence = say(f"forms.translation.how.{key}", language)
        sheet.set_row(row, _height({KEY: sentence}, {KEY: 100}))
        sheet.write_string(row, 0, sentence)


def _height(texts: Mapping[str, str], widths: Mapping[str, int]) -> float:
    """Room for the text that needs the most lines; not every program works it out. [points]"""
    lines = (
        sum(math.ceil(max(1, len(line)) / (widths[column] * FILLED)) for line in text.split("\n"))
        for column, text in texts.items()
    )
    return LINE_POINTS * max(lines, default=1)


def _texts(book: Any, rows: list[dict[str, str]], language: Language) -> None:
    """The sheet of texts; only the columns for the translator can be written in."""
    sheet = book.add_worksheet(say("forms.translation.sheet.texts", language))
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    usual = {"text_wrap": True, "valign": "top", "num_format": "@"}
    shut = book.add_format(usual | {"locked": True})
    free = book.add_format(usual | {"locked": False, "bg_color": "#FFFDE7", "border": 1})
    for at, column in enumerate(COLUMNS):
        look = free if column in OPEN else shut
        sheet.set_column(at, at, WIDTHS[column])
        sheet.write_string(0, at, heading_of(column, language), bold)
        for number, row in enumerate(rows, 1):
            sheet.set_row(number, _height(row, WIDTHS))
            if row.get(column):
                sheet.write_string(number, at, row[column], look)
            else:
                sheet.write_blank(number, at, None, look)
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), len(COLUMNS) - 1)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True})
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.activate()


class _Places:
    """Says where each text of a form is used."""

    def __init__(self, tables: FormTables, language: Language) -> None:
        self.instrument: Instrument
        self.instrument, draft = build(tables)
        self.language = language
        self.users = defaultdict[str, list[str]](list)
        for question in self.instrument.questions:
            name = question.matrix.upper() or printed_number(self.instrument, question)
            listed = self.users[draft.list_names.get(question.id, "")]
            if name not in listed:
                listed.append(name)

    def where(self, text: Text) -> str:
        """The place of a text in words."""
        name = text.row["name"]
        if text.column == TITLE:
            return self._say("title")
        if text.row.table == "groups":
            return self._say("group", name=name)
        if text.row.table == "choices":
            users = self.users[text.row["list_name"]]
            named = ", ".join(users[:NAMED_AT_MOST]) + (", ..." * (len(users) > NAMED_AT_MOST))
            return self._say("choice", code=name, questions=named or "-")
        if name not in self.instrument:
            return self._say("heading", name=name)
        question = self.instrument.question(name)
        if not question.asks:
            return self._say("information", name=name)
        return self._say(text.column, question=printed_number(self.instrument, question))

    def _say(self, key: str, **slots: object) -> str:
        return say(f"forms.translation.where.{key}", self.language, **slots)
