"""One area as far as it is known: its indicators, what of them may be said, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from diogel.assessment.background import Background
from diogel.assessment.findings import findings
from diogel.assessment.findings_saying import AreaFinding
from diogel.disclosure import Policy, Released, release
from diogel.indicators import AreaIndicators, AreaSet, Evidence, indicate, tabulate


@dataclass(frozen=True)
class Known:
    """One area as far as it is known: its indicators, what of them may be said, and in words.

    Attributes
    ----------
    day : date
        Of the document: what is due, in force or late is judged by it.
    """

    area: AreaSet
    day: date
    evidence: Evidence
    background: Background
    indicators: AreaIndicators
    released: Released
    findings: tuple[AreaFinding, ...]


def know(
    evidence: Evidence, area: AreaSet, background: Background, policy: Policy, day: date
) -> Known:
    """Work out what can be said of an area, and let the policy decide what may be."""
    found = indicate(evidence, area)
    released = release(tabulate([found]), policy)
    told = findings(found, released)
    return Known(area, day, evidence, background, found, released, told)
