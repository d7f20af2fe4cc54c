"""Charts of a series in time that tell a signal from the noise of every month.

XmR for measures and for counts of any spread; Laney's prime charts for counts and rates
with much larger bases; days between events for rare ones; a plain c-chart for the few series
that are Poisson, and to show why it is not used for others. Nothing is ever
rebased by itself: a new baseline starts at a point that a person names, with a reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

# Of normal noise: 3 / d2 with d2 = 1.128, and D4, for moving ranges of two points.
LIMIT_FACTOR = 2.66
SCREEN_FACTOR = 3.267
D2 = 1.128
RUN = 7
WAITING_POWER = 1 / 3.6
# Fewer points say nothing about what is usual.
FEWEST = 12


class Signal(StrEnum):
    """Why a point is a special cause."""

    ABOVE_LIMIT = "above-limit"
    BELOW_LIMIT = "below-limit"
    RUN_ABOVE = "run-above"
    RUN_BELOW = "run-below"
    RISING = "rising"
    FALLING = "falling"
    NEAR_LIMIT = "near-limit"


@dataclass(frozen=True, slots=True)
class Chart:
    """A series with what is usual for it.

    Attributes
    ----------
    values, mean, lower, upper : array, shape (n,)
        In the units of the series. NaN where the series is missing (values) or a baseline
        has too few points (the others).
    signals : tuple of frozenset of Signal, length n
        Empty for a point like any other, and for a missing one.
    enough : bool
        False when a baseline has fewer than 12 points: its limits are provisional, and
        words about signals must say so.
    """

    values: Array
    mean: Array
    lower: Array
    upper: Array
    signals: tuple[frozenset[Signal], ...]
    enough: bool

    @property
    def outside(self) -> Flags:
        """Which points lie outside the limits."""
        beyond = (self.values > self.upper) | (self.values < self.lower)
        return np.asarray(beyond, dtype=bool)


def xmr(
    values: npt.ArrayLike,
    *,
    rebase_at: Sequence[int] = (),
    baseline: int | None = None,
    screen: bool = True,
) -> Chart:
    """The XmR chart (individual values and their moving range) of a series.

    Parameters
    ----------
    values : array_like, shape (n,)
        In order of time, NaN where not known. A missing value breaks no run: the points on
        its two sides are taken as neighbours, and no moving range is made across it.
    rebase_at : sequence of int
        Positions from 0 at which a person began a new baseline.
    baseline : int, optional
        Fix the limits by the first so many points of the series, 12 or more.
    screen : bool
        Leave moving ranges of 3.267 times their mean or more out of the limits, so that
        one shock does not hide the next.

    Returns
    -------
    Chart

    Raises
    ------
    ValueError
        A position outside the series, or a baseline of fewer than 12 points.

    Notes
    -----
    A constant series has limits equal to its mean and no signal.

    References
    ----------
    NHS England, Making Data Count, whose rules of four these are (outside a limit; 7 on
    one side of the mean; 7 rising or falling; 2 of 3 beyond two thirds of the way to the
    same limit). Checked against recorded output of NHSRplotthedots 0.2.2.
    """
    series = np.asarray(values, dtype=float)
    if baseline is not None and not FEWEST <= baseline <= len(series):
        raise ValueError(f"a baseline of {baseline} points")

    def limits(part: Array) -> tuple[Array, Array, Array]:
        known = part[: baseline or len(part)]
        known = known[~np.isnan(known)]
        if known.size == 0:
            nothing = np.full(part.shape, np.nan)
            return nothing, nothing, nothing
        mean = np.full(part.shape, known.mean())
        reach = LIMIT_FACTOR * _mean_range(part[: baseline or len(part)], screen)
        return mean, mean - reach, mean + reach

    return _charted(series, rebase_at, limits)


def c_prime(counts: npt.ArrayLike, *, rebase_at: Sequence[int] = ()) -> Chart:
    """Laney's c' chart of counts: Poisson limits widened by the spread the series shows.

    Parameters
    ----------
    counts : array_like, shape (n,)
        Counts of periods of like length, NaN where not known. [count]

    Returns
    -------
    Chart
        The lower limit is never below zero.

    References
    ----------
    Laney (2002), Quality Engineering 14, 531.
    """
    series = np.asarray(counts, dtype=float)
    return u_prime(series, np.ones_like(series), rebase_at=rebase_at)


def u_prime(counts: npt.ArrayLike, bases: npt.ArrayLike, *, rebase_at: Sequence[int] = ()) -> Chart:
    """Laney's u' chart of rates: for counts of periods or areas with different bases.

    Parameters
    ----------
    counts, bases : array_like, shape (n,)
        Events, and what they are of (days, residents): above zero. NaN where not known.

    Returns
    -------
    Chart
        In events per unit of base.
    """
    events = np.asarray(counts, dtype=float)
    base = np.asarray(bases, dtype=float)
    if np.any(base <= 0):
        raise ValueError("a base of nothing")
    rates = events / base
    edges = _edges(len(rates), rebase_at)
    mean, lower, upper = (np.full(rates.shape, np.nan) for _ in range(3))
    for start, stop in edges:
        part, size = rates[start:stop], base[start:stop]
        known = ~np.isnan(part)
        if not known.any():
            continue
        centre = np.nansum(events[start:stop]) / size[known].sum()
        sigma = np.sqrt(centre / size)
        spread = _sigma_z((part - centre) / np.where(sigma > 0, sigma, 1.0))
        mean[start:stop] = centre
        lower[start:stop] = np.maximum(centre - 3 * sigma * spread, 0.0)
        upper[start:stop] = centre + 3 * sigma * spread
    return _signalled(rates, mean, lower, upper, edges)


def c_plain(counts: npt.ArrayLike) -> Chart:
    """The plain c-chart, which takes counts for Poisson.

    Right for a count whose variance is about its mean (robbery in one authority); for most
    monthly counts of crime it calls nearly every month special. Kept to show that, and for
    the few series that it fits.
    """
    series = np.asarray(counts, dtype=float)
    centre = np.full(series.shape, np.nanmean(series))
    reach = 3 * np.sqrt(centre)
    edges = _edges(len(series), ())
    return _signalled(series, centre, np.maximum(centre - reach, 0.0), centre + reach, edges)


def t_chart(days: npt.ArrayLike) -> Chart:
    """The chart of days between events, for events too rare to count by month.

    Parameters
    ----------
    days : array_like, shape (n,)
        Days from each event to the next, in order; zero for two on one day. [days]

    Returns
    -------
    Chart
        In days. A point above the upper limit is a longer quiet than usual; one below the
        lower, events closer together.

    References
    ----------
    Nelson (1994), J. Quality Technology 26, 239: the 1/3.6th power of a waiting time is
    nearly normal. Its XmR chart, turned back.
    """
    waits = np.asarray(days, dtype=float)
    if np.any(waits < 0):
        raise ValueError("a time below zero")
    found = xmr(waits**WAITING_POWER)
    back = 1 / WAITING_POWER
    return Chart(
        waits,
        found.mean**back,
        np.maximum(found.lower, 0.0) ** back,
        found.upper**back,
        found.signals,
        found.enough,
    )


def _charted(series: Array, rebase_at: Sequence[int], limits: object) -> Chart:
    edges = _edges(len(series), rebase_at)
    mean, lower, upper = (np.full(series.shape, np.nan) for _ in range(3))
    for start, stop in edges:
        found = limits(series[start:stop])  # type: ignore[operator]
        mean[start:stop], lower[start:stop], upper[start:stop] = found
    return _signalled(series, mean, lower, upper, edges)


def _edges(length: int, rebase_at: Sequence[int]) -> list[tuple[int, int]]:
    """The baselines: from where to where, in order."""
    starts = [0, *rebase_at]
    if sorted(set(starts)) != starts or starts[-1] >= max(length, 1):
        raise ValueError(f"baselines that start at {list(rebase_at)} of {length} points")
    return list(zip(starts, [*starts[1:], length], strict=True))


def _mean_range(part: Array, screen: bool) -> float:
    """The mean moving range, without those that a shock made."""
    ranges = np.abs(np.diff(part))
    ranges = ranges[~np.isnan(ranges)]
    if ranges.size == 0:
        return 0.0
    if screen:
        kept = ranges[ranges < SCREEN_FACTOR * ranges.mean()]
        # A constant series has no range to screen by.
        ranges = kept if kept.size else ranges
    return float(ranges.mean())


def _sigma_z(scores: Array) -> float:
    """How much wider than Poisson the series is; 1 when Poisson is right."""
    ranges = np.abs(np.diff(scores))
    ranges = ranges[~np.isnan(ranges)]
    return float(ranges.mean() / D2) if ranges.size else 1.0


def _signalled(
    values: Array, mean: Array, lower: Array, upper: Array, edges: list[tuple[int, int]]
) -> Chart:
    signals: list[frozenset[Signal]] = [frozenset()] * len(values)
    enough = True
    for start, stop in edges:
        known = np.flatnonzero(~np.isnan(values[start:stop])) + start
        enough = enough and known.size >= FEWEST
        parts = (array[known] for array in (values, mean, lower, upper))
        for place, found in zip(known, _rules(*parts), strict=True):
            signals[place] = found
    return Chart(values, mean, lower, upper, tuple(signals), enough)


def _rules(values: Array, mean: Array, lower: Array, upper: Array) -> list[frozenset[Signal]]:
    """The signals of each point of one baseline, which has no missing ones."""
    above, below = values > upper, values < lower
    steps = np.diff(values)
    near_up = ~above & (values > mean + (upper - mean) * 2 / 3)
    near_down = ~below & (values < mean - (mean - lower) * 2 / 3)
    flags: dict[Signal, Flags] = {
        Signal.ABOVE_LIMIT: above,
        Signal.BELOW_LIMIT: below,
        Signal.RUN_ABOVE: _runs(values > mean, RUN),
        Signal.RUN_BELOW: _runs(values < mean, RUN),
        Signal.RISING: _trend(steps > 0),
        Signal.FALLING: _trend(steps < 0),
        Signal.NEAR_LIMIT: _two_of_three(near_up, values > mean)
        | _two_of_three(near_down, values < mean),
    }
    return [
        frozenset(signal for signal, flagged in flags.items() if flagged[place])
        for place in range(len(values))
    ]


def _runs(flags: Flags, length: int) -> Flags:
    """Every point of a run of so many."""
    found = np.zeros(flags.shape, dtype=bool)
    for stop in range(length, len(flags) + 1):
        if flags[stop - length : stop].all():
            found[stop - length : stop] = True
    return found


def _trend(steps: Flags) -> Flags:
    """Every point of seven that go one way, which are six steps."""
    found = np.zeros(len(steps) + 1, dtype=bool)
    for stop in range(RUN - 1, len(steps) + 1):
        if steps[stop - RUN + 1 : stop].all():
            found[stop - RUN + 1 : stop + 1] = True
    return found


def _two_of_three(near: Flags, side: Flags) -> Flags:
    """The points near a limit of which two of three in a row are, all on its side."""
    found = np.zeros(near.shape, dtype=bool)
    for stop in range(3, len(near) + 1):
        window = slice(stop - 3, stop)
        if near[window].sum() >= 2 and side[window].all():
            found[window] |= near[window]
    return found
