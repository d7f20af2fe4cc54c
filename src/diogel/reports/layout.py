"""A document laid out for one medium: the same blocks in the same order in all of them."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from diogel.charts import Chart
from diogel.core import Language
from diogel.language import say
from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Instruction,
    Notice,
    OpenPart,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
    TickGrid,
    TickList,
    WritingSpace,
)
from diogel.reports.grid import Grid, plain_grid, table_grid, tick_grid
from diogel.reports.nodes import Node, changed, walk
from diogel.reports.pixels import pixels

# More lines of contents than this push what matters off the first page.
_MOST_CONTENTS = 40
_SPOKEN = ("Span", "Div")
_ANCHOR = re.compile(r'(?:id="|name="|<)([\w.-]+)')


class BrokenLink(ValueError):
    """A link inside the document whose target is not in it."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A document with what was made of it before laying out.

    `prose` holds the blocks of each Markdown text; `charts` the drawing of each chart block
    by the block's number, none for a table that is withheld; `twin_href` leads to the web
    page in the other language; `origins` where each figure is explained, by its id. The rest
    is what one format made and another uses too.
    """

    document: Document
    prose: Mapping[str, list[Node]]
    charts: Mapping[int, Chart]
    twin_href: str = ""
    origins: Mapping[str, str] = field(default_factory=dict)
    grids: dict[int, Grid] = field(default_factory=dict, compare=False, repr=False)
    pictures: dict[int, bytes] = field(default_factory=dict, compare=False, repr=False)
    media: dict[type[Medium], Medium] = field(default_factory=dict, compare=False, repr=False)

    def grid(self, block: TableBlock) -> Grid:
        """A table of the document as cells: set once, for every format."""
        # The block's own id will do: the document that holds it lives as long as this.
        found = self.grids.get(id(block))
        if found is None:
            found = self.grids[id(block)] = table_grid(block, self.document.language)
        return found

    def picture(self, number: int) -> bytes:
        """A chart's pixels: drawn all at once, for whichever format asks first."""
        if not self.pictures:
            drawn = pixels([chart.svg for chart in self.charts.values()])
            self.pictures.update(zip(self.charts, drawn, strict=True))
        return self.pictures[number]


class Medium(ABC):
    """What the formats share; each says how it writes the blocks that are its own."""

    tags: ClassVar[Mapping[Language, str]] = {"en": "en-GB", "cy": "cy-GB"}
    top_level: ClassVar[int] = 1

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.document = parts.document
        self.language = parts.document.language
        self.shift = self.top_level - min((h.level for h in self.headings()), default=1)

    def headings(self) -> list[Heading]:
        """The document's headings in order."""
        return [block for block in self.document.blocks if isinstance(block, Heading)]

    def level(self, heading: Heading) -> int:
        """A heading's level in this medium: the highest of the document is `top_level`."""
        return heading.level + self.shift

    def contents(self) -> list[Heading]:
        """The headings for the table of contents, of as many levels as `depth` says."""
        return [h for h in self.headings() if self.level(h) < self.top_level + self.depth]

    @property
    def depth(self) -> int:
        """How many levels the table of contents has: two, or one where two would fill pages."""
        if not self.document.contents:
            return 0
        both = [h for h in self.headings() if self.level(h) < self.top_level + 2]
        return 2 if len(both) <= _MOST_CONTENTS else 1

    def blocks(self) -> list[Node]:
        """The document's body, its internal links checked."""
        nodes: list[Node] = []
        for group in groups(self.document.blocks):
            nodes.extend(self.group(group))
        check_links(nodes)
        return nodes

    def group(self, group: tuple[Block, ...]) -> list[Node]:
        """The nodes of one block, or of headline figures that stand beside each other."""
        return self.tiles(group) if len(group) > 1 else self.block(group[0])

    def block(self, block: Block) -> list[Node]:
        """The nodes of one block."""
        match block:
            case Heading():
                return [self.heading(block)]
            case Prose():
                return self.prose(block.markdown)
            case Notice():
                return self.notice(block, self.prose(block.markdown))
            case TableBlock():
                return self.table(self.parts.grid(block))
            case PlainTable():
                return self.table(plain_grid(block, self.language))
            case ChartBlock():
                return self.any_chart(block)
            case Quote():
                return self.quote(block)
            case Callout():
                return self.tiles((block,))
            case Instruction():
                return self.instruction(block)
            case TickGrid():
                return self.table(tick_grid(block))
            case TickList():
                return self.ticks(block)
            case WritingSpace():
                return self.space(block)
            case OpenPart():
                return self.part(block)

    def prose(self, markdown: str) -> list[Node]:
        """Running text, its inner languages tagged as this medium wants them."""
        blocks: list[Node] = changed(self.parts.prose[markdown], _SPOKEN, self._tagged)
        return blocks

    def _tagged(self, node: Node) -> Node:
        id_, classes, pairs = node["c"][0]
        if not pairs:
            return node
        tagged = [[k, self.tags.get(v[:2], v) if k == "lang" else v] for k, v in pairs]
        return {"t": node["t"], "c": [[id_, classes, tagged], node["c"][1]]}

    def part(self, block: OpenPart) -> list[Node]:
        """What people wrote; where they wrote nothing, the boxed sentence that says so."""
        body = self.prose(block.markdown)
        if not block.written:
            body = self.notice(Notice(block.markdown, "unwritten"), body)
        return [*body, *self.after(block)]

    def after(self, block: OpenPart) -> list[Node]:
        """The box beneath a part, if there is one."""
        if not block.after:
            return []
        return self.notice(Notice(block.after, "flag"), self.prose(block.after))

    def any_chart(self, block: ChartBlock) -> list[Node]:
        """A chart, or the sentence that says why there is none."""
        caption = say("reports.figure", self.language, n=block.number, title=block.title)
        drawn = self.parts.charts.get(block.number)
        if drawn is None:
            withheld = say("reports.withheld", self.language)
            return self.withheld(f"figure-{block.number}", caption, withheld)
        return self.chart(block, drawn, caption, self._data_table(block))

    def _data_table(self, block: ChartBlock) -> tuple[str, str]:
        """The sentence that leads to a chart's numbers, and where it leads; both may be empty."""
        for other in self.document.blocks:
            if isinstance(other, TableBlock) and other.table.table.id == block.table.table.id:
                grid = self.parts.grid(other)
                return say("reports.chart-data", self.language, table=grid.caption), f"#{grid.id}"
        return "", ""

    @abstractmethod
    def heading(self, heading: Heading) -> Node:
        """A heading."""

    @abstractmethod
    def notice(self, block: Notice, body: list[Node]) -> list[Node]:
        """A boxed text."""

    @abstractmethod
    def table(self, grid: Grid) -> list[Node]:
        """A table with its caption and notes."""

    @abstractmethod
    def withheld(self, id_: str, caption: str, sentence: str) -> list[Node]:
        """A caption and a sentence where a table or a chart would be."""

    @abstractmethod
    def chart(
        self, block: ChartBlock, drawn: Chart, caption: str, data: tuple[str, str]
    ) -> list[Node]:
        """A chart with its caption, and the way to its numbers."""

    @abstractmethod
    def quote(self, block: Quote) -> list[Node]:
        """A participant's words, in their language."""

    @abstractmethod
    def tiles(self, group: tuple[Block, ...]) -> list[Node]:
        """Headline figures that stand together."""

    @abstractmethod
    def instruction(self, block: Instruction) -> list[Node]:
        """How or when to answer."""

    @abstractmethod
    def ticks(self, block: TickList) -> list[Node]:
        """Answers to tick."""

    @abstractmethod
    def space(self, block: WritingSpace) -> list[Node]:
        """Room to write."""

    def published(self) -> str:
        """Who publishes the document and when; nothing when nobody is to be named."""
        if not self.document.author:
            return ""
        slots = {"author": self.document.author, "date": self.document.date}
        return say("reports.published-by", self.language, **slots)


def groups(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Each block by itself, but neighbouring callouts together."""
    held: list[Block] = []
    for block in blocks:
        if held and not isinstance(block, Callout):
            yield tuple(held)
            held = []
        if isinstance(block, Callout):
            held.append(block)
        else:
            yield (block,)
    if held:
        yield tuple(held)


def check_links(nodes: list[Node]) -> None:
    """Raise BrokenLink when a link inside the document leads nowhere."""
    targets: set[str] = set()
    links: set[str] = set()
    for node in walk(nodes):
        content = node.get("c")
        if node["t"] == "Header":
            targets.add(content[1][0])  # type: ignore[index]
        elif node["t"] in ("Div", "Span", "Table", "Figure"):
            targets.add(content[0][0])  # type: ignore[index]
        elif node["t"] == "RawBlock":
            targets.update(_ANCHOR.findall(content[1]))  # type: ignore[index]
        elif node["t"] == "Link" and content[2][0].startswith("#"):  # type: ignore[index]
            links.add(content[2][0][1:])  # type: ignore[index]
    if lost := links - targets:
        raise BrokenLink(", ".join(sorted(lost)))
