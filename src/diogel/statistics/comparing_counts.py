"""Two Poisson counts against each other: their ratio, their difference, and whether they differ."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from diogel.statistics.rates import Array, count_limits

# Below so many events on a side the square root is not yet normal enough: exact limits there.
ROOT_FROM = 10
# More events than these on both sides together, and no test by enumeration is needed.
MOST_EXACT = 1_000


class Compared(NamedTuple):
    """One count over another, each per its base.

    Attributes
    ----------
    ratio, ratio_lower, ratio_upper : float
        The first rate over the second. Infinite where the second is nothing; NaN where both
        are.
    difference, difference_lower, difference_upper : float
        The first rate less the second. [events per unit of base]
    p : float
        Two-sided probability of so far a difference by chance. [0-1]
    method : str
        "root" or "e-test".
    """

    ratio: float
    ratio_lower: float
    ratio_upper: float
    difference: float
    difference_lower: float
    difference_upper: float
    p: float
    method: str


def compare_counts(
    now: float,
    before: float,
    *,
    base_now: float = 1.0,
    base_before: float = 1.0,
    dispersion: float = 1.0,
    confidence: float = 0.95,
) -> Compared:
    """Two counts of independent periods or places, compared.

    From ten events on each side, and always where there is more spread than Poisson, by the
    difference of square roots: 2 (sqrt a - sqrt b) is normal with variance 2. Below that by
    the E-test, whose limits for the ratio are the exact conditional ones.

    Parameters
    ----------
    now, before : float
        Events, zero or more. [count]
    base_now, base_before : float
        What they are of: residents, or days. Above zero.
    dispersion : float
        Variance over mean of the counts: 1 for Poisson, more for months that cluster.

    Returns
    -------
    Compared

    Raises
    ------
    ValueError
        A negative count, a base of nothing, or a dispersion under one.

    References
    ----------
    Krishnamoorthy and Thomson (2004), J. Statistical Planning and Inference 119, 23, for the
    E-test; Clopper and Pearson (1934), Biometrika 26, 404, for the conditional limits;
    Zou and Donner (2008), Statistics in Medicine 27, 1693, for limits of a difference;
    Wheeler and Ratcliffe (2018), Crime Science 7, 10, on counts of crime.
    """
    if now < 0 or before < 0 or base_now <= 0 or base_before <= 0 or dispersion < 1:
        raise ValueError("a negative count, a base of nothing or a dispersion under one")
    few = min(now, before) < ROOT_FROM and now + before <= MOST_EXACT and dispersion == 1
    rates = now / base_now, before / base_before
    ratio = _ratio(*rates)
    z = _quantile(1 - (1 - confidence) / 2)
    if few:
        limits = _conditional(now, before, base_now / base_before, confidence)
        p, method = e_test(now, before, base_now, base_before), "e-test"
    else:
        apart, error = _roots(now, before, base_now, base_before, dispersion)
        limits = _root_ratio(now, before, base_now, base_before, dispersion, z)
        p, method = _two_sided(apart / error), "root"
    low, high = _difference(now, before, base_now, base_before, dispersion, confidence)
    return Compared(ratio, *limits, rates[0] - rates[1], low, high, p, method)


def _difference(
    now: float,
    before: float,
    base_now: float,
    base_before: float,
    dispersion: float,
    confidence: float,
) -> tuple[float, float]:
    """Limits of a difference of rates, recovered from the limits of each (Zou and Donner)."""
    limits = count_limits([now, before], confidence=confidence)
    wide = np.sqrt(dispersion)
    below = wide * (limits.estimate - limits.lower) / [base_now, base_before]
    above = wide * (limits.upper - limits.estimate) / [base_now, base_before]
    apart = now / base_now - before / base_before
    return (
        float(apart - np.hypot(below[0], above[1])),
        float(apart + np.hypot(above[0], below[1])),
    )


def e_test(now: float, before: float, base_now: float = 1.0, base_before: float = 1.0) -> float:
    """The E-test's two-sided probability that two Poisson counts have one rate. [0-1]

    Counts well over a hundred on a side take long: use the difference of square roots.
    """
    from scipy.special import gammaln

    total = now + before
    if total == 0:
        return 1.0
    share = base_now / (base_now + base_before)
    seen = _distance(np.asarray(now), np.asarray(before), base_now, base_before)
    means = total * share, total * (1 - share)
    grids = [np.arange(0.0, int(mean + 10 * np.sqrt(mean + 1) + 15)) for mean in means]
    chance = [
        np.exp(grid * np.log(mean) - mean - gammaln(grid + 1.0))
        for grid, mean in zip(grids, means, strict=True)
    ]
    far = np.abs(_distance(grids[0][:, None], grids[1][None, :], base_now, base_before))
    both = chance[0][:, None] * chance[1][None, :]
    return float(min(both[far >= abs(float(seen)) - 1e-9].sum(), 1.0))


def _distance(now: Array, before: Array, base_now: float, base_before: float) -> Array:
    """The standardised difference of two rates; zero where both counts are."""
    apart = now / base_now - before / base_before
    variance = now / base_now**2 + before / base_before**2
    return np.asarray(np.where(variance > 0, apart / np.sqrt(np.maximum(variance, 1e-300)), 0.0))


def _ratio(first: float, second: float) -> float:
    if second > 0:
        return first / second
    return float("inf") if first > 0 else float("nan")


def _roots(
    now: float, before: float, base_now: float, base_before: float, dispersion: float
) -> tuple[float, float]:
    """The difference of the square roots of two rates, and its standard error."""
    apart = np.sqrt(now / base_now) - np.sqrt(before / base_before)
    error = np.sqrt(dispersion * (1 / (4 * base_now) + 1 / (4 * base_before)))
    return float(apart), float(error)


def _root_ratio(
    now: float,
    before: float,
    base_now: float,
    base_before: float,
    dispersion: float,
    z: float,
) -> tuple[float, float]:
    """Limits of a ratio of rates: those by which the square roots are not separable.

    The ratios r for which sqrt(a) and sqrt(r b) lie within z standard errors (Fieller).
    """
    a, b = np.sqrt(now / base_now), np.sqrt(before / base_before)
    va, vb = dispersion / (4 * base_now), dispersion / (4 * base_before)
    lead, rest = b * b - z * z * vb, a * a - z * z * va
    root = np.sqrt(max(a * a * b * b - lead * rest, 0.0))
    bottom = a * b + root
    lower = max(rest / bottom, 0.0) ** 2 if bottom > 0 else 0.0
    # Where the second may be nothing at all, no ratio is too great.
    upper = (bottom / lead) ** 2 if lead > 0 else float("inf")
    return float(lower), float(upper)


def _conditional(now: float, before: float, bases: float, confidence: float) -> tuple[float, float]:
    """Exact limits of a ratio of rates, given the total of both counts."""
    from scipy.special import betaincinv

    tail = (1 - confidence) / 2
    low = float(betaincinv(now, before + 1, tail)) if now > 0 else 0.0
    high = float(betaincinv(now + 1, before, 1 - tail)) if before > 0 else 1.0
    odds = [share / (1 - share) if share < 1 else float("inf") for share in (low, high)]
    return odds[0] / bases, odds[1] / bases


def _quantile(probability: float) -> float:
    from scipy.special import ndtri

    return float(ndtri(probability))


def _two_sided(z: float) -> float:
    from scipy.special import ndtr

    return float(2 * ndtr(-abs(z)))
