"""What went in differently between two sets of scores, decisions and weights."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_register import Moderation
from diogel.assessment.risk_scores import Score


@dataclass(frozen=True, slots=True)
class InputChange:
    """One thing that went in differently.

    Attributes
    ----------
    kind : str
        "weight", "setting", "item", "score", "moderation" or "priority".
    id : str
        What it is of: an item's code, a setting's name, or priority, scorer and item joined
        with "/".
    before, after : str
        As it was and as it is; empty for what was not there, "?" for "cannot say".
    reason, by, on : str, str, date or None
        As recorded, for a score or a decision; the scorer or the deciding posts.
    """

    kind: str
    id: str
    before: str
    after: str
    reason: str = ""
    by: str = ""
    on: date | None = None


def model_changes(before: RiskModel, after: RiskModel) -> Iterator[InputChange]:
    """The weights, settings and items that differ between two models."""
    for name in dict.fromkeys([*before.by_code, *after.by_code]):
        was, now = before.by_code.get(name), after.by_code.get(name)
        weights = (_number(was.weight) if was else "", _number(now.weight) if now else "")
        if weights[0] != weights[1]:
            yield InputChange("weight", name, *weights)
        elif was != now:
            yield InputChange("item", name, before.version, after.version)
    for name in ("version", "most_share", "weight_change", "first", "draws", "seed", "act_first"):
        settings = (_number(getattr(before, name)), _number(getattr(after, name)))
        if settings[0] != settings[1]:
            yield InputChange("setting", name, *settings)
    for name in ("bands", "confidence_bands", "agreement_bands", "confidence_weights"):
        if getattr(before, name) != getattr(after, name):
            yield InputChange("setting", name, before.version, after.version)


def _number(value: object) -> str:
    return f"{float(value):g}" if hasattr(value, "numerator") else str(value)  # type: ignore[arg-type]


def _level(level: int | None) -> str:
    return "?" if level is None else str(level)


def score_changes(before: Sequence[Score], after: Sequence[Score]) -> Iterator[InputChange]:
    """The levels that differ between two sets of scores; those of new ones have no `before`."""
    was: Mapping[tuple[str, str, str], Score] = {one.key: one for one in before}
    now: Mapping[tuple[str, str, str], Score] = {one.key: one for one in after}
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key), now.get(key)
        if old == new:
            continue
        yield InputChange(
            "score",
            "/".join(key),
            _level(old.level) if old else "",
            _level(new.level) if new else "",
            new.reason if new else "",
            key[1],
            new.on if new else None,
        )


def moderation_changes(
    before: Sequence[Moderation], after: Sequence[Moderation]
) -> Iterator[InputChange]:
    """The decisions that are new, that differ or that are gone."""
    was = {(one.priority, one.item): one for one in before}
    now = {(one.priority, one.item): one for one in after}
    for key in dict.fromkeys([*was, *now]):
        old, new = was.get(key), now.get(key)
        if old == new:
            continue
        yield InputChange(
            "moderation",
            "/".join(key),
            str(old.level) if old else "",
            str(new.level) if new else "",
            new.reason if new else "",
            "; ".join(new.people) if new else "",
            new.on if new else None,
        )
