"""What was changed after it was first given: levels, decisions, weights, priorities."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from diogel.assessment.risk_changes import InputChange, moderation_changes, score_changes
from diogel.assessment.risk_model_register import SOURCE, recorded_model_changes
from diogel.assessment.risk_priorities_register import Kept, stored_priorities
from diogel.assessment.risk_register import moderations, stored_scores
from diogel.engine import Engine
from diogel.store import Release, Store

_JUST_BEFORE = timedelta(microseconds=1)
_SOURCES = ("risk-scores", "risk-moderation", "risk-priorities", SOURCE)
# What is a change also when it is the first: of what partners gave, of Diogel's own model.
_ALWAYS = ("risk-moderation", SOURCE)


def recorded_changes(
    store: Store, engine: Engine, as_at: datetime | None = None
) -> tuple[InputChange, ...]:
    """Each change, up to a moment, of something that was there before, the latest first.

    What was given for the first time is no change; a decision always is one, of the mean of
    what partners gave, and so is a model of the workspace's own, of Diogel's.
    """
    found = [
        change for release in _changing(store, as_at) for change in _changes(store, engine, release)
    ]
    # Of one day the one that was recorded later comes first.
    placed = [((one.on or date.min, at), one) for at, one in enumerate(found)]
    return tuple(one for _, one in sorted(placed, key=lambda pair: pair[0], reverse=True))


def _changing(store: Store, as_at: datetime | None) -> Iterator[Release]:
    """The releases that took the place of something, and the decisions."""
    seen: set[object] = set()
    for release in store.releases(as_at=as_at, everything=True):
        if release.source not in _SOURCES:
            continue
        own = {each.identity for each in release.slices}
        if own & seen or release.source in _ALWAYS:
            yield release
        seen |= own


def _changes(store: Store, engine: Engine, release: Release) -> Iterator[InputChange]:
    """What one release changed."""
    after = release.received_at
    before = after - _JUST_BEFORE
    if release.source == "risk-moderation":
        yield from moderation_changes(
            moderations(store, engine, as_at=before), moderations(store, engine, as_at=after)
        )
    elif release.source == SOURCE:
        yield from recorded_model_changes(store, engine, before, after)
    elif release.source == "risk-scores":
        pair = (stored_scores(store, engine, as_at=at) for at in (before, after))
        yield from (change for change in score_changes(*pair) if change.before)
    else:
        yield from _priority_changes(store, engine, before, after)


def _priority_changes(
    store: Store, engine: Engine, before: datetime, after: datetime
) -> Iterator[InputChange]:
    was: dict[str, Kept] = {
        k.priority.id: k for k in stored_priorities(store, engine, as_at=before)
    }
    for kept in stored_priorities(store, engine, as_at=after):
        old = was.get(kept.priority.id)
        if old is not None and old.priority != kept.priority:
            standings = (old.priority.standing.value, kept.priority.standing.value)
            yield InputChange(
                "priority", kept.priority.id, *standings, kept.reason, kept.who, kept.on
            )
