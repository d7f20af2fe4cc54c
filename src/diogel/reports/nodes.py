"""Pandoc's tree, built by hand: one small function for each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from typing import Any

from diogel.reports.pandoc import API

Node = dict[str, Any]
# What nodes are made of: a node itself, and a list of them or of their attributes.
_INNER = (dict, list)


def attributes(
    id_: str = "", classes: Sequence[str] = (), pairs: Mapping[str, str] | None = None
) -> list[Any]:
    """An identifier, classes, and key-value pairs."""
    return [id_, list(classes), [[k, v] for k, v in (pairs or {}).items()]]


def text(words: str) -> list[Node]:
    """Plain words as inlines: nothing in them is markup. Line ends are kept as breaks."""
    nodes: list[Node] = []
    for at, line in enumerate(words.split("\n")):
        if at:
            nodes.append({"t": "LineBreak"})
        for place, word in enumerate(line.split(" ")):
            if place:
                nodes.append({"t": "Space"})
            if word:
                nodes.append({"t": "Str", "c": word})
    return nodes


def para(inlines: list[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: list[Node]) -> Node:
    """Words without a paragraph of their own, as in a cell."""
    return {"t": "Plain", "c": inlines}


def strong(inlines: list[Node]) -> Node:
    """Strong importance."""
    return {"t": "Strong", "c": inlines}


def span(inlines: list[Node], **pairs: str) -> Node:
    """Words with key-value pairs; `_` in a key stands for `-`."""
    named = {key.replace("_", "-"): value for key, value in pairs.items()}
    return {"t": "Span", "c": [attributes(pairs=named), inlines]}


def div(blocks: list[Node], attr: list[Any]) -> Node:
    """Blocks with attributes."""
    return {"t": "Div", "c": [attr, blocks]}


def styled(blocks: list[Node], style: str, id_: str = "") -> Node:
    """Blocks in a paragraph style of the reference document."""
    return div(blocks, attributes(id_, pairs={"custom-style": style}))


def header(level: int, id_: str, inlines: list[Node]) -> Node:
    """A heading."""
    return {"t": "Header", "c": [level, attributes(id_), inlines]}


def link(inlines: list[Node], target: str, classes: Sequence[str] = ()) -> Node:
    """A link."""
    return {"t": "Link", "c": [attributes(classes=classes), inlines, [target, ""]]}


def image(alt: str, source: str, width: str) -> Node:
    """A picture with its description."""
    return {"t": "Image", "c": [attributes(pairs={"width": width}), text(alt), [source, ""]]}


def quote(blocks: list[Node]) -> Node:
    """A quotation."""
    return {"t": "BlockQuote", "c": blocks}


def raw(format_: str, content: str) -> Node:
    """A block written as the format has it."""
    return {"t": "RawBlock", "c": [format_, content]}


def raw_inline(format_: str, content: str) -> Node:
    """Words written as the format has them."""
    return {"t": "RawInline", "c": [format_, content]}


def cell(inlines: list[Node], align: str, attr: list[Any] | None = None) -> list[Any]:
    """One cell of a table; `align` is "AlignLeft", "AlignRight" or "AlignDefault"."""
    return [attr or attributes(), {"t": align}, 1, 1, [plain(inlines)] if inlines else []]


def table(
    caption: list[Node],
    widths: Sequence[float],
    head: list[list[Any]],
    body: list[list[list[Any]]],
    attr: list[Any],
) -> Node:
    """A table: its first row a heading row, its first column of row headings."""
    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": width}] for width in widths]
    rows = [[attributes(), cells] for cells in body]
    return {
        "t": "Table",
        "c": [
            attr,
            [None, [plain(caption)]],
            columns,
            [attributes(), [[attributes(), head]]],
            [[attributes(), 1, [], rows]],
            [attributes(), []],
        ],
    }


def whole(blocks: list[Node], meta: Mapping[str, str]) -> Node:
    """The whole tree, with its metadata as plain strings."""
    named = {key: {"t": "MetaString", "c": value} for key, value in meta.items()}
    return {"pandoc-api-version": API, "meta": named, "blocks": blocks}


def walk(node: Any) -> Iterator[Node]:
    """Every node below, itself included, in the order of the document."""
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            yield each
            content = each.get("c")
            if isinstance(content, _INNER):
                waiting.append(content)
        else:
            waiting += [value for value in reversed(each) if isinstance(value, _INNER)]


def changed(node: Any, kinds: Container[str], change: Callable[[Node], Node]) -> Any:
    """The tree with `change` done to every node of some kinds, the inner ones first.

    What is given stays as it is: of a node that is another than before there is a copy, and
    of everything around it.
    """
    if isinstance(node, list):
        return [
            changed(value, kinds, change) if isinstance(value, _INNER) else value for value in node
        ]
    content = node.get("c")
    if isinstance(content, _INNER):
        node = {"t": node["t"], "c": changed(content, kinds, change)}
    return change(node) if node["t"] in kinds else node
