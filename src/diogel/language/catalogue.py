"""The catalogues: one gettext file for each subject, holding both languages side by side.

An entry's `msgctxt` is its key (`reports.contents`), its `msgid` the English, its `msgstr`
the Welsh. A counted sentence has two English forms and the six Welsh forms of CLDR, chosen
by the slot `n`. Two comments are read: `english:` is the hash of the English that the Welsh
was written for, `review:` says who has read the Welsh.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from diogel.core import Bilingual, Language
from diogel.language.compiled import load_compiled, save_compiled
from diogel.language.entries import Entry, english_form, hash_of_english, welsh_form

CATALOGUES = Path(__file__).parent / "catalogues"

__all__ = [
    "CATALOGUES",
    "Entry",
    "both",
    "entry",
    "hash_of_english",
    "read_catalogue",
    "say",
    "welsh_form",
]


def read_catalogue(path: Path) -> dict[str, Entry]:
    """The entries of one catalogue file by key."""
    content = path.read_bytes()
    entries = load_compiled(path, content)
    if entries is None:
        # Babel costs a tenth of a second to import; a warm start does without it.
        from diogel.language.po_files import parse_catalogue

        entries = parse_catalogue(path)
        save_compiled(path, content, entries)
    return {entry.key: entry for entry in entries}


@cache
def _domain(domain: str) -> dict[str, Entry]:
    return read_catalogue(CATALOGUES / f"{domain}.po")


def entry(key: str) -> Entry:
    """The entry of a key; KeyError when there is none."""
    domain = key.split(".", 1)[0]
    try:
        return _domain(domain)[key]
    except FileNotFoundError:
        raise KeyError(key) from None


def _chosen_form(found: Entry, language: Language, slots: dict[str, object]) -> str:
    forms = found.cy if language == "cy" else found.en
    if len(forms) == 1:
        return forms[0]
    n = slots["n"]
    if not isinstance(n, int | float):
        raise TypeError(f"{found.key}: the slot n must be a number")
    return forms[welsh_form(n) if language == "cy" else english_form(n)]


def say(key: str, language: Language, /, **slots: object) -> str:
    """The sentence of a key in one language, its slots filled.

    A slot's value may be `Bilingual`, and is then said in the same language. A counted
    sentence takes its form from the slot `n`. A number is put in as it is: write it with
    `number` first when it may reach a thousand.
    """
    form = _chosen_form(entry(key), language, slots)
    filled = {k: v[language] if isinstance(v, Bilingual) else v for k, v in slots.items()}
    return form.format_map(filled)


def both(key: str, /, **slots: object) -> Bilingual:
    """The sentence of a key in both languages at once."""
    return Bilingual(say(key, "en", **slots), say(key, "cy", **slots), review=entry(key).review)
