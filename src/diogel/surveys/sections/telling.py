"""What a generated section may see: released figures only, and the wave's own declarations."""

from __future__ import annotations

from dataclasses import dataclass

from diogel.core import Language
from diogel.disclosure import Policy, Released
from diogel.language import say
from diogel.reports import Prose
from diogel.reports.narrative import figure_text
from diogel.surveys.study import Study


@dataclass(frozen=True)
class Telling:
    """One wave being told in one language."""

    study: Study
    released: Released
    policy: Policy
    language: Language

    def say(self, key: str, **slots: object) -> str:
        """A sentence in the language of the telling."""
        return say(key, self.language, **slots)

    def prose(self, key: str, **slots: object) -> Prose:
        """A paragraph of one sentence or a few."""
        return Prose(self.say(key, **slots))

    def shown(self, figure: str) -> bool:
        """Whether the wave has this figure and may say it."""
        found = self.released.figures.get(figure)
        return found is not None and found.shown and found.figure.value is not None

    def said(self, figure: str, form: str = "") -> str:
        """A figure in running text, in the span that names it."""
        text = figure_text(self.released.figures[figure].figure, form, self.language)
        return f'[{text}]{{.figure data-figure="{figure}"}}'
