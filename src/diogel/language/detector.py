"""Finding English that was left in Welsh text.

Made for finished documents: the text of a page, a paragraph, a worksheet's cell. Three
signs are looked for: a word that only English has, a label or sentence that is the English
of a catalogue entry, and short English words standing together. Names and quotations that
are meant to be English are given as `allowed`; addresses, file names and codes are passed
over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from diogel.core import Language
from diogel.language.catalogue import CATALOGUES, read_catalogue

WORDS_FILE = Path(__file__).parent / "english_words.txt"
# Words with a mark inside them (addresses, file names, codes, column names), and what is
# marked as typed: `force,area`.
CODE = re.compile(r"`[^`\n]*`|\S*(?:://|@)\S*|\S*\w[._\\]\w\S*|\[[a-z]\]|\{[^}]*\}")
WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
# English words that Welsh may hold by chance, telling only in company.
COMPANIONS = frozenset({"as", "be", "by", "for", "in", "it", "let", "no", "or", "put", "us"})
# Letters and endings that Welsh spelling does not have.
ENGLISH_SPELLING = re.compile(r"[kqvxz]|sh|ck|ee|oo|ght|[^aeiouwy]tion$|ation$|ould$|ious$")
SNIPPET_WORDS = 4


@cache
def _english_words() -> frozenset[str]:
    lines = WORDS_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(w for line in lines if not line.startswith("#") for w in line.split())


def _bare(text: str) -> str:
    return " ".join(text.split()).strip(" .:;,!?").casefold()


@cache
def _english_texts() -> frozenset[str]:
    """Every sentence and label of the catalogues that is English and not also Welsh."""
    entries = [e for path in CATALOGUES.glob("*.po") for e in read_catalogue(path).values()]
    english = {_bare(form) for e in entries for form in e.en if "{" not in form}
    welsh = {_bare(form) for e in entries for form in e.cy}
    return frozenset(text for text in english - welsh if text)


def _without_allowed(text: str, allowed: Iterable[str]) -> str:
    for phrase in sorted(allowed, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(phrase)}(?!\w)", " ∎ ", text) if phrase else text
    return CODE.sub(" ∎ ", text)


def _is_english(word: str) -> bool:
    """True for a word that only English has, alone, joined by a hyphen or with its 's."""
    lower = word.casefold().replace("’", "'")
    plain = lower.removesuffix("'s") if lower.endswith("'s") else lower
    return any(part in _english_words() for part in re.split(r"[-']", plain) if len(part) > 1)


def _leans_english(word: str) -> bool:
    if word.casefold() in COMPANIONS:
        return True
    return word.islower() and len(word) > 2 and bool(ENGLISH_SPELLING.search(word))


def _suspect(words: list[str]) -> list[int]:
    """The places of words that are English, or lean to it and stand beside another such."""
    certain = [_is_english(word) for word in words]
    leaning = [sure or _leans_english(word) for sure, word in zip(certain, words, strict=True)]
    return [
        place
        for place, word_leans in enumerate(leaning)
        if certain[place]
        or (word_leans and (any(leaning[place + 1 : place + 2]) or (place and leaning[place - 1])))
    ]


def _snippets(words: list[str], places: list[int]) -> list[str]:
    """Each suspect place with a few words around it, places close together as one."""
    runs: list[list[int]] = []
    for place in places:
        if runs and place - runs[-1][-1] <= SNIPPET_WORDS:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [" ".join(words[max(0, run[0] - 2) : run[-1] + 3]) for run in runs]


def english_left(
    text: str, language: Language = "cy", *, allowed: Iterable[str] = ()
) -> tuple[str, ...]:
    """What looks like English in a Welsh text, each find with a few words around it.

    Parameters
    ----------
    text : str
        Plain text; each line (a paragraph, a cell, a heading) is judged by itself.
    language : "cy" or "en"
        The language the text is meant to be in. In an English text nothing is looked for.
    allowed : iterable of str
        Names and marked quotations that may stand in English, matched as written.

    Warnings
    --------
    It knows common words, not a dictionary: a rare English word alone in a Welsh sentence
    is not found.
    """
    if language == "en":
        return ()
    phrases = tuple(allowed)
    found: list[str] = []
    for line in text.splitlines():
        kept = _without_allowed(line, phrases)
        if _bare(kept) in _english_texts():
            found.append(line.strip())
            continue
        for piece in kept.split("∎"):
            words = WORD.findall(piece)
            found.extend(_snippets(words, _suspect(words)))
    return tuple(found)
