"""What the auditor found in a folder, and the problems that keep it from being published."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from diogel.core import Bilingual, Place, Problem
from diogel.disclosure import Audited, Publication, finding_words, reasons_words


@dataclass(frozen=True)
class AuditedFolder:
    """One folder, or several that were read together, and what can be inferred from them."""

    name: str
    publication: Publication
    audited: Audited

    def sentences(self) -> Iterator[tuple[Bilingual, tuple[Bilingual, ...]]]:
        """Each finding with the published facts that give it."""
        for finding in self.audited.findings:
            told = finding_words(finding, self.publication)
            yield told, reasons_words(finding, self.publication)


def inferable(found: AuditedFolder) -> Iterator[Problem]:
    """Each thing that can be inferred, with the facts that give it."""
    for told, reasons in found.sentences():
        why = Bilingual(" ".join(r.en for r in reasons), " ".join(r.cy for r in reasons))
        slots = {"finding": told, "reasons": why}
        yield Problem("disclosure.inferable", Place(found.name), slots=slots)
