"""The workbook of one coder: written blind, one row a sentence, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Language
from diogel.surveys.back_coding import fingerprint_of
from diogel.surveys.headed_workbook import new_workbook
from diogel.surveys.imports.texts import comparable
from diogel.surveys.themes.codebook import Codebook
from diogel.surveys.themes.coded import Piece, still_said
from diogel.surveys.themes.piece_rows import in_rows, names_of, take_pieces, whose_rows
from diogel.surveys.themes.segments import Span, sentences
from diogel.surveys.themes.workbook import (
    MOST_CODES,
    Rows,
    add_choices,
    add_codes,
    add_sheet,
    sheet_with,
)

CODES = tuple(f"code_{number}" for number in range(1, MOST_CODES + 1))
COLUMNS = {
    "response": 10,
    "text": 60,
    "segment": 50,
    **dict.fromkeys(CODES, 24),
    "note": 30,
    "at": 6,
    "check": 14,
    "survey": 16,
    "question": 10,
    "coder": 16,
    "version": 8,
}
NEEDED = ("response", "segment", CODES[0], "check", "survey", "question", "coder", "version")


@dataclass(frozen=True, slots=True)
class Whose:
    """Of which question of which survey a workbook is, whose, and by which codebook."""

    survey: str
    question: str
    coder: str
    version: str


def write_sheet(
    path: Path,
    whose: Whose,
    codebook: Codebook,
    texts: Mapping[str, str],
    own: Sequence[Piece],
    language: Language,
) -> int:
    """Write one coder's workbook; how many answers it holds.

    Parameters
    ----------
    texts : mapping of response to text
    own : sequence of Piece
        What this coder found before. What anybody else found is not given, so that it cannot
        be shown.
    """
    kept: dict[str, list[Piece]] = {}
    for piece in still_said(own, texts):
        kept.setdefault(piece.response, []).append(piece)
    rows = [
        _row(whose, codebook, response, text, span, codes, note, language)
        for response, text in texts.items()
        for span, given, note in _spans(text, kept.get(response, ()))
        # More themes than a row has cells go on in another row about the same words.
        for codes in in_rows(given)
    ]
    with new_workbook(path) as book:
        sheet = add_sheet(book, "coding", COLUMNS, rows, language)
        add_choices(sheet, list(COLUMNS), "code", len(rows), add_codes(book, codebook, language))
    return len(texts)


def _spans(text: str, own: Sequence[Piece]) -> list[tuple[Span, tuple[str, ...], str]]:
    """The pieces to code: each sentence, and whatever else this coder coded, in their order."""
    coded = {(piece.start, piece.end): (piece.codes, piece.note) for piece in own}
    spans = sorted({*sentences(text), *coded})
    return [(span, *coded.get(span, ((), ""))) for span in spans]


def _row(
    whose: Whose,
    codebook: Codebook,
    response: str,
    text: str,
    span: Span,
    codes: tuple[str, ...],
    note: str,
    language: Language,
) -> list[str]:
    names = names_of(codebook, codes, language)
    return [
        *(response, text, text[slice(*span)], *names, note, str(span[0]), fingerprint_of(text)),
        *(whose.survey, whose.question, whose.coder, whose.version),
    ]


def whose_sheet(path: Path) -> tuple[Rows, Whose] | None:
    """The rows of a coder's workbook and whose it is; None for a file that is none."""
    sheet = sheet_with(path, NEEDED)
    if sheet is None:
        return None
    rows = Rows(sheet)
    return rows, Whose(*whose_rows(rows, ("survey", "question", "coder", "version")))


def take_sheet(
    rows: Rows,
    whose: Whose,
    codebook: Codebook,
    texts: Mapping[str, str],
    earlier: Sequence[Piece],
    today: str,
) -> tuple[Piece, ...]:
    """What a coder has found, with what the workbook does not hold as it was before.

    Raises
    ------
    Refused
        With everything wrong in the workbook, each at its cell; nothing of it is to be kept.
    """
    coder = whose.coder
    return take_pieces(
        rows, "code", lambda _: coder, whose.version, codebook, texts, earlier, today
    )


def same_coder(one: str, other: str) -> bool:
    """Whether two names are of one person, however they were typed."""
    return comparable(one) == comparable(other)
