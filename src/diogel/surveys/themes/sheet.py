"""The workbook of one coder: written blind, one row a sentence, and taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from diogel.core import Language
from diogel.language import say
from diogel.surveys.back_coding import fingerprint_of
from diogel.surveys.imports.texts import comparable
from diogel.surveys.suggestions import nearest
from diogel.surveys.themes.codebook import NONE, Codebook
from diogel.surveys.themes.coded import Piece, still_said
from diogel.surveys.themes.segments import Span, find, sentences
from diogel.surveys.themes.workbook import (
    FIRST_ROW,
    MOST_CODES,
    CodeNames,
    Rows,
    add_choices,
    add_codes,
    add_sheet,
    new_workbook,
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


def in_rows(codes: Sequence[str]) -> list[tuple[str, ...]]:
    """Themes as they are shared out over rows; one row for none."""
    starts = range(0, max(len(codes), 1), MOST_CODES)
    return [tuple(codes[start : start + MOST_CODES]) for start in starts]


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


def names_of(codebook: Codebook, codes: Sequence[str], language: Language) -> list[str]:
    """What stands in the cells for some themes, one a cell, empty cells after them."""
    named = [say("themes.none", language) if code == NONE else code for code in codes]
    known = codebook.by_code
    named = [known[code].name[language] if code in known else code for code in named]
    return [*named, *[""] * (MOST_CODES - len(named))]


def whose_sheet(path: Path) -> tuple[Rows, Whose] | None:
    """The rows of a coder's workbook and whose it is; None for a file that is none."""
    sheet = sheet_with(path, NEEDED)
    if sheet is None:
        return None
    rows = Rows(sheet)
    return rows, Whose(*whose_rows(rows, ("survey", "question", "coder", "version")))


def whose_rows(rows: Rows, columns: Sequence[str]) -> list[str]:
    """What stands in some columns, the same in every row."""
    return [_same(rows, name) for name in columns]


def _same(rows: Rows, column: str) -> str:
    """What stands in a column of every row; a row that says nothing says the same."""
    said = {row: rows.of(row, column) for row in rows.filled() if rows.of(row, column)}
    first = next(iter(said.values()), "")
    for row, text in said.items():
        if text != first:
            rows.tell("not-the-same", row, column, text, first)
    if not said:
        rows.tell("column-empty", FIRST_ROW, column, column)
    return first


def take_sheet(
    rows: Rows,
    whose: Whose,
    codebook: Codebook,
    texts: Mapping[str, str],
    earlier: Sequence[Piece],
    today: str,
) -> tuple[Piece, ...]:
    """What a coder has found, with what the workbook does not hold as it was before.

    What is the same as before keeps its day. A row without a theme is not coded yet.

    Raises
    ------
    Refused
        With everything wrong in the workbook, each at its cell; nothing of it is to be kept.
    """
    if whose.version != codebook.version:
        rows.tell("other-version", FIRST_ROW, "version", whose.version, codebook.version)
    names = CodeNames(codebook)
    found: dict[tuple[str, int, int], Piece] = {}
    held = set[str]()
    for row in rows.filled():
        place = place_of(rows, row, texts)
        codes = rows.codes(row, "code", names)
        if place is None:
            continue
        response, span = place
        held.add(response)
        if not codes:
            continue
        before = found.get((response, *span))
        codes = _together(names, codes, before.codes if before else ())
        print_ = fingerprint_of(texts[response])
        note = rows.of(row, "note") or (before.note if before else "")
        made = Piece(response, *span, print_, codes, whose.coder, whose.version, today, note)
        found[made.where] = made
    rows.stop()
    return merged(earlier, found.values(), held)


def place_of(rows: Rows, row: int, texts: Mapping[str, str]) -> tuple[str, Span] | None:
    """Which words a row is about; None, and told, when that cannot be known."""
    response, check = rows.of(row, "response"), rows.of(row, "check")
    if response not in texts:
        rows.tell("unknown-response", row, "response", response, nearest(response, texts))
        return None
    text = texts[response]
    if check and check != fingerprint_of(text):
        rows.tell("stale", row, "check", response)
        return None
    at = rows.of(row, "at")
    span = find(text, rows.of(row, "segment"), int(at) if at.isdecimal() else 0)
    if span is None:
        # The words are somebody's own: the cell is named, and they are not repeated.
        rows.tell("segment-not-found", row, "segment")
        return None
    return response, span


def _together(names: CodeNames, codes: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """The themes of two rows about the same words."""
    given = {*codes, *more}
    if len(given) > 1:
        given.discard(NONE)
    return tuple(code for code in (*names.order, NONE) if code in given)


def merged(earlier: Sequence[Piece], found: Iterable[Piece], held: set[str]) -> tuple[Piece, ...]:
    """What was found now, and earlier in answers that were not held, each on its first day."""
    before = {piece.where: piece for piece in earlier}
    kept = [piece for piece in earlier if piece.response not in held]
    now = [_as_before(piece, before.get(piece.where)) for piece in found]
    return tuple(sorted((*kept, *now), key=lambda piece: piece.where))


def _as_before(made: Piece, before: Piece | None) -> Piece:
    same = before is not None and replace(made, day=before.day) == before
    return before if same and before is not None else made


def same_coder(one: str, other: str) -> bool:
    """Whether two names are of one person, however they were typed."""
    return comparable(one) == comparable(other)
