"""The risk model as a file: whole as it comes, and every fault of a changed copy told."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from diogel.assessment import DEFAULT_MODEL, Group, load_risk_model
from diogel.core import LANGUAGES, Refused
from diogel.language import explain_all


def changed(folder: Path, *changes: tuple[str, str]) -> Path:
    """A copy of the model with some texts changed."""
    text = DEFAULT_MODEL.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / "model.toml"
    path.write_text(text, encoding="utf-8")
    return path


def codes(path: Path) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        load_risk_model(path)
    for language in LANGUAGES:
        assert all(explain_all(refused.value.problems, language))
    return [(problem.code, problem.found) for problem in refused.value.problems]


def test_the_model_that_comes_with_diogel_is_whole() -> None:
    model = load_risk_model()

    assert [len(model.of(group)) for group in Group] == [6, 4, 1]
    assert all(len(item.levels) == 5 for item in model.items)
    texts = [t for i in model.items for t in (i.name, i.question, *i.levels)]
    assert all(text.complete for text in texts)
    assert model.most_share == Fraction(1, 2)


def test_a_changed_weight_is_read_exactly(tmp_path: Path) -> None:
    head = 'code = "physical"\ngroup = "impact"\nweight = 1'
    path = changed(tmp_path, (head, f"{head}.1"))

    model = load_risk_model(path)

    assert model.by_code["physical"].weight == Fraction(11, 10)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        ("most_share = 0.5", "most_share = 1.5"),
        ('version = "1"', 'version = ""'),
        ("draws = 2000", "drawz = 2000"),
        ('question.cy = "Pa mor ddrwg y caiff pobl eu niweidio', 'question.xx = "Pa mor'),
        ("from = 15", "from = 40"),
        ("volume = [0.2, 0.4, 0.6, 0.8]", "volume = [0.2, 0.6, 0.4, 0.8]"),
        ('code = "financial"', 'code = "physical"'),
    )

    found = codes(path)

    assert ("risk.model-bad-value", "impact.most_share = 1.5") in found
    assert ("risk.model-bad-value", "version = ") in found
    assert ("risk.model-unknown-key", "sensitivity.drawz") in found
    assert ("risk.model-missing-key", "sensitivity.draws") in found
    assert ("risk.model-bad-value", "item.code = physical") in found
    assert any(text.startswith("item physical.question") for _, text in found)
    assert any(text.startswith("band.from") for _, text in found)
    assert any(text.startswith("suggested.volume") for _, text in found)


@pytest.mark.parametrize("weight", ["nan", "inf", "-1", '"x"', "true"])
def test_a_weight_that_is_no_number_is_refused(tmp_path: Path, weight: str) -> None:
    path = changed(tmp_path, ("weight = 1\n", f"weight = {weight}\n"))

    found = codes(path)

    assert [code for code, _ in found] == ["risk.model-bad-value"]


def test_a_group_without_weight_is_refused(tmp_path: Path) -> None:
    path = changed(tmp_path, ('group = "capacity"\nweight = 1', 'group = "capacity"\nweight = 0'))

    assert codes(path) == [("risk.model-bad-value", "item.group = capacity")]


@pytest.mark.parametrize("group", ["impact", "likelihood"])
def test_a_group_without_items_is_refused(tmp_path: Path, group: str) -> None:
    text = DEFAULT_MODEL.read_text(encoding="utf-8")
    path = tmp_path / "model.toml"
    path.write_text(text.replace(f'group = "{group}"', 'group = "capacity"'), encoding="utf-8")

    assert ("risk.model-bad-value", f"item.group = {group}") in codes(path)


@pytest.mark.parametrize("text", ["not toml [", "[[item]]\ncode = 1", 'item = "x"', "", "\x00"])
def test_a_file_that_is_no_model_is_refused_without_a_traceback(tmp_path: Path, text: str) -> None:
    path = tmp_path / "model.toml"
    path.write_text(text, encoding="utf-8")

    assert codes(path)


def test_starting_levels_of_unknown_themes_are_told_with_the_nearest(tmp_path: Path) -> None:
    path = changed(tmp_path, ("[starting]\n", "[starting.road-safty]\nphysical = 3\n"))

    assert codes(path) == [("risk.model-unknown-key", "starting.road-safty")]
