"""What people write is kept and signed under somebody's name, and only what can be read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from diogel.assessment import put_section, read_signatures
from diogel.assessment.sections import SectionText
from diogel.core import Bilingual, Refused
from diogel.indicators import area_set
from diogel.workspace import (
    Workspace,
    confirm_part,
    new_workspace,
    settle_section,
    sign,
    take_sections,
)
from diogel.workspace.assessment_requests import sections_of

CARDIFF = area_set("W06000015")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "ours", Bilingual("Ours", "Ein un ni"), "en")


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    made = sections_of(workspace, CARDIFF.id)
    put_section(made, SectionText("summary", "en", "Our words.", "Analyst", date(2026, 11, 1)))
    return made


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_a_signature_is_one_line_whoever_signs(workspace: Workspace, folder: Path) -> None:
    sign(workspace, CARDIFF, "summary", "en", " Chair\n of the  board ")

    assert [each.by for each in read_signatures(folder)] == ["Chair of the board"]


@pytest.mark.parametrize("by", ["", " \n"])
def test_nobody_signs_or_writes_anything(workspace: Workspace, folder: Path, by: str) -> None:
    with pytest.raises(Refused) as signing:
        sign(workspace, CARDIFF, "summary", "en", by)
    with pytest.raises(Refused) as taking:
        take_sections(workspace, CARDIFF, folder / "any.docx", by)
    with pytest.raises(Refused) as confirming:
        confirm_part(workspace, CARDIFF, "summary", "en", by)

    assert codes(signing) == codes(taking) == codes(confirming) == ["assess.no-name"]
    assert read_signatures(folder) == ()


def test_a_text_that_cannot_be_read_is_told_and_not_signed(
    workspace: Workspace, folder: Path
) -> None:
    (folder / "summary.en.md").write_text("no front", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        sign(workspace, CARDIFF, "summary", "en", "Chair")

    assert codes(refused) == ["assessment.section-unreadable"]
    assert read_signatures(folder) == ()


def test_a_release_that_there_is_not_is_told_with_those_there_are(
    workspace: Workspace, folder: Path
) -> None:
    with pytest.raises(Refused) as refused:
        settle_section(workspace, CARDIFF, "summary", "en", "nope")

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("assess.no-text", "summary")
    assert problem.expected not in ("", "-")
