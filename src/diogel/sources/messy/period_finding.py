"""A period that stands within a longer text: a heading, a title, a filter."""

from __future__ import annotations

import re
from dataclasses import dataclass

from diogel.sources.messy.periods import ReadPeriod, readings

_WORD = re.compile(r"\S+")
_MOST_WORDS = 40
_WINDOW = 8
# Before or after these a period is where something starts or is compared with, not when.
_COMPARED = frozenset({"since", "ers", "from", "o", "against", "vs", "versus", "compared"})
_OPEN = frozenset({"onwards", "onward", "ymlaen"})
_CHANGE = re.compile(
    r"\b(?:change[sd]?|difference|increase|decrease|newid(?:iad)?|gwahaniaeth|cynnydd|gostyngiad)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Within:
    """A period found within a text.

    Attributes
    ----------
    said : str
        As it stands there.
    rest : str
        The text with the period taken out, for what the same heading says another year.
    template : str
        The text with `{period}` in its place.
    """

    reading: ReadPeriod
    said: str
    rest: str
    template: str


def is_change(text: str) -> bool:
    """True for a heading over differences between periods: no value of a period."""
    return bool(_CHANGE.search(text))


def find_period(text: str, *, compared: bool = False) -> Within | None:
    """The longest period within a text; None without one, and where it only starts there.

    With `compared`, a period that something starts from or is compared with counts too.
    """
    words = list(_WORD.finditer(text))[:_MOST_WORDS]
    if not any(any(c.isdigit() for c in word[0]) for word in words):
        return None
    for size in range(min(_WINDOW, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            if found := _window(text, words, at, size, compared):
                return found
    return None


def _window(
    text: str, words: list[re.Match[str]], at: int, size: int, compared: bool
) -> Within | None:
    start, end = words[at].start(), words[at + size - 1].end()
    said = text[start:end].strip("()[],;:")
    made = readings(said)
    if not made:
        return None
    before = words[at - 1][0].casefold().strip("(,:") if at else ""
    after = words[at + size][0].casefold().strip("),;.") if at + size < len(words) else ""
    if not compared and (before in _COMPARED or after in _OPEN):
        return None
    inner = start + text[start:end].index(said)
    template = f"{text[:inner]}{{period}}{text[inner + len(said) :]}"
    rest = " ".join(template.replace("({period})", " ").replace("{period}", " ").split())
    return Within(made[0], said, rest.strip(" ,;:-–"), " ".join(template.split()))
