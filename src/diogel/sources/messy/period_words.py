"""Words that periods are written with, in both languages, and a period within a longer text."""

from __future__ import annotations

import re

_NAMES: tuple[tuple[str, ...], ...] = (
    ("january", "jan", "ionawr", "ion"),
    ("february", "feb", "chwefror", "chwef", "chwe"),
    ("march", "mar", "mawrth", "maw", "fawrth"),
    ("april", "apr", "ebrill", "ebr"),
    ("may", "mai", "fai"),
    ("june", "jun", "mehefin", "meh", "fehefin"),
    ("july", "jul", "gorffennaf", "gorff", "gor", "orffennaf"),
    ("august", "aug", "awst"),
    ("september", "sept", "sep", "medi", "fedi"),
    ("october", "oct", "hydref", "hyd"),
    ("november", "nov", "tachwedd", "tach", "dachwedd"),
    ("december", "dec", "rhagfyr", "rhag", "rha", "ragfyr"),
)
MONTHS = {name: number for number, names in enumerate(_NAMES, 1) for name in names}
# The longest first, so that "chwefror" is not read as "chwe".
MONTH_NAME = "|".join(sorted(MONTHS, key=len, reverse=True))


def tidied(text: str) -> str:
    """Small letters, one kind of dash and space, no full stop behind a short month."""
    words = text.casefold().replace("’", "'")
    words = re.sub("[\u2010-\u2015\u2212]", "-", words)
    words = re.sub(rf"\b({MONTH_NAME})\.(?=\W|$)", r"\1", words)
    words = re.sub(r"\bmis (?=" + MONTH_NAME + ")", "", words)
    return (
        " ".join(words.replace(":", " ").split()).strip(" ,;()")
        if "00:00" not in words
        else (" ".join(words.split()))
    )
