"""Scoring with partners in a workspace: asked, answered blind, decided, all faults told at once."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from diogel.assessment import DEFAULT_MODEL
from diogel.cli.app import main
from diogel.core import LANGUAGES, Bilingual, Refused
from diogel.indicators import area_set
from diogel.language import say
from diogel.workspace import (
    Workspace,
    change_level,
    close_scoring,
    engine_of,
    import_scores,
    kept_priorities,
    new_workspace,
    open_store,
    take_model,
    take_priorities,
    take_scores,
    write_sheets,
)
from diogel.workspace.assessment_requests import register_of
from diogel.workspace.scoring_register import FILE, model_of, read_background, scoring_of

CARDIFF = area_set("W06000015")
THEMES = ("hate-crime", "road-safety")
ITEMS = 11
PEOPLE = ("Chair of the board", "Public health lead")


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")


def filled(path: Path, level: int) -> Path:
    """A workbook with the same level everywhere, and nobody named."""
    book = openpyxl.load_workbook(path)
    page = next(s for s in book if s.title in [say("risk.sheet-scores", la) for la in LANGUAGES])
    for row in range(1, page.max_row + 1):
        if str(page.cell(row, 9).value or "").startswith("W0"):
            page.cell(row, 6).value = level
    book.save(path)
    return path


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def asked(workspace: Workspace, *partners: str) -> Path:
    folder = workspace.path / "sheets"
    write_sheets(workspace, CARDIFF, folder, partners, THEMES)
    return folder


def test_each_partner_gets_a_workbook_in_each_language_and_is_written_down(workspace) -> None:
    written = write_sheets(workspace, CARDIFF, workspace.path, ("Council", "Heddlu"), THEMES)

    assert [path.name for path in written.paths] == [
        "risk-council.en.xlsx",
        "risk-council.cy.xlsx",
        "risk-heddlu.en.xlsx",
        "risk-heddlu.cy.xlsx",
    ]
    assert written.levels == len(THEMES) * ITEMS
    assert scoring_of(workspace, CARDIFF.id).partners == ("Council", "Heddlu")


def test_a_partner_that_is_asked_again_is_asked_once(workspace) -> None:
    asked(workspace, "Council")
    asked(workspace, "council", "Police")

    assert scoring_of(workspace, CARDIFF.id).partners == ("Council", "Police")


def test_partners_whose_names_are_alike_get_workbooks_of_their_own(workspace) -> None:
    partners = ("../X", "警察", "消防", "A" * 300, "A" * 299)

    written = write_sheets(workspace, CARDIFF, workspace.path, partners, THEMES)

    names = [path.name for path in written.paths if path.name.endswith(".en.xlsx")]
    long = "a" * 60
    plain = ["x", "partner", "partner-2", long, f"{long}-2"]
    assert names == [f"risk-{name}.en.xlsx" for name in plain]
    assert all(path.parent == workspace.path and path.is_file() for path in written.paths)


def test_nobody_is_waited_for_whose_workbook_could_not_be_written(workspace) -> None:
    in_the_way = workspace.path / "file"
    in_the_way.write_text("x", encoding="utf-8")

    with pytest.raises((Refused, OSError)):
        write_sheets(workspace, CARDIFF, in_the_way / "sheets", ("Council",), THEMES)

    assert scoring_of(workspace, CARDIFF.id).partners == ()


def test_scores_of_nobody_are_not_imported(workspace) -> None:
    asked(workspace, "Council")
    file = workspace.path / "theirs.csv"
    file.write_text(
        "priority,system,score,on,source\nW06000015.hate-crime,MoRiLE,64,2026-01-01,Page 4\n",
        encoding="utf-8",
    )

    with pytest.raises(Refused) as refused:
        import_scores(workspace, file, " ")
    kept = import_scores(workspace, file, "Gwent Police")

    assert codes(refused) == ["risk.who-wanted"]
    assert [one.score for one in kept] == ["64"]


def test_without_a_partner_and_with_an_unknown_theme_both_are_told(workspace) -> None:
    with pytest.raises(Refused) as refused:
        write_sheets(workspace, CARDIFF, workspace.path, (), ("hate-crim",))

    assert codes(refused) == ["risk.no-such-theme", "risk.no-partners"]
    assert not (register_of(workspace, CARDIFF.id) / FILE).exists()


def test_a_workbook_in_either_language_is_taken_with_the_post_that_hands_it_in(workspace) -> None:
    folder = asked(workspace, "Council")

    taken = take_scores(workspace, filled(folder / "risk-council.cy.xlsx", 2), "Analyst")

    assert len(taken.reading.scores) == len(THEMES) * ITEMS
    assert {one.who for one in taken.reading.scores} == {"Analyst"}
    assert taken.release is not None


def test_a_workbook_without_a_post_is_refused_whole(workspace) -> None:
    folder = asked(workspace, "Council")

    with pytest.raises(Refused) as refused:
        take_scores(workspace, filled(folder / "risk-council.en.xlsx", 2))

    assert codes(refused) == ["risk.who-wanted"]


def test_nothing_is_decided_while_a_partner_is_waited_for(workspace) -> None:
    folder = asked(workspace, "Council", "Police")
    take_scores(workspace, filled(folder / "risk-council.en.xlsx", 2), "Analyst")

    with pytest.raises(Refused) as refused:
        change_level(workspace, CARDIFF, "hate-crime", "physical", 4, PEOPLE, "Why")

    assert codes(refused) == ["risk.not-all-scored"]


def test_once_waiting_ends_a_decision_is_kept_once(workspace) -> None:
    folder = asked(workspace, "Council", "Police")
    take_scores(workspace, filled(folder / "risk-council.en.xlsx", 2), "Analyst")
    close_scoring(workspace, CARDIFF, "Board", "No answer")

    first = change_level(workspace, CARDIFF, "Hate crime", "Physical harm", 4, PEOPLE, "Why")
    again = change_level(workspace, CARDIFF, "hate-crime", "physical", 4, PEOPLE, "Why")

    assert first is not None
    assert again is None


def test_a_new_partner_is_waited_for_again(workspace) -> None:
    asked(workspace, "Council")
    close_scoring(workspace, CARDIFF, "Board", "No answer")

    asked(workspace, "Police")

    assert scoring_of(workspace, CARDIFF.id).closed is None


def test_closing_needs_a_post_and_a_reason(workspace) -> None:
    with pytest.raises(Refused) as refused:
        close_scoring(workspace, CARDIFF, " ", "")

    assert codes(refused) == ["risk.who-wanted", "risk.reason-wanted"]


def test_others_scores_are_kept_by_the_title_in_welsh_too(workspace) -> None:
    asked(workspace, "Council")
    table = workspace.path / "morile.csv"
    table.write_text(
        "Blaenoriaeth,Sgoriwyd gyda,Sgôr,Dyddiad,Ffynhonnell\n"
        "Troseddau casineb,MoRiLE,Uchel (48),2026-09-01,Heddlu\n",
        encoding="utf-8",
    )

    found = import_scores(workspace, table, "Heddlu")

    assert [(one.priority, one.score) for one in found] == [
        (f"{CARDIFF.id}.hate-crime", "Uchel (48)")
    ]


def test_priorities_are_taken_from_a_file_and_a_change_needs_a_reason(workspace) -> None:
    path = workspace.path / "priorities.toml"
    path.write_text(PRIORITY.format(standing="candidate"), encoding="utf-8")
    take_priorities(workspace, path, "Board")
    path.write_text(PRIORITY.format(standing="adopted"), encoding="utf-8")

    with pytest.raises(Refused) as refused:
        take_priorities(workspace, path, "Board")
    take_priorities(workspace, path, "Board", "Agreed")

    assert codes(refused) == ["risk.priority-without-reason"]
    (kept,) = kept_priorities(workspace, CARDIFF)
    assert (kept.priority.standing.value, kept.reason) == ("adopted", "Agreed")


PRIORITY = """[[priority]]
id = "W06000015.hate-crime"
area = "W06000015"
title.en = "Hate crime"
title.cy = "Troseddau casineb"
themes = ["hate-crime"]
standing = "{standing}"
"""


def test_a_wrong_model_leaves_the_one_that_holds(workspace) -> None:
    wrong = workspace.path / "changed.toml"
    wrong.write_text("version = 2\n", encoding="utf-8")

    with pytest.raises(Refused):
        take_model(workspace, wrong, "Board", "Why")

    assert model_of(workspace).version == "1"
    assert not (workspace.path / "risk_model.toml").exists()


def test_a_file_of_who_was_asked_that_cannot_be_read_is_told(workspace) -> None:
    path = register_of(workspace, CARDIFF.id) / FILE
    path.parent.mkdir(parents=True)
    path.write_text("partners = 3\n", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        scoring_of(workspace, CARDIFF.id)

    assert codes(refused) == ["risk.scoring-file"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_commands_answer_programs_in_one_document(workspace, capsys, language: str) -> None:
    path = workspace.path / "priorities.toml"
    path.write_text(PRIORITY.format(standing="adopted"), encoding="utf-8")
    common = ["--workspace", str(workspace.path), "--iaith", language, "--json"]

    with pytest.raises(SystemExit) as done:
        main(["priorities", "take", str(path), "--by", "Board", *common])
    taken = json.loads(capsys.readouterr().out)
    with pytest.raises(SystemExit):
        main(["priorities", "list", "Cardiff", *common])
    listed = json.loads(capsys.readouterr().out)

    assert done.value.code == 0
    assert taken["priorities"] == ["W06000015.hate-crime"]
    assert (
        listed["priorities"][0]["title"]
        == {"en": "Hate crime", "cy": "Troseddau casineb"}[language]
    )


def test_a_changed_weight_is_kept_with_its_reason_and_told_among_the_changes(workspace) -> None:
    changed = workspace.path / "changed.toml"
    text = DEFAULT_MODEL.read_text(encoding="utf-8").replace("weight = 1", "weight = 2", 1)
    changed.write_text(text, encoding="utf-8")

    take_model(workspace, changed, "Network", "Deaths count for more")
    with engine_of(workspace) as engine:
        history = read_background(workspace, open_store(workspace), engine).history

    assert [(c.kind, c.id, c.before, c.after, c.reason, c.by) for c in history] == [
        ("weight", "physical", "1", "2", "Deaths count for more", "Network")
    ]
    assert model_of(workspace).by_code["physical"].weight == 2


def test_a_changed_score_and_a_decision_are_told_with_what_held_before(workspace) -> None:
    folder = asked(workspace, "Council")
    take_scores(workspace, filled(folder / "risk-council.en.xlsx", 2), "Analyst")
    asked(workspace, "Council")
    book = openpyxl.load_workbook(folder / "risk-council.en.xlsx")
    page = book[say("risk.sheet-scores", "en")]
    row = next(r for r in range(1, page.max_row + 1) if page.cell(r, 10).value == "physical")
    page.cell(row, 6).value, page.cell(row, 7).value = 4, "Two deaths"
    book.save(folder / "risk-council.en.xlsx")
    take_scores(workspace, folder / "risk-council.en.xlsx", "Analyst")
    change_level(workspace, CARDIFF, "hate-crime", "financial", 1, PEOPLE, "Few losses")

    with engine_of(workspace) as engine:
        history = read_background(workspace, open_store(workspace), engine).history

    assert [(c.kind, c.id.split("/")[-1], c.before, c.after, c.reason) for c in history] == [
        ("moderation", "financial", "", "1", "Few losses"),
        ("score", "physical", "2", "4", "Two deaths"),
    ]
