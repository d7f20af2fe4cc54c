"""Clusters of places with much or little, with the many tests that it takes allowed for."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]


class Clusters(NamedTuple):
    """Getis and Ord's Gi* of each place.

    Attributes
    ----------
    z : array, shape (places,)
        Above zero: the place and its neighbours hold more than places do on the whole.
    p : array, shape (places,)
        Two-sided probability of so far a z by chance. [0-1]
    hot, cold : array of bool, shape (places,)
        What is left after the rate of false discoveries is held at the level asked for.
    """

    z: Array
    p: Array
    hot: Flags
    cold: Flags


def nearest_neighbours(
    longitude: npt.ArrayLike, latitude: npt.ArrayLike, *, k: int = 8
) -> npt.NDArray[np.intp]:
    """The `k` nearest other places of each, by distance on a plane fitted to their middle.

    Parameters
    ----------
    longitude, latitude : array_like, shape (places,)
        [degrees, WGS 84]

    Returns
    -------
    array of int, shape (places, k)
        Positions, nearest first; of places equally near the earlier comes first.
    """
    lon = np.asarray(longitude, dtype=float)
    lat = np.asarray(latitude, dtype=float)
    if not 0 < k < lon.size:
        raise ValueError(f"{k} neighbours among {lon.size} places")
    x = lon * np.cos(np.radians(lat.mean()))
    apart = (x[:, None] - x[None, :]) ** 2 + (lat[:, None] - lat[None, :]) ** 2
    np.fill_diagonal(apart, np.inf)
    return np.argsort(apart, axis=1, kind="stable")[:, :k]


def getis_ord(
    values: npt.ArrayLike, neighbours: npt.NDArray[np.intp], *, level: float = 0.05
) -> Clusters:
    """Gi* with binary weights, each place being its own neighbour too.

    Parameters
    ----------
    values : array_like, shape (places,)
        Counts, or rates that were smoothed before: raw rates of small places make false
        clusters.
    neighbours : array of int, shape (places, k)
        As from `nearest_neighbours`.
    level : float
        The rate of false discoveries to hold. [0-1]

    Raises
    ------
    ValueError
        The values are all alike: then there are no clusters to look for.

    References
    ----------
    Getis and Ord (1992), Geographical Analysis 24, 189; Ord and Getis (1995), 27, 286;
    Benjamini and Hochberg (1995), J. R. Stat. Soc. B 57, 289.
    """
    from scipy.special import ndtr

    x = np.asarray(values, dtype=float)
    n, own = x.size, neighbours.shape[1] + 1
    spread = x.std()
    if spread == 0:
        raise ValueError("values that are all alike")
    around = x + x[neighbours].sum(axis=1)
    z = (around - x.mean() * own) / (spread * np.sqrt((n * own - own * own) / (n - 1)))
    p = 2 * ndtr(-np.abs(z))
    found = discoveries(p, level=level)
    return Clusters(z, p, found & (z > 0), found & (z < 0))


def discoveries(p: npt.ArrayLike, *, level: float = 0.05) -> Flags:
    """Which of many tests stand, with the rate of false discoveries held at a level."""
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    allowed = level * np.arange(1, values.size + 1) / values.size
    passing = np.flatnonzero(values[order] <= allowed)
    found = np.zeros(values.shape, dtype=bool)
    if passing.size:
        found[order[: passing[-1] + 1]] = True
    return found


def smoothed_rates(events: npt.ArrayLike, population: npt.ArrayLike) -> Array:
    """Rates drawn towards the overall rate, the more so the fewer people a place has.

    Parameters
    ----------
    events, population : array_like, shape (places,)
        [count, persons above zero]

    Returns
    -------
    array, shape (places,)
        [events per person]

    References
    ----------
    Marshall (1991), Applied Statistics 40, 283, the global estimator.
    """
    x = np.asarray(events, dtype=float)
    n = np.asarray(population, dtype=float)
    raw, mean = x / n, x.sum() / n.sum()
    between = max(float((n * (raw - mean) ** 2).sum() / n.sum() - mean / n.mean()), 0.0)
    weight = between / (between + mean / n)
    return np.asarray(mean + weight * (raw - mean))


def expected_false_alarms(tests: int, probability: float = 0.0027) -> float:
    """How many of so many points would be flagged if nothing had happened anywhere."""
    return tests * probability
