"""The risk models that people took into use: each kept whole, with who did it and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from diogel.assessment.risk_changes import InputChange, model_changes
from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_model_reading import load_risk_model, model_of_text
from diogel.assessment.risk_storage import Shelf, day, held, put
from diogel.engine import Engine
from diogel.store import Release, Store

MODELS = Shelf(
    "risk_models",
    dict.fromkeys(("name", "version", "text", "on", "who", "reason"), "text"),
    ("name",),
)
SOURCE = "risk-model"
_OWN = "workspace"
"""There is one model of a workspace's own: a later one takes its place."""


@dataclass(frozen=True, slots=True)
class KeptModel:
    """A model as it was taken into use: `text` is its file word for word."""

    text: str
    on: date
    who: str
    reason: str

    @property
    def model(self) -> RiskModel:
        """The model that the text is of."""
        return model_of_text(self.text, "risk_model.toml")


def record_model(
    store: Store, engine: Engine, text: str, *, who: str, on: date, reason: str
) -> Release | None:
    """Keep a model; None when it is the one that holds already."""
    there = stored_model(store, engine)
    if there is not None and there.text == text:
        return None
    row = {
        "name": _OWN,
        "version": model_of_text(text, "risk_model.toml").version,
        "text": text,
        "on": on.isoformat(),
        "who": who,
        "reason": reason,
    }
    return put(store, engine, {MODELS: [row]}, source=SOURCE, supplier=who)


def stored_model(
    store: Store, engine: Engine, *, as_at: datetime | None = None
) -> KeptModel | None:
    """The model that holds, or held at a moment; None while Diogel's own does."""
    for row in held(store, engine, MODELS, as_at):
        return KeptModel(
            str(row["text"]), day(row["on"]), str(row["who"]), str(row["reason"] or "")
        )
    return None


def recorded_model_changes(
    store: Store, engine: Engine, before: datetime, after: datetime
) -> Iterator[InputChange]:
    """What one model that was taken into use has other than the one before it."""
    was = stored_model(store, engine, as_at=before)
    now = stored_model(store, engine, as_at=after)
    if now is None:
        return
    for change in model_changes(was.model if was else load_risk_model(), now.model):
        yield replace(change, reason=now.reason, by=now.who, on=now.on)
