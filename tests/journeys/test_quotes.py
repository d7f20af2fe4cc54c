"""From somebody's words to the report and back: only what a person signed off is printed."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from diogel.cli import main
from diogel.core import Severity
from diogel.disclosure import SignedQuote
from diogel.reports import Quote
from diogel.surveys import make_pairs, read_study
from diogel.workspace import Counting, build, open_workspace

WAVE = "workforce-2021"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    with pytest.raises(SystemExit) as ended:
        main(list(arguments))
    return int(ended.value.code or 0), capsys.readouterr().out


def printed(workspace: Path) -> set[str]:
    edition = Counting(open_workspace(workspace)).edition(WAVE, "")
    pairs = make_pairs(edition.study, edition.released, edition.policy, {})
    return {
        block.id
        for pair in pairs
        for document in pair.documents.values()
        for block in document.blocks
        if isinstance(block, Quote) and isinstance(block.signed, SignedQuote)
    }


def test_every_quotation_of_a_report_was_signed_and_its_use_is_recorded(
    demo_workspace: Path,
) -> None:
    register = demo_workspace / "registers" / "quotes" / f"{WAVE}.published.csv"

    used = {line.split(",")[0] for line in register.read_text("utf-8-sig").splitlines()[1:]}

    assert used == printed(demo_workspace) != set()


def test_words_as_they_were_said_stay_in_the_workspace(demo_workspace: Path) -> None:
    said = "By the time Powys hears"
    pages = [*(demo_workspace / "out").rglob("*.html"), *(demo_workspace / "out").rglob("*.csv")]

    assert said in (demo_workspace / "surveys" / WAVE / "quotes.csv").read_text("utf-8-sig")
    assert pages and not any(said in page.read_text("utf-8") for page in pages)


def test_a_quotation_that_changed_after_its_signature_leaves_the_report(demo_copy: Path) -> None:
    bank = demo_copy / "surveys" / WAVE / "quotes.csv"
    words = bank.read_text("utf-8-sig")
    bank.write_text(words.replace("My contract ends", "My own contract ends"), "utf-8")

    told = [p for p in read_study(bank.parent).problems if p.code.startswith("quotes.")]

    assert "wq6" not in printed(demo_copy)
    assert ("quotes.changed-since-signed", Severity.LOOK) in [(p.code, p.severity) for p in told]


def test_a_new_quotation_waits_until_somebody_signs_it(
    demo_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = demo_copy / "surveys" / WAVE / "quotes.csv"
    columns = bank.read_text("utf-8-sig").splitlines()[0].split(",")
    new = dict.fromkeys(columns, "")
    new |= {"id": "wq9", "tag": "capacity", "language": "cy", "text": "Yng Nghaerdydd yr wyf i."}
    bank.write_bytes(bank.read_bytes() + ",".join(new.values()).encode() + b"\r\n")
    there = ("--workspace", str(demo_copy))

    before = printed(demo_copy)
    assert run(capsys, "quotes", "sheet", WAVE, *there)[0] == 0
    path = demo_copy / "registers" / "quotes" / f"quotes-{WAVE}.xlsx"
    book = openpyxl.load_workbook(path)
    quotes, marks = book.worksheets
    row = next(r for r in range(3, quotes.max_row + 1) if quotes.cell(r, 1).value == "wq9")
    typed = {6: "In [authority] I am.", 7: "reviewed", 8: "yes", 9: "2026-11-01", 12: "Eirlys"}
    for column, value in typed.items():
        quotes.cell(row, column).value = value
    for r in range(3, marks.max_row + 1):
        if marks.cell(r, 1).value == "wq9":
            marks.cell(r, 11).value = "accept"
    book.save(path)
    code, said = run(capsys, "quotes", "take", str(path), *there, "--json")

    assert code == 0, said
    assert "wq9" not in before and "wq9" in printed(demo_copy)
    result = build(open_workspace(demo_copy), only=WAVE)
    assert result.made
    page = (demo_copy / "out" / "surveys" / WAVE / "report.cy.html").read_text("utf-8")
    assert "Yng [awdurdod] yr wyf i." in page


def test_find_tells_marks_and_changes_nothing(
    demo_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bank = demo_copy / "surveys" / WAVE / "quotes.csv"
    before = bank.read_bytes()

    code, said = run(capsys, "quotes", "find", WAVE, "--workspace", str(demo_copy), "--json")

    assert code == 0
    assert "Powys" in {mark["words"] for mark in json.loads(said)["marks"]}
    assert bank.read_bytes() == before


def test_a_list_of_contacts_beside_answers_is_refused(
    demo_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contacts = demo_copy / "surveys" / WAVE / "contacts.csv"
    contacts.write_text("name,role\nNia Demo,Analyst\n", encoding="utf-8")
    there = ("--workspace", str(demo_copy), "--json")

    code, said = run(capsys, "quotes", "find", WAVE, "--contacts", str(contacts), *there)

    assert code == 1
    assert json.loads(said)["problems"][0]["code"] == "quotes.contacts-beside-answers"


def test_the_workbook_is_never_written_where_things_are_published(
    demo_copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = str(demo_copy / "out" / "x")

    code, _ = run(capsys, "quotes", "sheet", WAVE, "--to", out, "--workspace", str(demo_copy))

    assert code == 1
    assert not Path(out).exists()
