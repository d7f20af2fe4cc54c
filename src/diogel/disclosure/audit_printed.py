"""A published file taken apart into the things that can say a number."""

from __future__ import annotations

from dataclasses import dataclass, field

from diogel.core import Language


@dataclass(frozen=True, slots=True)
class Mark:
    """A number in running text that names its figure: its id, how it is said, and the words."""

    figure: str
    form: str
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A cell of a grid: its words, and the figure that it names, if it does."""

    text: str
    figure: str = ""


@dataclass(slots=True)
class Grid:
    """A table as printed, its first row the headings; `caption` is what stands over it."""

    caption: str = ""
    rows: list[list[Piece]] = field(default_factory=list)


@dataclass(slots=True)
class Picture:
    """A chart: the caption over it, the words that describe it, and the texts inside it."""

    caption: str = ""
    alt: str = ""
    texts: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Printed:
    """One published file.

    Attributes
    ----------
    marks, grids, pictures : lists
    quotes : list of str
        What stands under each quotation.
    passages : list of (section, text)
        Running text without the numbers that name their figure; the id of its section.
    asides : list of str
        What is not seen on the page: comments, attributes, hidden parts.
    properties : list of str
        The file's own description of itself.
    moments : list of str
        Every time of day that the file gives for itself or its parts, other than midnight.
    """

    file: str
    language: Language
    marks: list[Mark] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    quotes: list[str] = field(default_factory=list)
    passages: list[tuple[str, str]] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    properties: list[str] = field(default_factory=list)
    moments: list[str] = field(default_factory=list)
