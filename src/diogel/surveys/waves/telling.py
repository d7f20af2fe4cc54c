"""A comparison being told in one language: released figures only, tables numbered as they come."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from diogel.core import Bilingual, Language
from diogel.language import number, percentage, say
from diogel.reports import Heading, PlainTable, Prose, TableBlock
from diogel.reports.narrative import figure_text
from diogel.statistics import Range
from diogel.surveys.waves.comparing import Comparison

_MARKUP = re.compile(r"([\\`*_{}\[\]<>~^@#|])")
MINUS = "\N{MINUS SIGN}"


def plain(text: str) -> str:
    """A text in which nothing is read as markup."""
    return _MARKUP.sub(r"\\\1", text)


@dataclass
class Telling:
    """One comparison in one language; `marked` when its texts are Pandoc's Markdown."""

    comparison: Comparison
    language: Language
    marked: bool = True
    _tables: int = field(default=0)

    def say(self, key: str, **slots: object) -> str:
        """A sentence of the comparison, which may name both times."""
        earlier, later = self.comparison.times
        return say(key, self.language, earlier=earlier, later=later, **slots)

    def prose(self, key: str, *figures: str, **slots: object) -> Prose:
        """A paragraph; `figures` are the ids of the figures that its slots say."""
        return Prose(self.say(key, **slots), figures)

    def heading(self, level: int, key: str) -> Heading:
        """A heading whose id comes from its key, the same in both languages."""
        return Heading(level, self.say(key), f"waves-{key.rpartition('.')[2]}")

    def words(self, text: Bilingual) -> str:
        """Somebody's own label, in which nothing is markup."""
        return plain(text[self.language]) if self.marked else text[self.language]

    def number(self, value: int) -> str:
        """A whole number."""
        return number(value, self.language)

    def said(self, figure: str) -> str:
        """A figure in running text, in the span that names it where the text is marked."""
        text = figure_text(self.comparison.released.figures[figure].figure, "of", self.language)
        return f'[{plain(text)}]{{.figure data-figure="{figure}"}}' if self.marked else text

    def table(self, name: str) -> TableBlock:
        """A released table."""
        self._tables += 1
        return TableBlock(self.comparison.released.tables[name], self._tables, "both")

    def plain_table(
        self,
        caption: str,
        headings: Sequence[str],
        rows: Sequence[tuple[str, ...]],
        widths: tuple[float, ...] = (),
    ) -> PlainTable:
        """A table of words."""
        self._tables += 1
        return PlainTable(caption, self._tables, tuple(headings), tuple(rows), widths)

    def signed(self, value: int) -> str:
        """A change, with its sign."""
        sign = "+" if value > 0 else MINUS if value < 0 else ""
        return f"{sign}{self.number(abs(value))}"

    def points(self, limits: Range) -> str:
        """Two limits of a change, in whole points of a hundred; none goes beyond a hundred."""
        low, high = (max(-100, min(100, round(100 * limit))) for limit in limits)
        return self.between(low, high)

    def between(self, low: int, high: int) -> str:
        """From one change to another."""
        return self.say("waves.tests.between", low=self.signed(low), high=self.signed(high))

    def chance(self, p: float) -> str:
        """How often chance alone would do so, in whole per cent."""
        if p < 0.01:
            return self.say("waves.tests.under_one")
        return percentage(p, 1, self.language, 0)
