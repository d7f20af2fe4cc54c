"""One assessment being told in one language, and its smallest pieces."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from diogel.assessment.checklist import Item, added_id, checklist
from diogel.assessment.document_evidence import AssessmentEvidence
from diogel.assessment.sections import Held
from diogel.assessment.signatures import Signature
from diogel.assessment.template import Chapter, Part, Plan, Template
from diogel.core import Bilingual, Language
from diogel.indicators import AreaSet
from diogel.language import say
from diogel.reports import Block, Notice, PlainTable, Prose
from diogel.reports.narrative import read_template
from diogel.standard import Duty, Theme

# Sections that say something even where there is no evidence: that there is none.
ALWAYS = frozenset(("goals", "ways", "horizon", "duties"))
# A chapter with one of these tells of priorities; where there are none it tells only that.
OF_PRIORITIES = frozenset(("goals", "priorities"))


@dataclass(frozen=True)
class Subject:
    """What every document of an assessment is made from, in both languages.

    Attributes
    ----------
    day : date
        The day of the document: which duties are in force is judged by it.
    public : bool
        True for a document to be published: nothing in it is for editing or for the editors.
    """

    area: AreaSet
    evidence: AssessmentEvidence
    held: Held
    signatures: tuple[Signature, ...]
    template: Template
    outline: str
    day: date
    publisher: Bilingual
    duties: tuple[Duty, ...]
    themes: tuple[Theme, ...]
    public: bool

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters of the outline, in order."""
        return self.template.chapters_of(self.main, self.outline)

    @property
    def main(self) -> Plan:
        """The document that takes the outline."""
        return next(plan for plan in self.template.plans if not plan.chapters)

    @property
    def written(self) -> frozenset[str]:
        """The parts that somebody wrote in either language."""
        return frozenset(text.part for text in self.held.texts.values() if text.text.strip())

    @property
    def stands(self) -> frozenset[str]:
        """Where a machine found something to say: chapters and themes with evidence."""
        found: set[str] = set()
        silent = frozenset() if self.evidence.priorities else OF_PRIORITIES
        for finding in self.evidence.findings:
            if finding.place.startswith("theme."):
                found |= {finding.place, "themes"}
        given = {*self.evidence.sections, *(f"findings.{f.place}" for f in self.evidence.findings)}
        for chapter in self.chapters:
            asked = read_template(chapter.texts["en"].text).pieces
            named = {piece.argument for piece in asked if piece.name == "section"}
            if named & (given | ALWAYS) and not named & silent:
                found.add(chapter.id)
        return frozenset(found)

    def checklist(self) -> tuple[Item, ...]:
        """What the law asks on the day, with where it is answered."""
        return checklist(self.duties, self.chapters, self.stands, self.day, self.written)


@dataclass(frozen=True)
class Telling:
    """A document being told in one language."""

    subject: Subject
    plan: Plan
    language: Language

    def say(self, key: str, **slots: object) -> str:
        """A sentence in the language of the telling."""
        return say(key, self.language, **slots)

    def prose(self, key: str, **slots: object) -> Prose:
        """A paragraph of one sentence or a few."""
        return Prose(self.say(key, **slots))

    def nothing(self) -> tuple[Block, ...]:
        """That no evidence is given, where evidence would stand."""
        return (Notice(self.say("document.no-evidence"), "absent"),)

    def table(
        self, name: str, rows: Iterable[tuple[str, ...]], widths: tuple[float, ...]
    ) -> PlainTable:
        """A table of words, with its caption and headings from the catalogue."""
        headings = tuple(
            self.say(f"document.table.{name}.{number}") for number in range(1, len(widths) + 1)
        )
        return PlainTable(self.say(f"document.table.{name}"), 0, headings, tuple(rows), widths)

    @property
    def editable(self) -> bool:
        """Whether people write in this document: only in the whole one, and not in public."""
        return not self.plan.chapters and not self.subject.public

    def title_of(self, place: str) -> str:
        """The title of a chapter or of a place to write."""
        template = self.subject.template
        if place in template.chapters:
            return template.chapters[place].title[self.language]
        for duty in self.subject.duties:
            if place == added_id(duty):
                return duty.title[self.language]
        part: Part | None = template.parts.get(place) or template.part(place)
        return part.title[self.language] if part else place


def listed(lines: Iterable[str]) -> Prose:
    """Lines as a list."""
    return Prose("\n".join(f"- {line}" for line in lines))
