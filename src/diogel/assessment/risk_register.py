"""The register of scores: who gave what, kept as releases; and scores decided together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from diogel.assessment.risk_model import TOP, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_scores import Score, naming_problems, score_problems, taken
from diogel.assessment.risk_storage import Shelf, day, held, put
from diogel.core import Place, Problem, Refused, Severity
from diogel.engine import Engine
from diogel.store import Release, Store

SCORES = Shelf(
    "risk_scores",
    {
        **dict.fromkeys(("priority", "scorer", "item"), "text"),
        "level": "integer",
        **dict.fromkeys(("on", "reason", "who", "model"), "text"),
        "suggested": "integer",
        "source": "text",
    },
    ("priority", "scorer"),
)
MODERATIONS = Shelf(
    "risk_moderations",
    {
        **dict.fromkeys(("priority", "item"), "text"),
        "level": "integer",
        **dict.fromkeys(("on", "reason", "people", "model"), "text"),
    },
    ("priority", "item"),
)
_PEOPLE = "\n"


@dataclass(frozen=True, slots=True)
class Moderation:
    """A level that people decided together, in place of the mean of what partners gave.

    Attributes
    ----------
    people : tuple of str
        The posts or organisations that decided it, never people's names.
    """

    priority: str
    item: str
    level: int
    on: date
    reason: str
    people: tuple[str, ...]
    model: str


def stored_scores(
    store: Store, engine: Engine, *, scorer: str = "", as_at: datetime | None = None
) -> tuple[Score, ...]:
    """The scores that hold, or held at a moment; of one scorer alone when it is named."""
    return tuple(
        _score(row)
        for row in held(store, engine, SCORES, as_at)
        if not scorer or row["scorer"] == scorer
    )


def _score(row: dict[str, Any]) -> Score:
    values = {name: row[name] for name in SCORES.columns}
    texts = {name: values[name] or "" for name in ("reason", "who", "source")}
    return Score(**{**values, **texts, "on": day(values["on"])})


def record_scores(
    store: Store,
    engine: Engine,
    scores: Sequence[Score],
    *,
    priorities: Sequence[Priority],
    model: RiskModel,
    today: date | None = None,
) -> Release | None:
    """Keep one scorer's scores; what they leave out stays as it was.

    Returns
    -------
    Release or None
        None when nothing is new and nothing changes.

    Raises
    ------
    Refused
        With everything wrong: nothing of it is then kept.
    ValueError
        Scores of more than one scorer, or of one thing twice.
    """
    if len({one.scorer for one in scores}) > 1 or len({s.key for s in scores}) < len(scores):
        raise ValueError("scores of several scorers, or two of one thing")
    earlier = stored_scores(store, engine)
    now = today or date.today()
    problems = [p for s in scores for p in naming_problems(s, priorities, model)]
    problems += [p for s in scores for p in score_problems(s, earlier, today=now)]
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    fresh = taken(scores, earlier)
    if not fresh:
        return None
    rows = [_row(one) for one in _whole_slices(fresh, earlier)]
    return put(store, engine, {SCORES: rows}, source="risk-scores", supplier=fresh[0].scorer)


def _whole_slices(fresh: Sequence[Score], earlier: Sequence[Score]) -> list[Score]:
    """What is new, with whatever else the scorer gave for the same priorities before."""
    new = {one.key for one in fresh}
    touched = {(one.priority, one.scorer) for one in fresh}
    kept = [s for s in earlier if (s.priority, s.scorer) in touched and s.key not in new]
    return [*fresh, *kept]


def _row(one: Score) -> dict[str, str | int | None]:
    row: dict[str, str | int | None] = {name: getattr(one, name) for name in SCORES.columns}
    return {**row, "on": one.on.isoformat()}


def moderations(
    store: Store, engine: Engine, *, as_at: datetime | None = None
) -> tuple[Moderation, ...]:
    """The decisions that hold, or held at a moment."""
    return tuple(
        Moderation(
            **{
                **{name: row[name] for name in MODERATIONS.columns},
                "on": day(row["on"]),
                "people": tuple(str(row["people"]).split(_PEOPLE)),
            }
        )
        for row in held(store, engine, MODERATIONS, as_at)
    )


def moderate(
    store: Store,
    engine: Engine,
    decisions: Sequence[Moderation],
    *,
    priorities: Sequence[Priority],
    model: RiskModel,
    today: date | None = None,
) -> Release | None:
    """Keep what people decided together; None when all of it holds already.

    Raises
    ------
    Refused
        With everything wrong: no reason, too few people, an unknown priority or item.
    """
    now = today or date.today()
    problems = [p for d in decisions for p in moderation_problems(d, priorities, model, now)]
    if problems:
        raise Refused(problems)
    there = set(moderations(store, engine))
    rows: list[dict[str, str | int | None]] = [
        {
            **{name: getattr(one, name) for name in MODERATIONS.columns},
            "on": one.on.isoformat(),
            "people": _PEOPLE.join(one.people),
        }
        for one in decisions
        if one not in there
    ]
    if not rows:
        return None
    supplier = "; ".join(dict.fromkeys(p for d in decisions for p in d.people))[:200]
    return put(store, engine, {MODERATIONS: rows}, source="risk-moderation", supplier=supplier)


def moderation_problems(
    one: Moderation, priorities: Sequence[Priority], model: RiskModel, today: date
) -> list[Problem]:
    """What is wrong with one decision."""
    as_score = Score(one.priority, "-", one.item, one.level, one.on, one.reason, "-", one.model)
    problems = naming_problems(as_score, priorities, model)
    place = Place(column=f"{one.priority} {one.item}")
    if isinstance(one.level, bool) or not 0 <= one.level <= TOP:
        problems.append(Problem("risk.not-a-level", place, str(one.level)))
    if not one.reason.strip():
        problems.append(Problem("risk.moderation-without-reason", place))
    people = {person.strip().casefold() for person in one.people if person.strip()}
    if len(people) < model.moderators:
        found, least = str(len(people)), str(model.moderators)
        problems.append(Problem("risk.moderators-few", place, found, least))
    if one.on > today:
        problems.append(Problem("risk.future-day", place, one.on.isoformat()))
    return problems
