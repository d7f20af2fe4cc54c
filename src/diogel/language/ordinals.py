"""Ordinal numbers in digits and the labels of ranks."""

from __future__ import annotations

from diogel.core import Language
from diogel.language.catalogue import say

# Endings of the spoken Welsh numerals, 1 to 31: cyntaf, ail, trydydd ... unfed ar ddeg ar hugain.
WELSH_ENDINGS = {
    1: "af",
    2: "il",
    3: "ydd",
    4: "ydd",
    5: "ed",
    6: "ed",
    **dict.fromkeys((7, 8, 9, 10, 12, 15, 18, 20), "fed"),
    **dict.fromkeys((11, 13, 14, 16, 17, 19), "eg"),
    **dict.fromkeys(range(21, 32), "ain"),
}
ENGLISH_ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def _welsh_ending(n: int) -> str:
    """Tens and hundreds end in -fed (deugeinfed, canfed), what lies between them in -ain."""
    if n in WELSH_ENDINGS:
        return WELSH_ENDINGS[n]
    last_two = n % 100
    if last_two == 0 or (last_two > 31 and last_two % 10 == 0):
        return "fed"
    return WELSH_ENDINGS.get(last_two, "ain")


def _english_ending(n: int) -> str:
    if n % 100 in (11, 12, 13):
        return "th"
    return ENGLISH_ENDINGS.get(n % 10, "th")


def ordinal(n: int, language: Language) -> str:
    """A whole number above zero as an ordinal in digits: 1st, 2nd; 1af, 2il, 3ydd."""
    if n < 1:
        raise ValueError(f"an ordinal starts at 1, not {n}")
    return f"{n}{_welsh_ending(n) if language == 'cy' else _english_ending(n)}"


def rank_label(rank: int, tied: bool, language: Language) -> str:
    """A place in a ranking; a tie is always said: 1st, Joint 1st; 1af, Cydradd 1af."""
    said = ordinal(rank, language)
    return say("phrases.rank-joint", language, rank=said) if tied else said
