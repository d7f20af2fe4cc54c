"""The register of priorities: each kept as a release; a change needs a reason and a name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from diogel.assessment.risk_priorities import (
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
from diogel.assessment.risk_storage import Shelf, day, held, put
from diogel.core import Bilingual, Place, Problem, Refused
from diogel.engine import Engine
from diogel.store import Release, Store

PRIORITIES = Shelf(
    "risk_priorities",
    dict.fromkeys(
        (
            "id",
            "area",
            "standing",
            "title_en",
            "title_cy",
            "themes",
            "record",
            "on",
            "who",
            "reason",
        ),
        "text",
    ),
    ("id",),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A priority as it holds, with who put it there, when and why."""

    priority: Priority
    on: date
    who: str
    reason: str
    release: str


def stored_priorities(
    store: Store, engine: Engine, *, area: str = "", as_at: datetime | None = None
) -> tuple[Kept, ...]:
    """The priorities that hold, or held at a moment; of one area when it is named."""
    return tuple(
        Kept(
            _priority(json.loads(row["record"])),
            day(row["on"]),
            str(row["who"]),
            str(row["reason"] or ""),
            str(row["release"]),
        )
        for row in held(store, engine, PRIORITIES, as_at)
        if not area or row["area"] == area
    )


def record_priorities(
    store: Store,
    engine: Engine,
    priorities: Sequence[Priority],
    *,
    who: str,
    on: date,
    reason: str = "",
) -> Release | None:
    """Keep priorities that are new or changed; None when all hold as they are.

    Raises
    ------
    Refused
        With everything wrong in them; a change of one that is there already without a reason;
        nobody named.
    """
    there = {one.priority.id: one.priority for one in stored_priorities(store, engine)}
    fresh = [one for one in priorities if there.get(one.id) != one]
    problems = priority_problems(priorities)
    if not who.strip():
        problems.append(Problem("risk.who-wanted", Place()))
    if not reason.strip():
        problems += [
            Problem("risk.priority-without-reason", Place(column=one.id))
            for one in fresh
            if one.id in there
        ]
    if problems:
        raise Refused(problems)
    if not fresh:
        return None
    rows = [_row(one, on, " ".join(who.split()), " ".join(reason.split())) for one in fresh]
    return put(store, engine, {PRIORITIES: rows}, source="risk-priorities", supplier=who.strip())


def _row(one: Priority, on: date, who: str, reason: str) -> dict[str, str | int | None]:
    record = json.dumps(asdict(one), ensure_ascii=False, sort_keys=True)
    return {
        "id": one.id,
        "area": one.area,
        "standing": one.standing.value,
        "title_en": one.title.en,
        "title_cy": one.title.cy,
        "themes": ";".join(one.themes),
        "record": record,
        "on": on.isoformat(),
        "who": who,
        "reason": reason,
    }


def _both(given: Mapping[str, str]) -> Bilingual:
    return Bilingual(given["en"], given["cy"], given["review"])


def _priority(given: Mapping[str, Any]) -> Priority:
    """A priority from its record."""
    approach, focus = given["approach"], given["focus"]
    return Priority(
        given["id"],
        given["area"],
        _both(given["title"]),
        tuple(given["themes"]),
        Standing(given["standing"]),
        _both(given["why"]),
        given["owner"],
        Approach(approach) if approach else None,
        Focus(focus) if focus else None,
        tuple(Success(s["measure"], _both(s["wanted"])) for s in given["successes"]),
        tuple(Objective(Goal(o["goal"]), _both(o["evidence"])) for o in given["objectives"]),
        tuple(
            Alignment(Plan(a["plan"]), a["reference"], _both(a["how"]), a["conflict"])
            for a in given["alignments"]
        ),
        tuple(Worked(Step(s["step"]), _both(s["text"]), s["source"]) for s in given["steps"]),
        tuple(
            Action(
                a["id"], _both(a["title"]), Approach(a["approach"]), Focus(a["focus"]), a["owner"]
            )
            for a in given["actions"]
        ),
    )
