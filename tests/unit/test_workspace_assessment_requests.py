"""Which assessments a workspace keeps: what nothing can be made of is never remembered."""

from __future__ import annotations

from pathlib import Path

import pytest

from diogel.assessment import load_template
from diogel.core import Bilingual, Refused
from diogel.indicators import area_set
from diogel.workspace import Request, Workspace, assess_areas, kept_requests, new_workspace
from diogel.workspace.assessment_requests import FILE, keep_requests, register_of

CARDIFF = area_set("W06000015")
OUTLINES = [outline.id for outline in load_template().outlines]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "ours", Bilingual("Ours", "Ein un ni"), "en")


@pytest.mark.parametrize("outline", ["", *OUTLINES])
def test_what_was_asked_for_is_remembered(workspace: Workspace, outline: str) -> None:
    keep_requests(workspace, [Request(CARDIFF, outline)])

    assert kept_requests(workspace) == (Request(CARDIFF, outline),)


def test_an_outline_that_there_is_not_is_refused_and_not_remembered(workspace: Workspace) -> None:
    wanted = [Request(area_set("W06000022")), Request(CARDIFF, "nope")]

    with pytest.raises(Refused) as refused:
        assess_areas(workspace, wanted)

    (problem,) = refused.value.problems
    assert (problem.code, problem.found) == ("assess.no-outline", "nope")
    assert problem.expected == ", ".join(OUTLINES)
    assert kept_requests(workspace) == ()


@pytest.mark.parametrize("areas", ['["W99999999"]', "[]", '["W06000015", "Nowhere"]', "3"])
def test_an_area_that_somebody_mistyped_in_a_file_is_told_at_its_file(
    workspace: Workspace, areas: str
) -> None:
    path = register_of(workspace, CARDIFF.id) / FILE
    path.parent.mkdir(parents=True)
    path.write_text(f"areas = {areas}\n", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        kept_requests(workspace)

    assert {p.place.file for p in refused.value.problems} == {f"{CARDIFF.id}/{FILE}"}


def test_an_outline_that_somebody_mistyped_in_a_file_is_told_at_its_file(
    workspace: Workspace,
) -> None:
    keep_requests(workspace, [Request(CARDIFF, OUTLINES[0])])
    path = register_of(workspace, CARDIFF.id) / FILE
    path.write_text(path.read_text("utf-8").replace(OUTLINES[0], "nope"), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        kept_requests(workspace)

    (problem,) = refused.value.problems
    assert (problem.code, problem.place.file) == ("assess.no-outline", f"{CARDIFF.id}/{FILE}")
