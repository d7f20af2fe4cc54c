"""Columns wide enough that no word of theirs is cut."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Letters of 10 point Arial on a line across the page, and what a cell's sides take.
_LETTERS_ACROSS = 92
_SIDES = 2.5
_BOLD = 1.12
_BREAKS = re.compile("[\\s\u200b]+")
_AFTER_HYPHEN = re.compile("(?<=-)")
# A word of more letters is a name of a machine.
_NAME = 30
# "Gorffennaf 2026" has one letter less.
_SHORT = 16
# Above this share of the line the letters themselves must be smaller.
_CROWDED = 0.95


def needs(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the line that each column's longest word takes; headings are bold.

    Labels of rows that are all as short as a month and its year stay on a line.
    """
    shares = []
    short = all(len(row[0]) <= _SHORT for row in rows if row)
    for at, heading in enumerate(headings):
        piece = len if at == 0 and short else _longest
        words = [_longest(heading) * _BOLD, *(piece(row[at]) for row in rows)]
        shares.append((max(words) + _SIDES) / _LETTERS_ACROSS)
    return shares


def _longest(text: str) -> int:
    """The longest piece that stays on a line: a very long name goes on after a hyphen."""
    words = _BREAKS.split(text)
    pieces = [p for w in words for p in (_AFTER_HYPHEN.split(w) if len(w) > _NAME else (w,))]
    return max(map(len, pieces))


def crowded(needed: Sequence[float]) -> bool:
    """True when the words do not fit beside each other at the usual size."""
    return sum(needed) > _CROWDED


def fitted(wanted: Sequence[float], needed: Sequence[float]) -> tuple[float, ...]:
    """The wanted shares, each column at least as wide as it needs; they add up to 1."""
    if sum(needed) >= 1:
        return tuple(need / sum(needed) for need in needed)
    held: set[int] = set()
    widths = [share / sum(wanted) for share in wanted]
    while short := {at for at, need in enumerate(needed) if widths[at] < need} - held:
        held |= short
        left = 1 - sum(needed[at] for at in held)
        free = sum(wanted[at] for at in range(len(wanted)) if at not in held)
        for at in range(len(wanted)):
            widths[at] = needed[at] if at in held else wanted[at] / free * left
    return tuple(widths)
