"""A form goes out to other tools, to paper and to a translator, and comes back."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from diogel.cli import main
from diogel.files import csv_bytes
from diogel.surveys import builtin_instrument_path, read_instrument

FORM = builtin_instrument_path("conversation-2021")


@pytest.fixture
def workspace(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    place = tmp_path / "evidence"
    for call in (["new"], ["survey", "new", "training"]):
        with pytest.raises(SystemExit):
            main([*call, "--workspace", str(place)])
    capsys.readouterr()
    return place


def run(
    capsys: pytest.CaptureFixture[str], workspace: Path, *call: str | Path
) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main([*map(str, call), "--workspace", str(workspace)])
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.mark.parametrize("form", ["training", "surveys/training/instrument.md", FORM])
def test_a_survey_or_a_form_is_exported(
    workspace: Path, capsys: pytest.CaptureFixture[str], form: str | Path
) -> None:
    code, out, _ = run(capsys, workspace, "survey", "export", form, "--json")

    (path,) = json.loads(out)["written"]
    assert code == 0
    assert read_instrument(Path(path))[1] == ()


def test_a_survey_is_printed_with_its_author_and_both_languages(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    to = tmp_path / "paper"

    code, out, _ = run(capsys, workspace, "survey", "print", "training", "--to", to, "--iaith=cy")

    assert code == 0
    assert out.startswith("Ysgrifennwyd:")
    assert {path.name for path in to.iterdir()} == {
        f"form.{lang}.{end}" for lang in ("en", "cy") for end in ("html", "docx", "odt", "pdf")
    }
    assert "Cyhoeddwyd gan" in (to / "form.cy.html").read_text("utf-8")


def test_a_translation_goes_out_and_comes_back(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = workspace / "surveys" / "training" / "instrument.md"
    _, out, _ = run(capsys, workspace, "survey", "translation", "training", "--json")
    (path,) = json.loads(out)["written"]
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[1]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    first = next(str(key) for key in rows if str(key).startswith("survey/q"))
    sheet.cell(rows[first], 4).value = "Cwestiwn newydd?"
    book.save(path)

    code, out, err = run(capsys, workspace, "survey", "translation", "training", "--from", path)

    question = read_instrument(form)[0].question(first.split("/")[1])
    assert (code, err) == (0, "")
    assert "Texts with new Welsh: 1." in out
    assert question.label.cy == "Cwestiwn newydd?"
    text = form.read_text("utf-8")
    form.write_text(text.replace(question.label.en, "What did you say?", 1), encoding="utf-8")
    code, _, err = run(capsys, workspace, "survey", "check", form)
    assert code == 1
    assert "The English has changed" in err


def test_two_keyings_are_compared(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in (("one", "oes"), ("two", "nac oes")):
        rows = [["response", "q1"], ["1", value], ["2", "same"]]
        (tmp_path / f"{name}.csv").write_bytes(csv_bytes(rows))
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]

    same = run(capsys, workspace, "survey", "compare", files[0], files[0])
    differ = run(capsys, workspace, "survey", "compare", *files, "--form", "training")

    assert same[0] == 0
    assert "Differences: 0." in same[1]
    assert differ[0] == 1
    assert "two.csv, row 2, column B (q1)" in differ[2]


@pytest.mark.parametrize("command", ["export", "print", "translation"])
def test_a_form_that_is_not_there_is_told(
    workspace: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    code, _, err = run(capsys, workspace, "survey", command, "trainign", "--iaith", "cy")

    assert code == 1
    assert "training" in err
    assert "Traceback" not in err
