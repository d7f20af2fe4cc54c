"""What Word and OpenDocument share: real headings, styles by name, pictures as PNG."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import ClassVar
from xml.etree.ElementTree import Element

from diogel.charts import Chart
from diogel.language import say
from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Heading,
    Instruction,
    Notice,
    OpenPart,
    Prose,
    Quote,
    TickList,
    WritingSpace,
)
from diogel.reports.figure_marks import linked, marks_in
from diogel.reports.grid import ONE, SEVERAL, Cell, Grid
from diogel.reports.layout import Medium, Parts
from diogel.reports.nodes import (
    Node,
    attributes,
    cell,
    changed,
    div,
    header,
    image,
    link,
    para,
    span,
    strong,
    styled,
    table,
    text,
    whole,
)
from diogel.reports.office_contents import contents_nodes
from diogel.reports.pandoc import as_source
from diogel.reports.stand_ins import StandIns
from diogel.reports.web import size_of

_PIXELS_PER_INCH = 96
_TEXT_WIDTH_INCHES = 6.69
# What a page holds beside a caption of three lines and the line beneath.
_TEXT_HEIGHT_INCHES = 8.6
# A gap that is not broken over two lines, a line with nothing on it, a box for one digit.
_KEPT_TOGETHER = 25
# The id of the heading over the list of all numbers, in a document that has one.
NUMBERS = "numbers"
# A table of no more rows and letters is never broken over two pages.
_MOST_ROWS_WHOLE = 16
_MOST_LETTERS_WHOLE = 1200
_GAP, _BLANK, _BOX, _NO_WIDTH = "\u00a0\u00a0", "\u00a0", "\u25a1", "\u200b"


def _is_numbers(node: Node) -> bool:
    """Whether this is the heading over the list of all numbers."""
    return bool(node["t"] == "Header" and node["c"][1][0] == NUMBERS)


# A hyphen before a number at the start of a word, or of the words of a link: a line would end
# after it.
_WORDS = ("Str", "RawInline")
_HYPHEN = re.compile(r"(^\(*|>\(*)-(?=\d)")


def _with_minus(node: Node) -> Node:
    """A word with the sign of a number below nought that its digits stay with."""
    if node["t"] == "Str":
        return {"t": "Str", "c": _HYPHEN.sub("\\1\u2212", node["c"])}
    return {"t": "RawInline", "c": [node["c"][0], _HYPHEN.sub("\\1\u2212", node["c"][1])]}


def office_of(parts: Parts) -> Office:
    """A document laid out for both programs, for whichever asks first."""
    found = parts.media.get(Office)
    if not isinstance(found, Office):
        found = parts.media[Office] = Office(parts)
    return found


def is_short(rows: Sequence[Element]) -> bool:
    """Whether a table with these rows stands on one page, whatever comes before it."""
    letters = sum(len(words) for row in rows for words in row.itertext())
    return len(rows) <= _MOST_ROWS_WHOLE and letters <= _MOST_LETTERS_WHOLE


class Office(Medium):
    """Blocks as nodes with a named paragraph style of the house's reference document."""

    link_style: ClassVar[str] = "Table Note"

    def __init__(self, parts: Parts) -> None:
        super().__init__(parts)
        self.written: list[Grid] = []
        self.marks: dict[str, None] = {}
        self.pictures = StandIns()
        blocks = parts.document.blocks
        self.editable = any(isinstance(block, OpenPart) and block.mark for block in blocks)
        # Laid out once: what only one of the two programs understands, the other's writer drops.
        self.source = as_source(whole(self.grouped(), {}))

    def block(self, block: Block) -> list[Node]:
        """A block; in its own running text a number below nought keeps its sign on its line."""
        nodes = super().block(block)
        return changed(nodes, _WORDS, _with_minus) if isinstance(block, Prose) else nodes

    def prose(self, markdown: str) -> list[Node]:
        """Running text; in a document for editing each number is a link that names it."""
        nodes = super().prose(markdown)
        if not self.editable:
            return nodes
        self.marks.update(dict.fromkeys(marks_in(nodes)))
        return linked(nodes)

    def part(self, block: OpenPart) -> list[Node]:
        """What people wrote, between two lines that lead it back; or room to write it."""
        if not block.mark:
            return super().part(block)
        begins = say("reports.part.begins", self.language, mark=f"[[{block.mark}]]")
        ends = say("reports.part.ends", self.language, mark=f"[[/{block.mark}]]")
        empty = [para(text(say("reports.part.empty", self.language)))]
        return [
            *([styled([para(text(block.guide))], "Part Guide")] if block.guide else []),
            styled([para(text(begins))], "Part Begins"),
            *(self.prose(block.markdown) if block.written else empty),
            styled([para(text(ends))], "Part Ends"),
            *self.after(block),
        ]

    def heading(self, heading: Heading) -> Node:
        """A heading."""
        return header(self.level(heading), heading.id, text(heading.text))

    def notice(self, block: Notice, body: list[Node]) -> list[Node]:  # noqa: ARG002  (one look)
        """A boxed text."""
        return [styled(body, "Notice")]

    def caption(self, id_: str, caption: str) -> list[Node]:
        """A caption that links can lead to."""
        anchor = {"t": "Span", "c": [attributes(id_), text(caption)]}
        return [anchor]

    def table(self, grid: Grid) -> list[Node]:
        """A table with a heading row; its notes in a style of their own."""
        if not grid.headings:
            return self.withheld(grid.id, grid.caption, grid.notes[0])
        self.written.append(grid)
        side = "AlignRight" if grid.numeric else "AlignLeft"
        aligns = ["AlignLeft", *[side] * (len(grid.headings) - 1)]
        pairs = list(zip(grid.headings, aligns, strict=True))
        head = [cell(text(heading), align) for heading, align in pairs]
        rows = [
            [cell(self.words(c), align) for c, align in zip(row, aligns, strict=True)]
            for row in grid.rows
        ]
        made = table(self.caption(grid.id, grid.caption), grid.widths, head, rows, attributes())
        return [made, *(styled([para(text(note))], "Table Note") for note in grid.notes)]

    def words(self, held: Cell) -> list[Node]:
        """A cell's words, in their own language when they have one."""
        words = text(held.text)
        if held.tick:
            return [span(words, custom_style="Tick Mark")]
        return [span(words, lang=self.tags[held.spoken])] if held.spoken else words

    def withheld(self, id_: str, caption: str, sentence: str) -> list[Node]:
        """The caption and the sentence."""
        return [
            styled([para(self.caption(id_, caption))], "Table Caption"),
            para(text(sentence)),
        ]

    def chart(
        self, block: ChartBlock, drawn: Chart, caption: str, data: tuple[str, str]
    ) -> list[Node]:
        """The caption above the drawing, the way to its numbers beneath."""
        wide, high = (side / _PIXELS_PER_INCH for side in size_of(drawn.svg))
        width = min(_TEXT_WIDTH_INCHES, wide) * min(1.0, _TEXT_HEIGHT_INCHES / high)
        source = self.pictures.source(self.parts.picture(block.number))
        nodes = [
            styled([para(self.caption(f"figure-{block.number}", caption))], "Image Caption"),
            styled([para([image(drawn.description, source, f"{width:.3f}in")])], "Figure"),
        ]
        sentence, href = data
        if href:
            nodes.append(styled([para([link(text(sentence), href)])], self.link_style))
        return nodes

    def quote(self, block: Quote) -> list[Node]:
        """A quotation in its own language, then who said it."""
        words = text(say("reports.quotation", self.language, text=block.text))
        said = para([span(words, lang=self.tags[block.language])])
        nodes = [styled([said], "Block Text")]
        if block.attribution:
            nodes.append(styled([para(text(block.attribution))], "Quote Source"))
        return nodes

    def tiles(self, group: tuple[Block, ...]) -> list[Node]:
        """Headline figures, one below the other."""
        nodes: list[Node] = []
        for block in group:
            if isinstance(block, Callout):
                nodes.append(styled([para([strong(text(block.headline))])], "Callout Number"))
                nodes.append(styled([para(text(block.sentence))], "Callout"))
        return nodes

    def instruction(self, block: Instruction) -> list[Node]:
        """A paragraph that stays with the next."""
        words = text(block.text)
        return [styled([para([strong(words)] if block.strong else words)], "Instruction")]

    def ticks(self, block: TickList) -> list[Node]:
        """Answers one below the other, each after its mark, on one page where they fit."""
        mark = span(text(SEVERAL if block.several else ONE), custom_style="Tick Mark")
        answers = [para([mark, {"t": "Str", "c": _GAP}, *text(answer)]) for answer in block.answers]
        kept = "Answer" if len(answers) <= _KEPT_TOGETHER else "Answer Last"
        return [styled([a], kept) for a in answers[:-1]] + [styled(answers[-1:], "Answer Last")]

    def space(self, block: WritingSpace) -> list[Node]:
        """Ruled lines, which take what is typed too; or each run of boxes after its name."""
        blank = para([{"t": "Str", "c": _BLANK}])
        nodes = [styled([blank], "Answer Line")] * (block.lines - 1)
        nodes += [styled([blank], "Answer Line Last")] if block.lines else []
        runs: list[Node] = []
        for label, count in block.boxes:
            boxes = span([{"t": "Str", "c": _BOX * count}], custom_style="Digit Box")
            runs += [*text(label), {"t": "Str", "c": _GAP}, boxes, {"t": "Str", "c": _GAP}]
        return [*nodes, styled([para(runs)], "Answer Last")] if runs else nodes

    def front(self) -> list[Node]:
        """Title, who publishes it and when, and that there is a twin."""
        document = self.document
        published = self.published()
        also = say("reports.also-in-other-language", self.language)
        nodes = [styled([para(text(document.title))], "Title")]
        if document.subtitle:
            nodes.append(styled([para(text(document.subtitle))], "Subtitle"))
        nodes += [styled([para(text(line))], "Published") for line in (published, also) if line]
        return nodes

    def grouped(self) -> list[Node]:
        """Front matter, contents and body."""
        body = self.blocks()
        front = self.front()
        if self.marks:
            # What the numbers' links lead to. Not in a heading: when such a file is read again
            # its links would be taken for links to the heading.
            at = next((n for n, node in enumerate(body) if _is_numbers(node)), -1)
            # Each with a letter of no width of its own: anchors side by side are taken for one.
            anchors = [
                node
                for mark in self.marks
                for node in ({"t": "Span", "c": [attributes(mark), []]}, *text(_NO_WIDTH))
            ]
            body.insert(at + 1, styled([para(anchors)], "Compact"))
        return [*front, *self.contents_list(), div(body, attributes())]

    def contents_list(self) -> list[Node]:
        """The table of contents, as each of the programs has it."""
        title = say("reports.contents", self.language)
        entries = [(self.level(h), h.id, h.text) for h in self.contents()]
        return contents_nodes(title, self.depth, entries)

    def descriptions(self) -> list[tuple[str, str]]:
        """Caption and description of each drawing, in order."""
        return [
            (
                say("reports.figure", self.language, n=block.number, title=block.title),
                self.parts.charts[block.number].description,
            )
            for block in self.document.blocks
            if isinstance(block, ChartBlock) and block.number in self.parts.charts
        ]
