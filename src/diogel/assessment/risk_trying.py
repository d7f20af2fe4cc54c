"""What a risk and a rank would be if a level or a weight were a little different.

Risks here are floats, many at once; equal within a billionth is equal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import product

import numpy as np
from numpy.typing import NDArray

from diogel.assessment.risk_model import TOP, Group, RiskModel

Array = NDArray[np.float64]
EQUAL = 1e-9
MOST_COMBINATIONS = 60_000
MOST_CORNERS = 4_096
CONFIDENCE = 0.95


def swapped(values: Mapping[str, Fraction], model: RiskModel) -> tuple[float, float]:
    """Between which risks the middle 95% lie when each level may be one lower or higher.

    Every combination is as likely as any other; a level that would leave 0 to 4 is not among
    them. Where there are too many, so many seeded draws of them. The risk itself always lies
    within. [0-100]
    """
    risks = np.sort(_swapped_risks(values, model))
    tail = (1 - CONFIDENCE) / 2
    least = float(risks[int(np.floor(tail * (len(risks) - 1)))])
    most = float(risks[int(np.ceil((1 - tail) * (len(risks) - 1)))])
    own = float(_risks(_levels([values], model), model)[0])
    return min(least, own), max(most, own)


def _levels(rows: Sequence[Mapping[str, Fraction]], model: RiskModel) -> Array:
    """Levels as an array, shape (rows, rated items)."""
    return np.array([[float(row[item.code]) for item in model.rated] for row in rows])


def _near(level: float) -> list[float]:
    return [near for near in (level - 1, level, level + 1) if 0 <= near <= TOP]


def _swapped_risks(values: Mapping[str, Fraction], model: RiskModel) -> Array:
    choices = [_near(float(values[item.code])) for item in model.rated]
    combinations = int(np.prod([len(each) for each in choices], dtype=float))
    if combinations <= MOST_COMBINATIONS:
        grid = np.stack(np.meshgrid(*choices, indexing="ij"), axis=-1).reshape(-1, len(choices))
        return _risks(grid, model)
    random = np.random.default_rng(model.seed)
    drawn = [random.choice(each, size=model.draws) for each in choices]
    return _risks(np.column_stack(drawn), model)


def _risks(levels: Array, model: RiskModel, weights: Array | None = None) -> Array:
    """Risks by rows of levels, under the model's weights or one set of others. [0-100]

    `weights` is the share of the worst harm, then a weight for each rated item.
    """
    given = base_weights(model) if weights is None else weights
    share, own = given[0], given[1:]
    count = len(model.of(Group.IMPACT))
    impact, likelihood = levels[..., :count], levels[..., count:]
    mean = impact @ own[:count] / own[:count].sum()
    worst = impact.max(axis=-1)
    likely = likelihood @ own[count:] / own[count:].sum()
    return np.asarray((share * worst + (1 - share) * mean) * likely * (100 / TOP**2))


def base_weights(model: RiskModel) -> Array:
    """The share of the worst harm, then the weight of each rated item."""
    return np.array([float(model.most_share), *(float(item.weight) for item in model.rated)])


def corners(model: RiskModel) -> Array:
    """The weights as they are, then every combination of each a part lower or higher.

    Where there are too many, so many seeded draws between the two.
    """
    base, change = base_weights(model), float(model.weight_change)
    if 2 ** len(base) <= MOST_CORNERS:
        factors = np.array(list(product((1 - change, 1 + change), repeat=len(base))))
    else:
        random = np.random.default_rng(model.seed)
        factors = random.uniform(1 - change, 1 + change, size=(model.draws, len(base)))
    tried = np.vstack([base, base * factors])
    tried[:, 0] = np.minimum(tried[:, 0], 1)
    return tried


def risks_by_weights(
    rows: Sequence[Mapping[str, Fraction]], model: RiskModel, weights: Array
) -> Array:
    """Risks, shape (sets of weights, rows)."""
    levels = _levels(rows, model)
    return np.array([_risks(levels, model, each) for each in weights])


def ranks(risks: Array) -> NDArray[np.int64]:
    """Standard competition ranks of each row, 1 for the highest; equals share a rank."""
    ahead = risks[:, None, :] > risks[:, :, None] + EQUAL
    return np.asarray(1 + ahead.sum(axis=2), dtype=np.int64)


def ranks_by_scores(rows: Sequence[Mapping[str, Fraction]], model: RiskModel) -> NDArray[np.int64]:
    """Ranks when every level of every priority may be one lower or higher: seeded draws."""
    random = np.random.default_rng(model.seed)
    columns = []
    for row in rows:
        choices = [_near(float(row[item.code])) for item in model.rated]
        drawn = np.column_stack([random.choice(each, size=model.draws) for each in choices])
        columns.append(_risks(drawn, model))
    return ranks(np.column_stack(columns))
