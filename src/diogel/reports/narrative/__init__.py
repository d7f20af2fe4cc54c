"""Narratives: text templates in two languages in which every number is a reference."""

from diogel.reports.narrative.fill import (
    Filled,
    Surroundings,
    Written,
    check_pair,
    fill_narrative,
    fill_pair,
)
from diogel.reports.narrative.front import Front, hash_of_narrative, read_front, stamp_english
from diogel.reports.narrative.lint import Known, lint_narrative
from diogel.reports.narrative.sayings import figure_text
from diogel.reports.narrative.template import Template, read_template

__all__ = [
    "Filled",
    "Front",
    "Known",
    "Surroundings",
    "Template",
    "Written",
    "check_pair",
    "figure_text",
    "fill_narrative",
    "fill_pair",
    "hash_of_narrative",
    "lint_narrative",
    "read_front",
    "read_template",
    "stamp_english",
]
