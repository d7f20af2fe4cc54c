"""One level for each item out of what several partners gave, and how far they agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from diogel.assessment.risk_model import Band, Group, RiskModel, band_of
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_register import Moderation
from diogel.assessment.risk_scores import Score
from diogel.statistics import kendall_w


@dataclass(frozen=True, slots=True)
class Combined:
    """The level of one item of one priority.

    Attributes
    ----------
    value : Fraction or None
        The moderated level; else the mean of those who gave one; None when nobody did. [0-4]
    moderated : bool
    scorers : int
        How many gave a level. [partners]
    lowest, highest : int or None
        The least and the most that any of them gave.
    """

    priority: str
    item: str
    value: Fraction | None
    moderated: bool
    scorers: int
    lowest: int | None = None
    highest: int | None = None

    @property
    def spread(self) -> int | None:
        """How far apart partners are. [levels]"""
        if self.lowest is None or self.highest is None:
            return None
        return self.highest - self.lowest


def combine(
    priorities: Sequence[Priority],
    scores: Sequence[Score],
    moderations: Sequence[Moderation],
    model: RiskModel,
) -> Mapping[tuple[str, str], Combined]:
    """By priority and item; scores of another version of the model take no part."""
    given: dict[tuple[str, str], list[int]] = {}
    for one in scores:
        if one.level is not None and one.model == model.version:
            given.setdefault((one.priority, one.item), []).append(one.level)
    decided = {(m.priority, m.item): m.level for m in moderations if m.model == model.version}
    return {
        (priority.id, item.code): _combined(
            priority.id, item.code, given.get((priority.id, item.code), []), decided
        )
        for priority in priorities
        for item in model.items
    }


def _combined(
    priority: str, item: str, levels: Sequence[int], decided: Mapping[tuple[str, str], int]
) -> Combined:
    value = Fraction(sum(levels), len(levels)) if levels else None
    level = decided.get((priority, item))
    return Combined(
        priority,
        item,
        value if level is None else Fraction(level),
        level is not None,
        len(levels),
        min(levels, default=None),
        max(levels, default=None),
    )


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far partners put the priorities in the same order, by one item or over all.

    Attributes
    ----------
    item : str
        Empty for the risk that each partner's own scores come to.
    w : float or None
        Kendall's W, ties allowed for. None when there is nothing to compare. [0-1]
    scorers, priorities : int
        How many were compared: partners that scored at least half of what anybody scored,
        and the priorities that all of them scored.
    spread : Fraction or None
        The mean distance between the least and the most given. [levels]
    furthest : Fraction or None
        How far the partner that differs most is from the middle of the others, on the mean.
        [levels]
    who : str
        That partner, where the model says that it is named; empty otherwise, and when two
        differ equally.
    """

    item: str
    w: float | None
    band: Band | None
    scorers: int
    priorities: int
    spread: Fraction | None = None
    furthest: Fraction | None = None
    who: str = ""


def agreement(
    priorities: Sequence[Priority], scores: Sequence[Score], model: RiskModel
) -> tuple[Agreement, ...]:
    """Over all first, then item by item; partners' own scores, before anything was moderated."""
    used = [s for s in scores if s.level is not None and s.model == model.version]
    ids = [priority.id for priority in priorities]
    by_item = {
        item.code: {
            (s.scorer, s.priority): Fraction(s.level or 0) for s in used if s.item == item.code
        }
        for item in model.items
    }
    return (
        _agreement("", _own_risks(by_item, ids, model), ids, model),
        *(_agreement(code, levels, ids, model) for code, levels in by_item.items()),
    )


_Levels = Mapping[tuple[str, str], Fraction]


def _own_risks(by_item: Mapping[str, _Levels], ids: Sequence[str], model: RiskModel) -> _Levels:
    """The risk by each partner's own scores, where it scored every item that counts."""
    found: dict[tuple[str, str], Fraction] = {}
    rated = [by_item[item.code] for item in model.rated]
    scorers = {scorer for levels in by_item.values() for scorer, _ in levels}
    for key in ((scorer, priority) for scorer in scorers for priority in ids):
        if all(key in levels for levels in rated):
            values = {item.code: by_item[item.code][key] for item in model.rated}
            found[key] = risk_of(values, model)
    return found


def risk_of(values: Mapping[str, Fraction], model: RiskModel) -> Fraction:
    """The risk that levels come to. [0-100]"""
    return impact_of(values, model) * likelihood_of(values, model) * Fraction(100, 16)


def impact_of(values: Mapping[str, Fraction], model: RiskModel) -> Fraction:
    """The worst single harm and the mean of all, by the model's share. [0-4]"""
    items = model.of(Group.IMPACT)
    worst = max(values[item.code] for item in items)
    return model.most_share * worst + (1 - model.most_share) * _mean(values, model, Group.IMPACT)


def likelihood_of(values: Mapping[str, Fraction], model: RiskModel) -> Fraction:
    """The weighted mean of the items. [0-4]"""
    return _mean(values, model, Group.LIKELIHOOD)


def _mean(values: Mapping[str, Fraction], model: RiskModel, group: Group) -> Fraction:
    items = model.of(group)
    total = sum((item.weight * values[item.code] for item in items), Fraction(0))
    return total / sum(item.weight for item in items)


def _agreement(item: str, levels: _Levels, ids: Sequence[str], model: RiskModel) -> Agreement:
    scorers = _compared(levels)
    common = [one for one in ids if scorers and all((s, one) in levels for s in scorers)]
    if len(scorers) < model.least_scorers or not common:
        return Agreement(item, None, None, len(scorers), len(common))
    rows = [[levels[scorer, one] for one in common] for scorer in scorers]
    w = kendall_w(rows)
    spread = sum((max(c) - min(c) for c in zip(*rows, strict=True)), Fraction(0)) / len(common)
    who, furthest = _furthest(scorers, rows)
    return Agreement(
        item,
        w,
        None if w is None else band_of(w, model.agreement_bands),
        len(scorers),
        len(common),
        spread if item else None,
        furthest if item else None,
        who if item and model.name_scorers else "",
    )


def _compared(levels: _Levels) -> list[str]:
    """Partners that scored at least half of what anybody scored.

    One that scored a single priority would leave only that one to compare.
    """
    given = Counter(scorer for scorer, _ in levels)
    scored = len({priority for _, priority in levels})
    return sorted(scorer for scorer, count in given.items() if 2 * count >= scored)


def _furthest(scorers: Sequence[str], rows: Sequence[Sequence[Fraction]]) -> tuple[str, Fraction]:
    """Who is furthest from the middle of the others, and how far; nobody when two are."""
    means = []
    for at in range(len(scorers)):
        others = [row for place, row in enumerate(rows) if place != at]
        gaps = [
            abs(own - median(column))
            for own, column in zip(rows[at], zip(*others, strict=True), strict=True)
        ]
        means.append(sum(gaps, Fraction(0)) / len(gaps))
    most = max(means)
    return (scorers[means.index(most)] if means.count(most) == 1 else ""), most
