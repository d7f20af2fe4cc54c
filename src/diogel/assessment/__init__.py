"""The strategic assessment of an area: findings in words, risk and priorities, the document."""

from diogel.assessment.document import assessment_documents
from diogel.assessment.document_evidence import AssessmentEvidence, Finding, Gap, Shown, SourceUsed
from diogel.assessment.document_parts import part_flags
from diogel.assessment.document_placing import gaps_of, placed_findings, shown_tables
from diogel.assessment.document_workbook import workbook_texts
from diogel.assessment.known import Known, know
from diogel.assessment.risk_changes import (
    InputChange,
)
from diogel.assessment.risk_combining import Agreement, Combined, agreement
from diogel.assessment.risk_confidence import Confidence, Trust
from diogel.assessment.risk_figures import risk_tabulation
from diogel.assessment.risk_imported import (
    ImportedScore,
    imported_scores,
    read_imported_scores,
    record_imported,
)
from diogel.assessment.risk_model import Group, Item, RiskModel
from diogel.assessment.risk_model_reading import DEFAULT_MODEL, load_risk_model
from diogel.assessment.risk_priorities import (
    Action,
    Alignment,
    Approach,
    Focus,
    Goal,
    Objective,
    Plan,
    Priority,
    Standing,
    Step,
    Success,
    Worked,
    candidates,
)
from diogel.assessment.risk_priorities_figures import balance_tabulation
from diogel.assessment.risk_priorities_file import read_priorities
from diogel.assessment.risk_priorities_register import Kept, record_priorities, stored_priorities
from diogel.assessment.risk_priorities_review import (
    Balance,
    Lacking,
    balance,
    lacking,
    priority_problems,
)
from diogel.assessment.risk_register import (
    Moderation,
    moderate,
    moderations,
    record_scores,
    stored_scores,
)
from diogel.assessment.risk_results import (
    Risk,
    RiskResults,
    Tried,
    assess_risk,
    matrix,
    matrix_band,
)
from diogel.assessment.risk_scores import Score, score, waiting_for
from diogel.assessment.risk_sentences import (
    agreement_sentences,
    first_sentence,
    imported_sentence,
    lacking_sentences,
    risk_sentences,
    waiting_sentence,
)
from diogel.assessment.risk_suggesting import Evidence, Suggestion, suggest
from diogel.assessment.risk_workbook import write_scoring_workbook
from diogel.assessment.risk_workbook_reading import ScoringReading, read_scoring_workbook
from diogel.assessment.risk_workbook_taking import TakenScores, take_scoring_workbook
from diogel.assessment.round_trip import Taken, read_back, take_back
from diogel.assessment.sections import (
    Conflict,
    Held,
    SectionText,
    put_section,
    read_sections,
    settle_conflict,
    whole_sections,
)
from diogel.assessment.sections_confirming import Confirmed, confirm_numbers
from diogel.assessment.sections_figures import Flag
from diogel.assessment.signatures import Signature, read_signatures, sign_section
from diogel.assessment.template import Template
from diogel.assessment.template_reading import load_template, read_template_folder

__all__ = [
    "DEFAULT_MODEL",
    "Action",
    "Agreement",
    "Alignment",
    "Approach",
    "AssessmentEvidence",
    "Balance",
    "Combined",
    "Confidence",
    "Confirmed",
    "Conflict",
    "Evidence",
    "Finding",
    "Flag",
    "Focus",
    "Gap",
    "Goal",
    "Group",
    "Held",
    "ImportedScore",
    "InputChange",
    "Item",
    "Kept",
    "Known",
    "Lacking",
    "Moderation",
    "Objective",
    "Plan",
    "Priority",
    "Risk",
    "RiskModel",
    "RiskResults",
    "Score",
    "ScoringReading",
    "SectionText",
    "Shown",
    "Signature",
    "SourceUsed",
    "Standing",
    "Step",
    "Success",
    "Suggestion",
    "Taken",
    "TakenScores",
    "Template",
    "Tried",
    "Trust",
    "Worked",
    "agreement",
    "agreement_sentences",
    "assess_risk",
    "assessment_documents",
    "balance",
    "balance_tabulation",
    "candidates",
    "confirm_numbers",
    "first_sentence",
    "gaps_of",
    "imported_scores",
    "imported_sentence",
    "know",
    "lacking",
    "lacking_sentences",
    "load_risk_model",
    "load_template",
    "matrix",
    "matrix_band",
    "moderate",
    "moderations",
    "part_flags",
    "placed_findings",
    "priority_problems",
    "put_section",
    "read_back",
    "read_imported_scores",
    "read_priorities",
    "read_scoring_workbook",
    "read_sections",
    "read_signatures",
    "read_template_folder",
    "record_imported",
    "record_priorities",
    "record_scores",
    "risk_sentences",
    "risk_tabulation",
    "score",
    "settle_conflict",
    "shown_tables",
    "sign_section",
    "stored_priorities",
    "stored_scores",
    "suggest",
    "take_back",
    "take_scoring_workbook",
    "waiting_for",
    "waiting_sentence",
    "whole_sections",
    "workbook_texts",
    "write_scoring_workbook",
]
