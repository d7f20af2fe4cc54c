"""Suppliers' files into standard tables: one module for each, known by content."""

from diogel.sources.framework import Offered, Recognised, Source, Taken, Taking
from diogel.sources.incident_counting import DIMENSIONS, counted, latest_outcomes
from diogel.sources.recognising import Recognition, all_sources, recognise, source

__all__ = [
    "DIMENSIONS",
    "Offered",
    "Recognised",
    "Recognition",
    "Source",
    "Taken",
    "Taking",
    "all_sources",
    "counted",
    "latest_outcomes",
    "recognise",
    "source",
]
