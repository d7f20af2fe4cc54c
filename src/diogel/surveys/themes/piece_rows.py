"""What the workbooks of pieces share: how pieces stand in rows and are taken from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from diogel.core import Language
from diogel.language import say
from diogel.surveys.back_coding import fingerprint_of
from diogel.surveys.headed_workbook import FIRST_ROW
from diogel.surveys.suggestions import nearest
from diogel.surveys.themes.codebook import NONE, Codebook
from diogel.surveys.themes.coded import Piece
from diogel.surveys.themes.segments import Span, find
from diogel.surveys.themes.workbook import MOST_CODES, CodeNames, Rows


def in_rows(codes: Sequence[str]) -> list[tuple[str, ...]]:
    """Themes as they are shared out over rows; one row for none."""
    starts = range(0, max(len(codes), 1), MOST_CODES)
    return [tuple(codes[start : start + MOST_CODES]) for start in starts]


def names_of(codebook: Codebook, codes: Sequence[str], language: Language) -> list[str]:
    """What stands in the cells for some themes, one a cell, empty cells after them."""
    named = [say("themes.none", language) if code == NONE else code for code in codes]
    known = codebook.by_code
    named = [known[code].name[language] if code in known else code for code in named]
    return [*named, *[""] * (MOST_CODES - len(named))]


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


def take_pieces(
    rows: Rows,
    first: str,
    by: Callable[[int], str],
    version: str,
    codebook: Codebook,
    texts: Mapping[str, str],
    earlier: Sequence[Piece],
    today: str,
) -> tuple[Piece, ...]:
    """The pieces of a workbook, with what it does not hold as it was before.

    What is the same as before keeps its day. A row without a theme is not coded yet.

    Parameters
    ----------
    first : str
        The name of the numbered columns of themes: `code` of code_1, code_2 and so on.
    by : function of a row
        Who found what stands in a row; asked only of rows with a theme.
    version : str
        The codebook's version when the workbook was written.

    Raises
    ------
    Refused
        With everything wrong in the workbook, each at its cell; nothing of it is to be kept.
    """
    if version != codebook.version:
        rows.tell("other-version", FIRST_ROW, "version", version, codebook.version)
    names, held = CodeNames(codebook), set[str]()
    found: dict[tuple[str, int, int], Piece] = {}
    for row in rows.filled():
        place = _place_of(rows, row, texts)
        codes = rows.codes(row, first, names)
        if place is None:
            continue
        response, span = place
        held.add(response)
        if not codes:
            continue
        before = found.get((response, *span))
        codes = _together(names, codes, before.codes if before else ())
        note = rows.of(row, "note") or (before.note if before else "")
        print_ = fingerprint_of(texts[response])
        made = Piece(response, *span, print_, codes, by(row), version, today, note)
        found[made.where] = made
    rows.stop()
    return _merged(earlier, found.values(), held)


def _place_of(rows: Rows, row: int, texts: Mapping[str, str]) -> tuple[str, Span] | None:
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


def _merged(earlier: Sequence[Piece], found: Iterable[Piece], held: set[str]) -> tuple[Piece, ...]:
    """What was found now, and earlier in answers that were not held, each on its first day."""
    before = {piece.where: piece for piece in earlier}
    kept = [piece for piece in earlier if piece.response not in held]
    now = [_as_before(piece, before.get(piece.where)) for piece in found]
    return tuple(sorted((*kept, *now), key=lambda piece: piece.where))


def _as_before(made: Piece, before: Piece | None) -> Piece:
    same = before is not None and replace(made, day=before.day) == before
    return before if same and before is not None else made
