"""The three real archives through their own source into a store, for the tests of the audit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from diogel.engine import Engine
from diogel.files import open_delivery
from diogel.sources.framework import Taking
from diogel.sources.police_uk_street import SOURCE
from diogel.store import Delivery, Store

ARCHIVES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "police"


def archives() -> list[Path]:
    """The real archives that this machine has."""
    return sorted(ARCHIVES.glob("*.zip"))


def store_of_archives(folder: Path, engine: Engine) -> Store:
    """A store that took every real archive in."""
    return store_of(folder, engine, archives())


def store_of(folder: Path, engine: Engine, given: Sequence[Path]) -> Store:
    """A store that took some archives in, on a day that stands still."""
    store = Store(folder, clock=lambda: datetime(2026, 3, 1, tzinfo=UTC))
    for archive in given:
        with store.draft() as draft:
            scratch = draft.folder / "scratch"
            scratch.mkdir()
            delivery = open_delivery(archive, scratch)
            recognised = SOURCE.recognise(delivery.members)
            assert recognised is not None
            taken = SOURCE.take(recognised, Taking(engine, draft.folder))
            draft.commit(
                Delivery(
                    SOURCE.code,
                    "police.uk",
                    taken.slices,
                    licence=taken.licence,
                    facts=taken.facts,
                )
            )
    return store
