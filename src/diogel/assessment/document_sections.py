"""The sections that a machine writes, each under the name that a template asks for it by."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from diogel.assessment.document_duties import (
    checklist_brief,
    checklist_table,
    duties,
    duty_parts,
    horizon,
)
from diogel.assessment.document_findings import (
    cautions,
    findings,
    headlines,
    headlines_brief,
    tables,
)
from diogel.assessment.document_goals import alignment, goals, priorities_brief, ways
from diogel.assessment.document_parts import open_part, part_blocks
from diogel.assessment.document_telling import Telling
from diogel.assessment.document_themes import themes
from diogel.assessment.document_trust import contributions, gaps, sources, trust_brief
from diogel.assessment.section_worksheets import worksheets
from diogel.language import long_date
from diogel.reports import Block

Section = Callable[[Telling], tuple[Block, ...]]
PLACES = (
    "overview",
    "change",
    "places",
    "inequality",
    "comparison",
    "cross-cutting",
    "people",
    "annex",
)
GIVEN = ("profile", "voice", "risk", "priorities", "method", "changes", "confidence")
"""What others give ready made; said to be without evidence where they gave nothing."""


def sections_of(telling: Telling) -> dict[str, tuple[Block, ...]]:
    """Every section that a template may ask for by name."""
    made = {name: make(telling) for name, make in SECTIONS.items()}
    for place in (*PLACES, *(f"theme.{theme.code}" for theme in telling.subject.themes)):
        made[f"findings.{place}"] = findings(telling, telling.subject.evidence.at(place), place)
        made[f"tables.{place}"] = tables(telling, place)
    made["tables.annex"] = made["tables.annex"] or (telling.prose("document.no-more-tables"),)
    for part in telling.subject.template.parts.values():
        if not part.each:
            made[f"part.{part.id}"] = part_blocks(telling, part)
            made[f"text.{part.id}"] = (open_part(telling, part),)
    made.update({name: telling.nothing() for name in GIVEN})
    given = telling.subject.evidence.sections
    made.update({name: blocks[telling.language] for name, blocks in given.items()})
    return made


def edition(telling: Telling) -> tuple[Block, ...]:
    """Which area, which day, which template."""
    subject = telling.subject
    slots = {
        "area": subject.area.name,
        "day": long_date(subject.day, telling.language),
        "template": subject.template.title,
        "version": subject.template.version,
    }
    return (telling.prose("document.edition", **slots),)


SECTIONS: Mapping[str, Section] = {
    "cautions": cautions,
    "headlines": headlines,
    "headlines-brief": headlines_brief,
    "edition": edition,
    "sources": sources,
    "gaps": gaps,
    "trust-brief": trust_brief,
    "contributions": contributions,
    "themes": themes,
    "problems": worksheets,
    "priorities-brief": priorities_brief,
    "duties": duties,
    "horizon": horizon,
    "checklist": checklist_table,
    "checklist-brief": checklist_brief,
    "duty-parts": duty_parts,
    "goals": goals,
    "ways": ways,
    "alignment": alignment,
}
