"""How unevenly events fall on places, beside what chance alone would do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


class Concentration(NamedTuple):
    """How a total is spread over places.

    Attributes
    ----------
    total : int
        Events in all. [count]
    places : int
        Places, those with nothing included.
    top : int
        How many places are the top share asked for, rounded up.
    top_holds : float
        The share of events in them. [0-1]
    half_in : int
        The fewest places that hold half of the events.
    gini : float
        0 when all places are alike; near 1 when one holds everything. [0-1]
    empty : int
        Places with nothing.
    """

    total: int
    places: int
    top: int
    top_holds: float
    half_in: int
    gini: float
    empty: int


def concentration(counts: npt.ArrayLike, *, top_share: float = 0.05) -> Concentration:
    """How concentrated counts are on places.

    Parameters
    ----------
    counts : array_like, shape (places,)
        Events in each place, zeros included. [count]
    top_share : float
        The share of places to call the top. [0-1]

    Returns
    -------
    Concentration
        With fewer events than places the Gini coefficient is the generalised one, which
        does not take the emptiness that must be for unevenness.

    Raises
    ------
    ValueError
        A negative count, no events, or no places.

    Warnings
    --------
    Events that fall by chance alone are concentrated too: print `by_chance` beside it.

    References
    ----------
    Bernasco and Steenbeek (2017), Journal of Quantitative Criminology 33, 871, equation 4.
    """
    ordered = np.sort(np.asarray(counts, dtype=float))
    total = float(ordered.sum())
    if ordered.size == 0 or total <= 0 or ordered[0] < 0:
        raise ValueError("concentration is of a total over places, none negative")
    places = ordered.size
    top = _top(places, top_share)
    falling = np.cumsum(ordered[::-1])
    half_in = int(np.searchsorted(falling, total / 2)) + 1
    return Concentration(
        total=int(total),
        places=places,
        top=top,
        top_holds=float(falling[top - 1] / total),
        half_in=half_in,
        gini=_gini(ordered, total),
        empty=int((ordered == 0).sum()),
    )


def _top(places: int, share: float) -> int:
    """How many places a share of them is, rounded up; a hair over a whole number is not."""
    return max(1, int(np.ceil(places * share - 1e-9)))


def _gini(ordered: Array, total: float) -> float:
    places = ordered.size
    rank = np.arange(1, places + 1)
    plain = 2 * float((rank * ordered).sum()) / (places * total) - (places + 1) / places
    if total >= places:
        return plain
    # At the evenest, `total` places hold one each; the rest has to be empty.
    return max(places / total * (plain - 1) + 1, 0.0)


def by_chance(
    total: int,
    places: int,
    *,
    weights: npt.ArrayLike | None = None,
    top_share: float = 0.05,
    draws: int = 1_000,
    seed: int = 20_180_401,
) -> Concentration:
    """What concentration the same number of events would show if they fell by chance.

    Parameters
    ----------
    total, places : int
        As the data has them.
    weights : array_like, shape (places,), optional
        Each place's share of chance, such as its residents. Without them all are alike.
    draws : int
        How many times to let them fall; the mean of each measure is given.
    seed : int
        The same seed gives the same answer.
    """
    if total <= 0 or places <= 0:
        raise ValueError("concentration is of a total over places, none negative")
    random = np.random.default_rng(seed)
    shares = np.ones(places) if weights is None else np.asarray(weights, dtype=float)
    drawn = random.multinomial(total, shares / shares.sum(), size=draws).astype(float)
    ordered = np.sort(drawn, axis=1)
    falling = np.cumsum(ordered[:, ::-1], axis=1)
    top = _top(places, top_share)
    half_in = (falling < total / 2).sum(axis=1) + 1
    rank = np.arange(1, places + 1)
    plain = 2 * (ordered @ rank) / (places * total) - (places + 1) / places
    gini = plain if total >= places else np.maximum(places / total * (plain - 1) + 1, 0.0)
    return Concentration(
        total,
        places,
        top,
        float((falling[:, top - 1] / total).mean()),
        round(float(half_in.mean())),
        float(gini.mean()),
        round(float((drawn == 0).sum(axis=1).mean())),
    )


def persistent(
    counts: npt.ArrayLike, *, top_share: float = 0.10, months: int = 9
) -> npt.NDArray[np.bool_]:
    """Places that were among the top share in at least so many of the periods.

    Parameters
    ----------
    counts : array_like, shape (periods, places)
        Events. A tie at the edge counts all the tied places in; a place with nothing is
        never among the top. [count]

    Returns
    -------
    array of bool, shape (places,)
    """
    table = np.asarray(counts, dtype=float)
    top = _top(table.shape[1], top_share)
    edge = np.sort(table, axis=1)[:, -top][:, None]
    among = (table >= edge) & (table > 0)
    return np.asarray(among.sum(axis=0) >= months, dtype=bool)
