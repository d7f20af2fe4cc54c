"""The register of priorities: what they lack, how they balance, and every fault of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from risk_factory import DAY, PRIORITIES

from diogel.assessment import (
    Approach,
    Focus,
    Plan,
    Standing,
    Step,
    balance,
    balance_tabulation,
    lacking,
    lacking_sentences,
    read_priorities,
    record_priorities,
    stored_priorities,
)
from diogel.core import Refused
from diogel.disclosure import load_policy, release
from diogel.engine import Engine, open_engine
from diogel.language import english_left, explain_all
from diogel.store import Store

FILE = """
[[priority]]
id = "W06000015.hate-crime"
area = "W06000015"
title.en = "Hate crime"
title.cy = "Troseddau casineb"
themes = ["hate-crime", "community-cohesion"]
standing = "adopted"
why.en = "Rising for two years."
why.cy = "Yn codi ers dwy flynedd."
owner = "Cardiff Council, community safety"
approach = "prevention"
focus = "cause"

[[priority.success]]
wanted.en = "More people report it."
wanted.cy = "Mwy o bobl yn rhoi gwybod amdano."

[[priority.objective]]
goal = "cohesive"
evidence.en = "Survey of residents, 2026, question 4."
evidence.cy = "Arolwg trigolion, 2026, cwestiwn 4."

[[priority.alignment]]
plan = "police-plan"
reference = "Objective 3"
how.en = "Names the same aim."
how.cy = "Yn enwi'r un nod."

[[priority.alignment]]
plan = "well-being-plan"
conflict = true
how.en = "Moves the money elsewhere."
how.cy = "Yn symud yr arian i rywle arall."

[[priority.step]]
step = "surveillance"
text.en = "Counted each month."
text.cy = "Fe'i cyfrifir bob mis."

[[priority.action]]
id = "a1"
title.en = "Third-party reporting"
title.cy = "Rhoi gwybod drwy drydydd parti"
approach = "prevention"
focus = "place"
"""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine(threads=1) as opened:
        yield opened


def written(folder: Path, text: str = FILE) -> Path:
    path = folder / "priorities.toml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str]]:
    text = FILE
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    with pytest.raises(Refused) as refused:
        read_priorities(written(folder, text))
    for language in ("en", "cy"):
        assert all(explain_all(refused.value.problems, language))
    return [(problem.code, problem.found) for problem in refused.value.problems]


def test_a_priority_is_read_with_everything_recorded_of_it(tmp_path: Path) -> None:
    (one,) = read_priorities(written(tmp_path))

    assert one.standing is Standing.ADOPTED
    assert (one.approach, one.focus) == (Approach.PREVENTION, Focus.CAUSE)
    assert [a.plan for a in one.alignments] == [Plan.POLICE_PLAN, Plan.WELL_BEING_PLAN]
    assert one.actions[0].title.cy == "Rhoi gwybod drwy drydydd parti"


def test_what_a_priority_lacks_shows(tmp_path: Path) -> None:
    (found,) = lacking(read_priorities(written(tmp_path)))

    assert found.what == ()
    assert found.steps == (Step.FACTORS, Step.WHAT_WORKS, Step.SCALE)
    assert found.conflicts == (Plan.WELL_BEING_PLAN,)
    assert Plan.NEEDS_ASSESSMENT in found.plans
    assert not found.unaligned


def test_a_priority_in_line_with_no_plan_is_unaligned_and_said_so() -> None:
    found = lacking(PRIORITIES[:1])[0]

    said = lacking_sentences(found, PRIORITIES[0])

    assert found.unaligned
    assert "in line with no other plan" in said[2].en
    assert "Steps of a public health approach" in said[1].en
    assert all(one.complete for one in said)
    assert [left for one in said for left in english_left(one.cy)] == []


def test_a_priority_that_was_not_adopted_lacks_nothing() -> None:
    assert lacking([replace(PRIORITIES[0], standing=Standing.NOT_ADOPTED)]) == ()


def test_the_balance_counts_priorities_and_actions_apart(tmp_path: Path) -> None:
    priorities = [*read_priorities(written(tmp_path)), *PRIORITIES]

    found = balance(priorities)
    actions = balance(priorities, of_actions=True)

    assert found.approaches[Approach.PREVENTION] == 1
    assert found.approaches[Approach.ENFORCEMENT] == 0
    assert (found.foci[Focus.CAUSE], actions.foci[Focus.PLACE]) == (1, 1)


def test_priorities_of_which_nobody_said_are_counted_apart() -> None:
    found = balance(PRIORITIES)

    assert (found.untold_approach, found.untold_focus) == (3, 3)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"hate-crime", ', '"hate-crim", ', "risk.no-such-theme"),
        ('themes = ["hate-crime", "community-cohesion"]', "themes = []", "risk.theme-wanted"),
        ('title.cy = "Troseddau casineb"', 'title.cy = ""', "risk.text-wanted"),
        ('evidence.en = "Survey of residents, 2026, question 4."\n', "", "risk.text-wanted"),
        ('plan = "police-plan"', 'plan = "pcc"', "risk.priorities-bad-value"),
        ("conflict = true", 'conflict = "yes"', "risk.priorities-bad-value"),
        ('owner = "', 'ownr = "', "risk.priorities-unknown-key"),
        ('id = "W06000015.hate-crime"', 'id = "Hate crime!"', "risk.priority-code"),
        ('area = "W06000015"\n', "", "risk.priorities-bad-value"),
        ("[[priority.success]]", '[[priority.success]]\nmeasure = "x"', "risk.no-such-measure"),
        ('focus = "place"', 'focus = "places"', "risk.priorities-bad-value"),
    ],
)
def test_each_fault_of_the_file_is_told(tmp_path: Path, old: str, new: str, code: str) -> None:
    assert [found for found, _ in faults(tmp_path, (old, new))] == [code]


def test_two_priorities_with_one_code_are_told(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read_priorities(written(tmp_path, FILE + FILE))

    assert [p.code for p in refused.value.problems] == ["risk.priority-twice"]


@pytest.mark.parametrize("text", ["priority = 3", "[[", "x = 1", "[[priority]]", "priority = [3]"])
def test_a_file_of_something_else_is_refused_without_a_traceback(tmp_path, text: str) -> None:
    with pytest.raises(Refused):
        read_priorities(written(tmp_path, text))


def test_a_priority_is_kept_and_read_back_as_it_was(tmp_path: Path, engine: Engine) -> None:
    store, given = Store(tmp_path / "store"), read_priorities(written(tmp_path))

    release = record_priorities(store, engine, given, who="CSP board", on=DAY)

    (kept,) = stored_priorities(store, engine, area="W06000015")
    assert release is not None
    assert (kept.priority, kept.who, kept.on) == (given[0], "CSP board", DAY)
    assert record_priorities(store, engine, given, who="CSP board", on=DAY) is None


def test_a_change_of_a_priority_needs_a_reason(tmp_path: Path, engine: Engine) -> None:
    store, given = Store(tmp_path / "store"), read_priorities(written(tmp_path))
    record_priorities(store, engine, given, who="CSP board", on=DAY)
    changed = [replace(given[0], standing=Standing.NOT_ADOPTED)]

    with pytest.raises(Refused) as refused:
        record_priorities(store, engine, changed, who="CSP board", on=DAY)
    record_priorities(store, engine, changed, who="CSP board", on=DAY, reason="Met")

    assert [p.code for p in refused.value.problems] == ["risk.priority-without-reason"]
    (kept,) = stored_priorities(store, engine)
    assert (kept.priority.standing, kept.reason) == (Standing.NOT_ADOPTED, "Met")


def test_the_balance_is_released_whole_with_a_nought_for_what_there_is_none_of(tmp_path) -> None:
    counted = balance_tabulation(read_priorities(written(tmp_path)), "W06000015")

    released = release(counted, load_policy())

    assert all(table.treatment == "whole" for table in released.tables.values())
    found = {name: figure.figure.value for name, figure in released.figures.items()}
    assert found["W06000015.balance.approach.prevention.actions"] == 1
    assert found["W06000015.balance.approach.enforcement.priorities"] == 0
    assert found["W06000015.balance.focus.untold.priorities"] == 0
