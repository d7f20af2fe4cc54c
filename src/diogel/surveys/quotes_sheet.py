"""The workbook in which a person signs quotations off: their words, and every mark found."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from diogel.core import Language
from diogel.disclosure import PARTS, Decided, Draft, Mark, Part, Person, open_marks, part_of
from diogel.language import say
from diogel.surveys.headed_workbook import FIRST_ROW, Column, add_headed_sheet, new_workbook
from diogel.surveys.quotes import CONSENT, TRANSLATED, Quotation

QUOTE_COLUMNS = (
    *("quote", "language", "text", "proposed", "redacted", "translation", "translated"),
    *("consent", "consent_date", "marks", "checked_text", "signed_by", "survey"),
)
MARK_COLUMNS = (
    *("quote", "part", "start", "end", "kind", "checked_part", "context", "words"),
    *("certainty", "proposed", "decision", "replacement", "by"),
)
QUOTE_WIDTHS = (10, 8, 60, 60, 60, 60, 12, 10, 12, 7, 18, 20, 20)
MARK_WIDTHS = (10, 11, 7, 7, 12, 18, 60, 24, 16, 18, 12, 20, 20)
AROUND = 40
"""Signs on either side of a mark that are shown with it. [characters]"""


def check_of(text: str) -> str:
    """A text in twelve signs, by which a workbook made before it changed is known."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def write_sheet(
    bank: Sequence[Quotation],
    path: Path,
    language: Language,
    people: Iterable[Person] = (),
    *,
    survey: str = "",
) -> int:
    """Write the workbook; how many marks wait for a decision.

    The first row of each sheet names the columns for the program, the second for people. What
    was decided before stands in it already.
    """
    contacts = tuple(people)
    marks = {q.draft.id: tuple(_marks(q.draft, contacts)) for q in bank}
    with new_workbook(path) as book:
        quotes = [[*_quote_row(q, marks[q.draft.id], language), survey] for q in bank]
        sheet = _sheet(book, "quotes", QUOTE_COLUMNS, QUOTE_WIDTHS, quotes, language)
        for column, known in (("translated", TRANSLATED), ("consent", CONSENT)):
            words = [_word(each, language) for each in known]
            _choices(sheet, len(quotes), QUOTE_COLUMNS.index(column), words)
        rows = [
            _mark_row(q.draft, part, mark, language)
            for q in bank
            for part, mark in marks[q.draft.id]
        ]
        sheet = _sheet(book, "marks", MARK_COLUMNS, MARK_WIDTHS, rows, language)
        words = [say(f"quotes.decision.{each}", language) for each in ("accept", "refuse")]
        _choices(sheet, len(rows), MARK_COLUMNS.index("decision"), words)
    waiting = MARK_COLUMNS.index("decision")
    return sum(not row[waiting] for row in rows)


def _marks(draft: Draft, people: Sequence[Person]) -> Iterator[tuple[Part, Mark]]:
    for part in PARTS:
        if part == "redacted" and not draft.redacted:
            continue
        yield from ((part, mark) for mark in open_marks(draft, part, people))


def _word(value: str, language: Language) -> str:
    """A word to choose, in the language of the workbook; what is not one of them as it is."""
    return say(f"quotes.value.{value}", language) if value in (*TRANSLATED, *CONSENT) else value


def _quote_row(
    quotation: Quotation, marks: Sequence[tuple[Part, Mark]], language: Language
) -> list[str]:
    draft = quotation.draft
    values: Mapping[str, str] = {
        "quote": draft.id,
        "language": draft.language,
        "text": draft.text,
        "proposed": _proposal(draft.text, [mark for part, mark in marks if part == "text"]),
        "redacted": draft.redacted,
        "translation": draft.translation,
        "translated": _word(draft.translated, language),
        "consent": _word(draft.consent, language),
        "consent_date": quotation.consent_date,
        "marks": str(len(marks)),
        "checked_text": check_of(draft.text),
        "signed_by": draft.signed_by,
    }
    return [values[name] for name in QUOTE_COLUMNS[:-1]]


def _proposal(text: str, marks: Sequence[Mark]) -> str:
    """The text as it would be with every proposal accepted. Nothing is done with it."""
    for mark in reversed(marks):
        text = text[: mark.start] + mark.replacement + text[mark.end :]
    return text


def _mark_row(draft: Draft, part: Part, mark: Mark, language: Language) -> list[str]:
    text = part_of(draft, part)[0]
    decided = _decided(draft, part, mark)
    before, after = text[max(mark.start - AROUND, 0) : mark.start], text[mark.end :][:AROUND]
    word = ("accept" if decided.accepted else "refuse") if decided else ""
    values = {
        "quote": draft.id,
        "part": part,
        "start": str(mark.start),
        "end": str(mark.end),
        "kind": mark.kind,
        "checked_part": check_of(text),
        "context": f"{before}«{mark.words(text)}»{after}",
        "words": mark.words(text),
        "certainty": say(f"redaction.certainty.{mark.certainty}", language),
        "proposed": mark.replacement,
        "decision": say(f"quotes.decision.{word}", language) if word else "",
        "replacement": decided.replacement if decided else "",
        "by": decided.by if decided else "",
    }
    return [values[name] for name in MARK_COLUMNS]


def _decided(draft: Draft, part: Part, mark: Mark) -> Decided | None:
    where = (part, mark.start, mark.end)
    return next((d for d in draft.decided if (d.part, d.start, d.end) == where), None)


def _sheet(
    book: Any,
    name: str,
    columns: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[str]],
    language: Language,
) -> Any:
    headed = [
        Column(key, width, say(f"quotes.{name}.{key}", language))
        for key, width in zip(columns, widths, strict=True)
    ]
    return add_headed_sheet(book, say(f"quotes.sheet.{name}", language), headed, rows)


def _choices(sheet: Any, rows: int, column: int, words: Sequence[str]) -> None:
    if rows:
        choice = {"validate": "list", "source": list(words)}
        first = FIRST_ROW - 1
        sheet.data_validation(first, column, first + rows - 1, column, choice)
