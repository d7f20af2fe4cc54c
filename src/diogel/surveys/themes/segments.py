"""Pieces of answers: where each begins and ends in the words as they were given."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

FORMS: tuple[Literal["NFC"], Literal["NFD"]] = ("NFC", "NFD")
# Each for one letter, so that places stay where they are.
MARKS = str.maketrans("\u2018\u2019\u02bc\u0060\u00b4\u201c\u201d\u00a0", "'''''\"\" ")
Span = tuple[int, int]
"""First character, and one past the last, from 0. [Unicode code points]"""

# A sentence ends at its mark, or at the end of a line; "e.g. this" goes on in small letters.
# Spaces are looked at from their first: a cell full of them would be searched over and over.
END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[^\sa-zâêîôûŵŷ])|(?<!\s)\s*[\r\n]\s*")


def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, without the spaces around them; none of an empty one."""
    return tuple(span for span in _pieces(text) if span[0] < span[1])


def _pieces(text: str) -> Iterator[Span]:
    start = 0
    for end in END.finditer(text):
        marks = len(end.group()) - len(end.group().lstrip("\"'”’)]"))
        yield stripped(text, start, end.start() + marks)
        start = end.end()
    yield stripped(text, start, len(text))


def stripped(text: str, start: int, end: int) -> Span:
    """A span without the spaces at its ends."""
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())


def find(text: str, piece: str, at: int = 0) -> Span | None:
    """Where a piece stands in a text, whatever spaces are between its words; None for nowhere.

    Of several places it is the one that begins at `at`, or else the first. An empty piece is
    the whole text. Curved marks and composed letters, which spreadsheets change while somebody
    types, are as good as those of the text.
    """
    if not piece.split():
        return stripped(text, 0, len(text))
    plain = text.translate(MARKS)
    for form in dict.fromkeys((piece, *(unicodedata.normalize(f, piece) for f in FORMS))):
        words = map(re.escape, form.translate(MARKS).split())
        found = [m.span() for m in re.finditer(r"\s+".join(words), plain)]
        if found:
            return next((span for span in found if span[0] == at), found[0])
    return None
