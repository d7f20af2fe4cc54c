"""The strategic assessment of an area: findings in words, risk and priorities, the document."""

from diogel.assessment.risk_changes import (
    FigureChange,
    InputChange,
    RiskChanges,
    RiskState,
    changed_figures,
    what_changed,
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
    our_own,
    risk_sentences,
    waiting_sentence,
)
from diogel.assessment.risk_suggesting import Evidence, Suggestion, suggest
from diogel.assessment.risk_workbook import write_scoring_workbook
from diogel.assessment.risk_workbook_reading import ScoringReading, read_scoring_workbook
from diogel.assessment.risk_workbook_taking import TakenScores, take_scoring_workbook

__all__ = [
    "DEFAULT_MODEL",
    "Action",
    "Agreement",
    "Alignment",
    "Approach",
    "Balance",
    "Combined",
    "Confidence",
    "Evidence",
    "FigureChange",
    "Focus",
    "Goal",
    "Group",
    "ImportedScore",
    "InputChange",
    "Item",
    "Kept",
    "Lacking",
    "Moderation",
    "Objective",
    "Plan",
    "Priority",
    "Risk",
    "RiskChanges",
    "RiskModel",
    "RiskResults",
    "RiskState",
    "Score",
    "ScoringReading",
    "Standing",
    "Step",
    "Success",
    "Suggestion",
    "TakenScores",
    "Tried",
    "Trust",
    "Worked",
    "agreement",
    "agreement_sentences",
    "assess_risk",
    "balance",
    "candidates",
    "changed_figures",
    "first_sentence",
    "imported_scores",
    "imported_sentence",
    "lacking",
    "lacking_sentences",
    "load_risk_model",
    "matrix",
    "matrix_band",
    "moderate",
    "moderations",
    "our_own",
    "priority_problems",
    "read_imported_scores",
    "read_priorities",
    "read_scoring_workbook",
    "record_imported",
    "record_priorities",
    "record_scores",
    "risk_sentences",
    "risk_tabulation",
    "score",
    "stored_priorities",
    "stored_scores",
    "suggest",
    "take_scoring_workbook",
    "waiting_for",
    "waiting_sentence",
    "what_changed",
    "write_scoring_workbook",
]
