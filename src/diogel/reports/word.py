"""The Word file: Pandoc's writer with the house's reference document, and its gaps mended."""

from __future__ import annotations

from datetime import datetime
from html import escape
from importlib import resources
from xml.etree.ElementTree import Element, SubElement

from diogel.language import say
from diogel.reports.layout import Parts
from diogel.reports.office import Office, is_short, office_of
from diogel.reports.package import pack, parse, serialise, unpack
from diogel.reports.pandoc import run

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_DENSE_HALF_POINTS = "17"
# So many rows at the ends of a table that is broken stay together.
_FEWEST_ROWS = 3
_DRAWN = f"{{{_WP}}}docPr", f"{{{_PIC}}}cNvPr"


def write_word(parts: Parts, moment: datetime) -> bytes:
    """The file's bytes."""
    word = office_of(parts)
    reference = resources.files("diogel.reports") / "house" / "reference.docx"
    with resources.as_file(reference) as path:
        arguments = ["--to=docx", "--output=-", f"--reference-doc={path}"]
        made = run(["--from=json", *arguments], word.source, moment)
    files = word.pictures.put_back(unpack(made))
    body = parse(files["word/document.xml"])
    _mend_tables(body, word)
    _mend_drawings(body, word)
    files["word/document.xml"] = serialise(body)
    for name in ("word/styles.xml", "word/settings.xml"):
        files[name] = _in_language(files[name], word.tags[word.language])
    files["docProps/core.xml"] = _properties(word, moment).encode()
    files["word/header1.xml"] = _running("hdr", _run(word.document.notice)).encode()
    files["word/footer1.xml"] = _running("ftr", _page_words(word)).encode()
    files.pop("docProps/custom.xml", None)
    return pack(_without_custom(files), moment)


def _without_custom(files: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without any mention of custom properties, which are empty."""
    for name in ("[Content_Types].xml", "_rels/.rels"):
        root = parse(files[name])
        for child in list(root):
            if "custom.xml" in (child.get("PartName") or child.get("Target") or ""):
                root.remove(child)
        files[name] = serialise(root)
    return files


def _mend_tables(body: Element, word: Office) -> None:
    """Row headings switched on, and each table's caption as its alternative text."""
    dense = {grid.caption for grid in word.written if grid.dense}
    for made in body.iter(f"{{{W}}}tbl"):
        properties = made.find(f"{{{W}}}tblPr")
        if properties is None:
            continue
        look = properties.find(f"{{{W}}}tblLook")
        if look is not None:
            look.set(f"{{{W}}}firstColumn", "1")
            look.set(f"{{{W}}}val", "00A0")
        caption = properties.find(f"{{{W}}}tblCaption")
        if caption is not None and properties.find(f"{{{W}}}tblDescription") is None:
            description = SubElement(properties, f"{{{W}}}tblDescription")
            description.set(f"{{{W}}}val", caption.get(f"{{{W}}}val", ""))
        if caption is not None and caption.get(f"{{{W}}}val") in dense:
            _smaller(made)
        rows = list(made.iter(f"{{{W}}}tr"))
        for row in rows:
            _keep_whole(row)
        for row in _kept(rows):
            _keep_with_next(row)


def _smaller(table: Element) -> None:
    """Smaller letters for a table whose words would not fit."""
    for piece in table.iter(f"{{{W}}}r"):
        letters = _at_head(piece, "rPr")
        # The schema has an order: the language comes after the size, the rest before.
        spoken = letters.find(f"{{{W}}}lang")
        at = len(letters) if spoken is None else list(letters).index(spoken)
        letters.insert(at, Element(f"{{{W}}}sz", {f"{{{W}}}val": _DENSE_HALF_POINTS}))


def _keep_whole(row: Element) -> None:
    """A row that is not broken over two pages."""
    _at_head(row, "trPr").insert(0, Element(f"{{{W}}}cantSplit"))


def _at_head(element: Element, name: str) -> Element:
    """The properties of an element, which stand before what is in it: made where there are none."""
    found = element.find(f"{{{W}}}{name}")
    if found is None:
        found = Element(f"{{{W}}}{name}")
        element.insert(0, found)
    return found


def _kept(rows: list[Element]) -> list[Element]:
    """The rows of a table that stand on the page of the row after them."""
    if is_short(rows):
        return rows[:-1]
    return [*rows[:_FEWEST_ROWS], *rows[-_FEWEST_ROWS:-1]]


def _keep_with_next(row: Element) -> None:
    """A row that stands on the page of the row after it."""
    for paragraph in row.iter(f"{{{W}}}p"):
        properties = _at_head(paragraph, "pPr")
        # The schema has an order: only the style comes before.
        at = 1 if properties.find(f"{{{W}}}pStyle") is not None else 0
        properties.insert(at, Element(f"{{{W}}}keepNext"))


def _mend_drawings(body: Element, word: Office) -> None:
    """Each drawing's name and description; Pandoc puts the picture's address there."""
    drawn = word.descriptions()
    for tag in _DRAWN:
        found = list(body.iter(tag))
        for element, (caption, description) in zip(found, drawn, strict=True):
            element.set("name", caption)
            element.set("descr", description)
            element.attrib.pop("title", None)


def _in_language(part: bytes, tag: str) -> bytes:
    root = parse(part)
    for name in ("lang", "themeFontLang"):
        for element in root.iter(f"{{{W}}}{name}"):
            element.set(f"{{{W}}}val", tag)
            for other in ("eastAsia", "bidi"):
                element.attrib.pop(f"{{{W}}}{other}", None)
    return serialise(root)


def _properties(word: Office, moment: datetime) -> str:
    document = word.document
    when = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    texts = {
        "dc:title": document.title,
        "dc:subject": document.subject,
        "dc:creator": document.author,
        "cp:keywords": ", ".join(document.keywords),
        "dc:description": document.notice,
        "dc:language": word.tags[word.language],
    }
    inside = "".join(f"<{tag}>{escape(value, quote=False)}</{tag}>" for tag, value in texts.items())
    dates = "".join(
        f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{when}</dcterms:{tag}>'
        for tag in ("created", "modified")
    )
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties xmlns:cp='
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc='
        '"http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi='
        f'"http://www.w3.org/2001/XMLSchema-instance">{inside}{dates}</cp:coreProperties>'
    )


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words, quote=False)}</w:t></w:r>'


def _page_words(word: Office) -> str:
    """The footer's words with Word's own page numbers in them."""
    marked = say("reports.page", word.language, page="\x00PAGE\x00", pages="\x00NUMPAGES\x00")
    parts = marked.split("\x00")
    return "".join(
        f'<w:fldSimple w:instr=" {part} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if at % 2
        else _run(part)
        for at, part in enumerate(parts)
        if part
    )


def _running(kind: str, inside: str) -> str:
    style = "Header" if kind == "hdr" else "Footer"
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{kind} xmlns:w="{W}"><w:p>'
        f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inside}</w:p></w:{kind}>'
    )
