"""The template of an assessment: what it holds, and every fault of one in a single pass."""

from pathlib import Path

import pytest

from diogel.assessment import load_template, read_template_folder
from diogel.core import Refused
from diogel.standard import definitions

WHOLE = """
id = "ours"
version = "1"
extends = "strategic-assessment/1"
title.en = "Ours"
title.cy = "Ein hun ni"
outline-taken = "short"

[[outline]]
id = "short"
title.en = "Short"
title.cy = "Byr"
meaning.en = "In short."
meaning.cy = "Yn fyr."
chapters = ["risk"]

[[document]]
id = "assessment"
title.en = "Assessment"
title.cy = "Asesiad"
subject.en = "Assessment"
subject.cy = "Asesiad"

[[chapter]]
id = "risk"
title.en = "Risk"
title.cy = "Risg"
written-by = "machine"
"""


def folder(tmp_path: Path, text: str = WHOLE) -> Path:
    (tmp_path / "template.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_house_template_offers_three_orders_of_chapters() -> None:
    template = load_template()

    assert [outline.id for outline in template.outlines] == [
        "crime-chapters",
        "problem-oriented",
        "strategic-priorities",
    ]
    assert template.outline_of().id == "crime-chapters"


def test_every_order_begins_with_the_summary_and_then_says_where_the_data_come_from() -> None:
    for outline in load_template().outlines:
        assert outline.chapters[:2] == ("summary", "method")


def test_everything_that_the_regulations_ask_has_a_place_in_every_order() -> None:
    duty = next(d for d in definitions().duties if d.code == "crime-and-disorder-strategy")
    template = load_template()

    for outline in template.outlines:
        chapters = [template.chapters[each] for each in outline.chapters]
        answered = {a for c in chapters for a in (*c.asks, *(a for p in c.parts for a in p.asks))}
        assert {f"{duty.code}.{ask.code}" for ask in duty.asks} - answered == set()


def test_a_folder_carries_only_what_it_changes(tmp_path: Path) -> None:
    template = load_template(folder(tmp_path))

    assert template.name == "ours/1"
    assert "{{section risk}}" in template.chapters["risk"].texts["cy"].text


def test_a_chapters_own_text_comes_before_the_one_it_extends(tmp_path: Path) -> None:
    ours = folder(tmp_path)
    (ours / "risk.en.md").write_text("ours", encoding="utf-8")

    assert load_template(ours).chapters["risk"].texts["en"].text == "ours"


def test_every_fault_of_a_template_is_told_in_one_pass_with_its_line(tmp_path: Path) -> None:
    text = WHOLE.replace('title.cy = "Risg"\n', "").replace('"machine"', '"machina"')
    text = text.replace('chapters = ["risk"]', 'chapters = ["rick"]')

    _, problems = read_template_folder(folder(tmp_path, text))

    lines = text.splitlines()
    told = {(p.code, p.place.row and lines[p.place.row - 1]) for p in problems}
    assert told == {
        ("standard.text-missing-cy", 'title.en = "Risk"'),
        ("standard.unknown-code-near", 'written-by = "machina"'),
        ("standard.unknown-code-near", 'chapters = ["rick"]'),
    }
    assert {p.place.file for p in problems} == {"template.toml"}


def test_a_chapter_without_a_text_in_one_language_is_a_fault(tmp_path: Path) -> None:
    text = WHOLE.replace('extends = "strategic-assessment/1"\n', "")
    ours = folder(tmp_path, text)
    (ours / "risk.en.md").write_text("text", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        load_template(ours)

    assert [(p.code, p.found) for p in refused.value.problems] == [
        ("assessment.no-chapter-text", "risk.cy.md")
    ]


def test_a_place_to_write_cannot_stand_twice(tmp_path: Path) -> None:
    part = """
[[chapter.part]]
id = "why"
title.en = "Why"
title.cy = "Pam"
guide.en = "Say why."
guide.cy = "Dywedwch pam."
"""

    _, problems = read_template_folder(folder(tmp_path, WHOLE + part + part))

    assert [(p.code, p.found) for p in problems] == [("standard.code-repeated", "why")]


def test_a_folder_without_a_template_is_told(tmp_path: Path) -> None:
    template, problems = read_template_folder(tmp_path)

    assert template is None
    assert [p.code for p in problems] == ["assessment.no-template"]


def test_a_place_for_each_theme_is_known_by_its_theme() -> None:
    template = load_template()

    assert template.part("theme.crime").id == "theme.crime"  # type: ignore[union-attr]
    assert template.part("theme") is None
    assert template.part("nothing.crime") is None
