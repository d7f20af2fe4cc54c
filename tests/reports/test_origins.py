"""Numbers on the page lead to where they are explained, without getting in anybody's way."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from report_samples import document
from test_page_accessibility import opened

from axe import browser, faults, needs_browser
from diogel.reports import PlainTable, write_document

__all__ = ["browser"]
EXPLAINED = {f"W9.{row}": f"explain.en.html#W9.{row}" for row in ("a.n", "b.n")}


@pytest.fixture
def page(tmp_path: Path) -> str:
    write_document(
        document("en"),
        tmp_path,
        ("html",),
        twin_href="report.cy.html",
        origins=EXPLAINED,
    )
    return (tmp_path / "report.en.html").read_text(encoding="utf-8")


def test_a_number_in_a_sentence_leads_to_its_explanation(page: str) -> None:
    assert re.search(
        r'<span class="figure" data-figure="W9.a.n"[^>]*><a\s+href="explain.en.html#W9.a.n"\s+'
        r'class="origin">',
        page,
    )


def test_cells_lead_there_out_of_the_way_of_the_tab_key(page: str) -> None:
    link = '<a class="origin" tabindex="-1" href="explain.en.html#W9.a.n">12 (80%)</a>'

    assert f'<td class="number" data-figure="W9.a.n">{link}</td>' in page


def test_a_table_has_one_link_that_the_tab_key_reaches(page: str) -> None:
    links = re.findall(r'<p class="note"><a href="(explain[^"]*)" aria-describedby="([^"]*)"', page)

    assert ("explain.en.html#W9.a.n", "table-W9-caption") in links
    assert 'id="table-W9-caption"' in page


def test_a_number_that_nobody_explains_is_no_link(tmp_path: Path) -> None:
    write_document(document("en"), tmp_path, ("html",), twin_href="report.cy.html")

    assert "origin" not in re.sub(
        r"<style>.*?</style>", "", (tmp_path / "report.en.html").read_text(), flags=re.DOTALL
    )


def test_a_row_with_an_anchor_can_be_entered(tmp_path: Path) -> None:
    rows = (("One", "1"), ("Two", "2"))
    table = PlainTable("Numbers", 9, ("Number", "Value"), rows, anchors=("x.one", "x.two"))
    made = replace(document("en"), blocks=(table,))

    write_document(made, tmp_path, ("html",), twin_href="report.cy.html")

    assert '<tr id="x.two"><th scope="row">Two</th>' in (tmp_path / "report.en.html").read_text()


@needs_browser
def test_axe_finds_no_fault_with_the_links(browser: Any, tmp_path: Path, page: str) -> None:
    shown = opened(browser, tmp_path / "report.en.html", 1280)

    assert faults(shown) == []
