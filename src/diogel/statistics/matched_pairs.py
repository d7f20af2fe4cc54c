"""The same units asked twice: how many changed, and whether chance alone could do it.

A change is always the second time less the first, so that a rise is positive.

References
----------
1. R. G. Newcombe (1998), "Improved confidence intervals for the difference between binomial
   proportions based on paired data", Statistics in Medicine 17, 2635-2650: method 10.
2. T. Tango (1998), "Equivalence test and confidence interval for the difference in proportions
   for the paired-sample design", Statistics in Medicine 17, 891-908.
3. M. W. Fagerland, S. Lydersen and P. Laake (2013), "The McNemar test for binary matched-pairs
   data: mid-p and asymptotic are better than exact conditional", BMC Medical Research
   Methodology 13, 91.
"""

from __future__ import annotations

from fractions import Fraction
from math import comb, erfc, sqrt
from statistics import NormalDist
from typing import Literal, NamedTuple

Method = Literal["mid-p", "exact", "asymptotic"]
_ENOUGH = 1e-12


class Pairs(NamedTuple):
    """Units that answered both times, by what they said of one answer. [units]

    `both`: gave it each time. `lost`: only the first time. `gained`: only the second time.
    `neither`: never.
    """

    both: int
    lost: int
    gained: int
    neither: int

    @property
    def n(self) -> int:
        """How many answered both times."""
        return sum(self)

    @property
    def first(self) -> int:
        """How many gave the answer the first time."""
        return self.both + self.lost

    @property
    def second(self) -> int:
        """How many gave it the second time."""
        return self.both + self.gained

    @property
    def net(self) -> int:
        """How many more gave it the second time than the first; negative for fewer."""
        return self.gained - self.lost


class Range(NamedTuple):
    """Lower and upper limit of a change of a proportion. [-1 to 1]"""

    lower: float
    upper: float


def mcnemar(pairs: Pairs, method: Method = "mid-p") -> float:
    """How often chance alone would move at least so many one way. [0-1]

    Parameters
    ----------
    pairs : Pairs
    method : str
        "mid-p" (the default: near its level for few pairs), "exact" (never above its level,
        often far below it), or "asymptotic" (for many changes only).

    Returns
    -------
    float
        Two-sided. 1 when nobody changed: there is nothing to explain.
    """
    changed = pairs.lost + pairs.gained
    if changed == 0:
        return 1.0
    if method == "asymptotic":
        return erfc(abs(pairs.net) / sqrt(2 * changed))
    fewer = min(pairs.lost, pairs.gained)
    tail = Fraction(sum(comb(changed, k) for k in range(fewer + 1)), 2**changed)
    point = Fraction(comb(changed, fewer), 2**changed)
    if method == "mid-p":
        return float(min(Fraction(1), 2 * tail - point))
    return float(min(Fraction(1), 2 * tail))


def least_net_change(level: float = 0.05, method: Literal["mid-p", "exact"] = "mid-p") -> int:
    """The smallest net change that can be told from chance, if nobody changed back. [units]

    With changes both ways it takes more: nothing below this can ever be claimed.
    """
    net = 1
    while mcnemar(Pairs(0, 0, net, 0), method) >= level:
        net += 1
    return net


def newcombe_paired(pairs: Pairs, confidence: float = 0.95) -> Range:
    """Limits of the change of the proportion, by squaring and adding Wilson limits.

    Raises
    ------
    ValueError
        When nobody answered both times.
    """
    n = _size(pairs)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    earlier, later = pairs.first / n, pairs.second / n
    low_1, high_1 = wilson_limits(pairs.first, n, z)
    low_2, high_2 = wilson_limits(pairs.second, n, z)
    likeness = _likeness(pairs)

    def reach(one: float, other: float) -> float:
        return sqrt(max(0.0, one * one - 2 * likeness * one * other + other * other))

    change = later - earlier
    return Range(
        change - reach(later - low_2, high_1 - earlier),
        change + reach(high_2 - later, earlier - low_1),
    )


def tango(pairs: Pairs, confidence: float = 0.95) -> Range:
    """Limits of the change of the proportion, by inverting Tango's score test.

    The variance is raised by n / (n - 1), so that few pairs are not taken for many.

    Raises
    ------
    ValueError
        When nobody answered both times.
    """
    n = _size(pairs)
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    z *= sqrt(n / (n - 1)) if n > 1 else float("inf")
    estimate = pairs.net / n
    return Range(
        -1.0 if estimate == -1 else _crossing(pairs, estimate, -1.0, z),
        1.0 if estimate == 1 else _crossing(pairs, estimate, 1.0, -z),
    )


def _size(pairs: Pairs) -> int:
    if min(pairs) < 0:
        raise ValueError(f"a count below 0: {pairs}")
    if pairs.n == 0:
        raise ValueError("nobody answered both times")
    return pairs.n


def wilson_limits(x: int, n: int, z: float) -> tuple[float, float]:
    """Wilson's limits of a proportion, z standard errors out."""
    middle = x + z * z / 2
    reach = z * sqrt(x * (n - x) / n + z * z / 4)
    return (middle - reach) / (n + z * z), (middle + reach) / (n + z * z)


def _likeness(pairs: Pairs) -> float:
    """The correlation of the two times, with Newcombe's correction when it is above none."""
    both, lost, gained, neither = pairs
    margins = pairs.first * (gained + neither) * pairs.second * (lost + neither)
    if margins == 0:
        return 0.0
    apart = both * neither - lost * gained
    if apart > 0:
        return max(apart - pairs.n / 2, 0.0) / sqrt(margins)
    return apart / sqrt(margins)


def _score(pairs: Pairs, change: float) -> float:
    """How many standard errors the net change is above a supposed one."""
    n, lost, gained = pairs.n, pairs.lost, pairs.gained
    a = 2 * n
    b = -lost - gained + (2 * n - gained + lost) * change
    c = -lost * change * (1 - change)
    supposed = (sqrt(max(0.0, b * b - 4 * a * c)) - b) / (2 * a)
    variance = n * (2 * supposed + change * (1 - change))
    distance = gained - lost - n * change
    if variance <= 0:
        return 0.0 if distance == 0 else distance * float("inf")
    return distance / sqrt(variance)


def _crossing(pairs: Pairs, inside: float, outside: float, wanted: float) -> float:
    """The change at which the score takes a value, by halving between the estimate and a bound."""
    while abs(outside - inside) > _ENOUGH:
        middle = (inside + outside) / 2
        score = _score(pairs, middle)
        if abs(score) < abs(wanted):
            inside = middle
        else:
            outside = middle
    return (inside + outside) / 2
