"""Waves: what may be said of a change between two times that a survey was asked."""

from diogel.surveys.waves.comparing import Comparison, compare_waves
from diogel.surveys.waves.counting import Told
from diogel.surveys.waves.keys import (
    DEMONSTRATION_KEY,
    LinkKey,
    read_link_key,
    write_link_key,
)
from diogel.surveys.waves.questions import claims_of
from diogel.surveys.waves.report import comparison_pair, comparison_texts, summary
from diogel.surveys.waves.units import write_units

__all__ = [
    "DEMONSTRATION_KEY",
    "Comparison",
    "LinkKey",
    "Told",
    "claims_of",
    "compare_waves",
    "comparison_pair",
    "comparison_texts",
    "read_link_key",
    "summary",
    "write_link_key",
    "write_units",
]
