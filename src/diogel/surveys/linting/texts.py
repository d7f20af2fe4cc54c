"""Texts in both languages: all of them there, and saying the same things."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.form_tables import LANGUAGE_NAMES, TRANSLATED, FormTables, Row, heading
from diogel.surveys.linting.rules import shortened
from diogel.surveys.piping import placeholders
from diogel.surveys.translated_texts import stale_problems

EVERYWHERE = ("label",)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\*\*|__(?=\S)|^#+ ", re.MULTILINE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_WORDS = re.compile(r"[^\W\d_]{2,}")
SAME_WORDS = 4  # a text of so many words is not the same in both languages by right
HIDDEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
CODES = ("type", "name", "list_name", "indicator", "matrix", "disclosure", "relevant")


def check_texts(tables: FormTables) -> Iterator[Problem]:
    """Every fault of every text."""
    for table, rows in tables.rows.items():
        columns = TRANSLATED if table == "survey" else EVERYWHERE
        for row in rows:
            yield from _odd_cells(row)
            yield from _media(row)
            if table == "settings":
                yield from _pair(row, "form_title", "form_title_cy")
                continue
            for column in columns:
                yield from _both(row, column)
                yield from _pair(row, heading(column, "en"), heading(column, "cy"))
    yield from stale_problems(tables)


def _both(row: Row, column: str) -> Iterator[Problem]:
    """A text that stands in one language only."""
    text = row.text(column)
    if text.en and not text.cy:
        yield row.problem("form.missing-welsh", heading(column, "cy"), text.en)
    if text.cy and not text.en:
        yield row.problem("form.missing-english", heading(column, "en"), text.cy)


def _media(row: Row) -> Iterator[Problem]:
    """A picture or recording for one language only."""
    codes = {"en": "form.missing-english", "cy": "form.missing-welsh"}
    for column, file in row.cells.items():
        kind, _, language = column.rpartition("::")
        if "::" not in column or kind in TRANSLATED:
            continue
        for code, name in LANGUAGE_NAMES.items():
            other = f"{kind}::{name}"
            if language in LANGUAGE_NAMES.values() and language != name and not row[other]:
                yield row.problem(codes[code], other, shortened(file))


def _pair(row: Row, english_column: str, welsh_column: str) -> Iterator[Problem]:
    """Two texts that do not say the same: placeholders, markup, numbers, or not translated."""
    english, welsh = row[english_column], row[welsh_column]
    if not english or not welsh:
        return
    there, here = Counter(placeholders(english)), Counter(placeholders(welsh))
    if there != here:
        wanted = " ".join(f"${{{name}}}" for name in sorted((there - here) or there))
        yield row.problem("form.placeholders-differ", welsh_column, shortened(welsh), wanted)
    there, here = Counter(_TAG.findall(english)), Counter(_TAG.findall(welsh))
    if there != here:
        wanted = " ".join(sorted((there - here) or there)) or "-"
        yield row.problem(
            "form.markup-differs", welsh_column, shortened(welsh), wanted, Severity.LOOK
        )
    there, here = _numbers(english), _numbers(welsh)
    if there != here and there and here:
        wanted = " ".join(sorted((there - here) or there)) or "-"
        yield row.problem(
            "form.numbers-differ", welsh_column, shortened(welsh), wanted, Severity.LOOK
        )
    yield from _untranslated(row, english, welsh, welsh_column)


def _numbers(text: str) -> Counter[str]:
    return Counter(_NUMBER.findall(re.sub(r"\$\{[^}]*\}", "", text)))


def _untranslated(row: Row, english: str, welsh: str, column: str) -> Iterator[Problem]:
    """The same long text twice, or English in the Welsh column."""
    words = _WORDS.findall(english)
    if len(words) >= SAME_WORDS and english.casefold() == welsh.casefold():
        yield row.problem("form.not-translated", column, shortened(welsh), severity=Severity.LOOK)


def _odd_cells(row: Row) -> Iterator[Problem]:
    """Letters that nobody sees, and a text that a spreadsheet could run as a formula."""
    for column, text in row.cells.items():
        if not text.isascii() and HIDDEN.search(text):
            clean = HIDDEN.sub("", text)
            yield row.problem("form.hidden-character", column, shortened(clean), shortened(clean))
        if text.startswith("=") and len(text) > 1:
            yield row.problem("form.formula-text", column, shortened(text), "", Severity.LOOK)
