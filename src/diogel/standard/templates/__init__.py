"""Workbooks that partners fill in: made in either language, read back exactly."""

from diogel.standard.templates.asking import Asked, asked, measures_asked
from diogel.standard.templates.reading import TemplateReading, is_template, read_template
from diogel.standard.templates.writing import write_template

__all__ = [
    "Asked",
    "TemplateReading",
    "asked",
    "is_template",
    "measures_asked",
    "read_template",
    "write_template",
]
