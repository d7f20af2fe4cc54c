"""Lists in running text: commas, and the right "and" before the last item."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from diogel.core import Language
from diogel.language.collation import without_marks

# "A" makes c, p and t breathe (Chaerdydd, Phowys, Thorfaen); the reviewed forms know how.
ASPIRATED = re.compile(r"(c(?!h)|p(?!h)|t(?!h)|k|q)")
VOWEL = re.compile(r"[aeiouy]")
# W is a vowel in "wyth" and a consonant in "Wrecsam": only before a, e, i, o is it certain.
UNCERTAIN_W = re.compile(r"w(?![aeio])")
# Read aloud these begin with a vowel: un, wyth, un ar ddeg, wyth deg, wyth cant.
VOWEL_NUMBER = re.compile(r"(1|11|8\d*)(?!\d)")


def and_form(item: str) -> str:
    """A Welsh item with its "and", for words that have no reviewed form.

    Where "a" would change the word's first letter, or one cannot tell how it is read (an
    abbreviation), "a hefyd" is said: it asks for no mutation, so it is never wrong.
    """
    word = re.split(r"\s", item.strip(), maxsplit=1)[0]
    start = without_marks(item.strip().lstrip("'\"‘“([")).lower()
    if start[:1].isdigit():
        return f"ac {item}" if VOWEL_NUMBER.match(start) else f"a {item}"
    abbreviation = len(word) > 1 and word.isupper()
    if abbreviation or ASPIRATED.match(start) or UNCERTAIN_W.match(start):
        return f"a hefyd {item}"
    return f"ac {item}" if VOWEL.match(start) else f"a {item}"


def list_and(
    items: Sequence[str], language: Language, *, forms: Mapping[str, str] | None = None
) -> str:
    """Items joined for a sentence: A, B and C; A, B a C.

    Parameters
    ----------
    items : sequence of str
        Already in `language`, in the order to be said. Empty gives an empty text.
    forms : mapping of item to its "and" form, or None
        The reviewed forms of names ("Caerdydd": "a Chaerdydd"), used for a last item.
    """
    if len(items) < 2:
        return "".join(items)
    *first, last = items
    reviewed = (forms or {}).get(last)
    ending = reviewed or (and_form(last) if language == "cy" else f"and {last}")
    return f"{', '.join(first)} {ending}"
