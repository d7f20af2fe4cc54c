"""The yearly rhythm and the steady change of monthly counts, with the spread of the months."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from diogel.statistics.rates import Array

FEWEST_MONTHS = 24
_HARMONICS = 2
_STEPS = 50


class Seasonality(NamedTuple):
    """A log-linear fit of monthly counts.

    Attributes
    ----------
    growth, growth_lower, growth_upper : float
        The rate ratio from one year to the next. [ratio per year]
    swing : float
        The highest fitted month over the lowest, without the steady change. [ratio]
    peak, trough : int
        The calendar months of these, 1 to 12.
    dispersion : float
        Pearson's phi: 1 for Poisson. Under 1 counts as 1.
    p : float
        Probability of so strong a rhythm by chance (F test of the harmonics). [0-1]
    fitted : array, shape (n,)
        [count]
    """

    growth: float
    growth_lower: float
    growth_upper: float
    swing: float
    peak: int
    trough: int
    dispersion: float
    p: float
    fitted: Array


def seasonality(
    counts: npt.ArrayLike,
    months: npt.ArrayLike,
    exposure: npt.ArrayLike | None = None,
    *,
    confidence: float = 0.95,
) -> Seasonality:
    """Fit a steady change and two harmonics of the year to monthly counts.

    Quasi-Poisson: the expected count is exp(a + b t + harmonics) times the exposure, and the
    limits are widened by the root of Pearson's phi.

    Parameters
    ----------
    counts : array_like, shape (n,)
        Of months in a row; NaN where not known: left out, never taken for zero. [count]
    months : array_like of int, shape (n,)
        Months since any January: 0 is a January, 13 a February a year on.
    exposure : array_like, shape (n,), optional
        What a count is in proportion to: days, or days times residents. Above zero.

    Returns
    -------
    Seasonality

    Raises
    ------
    ValueError
        Fewer than 24 known months, a negative count, or nothing counted at all.

    References
    ----------
    McCullagh and Nelder (1989), Generalized Linear Models, chapters 6 and 9; Stolwijk,
    Straatman and Zielhuis (1999), J. Epidemiol. Community Health 53, 235, on harmonics.
    """
    y = np.asarray(counts, dtype=float)
    at = np.asarray(months, dtype=float)
    size = np.ones_like(y) if exposure is None else np.asarray(exposure, dtype=float)
    known = ~np.isnan(y)
    if known.sum() < FEWEST_MONTHS:
        raise ValueError(f"{int(known.sum())} months")
    if np.any(y[known] < 0) or y[known].sum() == 0 or np.any(size <= 0):
        raise ValueError("a negative count, nothing counted, or no exposure")
    design = _design(at)
    fit = _fit(design[known], y[known], size[known])
    plain = _fit(design[known][:, :2], y[known], size[known])
    freedom = int(known.sum()) - design.shape[1]
    pearson = float(((y[known] - fit.mean) ** 2 / fit.mean).sum() / freedom)
    phi = max(pearson, 1.0)
    error = float(np.sqrt(phi * fit.covariance[1, 1]))
    reach = _t_quantile(freedom, confidence) * error
    slope = float(fit.coefficients[1])
    with np.errstate(over="ignore"):  # limits of next to nothing may be endless
        growth, lower, upper = map(
            float, np.exp(12 * np.array([slope, slope - reach, slope + reach]))
        )
    year = np.exp(_design(np.arange(12.0))[:, 2:] @ fit.coefficients[2:])
    drop = max(plain.deviance - fit.deviance, 0.0) / (2 * _HARMONICS) / phi
    return Seasonality(
        growth,
        lower,
        upper,
        float(year.max() / year.min()),
        int(year.argmax()) + 1,
        int(year.argmin()) + 1,
        phi,
        _f_tail(drop, 2 * _HARMONICS, freedom),
        np.exp(design @ fit.coefficients) * size,
    )


class _Fit(NamedTuple):
    coefficients: Array
    covariance: Array
    mean: Array
    deviance: float


def _design(months: Array) -> Array:
    """Columns: one, months, and cosine and sine of each harmonic of the year."""
    angle = 2 * np.pi * months / 12
    waves = [wave(n * angle) for n in range(1, _HARMONICS + 1) for wave in (np.cos, np.sin)]
    return np.column_stack([np.ones_like(months), months, *waves])


def _fit(design: Array, counts: Array, exposure: Array) -> _Fit:
    """Poisson regression with a log link, by iteratively reweighted least squares."""
    centre = design.copy()
    shift = design[:, 1].mean()
    centre[:, 1] -= shift
    offset = np.log(exposure)
    beta: Array = np.zeros(design.shape[1], dtype=float)
    beta[0] = np.log(counts.sum() / exposure.sum())
    for _ in range(_STEPS):
        mean = np.exp(np.clip(centre @ beta + offset, -30, 30))
        working = centre @ beta + (counts - mean) / mean
        weighted = centre * mean[:, None]
        new = np.asarray(np.linalg.solve(centre.T @ weighted, weighted.T @ working), dtype=float)
        moved = float(np.abs(new - beta).max())
        beta = new
        if moved < 1e-10:
            break
    mean = np.exp(np.clip(centre @ beta + offset, -30, 30))
    covariance = np.asarray(np.linalg.inv(centre.T @ (centre * mean[:, None])), dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(counts > 0, counts * np.log(counts / mean), 0.0)
    deviance = float(2 * (ratio - (counts - mean)).sum())
    beta[0] -= beta[1] * shift
    return _Fit(beta, covariance, mean, deviance)


def _t_quantile(freedom: int, confidence: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, 1 - (1 - confidence) / 2))


def _f_tail(value: float, first: int, second: int) -> float:
    from scipy.special import fdtrc

    return float(fdtrc(first, second, value))
