"""Answers from other tools: recognised by content, mapped in the open, written all or nothing."""

from diogel.surveys.imports.importing import Brought, Imported, import_answers
from diogel.surveys.imports.mapping import Mapping, Match

__all__ = ["Brought", "Imported", "Mapping", "Match", "import_answers"]
