"""The mark that a number carries in Word and OpenDocument, so that it is known when it returns.

A number in a document for editing is a link within the document, whose target names the
figure and the form it is said in. A link is what Word, LibreOffice and copying with the mouse
all keep; a content control is not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from diogel.reports.nodes import Node, changed, raw_inline, span, walk

MARK = "f-"
_DIGITS = 12


def figure_mark(reference: str) -> str:
    """The link target of a reference ("W2", "W2|count"): short enough for a bookmark of Word."""
    figure, _, form = reference.partition("|")
    said = f"{figure.strip()}|{form.strip()}"
    return MARK + hashlib.sha256(said.encode()).hexdigest()[:_DIGITS]


def words_of(node: Any) -> str:
    """The plain words below a node."""
    parts = {"Str": None, "Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
    return "".join(
        each["c"] if each["t"] == "Str" else str(parts[each["t"]])
        for each in walk(node)
        if each["t"] in parts
    )


def linked(nodes: list[Node]) -> list[Node]:
    """The same text with every figure's span as such a link, written as each program has it."""

    def change(node: Node) -> Node:
        mark = _mark_of(node)
        if not mark:
            return node
        words = escape(words_of(node["c"][1]))
        return span([raw_inline(name, link(mark, words)) for name, link in _LINKS.items()])

    made: list[Node] = changed(nodes, ("Span",), change)
    return made


def marks_in(nodes: list[Node]) -> Iterator[str]:
    """The marks of the figures' spans, in order, each once."""
    yield from dict.fromkeys(filter(None, map(_mark_of, walk(nodes))))


def _mark_of(node: Node) -> str:
    """The mark of a figure's span; empty for anything else."""
    if node["t"] != "Span":
        return ""
    _, classes, pairs = node["c"][0]
    named: Mapping[str, str] = dict(pairs)
    if "figure" not in classes or "data-figure" not in named:
        return ""
    return figure_mark(f"{named['data-figure']}|{named.get('data-form', '')}")


def _word_link(mark: str, words: str) -> str:
    return (
        f'<w:hyperlink w:anchor="{mark}" w:history="1"><w:r><w:t xml:space="preserve">'
        f"{words}</w:t></w:r></w:hyperlink>"
    )


def _open_link(mark: str, words: str) -> str:
    # Both styles named, or LibreOffice writes the number blue and underlined.
    look = 'text:style-name="Figure_20_Link" text:visited-style-name="Figure_20_Link"'
    return f'<text:a xlink:type="simple" xlink:href="#{mark}" {look}>{words}</text:a>'


_LINKS = {"openxml": _word_link, "opendocument": _open_link}
