"""Other people's files: hostile bytes into cells with addresses, and safe writing."""

from diogel.files.cell_editing import edit_cells
from diogel.files.deliveries import Delivery, open_delivery
from diogel.files.delivery_limits import DeliveryLimits
from diogel.files.marking import Listed, Mark, MarkList, write_marked
from diogel.files.offered import Offered
from diogel.files.sheets import Limits, Sheet, column_letter, read_sheets, read_text_file
from diogel.files.streamed_sheets import stream_rows
from diogel.files.word_tables import read_word_tables, written_file
from diogel.files.writing import csv_bytes, text_cell, write_atomically

__all__ = [
    "Delivery",
    "DeliveryLimits",
    "Limits",
    "Listed",
    "Mark",
    "MarkList",
    "Offered",
    "Sheet",
    "column_letter",
    "csv_bytes",
    "edit_cells",
    "open_delivery",
    "read_sheets",
    "read_text_file",
    "read_word_tables",
    "stream_rows",
    "text_cell",
    "write_atomically",
    "write_marked",
    "written_file",
]
