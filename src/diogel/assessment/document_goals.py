"""What priorities and evidence serve: well-being goals, ways of working, others' plans."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from diogel.assessment.alignment import alignments, unaligned
from diogel.assessment.document_evidence import Finding
from diogel.assessment.document_remarks import said_once
from diogel.assessment.document_telling import Telling, listed
from diogel.assessment.goals import GOAL, WAY, Bearing, bearings
from diogel.assessment.risk_priorities import Standing
from diogel.language import list_and
from diogel.reports import Block, Heading, Prose


def goals(telling: Telling) -> tuple[Block, ...]:
    """Each well-being goal with what bears on it."""
    return _aims(telling, GOAL)


def ways(telling: Telling) -> tuple[Block, ...]:
    """Each way of working with what bears on it."""
    return _aims(telling, WAY)


def _aims(telling: Telling, kind: str) -> tuple[Block, ...]:
    subject = telling.subject
    found = bearings(kind, subject.evidence, subject.chapters, subject.written)
    told, remarks = said_once([each for bearing in found for each in bearing.findings])
    found = tuple(replace(each, findings=_of(each, told)) for each in found)
    given = [block for each in found if each.given for block in _aim(telling, each)]
    without = [each.aim.title[telling.language] for each in found if not each.given]
    given += [Prose(remark[telling.language]) for remark in remarks]
    if without:
        given.append(telling.prose("document.no-evidence-for", aims="; ".join(without)))
    return tuple(given)


def _of(bearing: Bearing, told: Iterable[Finding]) -> tuple[Finding, ...]:
    """A bearing's findings as they are told."""
    ids = {each.id for each in bearing.findings}
    return tuple({each.id: each for each in told if each.id in ids}.values())


def _aim(telling: Telling, bearing: Bearing) -> Iterator[Block]:
    language = telling.language
    yield Heading(4, bearing.aim.title[language], f"aim-{bearing.aim.id}")
    lines = [finding.sentence[language] for finding in bearing.findings]
    if bearing.themes:
        named = {theme.code: theme.name[language] for theme in telling.subject.themes}
        titles = [named.get(code, code) for code in bearing.themes]
        lines.append(telling.say("document.more-of-themes", themes=list_and(titles, language)))
    if bearing.places:
        titles = [f"“{telling.title_of(place)}”" for place in bearing.places]
        lines.append(telling.say("document.see-places", places=list_and(titles, language)))
    for priority, evidence in bearing.priorities:
        slots = {"priority": priority.title, "evidence": evidence}
        lines.append(telling.say("document.priority-serves", **slots))
    figures = tuple(name for finding in bearing.findings for name in finding.figures)
    yield Prose("\n".join(f"- {line}" for line in lines), figures)


def priorities_brief(telling: Telling) -> tuple[Block, ...]:
    """The names of the adopted priorities; that none is adopted, and which are considered."""
    found = telling.subject.evidence.priorities
    adopted = [each for each in found if each.standing is Standing.ADOPTED]
    named = [each.title[telling.language] for each in adopted or found]
    if adopted:
        return (listed(named),)
    if not named:
        return (telling.prose("risk.none-recorded"),)
    return (telling.prose("risk.being-considered"), listed(named))


def alignment(telling: Telling) -> tuple[Block, ...]:
    """Each priority beside the plans of others, then those that no plan speaks of."""
    language, found = telling.language, telling.subject.evidence.priorities
    rows = [
        (
            each.priority.title[language],
            telling.say(f"document.plan.{each.plan.value}"),
            telling.say(f"document.aligned.{each.verdict}"),
            "; ".join(f"{a.reference}: {a.how[language]}" for a in each.found) or "–",
        )
        for each in alignments(found)
        if each.found
    ]
    alone = [each.title[language] for each in unaligned(found)]
    blocks: list[Block] = []
    if rows:
        blocks.append(telling.table("alignment", rows, (0.24, 0.22, 0.16, 0.38)))
    if alone:
        blocks += [telling.prose("document.unaligned"), listed(alone)]
    return tuple(blocks) or telling.nothing()
