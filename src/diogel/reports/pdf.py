"""The PDF/UA-1 file: Typst typesets what is laid out here, with letters that we bring."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from itertools import groupby

from diogel.charts import Chart
from diogel.language import say
from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Heading,
    Instruction,
    Notice,
    Quote,
    TableBlock,
    TickList,
    WritingSpace,
)
from diogel.reports.grid import SEVERAL, Cell, Grid
from diogel.reports.layout import Medium, Parts, check_links, groups
from diogel.reports.nodes import Node, changed, header, raw, raw_inline, text, whole
from diogel.reports.pandoc import write_tree
from diogel.reports.typst import content, literal, typeset
from diogel.reports.web import size_of
from diogel.reports.widths import needs

# 100 per cent is the width of the text: 170 mm at 96 pixels an inch.
_TEXT_WIDTH_PIXELS = 642.5
# What a page holds beside a caption of three lines: 228 mm.
_TEXT_HEIGHT_PIXELS = 862
# A chart higher than this is drawn smaller, so that a page may hold two with their captions.
_TALL = 394
# Letters of 12 pixels are 7.5 points high then: no chart is drawn smaller than that to save room.
_LEAST_SCALE = 10 / 12
_STANDARD = "ua-1"


def _cell(held: Cell) -> str:
    """A cell's words, in their own language when they have one."""
    if held.tick:
        return f"tick-cell({'true' if held.text == SEVERAL else 'false'})"
    if held.spoken is None:
        return content(held.text)
    return f"text(lang: {literal(held.spoken)}, region: {literal('GB')}, {literal(held.text)})"


# Fewer small tables than this follow each other without being put in columns.
_FEWEST_IN_COLUMNS = 4
_LABEL_LETTERS = 40
# The same number of cells as in the template, up to which a table is never broken.
_MOST_WHOLE = 66
# About half a page of a table of words.
_MANY_LETTERS = 1200


class Pdf(Medium):
    """Blocks as calls of the functions of our own template; running text by Pandoc."""

    def prose(self, markdown: str) -> list[Node]:
        """Running text, with the region that Pandoc's Typst writer leaves out of `lang`."""
        blocks: list[Node] = changed(super().prose(markdown), ("Span", "Div"), _spoken)
        return blocks

    def heading(self, heading: Heading) -> Node:
        """A heading."""
        return header(self.level(heading), heading.id, text(heading.text))

    def blocks(self) -> list[Node]:
        """The body; small tables that follow each other stand in two columns."""
        nodes: list[Node] = []
        for small, run in groupby(groups(self.document.blocks), self._is_small):
            made = [node for group in run for node in self.group(group)]
            several = small and len(made) >= _FEWEST_IN_COLUMNS
            nodes += [raw("typst", "#side-by-side["), *made, raw("typst", "]")] if several else made
        check_links(nodes)
        return nodes

    def _is_small(self, group: tuple[Block, ...]) -> bool:
        """Whether a block is a table of numbers that half a page's width is enough for."""
        if len(group) > 1 or not isinstance(group[0], TableBlock):
            return False
        grid = self.parts.grid(group[0])
        if not grid.headings:
            return False
        words = [[cell.text for cell in row] for row in grid.rows]
        return 2 * sum(needs(grid.headings, words)) <= 1 and _labels_fit(words)

    def notice(self, block: Notice, body: list[Node]) -> list[Node]:
        """A box; that nobody wrote a part yet, a quiet line."""
        look = "unwritten" if block.kind == "unwritten" else "notice"
        return [raw("typst", f"#{look}["), *body, raw("typst", "]")]

    def table(self, grid: Grid) -> list[Node]:
        """A figure of kind table, its heading row repeated on each page."""
        if not grid.headings:
            return self.withheld(grid.id, grid.caption, grid.notes[0])
        rows = ",\n".join(", ".join(map(_cell, row)) for row in grid.rows if row)
        source = (
            f"#data-table(\n  {content(grid.caption)},\n"
            f"  ({', '.join(f'{width:.4f}fr' for width in grid.widths)},),\n"
            f"  {'true' if grid.numeric else 'false'},\n"
            f"  {'8.5pt' if grid.dense else '10pt'},\n"
            f"  ({', '.join(content(h) for h in grid.headings)},),\n"
            f"  ({rows},),\n"
            f"  wordy: {'true' if _wordy(grid) else 'false'},\n"
            f") <{grid.id}>\n"
        )
        notes = f"#table-notes({', '.join(content(note) for note in grid.notes)})"
        if _wordy(grid) or _cells_in(grid) > _MOST_WHOLE:
            return [raw("typst", f"{source}{notes}\n")]
        # A table that stays whole keeps its notes too.
        return [raw("typst", f"#block(breakable: false, width: 100%)[\n{source}{notes}\n]\n")]

    def withheld(self, id_: str, caption: str, sentence: str) -> list[Node]:
        """The caption and the sentence."""
        return [raw("typst", f"#withheld({content(caption)}, {content(sentence)}) <{id_}>\n")]

    def chart(
        self, block: ChartBlock, drawn: Chart, caption: str, data: tuple[str, str]
    ) -> list[Node]:
        """The drawing, its description as alternative text."""
        wide, high = size_of(drawn.svg)
        small = max(_LEAST_SCALE, min(1.0, _TALL / high))
        width = min(small, _TEXT_HEIGHT_PIXELS / high) * min(wide, _TEXT_WIDTH_PIXELS)
        width /= _TEXT_WIDTH_PIXELS
        sentence, href = data
        leads = f"#table-note(link(<{href[1:]}>, {literal(sentence)}))" if href else ""
        return [
            raw(
                "typst",
                f"#chart({content(caption)}, {literal(drawn.svg)}, "
                f"{literal(drawn.description)}, {width * 100:.2f}%) <figure-{block.number}>\n"
                f"{leads}\n",
            )
        ]

    def quote(self, block: Quote) -> list[Node]:
        """A quotation in its own language."""
        words = say("reports.quotation", self.language, text=block.text)
        call = f"#quotation({literal(block.language)}, {content(words)}"
        return [raw("typst", f"{call}, {literal(block.attribution)})\n")]

    def tiles(self, group: tuple[Block, ...]) -> list[Node]:
        """Headline figures, two beside each other."""
        calls = [
            f"tile({content(block.headline)}, {content(block.sentence)})"
            for block in group
            if isinstance(block, Callout)
        ]
        return [raw("typst", f"#tiles({', '.join(calls)})\n")]

    def instruction(self, block: Instruction) -> list[Node]:
        """A paragraph that stays with the next."""
        strong = "true" if block.strong else "false"
        return [raw("typst", f"#instruction({content(block.text)}, {strong})\n")]

    def ticks(self, block: TickList) -> list[Node]:
        """A list whose marks are drawn."""
        answers = "".join(f"{content(answer)}, " for answer in block.answers)
        several = "true" if block.several else "false"
        return [raw("typst", f"#ticks({several}, ({answers}))\n")]

    def space(self, block: WritingSpace) -> list[Node]:
        """Drawn lines or boxes."""
        runs = "".join(f"({content(label)}, {count}), " for label, count in block.boxes)
        return [raw("typst", f"#writing-space({block.lines}, ({runs}))\n")]


def _labels_fit(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row's label fits on a line or two of half a page's width."""
    return all(len(row[0]) <= _LABEL_LETTERS for row in rows if row)


def _cells_in(grid: Grid) -> int:
    """How many cells a table's body has."""
    return sum(len(row) for row in grid.rows)


def _wordy(grid: Grid) -> bool:
    """Whether a table is long by its words: it may be broken, since it may fill a page."""
    return sum(len(cell.text) for row in grid.rows for cell in row) > _MANY_LETTERS


def _spoken(node: Node) -> Node:
    """A span or division in another language, as Typst says it: language and region."""
    (id_, classes, pairs), inner = node["c"]
    tag = dict(pairs).get("lang")
    if not tag:
        return node
    rest = [pair for pair in pairs if pair[0] != "lang"]
    opening = f"#text(lang: {literal(tag[:2])}, region: {literal('GB')})["
    make = raw_inline if node["t"] == "Span" else raw
    wrapped = [make("typst", opening), *inner, make("typst", "]")]
    return {"t": node["t"], "c": [[id_, classes, rest], wrapped]}


def write_pdf(parts: Parts, moment: datetime) -> bytes:
    """The file's bytes."""
    pdf = Pdf(parts)
    body = write_tree(whole(pdf.blocks(), {}), ["--to=typst", "--wrap=none"], moment).decode()
    template = resources.files("diogel.reports") / "house" / "report.typ"
    source = template.read_text(encoding="utf-8") + _opening(pdf, moment) + body
    when = int(moment.timestamp())
    [made] = typeset(source, format="pdf", pdf_standards=_STANDARD, timestamp=when)
    return made


def _opening(pdf: Pdf, moment: datetime) -> str:
    document = pdf.document
    page = say("reports.page", document.language, page="\x00", pages="\x00").split("\x00")
    slots = {
        "lang": document.language,
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "subject": document.subject,
        "notice": document.notice,
        "published": pdf.published(),
        "contents-title": say("reports.contents", document.language),
        "also": say("reports.also-in-other-language", document.language),
    }
    named = ",\n  ".join(f"{key}: {literal(value)}" for key, value in slots.items())
    words = ", ".join(literal(word) for word in document.keywords)
    return (
        f"\n#show: report.with(\n  {named},\n"
        f"  keywords: ({words}{',' if words else ''}),\n"
        f"  page-words: ({', '.join(json.dumps(part, ensure_ascii=False) for part in page)}),\n"
        f"  depth: {pdf.depth},\n"
        f"  day: datetime(year: {moment.year}, month: {moment.month}, day: {moment.day}),\n)\n\n"
    )
