"""What was coded: pieces of answers with the themes that somebody found in them.

`themes/<question>.csv` holds what each coder found, `themes/<question>.settled.csv` what two
coders agreed on or somebody settled. Neither holds any words: only where they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Problem, Refused
from diogel.files import Sheet, csv_bytes, read_sheets, write_atomically
from diogel.surveys.answers import Answers
from diogel.surveys.back_coding import codes_of, fingerprint_of
from diogel.surveys.quotes import is_day
from diogel.surveys.themes.codebook import NONE

FOLDER = "themes"
HEADINGS = (
    *("response", "start", "end", "fingerprint", "codes", "coder", "version", "date", "note"),
)
# What a spreadsheet would take for a formula was written with an apostrophe before it.
GUARDED = re.compile(r"'(?=[=+\-@\t\r＝＋－＠])")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one answer, and what somebody found in them.

    Attributes
    ----------
    start, end : int
        Where the words stand in the answer. [Unicode code points]
    fingerprint : str
        Of the whole answer as it then was: when it is no longer the same, this is not used.
    codes : tuple of str
        Themes in the order of the codebook; `NONE` alone for words without any.
    coder : str
        Who found them; both names, with a plus between, where two agreed.
    version, day : str
        Of the codebook, and when (2026-11-22).
    """

    response: str
    start: int
    end: int
    fingerprint: str
    codes: tuple[str, ...]
    coder: str
    version: str
    day: str
    note: str = ""

    @property
    def where(self) -> tuple[str, int, int]:
        """The response, and the place in its answer."""
        return self.response, self.start, self.end


def texts_of(answers: Answers, question: str) -> dict[str, str]:
    """The answers to a question in free text, by response, in their order."""
    given = ((r.id, answers.value(r, question)) for r in answers.responses)
    return {name: text for name, text in given if isinstance(text, str) and text.strip()}


def pieces_path(folder: Path, question: str, *, settled: bool = False) -> Path:
    """The file of what was coded in a wave's folder."""
    return folder / FOLDER / f"{question}{'.settled' if settled else ''}.csv"


def read_pieces(path: Path) -> tuple[Piece, ...]:
    """What was coded; nothing where there is no file, Refused for one that Diogel did not write."""
    if not path.is_file():
        return ()
    sheet = read_sheets(path)[0]
    if sheet.rows[0][: len(HEADINGS)] != HEADINGS:
        found = ", ".join(sheet.rows[0])[:80]
        raise Refused([Problem("themes.headings", sheet.place(1), found, ", ".join(HEADINGS))])
    rows = [row for row in range(2, len(sheet.rows) + 1) if any(sheet.rows[row - 1])]
    faults = [row for row in rows if not _whole(sheet, row)]
    if faults:
        raise Refused([Problem("themes.broken-line", sheet.place(row)) for row in faults])
    return tuple(_piece(sheet, row) for row in rows)


def _whole(sheet: Sheet, row: int) -> bool:
    """Whether a line says where its words stand, what was found, and when."""
    start, end, codes, day = (_of(sheet, row, column) for column in (2, 3, 5, 8))
    return start.isdecimal() and end.isdecimal() and bool(codes_of(codes)) and is_day(day)


def _of(sheet: Sheet, row: int, column: int) -> str:
    return GUARDED.sub("", sheet.cell(row, column).strip(), count=1)


def _piece(sheet: Sheet, row: int) -> Piece:
    response, start, end, fingerprint, codes, coder, version, day, note = (
        _of(sheet, row, column) for column in range(1, len(HEADINGS) + 1)
    )
    return Piece(
        response, int(start), int(end), fingerprint, codes_of(codes), coder, version, day, note
    )


def write_pieces(path: Path, pieces: Iterable[Piece]) -> None:
    """Write what was coded, all or nothing."""
    rows = [_row(piece) for piece in pieces]
    with write_atomically(path) as temporary:
        temporary.write_bytes(csv_bytes([list(HEADINGS), *rows]))


def _row(piece: Piece) -> list[str | int | float | None]:
    codes = "; ".join(piece.codes)
    return [
        *(piece.response, piece.start, piece.end, piece.fingerprint),
        *(codes, piece.coder, piece.version, piece.day, piece.note),
    ]


def still_said(pieces: Iterable[Piece], texts: Mapping[str, str]) -> tuple[Piece, ...]:
    """Those whose answers are still as they were."""
    prints = {name: fingerprint_of(text) for name, text in texts.items()}
    return tuple(p for p in pieces if prints.get(p.response) == p.fingerprint)


def by_response(pieces: Iterable[Piece]) -> dict[str, frozenset[str]]:
    """The themes found anywhere in each answer; an empty set for an answer without any."""
    found: dict[str, set[str]] = {}
    for piece in pieces:
        found.setdefault(piece.response, set()).update(piece.codes)
    return {name: frozenset(codes - {NONE}) for name, codes in found.items()}


def coders(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Who coded, in the order of their first piece."""
    return tuple(dict.fromkeys(piece.coder for piece in pieces))
