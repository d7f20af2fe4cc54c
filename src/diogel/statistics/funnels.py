"""Funnels: which of many areas lie further from a target than the spread between them explains.

With thousands of events an area, plain Poisson limits call nearly every area different, since
areas do differ in much that nobody wrote down. The spread between areas is measured from the
areas themselves and allowed for, in one of two ways.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from diogel.statistics.rates import Array, exact_limits

WINSORISED = 0.10


class Funnel(NamedTuple):
    """A target, how far each area lies from it, and the spread between areas.

    Attributes
    ----------
    target : float
        [events per `per`]
    rates : array, shape (areas,)
        [events per `per`]
    z : array, shape (areas,)
        2 (sqrt n - sqrt E): as if Poisson explained everything. [standard deviations]
    phi : float
        Mean squared z after the outermost were drawn in: 1 when Poisson explains it.
    tau : float
        The spread between areas beyond Poisson. [square root of events per person]
    adjusted : array, shape (areas,)
        z after the spread between areas is allowed for. [standard deviations]
    lower, upper : array, shape (areas,)
        Between which rates an area of this size is not separable. [events per `per`]
    """

    target: float
    rates: Array
    z: Array
    phi: float
    tau: float
    adjusted: Array
    lower: Array
    upper: Array


def funnel(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    target: float | None = None,
    spread: str = "additive",
    winsorised: float = WINSORISED,
    per: float = 1_000,
    confidence: float = 0.95,
) -> Funnel:
    """How areas lie about a target rate, with the spread between areas allowed for.

    Parameters
    ----------
    events, population : array_like, shape (areas,)
        [count], [persons or households above zero]
    target : float, optional
        The rate to compare with; without it that of all areas together. [events per `per`]
    spread : str
        "additive": a random effect is added to each area's own variance, which suits areas
        of different size. "multiplicative": every limit is widened by the root of phi.
        "none": Poisson alone, to show why it is not used.
    winsorised : float
        The share of areas at each end whose z are drawn in before phi is worked out, so
        that a few odd areas do not hide themselves. [0-1]

    Returns
    -------
    Funnel

    Raises
    ------
    ValueError
        Shapes differ, a count is negative, nobody lives somewhere, or no such `spread`.

    References
    ----------
    Spiegelhalter (2005), Statistics in Medicine 24, 1185, sections 4.1 and 4.2 and appendix
    A.3; the square root makes the variance of a count a constant.
    """
    counted = np.asarray(events, dtype=float)
    people = np.asarray(population, dtype=float)
    if counted.shape != people.shape or counted.ndim != 1 or counted.size == 0:
        raise ValueError(f"{counted.shape} events for {people.shape} populations")
    if np.any(counted < 0) or np.any(people <= 0):
        raise ValueError("a negative count, or an area without anybody")
    rate = counted.sum() / people.sum() if target is None else target / per
    z = 2 * (np.sqrt(counted) - np.sqrt(people * rate))
    phi = dispersion(z, winsorised=winsorised)
    own = 1 / (4 * people)
    tau2 = between_areas(phi, own) if spread == "additive" else 0.0
    scale = _scale(spread, phi)
    error = np.sqrt(scale * own + tau2)
    apart = np.sqrt(counted / people) - np.sqrt(rate)
    reach = _quantile(confidence) * error
    lower = np.maximum(np.sqrt(rate) - reach, 0.0) ** 2 * per
    upper = (np.sqrt(rate) + reach) ** 2 * per
    tau = float(np.sqrt(tau2))
    return Funnel(
        float(rate * per), counted / people * per, z, phi, tau, apart / error, lower, upper
    )


def _scale(spread: str, phi: float) -> float:
    """By how much each area's own variance is multiplied."""
    known = {"additive": 1.0, "none": 1.0, "multiplicative": max(phi, 1.0)}
    if spread not in known:
        raise ValueError(f"a spread called {spread!r}")
    return known[spread]


def dispersion(z: npt.ArrayLike, *, winsorised: float = WINSORISED) -> float:
    """The mean squared z, the outermost drawn in to the quantiles of so large a share."""
    scores = np.asarray(z, dtype=float)
    low, high = np.quantile(scores, [winsorised, 1 - winsorised])
    return float(np.mean(np.clip(scores, low, high) ** 2))


def between_areas(phi: float, variances: npt.ArrayLike) -> float:
    """The variance between areas that a dispersion stands for, over their own variances.

    Zero when the areas do not differ by more than their own variances explain.
    """
    weights = 1 / np.asarray(variances, dtype=float)
    if weights.size < 2:
        return 0.0
    freedom = weights.sum() - (weights**2).sum() / weights.sum()
    return float(max((weights.size * phi - (weights.size - 1)) / freedom, 0.0))


class PoissonLine(NamedTuple):
    """Where so many events lie on the plain limits of a funnel.

    Attributes
    ----------
    low_at, high_at : array
        How many events must have been expected for so many to lie just on the lower, or the
        upper limit. [count]
    lower, upper : array
        The two limits there, as the count over that expectation. [ratio]
    """

    low_at: Array
    lower: Array
    high_at: Array
    upper: Array


def poisson_line(events: npt.ArrayLike, *, confidence: float = 0.95) -> PoissonLine:
    """The plain limits of a funnel, without any spread between areas.

    Parameters
    ----------
    events : array_like
        Above zero. [count]

    References
    ----------
    Exact Poisson limits; checked against the DHSC test workbook for funnels.
    """
    counted = np.asarray(events, dtype=float)
    lower, upper = exact_limits(counted, confidence=confidence)
    return PoissonLine(upper, counted / upper, lower, counted / lower)


def outside_poisson(
    events: npt.ArrayLike, expected: npt.ArrayLike, *, confidence: float = 0.95
) -> npt.NDArray[np.int64]:
    """-1 where a count is below the plain limits of its expectation, 1 above, 0 between.

    Events with no expectation at all are above.
    """
    lower, upper = exact_limits(np.asarray(events, dtype=float), confidence=confidence)
    mean = np.asarray(expected, dtype=float)
    return np.where(upper < mean, -1, np.where(lower > mean, 1, 0))


def rank_range(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    noise: npt.ArrayLike = 1.0,
    draws: int = 4_000,
    seed: int = 20_050_415,
    confidence: float = 0.95,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Between which ranks each area's rate lies, by drawing every area's rate again.

    Parameters
    ----------
    noise : array_like, shape (areas,) or scalar
        Variance over mean of each area's count, 1 for Poisson. Months that cluster make the
        year less certain than a Poisson count of its size.
    draws : int
        How many times. The same seed gives the same answer.

    Returns
    -------
    highest, lowest : array of int, shape (areas,)
        Ranks, 1 for the highest rate: in `confidence` of the draws between these two.

    References
    ----------
    Goldstein and Spiegelhalter (1996), J. R. Stat. Soc. A 159, 385.
    """
    counted = np.asarray(events, dtype=float)
    people = np.asarray(population, dtype=float)
    wide = np.maximum(np.broadcast_to(np.asarray(noise, dtype=float), counted.shape), 1.0)
    random = np.random.default_rng(seed)
    shape = (counted + 0.5) / wide
    drawn = random.gamma(shape, wide / people, size=(draws, counted.size))
    ranks = (-drawn).argsort(axis=1).argsort(axis=1) + 1
    tail = (1 - confidence) / 2
    limits = np.quantile(ranks, [tail, 1 - tail], axis=0, method="closest_observation")
    return limits[0].astype(np.int64), limits[1].astype(np.int64)


def _quantile(confidence: float) -> float:
    from scipy.special import ndtri

    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}")
    return float(ndtri(1 - (1 - confidence) / 2))
