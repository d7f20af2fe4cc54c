"""What the command line tells: problems folded by kind, and mistakes in a call."""

from __future__ import annotations

from pathlib import Path

import click
import openpyxl
import pytest

from diogel.cli.app import main
from diogel.cli.bilingual_click import usage_message
from diogel.cli.output import MOST_OF_A_KIND, tell_problems
from diogel.core import LANGUAGES, Bilingual, Language, Place, Problem, Refused
from diogel.language import say
from diogel.workspace import export_observations, make_template, new_workspace


def _problems(count: int) -> list[Problem]:
    many = [Problem("template.negative", Place("a.xlsx", "S", row)) for row in range(count)]
    return [*many, Problem("template.not-whole", Place("a.xlsx", "S", 9_999))]


def _run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    return int(ended.value.code or 0)


@pytest.mark.parametrize("language", LANGUAGES)
def test_many_problems_of_one_kind_do_not_hide_another(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    tell_problems(_problems(500), language, as_json=False)

    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == MOST_OF_A_KIND + 3
    assert any("9999" in line for line in lines)
    more = say("cli.problems_more", language, file="a.xlsx", n=500 - MOST_OF_A_KIND)
    assert lines[-2] == more


def test_json_tells_every_problem(capsys: pytest.CaptureFixture[str]) -> None:
    tell_problems(_problems(500), "en", as_json=True)

    assert capsys.readouterr().out.count('"code"') == 501


def test_work_that_went_on_is_not_said_to_have_written_nothing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_problems(_problems(1), "en", as_json=False, went_on=True)

    assert say("cli.problems_left", "en", n=2) in capsys.readouterr().err


def test_a_missing_option_is_named_as_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("export", "observations") == 2

    assert "--output" in capsys.readouterr().err.splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_name_with_a_space_and_no_quotes_is_explained(
    capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    words = ("template", "fire", "--months", "2026-09", "--areas", "Ynys", "Môn")

    assert _run(*words, "--iaith", language) == 2

    assert say("cli.error.too_much", language) in capsys.readouterr().err


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_in_place_of_a_file_is_said_to_be_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], language: Language
) -> None:
    assert _run("risk", "take", str(tmp_path), "--iaith", language) == 2

    error = capsys.readouterr().err
    name = {"en": "FILE", "cy": "FFEIL"}[language]
    assert say("cli.error.not_a_file", language, name=name) in error


def test_a_level_out_of_its_range_is_told_with_the_range(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("risk", "change", "Cardiff", "hate-crime", "physical", "9")

    assert _run(*words, "--by", "Chair", "--reason", "Why") == 2

    assert "0–4" in capsys.readouterr().err


def test_an_unknown_command_lists_those_there_are() -> None:
    group = click.Group("diogel", commands={"add": click.Command("add")})
    error = click.UsageError("no", ctx=click.Context(group, info_name="diogel"))

    assert "add" in usage_message(error, "en")


def test_a_workbook_that_may_be_filled_in_is_never_written_over(tmp_path: Path) -> None:
    path = make_template("fire", "Cardiff", "2026-09", "en", tmp_path)
    path.write_bytes(b"filled in")

    with pytest.raises(Refused) as refused:
        make_template("fire", "Cardiff", "2026-09", "en", tmp_path)

    assert [p.code for p in refused.value.problems] == ["template.there"]
    assert path.read_bytes() == b"filled in"


def test_a_csv_file_is_not_written_under_a_workbooks_name(tmp_path: Path) -> None:
    workspace = new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")

    with pytest.raises(Refused) as refused:
        export_observations(workspace, tmp_path / "numbers.xlsx")

    assert [p.code for p in refused.value.problems] == ["export.not-csv"]
    assert not (tmp_path / "numbers.xlsx").exists()


def test_an_older_workbook_that_comes_late_is_said_not_to_be_used(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = new_workspace(tmp_path / "w", Bilingual("Ours", "Ein un ni"), "en")
    paths = [_filled(tmp_path / day, day) for day in ("2026-10-05", "2026-10-02")]

    for path in paths:
        _run("add", str(path), "--workspace", str(workspace.path))

    told = capsys.readouterr().out
    assert told.count(say("cli.add.superseded", "en")) == 1
    assert told.rstrip().endswith(say("cli.add.superseded", "en"))


def _filled(folder: Path, day: str) -> Path:
    """A template with a number in every cell, taken out on a day."""
    path = make_template("fire", "Cardiff", "2026-09", "en", folder)
    book = openpyxl.load_workbook(path)
    for row in book["Who and when"].iter_rows(min_row=4):
        answers = {"Organisation": "Fire service", "Taken out on": day}
        row[1].value = answers.get(row[0].value)
    figures = book["Figures"]
    for number in range(4, figures.max_row + 1):
        figures.cell(number, 4).value = int(day[-2:])
    book.save(path)
    return path
