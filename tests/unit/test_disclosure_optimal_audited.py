"""What suppression shows, in the hands of the auditor, which knows only what is published.

A sample of linked tables here; DIOGEL_TABLES=2000 takes as many.
"""

from __future__ import annotations

import os

import pytest
from linked_tables import generated, published

from diogel.disclosure.audit_finding import audit
from diogel.disclosure.optimal import Level, protect

LEVELS: tuple[Level, Level] = ("exact", "default")
TABLES = int(os.environ.get("DIOGEL_TABLES", "40"))


@pytest.mark.parametrize("seed", range(TABLES))
@pytest.mark.parametrize("level", LEVELS)
def test_the_auditor_finds_nothing_in_linked_tables(seed: int, level: Level) -> None:
    problem = generated(seed)

    found = protect(problem, level)

    assert audit(published(problem, found.hidden), level).findings == ()


def test_the_auditor_finds_a_hole_that_is_not_covered() -> None:
    problem = generated(0)

    careless = published(problem, problem.primary)

    assert audit(careless, "default").findings
