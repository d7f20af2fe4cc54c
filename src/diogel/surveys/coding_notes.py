"""Tells under a table that its counts include words which a person coded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from diogel.core import Bilingual, Table, Tabulation
from diogel.language import both


def noted(counted: Tabulation, questions: Collection[str]) -> Tabulation:
    """The same tabulation, each table with a figure from one of the questions noted."""
    tables = tuple(
        _noted(table) if _holds(counted, table, questions) else table for table in counted.tables
    )
    return replace(counted, tables=tables)


def _holds(counted: Tabulation, table: Table, questions: Collection[str]) -> bool:
    sources = (counted.figures[name].source for name in table.cells.values())
    return any(part in questions for source in sources for part in source.split("+"))


def _noted(table: Table) -> Table:
    sentence = both("imports.coded_note")
    # Two whole sentences side by side: neither depends on the other.
    note = Bilingual(
        f"{table.note.en} {sentence.en}".strip(),
        f"{table.note.cy} {sentence.cy}".strip(),
        sentence.review,
    )
    return replace(table, note=note)
