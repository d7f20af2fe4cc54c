"""Scores that partners give: each a record of who, when and why; a change needs a reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from diogel.assessment.risk_model import TOP, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_suggesting import Suggestion
from diogel.core import Place, Problem, Refused, Severity
from diogel.standard.validation.did_you_mean import by_fold, nearest

LONGEST_REASON = 1000
"""[characters]"""
LONGEST_NAME = 120
"""[characters]"""


@dataclass(frozen=True, slots=True)
class Score:
    """What one partner gave one item of one priority.

    Attributes
    ----------
    scorer : str
        The partner: an organisation.
    level : int or None
        0 to 4; None when the partner says that it cannot say.
    on : date
        The day that it was given.
    reason : str
        In the scorer's own words and language; kept as written.
    who : str
        The post or team that gave it, never a person's name.
    model : str
        The version of the model that the levels are of.
    suggested, source : int or None, str
        What was suggested at the time, and by which figure; None and empty for nothing.
    """

    priority: str
    scorer: str
    item: str
    level: int | None
    on: date
    reason: str
    who: str
    model: str
    suggested: int | None = None
    source: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """Priority, scorer and item: a later score of the same takes its place."""
        return (self.priority, self.scorer, self.item)


def score(
    priority: str,
    scorer: str,
    item: str,
    level: int | None,
    *,
    on: date,
    who: str,
    priorities: Sequence[Priority],
    model: RiskModel,
    reason: str = "",
    earlier: Sequence[Score] = (),
    suggestions: Sequence[Suggestion] = (),
    today: date | None = None,
) -> Score:
    """One score, checked.

    Raises
    ------
    Refused
        With everything wrong: an unknown priority or item, a level that is none, a change or
        a departure from what the data suggest without a reason.
    """
    given = _made(priority, scorer, item, level, on, who, reason, model, suggestions)
    problems = [
        *naming_problems(given, priorities, model),
        *score_problems(given, earlier, today=today or date.today()),
    ]
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    return given


def _made(
    priority: str,
    scorer: str,
    item: str,
    level: int | None,
    on: date,
    who: str,
    reason: str,
    model: RiskModel,
    suggestions: Sequence[Suggestion],
) -> Score:
    found = suggestion_of(priority, item, suggestions)
    suggested, source = (found.level, found.source) if found else (None, "")
    texts = (" ".join(text.split()) for text in (scorer, reason, who))
    scorer, reason, who = texts
    return Score(priority, scorer, item, level, on, reason, who, model.version, suggested, source)


def suggestion_of(priority: str, item: str, suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """What is suggested for an item of a priority; None for nothing."""
    return next((s for s in suggestions if (s.priority, s.item) == (priority, item)), None)


def naming_problems(
    given: Score, priorities: Sequence[Priority], model: RiskModel
) -> list[Problem]:
    """What a score names that is not there."""
    problems, place = [], Place()
    if given.priority not in {one.id for one in priorities}:
        near = nearest(given.priority, by_fold({one.id: _ways(one) for one in priorities}))
        problems.append(Problem("risk.no-such-priority", place, given.priority, near))
    if given.item not in model.by_code:
        near = nearest(given.item, by_fold(dict.fromkeys(model.by_code, ())))
        problems.append(Problem("risk.no-such-item", place, given.item, near))
    return problems


def _ways(one: Priority) -> tuple[str, ...]:
    """How somebody may write a priority: its code without the area, or its title."""
    return one.id.rpartition(".")[2], one.title.en, one.title.cy


def score_problems(
    given: Score,
    earlier: Sequence[Score],
    *,
    today: date,
    places: Mapping[str, Place] | None = None,
) -> list[Problem]:
    """What is wrong with one score, beside what came before it and what was suggested.

    Parameters
    ----------
    places : mapping, optional
        Where "level", "reason", "scorer", "who" and "on" stand.
    """
    at = places or {}
    problems = []
    level = given.level
    if level is not None and (isinstance(level, bool) or not 0 <= level <= TOP):
        problems.append(Problem("risk.not-a-level", at.get("level", Place()), str(level)))
    if wanted := _reason_problem(given, earlier):
        problems.append(Problem(wanted[0], at.get("reason", Place()), *wanted[1:]))
    return [*problems, *who_problems(given.scorer, given.who, given.on, today=today, places=at)]


def who_problems(
    scorer: str,
    who: str,
    on: date,
    *,
    today: date,
    places: Mapping[str, Place] | None = None,
) -> list[Problem]:
    """What is wrong with who scored, and when."""
    at = places or {}
    problems = []
    for name, text in (("scorer", scorer), ("who", who)):
        if not text.strip():
            problems.append(Problem(f"risk.{name}-wanted", at.get(name, Place())))
        elif len(text) > LONGEST_NAME:
            place = at.get(name, Place())
            problems.append(Problem("risk.too-long", place, str(len(text)), str(LONGEST_NAME)))
    if on > today:
        problems.append(Problem("risk.future-day", at.get("on", Place()), on.isoformat()))
    return problems


def _reason_problem(given: Score, earlier: Sequence[Score]) -> tuple[str, str, str] | None:
    """Why a reason is wanted and is not there: the code, what was found, what was expected."""
    before = next((one for one in earlier if one.key == given.key), None)
    if len(given.reason) > LONGEST_REASON:
        return "risk.too-long", str(len(given.reason)), str(LONGEST_REASON)
    if before is not None and before.level == given.level:
        return None
    now = _said(given.level)
    if before is not None:
        fresh = given.reason and given.reason != before.reason
        return None if fresh else ("risk.change-without-reason", now, _said(before.level))
    if given.suggested is not None and given.level != given.suggested and not given.reason:
        return "risk.departure-without-reason", now, str(given.suggested)
    return None


def _said(level: int | None) -> str:
    return "?" if level is None else str(level)


def taken(given: Sequence[Score], earlier: Sequence[Score]) -> tuple[Score, ...]:
    """The scores that are new or that change something, in the order given.

    A level given again as it was leaves the earlier record as it stands, with its day, its
    reason and who gave it; a reason that was added is a change.
    """
    before = {one.key: one for one in earlier}
    return tuple(one for one in given if _differs(one, before.get(one.key)))


def _differs(one: Score, before: Score | None) -> bool:
    if before is None or one.level != before.level or one.model != before.model:
        return True
    return bool(one.reason) and one.reason != before.reason


def waiting_for(
    scores: Sequence[Score],
    priorities: Sequence[Priority],
    scorers: Sequence[str],
    model: RiskModel,
) -> dict[tuple[str, str], tuple[str, ...]]:
    """For each scorer and priority the items not yet scored; empty when all have scored all.

    While somebody is waited for, what others gave is not to be shown: that is what makes the
    scoring blind. Saying "cannot say" counts as having scored.
    """
    there = {one.key for one in scores}
    found = {}
    for scorer in scorers:
        for priority in priorities:
            lacking = tuple(
                item.code for item in model.items if (priority.id, scorer, item.code) not in there
            )
            if lacking:
                found[scorer, priority.id] = lacking
    return found
