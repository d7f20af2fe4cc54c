"""Shared words: bilingual text, figures and their status, tables, problems, errors."""

from diogel.core.bilingual import LANGUAGES, Bilingual, Language
from diogel.core.errors import DiogelError, Refused
from diogel.core.figure import (
    Base,
    Figure,
    Interval,
    Kind,
    Status,
    Unit,
)
from diogel.core.problem import Place, Problem, Severity
from diogel.core.table import Line, Table, Tabulation

__all__ = [
    "LANGUAGES",
    "Base",
    "Bilingual",
    "DiogelError",
    "Figure",
    "Interval",
    "Kind",
    "Language",
    "Line",
    "Place",
    "Problem",
    "Refused",
    "Severity",
    "Status",
    "Table",
    "Tabulation",
    "Unit",
]
