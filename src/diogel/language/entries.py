"""One sentence of a catalogue in its forms, and how a number chooses among the Welsh ones."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

ENGLISH_FORMS = 2
WELSH_FORMS = 6


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
    size = abs(n)
    if size != int(size):
        return 5
    return {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(int(size), 5)


def english_form(n: int | float) -> int:
    """The index of the English form for a number: one, other."""
    return 0 if abs(n) == 1 else 1
