"""Every text that a reader can meet in a finished file, without what is marked as English.

For the tests that no English is left in a Welsh document: words on the page, alternative
texts, names of sheets, properties.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
URN = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT, STYLE = f"{{{URN}text:1.0}}", f"{{{URN}style:1.0}}"
FO, SVG = f"{{{URN}xsl-fo-compatible:1.0}}", f"{{{URN}svg-compatible:1.0}}"
_VOID = frozenset({"meta", "link", "img", "br", "hr", "input"})
_BLOCKS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "li", "th", "td", "caption", "figcaption", "title"}
)
_SPOKEN = ("alt", "aria-label", "title", "content")
_NOT_WORDS = ("viewport",)


# Places where a long code may break: not part of what is read.
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u00ad\u2060"))


class _Page(HTMLParser):
    def __init__(self, language: str) -> None:
        super().__init__()
        self.wanted = language
        self.open: list[tuple[str, str]] = []
        self.lines: list[str] = [""]

    @property
    def language(self) -> str:
        return next((lang for _, lang in reversed(self.open) if lang), "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {key: value or "" for key, value in attrs}
        if tag not in _VOID:
            self.open.append((tag, named.get("lang", "")))
        if tag in _BLOCKS:
            self.lines.append("")
        if self.language.startswith(self.wanted) and named.get("name") not in _NOT_WORDS:
            self.lines += [named[key] for key in _SPOKEN if key in named] + [""]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass
        if tag in _BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        if self.language.startswith(self.wanted) and not any(
            tag == "style" for tag, _ in self.open
        ):
            self.lines[-1] += data


def _html(path: Path, language: str) -> list[str]:
    page = _Page(language)
    page.feed(path.read_text(encoding="utf-8").translate(_INVISIBLE))
    return [line.strip() for line in page.lines if line.strip()]


def html_texts(path: Path) -> list[str]:
    return _html(path, "cy")


def marked_english(path: Path) -> list[str]:
    """What a Welsh page marks as English: quotations, the link to its twin.

    A PDF says the same in its content, where a text extractor does not see it: there these
    are given to the detector as allowed.
    """
    return [text.strip('“”" ') for text in _html(path, "en")]


def _part(path: Path, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(path) as archive:
        return ElementTree.fromstring(archive.read(name))


def _all_texts(root: ElementTree.Element) -> list[str]:
    return [element.text.strip() for element in root.iter() if (element.text or "").strip()]


def _visible(found: Iterable[str | None]) -> list[str]:
    cleaned = ((text or "").translate(_INVISIBLE).strip() for text in found)
    return [text for text in cleaned if text]


def word_texts(path: Path) -> list[str]:
    found = _all_texts(_part(path, "docProps/core.xml"))
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        root = _part(path, name)
        for paragraph in root.iter(f"{W}p"):
            runs = [run for run in paragraph.iter(f"{W}r") if not _in_english(run)]
            found.append("".join(t.text or "" for run in runs for t in run.iter(f"{W}t")))
        for drawing in root.iter(f"{WP}docPr"):
            found += [drawing.get("descr", ""), drawing.get("name", "")]
        for tag in ("tblCaption", "tblDescription"):
            found += [element.get(f"{W}val", "") for element in root.iter(f"{W}{tag}")]
    return _visible(found)


def _in_english(run: ElementTree.Element) -> bool:
    lang = run.find(f"{W}rPr/{W}lang")
    return lang is not None and lang.get(f"{W}val", "").startswith("en")


def opendocument_texts(path: Path) -> list[str]:
    content, styles = _part(path, "content.xml"), _part(path, "styles.xml")
    english = {
        style.get(f"{STYLE}name")
        for style in content.iter(f"{STYLE}style")
        for letters in style.iter(f"{STYLE}text-properties")
        if letters.get(f"{FO}language") == "en"
    }
    found = _all_texts(_part(path, "meta.xml"))
    for root in (content, styles):
        for tag in ("p", "h"):
            for paragraph in root.iter(f"{TEXT}{tag}"):
                found.append(_words(paragraph, english))
        for tag in ("title", "desc"):
            found += [element.text or "" for element in root.iter(f"{SVG}{tag}")]
    return _visible(found)


def _words(element: ElementTree.Element, skipped: set[str | None]) -> str:
    """The words of a paragraph without those in a style of another language."""
    if element.get(f"{TEXT}style-name") in skipped:
        return ""
    inside = "".join(_words(child, skipped) + (child.tail or "") for child in element)
    return (element.text or "") + inside


def pdf_texts(path: Path) -> list[str]:
    """Properties and alternative texts; and the words, those in English among them."""
    import pikepdf

    found: list[str] = []
    with pikepdf.open(path) as pdf:
        found += [
            str(pdf.docinfo[key])
            for key in ("/Title", "/Author", "/Subject", "/Keywords")
            if key in pdf.docinfo
        ]
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing:
                found.append(str(thing["/Alt"]))
    for page in pdf_pages(path):
        found += page.splitlines()
    return _visible(found)


@cache
def pdf_pages(path: Path) -> tuple[str, ...]:
    """The words of each page, read once: the reader takes a second for twenty pages."""
    import pypdf

    return tuple(page.extract_text() for page in pypdf.PdfReader(path).pages)


def workbook_texts(path: Path) -> list[str]:
    import openpyxl

    book = openpyxl.load_workbook(path)
    held = book.properties
    found = [
        held.title,
        held.subject,
        held.creator,
        held.keywords,
        held.description,
        *book.sheetnames,
    ]
    for sheet in book.worksheets:
        found += [
            cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)
        ]
    return _visible(found)


READERS = {
    "html": html_texts,
    "docx": word_texts,
    "odt": opendocument_texts,
    "pdf": pdf_texts,
    "xlsx": workbook_texts,
}


def allowed_in_pdf(page: Path) -> list[str]:
    """For the PDF of a Welsh page: what is marked as English, and the pieces of its codes.

    A code in a narrow column is broken over lines, and each piece then looks like a word.
    """
    codes = re.findall(r"\w+(?:[._]\w+)+", "\n".join(html_texts(page)))
    pieces = {part for code in codes for part in re.split(r"(?<=[._])", code) if part}
    bare = {piece.strip("._") for piece in pieces}
    return [*marked_english(page), *sorted(pieces | bare)]
