"""What is known besides the indicators, read once for all areas of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.quality import Audit, GapMap


@dataclass(frozen=True)
class Background:
    """As values only: it is handed to other processes.

    Attributes
    ----------
    audit : Audit or None
        How far the store can be trusted; None while nobody looked.
    gaps : GapMap or None
        What evidence exists, what is late and what nobody supplies.
    earlier : mapping of area id to a mapping of figure id to text
        The figures of each area's last edition, as they were printed in English.
    """

    audit: Audit | None = None
    gaps: GapMap | None = None
    earlier: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
