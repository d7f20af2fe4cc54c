"""What x of n answers say about all N of a known finite list, in whole units."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import comb
from typing import NamedTuple

Level = float | str | Decimal | Fraction


class Limits(NamedTuple):
    """Lower and upper limit, both included. [units of the population]"""

    lower: int
    upper: int


def worst_case(x: int, n: int, N: int) -> Limits:
    """What the whole list may hold whatever those who did not answer would have said.

    Parameters
    ----------
    x : int
        Units that answered "yes". [count]
    n : int
        Units that answered. [count]
    N : int
        Units on the list, those that did not answer included. [count]

    Returns
    -------
    Limits
        x (no other unit would say yes) to x + (N - n) (every other unit would).

    Raises
    ------
    ValueError
        If nobody answered (n = 0), if everybody did (n = N: the count is the answer and has
        no limits), or if x is not from 0 to n.
    """
    _check(x, n, N)
    return Limits(x, x + N - n)


def hypergeometric_interval(
    x: int,
    n: int,
    N: int,
    confidence: Level = 0.95,
) -> Limits:
    """Exact equal-tailed interval for the units of the list that would say "yes".

    Right if those who did not answer are like those who did, as a random draw of n from N
    would be. Print the `worst_case` bounds beside it: who does not answer is not random.

    Parameters
    ----------
    x, n, N : int
        As for `worst_case`. [count]
    confidence : float, str, Decimal or Fraction
        Probability that the interval covers at the least, strictly between 0 and 1. A
        float is read as it is written: 0.95 is 95/100.

    Returns
    -------
    Limits
        The lower is the smallest M from x to N - n + x for which P(X >= x | M) is above
        half of 1 - confidence, the upper the largest for which P(X <= x | M) is.

    Raises
    ------
    ValueError
        As for `worst_case`, and for a confidence out of range.

    Notes
    -----
    Integers and fractions throughout: in floating point some exact ties between a tail and
    its level are decided wrongly (two of the 2,302 reference cases).

    References
    ----------
    Clopper and Pearson (1934), "The use of confidence or fiducial limits", Biometrika 26,
    for the construction; the hypergeometric law of sampling without replacement.
    Checked in tests/reference/test_finite_population.py against the R package ExactCIone.
    """
    _check(x, n, N)
    exact = Fraction(str(confidence))
    if not 0 < exact < 1:
        raise ValueError(f"confidence must be between 0 and 1: {confidence}")
    tail = (1 - exact) / 2
    # Counting the "no" turns the upper limit into a lower one.
    return Limits(_lower(x, n, N, tail), N - _lower(n - x, n, N, tail))


def _check(x: int, n: int, population: int) -> None:
    if n <= 0:
        raise ValueError(f"n must be above zero, nobody answered: n={n}")
    if n == population:
        raise ValueError(f"n equals N, the count of a whole list has no interval: n=N={n}")
    if n > population:
        raise ValueError(f"n must not be above N: n={n}, N={population}")
    if not 0 <= x <= n:
        raise ValueError(f"x must be from 0 to n: x={x}, n={n}")


@lru_cache(maxsize=4096)
def _lower(x: int, n: int, population: int, tail: Fraction) -> int:
    """The smallest M with P(X >= x | M) > tail; the tail grows with M, so halve the range."""
    draws = comb(population, n)
    low, high = x, population - n + x
    while low < high:
        middle = (low + high) // 2
        enough = _ways_at_least(x, n, population, middle) * tail.denominator
        if enough > tail.numerator * draws:
            high = middle
        else:
            low = middle + 1
    return low


def _ways_at_least(x: int, n: int, population: int, yes: int) -> int:
    """In how many draws of n from the population at least x of its `yes` units are drawn."""
    others = population - yes
    drawn = max(x, n - others)
    last = min(n, yes)
    if drawn > last:
        return 0
    ways = total = comb(yes, drawn) * comb(others, n - drawn)
    while drawn < last:
        # C(yes, k+1) C(others, n-k-1) from C(yes, k) C(others, n-k); divides exactly.
        ways = ways * (yes - drawn) * (n - drawn)
        drawn += 1
        ways //= drawn * (others - n + drawn)
        total += ways
    return total
