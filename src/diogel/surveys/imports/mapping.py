"""What each column of an export is taken for, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping as Map
from dataclasses import dataclass, field
from typing import Literal

from diogel.surveys.imports.export import Export, ExportColumn

DROP, IGNORE, LANGUAGE, WITHDRAWN = "drop", "ignore", "language", "withdrawn"
# At least this sure, or a person has to say so. [0-1]
CERTAIN = 0.95
How = Literal[
    "code", "heading", "order", "near", "number", "place", "saved", "tool", "personal", ""
]


@dataclass(frozen=True, slots=True)
class Match:
    """What one column is taken for.

    Attributes
    ----------
    to : str
        A question's id, "question/choice", "language", "withdrawn", "drop" (the tool's own
        or personal: never read), "ignore" (a person says that its answers may be lost), or
        empty: nothing known.
    how : How
        By the id ("code"), by a text in either language ("heading"), by a text that several
        questions share and the order of columns ("order"), by a text that is nearly the
        same ("near"), by a question's number, from the mapping file ("saved"), because the
        tool made it ("tool"), or because it looks like personal data.
    score : float
        How sure it is. [0-1]
    near : str
        The question that is most alike, for a column that is nothing known.
    values : mapping of text to code
        What answers mean that are neither a code nor a label; as a person wrote them.
    """

    column: ExportColumn
    to: str
    how: How = ""
    score: float = 0.0
    near: str = ""
    values: Map[str, str] = field(default_factory=dict)

    @property
    def question_id(self) -> str:
        """The question it holds answers to; empty for none."""
        return "" if self.to in ("", DROP, IGNORE, LANGUAGE, WITHDRAWN) else self.to.split("/")[0]

    @property
    def option(self) -> str:
        """The choice it stands for, when the question has a column for each."""
        return self.to.partition("/")[2] if self.question_id else ""

    @property
    def sure(self) -> bool:
        """Whether it may be used without a person's word."""
        return self.how == "saved" or self.score >= CERTAIN


@dataclass(frozen=True, slots=True)
class Mapping:
    """What every column of one shape of export is taken for.

    Attributes
    ----------
    language : str
        The language that answers were given in when no column says so; empty when unknown.
    repeat : str
        The repeated group whose rows the table holds; empty for responses.
    """

    export: Export
    matches: tuple[Match, ...]
    language: str = ""
    repeat: str = ""

    def scope(self, match: Match) -> str:
        """The repeated group whose questions a column may hold; empty for none."""
        return match.column.instance[-1][0] if match.column.instance else self.repeat

    @property
    def fingerprint(self) -> str:
        """Which shape of export it is for."""
        return self.export.fingerprint
