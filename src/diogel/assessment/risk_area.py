"""The risks of one area: what is scored, who is waited for, and what the scores come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from diogel.assessment.risk_background import RiskBackground, Scoring
from diogel.assessment.risk_changes import InputChange
from diogel.assessment.risk_combining import Agreement, agreement
from diogel.assessment.risk_confidence import Trust
from diogel.assessment.risk_evidence import evidence_of, trust_of
from diogel.assessment.risk_figures import risk_tabulation
from diogel.assessment.risk_imported import ImportedScore
from diogel.assessment.risk_model import RiskModel
from diogel.assessment.risk_priorities import Priority, Standing, candidates
from diogel.assessment.risk_priorities_figures import balance_tabulation
from diogel.assessment.risk_priorities_register import Kept
from diogel.assessment.risk_results import RiskResults, assess_risk
from diogel.assessment.risk_scores import Score, waiting_for
from diogel.assessment.risk_suggested_figures import Suggested, suggested_tabulation
from diogel.assessment.risk_suggesting import suggest
from diogel.core import Tabulation
from diogel.indicators import AreaIndicators, Populations
from diogel.quality import GapMap
from diogel.standard import duties, themes

WHEEL = "wheel-2017"
OF_MODEL = ("weight", "setting", "item")
"""Changes of the model, which are of every area."""


@dataclass(frozen=True)
class AreaRisk:
    """What is known of the risks of one area.

    Attributes
    ----------
    subjects : tuple of Priority
        What is scored, or what would be.
    kept : tuple of Kept
        The priorities that people recorded, those that they left included.
    scorers : tuple of str
        The partners that gave any level.
    unused : int
        Levels given under another version of the model, which take no part.
    suggested : tuple of Suggested
        What the data suggest, with the measure that speaks for each subject.
    waiting : mapping of partner to number of levels
        Asked and not done. While anybody is, there are no results.
    results : RiskResults or None
        None while nobody scored, or while somebody is waited for.
    history : tuple of InputChange
        Of this area, the latest first.
    """

    area: str
    model: RiskModel
    subjects: tuple[Priority, ...]
    kept: tuple[Kept, ...] = ()
    scoring: Scoring = field(default_factory=Scoring)
    scorers: tuple[str, ...] = ()
    unused: int = 0
    suggested: tuple[Suggested, ...] = ()
    waiting: Mapping[str, int] = field(default_factory=dict)
    results: RiskResults | None = None
    agreed: tuple[Agreement, ...] = ()
    imported: tuple[ImportedScore, ...] = ()
    history: tuple[InputChange, ...] = ()

    @property
    def priorities(self) -> tuple[Priority, ...]:
        """The recorded priorities that were not left."""
        given = (one.priority for one in self.kept)
        return tuple(one for one in given if one.standing is not Standing.NOT_ADOPTED)

    def tabulations(self) -> tuple[Tabulation, ...]:
        """Every figure and table of them, before disclosure control."""
        found = [suggested_tabulation(self.suggested, self.model, self.area)]
        if self.results is not None:
            found.append(
                risk_tabulation(self.results, self.agreed, self.subjects, self.model, self.area)
            )
        if self.priorities:
            found.append(balance_tabulation(self.priorities, self.area))
        return tuple(found)


def subjects_of(area: str, background: RiskBackground) -> tuple[Priority, ...]:
    """What is scored in an area: recorded priorities, and themes that were asked or scored.

    Where there are none of these, the usual themes.
    """
    recorded = [k.priority for k in background.priorities if k.priority.area == area]
    open_ones = [one for one in recorded if one.standing is not Standing.NOT_ADOPTED]
    wanted = {one.priority for one in background.scores}
    wanted |= {one.priority for one in background.imported}
    wanted |= {f"{area}.{theme}" for theme in background.scoring.get(area, Scoring()).themes}
    wanted -= {one.id for one in recorded}
    found = [*open_ones, *(one for one in candidates(area) if one.id in wanted)]
    return tuple(found) or candidates(area, usual_themes())


def usual_themes() -> tuple[str, ...]:
    """The codes of the themes of the wheel of 2017, then of those that a duty asks about."""
    asked = {code for duty in duties() if duty.asks for code in duty.themes}
    wheel = [theme.code for theme in themes() if WHEEL in theme.named]
    return (*wheel, *(t.code for t in themes() if t.code in asked and t.code not in wheel))


def area_risk(
    found: AreaIndicators,
    background: RiskBackground,
    gaps: GapMap | None = None,
    populations: Iterable[Populations] = (),
) -> AreaRisk:
    """Work out the risks of an area; nothing of them while a partner is waited for."""
    area, model = found.area.id, background.model
    subjects = subjects_of(area, background)
    ids = {one.id for one in subjects}
    recorded = tuple(k for k in background.priorities if k.priority.area == area)
    known_ids = ids | {kept.priority.id for kept in recorded}
    known = AreaRisk(
        area,
        model,
        subjects,
        recorded,
        background.scoring.get(area, Scoring()),
        suggested=tuple(suggestions(found, subjects, model)),
        imported=tuple(one for one in background.imported if one.priority in ids),
        history=tuple(
            c for c in background.history if c.kind in OF_MODEL or _priority_of(c) in known_ids
        ),
    )
    scores = tuple(one for one in background.scores if one.priority in ids)
    known = replace(
        known,
        scorers=tuple(dict.fromkeys(one.scorer for one in scores)),
        unused=sum(one.model != model.version for one in scores),
        waiting=waited_for(known.scoring, scores, subjects, model),
    )
    if known.waiting or len(scores) == known.unused:
        return known
    versions = tuple(populations)
    trust: dict[str, Trust] = {one.id: trust_of(found, one, gaps, versions) for one in subjects}
    decided = [one for one in background.moderations if one.priority in ids]
    return replace(
        known,
        results=assess_risk(subjects, scores, model, moderations=decided, trust=trust),
        agreed=agreement(subjects, scores, model),
    )


def _priority_of(change: InputChange) -> str:
    return change.id.partition("/")[0]


def waited_for(
    scoring: Scoring, scores: Sequence[Score], subjects: Sequence[Priority], model: RiskModel
) -> dict[str, int]:
    """How many levels each partner that was asked still owes; nobody once people closed it."""
    if scoring.closed is not None:
        return {}
    own = [one for one in scores if one.model == model.version]
    lacking = waiting_for(own, subjects, scoring.partners, model)
    owed: dict[str, int] = {}
    for (scorer, _), items in lacking.items():
        owed[scorer] = owed.get(scorer, 0) + len(items)
    return owed


def suggestions(
    found: AreaIndicators, subjects: Sequence[Priority], model: RiskModel
) -> Iterable[Suggested]:
    """What the data and the moderated table suggest for each subject, in their order."""
    for one in subjects:
        measure, evidence = evidence_of(found, one)
        yield Suggested(one, measure, suggest(one, evidence, model))
