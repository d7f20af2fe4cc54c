"""Signed quotations for tests, made the only way there is: every mark decided, then signed."""

from __future__ import annotations

from dataclasses import replace

from diogel.core import Language, Place
from diogel.disclosure import (
    Decided,
    Draft,
    Part,
    SignedQuote,
    fingerprint_of,
    load_policy,
    open_marks,
    sign,
)


def draft(text: str, language: Language = "en", translation: str = "Geiriau.") -> Draft:
    """A quotation of which nothing is taken out and nothing is signed yet."""
    return Draft("q1", language, text, text, translation, "yes", "reviewed")


def decided(given: Draft, *accepted: str) -> Draft:
    """The draft with every mark of it decided: those words go, all others stay."""
    found = given
    parts: tuple[Part, ...] = ("text", "translation")
    for part in parts:
        text = given.text if part == "text" else given.translation
        for mark in open_marks(found, part):
            goes = mark.words(text) in accepted
            words = mark.replacement if goes else ""
            span = (mark.start, mark.end, mark.kind)
            decision = Decided(part, *span, goes, words, "Eirlys Demo", "2021-10-01")
            found = replace(found, decided=(*found.decided, decision))
    return found


def signed_draft(given: Draft) -> Draft:
    """The draft with a name, a day and the fingerprint of both."""
    named = replace(given, signed_by="Eirlys Demo", signed_on="2021-10-02")
    return replace(named, fingerprint=fingerprint_of(named))


def signed(text: str, language: Language = "en", translation: str = "Geiriau.") -> SignedQuote:
    """A quotation that may be printed, as it was said."""
    ready = signed_draft(decided(draft(text, language, translation)))
    return sign(ready, Place(), load_policy())
