"""Finding names among the words of a text: the longest that fits, with what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from diogel.disclosure.redact_names import (
    MOST_PIECES,
    Certainty,
    Name,
    around,
    keys,
    names,
)
from diogel.disclosure.redact_text import HYPHENS, Folded, Word

SHORTEST_PART = 3
"""Letters of a word that somebody wrote apart from its name. [letters]"""
LONG_TOWN = 7
"""Letters of a town of one word that is meant in small letters too. [letters]"""
MOST_AROUND = 11
"""Words before or behind a name that may belong to it. [words]"""


@dataclass(frozen=True, slots=True)
class Found:
    """Words `first` to `last` of the text (included) are a name of this kind."""

    first: int
    last: int
    kind: str
    certainty: Certainty

    @property
    def what(self) -> tuple[str, Certainty]:
        """What it is, and how sure that is."""
        return self.kind, self.certainty


def find_names(text: Folded) -> Iterator[Found]:
    """Every name of the list, from left to right; some may overlap ("the North", "North Wales")."""
    words, at, shouted = text.words, 0, _all_shouted(text)
    while at < len(words):
        length, name = _longest(text, words, at)
        if name is not None and (found := _found(text, at, length, name, shouted=shouted)):
            yield found
        # What is not ours is passed over whole: there is no Newport in Newport Pagnell.
        at += 1 if name is not None else max(length, 1)


def _found(text: Folded, at: int, length: int, name: Name, *, shouted: bool) -> Found | None:
    """A name with what belongs to it; None where it is only a word.

    A word such as Council beside it settles that a name is meant.
    """
    certainty = _certainty(text, at, length, name, shouted=shouted)
    alone = Found(at, at + length - 1, name.kind, certainty or name.certainty)
    found = _with_surroundings(text, alone)
    if certainty in (Certainty.LISTED, Certainty.LIKELY):
        return found
    if found != alone and text.words[at].capital and not name.capitals:
        return _with_surroundings(text, replace(alone, certainty=name.certainty))
    return found if certainty is not None else None


def _all_shouted(text: Folded) -> bool:
    """Whether the whole text is in capitals, so that they say nothing."""
    return text.text.upper() == text.text


def _longest(text: Folded, words: Sequence[Word], at: int) -> tuple[int, Name | None]:
    """How many words the longest name here has, and the name; none for what is not ours."""
    listed, others = names(), keys("not_these", "names")
    letters, best, found = "", 0, None
    for number, word in enumerate(words[at : at + MOST_PIECES], start=1):
        if number > 1 and not text.joins(words[at + number - 2], word):
            break
        letters += word.letters
        if letters in others:
            best, found = number, None
        elif letters in listed and _one_name(text, words[at : at + number], listed[letters]):
            best, found = number, listed[letters]
    return best, found


def _one_name(text: Folded, given: Sequence[Word], name: Name) -> bool:
    """Whether words are one name that is written apart: "Pembroke shire", but not "risg, a"."""
    if len(given) <= name.pieces or all(len(word.letters) == 1 for word in given):
        return True
    between = text.text[given[0].start : given[-1].end]
    long = all(len(word.letters) >= SHORTEST_PART for word in given)
    return long and given[0].capital and "," not in between


def _certainty(
    text: Folded, at: int, length: int, name: Name, *, shouted: bool
) -> Certainty | None:
    """How sure a name is where it stands; None where it is only a word."""
    words = text.words
    last = words[at + length - 1]
    if name.capitals:
        return _of_initials(words[at : at + length], name, shouted=shouted)
    if not name.ordinary:
        return _in_small_letters(words[at : at + length], name) or name.certainty
    if not last.capital:
        return _with_small_end(text, at, length, name)
    if shouted or (last.first and length == 1):
        return Certainty.LOOK
    before = words[at - 1].letters if at else ""
    if name.mutated and before not in keys("triggers", "words"):
        return Certainty.LOOK
    letters = "".join(word.letters for word in words[at : at + length])
    if letters in keys("ordinary", "accented") and last.plain:
        return Certainty.LOOK
    if letters in keys("ordinary", "people") and not _like_a_place(words, at, length, before):
        return Certainty.LOOK
    return name.certainty


def _in_small_letters(given: Sequence[Word], name: Name) -> Certainty | None:
    """A look for a town without a capital, which may be a bridge of stone (bont faen).

    None for other names, and for towns that are meant however they are written.
    """
    if name.kind != "place" or any(word.capital for word in given):
        return None
    letters = "".join(word.letters for word in given)
    long = len(given) == 1 and len(letters) >= LONG_TOWN
    if letters in keys("ordinary", "small") or (
        long and letters not in keys("ordinary", "words_small")
    ):
        return None
    return Certainty.LOOK


def _with_small_end(text: Folded, at: int, length: int, name: Name) -> Certainty | None:
    """How sure "Pen-y-bont" is: hyphens make a name of it, or a capital within a sentence."""
    first, last = text.words[at], text.words[at + length - 1]
    between = text.text[first.end : last.start]
    if length > 1 and any(sign in HYPHENS for sign in between) and " " not in between:
        return name.certainty if first.capital else Certainty.LOOK
    return Certainty.LOOK if length > 1 and first.capital and not first.first else None


def _of_initials(given: Sequence[Word], name: Name, *, shouted: bool) -> Certainty | None:
    """How sure initials are; None for a word in small letters (mon, cay)."""
    if not all(word.shouted or (word.capital and len(word.letters) == 1) for word in given):
        return None
    return Certainty.LOOK if shouted else name.certainty


def _like_a_place(words: Sequence[Word], at: int, length: int, before: str) -> bool:
    """Whether what may be somebody's name stands as a place's does."""
    if before not in keys("triggers", "places"):
        return False
    after = words[at + length] if at + length < len(words) else None
    named_on = after is not None and after.capital and not after.first
    return not named_on or (after is not None and after.letters in around("behind"))


def _with_surroundings(text: Folded, found: Found) -> Found:
    """The name with the words that belong to it: Cyngor, Police, Health Board."""
    words = text.words
    for length in range(min(MOST_AROUND, len(words) - found.last - 1), 0, -1):
        span = range(found.last + 1, found.last + 1 + length)
        kind = _kind_of(text, words, range(found.last, span.stop), span, "behind")
        if kind:
            found = Found(found.first, span.stop - 1, *_joined(found, kind))
            break
    for length in range(min(MOST_AROUND, found.first), 0, -1):
        span = range(found.first - length, found.first)
        kind = _kind_of(text, words, range(span.start, found.first + 1), span, "before")
        if kind == "office":
            kind = "police" if found.kind == "police" else None
        if kind:
            return Found(span.start, found.last, *_joined(found, kind))
    return found


def _kind_of(
    text: Folded, words: Sequence[Word], joined: range, span: range, side: str
) -> str | None:
    """What the words beside a name make of it; None when they do not belong to it."""
    if not all(text.joins(words[n], words[n + 1]) for n in list(joined)[:-1]):
        return None
    return around(side).get("".join(words[n].letters for n in span))


def _joined(found: Found, kind: str) -> tuple[str, Certainty]:
    """What a name is with the words beside it, and how sure that is.

    A street that is called after a town may lie anywhere.
    """
    if kind == "street":
        return "place", Certainty.LOOK if found.certainty is Certainty.LOOK else Certainty.LIKELY
    if kind == "authority" and found.kind == "region":
        return found.kind, found.certainty
    return kind, found.certainty
