"""The web page: one file, no script, readable at 320 pixels and on paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from importlib import resources
from string import Template
from typing import ClassVar

from diogel.charts import Chart
from diogel.core import Language
from diogel.language import say
from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Heading,
    Instruction,
    Notice,
    Quote,
    TickList,
    WritingSpace,
)
from diogel.reports.grid import ONE, SEVERAL, Cell, Grid
from diogel.reports.layout import Medium, Parts
from diogel.reports.nodes import Node, attributes, changed, div, header, link, raw, text, whole
from diogel.reports.pandoc import write_tree

_SIZE = re.compile(r'<svg[^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')
_TICK = ' class="tick"'
ORIGIN = "origin"
_OTHER_NAME: Mapping[Language, str] = {"en": "Cymraeg", "cy": "English"}


class Web(Medium):
    """Blocks as HTML; tables and charts are written here, running text by Pandoc."""

    tags: ClassVar[Mapping[Language, str]] = {"en": "en-GB", "cy": "cy"}
    top_level: ClassVar[int] = 2

    def heading(self, heading: Heading) -> Node:
        """A heading, one below the page's title."""
        return header(self.level(heading), heading.id, text(heading.text))

    def prose(self, markdown: str) -> list[Node]:
        """Running text, each figure in it leading to where it is explained."""
        blocks: list[Node] = changed(super().prose(markdown), ("Span",), self._traced)
        return blocks

    def _traced(self, node: Node) -> Node:
        """A figure's span with its words as a link; any other as it is."""
        id_, classes, pairs = node["c"][0]
        href = self.parts.origins.get(dict(pairs).get("data-figure", ""))
        if not href:
            return node
        inner = link(node["c"][1], href, [ORIGIN])
        return {"t": "Span", "c": [[id_, classes, pairs], [inner]]}

    def _origin(self, figure: str, words: str, *, stop: bool = True) -> str:
        """Words that lead to where a figure is explained; just the words of any other.

        Cells are left out of the way of the tab key: a table has its own link beneath it.
        """
        href = self.parts.origins.get(figure)
        if not href:
            return words
        passed = "" if stop else ' tabindex="-1"'
        return f'<a class="{ORIGIN}"{passed} href="{escape(href)}">{words}</a>'

    def _of_all(self, grid: Grid) -> str:
        """The link beneath a table to where its first figure is explained."""
        named = (cell.figure for row in grid.rows for cell in row if cell.figure)
        href = next((self.parts.origins[n] for n in named if n in self.parts.origins), "")
        if not href:
            return ""
        words = escape(say("reports.origins", self.language), quote=False)
        # Several tables have such a link: a screen reader says which table it is of.
        return (
            f'<p class="note"><a href="{escape(href)}"'
            f' aria-describedby="{escape(grid.id)}-caption">{words}</a></p>'
        )

    def notice(self, block: Notice, body: list[Node]) -> list[Node]:
        """A box with a rule at its side."""
        return [div(body, attributes(classes=["notice", f"notice-{block.kind}"]))]

    def table(self, grid: Grid) -> list[Node]:
        """A table in a region that scrolls by itself, so that the page never does."""
        if not grid.headings:
            return self.withheld(grid.id, grid.caption, grid.notes[0])
        rows = (
            self._row(row, grid.numeric, grid.anchors[at] if grid.anchors else "")
            for at, row in enumerate(grid.rows)
        )
        origin = self._of_all(grid)
        named = f' id="{escape(grid.id)}-caption"' if origin else ""
        parts = [
            f'<div class="table" id="{escape(grid.id)}">',
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(grid.caption)}">',
            f"<table><caption{named}><span>{escape(grid.caption)}</span></caption>",
            f"<thead><tr>{_headings(grid)}</tr></thead>",
            "<tbody>",
            *rows,
            "</tbody></table></div>",
            _notes(grid.notes),
            origin,
            "</div>",
        ]
        return [raw("html", "\n".join(part for part in parts if part))]

    def _row(self, row: tuple[Cell, ...], numeric: bool, anchor: str) -> str:
        kind = ' class="number"' if numeric else ""
        cells = "".join(
            f"<td{_TICK if cell.tick else kind}{_figure(cell)}>"
            f"{self._origin(cell.figure, _lines(cell.text), stop=False)}</td>"
            for cell in row[1:]
        )
        spoken = f' lang="{self.tags[row[0].spoken]}"' if row[0].spoken else ""
        named = f' id="{escape(anchor)}"' if anchor else ""
        heading = f'<th scope="row"{spoken}>{_lines(row[0].text)}</th>'
        return f"<tr{named}>{heading}{cells}</tr>"

    def withheld(self, id_: str, caption: str, sentence: str) -> list[Node]:
        """The caption and the sentence, in the table's place."""
        body = f'<p class="caption">{escape(caption)}</p>\n<p>{escape(sentence)}</p>'
        return [raw("html", f'<div class="withheld" id="{escape(id_)}">\n{body}\n</div>')]

    def chart(
        self, block: ChartBlock, drawn: Chart, caption: str, data: tuple[str, str]
    ) -> list[Node]:
        """The drawing as an image whose text is the chart's description."""
        width, height = size_of(drawn.svg)
        source = base64.b64encode(drawn.svg.encode()).decode()
        sentence, href = data
        parts = [
            f'<figure class="chart" id="figure-{block.number}">',
            f"<figcaption>{escape(caption)}</figcaption>",
            f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">',
            f'<img src="data:image/svg+xml;base64,{source}" width="{width:.0f}"'
            f' height="{height:.0f}" alt="{escape(drawn.description)}">',
            "</div>",
            f'<p class="note"><a href="{escape(href)}">{escape(sentence)}</a></p>' if href else "",
            "</figure>",
        ]
        return [raw("html", "\n".join(part for part in parts if part))]

    def quote(self, block: Quote) -> list[Node]:
        """A quotation with its own language."""
        words = say("reports.quotation", self.language, text=block.text)
        said = f'<blockquote lang="{self.tags[block.language]}"><p>{_lines(words)}</p></blockquote>'
        by = f"<figcaption>{escape(block.attribution)}</figcaption>" if block.attribution else ""
        return [raw("html", f'<figure class="quote">\n{said}\n{by}\n</figure>')]

    def tiles(self, group: tuple[Block, ...]) -> list[Node]:
        """Headline figures side by side where there is room."""
        tiles = [self._tile(block) for block in group if isinstance(block, Callout)]
        return [raw("html", '<div class="tiles">\n' + "\n".join(tiles) + "\n</div>")]

    def _tile(self, block: Callout) -> str:
        figure = block.figure.figure.id
        number = self._origin(figure, escape(block.headline))
        said = f"<span>{escape(block.sentence, quote=False)}</span>"
        return (
            f'<p class="tile"><strong data-figure="{escape(figure)}">{number}</strong> {said}</p>'
        )

    def instruction(self, block: Instruction) -> list[Node]:
        """A paragraph."""
        words = escape(block.text, quote=False)
        words = f"<strong>{words}</strong>" if block.strong else words
        return [raw("html", f'<p class="instruction">{words}</p>')]

    def ticks(self, block: TickList) -> list[Node]:
        """A list of answers; the mark is for the pen, so a screen reader passes it over."""
        mark = f'<span class="tick" aria-hidden="true">{SEVERAL if block.several else ONE}</span>'
        items = (f"<li>{mark} {escape(answer, quote=False)}</li>" for answer in block.answers)
        return [raw("html", '<ul class="ticks">\n' + "\n".join(items) + "\n</ul>")]

    def space(self, block: WritingSpace) -> list[Node]:
        """Ruled lines or boxes, drawn and not said."""
        runs = [
            f'<span class="run">{escape(label, quote=False)}'
            f' <span class="boxes" aria-hidden="true">{"<i></i>" * count}</span></span>'
            for label, count in block.boxes
        ]
        lines = f'<div class="lines" aria-hidden="true">{"<i></i>" * block.lines}</div>'
        parts = [lines] if block.lines else []
        parts += [f"<p>{' '.join(runs)}</p>"] if runs else []
        return [raw("html", "\n".join(parts))]


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a drawing, in pixels."""
    found = _SIZE.search(svg)
    if found is None:
        raise ValueError("a drawing without a size")
    return float(found.group(1)), float(found.group(2))


def _lines(words: str) -> str:
    return escape(words, quote=False).replace("\n", "<br>\n")


def _headings(grid: Grid) -> str:
    numeric = ' class="number"' if grid.numeric else ""
    first, *rest = (escape(heading, quote=False) for heading in grid.headings)
    return f'<th scope="col">{first}</th>' + "".join(
        f'<th scope="col"{numeric}>{heading}</th>' for heading in rest
    )


def _figure(cell: Cell) -> str:
    return f' data-figure="{escape(cell.figure)}"' if cell.figure else ""


def _notes(notes: tuple[str, ...]) -> str:
    return "\n".join(f'<p class="note">{escape(note, quote=False)}</p>' for note in notes)


def _contents(web: Web) -> str:
    wanted = web.contents()
    if not wanted:
        return ""
    title = escape(say("reports.contents", web.language))
    items = "\n".join(
        f'<li class="level-{web.level(h)}"><a href="#{escape(h.id)}">{escape(h.text)}</a></li>'
        for h in wanted
    )
    return (
        f'<nav class="contents" aria-labelledby="contents-title">\n'
        f'<h2 id="contents-title">{title}</h2>\n<ul>\n{items}\n</ul>\n</nav>'
    )


def write_web(parts: Parts, moment: datetime) -> bytes:
    """The page's bytes."""
    document, web = parts.document, Web(parts)
    other: Language = "en" if document.language == "cy" else "cy"
    tree = whole(web.blocks(), {})
    body = write_tree(tree, ["--to=html5", "--wrap=none"], moment).decode()
    house = resources.files("diogel.reports") / "house"
    page = Template((house / "page.html").read_text(encoding="utf-8"))
    slots = {
        "lang": web.tags[document.language],
        "other": web.tags[other],
        "other_name": _OTHER_NAME[document.language],
        "twin_href": parts.twin_href,
        "twin": document.twin,
        "title": document.title,
        "subtitle": document.subtitle,
        "author": document.author,
        "subject": document.subject,
        "keywords": ", ".join(document.keywords),
        "notice": document.notice,
        "skip": say("reports.skip", document.language),
        "published": web.published(),
    }
    raw_slots = {
        "style": (house / "page.css").read_text(encoding="utf-8"),
        "contents": _contents(web),
        "body": body,
    }
    filled = page.substitute({k: escape(v) for k, v in slots.items()} | raw_slots)
    return filled.encode()
