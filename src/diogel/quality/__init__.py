"""How far the data can be trusted: completeness, timeliness, repeated values, gaps."""

from diogel.quality.audit import Audit, audit
from diogel.quality.audit_report import audit_documents, make_audit_report
from diogel.quality.completeness import Judgement, Verdict, judge_months
from diogel.quality.evidence import Evidence, evidence_held
from diogel.quality.findings import Finding
from diogel.quality.gap_report import gap_documents, make_gap_report
from diogel.quality.gaps import Balance, GapMap, Need, State, gaps
from diogel.quality.incident_facts import IncidentFacts, incident_facts
from diogel.quality.observing import SORT, observations
from diogel.quality.settings import DEFAULT_SETTINGS, Settings, load_settings

__all__ = [
    "DEFAULT_SETTINGS",
    "SORT",
    "Audit",
    "Balance",
    "Evidence",
    "Finding",
    "GapMap",
    "IncidentFacts",
    "Judgement",
    "Need",
    "Settings",
    "State",
    "Verdict",
    "audit",
    "audit_documents",
    "evidence_held",
    "gap_documents",
    "gaps",
    "incident_facts",
    "judge_months",
    "load_settings",
    "make_audit_report",
    "make_gap_report",
    "observations",
]
