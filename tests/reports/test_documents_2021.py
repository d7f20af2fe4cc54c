"""The demonstration's own documents: what a reader of either language meets in every format."""

from __future__ import annotations

import json
import re
import zipfile
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import openpyxl
import pytest
from document_texts import (
    html_texts,
    opendocument_texts,
    pdf_pages,
    pdf_texts,
    word_texts,
    workbook_texts,
)

from diogel.language.detector import english_left
from diogel.reports import check_workbook

WAVES = ("workforce-2021", "baseline-2021")
EDITIONS = ("", "default")
DOCUMENTS = ("report", "board")
READERS = {
    "html": html_texts,
    "docx": word_texts,
    "odt": opendocument_texts,
    "pdf": pdf_texts,
}
# Names of programmes and bodies that have no Welsh form, and words of the English answers,
# which stand in a table marked as English.
NAMES = (
    "Safer Streets",
    "Crucial Crew",
    "cuckooing",
    "Prevent",
    "Diogel",
    "Excel",
    "Word",
    "OpenDocument",
)


def folder(workspace: Path, wave: str, edition: str) -> Path:
    return workspace / "out" / "surveys" / wave / edition


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("format_", sorted(READERS))
def test_no_english_is_left_in_a_welsh_document(
    demo_workspace: Path, wave: str, edition: str, name: str, format_: str
) -> None:
    path = folder(demo_workspace, wave, edition) / f"{name}.cy.{format_}"

    texts = READERS[format_](path)

    assert len(texts) > 20
    allowed = (*NAMES, *spoken_words(demo_workspace, wave)) if format_ == "pdf" else NAMES
    left = {found for text in texts for found in english_left(text, allowed=allowed)}
    assert not left


def spoken_words(workspace: Path, wave: str) -> set[str]:
    """The respondents' own English words: marked as English in the other formats' text."""
    html = (folder(workspace, wave, "") / "report.cy.html").read_text(encoding="utf-8")
    return set(re.findall(r'<th[^>]*lang="en[^"]*"[^>]*>([^<]+)</th>', html))


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("edition", EDITIONS)
def test_no_english_is_left_in_a_welsh_workbook(
    demo_workspace: Path, wave: str, edition: str
) -> None:
    texts = workbook_texts(folder(demo_workspace, wave, edition) / "tables.cy.xlsx")

    left = {found for text in texts for found in english_left(text, allowed=NAMES)}
    assert not left


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_a_workbook_keeps_every_rule_for_accessible_spreadsheets(
    demo_workspace: Path, wave: str, edition: str, language: str
) -> None:
    path = folder(demo_workspace, wave, edition) / f"tables.{language}.xlsx"

    assert [problem.code for problem in check_workbook(path)] == []


class _Figures(HTMLParser):
    """The figures a page says, in order: id and text."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        identity = dict(attrs).get("data-figure")
        if identity:
            self.said.append((identity, ""))
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            identity, text = self.said[-1]
            self.said[-1] = (identity, text + data)


def figures_said(path: Path) -> list[tuple[str, list[str]]]:
    page = _Figures()
    page.feed(path.read_text(encoding="utf-8"))
    return [(identity, re.findall(r"\d[\d.,]*", text)) for identity, text in page.said]


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("edition", EDITIONS)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_welsh_and_english_say_the_same_figures_with_the_same_numbers(
    demo_workspace: Path, wave: str, edition: str, name: str
) -> None:
    english, welsh = (
        figures_said(folder(demo_workspace, wave, edition) / f"{name}.{language}.html")
        for language in ("en", "cy")
    )

    assert english
    # Within a paragraph the order may differ, as the two languages order their sentences.
    assert sorted(english) == sorted(welsh)


@pytest.mark.parametrize("wave", WAVES)
def test_a_hidden_figure_is_nowhere_in_the_safe_edition(demo_workspace: Path, wave: str) -> None:
    place = folder(demo_workspace, wave, "default")
    rows = (place / "figures.csv").read_text(encoding="utf-8").splitlines()
    hidden = {row.split(",")[0] for row in rows if ",c,," in row}
    assert len(hidden) > 50

    for name in DOCUMENTS:
        for language in ("en", "cy"):
            for identity, numbers in figures_said(place / f"{name}.{language}.html"):
                assert identity not in hidden or not numbers, (name, language, identity)


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("language", ["en", "cy"])
def test_the_board_paper_is_two_pages(demo_workspace: Path, wave: str, language: str) -> None:
    pypdf = pytest.importorskip("pypdf")

    pages = pypdf.PdfReader(folder(demo_workspace, wave, "") / f"board.{language}.pdf").pages

    assert len(pages) <= 2


@pytest.mark.parametrize("wave", WAVES)
@pytest.mark.parametrize("format_", ["html", "docx", "odt", "pdf"])
def test_every_page_says_that_the_answers_are_invented(
    demo_workspace: Path, wave: str, format_: str
) -> None:
    words = {"en": "the answers are invented", "cy": "mae'r atebion wedi'u dyfeisio"}

    for language, phrase in words.items():
        path = folder(demo_workspace, wave, "") / f"report.{language}.{format_}"
        if format_ == "pdf":
            texts = [*pdf_pages(path)]
        elif format_ == "html":
            texts = [unescape(path.read_text(encoding="utf-8"))]
        else:
            part = "word/header1.xml" if format_ == "docx" else "styles.xml"
            with zipfile.ZipFile(path) as archive:
                texts = [re.sub(r"<[^>]+>", "", archive.read(part).decode())]
        assert texts
        for text in texts:
            assert phrase in " ".join(text.replace("’", "'").split())


def test_a_welsh_document_that_nobody_reviewed_says_so(demo_workspace: Path) -> None:
    html = (folder(demo_workspace, "workforce-2021", "") / "report.cy.html").read_text("utf-8")

    assert "adolygu eto gan siaradwr Cymraeg" in html.replace("\n", " ")


def test_the_exception_is_printed_with_its_reason_approver_and_date(demo_workspace: Path) -> None:
    html = (folder(demo_workspace, "workforce-2021", "") / "report.en.html").read_text("utf-8")
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())

    for words in ("Already published, 2021", "hiding them now", "The publisher of the report"):
        assert words in text
    assert "30 April 2021" in text


def test_the_safe_edition_has_no_exception_and_says_what_was_done(demo_workspace: Path) -> None:
    html = (folder(demo_workspace, "workforce-2021", "default") / "report.en.html").read_text(
        "utf-8"
    )

    assert "Already published" not in html
    assert "hidden, collapsed or given in bands" in html.replace("\n", " ")


def test_the_baseline_says_why_it_has_no_intervals(demo_workspace: Path) -> None:
    html = (folder(demo_workspace, "baseline-2021", "") / "report.en.html").read_text("utf-8")

    assert "no interval can be defended" in " ".join(html.split()).lower() or (
        "Without that number no interval can be defended" in " ".join(html.split())
    )


def test_the_index_leads_to_every_document_in_every_format(demo_workspace: Path) -> None:
    out = demo_workspace / "out"
    links = set(re.findall(r'href="([^"#]+)"', (out / "index.html").read_text("utf-8")))

    assert all((out / link).is_file() for link in links)
    for wave in WAVES:
        for language in ("en", "cy"):
            for format_ in READERS:
                assert f"surveys/{wave}/report.{language}.{format_}" in links
            assert f"surveys/{wave}/tables.{language}.xlsx" in links


def test_the_file_of_figures_describes_its_columns_in_both_languages(
    demo_workspace: Path,
) -> None:
    path = folder(demo_workspace, "baseline-2021", "") / "figures.csv-metadata.json"
    columns = json.loads(path.read_text("utf-8"))["tableSchema"]["columns"]

    assert len(columns) == 16
    for column in columns:
        assert {said["@language"] for said in column["dc:description"]} == {"en", "cy"}


def test_the_numbers_of_a_workbook_are_those_of_the_file_of_figures(
    demo_workspace: Path,
) -> None:
    place = folder(demo_workspace, "workforce-2021", "")
    books = [openpyxl.load_workbook(place / f"tables.{lang}.xlsx") for lang in ("en", "cy")]
    numbers = [
        [
            cell.value
            for sheet in book
            for row in sheet.iter_rows()
            for cell in row
            if isinstance(cell.value, int | float)
        ]
        for book in books
    ]

    assert len(numbers[0]) > 200
    assert numbers[0] == numbers[1]
