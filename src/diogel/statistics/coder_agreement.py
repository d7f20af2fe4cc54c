"""How far two people agree on what they found in the same texts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations
from typing import TypeVar

Value = TypeVar("Value")


def cohen_kappa(both: int, first: int, second: int, neither: int) -> float | None:
    """Cohen's kappa of two people who each said yes or no of the same things.

    Parameters
    ----------
    both, first, second, neither : int
        Things of which both said yes, only the first did, only the second did, neither did.

    Returns
    -------
    float or None
        1 for full agreement, 0 for no more than chance would give, below 0 for less. None
        without things, or when chance alone would make them agree on all: both said yes to
        everything, or both said no.

    Warnings
    --------
    Where nearly everything is yes, or nearly everything no, kappa is low although the two
    agree on almost all: read it beside the counts. Of 15 things its interval is about 0.4
    either way.

    References
    ----------
    Cohen J, A coefficient of agreement for nominal scales, Educational and Psychological
    Measurement 20 (1960), 37-46. Checked in tests/unit/test_statistics_coder_agreement.py.
    """
    things = both + first + second + neither
    if not things:
        return None
    agreed = (both + neither) * things
    chance = (both + first) * (both + second) + (second + neither) * (first + neither)
    if chance == things * things:
        return None
    return (agreed - chance) / (things * things - chance)


def krippendorff_alpha(
    units: Sequence[Sequence[Value]], distance: Callable[[Value, Value], float]
) -> float | None:
    """Krippendorff's alpha: one less the observed over the expected disagreement.

    Parameters
    ----------
    units : sequence of sequences
        The values that people gave to each unit, in any order; who gave none is left out.
        Units with fewer than two values tell nothing and are passed over.
    distance : callable
        How far two values differ: 0 for not at all. `nominal` for single values, `masi` for
        sets.

    Returns
    -------
    float or None
        1 for full agreement, 0 for no more than chance would give. None when no unit has two
        values, or when all values are alike.

    References
    ----------
    Krippendorff K, Computing Krippendorff's alpha-reliability (2011), whose example of four
    observers and twelve units is in tests/unit/test_statistics_coder_agreement.py.
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = [value for unit in paired for value in unit]
    if not paired:
        return None
    observed = sum(2 * _apart(unit, distance) / (len(unit) - 1) for unit in paired)
    expected = 2 * _apart(values, distance) / (len(values) - 1)
    return 1 - observed / expected if expected else None


def _apart(values: Sequence[Value], distance: Callable[[Value, Value], float]) -> float:
    """The sum of the distances of every two values."""
    return sum(distance(one, other) for one, other in combinations(values, 2))


def nominal(one: Hashable, other: Hashable) -> float:
    """0 for the same value, 1 for another."""
    return float(one != other)


def masi(one: AbstractSet[str], other: AbstractSet[str]) -> float:
    """How far two sets differ: from 0 for the same set to 1 for nothing in common.

    Sets that overlap by much are nearer than sets that overlap by little, and a set within
    the other is nearer than two that each have something of their own.

    References
    ----------
    Passonneau R, Measuring agreement on set-valued items (MASI) for semantic and pragmatic
    annotation, LREC 2006.
    """
    if one == other:
        return 0.0
    shared = len(one & other)
    if not shared:
        return 1.0
    whole = 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - shared / len(one | other) * whole
