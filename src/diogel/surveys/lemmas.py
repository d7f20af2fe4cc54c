"""The dictionary form of a word in either language, Welsh mutations undone.

The general dictionary is simplemma's; a short list of our own goes first, for words of this
work that it misses or takes for another (tai, houses, as a subject: housing).
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from diogel.core import Language
from diogel.language import mutated_forms, possible_radicals

DATA = Path(__file__).parent / "data"


@cache
def stop_words(language: Language) -> frozenset[str]:
    """Words that carry no subject, in lower case."""
    return frozenset(
        word for line in _lines(f"stop_words.{language}.txt") for word in line.casefold().split()
    )


def known(word: str, language: Language) -> bool:
    """True when the word is in our list, the general dictionary or the stop words."""
    from simplemma import is_known  # loads 0.2 s of data that few commands need

    plain = word.casefold()
    own = plain in _own_lemmas(language) or plain in stop_words(language)
    return own or bool(is_known(plain, lang=language))


@lru_cache(maxsize=20_000)
def lemma(word: str, language: Language) -> str:
    """The dictionary form; the word itself in lower case when no dictionary has it."""
    plain = word.casefold()
    found = _dictionary_form(plain, language)
    if found is not None or language == "en":
        return found or plain
    for radical in possible_radicals(plain):
        if known(radical, "cy"):
            return _dictionary_form(radical, "cy") or radical
    return plain


def _dictionary_form(plain: str, language: Language) -> str | None:
    from simplemma import lemmatize

    own = _own_lemmas(language)
    if plain in own:
        return own[plain]
    if not known(plain, language):
        return None
    found = str(lemmatize(plain, lang=language)).casefold()
    if language == "cy" and found in possible_radicals(plain):
        # Only the mutation was undone: hadnoddau, adnoddau. Any other form looked up twice
        # would wander off: cymunedau, cymuned, cymuno.
        found = own.get(found) or str(lemmatize(found, lang="cy")).casefold()
    return own.get(found, found)


@cache
def _own_lemmas(language: Language) -> dict[str, str]:
    """Every form of our own list to its lemma; a form in its own right goes before a mutation."""
    plain: dict[str, str] = {}
    mutated: dict[str, str] = {}
    for line in _lines(f"lemmas.{language}.txt"):
        name, _, forms = line.partition(":")
        for form in [name.strip(), *forms.split()]:
            plain[form.casefold()] = name.strip()
            if language == "cy":
                mutated.update(dict.fromkeys(mutated_forms(form), name.strip()))
    return mutated | plain


def _lines(name: str) -> Iterator[str]:
    for line in (DATA / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line
