"""Undoing the damage that names of places suffer on their way through files."""

from __future__ import annotations

import re
import unicodedata

# What UTF-8 looks like when it was read as Windows-1252 or Latin-1: Ã´ for ô.
DOUBLE_ENCODED = re.compile(r"[ÂÃÅâ][\u0080-\u00ff\u0152-\u2122]*")


def undo_double_encoding(text: str) -> str:
    """The text as it was before UTF-8 was taken for a one-byte encoding, if it was.

    Unchanged when the bytes do not make sense as UTF-8: then it was not that.
    """
    if not DOUBLE_ENCODED.search(text):
        return text
    for encoding in ("cp1252", "latin-1"):
        try:
            return text.encode(encoding).decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            continue
    return text


def tidy(text: str) -> str:
    """One form for each letter, one space between words, a plain apostrophe and hyphen."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'")
    return " ".join(re.sub(r"[‐‑‒–—]", "-", plain).split())


def fold(text: str) -> str:
    """Letters and digits only, without accents, capitals, hyphens or a leading article."""
    plain = unicodedata.normalize("NFD", text.replace("&", " and ").casefold())
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", letters.replace("'", ""))
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    return "".join(words)
