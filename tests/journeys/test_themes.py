"""From answers in free text to a table of themes: two coders, a workbook each, one settlement."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import openpyxl
import pytest

from diogel.cli import main
from diogel.surveys.themes import keywords
from diogel.surveys.words import Remark
from diogel.workspace import Counting, build, open_workspace

WAVE, QUESTION = "workforce-2021", "w13"
CODEBOOK = """id = "funding"
version = "1"
date = 2026-11-22
questions = ["w13"]
title = {en = "Funding of posts", cy = "Cyllido swyddi"}
[[code]]
code = "short_term"
name = {en = "Short-term funding", cy = "Cyllid tymor byr"}
definition = {en = "Grants of a year or less.", cy = "Grantiau o flwyddyn neu lai."}
[[code]]
code = "other"
name = {en = "Other money", cy = "Arian arall"}
definition = {en = "Anything else.", cy = "Unrhyw beth arall."}
"""


def run(capsys: pytest.CaptureFixture[str], workspace: Path, *arguments: str) -> dict[str, object]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--workspace", str(workspace), "--json"])
    said = capsys.readouterr().out
    assert ended.value.code in (0, None), said
    found = json.loads(said)
    assert isinstance(found, dict)
    return found


def refused(capsys: pytest.CaptureFixture[str], workspace: Path, *arguments: str) -> list[str]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments, "--workspace", str(workspace), "--json"])
    assert ended.value.code == 1
    return [problem["code"] for problem in json.loads(capsys.readouterr().out)["problems"]]


def typed(path: Path, column: str, values: Mapping[int, str]) -> None:
    book = openpyxl.load_workbook(path)
    page = book.worksheets[0]
    at = {cell.value: cell.column for cell in page[1]}[column]
    for row, value in values.items():
        page.cell(row, at).value = value
    book.save(path)


def rows(path: Path) -> range:
    return range(3, openpyxl.load_workbook(path).worksheets[0].max_row + 1)


@pytest.fixture
def workspace(demo_copy: Path) -> Path:
    book = demo_copy / "surveys" / WAVE / "codebooks" / "funding.toml"
    book.parent.mkdir()
    book.write_text(CODEBOOK, "utf-8")
    return demo_copy


def code(capsys: pytest.CaptureFixture[str], workspace: Path, coder: str, other: int) -> Path:
    """Code every piece: the first so many as other money, the rest as short-term funding."""
    made = run(capsys, workspace, "themes", "sheet", WAVE, QUESTION, "--coder", coder)
    (written,) = made["written"]  # type: ignore[misc]
    path = Path(str(written))
    values = {n: "Other money" if n < 3 + other else "cyllid tymor byr" for n in rows(path)}
    typed(path, "code_1", values)
    run(capsys, workspace, "themes", "take", str(path))
    return path


def texts_in(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return " ".join(str(c.value) for page in book for row in page.iter_rows() for c in row)


def test_two_people_code_blind_and_what_they_settle_is_counted_in_the_report(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nia = code(capsys, workspace, "Nia Demo", 5)
    before = Counting(open_workspace(workspace)).tabulation(WAVE).figures
    owen = code(capsys, workspace, "Owen Demo", 4)

    compared = run(capsys, workspace, "themes", "compare", WAVE, QUESTION)
    path = Path(str(compared["written"]))
    page = openpyxl.load_workbook(path).worksheets[0]
    head = {cell.value: cell.column for cell in page[1]}
    waiting = [row for row in rows(path) if not page.cell(row, head["settled_1"]).value]
    typed(path, "settled_1", dict.fromkeys(waiting, "other"))
    assert refused(capsys, workspace, "themes", "take", str(path)) == ["themes.no-name"]
    typed(path, "settled_by", {waiting[0]: "Eirlys Demo"})
    run(capsys, workspace, "themes", "take", str(path))

    assert "Owen" not in texts_in(nia) and "Nia" not in texts_in(owen)
    assert (compared["answers"], compared["alike"], compared["open"]) == (11, 10, 1)
    assert not any(".themes." in name for name in before)
    (standing,) = run(capsys, workspace, "themes", "list", WAVE)["questions"]  # type: ignore[misc]
    assert standing["counted"] is True
    after = Counting(open_workspace(workspace)).tabulation(WAVE).figures
    assert after["w13.themes.other"].numerator == 5
    assert after["w13.themes.short_term"].denominator == 11


def test_the_report_tells_the_themes_in_both_languages_and_the_safe_one_hides_them(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(capsys, workspace, "Nia Demo", 2)
    code(capsys, workspace, "Owen Demo", 2)
    folder = workspace / "surveys" / WAVE
    for language, heading in (("en", "What was written"), ("cy", "Yr hyn a ysgrifennwyd")):
        report = folder / f"report.{language}.md"
        words = report.read_text("utf-8")
        report.write_text(
            f"{words}\n\n## {heading} {{#in-words}}\n\n{{{{section themes}}}}\n", "utf-8"
        )
    stale = refused_hash(capsys, workspace)
    welsh = folder / "report.cy.md"
    words = re.sub(r'english = ".*"', f'english = "{stale}"', welsh.read_text("utf-8"), count=1)
    welsh.write_text(words, "utf-8")

    build(open_workspace(workspace), only=WAVE)
    build(open_workspace(workspace), only=WAVE, policy="default")

    out = workspace / "out" / "surveys" / WAVE
    pages = {name: (out / name).read_text("utf-8") for name in ("report.en.html", "report.cy.html")}
    assert "Short-term funding" in pages["report.en.html"]
    assert "Cyllid tymor byr" in pages["report.cy.html"]
    assert "Cyllid tymor byr" not in pages["report.en.html"]
    safe = (out / "default" / "report.en.html").read_text("utf-8")
    assert "The themes of the answers to this question are not shown" in safe
    lines = (out / "default" / "figures.csv").read_text("utf-8-sig").splitlines()
    hidden = [line.split(",") for line in lines if line.startswith("w13.themes.")]
    assert hidden and all(line[5] == "" for line in hidden)


def refused_hash(capsys: pytest.CaptureFixture[str], workspace: Path) -> str:
    """What the Welsh text is to name as its English, as the program says it."""
    with pytest.raises(SystemExit):
        main(["survey", "report", WAVE, "--workspace", str(workspace)])
    found = re.search(r'english = "([0-9a-f]+)"', capsys.readouterr().err)
    assert found
    return found[1]


def test_nothing_that_somebody_typed_is_written_over(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = code(capsys, workspace, "Nia Demo", 5)
    again = ("themes", "sheet", WAVE, QUESTION, "--coder", "nia  demo")
    run(capsys, workspace, *again)
    typed(path, "code_1", {3: "Short-term funding"})

    assert refused(capsys, workspace, *again) == ["themes.untaken"]
    run(capsys, workspace, "themes", "take", str(path))
    run(capsys, workspace, *again)


def test_a_third_coder_one_coder_and_no_codebook_are_refused_in_words(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(capsys, workspace, "Nia Demo", 5)
    compare = ("themes", "compare", WAVE, QUESTION)
    sheet = ("themes", "sheet", WAVE)

    assert refused(capsys, workspace, *compare) == ["themes.one-coder"]
    code(capsys, workspace, "Owen Demo", 5)
    assert refused(capsys, workspace, *sheet, QUESTION, "--coder", "Eirlys") == [
        "themes.third-coder"
    ]
    assert refused(capsys, workspace, *sheet, "w12", "--coder", "Eirlys") == ["themes.no-codebook"]
    assert refused(capsys, workspace, *sheet, QUESTION, "--coder", " ") == ["themes.coder-name"]
    path = workspace / "surveys" / WAVE / "answers.xlsx"
    assert refused(capsys, workspace, "themes", "take", str(path)) == ["themes.not-a-workbook"]


def test_words_as_they_were_given_never_go_where_things_are_published(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code(capsys, workspace, "Nia Demo", 5)
    out = ("--to", str(workspace / "out" / "x"))
    export = ("themes", "export", WAVE, QUESTION)

    assert refused(capsys, workspace, *export, *out) == ["themes.words-in-out"]
    sheet = ("themes", "sheet", WAVE, QUESTION, "--coder", "Owen")
    assert refused(capsys, workspace, *sheet, *out) == ["themes.words-in-out"]
    assert refused(capsys, workspace, *export, "--signed") == ["themes.nothing-signed"]
    (written,) = run(capsys, workspace, *export)["written"]  # type: ignore[misc]
    assert Path(str(written)).parent.name == "not-for-publishing"
    assert not (workspace / "out" / "x").exists()


def test_signed_quotations_go_out_as_they_are_printed_and_name_nobody(
    workspace: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code(capsys, workspace, "Nia Demo", 5)
    code(capsys, workspace, "Owen Demo", 5)
    said = "The grant pays for the coordinator, but there is nothing for training or for data."
    sign(capsys, workspace, said)

    out = ("--to", str(workspace / "out" / "exchange"))
    made = run(capsys, workspace, "themes", "export", WAVE, QUESTION, "--signed", *out)

    (written,) = made["written"]  # type: ignore[misc]
    with zipfile.ZipFile(str(written)) as archive:
        (source,) = [name for name in archive.namelist() if name.startswith("sources/")]
        words, project = archive.read(source).decode(), archive.read("project.qde").decode()
    assert words == said.replace("the coordinator", "[role]")
    assert project.count("<CodeRef") == 1
    assert not any(name in project for name in ("Nia", "Owen", "<Case", "W06", "coordinator"))


def sign(capsys: pytest.CaptureFixture[str], workspace: Path, said: str) -> None:
    """Make an answer the one quotation of the bank and sign it off, the role taken out."""
    bank = workspace / "surveys" / WAVE / "quotes.csv"
    columns = bank.read_text("utf-8-sig").splitlines()[0].split(",")
    new = dict.fromkeys(columns, "") | {"id": "wq9", "tag": "x", "language": "en"}
    new |= {"text": f'"{said}"', "class": "fact"}
    # Alone in the bank, so that nothing here depends on the demonstration's own quotations.
    bank.write_text(f"{','.join(columns)}\r\n{','.join(new.values())}\r\n", "utf-8", newline="")
    bank.with_name("quote-marks.csv").unlink()
    (sheet,) = run(capsys, workspace, "quotes", "sheet", WAVE)["written"]  # type: ignore[misc]
    book = openpyxl.load_workbook(str(sheet))
    quotes, marks = book.worksheets
    head = {cell.value: cell.column for cell in quotes[1]}
    row = next(r for r in range(3, quotes.max_row + 1) if quotes.cell(r, 1).value == "wq9")
    typed_here = {"translation": "Mae'r grant yn talu am [rôl].", "translated": "reviewed"}
    typed_here |= {"consent": "yes", "consent_date": "2026-11-01", "signed_by": "Eirlys"}
    typed_here |= {"redacted": said.replace("the coordinator", "[role]")}
    for column, value in typed_here.items():
        quotes.cell(row, head[column]).value = value
    at = {cell.value: cell.column for cell in marks[1]}
    for r in range(3, marks.max_row + 1):
        if marks.cell(r, 1).value == "wq9":
            marks.cell(r, at["decision"]).value = "accept"
    book.save(str(sheet))
    run(capsys, workspace, "quotes", "take", str(sheet))


def test_a_codebook_goes_to_another_tool_and_to_another_survey(
    workspace: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    run(capsys, workspace, "themes", "codebook", WAVE, "--to", str(tmp_path))
    take = ("themes", "codebook", "workforce-2022", "--from", str(tmp_path / "funding.qdc"))

    taken = run(capsys, workspace, *take)

    assert taken["problems"] == []
    assert refused(capsys, workspace, *take) == ["themes.codebook-exists"]
    listed = run(capsys, workspace, "themes", "codebook", "workforce-2022")["codebooks"]
    assert [book["themes"] for book in listed] == [["short_term", "other"]]  # type: ignore[attr-defined]


def test_a_codebook_of_another_tool_is_kept_and_what_it_lacks_is_told(
    workspace: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "tool.qdc"
    path.write_text('<CodeBook><Codes><Code name="Trust"/></Codes></CodeBook>', "utf-8")
    take = ("themes", "codebook", WAVE, "--from", str(path), "--question", "w12")

    taken = run(capsys, workspace, *take)

    codes = {problem["code"] for problem in taken["problems"]}  # type: ignore[attr-defined]
    assert {"themes.text-missing", "themes.exchange-namespace", "themes.exchange-guid"} == codes
    assert Path(str(taken["codebook"])).is_file()


def test_keywords_are_of_respondents_and_of_no_few(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = run(capsys, workspace, "themes", "words", "baseline-2021", "b12")

    assert set(found) == {"en", "cy"}
    for words in found.values():
        for word in words:  # type: ignore[attr-defined]
            assert word["respondents"] >= 3
            assert word["of"] - word["respondents"] >= 3
            assert word["elsewhere"] == 0 or word["elsewhere"] >= 3


def test_words_of_a_theme_are_compared_with_those_without_it(
    workspace: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for coder in ("Nia Demo", "Owen Demo"):
        code(capsys, workspace, coder, 5)
    asked: list[tuple[set[str], set[str]]] = []

    def counted(here: Iterable[Remark], elsewhere: Iterable[Remark], **rules: object):
        asked.append(({one.respondent for one in here}, {one.respondent for one in elsewhere}))
        return keywords(here, elsewhere, **rules)  # type: ignore[arg-type]

    monkeypatch.setattr("diogel.workspace.theme_exchange.keywords", counted)

    run(capsys, workspace, "themes", "words", WAVE, QUESTION, "--theme", "other")
    unknown = refused(capsys, workspace, "themes", "words", WAVE, QUESTION, "--theme", "nope")

    ((here, elsewhere),) = asked
    assert (len(here), len(elsewhere)) == (5, 6)
    assert here.isdisjoint(elsewhere)
    assert unknown == ["themes.no-theme"]
