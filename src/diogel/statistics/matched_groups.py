"""Two groups that share some units, or none, or nobody knows how many.

A change is always the second less the first, so that a rise is positive.

References
----------
1. B. Derrick, A. Dobson-Mckittrick, D. Toher and P. White (2015), "Test statistics for comparing
   two proportions with partially overlapping samples", Journal of Applied Quantitative
   Methods 10 (3), 1-14.
2. R. G. Newcombe (1998), "Interval estimation for the difference between independent
   proportions", Statistics in Medicine 17, 873-890: method 10.
3. O. Miettinen and M. Nurminen (1985), "Comparative analysis of two rates", Statistics in
   Medicine 4, 213-226.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import acos, comb, cos, erfc, pi, sqrt
from statistics import NormalDist
from typing import NamedTuple

from diogel.statistics.finite_population import Limits
from diogel.statistics.matched_pairs import Pairs, Range, wilson_limits

_ENOUGH = 1e-12
# Two tables are as likely as each other when their weights differ by no more than this share.
_SAME = Fraction(1, 10**7)


class Group(NamedTuple):
    """So many that gave an answer, of so many that answered. [units]"""

    yes: int
    n: int


class Overlap(NamedTuple):
    """A change over everybody, units asked once and units asked twice together.

    Attributes
    ----------
    estimate : float
        Change of the proportion. [-1 to 1]
    z, p : float
        The estimate in standard errors, and how often chance alone would give as much.
    lower, upper : float
        Limits of the change. [-1 to 1]
    """

    estimate: float
    z: float
    p: float
    lower: float
    upper: float


def overlapping(
    pairs: Pairs, only_first: Group, only_second: Group, confidence: float = 0.95
) -> Overlap | None:
    """The partially overlapping z: everybody counts, whether asked once or twice.

    Approximate: at about twenty units it claims a little too often in some designs. None when
    one of the times nobody answered, or when everybody or nobody gave the answer both times:
    then there is no spread to compare a change with.
    """
    n_1, n_2 = pairs.n + only_first.n, pairs.n + only_second.n
    if not n_1 or not n_2:
        return None
    x_1, x_2 = pairs.first + only_first.yes, pairs.second + only_second.yes
    pooled = (x_1 + x_2) / (n_1 + n_2)
    shared = 2 * _correlation(pairs) * pairs.n / (n_1 * n_2)
    variance = pooled * (1 - pooled) * (1 / n_1 + 1 / n_2 - shared)
    if variance <= _ENOUGH:
        return None
    error, change = sqrt(variance), x_2 / n_2 - x_1 / n_1
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    z = change / error
    return Overlap(change, z, erfc(abs(z) / sqrt(2)), change - reach, change + reach)


def _correlation(pairs: Pairs) -> float:
    both, lost, gained, neither = pairs
    margins = pairs.first * (gained + neither) * pairs.second * (lost + neither)
    return (both * neither - lost * gained) / sqrt(margins) if margins else 0.0


def newcombe_difference(first: Group, second: Group, confidence: float = 0.95) -> Range:
    """Limits of the change of a proportion between groups that share nobody.

    Raises
    ------
    ValueError
        When nobody answered in one of them.
    """
    _check(first, second)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    earlier, later = first.yes / first.n, second.yes / second.n
    low_1, high_1 = wilson_limits(*first, z)
    low_2, high_2 = wilson_limits(*second, z)
    change = later - earlier
    return Range(
        change - sqrt((later - low_2) ** 2 + (high_1 - earlier) ** 2),
        change + sqrt((high_2 - later) ** 2 + (earlier - low_1) ** 2),
    )


def miettinen_nurminen(first: Group, second: Group, confidence: float = 0.95) -> Range:
    """Limits of the same change by inverting the score test, for a second opinion.

    Raises
    ------
    ValueError
        When nobody answered in one of them.
    """
    _check(first, second)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    change = second.yes / second.n - first.yes / first.n
    return Range(
        _crossing(first, second, change, -1.0, z), _crossing(first, second, change, 1.0, z)
    )


def fisher(first: Group, second: Group) -> float:
    """How often chance alone would share out the answers at least as unevenly. [0-1]

    Two-sided, between groups that share nobody: all tables with the same totals that are no
    likelier than this one. 1 when there is nothing to compare.
    """
    yes, total = first.yes + second.yes, first.n + second.n
    weights = [
        comb(first.n, k) * comb(second.n, yes - k)
        for k in range(max(0, yes - second.n), min(yes, first.n) + 1)
    ]
    own = comb(first.n, first.yes) * comb(second.n, second.yes)
    as_rare = sum(w for w in weights if Fraction(w, own) <= 1 + _SAME)
    return float(Fraction(as_rare, comb(total, yes)))


def population_change(first: Group, second: Group, population: int) -> Limits:
    """What the whole list may have changed by, whatever those who did not answer would say.

    Parameters
    ----------
    first, second : Group
        Of a list of `population` units, the same both times. [units]

    Returns
    -------
    Limits
        Lowest and highest change of the list's own count. [units]

    Raises
    ------
    ValueError
        When more answered than are on the list.
    """
    if max(first.n, second.n) > population:
        raise ValueError(f"more answered than the {population} there are: {first}, {second}")
    change = second.yes - first.yes
    return Limits(change - (population - first.n), change + (population - second.n))


class Unmatched(NamedTuple):
    """What is possible when nobody knows who answered both times. [units]

    Attributes
    ----------
    both_times : Limits
        How many answered both times.
    gained, lost : Limits
        Of those, how many may have come to the answer, and how many may have left it.
    """

    both_times: Limits
    gained: Limits
    lost: Limits


def unmatched(first: Group, second: Group, population: int | None = None) -> Unmatched:
    """Bounds (of Fréchet's kind) on who changed, from the counts of the two times alone.

    With a known list at least n1 + n2 - N answered both times. A unit can only have come to
    an answer that it did not give at first, and only have left one that it gave.
    """
    most = min(first.n, second.n)
    least = 0 if population is None else max(0, first.n + second.n - population)
    no_1, no_2 = first.n - first.yes, second.n - second.yes
    # Those who may have answered only once, and so may explain a difference by themselves.
    alone_1, alone_2 = first.n - least, second.n - least
    return Unmatched(
        Limits(least, most),
        Limits(max(0, second.yes - first.yes - alone_2), min(second.yes, no_1)),
        Limits(max(0, first.yes - second.yes - alone_1), min(first.yes, no_2)),
    )


def holm(chances: Sequence[float]) -> tuple[float, ...]:
    """Chances of several tests made together, raised so that all claims hold together. [0-1]

    References
    ----------
    S. Holm (1979), "A simple sequentially rejective multiple test procedure", Scandinavian
    Journal of Statistics 6, 65-70.
    """
    order = sorted(range(len(chances)), key=chances.__getitem__)
    raised = [1.0] * len(chances)
    highest = 0.0
    for place, at in enumerate(order):
        highest = max(highest, min(1.0, chances[at] * (len(chances) - place)))
        raised[at] = highest
    return tuple(raised)


def _check(first: Group, second: Group) -> None:
    if not first.n or not second.n:
        raise ValueError(f"nobody answered: {first}, {second}")


def _score(first: Group, second: Group, change: float) -> float:
    """How many standard errors the change is from a supposed one, without its sign."""
    one, other = _supposed(first, second, change)
    total = first.n + second.n
    spread = one * (1 - one) / first.n + other * (1 - other) / second.n
    variance = spread * total / (total - 1)
    distance = abs(second.yes / second.n - first.yes / first.n - change)
    if variance <= 0:
        return 0.0 if distance == 0 else float("inf")
    return distance / sqrt(variance)


def _supposed(first: Group, second: Group, change: float) -> tuple[float, float]:
    """The two proportions that are likeliest if the change is the supposed one.

    The root of the cubic of Miettinen and Nurminen, in closed form.
    """
    total = first.n + second.n
    a = total
    b = (second.n + 2 * first.n) * change - total - first.yes - second.yes
    c = (first.n * change - total - 2 * first.yes) * change + first.yes + second.yes
    d = first.yes * change * (1 - change)
    q = (b / (3 * a)) ** 3 - b * c / (6 * a * a) + d / (2 * a)
    root = sqrt(max(0.0, (b / (3 * a)) ** 2 - c / (3 * a)))
    p = root if q >= 0 else -root
    ratio = min(1.0, max(-1.0, q / p**3)) if p else 0.0
    angle = (pi + acos(ratio)) / 3
    one = min(1.0, max(0.0, 2 * p * cos(angle) - b / (3 * a)))
    return one, min(1.0, max(0.0, one + change))


def _crossing(first: Group, second: Group, inside: float, outside: float, z: float) -> float:
    """The change at which the score takes a value, by halving between the estimate and a bound."""
    while abs(outside - inside) > _ENOUGH:
        middle = (inside + outside) / 2
        if _score(first, second, middle) < z:
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2
