"""The printed form as a finished file: four formats, two languages, for the pen and for all."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pikepdf
import pytest
from document_texts import READERS, W

from axe import browser, faults, needs_browser
from diogel.core import LANGUAGES, Language
from diogel.language.detector import english_left
from diogel.reports import Written
from diogel.surveys import builtin_instrument, write_printed_forms

__all__ = ["browser"]
FORM = builtin_instrument("baseline-2021")
FORMATS = ("html", "docx", "odt", "pdf")
NAMES_OF_LANGUAGES = ("Cymraeg", "English")

Forms = dict[Language, Written]


@pytest.fixture(scope="module")
def forms(tmp_path_factory: pytest.TempPathFactory) -> Forms:
    return write_printed_forms(FORM, tmp_path_factory.mktemp("forms"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_is_written(forms: Forms, language: Language) -> None:
    names = [path.name for path in forms[language].paths.values()]

    assert sorted(names) == sorted(f"form.{language}.{format_}" for format_ in FORMATS)


@pytest.mark.parametrize("format_", FORMATS)
def test_no_english_is_left_on_the_welsh_form(forms: Forms, format_: str) -> None:
    texts = READERS[format_](forms["cy"].paths[format_])

    assert "Atebwch dim ond os" in " ".join(texts)
    assert english_left("\n".join(texts), allowed=NAMES_OF_LANGUAGES) == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("format_", ["html", "docx", "odt"])
def test_every_answer_of_every_question_can_be_ticked(
    forms: Forms, language: Language, format_: str
) -> None:
    words = "".join(READERS[format_](forms[language].paths[format_]))
    if format_ == "html":
        words = forms[language].paths["html"].read_text("utf-8")

    asked = [q for q in FORM.questions if q.asks and not q.coded]
    one = sum(len(q.choices) for q in asked if q.kind == "single")
    several = sum(len(q.choices) for q in asked if q.kind in ("multi", "areas"))

    assert words.count("\u25cb") == one + len(NAMES_OF_LANGUAGES)
    assert words.count("\u2610") == several


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_pdf_is_tagged_with_lists_tables_and_its_language(
    forms: Forms, language: Language
) -> None:
    with pikepdf.open(forms[language].paths["pdf"]) as pdf:
        assert str(pdf.Root.Lang).startswith(language)
        assert bool(pdf.Root.MarkInfo.Marked)
        kinds = [str(node.get("/S", "")) for node in _nodes(pdf.Root.StructTreeRoot)]
        about = pdf.open_metadata().get("pdfuaid:part")

    items = sum(
        len(q.choices)
        for q in FORM.questions
        if q.asks and not q.coded and q.choices and not q.matrix
    )
    assert about == "1"
    assert kinds.count("/Table") == len(FORM.matrices)
    assert kinds.count("/LI") == items + len(NAMES_OF_LANGUAGES)


def _nodes(node: Any) -> Iterator[Any]:
    """Every element of the structure, itself included."""
    if isinstance(node, pikepdf.Dictionary):
        yield node
        kids = node.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from _nodes(kid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_word_knows_every_style_and_keeps_a_question_on_one_page(
    forms: Forms, language: Language
) -> None:
    with zipfile.ZipFile(forms[language].paths["docx"]) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
        styles = ElementTree.fromstring(archive.read("word/styles.xml"))
    kept = {s.get(f"{W}styleId") for s in styles if s.find(f"{W}pPr/{W}keepNext") is not None}
    known = {s.get(f"{W}styleId") for s in styles}

    used = {s.get(f"{W}val") for s in body.iter(f"{W}pStyle")}

    assert used <= known
    assert {"Instruction", "Answer", "AnswerLine", "Heading2"} <= kept & used
    assert {"AnswerLast", "AnswerLineLast"} <= used


def test_both_languages_have_the_same_questions_on_paper(forms: Forms) -> None:
    pages = [forms[lang].paths["html"].read_text("utf-8") for lang in LANGUAGES]

    ids = [re.findall(r'<h[2-5][^>]* id="([^"]+)"', page) for page in pages]

    assert ids[0] == ids[1]
    assert len(ids[0]) > 30


@needs_browser
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_on_the_page(browser: Any, forms: Forms, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(Path(forms["cy"].paths["html"]).as_uri())

    found = faults(page)

    assert found == []
    assert not page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
