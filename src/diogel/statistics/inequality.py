"""How much worse the most deprived fare than the least, over the whole range of places."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from diogel.statistics.rates import count_limits

Array = npt.NDArray[np.float64]
FEWEST_GROUPS, MOST_GROUPS = 5, 100


class Inequality(NamedTuple):
    """The slope and relative index of inequality.

    Attributes
    ----------
    slope : float
        The rate at the least deprived end less that at the most deprived end of the line.
        Negative when the most deprived have more. [units of the rates]
    relative : float
        The rate at the least deprived end over that at the most deprived end. [ratio]
    most_deprived, least_deprived : float
        The two ends of the fitted line. [units of the rates]
    slope_lower, slope_upper, relative_lower, relative_upper : float
        Limits by simulation; NaN when no events were given.
    """

    slope: float
    relative: float
    most_deprived: float
    least_deprived: float
    slope_lower: float = float("nan")
    slope_upper: float = float("nan")
    relative_lower: float = float("nan")
    relative_upper: float = float("nan")


def slope_index(
    rates: npt.ArrayLike,
    population: npt.ArrayLike,
    *,
    log: bool = False,
    events: npt.ArrayLike | None = None,
    draws: int = 100_000,
    seed: int = 20_190_101,
    confidence: float = 0.95,
) -> Inequality:
    """The slope and relative index of inequality over deprivation groups.

    Parameters
    ----------
    rates : array_like, shape (groups,)
        From the most to the least deprived group, 5 to 100 groups.
    population : array_like, shape (groups,)
        Of the groups. [persons]
    log : bool
        Fit the logarithm of the rates and turn back, which keeps the line above zero.
    events : array_like, shape (groups,), optional
        The counts behind the rates: with them limits are drawn from log-normal rates whose
        spread is that of Byar's limits. [count]

    Returns
    -------
    Inequality

    Raises
    ------
    ValueError
        Too few or too many groups, an empty group, or a rate of zero with `log`.

    Warnings
    --------
    The line stands for the groups only where they lie near it: print the group rates too.
    The index must not be of deprivation that counts crime itself among its parts.

    References
    ----------
    Regidor (2004), J. Epidemiol. Community Health 58, 858; weighted as in
    PHEindicatormethods. Checked against numbers counted from the real archives.
    """
    y = np.asarray(rates, dtype=float)
    people = np.asarray(population, dtype=float)
    if y.shape != people.shape or not FEWEST_GROUPS <= y.size <= MOST_GROUPS:
        raise ValueError(f"{y.size} groups of {people.size}")
    if np.any(people <= 0) or (log and np.any(y <= 0)):
        raise ValueError("an empty group, or a rate of zero that has no logarithm")
    share = people / people.sum()
    ends = _ends(_design(share), np.log(y) if log else y, share)
    most, least = (float(e) for e in (np.exp(ends) if log else ends))
    if events is None:
        return Inequality(least - most, least / most, most, least)
    drawn = _drawn(y, np.asarray(events, dtype=float), draws, seed)
    simulated = _ends(_design(share), np.log(drawn) if log else drawn, share)
    simulated = np.exp(simulated) if log else simulated
    tail = (1 - confidence) / 2
    slopes = np.quantile(simulated[1] - simulated[0], [tail, 1 - tail])
    ratios = np.quantile(simulated[1] / simulated[0], [tail, 1 - tail])
    return Inequality(
        least - most, least / most, most, least, *map(float, slopes), *map(float, ratios)
    )


def _design(share: Array) -> Array:
    """Each group's place in the order of deprivation: the middle of its share. [0-1]"""
    return np.cumsum(share) - share / 2


def _ends(rank: Array, y: Array, share: Array) -> Array:
    """The fitted line at 0 and at 1; `y` is (groups,) or (groups, draws)."""
    root = np.sqrt(share)
    x = np.column_stack([root, rank * root])
    solved = np.linalg.solve(x.T @ x, x.T @ (y * root if y.ndim == 1 else y * root[:, None]))
    return np.stack([solved[0], solved[0] + solved[1]])


def _drawn(rates: Array, events: Array, draws: int, seed: int) -> Array:
    """Rates drawn log-normally, each as uncertain as its count is."""
    limits = count_limits(events)
    z = 1.959963984540054
    spread = (np.log(limits.upper) - np.log(np.maximum(limits.lower, 1e-9))) / (2 * z)
    random = np.random.default_rng(seed)
    normal = random.standard_normal((rates.size, draws))
    return np.asarray(np.exp(np.log(rates)[:, None] + spread[:, None] * normal))
