"""Well-being goals and ways of working, each with what bears on it. Never a tick."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from diogel.assessment.document_evidence import AssessmentEvidence, Finding
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.template import Chapter
from diogel.core import Bilingual, Problem, Refused
from diogel.standard.reading import Fields, read_toml

FILE = Path(__file__).parent / "goals.toml"
GOAL, WAY = "goal", "way"
MOST = 3
"""How many findings stand under an aim; the themes have them all."""


@dataclass(frozen=True, slots=True)
class Aim:
    """A goal or a way of working of the Act: `themes` are those whose findings bear on it."""

    id: str
    kind: str
    title: Bilingual
    meaning: Bilingual
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bearing:
    """What an assessment holds that bears on an aim.

    Attributes
    ----------
    findings : tuple of Finding
        The weightiest, no two of them of one measure.
    themes : tuple of str
        Codes of the themes that hold more.
    places : tuple of str
        Ids of chapters, and of parts that people have written, that say they bear on it.
    priorities : tuple of (Priority, Bilingual)
        Priorities that serve it, each with the evidence that was given.
    """

    aim: Aim
    findings: tuple[Finding, ...]
    themes: tuple[str, ...]
    places: tuple[str, ...]
    priorities: tuple[tuple[Priority, Bilingual], ...]

    @property
    def given(self) -> bool:
        """Whether there is any evidence."""
        return bool(self.findings or self.places or self.priorities)


@cache
def aims() -> tuple[Aim, ...]:
    """The seven goals, then the five ways of working."""
    problems: list[Problem] = []
    raw: Mapping[str, Any] = read_toml(FILE, problems) or {}
    fields = Fields(raw, FILE.name, problems)
    found = tuple(
        Aim(
            id=item.code("id"),
            kind=kind,
            title=item.bilingual("title"),
            meaning=item.bilingual("meaning", wanted=False),
            themes=item.many("themes"),
        )
        for kind in (GOAL, WAY)
        for item in fields.items(kind, wanted=True)
    )
    if problems:
        raise Refused(problems)
    return found


def bearings(
    kind: str, evidence: AssessmentEvidence, chapters: Iterable[Chapter], written: Collection[str]
) -> tuple[Bearing, ...]:
    """What bears on each goal, or on each way of working, in the order of the Act."""
    chapters = tuple(chapters)
    return tuple(
        Bearing(
            aim,
            *_findings(aim, evidence.findings),
            tuple(_places(aim, chapters, written)),
            tuple(_serving(aim, evidence.priorities)),
        )
        for aim in aims()
        if aim.kind == kind
    )


def _findings(aim: Aim, findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The first findings of a few measures, and the themes under which there are more."""
    bearing = [each for each in findings if _theme(each) in aim.themes]
    first = list({each.measure or each.id: each for each in reversed(bearing)}.values())
    chosen = sorted(first, key=bearing.index)[:MOST]
    rest = [each for each in bearing if each not in chosen]
    return tuple(chosen), tuple(dict.fromkeys(map(_theme, rest)))


def _theme(finding: Finding) -> str:
    head, _, theme = finding.place.partition(".")
    return theme if head == "theme" else ""


def _places(aim: Aim, chapters: Iterable[Chapter], written: Collection[str]) -> Iterable[str]:
    for chapter in chapters:
        if aim.id in chapter.goals:
            yield chapter.id
        for part in chapter.parts:
            ids = [each for each in written if each == part.id or _is_of(each, part.id)]
            if aim.id in part.goals and ids:
                yield part.id


def _is_of(written: str, part: str) -> bool:
    """Whether what was written is of one theme or priority of a part."""
    return written.startswith(f"{part}.")


def _serving(aim: Aim, priorities: Iterable[Priority]) -> Iterable[tuple[Priority, Bilingual]]:
    for priority in priorities:
        for objective in priority.objectives:
            if objective.goal.value == aim.id:
                yield priority, objective.evidence
