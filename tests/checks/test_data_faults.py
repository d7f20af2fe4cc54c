"""Every fault planted in a partner's workbook is told, at its cell, and nothing else is."""

from __future__ import annotations

import re
from pathlib import Path

import planted_data_faults as planting
import pytest

from diogel.core import LANGUAGES, Problem
from diogel.language import explain
from diogel.standard.validation.checking import Checked, check_file

SEEDS = range(20)


def told(problems: tuple[Problem, ...]) -> set[tuple[str, int | None, str]]:
    """The problems as code, row and column letter."""
    return {(p.code, p.place.row, p.place.column.split(" ")[0]) for p in problems}


def checked(book: planting.Book, folder: Path) -> tuple[Checked, set[tuple[str, int, str]]]:
    path = folder / "return.xlsx"
    expected = planting.write(book, path)
    return check_file(path, today=planting.TODAY), expected


@pytest.mark.parametrize("seed", SEEDS)
def test_sixty_faults_of_fifteen_kinds_are_all_found_and_nothing_else(
    seed: int, tmp_path: Path
) -> None:
    result, expected = checked(planting.planted(seed), tmp_path)

    found = told(result.problems)

    assert len(expected) >= 60
    assert sorted(expected - found, key=str) == [], "not found"
    assert sorted(found - expected, key=str) == [], "found beside"


@pytest.mark.parametrize("kind", [*planting.KINDS, *planting.ONCE], ids=lambda kind: kind.__name__)
def test_a_fault_on_its_own_is_found_and_nothing_else(kind, tmp_path: Path) -> None:
    book = planting.good_book(7)
    kind(book)

    result, expected = checked(book, tmp_path)

    assert told(result.problems) == expected


@pytest.mark.parametrize("seed", SEEDS)
def test_a_good_workbook_gives_nothing(seed: int, tmp_path: Path) -> None:
    result, _ = checked(planting.good_book(seed), tmp_path)

    assert result.problems == ()
    assert result.usable


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_said_whole_in_each_language(language, tmp_path: Path) -> None:
    book = planting.good_book(3)
    for kind in [*planting.KINDS, *planting.ONCE]:
        planting._planted(book, kind)
    result, _ = checked(book, tmp_path)

    sentences = [explain(problem, language) for problem in result.problems]

    assert len(sentences) > 30
    assert [s for s in sentences if re.search(r"[{}]|''|\s\s|: [.,]", s)] == []
