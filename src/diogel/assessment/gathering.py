"""Everything that an assessment of an area may say, gathered from what is known of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from diogel.assessment.document_evidence import AssessmentEvidence
from diogel.assessment.document_placing import gaps_of, placed_findings, shown_tables
from diogel.assessment.known import Known
from diogel.core import Language
from diogel.reports import Block

Section = Mapping[Language, tuple[Block, ...]]
Sections = Mapping[str, Section]
READY: dict[str, Callable[[Known], Section]] = {}
"""What makes each part that the machine writes from more than the indicators, by the name that
a template asks for (see `document_sections.GIVEN`)."""


def ready_sections(known: Known) -> Sections:
    """Those parts of an area's documents, in both languages."""
    return {name: make(known) for name, make in READY.items()}


def gather(known: Known, sections: Sequence[Sections] = ()) -> AssessmentEvidence:
    """What a document is made from.

    Parameters
    ----------
    sections : sequence of mappings
        Parts that are ready, by name; a later one of the same name holds.
    """
    return AssessmentEvidence(
        released=known.released,
        findings=placed_findings(known.findings),
        shown=shown_tables(known.area.id, known.released),
        gaps=gaps_of(known.findings),
        sections={name: blocks for each in sections for name, blocks in each.items()},
        synthetic=bool(known.indicators.synthetic),
    )
