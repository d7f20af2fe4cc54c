"""Welsh mutations: the forms that a word or a name takes after others."""

from __future__ import annotations

VOWELS = "aâeêiîoôuûwŵyŷ"
# Soft, nasal and aspirate forms of each first letter that changes.
MUTATIONS = {
    "p": ("b", "mh", "ph"),
    "t": ("d", "nh", "th"),
    "c": ("g", "ngh", "ch"),
    "b": ("f", "m"),
    "d": ("dd", "n"),
    "g": ("", "ng"),
    "m": ("f",),
    "ll": ("l",),
    "rh": ("r",),
}
FIXED = ("ch", "dd", "ff", "ng", "ph", "th")
"""First letters written with two signs that never change."""


def mutated_forms(word: str) -> tuple[str, ...]:
    """The forms that a Welsh word or name takes after others, in lower case, without itself."""
    plain = word.casefold()
    if plain.startswith(FIXED):
        return ()
    if plain[:1] and plain[0] in VOWELS:
        return ("h" + plain,)
    first = plain[:2] if plain[:2] in MUTATIONS else plain[:1]
    return tuple(change + plain[len(first) :] for change in MUTATIONS.get(first, ()))


def possible_radicals(word: str) -> tuple[str, ...]:
    """The words that a Welsh form could be a mutation of, most of them not words at all."""
    plain = word.casefold()
    found = [
        radical + plain[len(change) :]
        for radical, changes in MUTATIONS.items()
        for change in sorted(changes, key=len, reverse=True)
        if plain.startswith(change)
    ]
    if plain[:1] == "h" and plain[1:2] in VOWELS:
        found.append(plain[1:])
    return tuple(radical for radical in found if plain in mutated_forms(radical))
