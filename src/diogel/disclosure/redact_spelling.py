"""Misspellings of long names: a letter or two left out, put in, changed or turned round."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations
from pathlib import Path

from diogel.disclosure.redact_names import Certainty, keys, names
from diogel.disclosure.redact_text import Folded, Word

Span = tuple[int, int, str, Certainty]
SHORTEST = 6
"""Letters of a name that may be misspelt by one. [letters]"""
SHORTEST_BY_TWO = 9
SHORTEST_SPLIT = 12
"""Letters of several words that may together be misspelt by two. [letters]"""
SHORTEST_PART = 2
"""Letters of each of several words that may together be a name misspelt. [letters]"""
MOST_WORDS = 4
DOUBLED = re.compile(r"([a-z])\1+")
SOFT_C = re.compile(r"c(?=[ei])")
ALIKE = Path(__file__).parent / "redact_alike.txt"


def find_misspelt(text: Folded) -> Iterator[Span]:
    """Words that are nearly a name, and are neither a name nor an ordinary word.

    Those that overlap are one: "Aneurin Bevin" and "Bevin health board".
    """
    waiting: Span | None = None
    for span in _each_misspelt(text):
        if waiting is not None and span[0] < waiting[1] and span[2] == waiting[2]:
            waiting = (waiting[0], max(waiting[1], span[1]), *waiting[2:])
            continue
        if waiting is not None:
            yield waiting
        waiting = span
    if waiting is not None:
        yield waiting


def _each_misspelt(text: Folded) -> Iterator[Span]:
    words = text.words
    for at in range(len(words)):
        letters, best = "", list[tuple[int, int, str]]()
        for number, word in enumerate(words[at : at + MOST_WORDS]):
            if number and not text.joins(words[at + number - 1], word):
                break
            letters += word.letters
            if not _meant(words[at : at + number + 1], letters):
                continue
            near = _nearest(letters)
            if near and near[0] > 1 and number and len(letters) < SHORTEST_SPLIT:
                continue
            if near:
                best.append((near[0], -number, near[1]))
        if best:
            _, back, kind = min(best)
            yield words[at].start, words[at - back].end, kind, Certainty.LIKELY


def _meant(given: tuple[Word, ...], letters: str) -> bool:
    """Whether somebody may have meant a name: a capital, or one long word that is no other."""
    if letters in _ordinary():
        return False
    if len(given) > 1 and min(len(word.letters) for word in given) < SHORTEST_PART:
        return False
    if len(given) > 1:
        return given[0].capital and (given[-1].capital or len(letters) >= SHORTEST_BY_TWO)
    return given[0].capital or len(letters) > SHORTEST


@cache
def _ordinary() -> frozenset[str]:
    """Ordinary words of either language that are nearly a name."""
    lines = ALIKE.read_text(encoding="utf-8").splitlines()
    words = {word for line in lines if not line.startswith("#") for word in line.split()}
    return frozenset(words) | keys("ordinary", "words") | keys("known", "words")


@lru_cache(maxsize=8192)
def _nearest(letters: str) -> tuple[int, str] | None:
    """Edits to the nearest name, and its kind; None for no near one, or for a name itself."""
    if len(letters) < SHORTEST or letters in names() or len(letters) > _longest() + 2:
        return None
    found: list[tuple[int, str]] = []
    by_two = len(letters) >= SHORTEST_BY_TWO - 1
    for shorter in _without(letters, 2 if by_two else 1):
        for name in _index().get(shorter, ()):
            most = 2 if min(len(name), len(letters)) >= SHORTEST_BY_TWO else 1
            if name[0] == letters[0] and (far := edits(letters, name, most)) <= most:
                found.append((far, names()[name].kind))
    if not found and (alike := _by_sound().get(sound(letters))) is not None:
        # "Denbyshire" is four letters from its name, and sounds the same.
        return 1, names()[alike].kind
    return min(found, default=None)


def sound(letters: str) -> str:
    """Letters as they may be heard, roughly: no pair, no silent gh, y as i, soft c as s."""
    heard = letters.replace("igh", "i").replace("ph", "f").replace("ck", "k").replace("y", "i")
    heard = SOFT_C.sub("s", heard)
    return DOUBLED.sub(r"\1", heard)


@cache
def _by_sound() -> Mapping[str, str]:
    """The names by their sound; the mutated forms last."""
    found: dict[str, str] = {}
    for name in sorted(_candidates(), key=lambda each: names()[each].mutated):
        if len(sound(name)) >= SHORTEST:
            found.setdefault(sound(name), name)
    return found


@cache
def _longest() -> int:
    return max(map(len, _candidates()))


@cache
def _candidates() -> tuple[str, ...]:
    """The names that are long enough and no ordinary word."""
    return tuple(
        letters
        for letters, name in names().items()
        if len(letters) >= SHORTEST
        and not name.ordinary
        and not name.capitals
        and name.kind in ("authority", "police", "health", "region", "place")
        and len(letters) < 28
    )


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """The names by what is left of them without a letter or two."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in _candidates():
        for shorter in _without(name, 2 if len(name) >= SHORTEST_BY_TWO else 1):
            found[shorter].append(name)
    return {shorter: tuple(listed) for shorter, listed in found.items()}


def _without(letters: str, most: int) -> set[str]:
    """The letters themselves, and without any one of them, or any two."""
    found = {letters}
    for number in range(1, most + 1):
        for left in combinations(range(len(letters)), len(letters) - number):
            found.add("".join(letters[place] for place in left))
    return found


def edits(one: str, other: str, most: int) -> int:
    """Letters to leave out, put in, change or turn round, up to one more than `most`.

    Optimal string alignment (Damerau 1964): a pair that is turned round is not changed again.
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        line = [row]
        for column, against in enumerate(other, start=1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != against))
            turned = row > 1 and column > 1 and letter == other[column - 2]
            if turned and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return above[-1]
