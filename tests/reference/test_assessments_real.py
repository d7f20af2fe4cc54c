"""Whole assessments from the real archives: every chapter, no number without its months."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from diogel.assessment import Held, Known, assessment_documents, load_template
from diogel.assessment.gathering import gather, ready_sections
from diogel.core import LANGUAGES, Bilingual, Language, Status
from diogel.reports import Document, write_document
from diogel.workspace import Workspace, know_areas

DAY = date(2026, 11, 22)
PUBLISHER = Bilingual("A partnership", "Partneriaeth")
CARDIFF, MONMOUTHSHIRE, NORTH, GWENT = "W06000015", "W06000021", "W15000001", "W15000002"
POWYS, NEWPORT, WALES = "W06000023", "W06000022", "W92000004"
AREAS = (CARDIFF, MONMOUTHSHIRE, NORTH, GWENT, POWYS, NEWPORT, WALES)


@pytest.fixture(scope="module")
def known(real_workspace: Workspace) -> dict[str, Known]:
    return {one.area.id: one for one in know_areas(real_workspace, AREAS, day=DAY)}


def documents(known: Known) -> Mapping[Language, Document]:
    evidence = gather(known, [ready_sections(known)])
    return assessment_documents(known.area, evidence, Held(), DAY, PUBLISHER)["assessment"]


def page(document: Document, folder: Path) -> str:
    """The web page's words."""
    written = write_document(document, folder, ("html",), twin_href="x").paths["html"]
    html = re.sub(r"<(style|script|svg)\b.*?</\1>", " ", written.read_text("utf-8"), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


@pytest.mark.parametrize("area", [CARDIFF, MONMOUTHSHIRE, NORTH])
def test_every_chapter_stands_in_both_languages(
    known: dict[str, Known], area: str, tmp_path: Path
) -> None:
    template = load_template()
    chapters = template.chapters_of(template.plans[0], "")

    for language in LANGUAGES:
        words = page(documents(known[area])[language], tmp_path / language)
        titles = [chapter.title[language].replace("'", "&#x27;") for chapter in chapters]
        plain = words.replace("’", "'").replace("&#x27;", "'")
        missing = [t for t in titles if t.replace("&#x27;", "'") not in plain]
        assert missing == []
        assert "{{" not in words


@pytest.mark.parametrize(
    ("area", "months"),
    [(CARDIFF, ("March 2023", "December 2023")), (NORTH, ("March 2023", "December 2023"))],
)
def test_seven_months_name_those_that_are_missing_and_give_no_year(
    known: dict[str, Known], area: str, months: tuple[str, str], tmp_path: Path
) -> None:
    found = known[area]

    levels = [each for each in found.indicators.measures.values() if each.level.basis.missing]
    assert levels
    assert all(each.level.count is None for each in levels)
    given = {id_ for id_, each in found.released.figures.items() if each.figure.value is not None}
    yearly = [id_ for id_ in given if id_.endswith((".count12", ".rate12")) and "police" in id_]
    assert yearly == []
    words = page(documents(found)["en"], tmp_path)
    assert all(month.split()[1] in words for month in months)
    assert "[x]" in words


def test_gwent_with_24_months_shows_its_year_in_both_languages(
    known: dict[str, Known], tmp_path: Path
) -> None:
    figure = known[GWENT].released.figures[f"{GWENT}.police-burglary.count12"].figure

    assert figure.value is not None
    for language in LANGUAGES:
        words = page(documents(known[GWENT])[language], tmp_path / language)
        assert f"{int(figure.value):,}" in words


@pytest.mark.parametrize(
    ("language", "note", "nothing"),
    [
        ("en", "special causes: each asks for a note.", "Nothing was rebased"),
        ("cy", "Achosion arbennig yw", "llinell sylfaen"),
    ],
)
def test_april_2020_in_gwent_asks_for_a_note_and_rebases_nothing(
    known: dict[str, Known], language: Language, note: str, nothing: str, tmp_path: Path
) -> None:
    words = page(documents(known[GWENT])[language], tmp_path)

    assert ("April 2020" if language == "en" else "Ebrill 2020") in words
    assert note in words
    assert nothing in words
    trend = known[GWENT].indicators.measures["police-anti-social-behaviour"].trend
    assert trend.rebases == ()


def test_powys_in_2024_prints_no_rate_and_no_comparison(
    known: dict[str, Known], tmp_path: Path
) -> None:
    figures = known[POWYS].released.figures
    compared = {
        id_: each.figure
        for id_, each in figures.items()
        if ".police-" in id_ and re.search(r"rate12|reference|versus|ratio|rank", id_)
    }
    words = page(documents(known[POWYS])["en"], tmp_path)

    assert compared
    assert {(each.value, each.status) for each in compared.values()} == {
        (None, Status.NOT_AVAILABLE)
    }
    assert figures[f"{POWYS}.profile.residents"].figure.value == 133_154
    assert "Came, but not whole, and not counted: January to February 2024." in words
    assert not re.search(r"\d for every 1,000|[Rr]ank(?:s|ed)? \d|\d (?:st|nd|rd|th) of", words)


def test_wales_says_on_how_many_forces_it_rests(known: dict[str, Known], tmp_path: Path) -> None:
    words = page(documents(known[WALES])["en"], tmp_path / "en")
    welsh = page(documents(known[WALES])["cy"], tmp_path / "cy")

    assert "3 of 4" in words
    assert "3 o 4" in welsh or "3 o'r 4" in welsh


def test_newport_and_gwent_print_no_number_of_a_year_alike(known: dict[str, Known]) -> None:
    def yearly(area: str) -> dict[str, float]:
        return {
            id_.removeprefix(f"{area}."): each.figure.value
            for id_, each in known[area].released.figures.items()
            if id_.endswith(".count12")
            and each.figure.value is not None
            and each.figure.status is not Status.CONFIDENTIAL
        }

    newport, gwent = yearly(NEWPORT), yearly(GWENT)

    assert newport
    assert [name for name in newport if newport[name] == gwent.get(name)] == []
