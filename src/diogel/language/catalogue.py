"""The catalogues: one gettext file for each subject, holding both languages side by side.

An entry's `msgctxt` is its key (`reports.contents`), its `msgid` the English, its `msgstr`
the Welsh. A counted sentence has two English forms and the six Welsh forms of CLDR, chosen
by the slot `n`. Two comments are read: `english:` is the hash of the English that the Welsh
was written for, `review:` says who has read the Welsh.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel.messages.catalog import Message
from babel.messages.pofile import read_po

from diogel.core import Bilingual, Language

CATALOGUES = Path(__file__).parent / "catalogues"


@dataclass(frozen=True, slots=True)
class Entry:
    """One sentence: its forms in each language, and what is known of its Welsh.

    English has one form, or two (one, other); Welsh one, or six (zero, one, two, few,
    many, other).
    """

    key: str
    en: tuple[str, ...]
    cy: tuple[str, ...]
    english_hash: str
    review: str
    fuzzy: bool = False


def hash_of_english(forms: tuple[str, ...]) -> str:
    """Eight characters that change when the English changes."""
    return hashlib.sha256("\x00".join(forms).encode()).hexdigest()[:8]


def welsh_form(n: int | float) -> int:
    """The index of the Welsh form for a number, by CLDR: zero, one, two, few, many, other."""
    return {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(n, 5) if n == int(n) else 5


def _entry(message: Message) -> Entry:
    en = message.id if isinstance(message.id, tuple) else (message.id,)
    cy = message.string if isinstance(message.string, tuple) else (message.string or "",)
    notes = dict(c.split(": ", 1) for c in message.auto_comments if ": " in c)
    return Entry(
        key=message.context or "",
        en=tuple(en),
        cy=tuple(cy),
        english_hash=notes.get("english", ""),
        review=notes.get("review", "needed"),
        fuzzy=message.fuzzy,
    )


def read_catalogue(path: Path) -> dict[str, Entry]:
    """The entries of one catalogue file by key."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=None)
    return {entry.key: entry for entry in map(_entry, catalogue) if entry.key}


@cache
def _domain(domain: str) -> dict[str, Entry]:
    return read_catalogue(CATALOGUES / f"{domain}.po")


def entry(key: str) -> Entry:
    """The entry of a key; KeyError when there is none."""
    return _domain(key.split(".", 1)[0])[key]


def say(key: str, language: Language, **slots: object) -> str:
    """The sentence of a key in one language, its slots filled.

    A slot's value may be `Bilingual`, and is then said in the same language. A counted
    sentence takes its form from the slot `n`.
    """
    found = entry(key)
    forms = found.cy if language == "cy" else found.en
    if len(forms) == 1:
        form = forms[0]
    else:
        n = slots["n"]
        if not isinstance(n, int | float):
            raise TypeError(f"{key}: the slot n must be a number")
        form = forms[welsh_form(n)] if language == "cy" else forms[0 if n == 1 else 1]
    filled = {k: v[language] if isinstance(v, Bilingual) else v for k, v in slots.items()}
    return form.format_map(filled) if filled else form.format_map({})


def both(key: str, **slots: object) -> Bilingual:
    """The sentence of a key in both languages at once."""
    return Bilingual(say(key, "en", **slots), say(key, "cy", **slots), review=entry(key).review)
