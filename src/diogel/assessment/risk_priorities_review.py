"""What the priorities of an area still lack, and how they balance: for people to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.assessment.alignment import in_line
from diogel.assessment.risk_priorities import (
    ID,
    Approach,
    Focus,
    Plan,
    Priority,
    Standing,
    Step,
)
from diogel.core import Bilingual, Place, Problem
from diogel.standard import measures as all_measures
from diogel.standard import themes as all_themes
from diogel.standard.validation.did_you_mean import by_fold, nearest


@dataclass(frozen=True, slots=True)
class Lacking:
    """What one priority does not have yet.

    Attributes
    ----------
    what : tuple of str
        Of "why", "owner", "success", "objective", "action", "approach", "focus".
    plans : tuple of Plan
        The plans that nobody has held it against.
    conflicts : tuple of Plan
        The plans that pull the other way.
    steps : tuple of Step
        The steps of a public health approach that are not worked through.
    unaligned : bool
        True when it is in line with no other plan at all.
    """

    priority: str
    what: tuple[str, ...]
    plans: tuple[Plan, ...]
    conflicts: tuple[Plan, ...]
    steps: tuple[Step, ...]
    unaligned: bool


@dataclass(frozen=True, slots=True)
class Balance:
    """How many of an area's adopted priorities, or actions, are of each kind.

    Attributes
    ----------
    approaches, foci : mapping of kind to count
        Every kind is there, with 0 where there is none.
    untold : int
        Those of which nobody said.
    """

    approaches: dict[Approach, int]
    foci: dict[Focus, int]
    untold_approach: int
    untold_focus: int


def lacking(priorities: Iterable[Priority]) -> tuple[Lacking, ...]:
    """What each priority lacks; one that was looked at and left is passed over."""
    return tuple(_lacking(one) for one in priorities if one.standing is not Standing.NOT_ADOPTED)


def _lacking(one: Priority) -> Lacking:
    there = {
        "why": one.why.complete,
        "owner": bool(one.owner.strip()),
        "success": bool(one.successes),
        "objective": bool(one.objectives),
        "action": bool(one.actions),
        "approach": one.approach is not None,
        "focus": one.focus is not None,
    }
    aligned = {each.plan for each in one.alignments if not each.conflict}
    against = {each.plan for each in one.alignments if each.conflict}
    worked = {each.step for each in one.steps if each.text.complete}
    return Lacking(
        one.id,
        tuple(name for name, has in there.items() if not has),
        tuple(plan for plan in Plan if plan not in aligned | against),
        tuple(plan for plan in Plan if plan in against),
        tuple(step for step in Step if step not in worked),
        not in_line(one),
    )


def balance(priorities: Iterable[Priority], *, of_actions: bool = False) -> Balance:
    """Prevention against enforcement, place against cause: of priorities, or of their actions.

    Of the adopted priorities; of all that were not left where none is adopted yet.
    """
    given = [one for one in priorities if one.standing is not Standing.NOT_ADOPTED]
    adopted = [one for one in given if one.standing is Standing.ADOPTED] or given
    tagged = (
        [(action.approach, action.focus) for one in adopted for action in one.actions]
        if of_actions
        else [(one.approach, one.focus) for one in adopted]
    )
    approaches = Counter(approach for approach, _ in tagged)
    foci = Counter(focus for _, focus in tagged)
    return Balance(
        {kind: approaches[kind] for kind in Approach},
        {kind: foci[kind] for kind in Focus},
        approaches[None],
        foci[None],
    )


def priority_problems(priorities: Sequence[Priority], file: str = "") -> list[Problem]:
    """Everything that is wrong with priorities as they were written, each at its own."""
    ids = Counter(one.id for one in priorities)
    problems = [
        Problem("risk.priority-twice", Place(file), name) for name, n in ids.items() if n > 1
    ]
    for one in priorities:
        problems += _own_problems(one, Place(file, column=one.id))
    return problems


def _own_problems(one: Priority, place: Place) -> list[Problem]:
    problems = []
    if not ID.fullmatch(one.id):
        problems.append(Problem("risk.priority-code", place, one.id))
    if not one.themes:
        problems.append(Problem("risk.theme-wanted", place))
    themes = by_fold({theme.code: (theme.name.en, theme.name.cy) for theme in all_themes()})
    for code in one.themes:
        if code not in themes.values():
            problems.append(Problem("risk.no-such-theme", place, code, nearest(code, themes)))
    measures = by_fold({m.code: (m.title.en, m.title.cy) for m in all_measures()})
    for success in one.successes:
        if success.measure and success.measure not in measures.values():
            near = nearest(success.measure, measures)
            problems.append(Problem("risk.no-such-measure", place, success.measure, near))
    for name, text, wanted in _texts(one):
        if text.en.strip() or text.cy.strip() or wanted:
            missing = [c for c, said in (("en", text.en), ("cy", text.cy)) if not said.strip()]
            if missing:
                found = f"{name} ({', '.join(missing)})"
                problems.append(Problem("risk.text-wanted", place, found))
    return problems


def _texts(one: Priority) -> list[tuple[str, Bilingual, bool]]:
    """Every text with its name, and whether it must be there: a tick alone is refused."""
    return [
        ("title", one.title, True),
        ("why", one.why, False),
        *((f"objective {o.goal.value}", o.evidence, True) for o in one.objectives),
        *((f"alignment {a.plan.value}", a.how, True) for a in one.alignments),
        *((f"step {s.step.value}", s.text, True) for s in one.steps),
        *((f"action {a.id}", a.title, True) for a in one.actions),
        *(("success", s.wanted, True) for s in one.successes),
    ]
