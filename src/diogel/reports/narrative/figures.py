"""The figures that a narrative may say: this wave's, and other waves' by citation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches

from diogel.core import Figure, Status
from diogel.disclosure import Released
from diogel.reports.narrative.template import Reference


@dataclass(frozen=True, slots=True)
class Sources:
    """Where references are looked up."""

    released: Released
    cited: Mapping[str, Released] = field(default_factory=dict)

    def wave(self, name: str) -> Released | None:
        """The release of a wave; an empty name is this document's own."""
        if name in ("", self.released.wave):
            return self.released
        return self.cited.get(name)

    def find(self, reference: Reference) -> Figure | None:
        """The figure that a reference names, hidden or not; None when there is none."""
        wave = self.wave(reference.wave)
        found = wave.figures.get(reference.name) if wave else None
        return found.figure if found else None

    def nearest(self, reference: Reference) -> str:
        """The existing reference that is most like one that does not exist; or empty."""
        wave = self.wave(reference.wave)
        if wave is None:
            known = get_close_matches(reference.wave, [*self.cited, self.released.wave], n=1)
            return f"{known[0]}:{reference.name}" if known else ""
        near = get_close_matches(reference.name, wave.figures, n=1, cutoff=0.5)
        before = f"{reference.wave}:" if reference.wave else ""
        return before + near[0] if near else ""

    def hides(self, reference: Reference) -> bool:
        """Whether what a reference asks for may not be said: the figure, or its rank."""
        figure = self.find(reference)
        if figure is None:
            return False
        if figure.status is Status.CONFIDENTIAL:
            return True
        return reference.form == "rank" and figure.rank is None and self._rank_dropped(reference)

    def _rank_dropped(self, reference: Reference) -> bool:
        wave = self.wave(reference.wave)
        return wave is not None and any(
            d.rule == "rank-dropped" and d.subject == reference.name for d in wave.decisions
        )
