"""Texts from other tools made comparable: markup, invisible letters and numbering left out."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from difflib import SequenceMatcher
from heapq import nlargest

# A heading is a question and perhaps a choice; what goes beyond this is cut.
COMPARED_CHARACTERS = 3_000
# Likeness costs the product of two lengths, so it is judged by the beginnings.
ALIKE_CHARACTERS = 160
LOOKED_AT_CLOSELY = 8
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_NOT_A_LETTER = re.compile(r"[^\w]+")
_NUMBERING = re.compile(r"^(?:q|c|question|cwestiwn)?\s?\d{1,3}[a-z]?\s+(?=\S)")


def plain(text: str) -> str:
    """The text without markup, entities and invisible letters, on one line."""
    opened = html.unescape(html.unescape(text)) if "&" in text else text
    without = _TAG.sub(" ", opened) if "<" in opened else opened
    return " ".join(without.translate(_INVISIBLE).replace("\u00a0", " ").split())


def comparable(text: str) -> str:
    """Letters and digits only, in lower case and composed, words parted by one space.

    Quotation marks, hyphens and full stops vary between tools and never tell two
    questions apart.
    """
    folded = unicodedata.normalize("NFC", plain(text[: 2 * COMPARED_CHARACTERS])).casefold()
    return _NOT_A_LETTER.sub(" ", folded).strip()[:COMPARED_CHARACTERS].strip()


def without_numbering(text: str) -> str:
    """A comparable text without the "1." or "Q1" that a tool puts in front of it."""
    return _NUMBERING.sub("", text)


def similarity(one: str, other: str) -> float:
    """How alike two comparable texts are. [0-1]"""
    beginnings = one[:ALIKE_CHARACTERS], other[:ALIKE_CHARACTERS]
    matcher = SequenceMatcher(None, *beginnings, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.5 else 0.0


def most_alike(text: str, known: Iterable[str]) -> tuple[str, float]:
    """The known comparable text that is most alike, and how alike it is; "" for none.

    Of longer texts only those that share most words are looked at closely, because a close
    look at every pair of a wide file and a long questionnaire would take minutes.
    """
    best, score = "", 0.0
    for candidate in _likely(text, known):
        found = similarity(text, candidate)
        if found > score:
            best, score = candidate, found
    return best, round(score, 2)


def _likely(text: str, known: Iterable[str]) -> list[str]:
    """The known texts that share most words with a text; all of them for one or two words."""
    words = set(text.split())
    if len(words) <= 2:
        return [k for k in known if abs(len(k) - len(text)) <= len(text)]
    sets = ((candidate, set(candidate.split())) for candidate in known)
    shared = [
        (len(words & others) / len(words | others), candidate)
        for candidate, others in sets
        if words & others
    ]
    return [candidate for _, candidate in nlargest(LOOKED_AT_CLOSELY, shared)]
