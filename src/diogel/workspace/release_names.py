"""What a release is, in words: data of a source, or what people recorded in the workspace."""

from __future__ import annotations

from diogel.core import Bilingual
from diogel.language import both
from diogel.sources import source
from diogel.store import Release

RECORDED = (
    *("risk-scores", "risk-moderation", "risk-imported", "risk-priorities"),
    "risk-model",
)
"""What is recorded by people here, and comes from no source of data."""


def title_of(release: Release) -> Bilingual:
    """What came in a release."""
    if release.source in RECORDED:
        return both(f"risk.release.{release.source}")
    return source(release.source).title
