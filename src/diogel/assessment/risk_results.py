"""The risks of an area's priorities: with intervals, rank ranges, and what is not separable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

import numpy as np

from diogel.assessment.risk_combining import (
    Combined,
    combine,
    impact_of,
    likelihood_of,
    risk_of,
)
from diogel.assessment.risk_confidence import Confidence, Trust, confidence
from diogel.assessment.risk_model import TOP, Band, RiskModel, band_of
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_register import Moderation
from diogel.assessment.risk_scores import Score
from diogel.assessment.risk_trying import (
    CONFIDENCE,
    base_weights,
    corners,
    ranks,
    ranks_by_scores,
    risks_by_weights,
    swapped,
)
from diogel.core import Limits
from diogel.statistics import competition_ranks

MOST = "most-share"
"""The share of the worst harm, among the weights that are changed."""


class First(StrEnum):
    """Whether a priority is among the first under every change of the weights."""

    ALWAYS = "always"
    SOMETIMES = "sometimes"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Risk:
    """The risk of one priority. It is not given while an item that counts has no level.

    Attributes
    ----------
    items : mapping of item code to Combined
        What it was worked out from.
    lacking : tuple of str
        The items without a level. A risk is never made up of the others alone.
    impact, likelihood : Fraction or None
        [0-4]
    risk : Fraction or None
        [0-100]
    limits : Limits or None
        The middle 95% when each level may be one lower or higher. [0-100]
    rank, tied : int or None, bool
        Standard competition rank, 1 for the highest risk.
    rank_by_weights : tuple of int or None
        The highest and lowest rank under changed weights.
    rank_by_scores : tuple of int or None
        The same for 95% of draws in which each level may be one lower or higher.
    confidence : Confidence
        Of the evidence. It changes nothing here.
    capacity : Fraction or None
        Orders action, changes no risk. [0-4]
    act : int or None
        The place in the order of action; equals share one.
    """

    priority: str
    items: Mapping[str, Combined]
    lacking: tuple[str, ...]
    confidence: Confidence
    capacity: Fraction | None
    impact: Fraction | None = None
    likelihood: Fraction | None = None
    risk: Fraction | None = None
    band: Band | None = None
    limits: Limits | None = None
    rank: int | None = None
    tied: bool = False
    rank_by_weights: tuple[int, int] | None = None
    rank_by_scores: tuple[int, int] | None = None
    first: First | None = None
    act: int | None = None
    act_tied: bool = False

    @property
    def given(self) -> bool:
        """True when there is a risk."""
        return self.risk is not None

    @property
    def moderated(self) -> bool:
        """True when people decided every item that counts together."""
        return all(one.moderated for code, one in self.items.items() if code != "capacity")

    @property
    def levels(self) -> tuple[int, int] | None:
        """Impact and likelihood as whole levels, for the matrix: halves go up. [0-4]"""
        if self.impact is None or self.likelihood is None:
            return None
        return _whole(self.impact), _whole(self.likelihood)


@dataclass(frozen=True, slots=True)
class Tried:
    """One weight changed by itself, and what becomes of the risks and ranks.

    Attributes
    ----------
    weight : str
        The item's code, or `MOST` for the share of the worst harm.
    factor : Fraction
        What the weight was multiplied by.
    risks, ranks : mapping of priority to number
    moved : tuple of str
        The priorities whose rank is another.
    """

    weight: str
    factor: Fraction
    risks: Mapping[str, float]
    ranks: Mapping[str, int]
    moved: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskResults:
    """The risks of an area's priorities, in the order that they were given.

    Attributes
    ----------
    separable : bool or None
        Whether the first priorities are the same under every change of the weights. None when
        there are no more priorities than that, so that there is nothing to separate.
    first : int
        How many the first are. [priorities]
    tried : tuple of Tried
        Each weight lower and higher by itself.
    """

    model: str
    risks: Mapping[str, Risk]
    separable: bool | None = None
    first: int = 0
    tried: tuple[Tried, ...] = ()
    combinations: int = 0


def assess_risk(
    priorities: Sequence[Priority],
    scores: Sequence[Score],
    model: RiskModel,
    *,
    moderations: Sequence[Moderation] = (),
    trust: Mapping[str, Trust] | None = None,
) -> RiskResults:
    """The risks of priorities from what partners scored and people decided.

    Parameters
    ----------
    trust : mapping of priority id to Trust, optional
        What the audit says of the evidence; a priority without is of unknown confidence.
    """
    combined = combine(priorities, scores, moderations, model)
    known = trust or {}
    found = {
        one.id: _risk(one.id, combined, confidence(known.get(one.id, Trust()), model), model)
        for one in priorities
    }
    given = [one for one in found.values() if one.given]
    if not given:
        return RiskResults(model.version, found, first=model.first)
    return _placed(found, given, model)


def _risk(
    priority: str,
    combined: Mapping[tuple[str, str], Combined],
    trusted: Confidence,
    model: RiskModel,
) -> Risk:
    items = {item.code: combined[priority, item.code] for item in model.items}
    capacity = items["capacity"].value if "capacity" in items else None
    rated = [item.code for item in model.rated]
    lacking = tuple(code for code in rated if items[code].value is None)
    if lacking:
        return Risk(priority, items, lacking, trusted, capacity)
    values = values_of(items, model)
    risk = risk_of(values, model)
    lower, upper = swapped(values, model)
    return Risk(
        priority,
        items,
        (),
        trusted,
        capacity,
        impact_of(values, model),
        likelihood_of(values, model),
        risk,
        band_of(risk, model.bands),
        Limits(lower, upper, "swapped", CONFIDENCE),
    )


def values_of(items: Mapping[str, Combined], model: RiskModel) -> dict[str, Fraction]:
    """The levels of the items that a risk is made of; KeyError where one has none."""
    values = {item.code: items[item.code].value for item in model.rated}
    return {code: value for code, value in values.items() if value is not None}


def _placed(found: dict[str, Risk], given: Sequence[Risk], model: RiskModel) -> RiskResults:
    """The same with ranks, their ranges, and the order of action."""
    rows = [values_of(one.items, model) for one in given]
    tried = corners(model)
    by_weights = ranks(risks_by_weights(rows, model, tried))
    by_scores = np.quantile(
        ranks_by_scores(rows, model),
        [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2],
        axis=0,
        method="nearest",
    )
    own = competition_ranks([one.risk for one in given])
    acts = _action(given, model)
    among = by_weights <= model.first
    for at, one in enumerate(given):
        place, scored = by_weights[:, at], by_scores[:, at]
        rank = own[at].rank or 0
        found[one.priority] = replace(
            one,
            rank=rank,
            tied=own[at].tied,
            rank_by_weights=(int(place.min()), int(place.max())),
            rank_by_scores=(min(rank, int(scored[0])), max(rank, int(scored[1]))),
            first=_first(among[:, at]),
            act=acts[at][0],
            act_tied=acts[at][1],
        )
    return RiskResults(
        model.version,
        found,
        _separable(among, model) if len(given) > model.first else None,
        model.first,
        _one_by_one(given, rows, model),
        len(tried) - 1,
    )


def _first(among: np.ndarray) -> First:
    if among.all():
        return First.ALWAYS
    return First.SOMETIMES if among.any() else First.NEVER


def _separable(among: np.ndarray, model: RiskModel) -> bool:
    """Whether the same priorities, and no more than so many, are always the first."""
    return bool((among == among[0]).all()) and int(among[0].sum()) == model.first


def _whole(value: Fraction) -> int:
    return min(TOP, int(value + Fraction(1, 2)))


def _action(given: Sequence[Risk], model: RiskModel) -> list[tuple[int | None, bool]]:
    """Where to act first: by the word of the risk, then by capacity. Unknown capacity has none."""
    words = [band.code for band in model.bands]
    keys: list[Fraction | None] = []
    for one in given:
        if one.capacity is None or one.band is None:
            keys.append(None)
            continue
        room = TOP - one.capacity if model.act_first == "least" else one.capacity
        keys.append(words.index(one.band.code) * (TOP + 1) + room)
    return [(rank, tied) for rank, tied in competition_ranks(keys)]


def _one_by_one(
    given: Sequence[Risk], rows: Sequence[Mapping[str, Fraction]], model: RiskModel
) -> tuple[Tried, ...]:
    """Each weight lower and higher by itself."""
    base, ids = base_weights(model), [one.priority for one in given]
    names = [MOST, *(item.code for item in model.rated)]
    changes = [1 - model.weight_change, 1 + model.weight_change]
    sets, labels = [base], [("", Fraction(1))]
    for at, name in enumerate(names):
        for factor in changes:
            changed = base.copy()
            changed[at] *= float(factor)
            changed[0] = min(1.0, changed[0])
            sets.append(changed)
            labels.append((name, factor))
    risks = risks_by_weights(rows, model, np.array(sets))
    places = ranks(risks)
    return tuple(
        Tried(
            name,
            factor,
            dict(zip(ids, map(float, risks[at]), strict=True)),
            dict(zip(ids, map(int, places[at]), strict=True)),
            tuple(one for n, one in enumerate(ids) if places[at, n] != places[0, n]),
        )
        for at, (name, factor) in enumerate(labels)
        if name
    )


def matrix(results: RiskResults) -> dict[tuple[int, int], tuple[str, ...]]:
    """The priorities by whole level of impact and of likelihood; a pair without any is absent."""
    found: dict[tuple[int, int], tuple[str, ...]] = {}
    for one in results.risks.values():
        if one.levels is not None:
            found[one.levels] = (*found.get(one.levels, ()), one.priority)
    return found


def matrix_band(impact: int, likelihood: int, model: RiskModel) -> Band:
    """The word of a field of the matrix: that of the risk in its middle."""
    return band_of(Fraction(100 * impact * likelihood, TOP**2), model.bands)
