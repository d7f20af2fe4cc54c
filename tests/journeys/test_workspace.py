"""A workspace through its life: built, left alone, changed, interrupted, built again."""

from __future__ import annotations

import csv
import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from diogel.core import Refused
from diogel.workspace import build, lay_out_demo, new_survey, new_workspace, open_workspace
from diogel.workspace.building import Result


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def figures(workspace: Path, wave: str, edition: str = "") -> dict[str, dict[str, str]]:
    path = workspace / "out" / "surveys" / wave / edition / "figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


def change_answer(workspace: Path, question: str, value: object, row: int = 3) -> None:
    path = workspace / "surveys" / "workforce-2021" / "answers.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Atebion"]
    column = [cell.value for cell in sheet[1]].index(question) + 1
    assert sheet.cell(row, column).value != value
    sheet.cell(row, column).value = value
    book.save(path)


def test_nothing_is_made_again_when_nothing_has_changed(demo_copy: Path) -> None:
    before = hashes(demo_copy / "out")

    result = build(open_workspace(demo_copy))

    assert result.made == []
    assert len(result.fresh) == 7
    assert hashes(demo_copy / "out") == before


def test_laying_out_the_demonstration_again_changes_no_input(demo_copy: Path) -> None:
    before = hashes(demo_copy / "surveys")

    lay_out_demo(demo_copy, "cy")

    assert hashes(demo_copy / "surveys") == before


def test_the_same_inputs_give_the_same_bytes(demo_copy: Path) -> None:
    before = hashes(demo_copy / "out")

    result = build(open_workspace(demo_copy), only="workforce-2021", again=True)

    assert result.made == ["out/surveys/workforce-2021"]
    assert hashes(demo_copy / "out") == before


@dataclass(frozen=True)
class Changed:
    """The demonstration with one answer changed: a build that was interrupted, then another.

    `hashes` is of the outputs before and after the interrupted build; `figures` of the survey
    before the other.
    """

    workspace: Path
    hashes: tuple[dict[str, str], dict[str, str]]
    figures: dict[str, dict[str, str]]
    result: Result


@pytest.fixture(scope="module")
def changed(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    from diogel.workspace import building

    def stop(*arguments: object, **named: object) -> None:
        raise KeyboardInterrupt

    workspace = tmp_path_factory.mktemp("changed") / "workspace"
    shutil.copytree(demo_workspace, workspace)
    before, shown = hashes(workspace / "out"), figures(workspace, "workforce-2021")
    change_answer(workspace, "w3", 30)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(building, "write_workbook", stop)
        build(open_workspace(workspace))
    interrupted = hashes(workspace / "out")
    return Changed(workspace, (before, interrupted), shown, build(open_workspace(workspace)))


def test_a_build_that_is_interrupted_leaves_the_last_good_outputs(changed: Changed) -> None:
    before, interrupted = changed.hashes

    assert interrupted == before
    assert len(changed.result.made) == 6


def test_changing_one_answer_changes_its_figures_and_no_others(changed: Changed) -> None:
    before = changed.figures
    old = float(before["W3"]["numerator"])

    after = figures(changed.workspace, "workforce-2021")

    assert float(after["W3"]["numerator"]) != old
    assert float(after["W4.highest"]["value"]) == 30
    assert after["W2"] == before["W2"]
    assert after["W17.asb.within"] == before["W17.asb.within"]


def test_a_citing_survey_is_made_again_when_the_cited_one_changes(changed: Changed) -> None:
    assert "out/surveys/baseline-2021" in changed.result.made
    cited = figures(changed.workspace, "baseline-2021")["B17"]
    assert cited["value"] == figures(changed.workspace, "workforce-2021")["W3"]["value"]


def test_a_change_of_one_text_makes_only_its_survey_again(demo_copy: Path) -> None:
    wave = demo_copy / "surveys" / "workforce-2022" / "wave.toml"
    wave.write_text(wave.read_text("utf-8") + "\n", encoding="utf-8")

    result = build(open_workspace(demo_copy))

    assert sorted(result.made) == [
        "out/surveys/workforce-2022",
        "out/surveys/workforce-2022/default",
    ]


def test_an_output_that_was_deleted_is_made_again(demo_copy: Path) -> None:
    lost = demo_copy / "out" / "surveys" / "workforce-2021" / "board.cy.pdf"
    before = lost.read_bytes()
    lost.unlink()

    build(open_workspace(demo_copy))

    assert lost.read_bytes() == before


def test_a_build_that_is_killed_between_two_renames_is_recovered(demo_copy: Path) -> None:
    place = demo_copy / "out" / "surveys" / "workforce-2021"
    before = hashes(demo_copy / "out")
    place.rename(place.with_name(".aside-workforce-2021"))

    result = build(open_workspace(demo_copy))

    assert result.made == []
    assert hashes(demo_copy / "out") == before


def test_two_builds_at_once_are_refused_and_a_dead_ones_lock_is_not(demo_copy: Path) -> None:
    from diogel.workspace.lock import locked

    with locked(demo_copy), pytest.raises(Refused) as refused:
        build(open_workspace(demo_copy))
    assert refused.value.problems[0].code == "workspace.busy"

    (demo_copy / ".diogel-lock").write_text('{"process": 999999999, "since": 0}', "utf-8")
    assert build(open_workspace(demo_copy)).made == []


def test_surveys_that_cite_each_other_in_a_circle_are_refused(demo_copy: Path) -> None:
    path = demo_copy / "surveys" / "workforce-2021" / "wave.toml"
    path.write_text(
        path.read_text("utf-8").replace("synthetic", 'cites = ["baseline-2021"]\nsynthetic', 1),
        encoding="utf-8",
    )

    with pytest.raises(Refused) as refused:
        build(open_workspace(demo_copy))

    assert refused.value.problems[0].code == "workspace.cites-in-a-circle"


def test_the_decision_log_is_kept_out_of_what_is_published(demo_workspace: Path) -> None:
    logs = sorted(p.name for p in (demo_workspace / "registers" / "disclosure").iterdir())

    assert "workforce-2021.default.csv" in logs
    assert not [p for p in (demo_workspace / "out").rglob("*") if "decision" in p.name]


def test_a_new_survey_starts_from_an_example_and_never_over_another(tmp_path: Path) -> None:
    from diogel.core import Bilingual

    workspace = new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")

    folder = new_survey(workspace, "training-2026")

    assert (folder / "wave.toml").is_file()
    for name in ("training-2026", "Training 2026", "../away", ""):
        with pytest.raises(Refused):
            new_survey(workspace, name)


def test_a_survey_is_made_from_all_that_it_cites_even_through_another(tmp_path: Path) -> None:
    from diogel.core import Bilingual
    from diogel.workspace.editions import with_cited

    workspace = new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")
    for name, cites in (("a", '["b"]'), ("b", '["c"]'), ("c", "[]")):
        wave = new_survey(workspace, name) / "wave.toml"
        wave.write_text(f"cites = {cites}\n" + wave.read_text("utf-8"), encoding="utf-8")

    assert with_cited(workspace, "a") == ("a", "b", "c")
    assert with_cited(workspace, "c") == ("c",)
