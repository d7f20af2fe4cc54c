"""Small sets of scores with sensible defaults."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from diogel.assessment import Priority, RiskModel, Score, candidates, load_risk_model
from diogel.core import Tabulation

DAY = date(2026, 11, 3)
TODAY = date(2026, 11, 22)
MODEL = load_risk_model()
THEMES = ("road-safety", "hate-crime", "serious-violence")
PRIORITIES = candidates("W06000015", THEMES)
FIRST = PRIORITIES[0].id


def score_of(priority: str = FIRST, scorer: str = "Council", item: str = "physical",
             level: int | None = 2, **parts: object) -> Score:  # fmt: skip
    """One score; anything may be given another value."""
    values: dict[str, object] = {
        "on": DAY,
        "reason": "",
        "who": "Analyst",
        "model": MODEL.version,
        **parts,
    }
    return Score(priority, scorer, item, level, **values)  # type: ignore[arg-type]


def all_scores(
    scorer: str = "Council",
    levels: Mapping[str, int] | None = None,
    priorities: Iterable[Priority] = PRIORITIES,
    model: RiskModel = MODEL,
) -> list[Score]:
    """A score for every item; `levels` by priority or by "priority/item", 2 for the others."""
    given = levels or {}
    return [
        score_of(
            one.id,
            scorer,
            item.code,
            given.get(f"{one.id}/{item.code}", given.get(one.id, 2)),
            model=model.version,
        )
        for one in priorities
        for item in model.items
    ]


def moved(before: Tabulation, after: Tabulation) -> set[str]:
    """The ids of the figures that are not the same in both, to the last digit."""
    ids = {*before.figures, *after.figures}
    return {name for name in ids if before.figures.get(name) != after.figures.get(name)}
