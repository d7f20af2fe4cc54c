"""One area as far as it is known: its indicators, what of them may be said, and in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from diogel.assessment.background import Background
from diogel.assessment.findings import findings
from diogel.assessment.findings_saying import AreaFinding
from diogel.assessment.printings import Printing, printing_of
from diogel.assessment.risk_area import AreaRisk, area_risk
from diogel.core import Tabulation
from diogel.disclosure import Policy, Released, release
from diogel.indicators import (
    AreaIndicators,
    AreaSet,
    Evidence,
    Profile,
    holding_back,
    indicate,
    profile,
    tabulate,
    tabulate_profile,
)


@dataclass(frozen=True)
class Known:
    """One area as far as it is known: its indicators, what of them may be said, and in words.

    Attributes
    ----------
    day : date
        Of the document: what is due, in force or late is judged by it.
    policy : Policy
        What decides what of it may be said.
    risk : AreaRisk
        What partners scored of the area; its figures are among the released ones.
    about : Profile
        Its people, homes and kind of place; its figures are among the released ones.
    """

    area: AreaSet
    day: date
    evidence: Evidence
    background: Background
    indicators: AreaIndicators
    released: Released
    findings: tuple[AreaFinding, ...]
    risk: AreaRisk
    about: Profile
    policy: Policy

    @cached_property
    def printing(self) -> Printing:
        """Its numbers as they are printed, to compare with the edition before."""
        return printing_of(self)


def know(
    evidence: Evidence, area: AreaSet, background: Background, policy: Policy, day: date
) -> Known:
    """Work out what can be said of an area, and let the policy decide what may be."""
    if evidence.withheld is None:
        evidence = holding_back(evidence, policy)
    held = evidence.withheld
    found = indicate(evidence, area)
    risk = area_risk(found, background.risk, background.gaps, evidence.populations)
    about = profile(evidence, area)
    counted = _together(tabulate([found]), tabulate_profile(about), *risk.tabulations())
    released = release(counted, policy, held=held.figures(found) if held else {})
    told = findings(found, released)
    return Known(area, day, evidence, background, found, released, told, risk, about, policy)


def _together(first: Tabulation, *others: Tabulation) -> Tabulation:
    """Several tabulations as one: what one hides, no other shows."""
    figures = dict(first.figures)
    for other in others:
        figures |= other.figures
    tables = (table for each in (first, *others) for table in each.tables)
    return Tabulation(first.wave, figures, tuple(tables))
