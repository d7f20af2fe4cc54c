"""Regular expressions that our matcher walks through but that hang those of other tools."""

from __future__ import annotations

import re

_PIECE = re.compile(
    r"(?P<piece>\\.|\[\^?\]?[^\]]*\]|\((?P<inside>[^()]*)\)|.)(?P<many>[*+?]|\{\d+(?:,\d*)?\})?",
    re.DOTALL,
)
_UNLIMITED = re.compile(r"[*+]|\{\d+,\}")
MOST = 2_000  # [characters] of a pattern that are looked at


def could_hang(pattern: str) -> bool:
    """Whether a group that repeats without limit can split the same text in several ways.

    That is so when everything in it may be left out or repeated, as in `(a+)+`, or when two
    of its ways are equal, as in `(a|a)*`. Only innermost groups are looked at.
    """
    for found in re.finditer(r"\(([^()]*)\)([*+]|\{\d+,\})", pattern[:MOST]):
        inner = found[1].removeprefix("?:")
        ways = inner.split("|")
        if len(set(ways)) < len(ways) or any(map(_splits, ways)):
            return True
    return False


def _splits(way: str) -> bool:
    """Whether nothing in a way has to be there once and once only."""
    pieces = [match["many"] or "" for match in _PIECE.finditer(way)]
    unlimited = any(_UNLIMITED.fullmatch(many) for many in pieces)
    return unlimited and all(many in ("*", "?") or _UNLIMITED.fullmatch(many) for many in pieces)
