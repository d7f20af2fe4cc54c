"""Which shares of a banner table differ between columns by more than chance would explain."""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

from diogel.statistics.banner import Banner


def significantly_higher(
    banner: Banner, *, confidence: float = 0.95, minimum_base: float = 30
) -> NDArray[np.bool_]:
    """Two-sided z-tests of a category's share between the columns of the same variable.

    Parameters
    ----------
    banner : Banner
    confidence : float
        One minus the level of each single test, strictly between 0 and 1. [0-1]
    minimum_base : float
        Effective base that both columns need. [respondents]

    Returns
    -------
    array of bool, shape (rows, columns, columns)
        [r, i, j] is True when the share in column i is significantly above that in column
        j. Never True between columns of different parts of the banner, which may overlap.

    Warnings
    --------
    Each test stands alone: of twenty true equalities one is expected to be called a
    difference. The effective base knows of unequal weights, not of clusters.

    References
    ----------
    Kish (1965), Survey Sampling, 11.7, for the effective base; the pooled z-test of two
    independent proportions.
    """
    if not 0 < confidence < 1:
        raise ValueError(f"confidence must be between 0 and 1: {confidence}")
    share = banner.column_shares
    base = banner.effective_bases[banner.question_of_row]
    with np.errstate(divide="ignore", invalid="ignore"):
        # One column a pass, so that the float work stays of the size of the table.
        higher = [_above_others(share, base, column) for column in range(share.shape[1])]
    # A z that is not a number comes from an empty base or from shares all 0 or all 1.
    z = np.nan_to_num(np.stack(higher, axis=1), nan=0.0, posinf=0.0, neginf=0.0)
    large = base >= minimum_base
    same = banner.part[:, None] == banner.part[None, :]
    limit = NormalDist().inv_cdf((1 + confidence) / 2)
    tested = large[:, :, None] & large[:, None, :] & same
    return np.asarray(tested & (z > limit), dtype=np.bool_)


def _above_others(
    share: NDArray[np.float64], base: NDArray[np.float64], column: int
) -> NDArray[np.float64]:
    """z of one column's share against every column's, shape (rows, columns)."""
    own, size = share[:, column, None], base[:, column, None]
    pooled = (own * size + share * base) / (size + base)
    error = np.sqrt(pooled * (1 - pooled) * (1 / size + 1 / base))
    z: NDArray[np.float64] = (own - share) / error
    return z


def column_letters(higher: NDArray[np.bool_]) -> list[list[str]]:
    """For each cell, the letters of the columns that it is significantly above.

    Columns are lettered A to Z, then AA, AB; an empty string is no difference.
    """
    letters = [column_letter(column) for column in range(higher.shape[1])]
    return [
        ["".join(letters[other] for other in np.flatnonzero(cell)) for cell in row]
        for row in higher
    ]


def column_letter(column: int) -> str:
    """The letter of a column counted from 0: A to Z, then AA, AB."""
    rest, last = divmod(column, 26)
    return (column_letter(rest - 1) if rest else "") + chr(ord("A") + last)
