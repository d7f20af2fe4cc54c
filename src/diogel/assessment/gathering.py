"""Everything that an assessment of an area may say, gathered from what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from diogel.assessment.changes_section import changes_section
from diogel.assessment.document_charts import shown_charts
from diogel.assessment.document_evidence import AssessmentEvidence
from diogel.assessment.document_placing import beside, placed_findings, shown_tables
from diogel.assessment.known import Known
from diogel.assessment.section_absences import absences
from diogel.assessment.section_confidence import confidence_section
from diogel.assessment.section_gaps import all_gaps, cautions
from diogel.assessment.section_method import method_section
from diogel.assessment.section_priorities import priorities_section
from diogel.assessment.section_profile import profile_section
from diogel.assessment.section_risk import risk_section
from diogel.assessment.section_risk_annex import risk_tables
from diogel.assessment.section_sources import sources_of
from diogel.assessment.section_voice import voice_section
from diogel.core import Language
from diogel.indicators import AreaIndicators, leading
from diogel.reports import Block

_WIDEST = "crime"
Section = Mapping[Language, tuple[Block, ...]]
Sections = Mapping[str, Section]
READY: dict[str, Callable[[Known], Section]] = {
    "risk": risk_section,
    "priorities": priorities_section,
    "changes": changes_section,
    "confidence": confidence_section,
    "method": method_section,
    "profile": profile_section,
    "voice": voice_section,
}
"""What makes each part that the machine writes from more than the indicators, by the name that
a template asks for (see `document_sections.GIVEN`)."""


def ready_sections(known: Known) -> Sections:
    """Those parts of an area's documents, in both languages."""
    return {name: make(known) for name, make in READY.items()}


def _leading(found: AreaIndicators) -> tuple[str, ...]:
    """The measures that stand for their themes, first that of the theme of all crime."""
    by_theme = leading(found)
    return tuple(code for _, code in sorted(by_theme.items(), key=lambda held: held[0] != _WIDEST))


def gather(known: Known, sections: Sequence[Sections] = ()) -> AssessmentEvidence:
    """What a document is made from.

    Parameters
    ----------
    sections : sequence of mappings
        Parts that are ready, by name; a later one of the same name holds.
    """
    charts = shown_charts(known.indicators, known.released)
    drawn = {shown.table for shown in charts}
    return AssessmentEvidence(
        released=known.released,
        findings=placed_findings(known.findings, leading=_leading(known.indicators)),
        shown=beside(
            charts, (*shown_tables(known.area.id, known.released, drawn), *risk_tables(known))
        ),
        sources=sources_of(known),
        gaps=all_gaps(known),
        absences=absences(known),
        cautions=cautions(known),
        cautions_brief=cautions(known, compared=False),
        priorities=known.risk.priorities,
        sections={name: blocks for each in sections for name, blocks in each.items()},
        synthetic=bool(known.indicators.synthetic),
    )
