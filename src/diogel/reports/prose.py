"""Running text: all the Markdown of one document, read by Pandoc in one call."""

from __future__ import annotations

import json
from typing import Any

from diogel.reports.document import Block, Document, Notice, OpenPart, Prose
from diogel.reports.nodes import Node
from diogel.reports.pandoc import run

# Only what a text needs. Raw HTML and TeX would reach one format and be lost in the others;
# `smart` would guess at Welsh apostrophes.
READER = (
    "markdown-raw_html-raw_tex-raw_attribute-tex_math_dollars-smart-citations"
    "-example_lists-yaml_metadata_block-pandoc_title_block-auto_identifiers-implicit_figures"
)
_FENCE = ":" * 24


class ProseUnread(ValueError):
    """A piece of text whose Markdown is broken, so that it ran into the next."""


def read_prose(document: Document) -> dict[str, list[Node]]:
    """The blocks of each different Markdown text of a document, by that text."""
    texts = sorted({text for block in document.blocks for text in _texts(block)})
    if not texts:
        return {}
    pieces = [
        f"{_FENCE} {{#diogel-piece-{at}}}\n\n{text.strip()}\n\n{_FENCE}\n"
        for at, text in enumerate(texts)
    ]
    tree: dict[str, Any] = json.loads(
        run([f"--from={READER}", "--to=json", "--wrap=none"], "\n".join(pieces))
    )
    found = [_piece(block) for block in tree["blocks"]]
    if [name for name, _ in found] != [f"diogel-piece-{at}" for at in range(len(texts))]:
        raise ProseUnread(document.name)
    return {text: blocks for text, (_, blocks) in zip(texts, found, strict=True)}


def _texts(block: Block) -> tuple[str, ...]:
    """The Markdown that a block holds."""
    if isinstance(block, OpenPart):
        return (block.markdown, block.after) if block.after else (block.markdown,)
    return (block.markdown,) if isinstance(block, Prose | Notice) else ()


def _piece(block: Node) -> tuple[str, list[Node]]:
    if block["t"] != "Div":
        return "", []
    (name, _, _), blocks = block["c"]
    return name, blocks
