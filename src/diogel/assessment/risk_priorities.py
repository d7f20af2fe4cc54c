"""What an area may put first: one priority, and everything that is recorded of it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from diogel.core import Bilingual
from diogel.standard import themes as all_themes

NOTHING = Bilingual("", "")
ID = re.compile(r"[A-Za-z0-9]+([.-][A-Za-z0-9]+)*")


class Standing(StrEnum):
    """How far a priority is: scored only, taken up, or looked at and left."""

    CANDIDATE = "candidate"
    ADOPTED = "adopted"
    NOT_ADOPTED = "not-adopted"


class Approach(StrEnum):
    """Whether something works before harm is done or acts on it afterwards."""

    PREVENTION = "prevention"
    ENFORCEMENT = "enforcement"
    BOTH = "both"
    SUPPORT = "support"


class Focus(StrEnum):
    """Whether something works on places, on causes, on both, or on people."""

    PLACE = "place"
    CAUSE = "cause"
    BOTH = "both"


class Step(StrEnum):
    """The four steps of a public health approach, in their order."""

    SURVEILLANCE = "surveillance"
    FACTORS = "factors"
    WHAT_WORKS = "what-works"
    SCALE = "scale"


class Plan(StrEnum):
    """The plans of others that a priority is held against."""

    NEEDS_ASSESSMENT = "needs-assessment"
    WELL_BEING_PLAN = "well-being-plan"
    POLICE_PLAN = "police-plan"
    AREA_PLANNING_BOARD = "area-planning-board"
    VAWDASV_STRATEGY = "vawdasv-strategy"


class Goal(StrEnum):
    """The seven well-being goals, in the order of the Act."""

    PROSPEROUS = "prosperous"
    RESILIENT = "resilient"
    HEALTHIER = "healthier"
    EQUAL = "equal"
    COHESIVE = "cohesive"
    CULTURE = "culture"
    GLOBAL = "global"


@dataclass(frozen=True, slots=True)
class Success:
    """How one will see whether a priority is met.

    Attributes
    ----------
    measure : str
        Code of a measure of the standard; empty where it is none of them.
    wanted : Bilingual
        What should change, by when.
    """

    measure: str
    wanted: Bilingual


@dataclass(frozen=True, slots=True)
class Objective:
    """A well-being goal or objective that a priority serves, with the evidence. Never a tick."""

    goal: Goal
    evidence: Bilingual


@dataclass(frozen=True, slots=True)
class Alignment:
    """Where another plan says the same, or the opposite.

    Attributes
    ----------
    reference : str
        The section or objective of that plan, as it numbers it.
    conflict : bool
        True when the plan pulls the other way.
    """

    plan: Plan
    reference: str
    how: Bilingual
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Worked:
    """One of the four steps as it was worked through, with what it rests on."""

    step: Step
    text: Bilingual
    source: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """Something that is done for a priority, and what kind of thing it is."""

    id: str
    title: Bilingual
    approach: Approach
    focus: Focus
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Priority:
    """A subject that is scored, and that a partnership may put first.

    Attributes
    ----------
    id : str
        Lasting: "W06000015.anti-social-behaviour".
    area : str
        The code of the area or set of areas that it is of.
    themes : tuple of str
        Codes of the standard's themes.
    owner : str
        A post or an organisation, never a person's name. Empty while nobody owns it.
    approach, focus : Approach, Focus or None
        None while nobody said.
    """

    id: str
    area: str
    title: Bilingual
    themes: tuple[str, ...]
    standing: Standing = Standing.CANDIDATE
    why: Bilingual = NOTHING
    owner: str = ""
    approach: Approach | None = None
    focus: Focus | None = None
    successes: tuple[Success, ...] = ()
    objectives: tuple[Objective, ...] = ()
    alignments: tuple[Alignment, ...] = ()
    steps: tuple[Worked, ...] = ()
    actions: tuple[Action, ...] = ()


def candidates(area: str, themes: Iterable[str] = ()) -> tuple[Priority, ...]:
    """A priority to score for each theme; for each of the standard's where none is named.

    KeyError for a theme that the standard does not have.
    """
    names = {theme.code: theme.name for theme in all_themes()}
    return tuple(
        Priority(f"{area}.{code}", area, names[code], (code,)) for code in (themes or names)
    )
