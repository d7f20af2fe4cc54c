"""Other people's files: hostile bytes into cells with addresses, and safe writing."""

from diogel.files.cell_editing import edit_cells
from diogel.files.offered import Offered
from diogel.files.sheets import Limits, Sheet, column_letter, read_sheets, read_text_file
from diogel.files.writing import csv_bytes, text_cell, write_atomically

__all__ = [
    "Limits",
    "Offered",
    "Sheet",
    "column_letter",
    "csv_bytes",
    "edit_cells",
    "read_sheets",
    "read_text_file",
    "text_cell",
    "write_atomically",
]
