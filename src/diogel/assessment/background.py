"""What is known besides the indicators, read once for all areas of a workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.assessment.printings import Printings
from diogel.assessment.provenance import Provenance
from diogel.assessment.risk_background import RiskBackground
from diogel.assessment.voices import SurveyVoice
from diogel.quality import Audit, GapMap
from diogel.store import Release


@dataclass(frozen=True)
class Background:
    """As values only: it is handed to other processes.

    Attributes
    ----------
    audit : Audit or None
        How far the store can be trusted; None while nobody looked.
    gaps : GapMap or None
        What evidence exists, what is late and what nobody supplies.
    risk : RiskBackground
        The risk model, what partners scored and decided, and the priorities that are kept.
    provenance : Provenance or None
        Which delivery each number came in; None where nobody asked.
    inputs : mapping
        A fingerprint of each file of the workspace that numbers depend on, by the kind of
        cause that it is (see `changes.CauseKind`).
    releases : tuple of Release
        Every delivery that holds, with its licence and when it came.
    voices : tuple of SurveyVoice
        What the surveys of the workspace say of all who answered.
    earlier : mapping of area id to Printings
        What each area's last editions printed.
    """

    audit: Audit | None = None
    gaps: GapMap | None = None
    risk: RiskBackground = field(default_factory=RiskBackground)
    provenance: Provenance | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    releases: tuple[Release, ...] = ()
    voices: tuple[SurveyVoice, ...] = ()
    earlier: Mapping[str, Printings] = field(default_factory=dict)
