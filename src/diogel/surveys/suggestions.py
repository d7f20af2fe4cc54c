"""Did you mean: the nearest of the allowed words, or a list of them when none is near."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

LISTED_AT_MOST = 12
COMPARED_AT_MOST = 400  # words; of more, those that begin or end alike


def folded(text: str) -> str:
    """Text for comparison: composed letters, lower case, one space, plain apostrophes."""
    plain = unicodedata.normalize("NFC", text).replace("’", "'").replace("‘", "'")
    return " ".join(plain.casefold().replace("\u00a0", " ").split())


def nearest(text: str, allowed: Iterable[str]) -> str:
    """The allowed word nearest to a text; when none is near, the allowed words themselves."""
    words, meant = {folded(word): word for word in allowed}, folded(text)
    compared = list(words)
    if len(compared) > COMPARED_AT_MOST:
        alike = [w for w in compared if w[:2] == meant[:2] or w[-2:] == meant[-2:]]
        compared = alike[:COMPARED_AT_MOST]
    close = get_close_matches(meant, compared, n=1, cutoff=0.6)
    if close:
        return words[close[0]]
    listed = ", ".join(list(words.values())[:LISTED_AT_MOST])
    return f"{listed}, ..." if len(words) > LISTED_AT_MOST else listed
