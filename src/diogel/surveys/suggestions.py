"""Did you mean: the nearest of the allowed words, or a list of them when none is near."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches
from functools import lru_cache

LISTED_AT_MOST = 12
MANY = 300  # words; of more, only those that begin or end alike are compared
COMPARED_AT_MOST = 40


def folded(text: str) -> str:
    """Text for comparison: composed letters, lower case, one space, plain apostrophes."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(plain.casefold().replace("\u00a0", " ").split())


def nearest(text: str, allowed: Iterable[str]) -> str:
    """The allowed word nearest to a text; when none is near, the allowed words themselves."""
    words, ends = _folded(tuple(allowed))
    meant = folded(text)
    compared = list(words)
    if len(compared) > MANY:
        alike = dict.fromkeys(ends.get(meant[:2] + "…", []) + ends.get("…" + meant[-2:], []))
        compared = sorted(alike, key=lambda word: abs(len(word) - len(meant)))[:COMPARED_AT_MOST]
    close = get_close_matches(meant, compared, n=1, cutoff=0.6)
    if close:
        return words[close[0]]
    listed = ", ".join(list(words.values())[:LISTED_AT_MOST])
    return f"{listed}, ..." if len(words) > LISTED_AT_MOST else listed


@lru_cache(maxsize=64)
def _folded(words: tuple[str, ...]) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The words by how they are compared, and by their first and last two letters.

    Kept, because whole forms are checked against the same words.
    """
    found, ends = {folded(word): word for word in words}, dict[str, list[str]]()
    for word in found:
        for end in (word[:2] + "…", "…" + word[-2:]):
            listed = ends.setdefault(end, [])
            if len(listed) < MANY:
                listed.append(word)
    return found, ends
