"""Names of people in a text: a title before a name, or a given name before a surname."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from diogel.standard.validation.did_you_mean import folded

WORDS = Path(__file__).with_name("personal_words.toml")
_TITLE = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mstr|Dr|PC|PCSO|DC|DS|DI|Sgt|Insp|Cllr|Cyng|Prof|Rev|Parch|Bns|Mnr)"
    r"\.?\s+(?:[A-Z]\.?\s*){0,3}[A-ZŴŶÂÊÎÔÛ][^\W\d_]{2,}"
)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_JOINERS = frozenset({"ap", "ab", "ferch", "de", "van", "von", "o", "mc", "mac"})


@cache
def _read() -> dict[str, dict[str, Any]]:
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


def personal_words(section: str) -> dict[str, Any]:
    """One section of the file of words."""
    return _read()[section]


@cache
def word_list(name: str) -> frozenset[str]:
    """One list of the file of words, in small letters."""
    words: str = personal_words("lists")[name]
    return frozenset(words.split())


@cache
def _given() -> frozenset[str]:
    return frozenset(map(folded, word_list("given")))


def holds_name(text: str) -> bool:
    """True when a person's name stands in the text."""
    if _TITLE.search(text):
        return True
    if " " not in text and "," not in text:
        return False
    words = [(found[0], found.end()) for found in _WORD.finditer(text)]
    return any(
        _is_name(text, first, second, words[at + 2][0] if at + 2 < len(words) else "")
        for at, (first, second) in enumerate(pairwise(words))
    )


def _is_name(text: str, first: tuple[str, int], second: tuple[str, int], third: str) -> bool:
    """True when two words beside each other are a given name and a surname, in either order."""
    given, family = first[0], second[0]
    between = text[first[1] : second[1] - len(family)]
    if "," in between:  # "JONES, Gareth"
        return (
            _name_like(given)
            and given.casefold() in word_list("surnames")
            and _name_like(family)
            and folded(family) in _given()
        )
    if between.strip(" .") or not _name_like(given) or folded(given) not in _given():
        return False
    if family.casefold() in _JOINERS and third[:1].isupper():
        return True
    if f"{given}-{family}".casefold() in word_list("public"):
        return False
    if not _name_like(family) or family.casefold() in word_list("not_surnames"):
        return False
    if third and third.casefold() in word_list("not_surnames"):
        return False
    known = family.casefold() in word_list("surnames")
    return known or (given.casefold() not in word_list("either") and len(family) > 2)


def _name_like(word: str) -> bool:
    """Capital first, as names are written; whole capitals count too."""
    return word[:1].isupper() and (
        word[1:].islower() or word.isupper() or "'" in word or "-" in word
    )
