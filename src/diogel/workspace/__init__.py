"""The workspace folder: settings, what is stale, what an output was made from, the build."""

from diogel.workspace.adding import Added, AddResult, add, open_store
from diogel.workspace.asking import make_template
from diogel.workspace.assessing import Assessed
from diogel.workspace.assessing import assess as assess_areas
from diogel.workspace.assessment_requests import Request, kept_requests, wanted_areas
from diogel.workspace.audited import AuditedFolder
from diogel.workspace.bringing_in import bring_in, code_words
from diogel.workspace.building import Result, build
from diogel.workspace.checking import check_files
from diogel.workspace.disclosing import audit_outputs
from diogel.workspace.editions import Counting, figures_of
from diogel.workspace.explaining import SurveyExplanation, explain_figure
from diogel.workspace.exporting import export_incidents, export_observations
from diogel.workspace.folder import Workspace, new_workspace, open_workspace
from diogel.workspace.inbox import take_inbox
from diogel.workspace.judging import (
    audit_store,
    engine_of,
    gaps_of,
    write_audit_report,
    write_gap_report,
)
from diogel.workspace.knowing import know_areas
from diogel.workspace.linking import compare as compare_survey
from diogel.workspace.linking import keep_units
from diogel.workspace.mappings import proposal_text
from diogel.workspace.quoting import find_quotes, list_quotes, take_quotes, write_quotes
from diogel.workspace.release_names import title_of
from diogel.workspace.scoring import (
    Sheets,
    change_level,
    close_scoring,
    import_scores,
    kept_priorities,
    risk_of_area,
    take_model,
    take_priorities,
    take_scores,
    write_sheets,
)
from diogel.workspace.section_keeping import (
    confirm_part,
    held_sections,
    settle_section,
    sign,
    take_sections,
)
from diogel.workspace.starting import lay_out_demo, new_survey

__all__ = [
    "AddResult",
    "Added",
    "Assessed",
    "AuditedFolder",
    "Counting",
    "Request",
    "Result",
    "Sheets",
    "SurveyExplanation",
    "Workspace",
    "add",
    "assess_areas",
    "audit_outputs",
    "audit_store",
    "bring_in",
    "build",
    "change_level",
    "check_files",
    "close_scoring",
    "code_words",
    "compare_survey",
    "confirm_part",
    "engine_of",
    "explain_figure",
    "export_incidents",
    "export_observations",
    "figures_of",
    "find_quotes",
    "gaps_of",
    "held_sections",
    "import_scores",
    "keep_units",
    "kept_priorities",
    "kept_requests",
    "know_areas",
    "lay_out_demo",
    "list_quotes",
    "make_template",
    "new_survey",
    "new_workspace",
    "open_store",
    "open_workspace",
    "proposal_text",
    "risk_of_area",
    "settle_section",
    "sign",
    "take_inbox",
    "take_model",
    "take_priorities",
    "take_quotes",
    "take_scores",
    "take_sections",
    "title_of",
    "wanted_areas",
    "write_audit_report",
    "write_gap_report",
    "write_quotes",
    "write_sheets",
]
