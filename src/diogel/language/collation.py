"""Alphabetical order in Welsh and in English."""

from __future__ import annotations

import re
import unicodedata

from diogel.core import Language

WELSH_ALPHABET = tuple(
    re.findall(
        r"\S+", "a b c ch d dd e f ff g ng h i j k l ll m n o p ph q r rh s t th u v w x y z"
    )
)
ENGLISH_ALPHABET = tuple("abcdefghijklmnopqrstuvwxyz")
WELSH_LETTER = re.compile(r"ch|dd|ff|ng|ll|ph|rh|th|.", re.DOTALL)
# Between two letters that happen to meet, by Unicode's own convention (n + g in Ban͏gor).
JOINER = "\u034f"
# Names and words met in this work in which n and g are two letters.
TWO_LETTERS = re.compile(r"\b(ban|llan|dan|lon)(?=g(?:or|ol|ef|ad|en|os|yfarch))")

SortKey = tuple[tuple[int, ...], str, str]


def without_marks(text: str) -> str:
    """The text with its accents taken off: Môn becomes Mon."""
    parts = unicodedata.normalize("NFD", text)
    return "".join(c for c in parts if not unicodedata.combining(c) or c == JOINER)


def _letters(text: str, language: Language) -> list[str]:
    if language == "en":
        return list(text.replace(JOINER, ""))
    joined = TWO_LETTERS.sub(rf"\1{JOINER}", text)
    return [letter for letter in WELSH_LETTER.findall(joined) if letter != JOINER]


def _weights(text: str, language: Language) -> tuple[int, ...]:
    """Spaces and marks first, then digits, then the language's letters, then all others."""
    alphabet = WELSH_ALPHABET if language == "cy" else ENGLISH_ALPHABET
    places = {letter: 100 + place for place, letter in enumerate(alphabet)}
    weights = []
    for letter in _letters(text, language):
        if letter in "'’":
            continue
        if letter.isdecimal():
            weights.append(10 + int(letter))
        else:
            elsewhere = 1000 + ord(letter[0]) if letter.isalpha() else 0
            weights.append(places.get(letter, elsewhere))
    return tuple(weights)


def sort_key(text: str, language: Language) -> SortKey:
    """A key to sort by: letters first, then accents, then capitals.

    In Welsh ch, dd, ff, ng, ll, ph, rh and th are letters of their own; ng follows g.
    """
    plain = without_marks(text).casefold()
    return _weights(plain, language), unicodedata.normalize("NFD", text).casefold(), text
