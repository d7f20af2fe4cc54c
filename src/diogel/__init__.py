"""Diogel: the evidence system for community safety in Wales."""

__version__ = "0.1.0"
