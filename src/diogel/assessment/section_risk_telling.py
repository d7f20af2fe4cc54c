"""The smallest pieces of the chapters on risk and priorities, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from diogel.assessment.findings_saying import in_both, plain, span
from diogel.assessment.known import Known
from diogel.assessment.risk_area import AreaRisk
from diogel.core import LANGUAGES, Bilingual, Language
from diogel.disclosure import ReleasedFigure
from diogel.language import say
from diogel.reports import Block, Heading, PlainTable, Prose, TableBlock

EMPTY = "–"
Row = tuple[str, ...]


@dataclass(frozen=True)
class RiskTelling:
    """What is known of an area being told in one language."""

    known: Known
    language: Language

    @property
    def risk(self) -> AreaRisk:
        """The risks of the area."""
        return self.known.risk

    def say(self, key: str, **slots: object) -> str:
        """A sentence or label of the catalogue."""
        return say(key, self.language, **slots)

    def heading(self, name: str) -> Heading:
        """The heading of one part of the chapter."""
        return Heading(3, self.say(f"risk.section.heading.{name}"), f"risk-{name}")

    def prose(self, *sentences: str) -> Prose:
        """A paragraph."""
        return Prose(" ".join(each for each in sentences if each))

    def listed(self, lines: Iterable[str], figures: Iterable[str] = ()) -> Prose:
        """Sentences as a list."""
        return Prose("\n".join(f"- {line}" for line in lines), tuple(figures))

    def table(self, name: str, headings: Row, rows: Iterable[Row], widths: tuple[float, ...]
    ) -> PlainTable:  # fmt: skip
        """A table of words under its caption."""
        return PlainTable(self.say(f"risk.section.table.{name}"), 0, headings, tuple(rows), widths)

    def released(self, name: str) -> Iterator[TableBlock]:
        """A released table of the area, where there is one with anything in it."""
        found = self.known.released.tables.get(f"{self.risk.area}.{name}")
        if found is not None and found.table.cells:
            yield TableBlock(found, 0)

    def figure(self, name: str) -> ReleasedFigure | None:
        """A released figure that may be shown and has a value; else None."""
        found = self.known.released.figures.get(name)
        if found is None or not found.shown or found.figure.value is None:
            return None
        return found

    def spanned(self, name: str, text: Bilingual) -> Bilingual:
        """A number as a view of its figure, so that a reader can walk back from it."""
        found = self.figure(name)
        if found is None:
            return text
        return in_both(partial(_span, found, text))


def _span(found: ReleasedFigure, text: Bilingual, language: Language) -> str:
    return span(found.figure, text[language], language)


def safe(text: str) -> str:
    """Somebody's words in running text: nothing in them is markup."""
    return plain(" ".join(text.split()))


def in_languages(
    known: Known, tell: Callable[[RiskTelling], Iterable[Block]]
) -> dict[Language, tuple[Block, ...]]:
    """A section told in both languages."""
    return {language: tuple(tell(RiskTelling(known, language))) for language in LANGUAGES}
