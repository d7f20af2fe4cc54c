"""What can be inferred from a publication, by an outsider and by one who answered.

Two levels. `exact`: no hidden cell can be worked out by an outsider. `default`: besides, the
range that an outsider is left with is at least the threshold wide, and somebody who knows its
own answer cannot work out any other hidden cell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from diogel.disclosure.audit_explaining import (
    Explanation,
    Reason,
    explain,
    is_value,
    why_impossible,
)
from diogel.disclosure.audit_publication import Fact, Incident, Publication
from diogel.disclosure.audit_ranges import Solver, close, told_by
from diogel.disclosure.audit_system import MOST, Contradiction, System, split, system_of, tighten

Level = Literal["exact", "default"]
EXPLAINED = 30
"""So many findings are explained; of more, a reader needs the list and not the reasons."""


@dataclass(frozen=True, slots=True)
class Range:
    """The whole numbers that a reader can tell a cell to be among, both ends included.

    `upper` is None when nothing that is published limits the cell from above.
    """

    lower: int
    upper: int | None

    @property
    def exact(self) -> bool:
        """Whether only one number is left."""
        return self.lower == self.upper

    def narrower(self, width: int) -> bool:
        """Whether the ends are less than `width` apart."""
        return self.upper is not None and self.upper - self.lower < width


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that can be inferred and should not.

    Attributes
    ----------
    code : str
        "exact", "narrow", "respondent", "contradiction", or the code of an incident.
    cell : str
        The hidden cell; empty for a contradiction or an incident.
    found : Range or None
        What it can be, for whoever infers it.
    own : str
        For "respondent": the cell in which the one who infers it counted itself.
    explanation : Explanation
        The smallest set of published facts that gives it.
    incident : Incident or None
    """

    code: str
    cell: str = ""
    found: Range | None = None
    own: str = ""
    explanation: Explanation = ()
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class Audited:
    """Everything that the auditor worked out.

    `ranges` are an outsider's, of every hidden cell; `solved` counts the questions that the
    solver was asked.
    """

    level: Level
    ranges: Mapping[str, Range]
    findings: tuple[Finding, ...]
    solved: int = 0

    @property
    def safe(self) -> bool:
        """Whether nothing can be inferred that should not."""
        return not self.findings


@dataclass(slots=True)
class _Work:
    """An audit on its way."""

    publication: Publication
    level: Level
    ranges: dict[str, Range] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    solved: int = 0


def audit(publication: Publication, level: Level = "default") -> Audited:
    """What can be inferred from a publication that should not be, with the reasons.

    Every hidden cell is judged: which were hidden for their own sake is not published, and
    the auditor is not told.
    """
    work = _Work(publication, level)
    facts = _of_one_mind(work)
    system = system_of(facts, sorted(publication.hidden))
    parts = _tightened(work, system, facts)
    for part in parts:
        _audit_part(work, part, facts)
    _known_ranges(work, system)
    _judge(work, facts)
    found = [Finding(each.code, incident=each) for each in publication.incidents]
    return Audited(level, work.ranges, (*work.findings, *found), work.solved)


def _of_one_mind(work: _Work) -> list[Fact]:
    """The facts without those that a single other fact contradicts, which are told.

    Of two numbers printed for one cell the first is believed.
    """
    printed: dict[str, Fact] = {}
    kept = []
    for fact in work.publication.facts:
        if is_value(fact):
            first = printed.setdefault(fact.terms[0][0], fact)
            if first.lower != fact.lower:
                both = (Reason(first), Reason(fact))
                work.findings.append(Finding("contradiction", explanation=both))
                continue
        kept.append(fact)
    return kept


def _tightened(work: _Work, system: System, facts: list[Fact]) -> list[System]:
    """The parts of the system that are left to solve.

    When the facts contradict each other, a smallest set of those that do is told, one of
    them is set aside, and the rest is tried again.
    """
    while True:
        low, high = list(system.low), list(system.high)
        try:
            tighten(system, low, high)
        except Contradiction:
            clash = why_impossible(facts)
            if not clash:
                return []
            work.findings.append(Finding("contradiction", explanation=clash))
            facts.remove(_least_trusted(clash))
            fresh = system_of(facts, system.keys)
            system.rows = fresh.rows
            continue
        system.low, system.high = low, high
        return split(system)


def _least_trusted(clash: Explanation) -> Fact:
    """Of facts that cannot all hold, the one that ties most cells together."""
    return max((reason.fact for reason in clash), key=lambda fact: len(fact.terms))


def _audit_part(work: _Work, part: System, facts: list[Fact]) -> None:
    solver = Solver(part)
    try:
        close(solver)
    except Contradiction:
        clash = why_impossible(facts)
        work.findings.append(Finding("contradiction", explanation=clash))
        return
    hidden = work.publication.hidden
    for key, low, high in zip(part.keys, part.low, part.high, strict=True):
        if key in hidden:
            work.ranges[key] = Range(low, None if high >= MOST else high)
    if work.level == "default":
        _audit_respondents(work, solver, facts)
    work.solved += solver.asked


def _audit_respondents(work: _Work, solver: Solver, facts: list[Fact]) -> None:
    """What one who counted itself in a hidden cell can tell of the others."""
    told: set[str] = set()
    keys = solver.system.keys
    for own, key in enumerate(keys):
        if key not in work.publication.hidden & work.publication.respondents:
            continue
        for cell, value in told_by(solver, own):
            if keys[cell] in work.publication.hidden - told:
                told.add(keys[cell])
                among = Range(value, value)
                reasons = _explained(work, facts, keys[cell], among, key)
                work.findings.append(Finding("respondent", keys[cell], among, key, reasons))


def _explained(
    work: _Work, facts: list[Fact], cell: str, among: Range, own: str = ""
) -> Explanation:
    if len(work.findings) >= EXPLAINED:
        return ()
    return explain(facts, cell, among.lower, among.upper, own)


def _known_ranges(work: _Work, system: System) -> None:
    """The ranges of hidden cells that needed no solver."""
    for key, low, high in zip(system.keys, system.low, system.high, strict=True):
        if key in work.publication.hidden and key not in work.ranges:
            work.ranges[key] = Range(low, None if high >= MOST else high)


def _judge(work: _Work, facts: list[Fact]) -> None:
    """The hidden cells of which an outsider can tell too much, worst first."""
    narrow = []
    for cell in sorted(work.publication.hidden):
        among = work.ranges[cell]
        if among.exact:
            reasons = _explained(work, facts, cell, among)
            work.findings.append(Finding("exact", cell, among, explanation=reasons))
        elif work.level == "default" and among.narrower(work.publication.width(cell)):
            narrow.append((cell, among))
    for cell, among in narrow:
        reasons = _explained(work, facts, cell, among)
        work.findings.append(Finding("narrow", cell, among, explanation=reasons))
