"""How far the data can be trusted: completeness, timeliness, repeated values, gaps."""

from diogel.quality.audit import Audit, audit
from diogel.quality.completeness import Judgement, Verdict, judge_months
from diogel.quality.findings import Finding
from diogel.quality.incident_facts import IncidentFacts, incident_facts
from diogel.quality.observing import SORT, observations
from diogel.quality.settings import DEFAULT_SETTINGS, Settings, load_settings

__all__ = [
    "DEFAULT_SETTINGS",
    "SORT",
    "Audit",
    "Finding",
    "IncidentFacts",
    "Judgement",
    "Settings",
    "Verdict",
    "audit",
    "incident_facts",
    "judge_months",
    "load_settings",
    "observations",
]
