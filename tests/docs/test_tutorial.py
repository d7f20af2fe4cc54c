"""The tutorial does what it says, in both languages: its own commands are run, step by step."""

import csv
import re
import sys
from pathlib import Path

import openpyxl
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from page_writers import ROOT, page_writer

FORMATS = ("html", "docx", "odt", "pdf")
SURVEY = Path("my-evidence/out/surveys/training-2026")
# The stamp of the Welsh follows the example's dates, which follow the day.
STAMP = re.compile(r'english = "[0-9a-f]{8}"')


@pytest.fixture(scope="module", params=["docs/tutorial.md", "docs/tutorial.cy.md"])
def followed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """A tutorial page as written, as it went, and the folder that it was followed in."""
    folder = tmp_path_factory.mktemp("tutorial")
    page = (ROOT / request.param).read_text(encoding="utf-8")
    went = page_writer("tutorial").follow(page, folder)
    return page, went, folder


def test_every_command_prints_what_the_page_shows(followed) -> None:
    page, went, _ = followed

    shown, printed = (STAMP.sub("english", text).splitlines() for text in (page, went))

    assert printed == shown, "Run scripts/tutorial and read what changed"


def test_the_reports_of_both_languages_are_there(followed) -> None:
    folder = followed[2] / SURVEY

    reports = [folder / f"report.{lang}.{form}" for lang in ("cy", "en") for form in FORMATS]
    tables = [folder / f"tables.{lang}.xlsx" for lang in ("cy", "en")]

    assert [path.name for path in [*reports, *tables] if path.stat().st_size < 1000] == []
    assert (followed[2] / "my-evidence/out/index.html").is_file()


def test_the_numbers_are_those_of_the_answers_as_last_changed(followed) -> None:
    folder = followed[2]
    path = folder / "my-evidence/surveys/training-2026/answers.xlsx"
    sheet = openpyxl.load_workbook(path).worksheets[1]
    column = next(cell.column for cell in sheet[1] if cell.value == "q2")
    said_yes = sum(cell.value == "yes" for cell in sheet.iter_cols(column, column).__next__())

    with (folder / SURVEY / "figures.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["figure"]: row for row in csv.DictReader(file)}

    assert rows["T2"]["numerator"] == str(said_yes) == "10"
    assert all(row["synthetic"] == "true" for row in rows.values())


def test_both_tutorials_take_the_same_steps() -> None:
    step = re.compile(r"^(?:\$ .*|<!-- .* -->|\| r\d+ .*)$", re.MULTILINE)

    pages = [
        (ROOT / "docs" / name).read_text("utf-8") for name in ("tutorial.md", "tutorial.cy.md")
    ]

    english, welsh = (
        [
            re.sub(r" --iaith cy|(?<=answers\.)(?:en|cy)|(?<=report\.)(?:en|cy)", "", found)
            for found in step.findall(page)
        ]
        for page in pages
    )
    assert english == welsh
