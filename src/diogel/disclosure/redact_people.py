"""People: those of a list of contacts, and those with a title.

The list of contacts is passed in and is never kept, logged or written beside answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from diogel.disclosure.redact_names import Certainty, keys
from diogel.disclosure.redact_spelling import edits
from diogel.disclosure.redact_text import Folded, Word, key_of
from diogel.language import mutated_forms

Span = tuple[int, int, str, Certainty]
SHORTEST_NAME = 3
"""Letters of a name that is looked for by itself. [letters]"""
LONG_NAME = 10
"""Letters of a whole name that may be misspelt. [letters]"""
MOST_WRONG = 2
CONTRACTED = frozenset({"n", "r", "m", "s", "i", "w", "u", "th", "ch", "re", "ve", "ll", "d", "t"})
"""What stands behind an apostrophe for a word, in either language."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on a survey's list of contacts. `role` may be empty."""

    name: str
    role: str = ""

    def __repr__(self) -> str:
        return "Person(...)"


def find_people(text: Folded, people: Sequence[Person]) -> Iterator[Span]:
    """Whole names, surnames and first names of the list, and their jobs as they are titled."""
    wanted = _wanted(people)
    words = text.words
    for at, word in enumerate(words):
        letters = ""
        for number, following in enumerate(words[at : at + 6], start=1):
            if number > 1 and not text.joins(words[at + number - 2], following):
                break
            if number > 1 and _contracted(text, following):
                break
            letters += following.letters
            if (known := wanted.get(letters)) is not None:
                sure = known[1]
                if number == 1 and not word.capital:
                    continue
                if number == 1 and word.first and sure is Certainty.LIKELY:
                    sure = Certainty.LOOK if letters in _common_names() else sure
                yield word.start, following.end, known[0], sure
    yield from _misspelt(text, people)
    yield from _titled(text)


def _misspelt(text: Folded, people: Sequence[Person]) -> Iterator[Span]:
    """Two or three words with capitals that are nearly a whole name of the list."""
    wholes = {key for person in people if len(key := key_of(person.name)) >= LONG_NAME}
    words = text.words
    for at in range(len(words)) if wholes else ():
        for number in (2, 3):
            given = words[at : at + number]
            letters = "".join(word.letters for word in given)
            if len(given) < number or not all(word.capital for word in given):
                break
            if any(0 < edits(letters, whole, MOST_WRONG) <= MOST_WRONG for whole in wholes):
                yield given[0].start, given[-1].end, "person", Certainty.LIKELY


def _wanted(people: Sequence[Person]) -> Mapping[str, tuple[str, Certainty]]:
    """The names to look for, by their letters."""
    found: dict[str, tuple[str, Certainty]] = {}
    for person in people:
        parts = [part for part in re.split(r"\s+", person.name.strip()) if part]
        if person.role.strip():
            found.setdefault(key_of(person.role), ("role", Certainty.LIKELY))
        for part, sure in _single(parts):
            for form in (part, *mutated_forms(part)):
                if len(key_of(form)) >= SHORTEST_NAME:
                    found.setdefault(key_of(form), ("person", sure))
        for whole in (parts, parts[1:], [*parts[-1:], *parts[:-1]]):
            key = key_of(" ".join(whole))
            if len(key) >= SHORTEST_NAME:
                found[key] = ("person", Certainty.LISTED)
    return found


def _single(parts: Sequence[str]) -> Iterator[tuple[str, Certainty]]:
    """The first name, likely; every part of the last, as sure as the whole."""
    if len(parts) > 1:
        yield parts[0], Certainty.LIKELY
        for last in parts[1:]:
            yield from ((piece, Certainty.LISTED) for piece in (last, *last.split("-")))


def _contracted(text: Folded, word: Word) -> bool:
    """Whether a word is what is left of another behind an apostrophe: Wy'n is not Wyn."""
    return word.letters in CONTRACTED and text.letters_before(word) == "'"


@cache
def _common_names() -> frozenset[str]:
    """First names that are ordinary words at the beginning of a sentence."""
    return frozenset({"will", "mark", "grace", "dawn", "haf", "eira", "may", "mai", "rob", "sue"})


def _titled(text: Folded) -> Iterator[Span]:
    """Mr, Cllr or Inspector with the one or two capitals behind it."""
    words = text.words
    for at, word in enumerate(words[:-1]):
        if not word.capital or word.letters not in keys("known", "titles"):
            continue
        last = at
        for number in range(at + 1, min(at + 3, len(words))):
            between = text.text[words[number - 1].end : words[number].start]
            if not words[number].capital or between not in (" ", ". "):
                break
            last = number
        if last > at and words[at + 1].letters not in keys("known", "not_persons"):
            yield word.start, words[last].end, "person", Certainty.LIKELY
