"""A web page taken apart: what it shows, what it only carries, and what it says of itself."""

from __future__ import annotations

import base64
import binascii
import re
from html.parser import HTMLParser
from urllib.parse import unquote

from diogel.core import Language
from diogel.disclosure.audit_moments import moments_in
from diogel.disclosure.audit_printed import Grid, Mark, Picture, Piece, Printed

_VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "path",
        "rect",
        "line",
        "circle",
        "use",
    ]
)
_BLOCKS = frozenset(
    [
        "p",
        "li",
        "dd",
        "dt",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "td",
        "th",
        "caption",
        "figcaption",
        "blockquote",
    ]
)
# Attributes that lay out a page and say nothing.
_LAYOUT = frozenset(
    [
        "class",
        "id",
        "href",
        "lang",
        "rel",
        "scope",
        "colspan",
        "rowspan",
        "width",
        "height",
        "viewbox",
        "tabindex",
        "role",
        "style",
        "type",
        "charset",
        "hreflang",
        "src",
        "alt",
        "content",
        "name",
        "data-figure",
        "data-form",
        "d",
        "transform",
        "fill",
        "stroke",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "xmlns",
        "version",
    ]
)
_SVG_TEXT = re.compile(r"<(?:text|title|desc|tspan)\b[^>]*>([^<]+)<")
_SVG_SAID = re.compile(r'(?:aria-label|data-[\w-]+|title)="([^"]+)"')


def read_page(text: str, file: str, language: Language) -> Printed:
    """What a page prints and carries."""
    reader = _Reader(file, language)
    reader.feed(text)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    """Follows a page from top to bottom."""

    def __init__(self, file: str, language: Language) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Printed(file, language)
        self._open: list[tuple[str, dict[str, str]]] = []
        self._texts: list[list[str]] = []
        self._section = ""
        self._grid: Grid | None = None
        self._row: list[Piece] = []
        self._caption = ""
        self._unplaced: Picture | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._attributes(tag, given)
        if tag == "img":
            self._picture(given)
        if tag == "table":
            self._grid = Grid(self._caption)
        if tag == "tr":
            self._row = []
        if tag in ("h1", "h2") and given.get("id"):
            self._section = given["id"]
        if tag not in _VOID:
            self._open.append((tag, given))
            self._texts.append([])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        if self._texts:
            self._texts[-1].append(data)

    def handle_comment(self, data: str) -> None:
        self.found.asides.append(data)

    def handle_endtag(self, tag: str) -> None:
        if not any(name == tag for name, _ in self._open):
            return
        while self._open:
            name, given = self._open.pop()
            text = "".join(self._texts.pop())
            self._closed(name, given, " ".join(text.split()))
            if name == tag:
                return

    def _closed(self, tag: str, given: dict[str, str], text: str) -> None:
        """An element is whole: its text goes where its kind belongs, and on to its parent."""
        figure = given.get("data-figure", "")
        if figure and tag not in ("td", "th"):
            self.found.marks.append(Mark(figure, given.get("data-form", ""), text))
        if tag in ("td", "th"):
            self._row.append(Piece(text, figure))
        elif tag == "tr" and self._grid is not None:
            self._grid.rows.append(self._row)
        elif tag == "table" and self._grid is not None:
            self.found.grids.append(self._grid)
            self._grid = None
        elif tag in ("caption", "figcaption"):
            self._captioned(text)
        elif tag in ("script", "style"):
            self.found.asides += [text] if tag == "script" else []
        elif tag == "title" and not self._inside("svg"):
            self.found.properties.append(text)
        self._hand_up(tag, figure, text)

    def _hand_up(self, tag: str, figure: str, text: str) -> None:
        if tag in _BLOCKS:
            if text and tag not in ("td", "th", "div", "figcaption"):
                self.found.passages.append((self._section, text))
        elif self._texts and tag not in ("script", "style", "title"):
            # A number that names its figure is read there; here a gap stands for it.
            self._texts[-1].append(" □ " if figure else text)

    def _captioned(self, text: str) -> None:
        figure = next((given for tag, given in reversed(self._open) if tag == "figure"), None)
        if figure is not None and "quote" in figure.get("class", "").split():
            self.found.quotes.append(text)
        elif self._grid is not None:
            self._grid.caption = text
        elif figure is not None:
            self._caption = text

    def _inside(self, tag: str) -> bool:
        return any(name == tag for name, _ in self._open)

    def _picture(self, given: dict[str, str]) -> None:
        texts = svg_texts(_embedded(given.get("src", "")))
        self.found.pictures.append(Picture(self._caption, given.get("alt", ""), texts))

    def _attributes(self, tag: str, given: dict[str, str]) -> None:
        if tag == "meta":
            self.found.properties.append(given.get("content", ""))
            self.found.moments += moments_in(given.get("content", ""))
        figure = given.get("data-figure", "")
        for name, value in given.items():
            if name in _LAYOUT or not value.strip():
                continue
            if figure:
                self.found.marks.append(Mark(figure, "attribute", value))
            else:
                self.found.asides.append(value)


def _embedded(address: str) -> str:
    """The text of a drawing that is inside the page itself; nothing of any other picture."""
    head, _, data = address.partition(",")
    if not head.startswith("data:image/svg"):
        return ""
    try:
        return base64.b64decode(data).decode() if "base64" in head else unquote(data)
    except (binascii.Error, UnicodeDecodeError):
        return ""


def svg_texts(drawing: str) -> list[str]:
    """Every text in a drawing, and what its parts say to a screen reader."""
    from html import unescape

    found = [*_SVG_SAID.findall(drawing), *_SVG_TEXT.findall(drawing)]
    return [unescape(text).strip() for text in found if text.strip()]
