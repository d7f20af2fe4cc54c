"""The OpenDocument file: Pandoc's writer with the house's styles, and its gaps mended."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from html import escape
from importlib import resources
from xml.etree.ElementTree import Element, SubElement, fromstring

from diogel.language import say
from diogel.reports.layout import Parts
from diogel.reports.office import Office, is_short, office_of
from diogel.reports.package import pack, parse, serialise, unpack
from diogel.reports.pandoc import run

_URN = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, STYLE, TEXT = f"{_URN}office:1.0", f"{_URN}style:1.0", f"{_URN}text:1.0"
TABLE, DRAW = f"{_URN}table:1.0", f"{_URN}drawing:1.0"
FO, SVG = f"{_URN}xsl-fo-compatible:1.0", f"{_URN}svg-compatible:1.0"


def write_opendocument(parts: Parts, moment: datetime) -> bytes:
    """The file's bytes."""
    made = office_of(parts)
    reference = resources.files("diogel.reports") / "house" / "reference.odt"
    with resources.as_file(reference) as path:
        arguments = ["--to=odt", "--output=-", f"--reference-doc={path}"]
        content = run(["--from=json", *arguments], made.source, moment)
    files = made.pictures.put_back(unpack(content))
    body = parse(files["content.xml"])
    _mend_names(body)
    _mend_frames(body, made)
    _mend_tables(body, made)
    files["content.xml"] = serialise(body)
    files["styles.xml"] = _styles(files["styles.xml"], made)
    files["meta.xml"] = _meta(made, moment).encode()
    return pack(files, moment)


def _mend_names(body: Element) -> None:
    """The names of our styles, in which Pandoc leaves spaces that OpenDocument forbids."""
    keys = (f"{{{TEXT}}}style-name", f"{{{STYLE}}}parent-style-name")
    for element in body.iter():
        for key in keys:
            if " " in element.get(key, ""):
                element.set(key, element.get(key, "").replace(" ", "_20_"))


def _mend_frames(body: Element, made: Office) -> None:
    """Each drawing's name, title and description, which Pandoc leaves out."""
    frames = list(body.iter(f"{{{DRAW}}}frame"))
    for frame, (caption, description) in zip(frames, made.descriptions(), strict=True):
        frame.set(f"{{{DRAW}}}name", caption)
        for tag in ("title", "desc"):
            for old in frame.findall(f"{{{SVG}}}{tag}"):
                frame.remove(old)
        SubElement(frame, f"{{{SVG}}}title").text = caption
        SubElement(frame, f"{{{SVG}}}desc").text = description


def _mend_tables(body: Element, made: Office) -> None:
    """The house's rules and shading on each table, and its caption as its title."""
    styles: dict[str, Element] = {}
    for style in body.iter(f"{{{STYLE}}}style"):
        name = style.get(f"{{{STYLE}}}name", "")
        styles[name] = style
        if name in ("TableHeaderRowCell", "TableRowCell"):
            for old in list(style):
                style.remove(old)
            style.append(_cell_style(name == "TableHeaderRowCell"))
    dense = {grid.caption for grid in made.written if grid.dense}
    parents = {child: parent for parent in body.iter() for child in parent}
    for at, table in enumerate(list(body.iter(f"{{{TABLE}}}table")), start=1):
        table.set(f"{{{TABLE}}}name", f"T{at}")
        title = Element(f"{{{TABLE}}}title")
        title.text = _caption_before(table, parents)
        table.insert(0, title)
        for row in table.findall(f"{{{TABLE}}}table-row"):
            for words in row.iter(f"{{{TEXT}}}p"):
                if words.get(f"{{{TEXT}}}style-name") == "Table_20_Heading":
                    words.set(f"{{{TEXT}}}style-name", "Table_20_Contents")
        if title.text in dense:
            _smaller(table, body)
        _keep_whole(table, styles.get(table.get(f"{{{TABLE}}}style-name", "")))


def _keep_whole(table: Element, style: Element | None) -> None:
    """A short table on one page, as in Word."""
    rows = list(table.iter(f"{{{TABLE}}}table-row"))
    properties = style.find(f"{{{STYLE}}}table-properties") if style is not None else None
    if properties is not None and is_short(rows):
        properties.set(f"{{{STYLE}}}may-break-between-rows", "false")


def _smaller(table: Element, body: Element) -> None:
    """Smaller letters for a table whose words would not fit."""
    held = body.find(f"{{{OFFICE}}}automatic-styles")
    if held is None:
        return
    styles = {style.get(f"{{{STYLE}}}name", ""): style for style in held}
    for words in table.iter(f"{{{TEXT}}}p"):
        name = words.get(f"{{{TEXT}}}style-name", "")
        if f"{name}_dense" not in styles:
            styles[f"{name}_dense"] = _dense_style(name, styles.get(name))
            held.append(styles[f"{name}_dense"])
        words.set(f"{{{TEXT}}}style-name", f"{name}_dense")


def _dense_style(name: str, style: Element | None) -> Element:
    """A style with smaller letters: a copy of an automatic one, or on top of a named one."""
    made = deepcopy(style) if style is not None else Element(f"{{{STYLE}}}style")
    if style is None:
        made.set(f"{{{STYLE}}}family", "paragraph")
        made.set(f"{{{STYLE}}}parent-style-name", name)
    made.set(f"{{{STYLE}}}name", f"{name}_dense")
    SubElement(made, f"{{{STYLE}}}text-properties", {f"{{{FO}}}font-size": "8.5pt"})
    return made


def _cell_style(heading: bool) -> Element:
    rule = "1.5pt solid #12436d" if heading else "0.5pt solid #b1b4b6"
    shade = ' fo:background-color="#e6ecf1" style:vertical-align="bottom"' if heading else ""
    return fromstring(  # noqa: S314  (our own words)
        f'<style:table-cell-properties xmlns:style="{STYLE}" xmlns:fo="{FO}"'
        f' fo:padding-left="0.07in" fo:padding-right="0.07in"'
        f' fo:padding-top="0.035in" fo:padding-bottom="0.035in"'
        f' fo:border-left="none" fo:border-right="none" fo:border-top="none"'
        f' fo:border-bottom="{rule}"{shade}/>'
    )


def _caption_before(table: Element, parents: dict[Element, Element]) -> str:
    """The words of the paragraph before a table: its caption."""
    siblings = list(parents[table])
    at = siblings.index(table)
    return "".join(siblings[at - 1].itertext()).strip() if at else ""


def _styles(part: bytes, made: Office) -> bytes:
    """The styles in the document's language, with its running lines."""
    root = parse(part)
    for letters in root.iter(f"{{{STYLE}}}text-properties"):
        if letters.get(f"{{{FO}}}language") not in (None, "zxx", "none"):
            letters.set(f"{{{FO}}}language", made.language)
            letters.set(f"{{{FO}}}country", "GB")
    for master in root.iter(f"{{{STYLE}}}master-page"):
        for old in list(master):
            master.remove(old)
        master.append(_running("header", "Header", escape(made.document.notice, quote=False)))
        master.append(_running("footer", "Footer", _page_words(made)))
    return serialise(root)


def _running(kind: str, style: str, inside: str) -> Element:
    return fromstring(  # noqa: S314  (our own words)
        f'<style:{kind} xmlns:style="{STYLE}" xmlns:text="{TEXT}">'
        f'<text:p text:style-name="{style}">{inside}</text:p></style:{kind}>'
    )


def _page_words(made: Office) -> str:
    """The footer's words with Writer's own page numbers in them."""
    fields = {
        "PAGE": '<text:page-number text:select-page="current">1</text:page-number>',
        "PAGES": "<text:page-count>1</text:page-count>",
    }
    words = say("reports.page", made.language, page="\x00PAGE\x00", pages="\x00PAGES\x00")
    return "".join(fields.get(p, escape(p, quote=False)) for p in words.split("\x00"))


def _meta(made: Office, moment: datetime) -> str:
    document, when = made.document, moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    pairs = [
        ("dc:title", document.title),
        ("dc:description", document.notice),
        ("dc:subject", document.subject),
        *(("meta:keyword", word) for word in document.keywords),
        ("meta:initial-creator", document.author),
        ("dc:creator", document.author),
        ("meta:creation-date", when),
        ("dc:date", when),
        ("dc:language", made.tags[made.language]),
    ]
    inside = "".join(f"<{tag}>{escape(value, quote=False)}</{tag}>" for tag, value in pairs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-meta xmlns:office="{OFFICE}" xmlns:meta="{_URN}meta:1.0"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3">'
        f"<office:meta>{inside}</office:meta></office:document-meta>"
    )
