"""A text as it is compared with names: folded letter by letter, each with its place.

Accents, capitals, kinds of apostrophe, soft hyphens and composed or decomposed letters make
no difference; every place that is found is one of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")
APOSTROPHES = frozenset("'’‘ʼ`´′")
HYPHENS = frozenset("-‐‑‒–—−")
# What may stand between two words of one name: not the end of a sentence.
GAP = re.compile(r"[\s,'/_-]{0,4}")
INITIALS_GAP = re.compile(r"\.?\s?")
SENTENCE_END = re.compile(r"[.!?:;\n][\"'”’)\]]*\s*$")
WORD = re.compile(r"[a-z]+|&")


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters: its folded form, and where it stands in the text. `end` is after it.

    `plain` is True when no letter of it has an accent; `first` when it begins a sentence.
    """

    letters: str
    start: int
    end: int
    capital: bool
    shouted: bool
    plain: bool
    first: bool


@dataclass(frozen=True)
class Folded:
    """A text, with its folded letters and where each of them stands."""

    text: str

    @cached_property
    def _pairs(self) -> tuple[str, tuple[int, ...]]:
        letters: list[str] = []
        places: list[int] = []
        for place, sign in enumerate(self.text):
            for letter in _folded(sign):
                letters.append(letter)
                places.append(place)
        return "".join(letters), (*places, len(self.text))

    @property
    def letters(self) -> str:
        """The folded text."""
        return self._pairs[0]

    def place(self, at: int) -> int:
        """Where a folded letter stands in the text as given."""
        return self._pairs[1][at]

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words, in order; a capital within a word begins another (SaferCardiff)."""
        found = []
        for match in WORD.finditer(self.letters):
            ends = [*self._humps(match.start(), match.end()), match.end()]
            start = match.start()
            for end in ends:
                found.append(self._word(start, end))
                start = end
        return tuple(found)

    def _humps(self, start: int, end: int) -> list[int]:
        """Where a small letter is followed by a capital and a small letter."""
        shown = [self.text[self.place(at)] for at in range(start, end)]
        return [
            start + number
            for number in range(1, len(shown) - 1)
            if shown[number - 1].islower() and shown[number].isupper()
        ]

    def _word(self, start: int, end: int) -> Word:
        first, after = self.place(start), self.place(end)
        shown = self.text[first:after]
        before = self.text[:first].rstrip("\"'“‘([ ")
        return Word(
            letters="and" if shown == "&" else self.letters[start:end],
            start=first,
            end=after,
            capital=shown[:1].isupper(),
            shouted=len(shown) > 1 and shown.isupper(),
            plain=shown.isascii(),
            first=not before or bool(SENTENCE_END.search(before[-3:] + " ")),
        )

    def joins(self, first: Word, second: Word) -> bool:
        """Whether two words next to each other may belong to one name."""
        between = self._between(first, second)
        if GAP.fullmatch(between):
            return True
        initial = len(first.letters) == 1 and first.capital and second.capital
        return initial and bool(INITIALS_GAP.fullmatch(between))

    def letters_before(self, word: Word) -> str:
        """The sign right before a word, folded; empty at the beginning."""
        return _folded(self.text[word.start - 1]) if word.start else ""

    def _between(self, first: Word, second: Word) -> str:
        return "".join(_folded_gap(sign) for sign in self.text[first.end : second.start])


def _folded(sign: str) -> str:
    if sign in INVISIBLE:
        return ""
    if sign in APOSTROPHES:
        return "'"
    if sign in HYPHENS:
        return "-"
    plain = unicodedata.normalize("NFD", sign).casefold()
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _folded_gap(sign: str) -> str:
    return "" if unicodedata.combining(sign) else _folded(sign)


def key_of(name: str) -> str:
    """The letters of a name alone, as names are compared: "Pen-y-bont" is "penybont"."""
    return "".join(word.letters for word in Folded(name).words)
