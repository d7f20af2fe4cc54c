"""What a workspace holds of risk and priorities, read once for all its areas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from diogel.assessment.risk_changes import InputChange
from diogel.assessment.risk_history import recorded_changes
from diogel.assessment.risk_imported import ImportedScore, imported_scores
from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_model_reading import load_risk_model
from diogel.assessment.risk_priorities_register import Kept, stored_priorities
from diogel.assessment.risk_register import Moderation, moderations, stored_scores
from diogel.assessment.risk_scores import Score
from diogel.engine import Engine
from diogel.store import Store


@dataclass(frozen=True, slots=True)
class Closed:
    """That people stopped waiting for partners who were asked: who said so, when, why."""

    by: str
    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Scoring:
    """Who was asked to score an area.

    Attributes
    ----------
    partners : tuple of str
        Organisations. While one of them has not scored all, nothing of the others is shown.
    themes : tuple of str
        What they were asked to score where no priority is recorded; empty for the usual ones.
    closed : Closed or None
        When set, nobody is waited for.
    """

    partners: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    closed: Closed | None = None


@dataclass(frozen=True)
class RiskBackground:
    """As values only: it is handed to other processes.

    Attributes
    ----------
    scoring : mapping of area id to Scoring
    history : tuple of InputChange
        Every level that was changed after it was given, the latest first, with its reason.
    """

    model: RiskModel = field(default_factory=load_risk_model)
    priorities: tuple[Kept, ...] = ()
    scores: tuple[Score, ...] = ()
    moderations: tuple[Moderation, ...] = ()
    imported: tuple[ImportedScore, ...] = ()
    scoring: Mapping[str, Scoring] = field(default_factory=dict)
    history: tuple[InputChange, ...] = ()


def read_risk(
    store: Store,
    engine: Engine,
    model: RiskModel | None = None,
    scoring: Mapping[str, Scoring] | None = None,
    *,
    as_at: datetime | None = None,
) -> RiskBackground:
    """Everything that the store holds of risk and priorities, or held at a moment."""
    return RiskBackground(
        model or load_risk_model(),
        stored_priorities(store, engine, as_at=as_at),
        stored_scores(store, engine, as_at=as_at),
        moderations(store, engine, as_at=as_at),
        imported_scores(store, engine, as_at=as_at),
        dict(scoring or {}),
        recorded_changes(store, engine, as_at),
    )
