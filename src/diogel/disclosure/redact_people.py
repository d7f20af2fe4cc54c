"""People: those of a list of contacts, those with a title, jobs that point to one person.

The list of contacts is passed in and is never kept, logged or written beside answers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from diogel.core import Language
from diogel.disclosure.redact_names import Certainty, keys, words_file
from diogel.disclosure.redact_text import Folded, Word, key_of
from diogel.language import mutated_forms

Span = tuple[int, int, str, Certainty]
SHORTEST_NAME = 3
"""Letters of a name that is looked for by itself. [letters]"""


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
            letters += following.letters
            if (known := wanted.get(letters)) is not None:
                sure = known[1]
                if number == 1 and not word.capital:
                    continue
                if number == 1 and word.first and sure is Certainty.LIKELY:
                    sure = Certainty.LOOK if letters in _common_names() else sure
                yield word.start, following.end, known[0], sure
    yield from _titled(text)


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


def find_roles(text: Folded, language: Language) -> Iterator[Span]:
    """Jobs in the singular: likely after "the only" or "as the", else to be looked at.

    Both languages are looked for whichever the text is in: people mix them.
    """
    for each in ("en", "cy"):
        roles, strong, weak = _roles(each)
        for at, word in enumerate(text.words):
            end = _phrase_end(text, at, roles)
            if end is None or (each == "cy" and word.letters == "warden" and language == "en"):
                continue
            start, sure = _introduced(text, at, strong, weak, each)
            end = _with_what_it_is_of(text, end, each)
            if sure is not None and text.words[end].letters != "head":
                yield text.words[start].start, text.words[end].end, "role", sure


@cache
def _roles(language: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    listed = words_file()["roles"]
    forms = {key_of(role) for role in listed[language]}
    if language == "cy":
        forms |= {key_of(form) for role in listed[language] for form in mutated_forms(role)}
    return (
        frozenset(forms),
        frozenset(map(key_of, listed[f"strong_{language}"])),
        frozenset(map(key_of, listed[f"weak_{language}"])),
    )


def _phrase_end(text: Folded, at: int, wanted: frozenset[str]) -> int | None:
    """The last word of the longest wanted phrase that begins here."""
    letters, found = "", None
    for number, word in enumerate(text.words[at : at + 4]):
        if number and not text.joins(text.words[at + number - 1], word):
            break
        letters += word.letters
        if letters in wanted:
            found = at + number
    return found


def _with_what_it_is_of(text: Folded, end: int, language: str) -> int:
    """The last word of a job with what follows: "head of community safety", "cadeirydd y bwrdd"."""
    words, of = text.words, {"en": ("of", "for"), "cy": ("y", "yr", "r")}[language]
    following = end + 1
    if words[end].letters not in keys("roles", f"of_{language}") or following >= len(words):
        return end
    if words[following].letters not in of or not text.joins(words[end], words[following]):
        return end
    last = following
    most = following + (1 if language == "cy" else 2)
    for number in range(following + 1, min(most + 2, len(words))):
        article = words[number].letters in ("the", "our")
        if not text.joins(words[number - 1], words[number]) or (number > most and not article):
            break
        last, most = number, most + article
    return last


def _introduced(
    text: Folded, at: int, strong: frozenset[str], weak: frozenset[str], language: str
) -> tuple[int, Certainty | None]:
    """Where the job's words begin, with those between it and what introduces it; how sure."""
    words = text.words
    most = words_file()["roles"]["most_between"] if language == "en" else 1
    for back in range(most + 1):
        begin = at - back
        if begin < 1 or (back and not text.joins(words[begin], words[begin + 1])):
            break
        for length in (4, 3, 2, 1):
            span = words[max(begin - length, 0) : begin]
            if len(span) == length and _key(span) in strong:
                # "Only" is part of what tells.
                only = span[-1].letters in ("only", "sole", "unig")
                return begin - only, Certainty.LIKELY
        if words[begin - 1].letters in weak:
            return begin, Certainty.LOOK
    return at, Certainty.LOOK if language == "cy" or words[at].capital else None


def _key(words: Sequence[Word]) -> str:
    return "".join(word.letters for word in words)
