"""The tables of risk that are too long for the chapter: they stand in the annex."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.document_evidence import Shown
from diogel.assessment.known import Known

_PLACE = "annex"


def risk_tables(known: Known) -> tuple[Shown, ...]:
    """What each weight does, and the levels of each subject's items."""
    tables = known.released.tables
    return tuple(Shown(name, _PLACE) for name in _names(known) if _filled(tables.get(name)))


def _names(known: Known) -> Iterator[str]:
    area = known.area.id
    yield f"{area}.risk.weights"
    for one in known.risk.subjects:
        yield f"{one.id}.risk.items"


def _filled(table: object) -> bool:
    return bool(getattr(getattr(table, "table", None), "cells", None))
