"""A document as a tree of blocks, before it has a format. One tree for each language."""

from __future__ import annotations

from dataclasses import dataclass

from diogel.charts import Marks
from diogel.core import Language
from diogel.disclosure import ReleasedFigure, ReleasedTable, SignedQuote


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `id` is the same in both languages, for links and for comparing twins."""

    level: int
    text: str
    id: str


@dataclass(frozen=True, slots=True)
class Prose:
    """Running text in Pandoc's Markdown, figures already in place.

    Each figure stands in a span that names it: `[12 of 15]{.figure data-figure="W2"}`.
    `figures` lists those ids in the order they are said.
    """

    markdown: str
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A released table, with its caption, notes and base."""

    table: ReleasedTable
    number: int
    display: str = "count"


@dataclass(frozen=True, slots=True)
class ChartBlock:
    """A chart of a released table. Its data table is always in the same document.

    `kind` is "bar" or "stacked" for a chart without `marks`; with them they say what is
    drawn. `description` is what `charts.describe_chart` says of the same table and marks.
    """

    table: ReleasedTable
    number: int
    title: str
    description: str
    kind: str = "bar"
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A participant's words that were signed off, or their translation, as `attribution` says.

    `language` is the language that the text here is in, which may differ from the document's.
    """

    signed: SignedQuote
    language: Language
    attribution: str = ""

    @property
    def text(self) -> str:
        """The words."""
        return self.signed.words[self.language]

    @property
    def id(self) -> str:
        """The quotation's in its bank, by which the two language versions are compared."""
        return self.signed.id


@dataclass(frozen=True, slots=True)
class Callout:
    """A headline: one figure with its sentence, complete as text."""

    headline: str
    sentence: str
    figure: ReleasedFigure


@dataclass(frozen=True, slots=True)
class PlainTable:
    """A table of words (definitions, decisions, a list of figures), with its headings.

    `widths` are shares of the width; the first column is a row heading. `spoken` is the
    language of the row headings when they are somebody's own words, which may differ from
    the document's. `anchors` are ids of its rows, in step with `rows`, by which the web page
    can be entered at a row.
    """

    caption: str
    number: int
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...] = ()
    spoken: Language | None = None
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A boxed sentence that must not be missed: synthetic data, Welsh not yet reviewed."""

    markdown: str
    kind: str = "note"


@dataclass(frozen=True, slots=True)
class Instruction:
    """How or when to answer, in plain text; it stays on the page of what it is about."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class TickList:
    """Answers to tick by hand, one below the other: squares where several may be ticked."""

    answers: tuple[str, ...]
    several: bool


@dataclass(frozen=True, slots=True)
class TickGrid:
    """A grid to tick by hand: a row for each thing asked, a column for each answer.

    `id` is the same in both languages. The caption and the row heading are whole texts.
    """

    id: str
    caption: str
    row_heading: str
    rows: tuple[str, ...]
    answers: tuple[str, ...]
    several: bool = False


@dataclass(frozen=True, slots=True)
class WritingSpace:
    """Room to write by hand: so many ruled lines, or runs of boxes for single digits.

    `boxes` names each run and says how many boxes it has: ("Day", 2).
    """

    lines: int = 0
    boxes: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OpenPart:
    """A place that people fill in, and what stands there now.

    Attributes
    ----------
    id : str
        The same in both languages.
    markdown : str
        What people wrote, figures in place; where they wrote nothing, the sentence that says
        so.
    written : bool
        Whether anybody wrote anything.
    mark : str
        What the lines around it carry in Word and OpenDocument, so that what is written
        between them finds its way back: "W06000022 causes en 3f2a91bc". Empty for a document
        that is not for editing: then it is text like any other.
    guide : str
        What to write, in plain text; shown only where it can be written.
    after : str
        Markdown for a box beneath it that is no part of it: numbers that have moved since it
        was written. Empty for none.
    """

    id: str
    markdown: str
    written: bool
    mark: str = ""
    guide: str = ""
    after: str = ""


Block = (
    Heading
    | Prose
    | TableBlock
    | ChartBlock
    | Quote
    | Callout
    | PlainTable
    | Notice
    | Instruction
    | TickList
    | TickGrid
    | WritingSpace
    | OpenPart
)


@dataclass(frozen=True, slots=True)
class Document:
    """One document in one language.

    Attributes
    ----------
    name : str
        File name without language and ending: "report".
    language : Language
    title, subtitle, date : str
        In the document's language; `date` written out ("1 April 2021").
    author : str
        Who publishes it, in the document's language; empty when nobody is to be named.
    subject, keywords : str, tuple of str
        For the file's properties, in the document's language.
    twin : str
        Title of the same document in the other language, for the link between them.
    blocks : tuple of Block
    contents : bool
        Whether a table of contents is wanted.
    notice : str
        A short line for every page (the data are invented, say), empty for none.
    """

    name: str
    language: Language
    title: str
    subtitle: str
    date: str
    author: str
    subject: str
    keywords: tuple[str, ...]
    twin: str
    blocks: tuple[Block, ...]
    contents: bool = True
    notice: str = ""
