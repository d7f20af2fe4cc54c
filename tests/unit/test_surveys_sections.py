"""What the generated sections say, and keep to themselves, under each policy."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from diogel.reports import PlainTable
from diogel.surveys.sections.people import quotations, words
from diogel.surveys.sections.telling import Telling
from diogel.workspace import Counting, open_workspace


def telling(workspace: Path, wave: str, policy: str) -> Telling:
    edition = Counting(open_workspace(workspace)).edition(wave, policy)
    return Telling(edition.study, edition.released, edition.policy, "en")


def test_words_are_shown_under_the_exception_and_with_their_counts(demo_workspace: Path) -> None:
    blocks = words(telling(demo_workspace, "workforce-2021", ""))

    tables = [block for block in blocks if isinstance(block, PlainTable)]
    assert tables
    assert all(re.fullmatch(r"\d+ of \d+", count) for t in tables for _, count in t.rows)


@pytest.mark.parametrize("wave", ["workforce-2021", "baseline-2021"])
def test_words_of_too_few_writers_are_not_shown_without_an_exception(
    demo_workspace: Path, wave: str
) -> None:
    blocks = words(telling(demo_workspace, wave, "default"))

    assert not [block for block in blocks if isinstance(block, PlainTable)]


def test_a_quotation_goes_when_a_figure_it_tells_of_is_hidden(demo_workspace: Path) -> None:
    published = quotations(telling(demo_workspace, "workforce-2021", ""))
    safe = quotations(telling(demo_workspace, "workforce-2021", "default"))

    assert {quote.id for quote in published["data"]} == {"wq4", "wq5"}
    assert {quote.id for quote in safe["data"]} == {"wq4"}


def test_coverage_of_areas_of_few_authorities_is_not_said(demo_workspace: Path) -> None:
    """All seven health boards would tell that Powys, a board of its own, answered."""
    shown = telling(demo_workspace, "baseline-2021", "default").shown

    assert shown("coverage.local-authority.survey")
    assert shown("coverage.police.survey")
    assert not shown("coverage.health.survey")
    assert not shown("coverage.csp-operating.survey")


def test_the_record_of_what_was_hashed_stays_in_the_workspace(demo_workspace: Path) -> None:
    kept = sorted((demo_workspace / "store" / "made-from").glob("*.json"))
    hashes = {
        value
        for path in kept
        for wave in json.loads(path.read_text("utf-8")).get("inputs", {}).values()
        for value in wave.values()
    }

    published = b"".join(p.read_bytes() for p in (demo_workspace / "out").rglob("*.json"))

    assert len(kept) >= 5
    assert not any(value.encode() in published for value in hashes)
    assert not list((demo_workspace / "out").rglob("made-from*"))
