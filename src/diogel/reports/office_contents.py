"""The table of contents of Word and of OpenDocument, filled in so that nobody has to update it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from diogel.reports.nodes import Node, raw

Entry = tuple[int, str, str]
"""The level of a heading, its id and its words."""


def contents_nodes(title: str, depth: int, entries: Sequence[Entry]) -> list[Node]:
    """Both programs' own tables of contents: each is passed over where the other is written."""
    if not entries:
        return []
    words = escape(title)
    return [
        raw("openxml", _of_word(words, depth, entries)),
        raw("opendocument", _of_opendocument(words, depth, entries)),
    ]


def _of_word(title: str, depth: int, entries: Sequence[Entry]) -> str:
    """A contents field that already holds its entries; Word can update it."""
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        f' TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    listed = [
        f'<w:p><w:pPr><w:pStyle w:val="TOC{level}"/></w:pPr>{field if not at else ""}'
        f'<w:hyperlink w:anchor="{escape(id_)}"><w:r><w:t xml:space="preserve">'
        f"{escape(words, quote=False)}</w:t></w:r></w:hyperlink></w:p>"
        for at, (level, id_, words) in enumerate(entries)
    ]
    end = '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    heading = (
        f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr><w:r><w:t>{title}</w:t></w:r></w:p>'
    )
    return heading + "".join(listed) + end


def _of_opendocument(title: str, depth: int, entries: Sequence[Entry]) -> str:
    """An index that already holds its entries; Writer can update it."""
    heading = f'<text:p text:style-name="Contents_20_Heading">{title}</text:p>'
    listed = "".join(
        f'<text:p text:style-name="Contents_20_{level}"><text:a xlink:type="simple"'
        f' xlink:href="#{escape(id_)}">{escape(words, quote=False)}</text:a></text:p>'
        for level, id_, words in entries
    )
    source = (
        f'<text:table-of-content-source text:outline-level="{depth}">'
        "<text:index-title-template"
        f' text:style-name="Contents_20_Heading">{title}</text:index-title-template>'
        "</text:table-of-content-source>"
    )
    return (
        f'<text:table-of-content text:name="{title}">{source}<text:index-body>'
        f'<text:index-title text:name="{title}_Head">{heading}</text:index-title>'
        f"{listed}</text:index-body></text:table-of-content>"
    )
