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
from diogel.reports.layout import BrokenLink
from diogel.reports.prose import ProseUnread
from diogel.reports.twins import TwinsDiffer, check_twins
from diogel.reports.write import FORMATS, Written, write_document

__all__ = [
    "FORMATS",
    "Block",
    "BrokenLink",
    "Callout",
    "ChartBlock",
    "Document",
    "Heading",
    "Notice",
    "PlainTable",
    "Prose",
    "ProseUnread",
    "Quote",
    "TableBlock",
    "TwinsDiffer",
    "Written",
    "check_twins",
    "write_document",
]
