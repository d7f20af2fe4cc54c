"""Other people's files: hostile bytes into cells with addresses, and safe writing."""

from diogel.files.sheets import Limits, Sheet, column_letter, read_sheets, read_text_file
from diogel.files.writing import csv_bytes, text_cell, write_atomically

__all__ = [
    "Limits",
    "Sheet",
    "column_letter",
    "csv_bytes",
    "read_sheets",
    "read_text_file",
    "text_cell",
    "write_atomically",
]
