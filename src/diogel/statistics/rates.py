"""Rates of counted events and shares of people, with limits that fit small numbers."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
# Below this count Byar's approximation is not close enough and the exact limits are used.
BYAR_FROM = 10


class Interval(NamedTuple):
    """Lower limit, estimate and upper limit, each of the shape of what went in.

    Missing (NaN) wherever something that it rests on is missing.
    """

    lower: Array
    estimate: Array
    upper: Array


def count_limits(events: npt.ArrayLike, *, confidence: float = 0.95) -> Interval:
    """Limits for the mean that a Poisson count was drawn from.

    Exact below 10 events, Byar's approximation from 10 on: its error there is under a
    hundredth of an event.

    Parameters
    ----------
    events : array_like, shape (n,) or scalar
        Counts of events, zero or more; NaN where not known. [count]
    confidence : float
        Probability the interval aims to cover, strictly between 0 and 1.

    Returns
    -------
    Interval
        [count]. The lower limit of no events is zero.

    Raises
    ------
    ValueError
        A count is negative, or the confidence is out of range.

    Warnings
    --------
    Treats events as independent. Repeat victims and days of disorder make it too narrow:
    say so beside it, and never use it as the limits of a monthly chart.

    References
    ----------
    Breslow and Day (1987), Statistical Methods in Cancer Research, volume II, for Byar's
    formula; PHE Technical Guide: Confidence Intervals, for the switch at 10. Checked in
    tests/reference/test_rates.py against the DHSC test workbooks.
    """
    counted = np.asarray(events, dtype=float)
    if np.any(counted < 0):
        raise ValueError("a count below zero")
    small = counted < BYAR_FROM
    lower, upper = byar(counted, confidence=confidence)
    if np.any(small):
        exact_lower, exact_upper = exact_limits(counted, confidence=confidence)
        lower = np.where(small, exact_lower, lower)
        upper = np.where(small, exact_upper, upper)
    return Interval(lower, counted, upper)


def byar(events: Array, *, confidence: float = 0.95) -> tuple[Array, Array]:
    """Byar's approximation alone, lower and upper; zero as lower limit of no events. [count]"""
    z = _normal_quantile(1 - _tail(confidence))
    with np.errstate(divide="ignore", invalid="ignore"):
        lower = events * (1 - 1 / (9 * events) - z / (3 * np.sqrt(events))) ** 3
    above = events + 1
    upper = above * (1 - 1 / (9 * above) + z / (3 * np.sqrt(above))) ** 3
    return np.where(events == 0, 0.0, lower), upper


def rate(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    per: float = 1_000,
    confidence: float = 0.95,
) -> Interval:
    """Events per so many of a population, with exact limits below 10 events and Byar's above.

    Parameters
    ----------
    events : array_like, shape (n,)
        As for `count_limits`. [count]
    population : array_like, shape (n,)
        Residents or households at risk, for the same areas; NaN where not known. [persons
        or households]
    per : float
        The multiplier: 1,000 gives events per 1,000.

    Returns
    -------
    Interval, shape (n,)
        [events per `per` of the population in the period of the events]. Missing where
        either part is missing; zero only where nothing happened.

    Raises
    ------
    ValueError
        The arrays differ in length, or a population is zero or negative.
    """
    people = np.asarray(population, dtype=float)
    counted = np.asarray(events, dtype=float)
    if counted.shape != people.shape:
        raise ValueError(f"{counted.shape} events for {people.shape} populations")
    if np.any(people <= 0):
        raise ValueError("a population of nobody has no rate")
    limits = count_limits(counted, confidence=confidence)
    return Interval(*(part / people * per for part in limits))


def wilson(
    successes: npt.ArrayLike, trials: npt.ArrayLike, *, confidence: float = 0.95
) -> Interval:
    """A share of independent trials with Wilson's limits.

    For samples and for incidents that each end one way or the other. A survey of a known
    list has no use for it: see `hypergeometric_interval`.

    Parameters
    ----------
    successes, trials : array_like, shape (n,)
        How many of how many; NaN where not known. [count]

    Returns
    -------
    Interval, shape (n,)
        [0 to 1]. Missing where there were no trials.

    Raises
    ------
    ValueError
        More successes than trials, or fewer than none.

    References
    ----------
    Wilson (1927), J. Am. Stat. Assoc. 22, 209; Newcombe (1998), Statistics in Medicine 17,
    857. Checked against the DHSC test workbooks.
    """
    x = np.asarray(successes, dtype=float)
    n = np.asarray(trials, dtype=float)
    if np.any((x > n) | (x < 0)):
        raise ValueError("successes outside 0 to trials")
    z = _normal_quantile(1 - _tail(confidence))
    n = np.where(n > 0, n, np.nan)
    share = x / n
    spread = z * np.sqrt(z * z + 4 * x * (1 - share))
    bottom = 2 * (n + z * z)
    return Interval(
        np.maximum((2 * x + z * z - spread) / bottom, 0.0),
        share,
        np.minimum((2 * x + z * z + spread) / bottom, 1.0),
    )


class Standardised(NamedTuple):
    """A directly standardised rate. `events` is what it rests on. [count]"""

    lower: float
    estimate: float
    upper: float
    events: int


def directly_standardised(
    events: npt.ArrayLike,
    population: npt.ArrayLike,
    standard: npt.ArrayLike,
    *,
    per: float = 100_000,
    confidence: float = 0.95,
    fewest: int = 10,
) -> Standardised | None:
    """The rate an area would have if its people were of the standard's ages.

    Parameters
    ----------
    events, population : array_like, shape (bands,)
        Events and people in each age band of the area. [count, persons]
    standard : array_like, shape (bands,)
        The standard population's people in the same bands. [persons]
    fewest : int
        Under so many events no rate is given: the limits would not be right.

    Returns
    -------
    Standardised or None
        [events per `per`]. None under `fewest` events.

    Raises
    ------
    ValueError
        The bands differ in number, a count is negative, or a band has nobody.

    References
    ----------
    Dobson, Kuulasmaa, Eberle and Scherer (1991), Statistics in Medicine 10, 457, on Byar's
    limits of the total. Checked against the DHSC test workbook for standardised rates.
    """
    x, n, w = (np.asarray(part, dtype=float) for part in (events, population, standard))
    if not x.shape == n.shape == w.shape:
        raise ValueError("the parts have different numbers of age bands")
    if np.any(x < 0) or np.any(w < 0) or np.any(n <= 0):
        raise ValueError("a negative count, or an age band with nobody in it")
    total = float(x.sum())
    if total < fewest:
        return None
    weight = float(w.sum())
    estimate = float((w * x / n).sum() / weight)
    variance = float((w * w * x / (n * n)).sum() / weight**2)
    limits = count_limits(total, confidence=confidence)
    scale = np.sqrt(variance / total)
    lower = estimate + scale * (float(limits.lower) - total)
    upper = estimate + scale * (float(limits.upper) - total)
    return Standardised(lower * per, estimate * per, upper * per, int(total))


def _tail(confidence: float) -> float:
    """The probability left out on each side."""
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence of {confidence}")
    return (1 - confidence) / 2


def _normal_quantile(probability: float) -> float:
    from scipy.special import ndtri  # slow to import, and not needed by most commands

    return float(ndtri(probability))


def exact_limits(events: Array, *, confidence: float = 0.95) -> tuple[Array, Array]:
    """Exact Poisson limits whatever the count, from the gamma distribution. [count]"""
    from scipy.special import gammaincinv

    tail = _tail(confidence)
    with np.errstate(invalid="ignore"):
        lower: Any = gammaincinv(events, tail)
        upper: Any = gammaincinv(events + 1, 1 - tail)
    return np.where(events == 0, 0.0, lower), np.asarray(upper)
