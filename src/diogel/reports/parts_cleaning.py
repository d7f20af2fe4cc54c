"""Blocks as somebody's word processor wrote them, brought down to what a text needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from diogel.reports.figure_marks import MARK, words_of
from diogel.reports.nodes import Node, para, plain, strong, text

_KEPT = ("Emph", "Strong", "Superscript", "Subscript")
_UNWRAPPED = ("Underline", "SmallCaps", "Strikeout")
_SAFE_LINKS = ("http://", "https://", "mailto:")
_TOKEN = "DIOGELFIGURE{number}END"  # noqa: S105  (letters that Markdown leaves as they are)


@dataclass
class Cleaned:
    """The blocks, and what was found on the way.

    `tokens` stand in the text for the references; `comments` are (author, day, text).
    """

    blocks: list[Node] = field(default_factory=list)
    tokens: dict[str, str] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    comments: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def clean(blocks: list[Node], known: Mapping[str, str]) -> Cleaned:
    """Paragraphs, lists, bold, italic, links and quotations; the rest as text, with a note."""
    into = Cleaned()
    cleaner = _Cleaner(known, into)
    into.blocks = _whole_lists([*cleaner.blocks(blocks)])
    return into


def _whole_lists(blocks: list[Node]) -> list[Node]:
    """Lists side by side as one: a word processor may have cut one list into several."""
    made: list[Node] = []
    for block in blocks:
        if made and block["t"] == made[-1]["t"] == "BulletList":
            made[-1] = {"t": "BulletList", "c": [*made[-1]["c"], *block["c"]]}
        elif made and block["t"] == made[-1]["t"] == "OrderedList":
            first, items = made[-1]["c"]
            made[-1] = {"t": "OrderedList", "c": [first, [*items, *block["c"][1]]]}
        else:
            made.append(block)
    return made


class _Cleaner:
    """Goes through one part."""

    def __init__(self, known: Mapping[str, str], into: Cleaned) -> None:
        self.known = known
        self.into = into

    def note(self, name: str) -> None:
        """Put down that something could not stay as it was; once."""
        if name not in self.into.notes:
            self.into.notes.append(name)

    def blocks(self, blocks: list[Node]) -> Iterator[Node]:
        """Blocks as they may stand; empty paragraphs go."""
        for block in blocks:
            yield from self.block(block)

    def block(self, block: Node) -> Iterator[Node]:
        """One block as none, one or several."""
        kind: str = block["t"]
        content: Any = block.get("c")
        match kind:
            case "Para" | "Plain":
                words = _trimmed(self.inlines(content))
                if words_of(words).strip():
                    yield para(words) if kind == "Para" else plain(words)
            case "Header":
                self.note("heading")
                yield para([strong(_trimmed(self.inlines(content[2])))])
            case "BulletList":
                yield {"t": kind, "c": [_whole_lists([*self.blocks(item)]) for item in content]}
            case "OrderedList":
                items = [_whole_lists([*self.blocks(item)]) for item in content[1]]
                plainly = [content[0][0], {"t": "Decimal"}, {"t": "Period"}]
                yield {"t": kind, "c": [plainly, items]}
            case "BlockQuote":
                yield {"t": kind, "c": [*self.blocks(content)]}
            case "Div":
                yield from self.blocks(content[1])
            case "Figure":
                self.note("picture")
                yield from self.blocks(content[2])
            case "Table":
                self.note("table")
                yield from self.rows(content)
            case "LineBlock" | "CodeBlock" | "DefinitionList":
                self.note("look")
                yield para(text(words_of(content) if kind != "CodeBlock" else content[1]))

    def rows(self, content: list[Any]) -> Iterator[Node]:
        """A table as one paragraph a row, its cells with a bar between them."""
        _, _, _, (_, head), bodies, (_, foot) = content
        rows = [*head, *(row for body in bodies for row in (*body[2], *body[3])), *foot]
        for _, cells in rows:
            said: list[Node] = []
            for at, held in enumerate(cells):
                inner = [n for block in self.blocks(held[4]) for n in _inlines_of(block)]
                said += [*(text(" | ") if at else []), *inner]
            if words_of(said).strip(" |"):
                yield para(said)

    def inlines(self, nodes: list[Node]) -> list[Node]:
        """Words as they may stand."""
        made: list[Node] = []
        for node in nodes:
            made += self.inline(node)
        return _without_repeats(made, self.into.tokens)

    def inline(self, node: Node) -> list[Node]:
        """One inline as none, one or several."""
        kind: str = node["t"]
        content: Any = node.get("c")
        match kind:
            case "Str" | "Space" | "LineBreak":
                return [node]
            case "SoftBreak":
                return [{"t": "Space"}]
            case "Span":
                return self.span(*content)
            case "Link":
                return self.link(content)
            case "Quoted":
                return [*text('"'), *self.inlines(content[1]), *text('"')]
            case "Note":
                self.note("footnote")
                return text(f" ({words_of(content).strip()})")
            case "Image":
                self.note("picture")
                return []
            case "Code" | "Math":
                return text(content[1])
            case _ if kind in _KEPT:
                inner = self.inlines(content)
                return [{"t": kind, "c": inner}] if words_of(inner).strip() else inner
            case _ if kind in _UNWRAPPED:
                self.note("look")
                return self.inlines(content)
        return []

    def span(self, attr: list[Any], inner: list[Node]) -> list[Node]:
        """What Word tracks: insertions stay, deletions go, comments are kept apart."""
        _, classes, pairs = attr
        named = dict(pairs)
        if "deletion" in classes or "paragraph-deletion" in classes:
            self.note("tracked-accepted")
            return []
        if "insertion" in classes or "paragraph-insertion" in classes:
            self.note("tracked-accepted")
        if "comment-end" in classes:
            return []
        if "comment-start" in classes:
            remark = (named.get("author", ""), named.get("date", "")[:10], words_of(inner).strip())
            self.into.comments.append(remark)
            return []
        return self.inlines(inner)

    def link(self, content: list[Any]) -> list[Node]:
        """A linked number as its token; a link to the web as it is; any other as its words."""
        _, inner, (target, _) = content
        words = words_of(inner)
        if target.startswith(f"#{MARK}") and words.strip():
            reference = self.known.get(target[1:])
            if reference is None:
                self.note("figure-gone")
                return self.inlines(inner)
            token = _TOKEN.format(number=len(self.into.tokens))
            self.into.tokens[token] = reference
            self.into.said[reference] = words.strip()
            # A word processor may take the space after a link into it.
            before = " " if words != words.lstrip() else ""
            after = " " if words != words.rstrip() else ""
            return [*text(before), {"t": "Str", "c": token}, *text(after)]
        kept = self.inlines(inner)
        # LibreOffice underlines a link, which is read as emphasis of the whole of it.
        while len(kept) == 1 and kept[0]["t"] == "Emph":
            kept = kept[0]["c"]
        if target.startswith(_SAFE_LINKS) and words.strip():
            return [{"t": "Link", "c": [["", [], []], kept, [target, ""]]}]
        return kept


def _inlines_of(block: Node) -> list[Node]:
    """The words of a block that stands in a cell."""
    if block["t"] in ("Para", "Plain"):
        found: list[Node] = block["c"]
        return found
    return text(words_of(block))


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without spaces and breaks at either end."""
    empty = ("Space", "LineBreak")
    while nodes and nodes[0]["t"] in empty:
        nodes = nodes[1:]
    while nodes and nodes[-1]["t"] in empty:
        nodes = nodes[:-1]
    return nodes


def _without_repeats(nodes: list[Node], tokens: Mapping[str, str]) -> list[Node]:
    """One token where a word processor cut one link into several pieces side by side."""
    made: list[Node] = []
    for node in nodes:
        before = made[-1].get("c", "") if made and made[-1]["t"] == "Str" else ""
        mine = node.get("c", "") if node["t"] == "Str" else ""
        if mine in tokens and tokens.get(str(before)) == tokens[str(mine)]:
            continue
        made.append(node)
    return made
