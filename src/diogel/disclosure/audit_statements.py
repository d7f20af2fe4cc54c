"""What a percentage, a fraction in words, a rank or a sorted list says of whole counts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from diogel.core import Bilingual
from diogel.disclosure.audit_publication import Fact, Why
from diogel.statistics import Relation, Target, matches


def share_fact(
    cell: str, base: int, percent: Fraction, step: Fraction, place: Bilingual, told: Bilingual
) -> Fact:
    """What a rounded percentage of a known base says of its count.

    Parameters
    ----------
    base : int
        [responses]
    percent, step : Fraction
        As printed, and what it was rounded to: 1 for whole per cent. [per cent]
    """
    least, most = percent - step / 2, percent + step / 2
    lower, upper = ceil(least * base / 100), floor(most * base / 100)
    return Fact(((cell, 1),), max(0, lower), min(base, upper), Why.SHARE, place, told)


def phrase_fact(
    cell: str, base: int, relation: Relation, target: Target, place: Bilingual, told: Bilingual
) -> Fact:
    """What "almost two thirds" of a known base says of its count."""
    lower, upper = phrase_limits(base, relation, target)
    return Fact(((cell, 1),), lower, upper, Why.PHRASE, place, told)


def phrase_limits(base: int, relation: Relation, target: Target) -> tuple[int, int]:
    """The least and the largest count of a base that a phrase may be said of. [responses]"""
    found = [count for count in range(base + 1) if matches(count, base, relation, target)]
    # A phrase that fits no count at all tells nothing of it.
    return (found[0], found[-1]) if found else (0, base)


def band_limits(base: int, small: int) -> dict[str, tuple[int, int]]:
    """The counts that each word for a band stands for, as the report's readers are told.

    Few: up to a third of the base, and never fewer values than the policy hides. Most: the
    same from above. Half: what lies between. [responses]
    """
    few = max(small, base // 3)
    return {"few": (0, few), "half": (few + 1, base - few - 1), "most": (base - few, base)}


def rank_facts(
    ranks: Mapping[str, int], members: Sequence[str], values: Mapping[str, int], place: Bilingual
) -> Iterator[Fact]:
    """What the ranks of a list say of the cells in it.

    A rank is one more than how many counts of the list are larger. Two ranks tell which of
    two cells is larger; the ranks of the cells that are shown tell how many of the others
    are larger than each, and, when that is all or none of them, that each is or is not.

    Parameters
    ----------
    ranks : cell key to its printed rank, from 1
    members : every cell of the list
    values : cell key to its printed count
    """
    told = Bilingual.same(", ".join(str(rank) for rank in sorted(ranks.values())))
    for one, first in ranks.items():
        for other, second in ranks.items():
            if first == second and one < other:
                yield Fact(((one, 1), (other, -1)), 0, 0, Why.RANK, place, told)
            elif first < second:
                yield Fact(((one, 1), (other, -1)), 1, None, Why.RANK, place, told)
    others = [cell for cell in members if cell not in ranks and cell not in values]
    for cell, rank in ranks.items():
        if cell not in values or not others:
            continue
        count = values[cell]
        above = rank - 1 - sum(value > count for value in values.values())
        if above == len(others):
            yield from (Fact(((o, 1),), count + 1, None, Why.RANK, place, told) for o in others)
        elif above == 0:
            yield from (Fact(((o, 1),), 0, count, Why.RANK, place, told) for o in others)


def order_facts(cells: Sequence[str], place: Bilingual) -> Iterator[Fact]:
    """What the order of a list that is sorted by size, largest first, says of its cells."""
    for one, other in itertools.pairwise(cells):
        yield Fact(((one, 1), (other, -1)), 0, None, Why.ORDER, place)


def is_sorted_by_size(
    cells: Sequence[str], values: Mapping[str, int], other_orders: Sequence[Sequence[str]]
) -> bool:
    """Whether a list seems to stand in order of size and in no order that tells nothing.

    `other_orders` are the orders that need no explanation: the alphabet, the questionnaire.
    """
    known = [values[cell] for cell in cells if cell in values]
    if len(set(known)) < 2 or known != sorted(known, reverse=True):
        return False
    return not any(list(cells) == [c for c in order if c in cells] for order in other_orders)
