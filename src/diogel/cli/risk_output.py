"""Risks and priorities as lines for a person, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from diogel.core import Language
from diogel.language import long_date, say

if TYPE_CHECKING:
    from diogel.assessment import Kept
    from diogel.assessment.risk_area import AreaRisk

Record = dict[str, object]


def risk_lines(found: AreaRisk, language: Language) -> Iterator[str]:
    """Who is waited for; or every risk in a sentence; else that nobody scored."""
    from diogel.assessment import first_sentence, risk_sentences, waiting_sentence

    for scorer, levels in found.waiting.items():
        yield waiting_sentence(scorer, levels)[language]
    if found.results is None:
        if not found.waiting:
            yield say("risk.section.nobody", language)
        yield from _suggested_lines(found, language)
        return
    yield say("risk.our-own", language)
    last = len(found.subjects) + 1
    risks = found.results.risks
    for one in sorted(found.subjects, key=lambda each: risks[each.id].rank or last):
        for sentence in risk_sentences(risks[one.id], one, found.results, found.model):
            yield sentence[language]
    yield first_sentence(found.results)[language]
    yield from _beside_lines(found, language)


def _beside_lines(found: AreaRisk, language: Language) -> Iterator[str]:
    """How far partners agree, and what others scored."""
    from diogel.assessment import agreement_sentences, imported_sentence

    # Where partners cannot be compared, that is said once and not of every item.
    told = [one for one in found.agreed if one.w is not None] or found.agreed[:1]
    for agreed in told:
        for sentence in agreement_sentences(agreed, found.model):
            yield sentence[language]
    titles = {one.id: one for one in found.subjects}
    for score in found.imported:
        yield imported_sentence(score, titles[score.priority])[language]


def _suggested_lines(found: AreaRisk, language: Language) -> Iterator[str]:
    """What is asked about; the levels that data suggest stand in the workbooks."""
    for one in found.subjects:
        yield f"  {one.id}  {one.title[language]}"


def risk_record(found: AreaRisk, language: Language) -> Record:
    """The risks of an area as plain values."""
    risks = found.results.risks if found.results else {}
    return {
        "area": found.area,
        "model": found.model.version,
        "partners": list(found.scorers) if not found.waiting else [],
        "waiting": dict(found.waiting),
        "separable": found.results.separable if found.results else None,
        "priorities": [
            {
                "priority": one.id,
                "title": one.title[language],
                **(_numbers(found, one.id) if one.id in risks else {}),
            }
            for one in found.subjects
        ],
        "imported": [
            {"priority": s.priority, "system": s.system, "score": s.score, "on": s.on.isoformat()}
            for s in found.imported
        ],
    }


def _numbers(found: AreaRisk, priority: str) -> Record:
    assert found.results is not None  # noqa: S101  asked only where there are results
    risk = found.results.risks[priority]
    limits = risk.limits
    return {
        "risk": None if risk.risk is None else float(risk.risk),
        "word": risk.band.code if risk.band else None,
        "limits": [limits.lower, limits.upper] if limits else None,
        "rank": risk.rank,
        "tied": risk.tied,
        "rank_under_other_weights": list(risk.rank_by_weights) if risk.rank_by_weights else None,
        "confidence": None if risk.confidence.value is None else float(risk.confidence.value),
        "act": risk.act,
        "decided_together": risk.moderated,
        "lacking": list(risk.lacking),
    }


def priority_lines(kept: Kept, language: Language) -> Iterator[str]:
    """A priority, who put it there, and what it still lacks."""
    from diogel.assessment import lacking, lacking_sentences

    one = kept.priority
    yield say(
        "cli.priorities.one",
        language,
        id=one.id,
        title=one.title,
        standing=say(f"risk.standing.{one.standing.value}", language),
        lead=one.owner or say("risk.section.no-lead", language),
        by=kept.who,
        day=long_date(kept.on, language),
    )
    for found in lacking([one]):
        for sentence in lacking_sentences(found, one):
            yield f"  - {sentence[language]}"


def priority_record(kept: Kept, language: Language) -> Record:
    """A priority as plain values."""
    from diogel.assessment import lacking

    one = kept.priority
    lacks = next(iter(lacking([one])), None)
    return {
        "id": one.id,
        "title": one.title[language],
        "standing": one.standing.value,
        "lead": one.owner,
        "by": kept.who,
        "on": kept.on.isoformat(),
        "reason": kept.reason,
        "lacking": list(lacks.what) if lacks else [],
        "steps_lacking": [step.value for step in lacks.steps] if lacks else [],
    }
