"""Documents: a tree of blocks into web page, Word, OpenDocument, PDF/UA; workbooks."""

from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Notice,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
)

__all__ = [
    "Block",
    "Callout",
    "ChartBlock",
    "Document",
    "Heading",
    "Notice",
    "PlainTable",
    "Prose",
    "Quote",
    "TableBlock",
]
