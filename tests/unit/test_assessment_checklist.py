"""What the law asks, what bears on the goals, and what stands beside others' plans."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from assessment_factory import DAY, documents, evidence, priority

from diogel.assessment import load_template
from diogel.assessment.alignment import alignments, unaligned
from diogel.assessment.checklist import added_parts, checklist, in_force, to_come
from diogel.assessment.goals import GOAL, WAY, aims, bearings
from diogel.core import Language
from diogel.reports import PlainTable
from diogel.standard import duties, load_definitions

TEMPLATE = load_template()
CHAPTERS = TEMPLATE.chapters_of(TEMPLATE.plans[0])
PROTECT = "protection-of-premises"


def answers(
    stands: set[str], day: date = DAY, written: frozenset[str] = frozenset()
) -> dict[str, str]:
    items = checklist(duties(), CHAPTERS, stands, day, written)
    return {f"{i.duty.code}.{i.ask.code if i.ask else ''}": i.answer for i in items}


def test_what_nobody_has_written_is_told_with_its_place() -> None:
    assert answers(set())["crime-and-disorder-strategy.last-plan"] == "not-written"
    written = answers(set(), written=frozenset({"last-plan"}))
    assert written["crime-and-disorder-strategy.last-plan"] == "answered"


def test_what_a_machine_says_is_no_answer_to_what_people_are_asked() -> None:
    found = answers({"voice", "themes", "theme.serious-violence"})

    assert found["crime-and-disorder-strategy.people"] == "not-written"
    assert found["serious-violence.causes"] == "not-written"
    people = answers(set(), written=frozenset({"voice", "theme.serious-violence"}))
    assert people["crime-and-disorder-strategy.people"] == "answered"
    assert people["serious-violence.causes"] == "answered"


def test_a_machines_chapter_without_evidence_answers_nothing() -> None:
    assert answers(set())["crime-and-disorder-strategy.levels"] == "not-written"
    assert answers({"overview"})["crime-and-disorder-strategy.levels"] == "answered"


def test_a_question_about_one_theme_is_not_answered_by_another() -> None:
    name = "crime-and-disorder-strategy.serious-violence"

    assert answers({"theme.crime", "themes"})[name] == "not-written"
    assert answers({"theme.serious-violence"})[name] == "answered"


@pytest.mark.parametrize(("language", "mark"), [("en", "to be checked"), ("cy", "i'w wirio")])
def test_a_day_that_nobody_checked_is_never_printed_as_fact(language: Language, mark: str) -> None:
    blocks = documents()["assessment"][language].blocks
    titles = {duty.title[language]: duty for duty in in_force(duties(), DAY)}
    tables = [b for b in blocks if isinstance(b, PlainTable)]
    table = next(t for t in tables if {row[0] for row in t.rows} == set(titles))
    dated = {row[0]: row[1] for row in table.rows if titles[row[0]].in_force}

    marked = {title for title, day in dated.items() if day.endswith(f" ({mark})")}
    assert marked == {title for title in dated if titles[title].day_note[language]}
    assert marked and marked != set(dated)


def test_a_duty_that_no_section_answers_is_absent_and_brings_its_questions() -> None:
    items = checklist(duties(), CHAPTERS, set(), DAY)

    assert "absent" in {i.answer for i in items if i.duty.code == "prevent"}
    assert "duty.prevent" in {part.id for part in added_parts(items)}


def test_what_was_written_for_such_a_duty_answers_it_and_keeps_its_place() -> None:
    items = checklist(duties(), CHAPTERS, set(), DAY, {"duty.prevent"})

    assert {i.answer for i in items if i.duty.code == "prevent"} == {"answered"}
    assert "duty.prevent" in {part.id for part in added_parts(items)}


def test_serious_violence_is_asked_only_from_its_day_on() -> None:
    name = "crime-and-disorder-strategy.serious-violence"

    assert name not in answers(set(), date(2023, 1, 30))
    assert name in answers(set(), date(2023, 1, 31))


def test_a_duty_that_is_made_and_not_in_force_is_on_the_horizon_only() -> None:
    assert PROTECT in {duty.code for duty in to_come(duties(), DAY)}
    assert PROTECT not in {duty.code for duty in in_force(duties(), DAY)}


@pytest.mark.parametrize("end", [{"status": "ended"}, {"ended": DAY}])
def test_a_duty_that_has_ended_is_on_no_horizon(end: dict[str, object]) -> None:
    made = next(duty for duty in duties() if duty.code == PROTECT)

    assert to_come([made], DAY) == (made,)
    assert to_come([replace(made, **end)], DAY) == ()  # type: ignore[arg-type]


def test_a_new_duty_is_one_new_file(tmp_path: Path) -> None:
    (tmp_path / "duties").mkdir()
    (tmp_path / "duties" / "new-duty.toml").write_text(
        'code = "new-duty"\ntitle.en = "New duty"\ntitle.cy = "Dyletswydd newydd"\n'
        'meaning.en = "Something."\nmeaning.cy = "Rhywbeth."\nlaw = "An Act"\n'
        'status = "in-force"\nin-force = 2026-01-01\nthemes = ["crime"]\nsource = "invented"\n'
        '[[ask]]\ncode = "what"\ntext.en = "What is done."\ntext.cy = "Yr hyn a wneir."\n'
        'source = "invented"\n',
        encoding="utf-8",
    )

    items = checklist(load_definitions([tmp_path]).duties, CHAPTERS, set(), DAY)

    (part,) = (each for each in added_parts(items) if each.id == "duty.new-duty")
    assert part.guide.en == "What is done."


def test_there_are_seven_goals_and_five_ways() -> None:
    kinds = [aim.kind for aim in aims()]

    assert (kinds.count(GOAL), kinds.count(WAY)) == (7, 5)


def test_the_goals_are_those_that_priorities_name() -> None:
    goals = {aim.id for aim in aims() if aim.kind == GOAL}

    assert {o.goal.value for o in priority().objectives} <= goals


def test_a_goal_has_what_bears_on_it_and_never_a_tick() -> None:
    found = {b.aim.id: b for b in bearings(GOAL, evidence(), CHAPTERS, set())}

    assert {f.place for f in found["cohesive"].findings} == {
        "theme.crime",
        "theme.anti-social-behaviour",
    }
    assert [p.id for p, _ in found["cohesive"].priorities] == [priority().id]
    assert not found["prosperous"].given


def test_a_way_of_working_rests_on_what_people_wrote() -> None:
    before = {b.aim.id: b.given for b in bearings(WAY, evidence(), CHAPTERS, set())}
    after = {b.aim.id: b.places for b in bearings(WAY, evidence(), CHAPTERS, {"voice"})}

    assert not before["involvement"]
    assert after["involvement"] == ("voice",)


def test_a_priority_stands_beside_every_plan() -> None:
    verdicts = {each.plan.value: each.verdict for each in alignments([priority()])}

    assert verdicts["well-being-plan"] == "agrees"
    assert verdicts["police-plan"] == "none"
    assert unaligned([priority()]) == ()
