"""Levels that the data suggest: a start that a person may leave, saying why.

The numbers are handed in plain, each with the id of the figure that says it, so that every
suggestion can be walked back to what was counted.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from diogel.assessment.risk_model import TOP, Group, RiskModel
from diogel.assessment.risk_priorities import Priority


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the data say of how likely something is. None is not known, and suggests nothing.

    For a measure where higher is better, turn the numbers round before.

    Attributes
    ----------
    volume : float or None
        The share of the comparators whose rate is lower. [0-1]
    trend : str
        What the control chart says: "clear-rise" (a point above the limits), "sign-of-rise"
        (a run or a drift upwards), "no-change", "sign-of-fall", "clear-fall"; empty for not
        known.
    forecast : float or None
        The next twelve months as expected, over the last twelve. [ratio]
    breadth : float or None
        The share of small areas (LSOAs) that together hold half of it. [0-1]
    *_figure : str
        The id of the figure that says so.
    """

    volume: float | None = None
    volume_figure: str = ""
    trend: str = ""
    trend_figure: str = ""
    forecast: float | None = None
    forecast_figure: str = ""
    breadth: float | None = None
    breadth_figure: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A level that something suggests for one item of one priority.

    Attributes
    ----------
    source : str
        The id of the figure; "starting:<theme>" for the moderated table.
    """

    priority: str
    item: str
    level: int
    source: str


def suggest(priority: Priority, evidence: Evidence, model: RiskModel) -> tuple[Suggestion, ...]:
    """The levels that the data and the moderated table suggest, in the model's order.

    What is not known suggests nothing. Of several themes the highest moderated level counts.

    Raises
    ------
    ValueError
        A number without its figure, outside its range or not a number; an unknown trend.
    """
    found = {**_moderated(priority, model), **_likelihood(evidence, model)}
    return tuple(
        Suggestion(priority.id, item.code, *found[item.code])
        for item in model.items
        if item.code in found
    )


def _likelihood(evidence: Evidence, model: RiskModel) -> dict[str, tuple[int, str]]:
    found: dict[str, tuple[int, str]] = {}
    for name, most in (("volume", 1.0), ("forecast", float("inf")), ("breadth", 1.0)):
        value: float | None = getattr(evidence, name)
        if value is None:
            continue
        if not 0 <= value <= most:
            raise ValueError(f"{name} outside its range: {value}")
        found[name] = (
            min(TOP, bisect_right(model.suggested[name], value)),
            _figure(evidence, name),
        )
    if evidence.trend:
        if evidence.trend not in model.trend_levels:
            raise ValueError(f"not a class of the chart: {evidence.trend}")
        found["trend"] = (model.trend_levels[evidence.trend], _figure(evidence, "trend"))
    return found


def _figure(evidence: Evidence, name: str) -> str:
    figure: str = getattr(evidence, f"{name}_figure")
    if not figure:
        raise ValueError(f"{name} without the figure that says it")
    return figure


def _moderated(priority: Priority, model: RiskModel) -> dict[str, tuple[int, str]]:
    """Impact from the table that the Network moderated, where it has one for a theme."""
    found: dict[str, tuple[int, str]] = {}
    for item in model.of(Group.IMPACT):
        levels: Mapping[str, int] = {
            theme: model.starting[theme][item.code]
            for theme in priority.themes
            if item.code in model.starting.get(theme, {})
        }
        if levels:
            theme = max(levels, key=lambda code: levels[code])
            found[item.code] = (levels[theme], f"starting:{theme}")
    return found
