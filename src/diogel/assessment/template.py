"""The template of an assessment's documents: chapters in order, who writes them, what they answer.

A template is a folder of text files that the Network can change without code:
`template.toml` and, for each chapter, `<chapter>.en.md` and `<chapter>.cy.md`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from diogel.core import Bilingual, Language
from diogel.reports.narrative import Written

MACHINE, PEOPLE, BOTH = "machine", "people", "both"
WRITERS = (MACHINE, PEOPLE, BOTH)


@dataclass(frozen=True, slots=True)
class Part:
    """A place that people fill in.

    Attributes
    ----------
    id : str
        Lasting, unique in the template; also the name of its files.
    guide : Bilingual
        What to write, in a sentence or a few questions.
    asks : tuple of str
        What the part answers: "duty" or "duty.ask".
    goals : tuple of str
        Well-being goals and ways of working that it bears on.
    required : bool
        Whether a public document needs it.
    each : str
        "theme" or "priority" for a place that comes once for each of them: its texts lie
        under "<id>.<code>". Empty for a place that comes once.
    """

    id: str
    title: Bilingual
    guide: Bilingual
    asks: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    required: bool = False
    each: str = ""

    def of(self, code: str) -> Part:
        """The place of one theme or priority."""
        return replace(self, id=f"{self.id}.{code}", each="")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: its title, who writes it, the places in it, its text in both languages.

    `annex` is True for what stands after the chapters and is counted by letters.
    """

    id: str
    title: Bilingual
    written_by: str
    asks: tuple[str, ...]
    goals: tuple[str, ...]
    parts: tuple[Part, ...]
    texts: Mapping[Language, Written]
    annex: bool = False


@dataclass(frozen=True, slots=True)
class Outline:
    """One way to put the chapters in order; `chapters` are ids."""

    id: str
    title: Bilingual
    meaning: Bilingual
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One document: its name, its titles, and its chapters.

    `chapters` is empty for the document that takes the chosen outline. A document without
    headings of its chapters (a page for the public) says so with `headings = false`.
    """

    id: str
    title: Bilingual
    subject: Bilingual
    chapters: tuple[str, ...] = ()
    contents: bool = False
    headings: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """A whole template, checked: every id that is named exists.

    Attributes
    ----------
    id, version : str
        "strategic-assessment", "1": printed in each document that is made of it.
    outline : str
        The id of the outline that is taken when nobody chose.
    """

    id: str
    version: str
    title: Bilingual
    outline: str
    outlines: tuple[Outline, ...]
    plans: tuple[Plan, ...]
    chapters: Mapping[str, Chapter]

    @property
    def name(self) -> str:
        """What a document says it was made of: "strategic-assessment/1"."""
        return f"{self.id}/{self.version}"

    def chapters_of(self, plan: Plan, outline: str = "") -> tuple[Chapter, ...]:
        """A document's chapters in order; KeyError for an outline that there is not."""
        ids = plan.chapters or self.outline_of(outline).chapters
        return tuple(self.chapters[each] for each in ids)

    def outline_of(self, outline: str = "") -> Outline:
        """An outline by its id; the template's own choice for an empty one."""
        known = {each.id: each for each in self.outlines}
        return known[outline or self.outline]

    @property
    def parts(self) -> Mapping[str, Part]:
        """Every place that people fill in, by id."""
        return {part.id: part for chapter in self.chapters.values() for part in chapter.parts}

    def part(self, id_: str) -> Part | None:
        """The place of an id, also one of a theme or priority; None for an unknown one."""
        parts = self.parts
        head, _, code = id_.partition(".")
        if code and head in parts and parts[head].each:
            return parts[head].of(code)
        found = parts.get(id_)
        return None if found is None or found.each else found
