"""How far several people who put the same things in order agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from fractions import Fraction

Exact = int | Fraction


def kendall_w(scores: Sequence[Sequence[Exact]]) -> float | None:
    """Kendall's coefficient of concordance, W, allowing for ties.

    Parameters
    ----------
    scores : sequence of sequences, shape (judges, things)
        Each judge's exact scores of the same things in the same order. Only the order within
        a judge's scores counts.

    Returns
    -------
    float or None
        0 for no agreement, 1 when all put the things in the same order. None with fewer than
        two judges or two things, or when no judge tells any two things apart: there is then
        no order to agree on.

    Raises
    ------
    ValueError
        If the judges did not score equally many things.
    TypeError
        For a float: equality of floats is not equality of scores.

    Warnings
    --------
    With few judges or few things W is seldom near 0 by chance alone.

    References
    ----------
    Kendall M G, Babington Smith B, The problem of m rankings, Annals of Mathematical
    Statistics 10 (1939), 275-287; the correction for ties in Kendall, Rank Correlation
    Methods. Checked in tests/unit/test_statistics_agreement.py.
    """
    judges, things = len(scores), len(scores[0]) if scores else 0
    if any(len(row) != things for row in scores):
        raise ValueError("the judges did not score equally many things")
    if judges < 2 or things < 2:
        return None
    ranks = [mean_ranks(row) for row in scores]
    sums = [sum(column) for column in zip(*ranks, strict=True)]
    middle = Fraction(judges * (things + 1), 2)
    spread = sum((total - middle) ** 2 for total in sums)
    ties = sum(n**3 - n for row in scores for n in Counter(row).values())
    most = judges**2 * (things**3 - things) - judges * ties
    return float(12 * spread / most) if most else None


def mean_ranks(scores: Sequence[Exact]) -> list[Fraction]:
    """Ranks from 1 for the highest; equals share the mean of the ranks that they take up."""
    for value in scores:
        if not isinstance(value, int | Fraction):
            raise TypeError(f"ranks are of exact scores, not of {type(value).__name__}")
    ahead, shared = 0, dict[Exact, Fraction]()
    for value, times in sorted(Counter(scores).items(), reverse=True):
        shared[value] = ahead + Fraction(times + 1, 2)
        ahead += times
    return [shared[value] for value in scores]
