"""What is published, as plain data: all that the auditor is told.

Nothing here comes from the answers. A cell of the answers is known by its key, the same in
every table, file, language and edition that shows it; a number that was not published is not
in here at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from diogel.core import Bilingual

Terms = tuple[tuple[str, int], ...]


class Why(StrEnum):
    """What kind of statement a fact is; each has its own sentence.

    VALUE: a cell is printed. ROUNDED: printed rounded. SUM: cells add up to another.
    ADDS_TO: cells add up to a number. BASE: no cell of a base is above it. SHARE: a
    percentage with its rounding. PHRASE: a fraction or a band in words. RANK: a place in an
    order. ORDER: a place in a list that is sorted by size. EARLIER: nobody left between an
    earlier and a later edition. GREW: how many joined. ATTRIBUTED: a quotation says that
    somebody is there. KNOWN: anybody knows it.
    """

    VALUE = "value"
    ROUNDED = "rounded"
    SUM = "sum"
    ADDS_TO = "adds-to"
    BASE = "base"
    SHARE = "share"
    PHRASE = "phrase"
    RANK = "rank"
    ORDER = "order"
    EARLIER = "earlier"
    GREW = "grew"
    ATTRIBUTED = "attributed"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Fact:
    """One published statement: a sum of whole counts lies between two whole numbers.

    Attributes
    ----------
    terms : tuple of (cell key, coefficient)
        What is summed.
    lower, upper : int or None
        Both included; None for no limit on that side. [what the cells count]
    why : Why
    place : Bilingual
        Where it stands: a table, a file and sheet, a sentence's file.
    told : Bilingual
        What is printed there, for the sentence; both empty when the numbers say it.
    """

    terms: Terms
    lower: int | None
    upper: int | None
    why: Why
    place: Bilingual
    told: Bilingual = field(default_factory=lambda: Bilingual("", ""))


@dataclass(frozen=True, slots=True)
class Incident:
    """Something published that tells of a respondent without a sum: blocked as it stands.

    `code` has a sentence in the `auditing` catalogue: "attribution" (a quotation says whose
    it is), "named" (a list says who answered), "moment" (a file says at which time it was
    made), "edition-difference" (two editions differ by too few answers), "mean-difference"
    (two means differ by too few contributors), "wave-difference" (two waves beside those who
    answered both tell of those who answered once). `found` is what is printed.
    """

    code: str
    place: Bilingual
    found: Bilingual
    other: Bilingual = field(default_factory=lambda: Bilingual("", ""))


@dataclass(frozen=True, slots=True)
class Publication:
    """Everything that a reader holds in hand.

    Attributes
    ----------
    labels : mapping of cell key to Bilingual
        What a person calls each cell. A cell without one is called by its key.
    facts : tuple of Fact
    hidden : frozenset of cell key
        Those that are marked as confidential somewhere.
    thresholds : mapping of cell key to int
        How wide a range an outsider must be left with, for each hidden cell. [responses]
    respondents : frozenset of cell key
        Cells in which one respondent counts as one, so that it can take itself away.
    incidents : tuple of Incident
    threshold : int
        The width for the hidden cells that `thresholds` does not name. [responses]
    """

    labels: Mapping[str, Bilingual]
    facts: tuple[Fact, ...]
    hidden: frozenset[str]
    thresholds: Mapping[str, int] = field(default_factory=dict)
    respondents: frozenset[str] = frozenset()
    incidents: tuple[Incident, ...] = ()
    threshold: int = 3

    def width(self, cell: str) -> int:
        """How wide an outsider's range of a hidden cell must be."""
        return self.thresholds.get(cell, self.threshold)

    def label(self, cell: str) -> Bilingual:
        """What a person calls a cell."""
        return self.labels.get(cell) or Bilingual.same(cell)


def together(*publications: Publication) -> Publication:
    """Several publications as the one who holds them all reads them."""
    labels: dict[str, Bilingual] = {}
    thresholds: dict[str, int] = {}
    for each in publications:
        labels = {**each.labels, **labels}
        for cell, width in each.thresholds.items():
            thresholds[cell] = max(width, thresholds.get(cell, 0))
    return Publication(
        labels,
        tuple(dict.fromkeys(fact for each in publications for fact in each.facts)),
        frozenset().union(*(each.hidden for each in publications)),
        thresholds,
        frozenset().union(*(each.respondents for each in publications)),
        tuple(dict.fromkeys(found for each in publications for found in each.incidents)),
        max((each.threshold for each in publications), default=3),
    )
