"""Shared words: bilingual text, periods, figures and their status, tables, problems, errors."""

from diogel.core.bilingual import LANGUAGES, Bilingual, Language
from diogel.core.errors import DiogelError, Refused
from diogel.core.figure import (
    Base,
    Figure,
    Interval,
    Kind,
    Limits,
    Status,
    Unit,
)
from diogel.core.period import Grain, Period, months_between
from diogel.core.problem import Place, Problem, Severity
from diogel.core.table import Line, Table, Tabulation

__all__ = [
    "LANGUAGES",
    "Base",
    "Bilingual",
    "DiogelError",
    "Figure",
    "Grain",
    "Interval",
    "Kind",
    "Language",
    "Limits",
    "Line",
    "Period",
    "Place",
    "Problem",
    "Refused",
    "Severity",
    "Status",
    "Table",
    "Tabulation",
    "Unit",
    "months_between",
]
