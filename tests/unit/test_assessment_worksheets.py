"""A worksheet for each priority: four steps, the area's findings, and a place for people."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from assessment_factory import documents, evidence, held_in, priority, text

from diogel.assessment.alignment import in_line, unaligned
from diogel.assessment.risk_priorities import Alignment, Plan, Standing, Step, Worked
from diogel.assessment.risk_priorities_review import lacking
from diogel.core import Bilingual
from diogel.reports import Document, Heading, OpenPart, PlainTable, Prose

CODE = priority().id.rpartition(".")[2]
STEPS = [f"problem-{CODE}-{step.value}" for step in Step]


def headings(document: Document) -> list[str]:
    return [block.id for block in document.blocks if isinstance(block, Heading)]


def said(document: Document) -> str:
    return "\n".join(b.markdown for b in document.blocks if isinstance(b, Prose | OpenPart))


@pytest.mark.parametrize("outline", ["crime-chapters", "problem-oriented"])
def test_every_priority_has_its_four_steps_in_every_order(outline: str) -> None:
    pair = documents(outline=outline)["assessment"]

    for document in pair.values():
        assert [name for name in headings(document) if name in STEPS] == STEPS


def test_under_each_step_people_have_a_place_of_their_own() -> None:
    document = documents()["assessment"]["en"]

    places = {block.id for block in document.blocks if isinstance(block, OpenPart)}
    assert {f"problem-{step.value}.{CODE}" for step in Step} <= places


def test_what_people_wrote_of_a_step_stands_there_and_is_listed_by_its_name(tmp_path: Path) -> None:
    held = held_in(tmp_path, text(f"problem-factors.{CODE}", "Play in the street."))

    document = documents(held)["assessment"]["en"]

    assert "Play in the street." in said(document)
    cells = [c for b in document.blocks if isinstance(b, PlainTable) for row in b.rows for c in row]
    assert f"{priority().title.en}: Risk and protective factors" in cells


def test_a_step_that_lacks_a_language_is_printed_in_neither() -> None:
    half = Worked(Step.SURVEILLANCE, Bilingual("Only in English.", ""))
    bare = replace(priority(), steps=(half,))

    pair = documents(shown=evidence(priorities=(bare,)))["assessment"]

    assert not [language for language in pair if "Only in English." in said(pair[language])]


def test_where_people_have_a_place_an_empty_step_is_said_once() -> None:
    bare = replace(priority(), steps=())

    document = documents(shown=evidence(priorities=(bare,)))["assessment"]["en"]

    assert "Not worked through yet." not in said(document)
    assert "Nobody has written this part yet." in said(document)


def test_an_order_by_problems_works_through_themes_while_no_priority_is_recorded() -> None:
    by_problem = documents(shown=evidence(priorities=()), outline="problem-oriented")
    by_theme = documents(shown=evidence(priorities=()))

    assert any(name.startswith("problem-") for name in headings(by_problem["assessment"]["en"]))
    assert not any(name.startswith("problem-") for name in headings(by_theme["assessment"]["en"]))
    assert "there is no worksheet" in said(by_theme["assessment"]["en"])


def test_the_public_is_never_told_that_a_candidate_is_a_priority() -> None:
    candidate = replace(priority(), standing=Standing.CANDIDATE)

    page = documents(shown=evidence(priorities=(candidate,)))["public-summary"]["en"]

    assert "No priority has been adopted yet" in said(page)


def test_a_plan_that_pulls_the_other_way_is_not_in_line_by_either_account() -> None:
    against = Alignment(Plan.POLICE_PLAN, "3", Bilingual("Other way.", "Y ffordd arall."), True)
    one = replace(priority(), alignments=(against,))

    assert not in_line(one)
    assert unaligned([one]) == (one,)
    assert [each.unaligned for each in lacking([one])] == [True]
