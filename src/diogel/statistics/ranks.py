"""Order within a list: standard competition ranks, and the two ends of a list.

Ranks are of exact counts, never of rounded shares: two items are tied when their counts
are equal, and a tie is always said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from numbers import Rational
from typing import NamedTuple

Exact = int | Fraction


class Rank(NamedTuple):
    """A place in a list: 1 is first; None for a missing value. `tied` when it is shared."""

    rank: int | None
    tied: bool


class Cut(NamedTuple):
    """One end of a list.

    Attributes
    ----------
    indices : tuple of int
        Positions in the list that was given, first place first; equals keep their order.
    clean : bool
        False when the first one left out is equal to the last one taken, so that another
        choice would have been as right.
    """

    indices: tuple[int, ...]
    clean: bool


def competition_ranks(counts: Sequence[Exact | None], *, descending: bool = True) -> list[Rank]:
    """Standard competition ranks ("1224"): one plus the number of items strictly ahead.

    Parameters
    ----------
    counts : sequence of int, Fraction or None
        Exact values. None is missing: it has no rank and holds no place.
    descending : bool
        True when the largest is first.

    Raises
    ------
    TypeError
        For a float: equality of floats is not equality of counts.
    """
    present = _present(counts)
    repeats = Counter(value for _, value in present)
    first_place: dict[Exact, int] = {}
    ahead = 0
    for value in sorted(repeats, reverse=descending):
        first_place[value] = ahead + 1
        ahead += repeats[value]
    return [
        Rank(None, False) if value is None else Rank(first_place[value], repeats[value] > 1)
        for value in counts
    ]


def top(counts: Sequence[Exact | None], k: int) -> Cut:
    """The `k` largest, largest first. Missing values take no part."""
    return _end(counts, k, descending=True)


def bottom(counts: Sequence[Exact | None], k: int) -> Cut:
    """The `k` smallest, smallest first. Missing values take no part."""
    return _end(counts, k, descending=False)


def _end(counts: Sequence[Exact | None], k: int, *, descending: bool) -> Cut:
    if k < 0:
        raise ValueError(f"k must not be negative: {k}")
    # A stable sort by the signed value keeps equals in the order they were given.
    ordered = sorted(_present(counts), key=lambda item: -item[1] if descending else item[1])
    splits = 0 < k < len(ordered) and ordered[k - 1][1] == ordered[k][1]
    return Cut(tuple(index for index, _ in ordered[:k]), clean=not splits)


def _present(counts: Sequence[Exact | None]) -> list[tuple[int, Exact]]:
    for value in counts:
        if value is not None and not isinstance(value, Rational):
            raise TypeError(f"ranks are of exact counts, not of {type(value).__name__}")
    return [(index, value) for index, value in enumerate(counts) if value is not None]
