"""What a document says of an area, before it is put in chapters: released figures and findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from diogel.assessment.risk_priorities import Priority
from diogel.charts import Marks
from diogel.core import Bilingual, Language
from diogel.disclosure import Released
from diogel.reports import Block

NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding as a whole sentence in each language.

    Attributes
    ----------
    place : str
        Where it is said: "overview", "change", "places", "inequality", "cross-cutting",
        "people", or "theme.<code>" for a theme of the standard.
    sentence : Bilingual
        Markdown with each figure in the span that names it.
    figures : tuple of str
        The figures' ids, in the order they are said in English.
    headline : bool
        Whether it also belongs on the first page, for the board and for the public.
    measure : str
        Code of the measure that it is of, by which a theme's findings stand together; empty
        for none.
    """

    id: str
    place: str
    sentence: Bilingual
    figures: tuple[str, ...] = ()
    headline: bool = False
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Shown:
    """A released table in its place, with its chart or without, or the chart alone.

    Attributes
    ----------
    table : str
        The table's id; empty for words alone.
    chart : str
        A kind of chart, empty for none: "bar" or "stacked" without `marks`, else "marks".
    display : str
        "count", "percent" or "both".
    measure : str
        Code of the measure that it is of; empty for several.
    marks : Marks or None
        What is drawn; a chart with marks is drawn of a whole table only.
    title : Bilingual
        The chart's; empty for the table's.
    alone : bool
        True for a chart whose table stands elsewhere in the same document.
    words : Bilingual
        What is said beneath; empty for nothing.
    """

    table: str
    place: str
    chart: str = ""
    display: str = "count"
    measure: str = ""
    marks: Marks | None = None
    title: Bilingual = NOTHING
    alone: bool = False
    words: Bilingual = NOTHING


@dataclass(frozen=True, slots=True)
class SourceUsed:
    """A source that the numbers rest on.

    Attributes
    ----------
    covers : Bilingual
        The periods in words, with those that are missing.
    received : date or None
        When the latest delivery came.
    trust : Bilingual
        How far it can be trusted, and why, in a few words.
    """

    name: Bilingual
    supplier: Bilingual
    covers: Bilingual
    received: date | None
    licence: str
    trust: Bilingual


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not known: which theme, what is missing, what that means."""

    theme: str
    text: Bilingual


@dataclass(frozen=True)
class AssessmentEvidence:
    """Everything about one area that may be said.

    Attributes
    ----------
    released : Released
        Figures and tables by id.
    sections : mapping of name to blocks in each language
        Parts of the document that are ready: "profile", "risk", "method" and so on. A name
        that a template asks for and nobody gave is said to be without evidence.
    cautions : tuple of Bilingual
        What must be known beside every number, and stands before the first of them.
    cautions_brief : tuple of Bilingual
        Those of them that a page needs which compares the area with no other.
    absences : mapping of place to Bilingual
        Why nothing is said in a place where something is measured; "headlines" is one too.
    synthetic : bool
        True when any of it rests on invented data.
    """

    released: Released
    findings: tuple[Finding, ...] = ()
    shown: tuple[Shown, ...] = ()
    sources: tuple[SourceUsed, ...] = ()
    gaps: tuple[Gap, ...] = ()
    priorities: tuple[Priority, ...] = ()
    sections: Mapping[str, Mapping[Language, tuple[Block, ...]]] = field(default_factory=dict)
    absences: Mapping[str, Bilingual] = field(default_factory=dict)
    cautions: tuple[Bilingual, ...] = ()
    cautions_brief: tuple[Bilingual, ...] = ()
    synthetic: bool = False

    def at(self, place: str) -> tuple[Finding, ...]:
        """The findings of a place, in their order."""
        return tuple(finding for finding in self.findings if finding.place == place)

    @property
    def headlines(self) -> tuple[Finding, ...]:
        """The findings that belong on the first page."""
        return tuple(finding for finding in self.findings if finding.headline)
