"""Which tool a file is from, by what is in it and never by its name."""

from __future__ import annotations

from pathlib import Path

from diogel.files import read_sheets
from diogel.surveys.imports.export import Export
from diogel.surveys.imports.kobo_odk import read_kobo_odk
from diogel.surveys.imports.ms_forms import read_ms_forms
from diogel.surveys.imports.plain_table import read_plain_table
from diogel.surveys.imports.smart_survey import read_smart_survey
from diogel.surveys.imports.spss import is_spss, read_spss


def read_exports(path: Path) -> tuple[Export, ...]:
    """The tables of a file: one of responses, and those of repeated groups if it has any.

    Raises
    ------
    Refused
        The file cannot be read, or its reader is not installed.
    """
    if is_spss(path):
        return (read_spss(path),)
    sheets = read_sheets(path)
    several = read_kobo_odk(sheets)
    if several:
        return several
    one = read_ms_forms(sheets) or read_smart_survey(sheets) or read_plain_table(sheets)
    return (one,)
