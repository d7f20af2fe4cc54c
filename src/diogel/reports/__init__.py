"""Documents: a tree of blocks into web page, Word, OpenDocument, PDF/UA; workbooks."""

from diogel.reports.document import (
    Block,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Instruction,
    Notice,
    OpenPart,
    PlainTable,
    Prose,
    Quote,
    TableBlock,
    TickGrid,
    TickList,
    WritingSpace,
)
from diogel.reports.figure_marks import figure_mark
from diogel.reports.figures_csv import figure_rows, write_figures_csv
from diogel.reports.layout import BrokenLink
from diogel.reports.parts_reading import Comment, PartRead, PartsRead, read_parts
from diogel.reports.prose import ProseUnread
from diogel.reports.twins import TwinsDiffer, check_twins
from diogel.reports.workbook import WorkbookTexts, write_workbook
from diogel.reports.workbook_check import check_workbook
from diogel.reports.write import FORMATS, Written, write_document

__all__ = [
    "FORMATS",
    "Block",
    "BrokenLink",
    "Callout",
    "ChartBlock",
    "Comment",
    "Document",
    "Heading",
    "Instruction",
    "Notice",
    "OpenPart",
    "PartRead",
    "PartsRead",
    "PlainTable",
    "Prose",
    "ProseUnread",
    "Quote",
    "TableBlock",
    "TickGrid",
    "TickList",
    "TwinsDiffer",
    "WorkbookTexts",
    "WritingSpace",
    "Written",
    "check_twins",
    "check_workbook",
    "figure_mark",
    "figure_rows",
    "read_parts",
    "write_document",
    "write_figures_csv",
    "write_workbook",
]
