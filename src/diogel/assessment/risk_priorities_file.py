"""The file in which an area keeps its priorities: one TOML text that people write and change."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

from diogel.assessment.risk_priorities import (
    NOTHING,
    Action,
    Alignment,
    Approach,
    Focus,
    Goal,
    Objective,
    Plan,
    Priority,
    Standing,
    Step,
    Success,
    Worked,
)
from diogel.assessment.risk_priorities_review import priority_problems
from diogel.core import Bilingual, Place, Problem, Refused
from diogel.files import read_text_file

_Choice = TypeVar("_Choice", bound=StrEnum)
_Made = TypeVar("_Made")
_KEYS = {
    "priority": (
        *("id", "area", "title", "themes", "standing", "why", "owner", "approach", "focus"),
        *("success", "objective", "alignment", "step", "action"),
    ),
    "success": ("measure", "wanted"),
    "objective": ("goal", "evidence"),
    "alignment": ("plan", "reference", "how", "conflict"),
    "step": ("step", "text", "source"),
    "action": ("id", "title", "approach", "focus", "owner"),
}


def read_priorities(path: Path) -> tuple[Priority, ...]:
    """The priorities of a file.

    Raises
    ------
    Refused
        With everything that is wrong in it, in the words of whoever wrote it.
    """
    text = read_text_file(path)
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        place = Place(path.name)
        raise Refused([Problem("risk.priorities-unreadable", place, str(fault))]) from fault
    reading = _Reading(path.name)
    priorities = reading.priorities(given)
    problems = [*reading.problems, *priority_problems(priorities, path.name)]
    if problems:
        raise Refused(problems)
    return priorities


class _Reading:
    """One file being read: what is wrong is gathered."""

    def __init__(self, file: str) -> None:
        self.file, self.own = file, ""
        self.problems: list[Problem] = []

    def tell(self, code: str, found: str, expected: str = "") -> None:
        place = Place(self.file, column=self.own)
        self.problems.append(Problem(code, place, found[:120], expected))

    def priorities(self, given: Mapping[str, Any]) -> tuple[Priority, ...]:
        self.keys(given, ("priority",), "")
        listed = self.tables(given.get("priority"), "priority")
        if not listed:
            self.tell("risk.no-priorities", "", "[[priority]]")
        return tuple(self.priority(one) for one in listed)

    def keys(self, given: Mapping[str, Any], known: tuple[str, ...], above: str) -> None:
        for key in given:
            if key not in known:
                near = get_close_matches(key, known, n=1)
                expected = near[0] if near else ", ".join(known)
                self.tell("risk.priorities-unknown-key", f"{above}{key}", expected)

    def tables(self, value: object, name: str) -> list[Mapping[str, Any]]:
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
            for one in value:
                self.keys(one, _KEYS[name], f"{name}.")
            return list(value)
        self.tell("risk.priorities-bad-value", name, f"[[{name}]]")
        return []

    def priority(self, given: Mapping[str, Any]) -> Priority:
        self.own = str(given.get("id", ""))[:80]
        themes = given.get("themes", [])
        if not isinstance(themes, list) or not all(isinstance(one, str) for one in themes):
            self.tell("risk.priorities-bad-value", f"themes = {themes}", '["hate-crime"]')
            themes = []
        made = Priority(
            self.text(given, "id"),
            self.text(given, "area"),
            self.both(given, "title"),
            tuple(themes),
            self.choice(given, "standing", Standing) or Standing.CANDIDATE,
            self.both(given, "why"),
            self.text(given, "owner"),
            self.choice(given, "approach", Approach),
            self.choice(given, "focus", Focus),
            self.several(given, "success", self.success),
            self.several(given, "objective", self.objective),
            self.several(given, "alignment", self.alignment),
            self.several(given, "step", self.step),
            self.several(given, "action", self.action),
        )
        if not made.area:
            self.tell("risk.priorities-bad-value", "area", "W06000015")
        self.own = ""
        return made

    def several(
        self, given: Mapping[str, Any], name: str, make: Callable[[Mapping[str, Any]], _Made | None]
    ) -> tuple[_Made, ...]:
        made = (make(one) for one in self.tables(given.get(name), name))
        return tuple(one for one in made if one is not None)

    def success(self, given: Mapping[str, Any]) -> Success:
        return Success(self.text(given, "measure"), self.both(given, "wanted"))

    def objective(self, given: Mapping[str, Any]) -> Objective | None:
        goal = self.choice(given, "goal", Goal, wanted=True)
        return Objective(goal, self.both(given, "evidence")) if goal else None

    def alignment(self, given: Mapping[str, Any]) -> Alignment | None:
        plan = self.choice(given, "plan", Plan, wanted=True)
        conflict = given.get("conflict", False)
        if not isinstance(conflict, bool):
            self.tell("risk.priorities-bad-value", f"conflict = {conflict}", "true / false")
        if plan is None:
            return None
        return Alignment(
            plan, self.text(given, "reference"), self.both(given, "how"), conflict is True
        )

    def step(self, given: Mapping[str, Any]) -> Worked | None:
        step = self.choice(given, "step", Step, wanted=True)
        return Worked(step, self.both(given, "text"), self.text(given, "source")) if step else None

    def action(self, given: Mapping[str, Any]) -> Action | None:
        approach = self.choice(given, "approach", Approach, wanted=True)
        focus = self.choice(given, "focus", Focus, wanted=True)
        if approach is None or focus is None:
            return None
        name, title = self.text(given, "id"), self.both(given, "title")
        return Action(name, title, approach, focus, self.text(given, "owner"))

    def text(self, given: Mapping[str, Any], name: str) -> str:
        value = given.get(name, "")
        if isinstance(value, str):
            return value.strip()
        self.tell("risk.priorities-bad-value", f"{name} = {value}", '"..."')
        return ""

    def both(self, given: Mapping[str, Any], name: str) -> Bilingual:
        value = given.get(name)
        if value is None:
            return NOTHING
        texts = value if isinstance(value, Mapping) else {}
        if not texts or not all(isinstance(one, str) for one in texts.values()):
            self.tell("risk.priorities-bad-value", name, f'{name}.en = "...", {name}.cy = "..."')
            return NOTHING
        self.keys(texts, ("en", "cy"), f"{name}.")
        return Bilingual(str(texts.get("en", "")).strip(), str(texts.get("cy", "")).strip())

    def choice(
        self, given: Mapping[str, Any], name: str, kind: type[_Choice], *, wanted: bool = False
    ) -> _Choice | None:
        value = given.get(name)
        if value is None and not wanted:
            return None
        for one in kind:
            if value == one.value:
                return one
        expected = " / ".join(one.value for one in kind)
        self.tell("risk.priorities-bad-value", f"{name} = {value}", expected)
        return None
