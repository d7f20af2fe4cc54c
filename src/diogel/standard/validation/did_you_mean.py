"""The nearest right thing to what somebody wrote."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable, Mapping

NEAR_ENOUGH = 0.72
_DASHES = re.compile(r"[‐‑‒–—―−]")
_SEPARATORS = re.compile(r"[\s_\-/.]+")


def plain(text: str) -> str:
    """One way to write what differs only in dashes, spaces and the make of its letters."""
    return " ".join(_DASHES.sub("-", unicodedata.normalize("NFC", text)).split())


def folded(text: str) -> str:
    """The text without capitals, accents, spaces, dashes, underscores, dots and slashes."""
    bare = unicodedata.normalize("NFD", plain(text).casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    return _SEPARATORS.sub("", bare)


def by_fold(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Codes by the folds of every way to write them; what could be two is left out."""
    found: dict[str, str] = {}
    twice = set()
    for code, ways in names.items():
        for way in {folded(way) for way in (code, *ways) if way}:
            if found.setdefault(way, code) != code:
                twice.add(way)
    return {way: code for way, code in found.items() if way not in twice or way == folded(code)}


def nearest(text: str, folds: Mapping[str, str]) -> str:
    """The code whose name or label is nearest; empty when nothing is near."""
    near = difflib.get_close_matches(folded(text), list(folds), n=1, cutoff=NEAR_ENOUGH)
    return folds[near[0]] if near else ""
