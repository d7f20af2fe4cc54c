"""The pieces of a narrative: a text in which every number is a reference to a figure.

A narrative is Markdown between a front matter and its end. Blank lines divide it into pieces:
headings, paragraphs, items of lists, and directives alone on their line. Within a piece,
braces hold references: `{W2}`, `{W2|percent}`, `{workforce-2021:W3}`, `{name:COVID-19}`,
`{date:2021-03-01}`, `{said:reduced}`. Reading never fails: what is wrong is for the lint.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Literal

REFERENCE = re.compile(r"(?<!\])\{([^{}]*)\}")
ATTRIBUTES = re.compile(r"(?<=\])\{[^{}]*\}")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)\s*(?:\{#([\w.-]+)\})?\s*$")
_DIRECTIVE = re.compile(r"^\s*\{\{\s*(\w[\w-]*)\s*(.*?)\s*\}\}\s*(.*)$")
_OPTION = re.compile(r"^(\w+)=(\S+)$")
_ITEM = re.compile(r"^\s*[-*]\s+(.*)$")
_FENCE = "+++"
_LITERALS = ("name", "date", "said")

Kind = Literal["heading", "paragraph", "item", "directive"]


@dataclass(frozen=True, slots=True)
class Reference:
    """One pair of braces.

    Attributes
    ----------
    raw : str
        What stands between the braces.
    kind : str
        "figure", or "name", "date", "said" for words and dates that are no measurement.
    wave : str
        The wave of a cited figure; empty for this document's own.
    name : str
        The figure's id, or the words after "name:" and the like.
    form : str
        How it is to be said; empty for the usual way.
    start, end : int
        Where the braces stand in the piece's text.
    """

    raw: str
    kind: str
    wave: str
    name: str
    form: str
    start: int
    end: int

    @property
    def figure(self) -> str:
        """The figure's id with its wave in front when it is another's."""
        return f"{self.wave}:{self.name}" if self.wave else self.name


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading, paragraph, list item or directive, with the line that it starts on.

    `text` is the words; for a heading `level` and `id`; for a directive `name`, its
    `argument` and its `options`, with the words that follow it in `text`.
    """

    kind: Kind
    line: int
    text: str
    level: int = 0
    id: str = ""
    name: str = ""
    argument: str = ""
    options: dict[str, str] = field(default_factory=dict)

    @property
    def references(self) -> tuple[Reference, ...]:
        """The references in its words, in their order."""
        return tuple(_reference(found) for found in REFERENCE.finditer(self.text))

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of every figure that the piece says, in their order."""
        said = tuple(ref.figure for ref in self.references if ref.kind == "figure")
        return (self.argument, *said) if self.name == "callout" else said


@dataclass(frozen=True, slots=True)
class Template:
    """A narrative read: its front matter as written, and its pieces in order."""

    front: str
    pieces: tuple[Piece, ...]
    has_front: bool


def read_template(text: str) -> Template:
    """Divide a narrative into its front matter and its pieces."""
    lines = text.removeprefix("\ufeff").splitlines()
    front, start = _front(lines)
    pieces: list[Piece] = []
    held: list[tuple[int, str]] = []
    for number, line in enumerate(lines[start:], start=start + 1):
        single = _single_line(line, number)
        if single or not line.strip() or (_ITEM.match(line) and held):
            _close(held, pieces)
        if single:
            pieces.append(single)
        elif line.strip():
            held.append((number, line))
    _close(held, pieces)
    return Template("\n".join(front or ()), tuple(pieces), front is not None)


def _front(lines: list[str]) -> tuple[list[str] | None, int]:
    """The lines between the first two fences, and where the text starts."""
    if not lines or lines[0].strip() != _FENCE:
        return None, 0
    for number, line in enumerate(lines[1:], start=1):
        if line.strip() == _FENCE:
            return lines[1:number], number + 1
    return lines[1:], len(lines)


def _single_line(line: str, number: int) -> Piece | None:
    """A heading or a directive, which each have a line of their own."""
    if found := _HEADING.match(line):
        return Piece("heading", number, found[2], level=len(found[1]), id=found[3] or "")
    if found := _DIRECTIVE.match(line):
        words = found[2].split()
        options = {m[1]: m[2] for word in words if (m := _OPTION.match(word))}
        argument = " ".join(word for word in words if not _OPTION.match(word))
        return Piece(
            "directive", number, found[3], name=found[1], argument=argument, options=options
        )
    return None


def _close(held: list[tuple[int, str]], pieces: list[Piece]) -> None:
    """Make one piece of the lines held so far."""
    if not held:
        return
    number, first = held[0]
    item = _ITEM.match(first)
    words = [item[1] if item else first, *(line for _, line in held[1:])]
    text = "\n".join(line.strip() for line in words)
    pieces.append(Piece("item" if item else "paragraph", number, text))
    held.clear()


def _reference(found: re.Match[str]) -> Reference:
    raw = found[1]
    before, colon, after = raw.partition(":")
    if colon and before.strip() in _LITERALS:
        name, kind = after.strip(), before.strip()
        return Reference(raw, kind, "", name, "", found.start(), found.end())
    target, _, form = (part.strip() for part in raw.partition("|"))
    wave, colon, name = target.partition(":")
    if not colon:
        wave, name = "", target
    return Reference(raw, "figure", wave, name, form, found.start(), found.end())


def line_of(piece: Piece, position: int) -> int:
    """The line of the file on which a position of a piece's text stands."""
    return piece.line + piece.text.count("\n", 0, position)


_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[A-ZÂÊÎÔÛŴŶ\"'“‘(\[{\d])")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text starts and ends."""
    masked = REFERENCE.sub(lambda m: "{" + "x" * (len(m[0]) - 2) + "}", text)
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(masked))]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def without_references(text: str) -> str:
    """The words that were typed: references, attributes and link targets blanked out."""

    def blank(found: re.Match[str]) -> str:
        return " " * len(found[0])

    for pattern in (REFERENCE, ATTRIBUTES, re.compile(r"(?<=\])\([^()\s]*\)")):
        text = pattern.sub(blank, text)
    return text
