"""Suppliers' files into standard tables: one module for each, known by content."""

from diogel.sources.framework import Offered, Recognised, Source, Taken, Taking
from diogel.sources.recognising import Recognition, all_sources, recognise, source

__all__ = [
    "Offered",
    "Recognised",
    "Recognition",
    "Source",
    "Taken",
    "Taking",
    "all_sources",
    "recognise",
    "source",
]
