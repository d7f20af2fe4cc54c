"""The workbook in which two coders stand side by side and somebody settles where they differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Language
from diogel.language import number, say
from diogel.surveys.back_coding import fingerprint_of
from diogel.surveys.headed_workbook import new_workbook
from diogel.surveys.themes.codebook import Codebook
from diogel.surveys.themes.coded import Piece
from diogel.surveys.themes.comparing import SIDES, Agreement, Side
from diogel.surveys.themes.piece_rows import in_rows, names_of, take_pieces, whose_rows
from diogel.surveys.themes.workbook import (
    MOST_CODES,
    Rows,
    add_choices,
    add_codes,
    add_sheet,
    sheet_with,
)

SETTLED = tuple(f"settled_{at}" for at in range(1, MOST_CODES + 1))
COLUMNS = {
    "response": 10,
    "text": 50,
    "segment": 50,
    "first": 28,
    "second": 28,
    "alike": 10,
    **dict.fromkeys(SETTLED, 22),
    "settled_by": 20,
    "note": 30,
    "at": 6,
    "check": 14,
    "survey": 16,
    "question": 10,
    "coders": 24,
    "version": 8,
}
NEEDED = ("response", "segment", SETTLED[0], "settled_by", "survey", "question", "coders")
AGREEMENT = {"theme": 34, **dict.fromkeys(SIDES, 14), "share": 12, "kappa": 12}


@dataclass(frozen=True, slots=True)
class Compared:
    """Of which question of which survey a workbook is, whose codes, and by which codebook."""

    survey: str
    question: str
    coders: tuple[str, str]
    version: str


def write_compared(
    path: Path,
    whose: Compared,
    codebook: Codebook,
    texts: Mapping[str, str],
    compared: Sequence[Side],
    found: Agreement,
    language: Language,
) -> None:
    """Write the workbook: the pieces, how far the two agree, and the themes."""
    rows = [
        _row(whose, codebook, texts[side.response], side, settled, language)
        for side in compared
        for settled in in_rows(side.settled)
    ]
    with new_workbook(path) as book:
        sheet = add_sheet(book, "compared", COLUMNS, rows, language)
        _agreement(book, codebook, found, whose, language)
        source = add_codes(book, codebook, language)
        add_choices(sheet, list(COLUMNS), "settled", len(rows), source)


def _row(
    whose: Compared,
    codebook: Codebook,
    text: str,
    side: Side,
    settled: tuple[str, ...],
    language: Language,
) -> list[str]:
    def named(codes: tuple[str, ...] | None) -> str:
        if codes is None:
            return ""
        return "; ".join(name for name in names_of(codebook, codes, language) if name)

    return [
        *(side.response, text, text[side.start : side.end], named(side.first), named(side.second)),
        say(f"themes.value.{'no' if side.open else 'yes'}", language),
        *names_of(codebook, settled, language),
        *(side.by, side.note, str(side.start), fingerprint_of(text)),
        *(whose.survey, whose.question, " + ".join(whose.coders), whose.version),
    ]


def _agreement(
    book: object, codebook: Codebook, found: Agreement, whose: Compared, language: Language
) -> None:
    """The numbers, and over them what they are of."""
    rows = [
        [codebook.by_code[each.code].name[language]]
        + [str(getattr(each, side)) for side in SIDES]
        + [rounded(each.share, language), rounded(each.kappa, language)]
        for each in found.codes
    ]
    rows.append([say("themes.agreement.all", language), *[""] * len(SIDES)])
    rows[-1] += [rounded(found.share, language), rounded(found.kappa, language)]
    rows.append([say("themes.agreement.alpha", language), *[""] * len(SIDES), ""])
    rows[-1] += [rounded(found.alpha, language)]
    one, two = whose.coders
    said = {"first": one, "second": two, "answers": found.answers, "waiting": found.waiting}
    rows.append([say("themes.agreement.note", language, **said)])
    add_sheet(book, "agreement", AGREEMENT, rows, language)


def rounded(value: float | None, language: Language) -> str:
    """A measure of agreement to two places; a dash where there is none."""
    return "–" if value is None else number(value, language, 2)


def whose_compared(path: Path) -> tuple[Rows, Compared] | None:
    """The rows of a workbook of two coders and whose it is; None for a file that is none."""
    sheet = sheet_with(path, NEEDED)
    if sheet is None:
        return None
    rows = Rows(sheet)
    survey, question, names, version = whose_rows(rows, ("survey", "question", "coders", "version"))
    one, _, two = names.partition(" + ")
    return rows, Compared(survey, question, (one, two), version)


def take_compared(
    rows: Rows,
    whose: Compared,
    codebook: Codebook,
    texts: Mapping[str, str],
    earlier: Sequence[Piece],
    today: str,
) -> tuple[Piece, ...]:
    """What was settled, with what the workbook does not hold as it was before.

    The first name that somebody typed counts for every row that has a theme and no name.

    Raises
    ------
    Refused
        With everything wrong in the workbook, each at its cell.
    """
    typed = {row: rows.of(row, "settled_by") for row in rows.filled()}
    signer = next((name for name in typed.values() if name and " + " not in name), "")

    def by(row: int) -> str:
        name = typed[row] or signer
        if not name:
            rows.tell("no-name", row, "settled_by")
        return name

    return take_pieces(rows, "settled", by, whose.version, codebook, texts, earlier, today)
