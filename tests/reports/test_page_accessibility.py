"""The page in a browser: axe finds nothing, and it never scrolls sideways."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from axe import browser, examined, faults, needs_browser
from diogel.core import LANGUAGES, Language
from diogel.reports import Written

__all__ = ["browser"]
pytestmark = needs_browser


def opened(browser: Any, path: Path, width: int) -> Any:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault(
    browser: Any, written: dict[Language, Written], language: Language, width: int
) -> None:
    page = opened(browser, written[language].paths["html"], width)

    result = examined(page)

    assert result["violations"] == []
    assert len(result["passes"]) > 20


@pytest.mark.parametrize("width", [320, 1280])
def test_the_page_itself_never_scrolls_sideways(
    browser: Any, written: dict[Language, Written], width: int
) -> None:
    page = opened(browser, written["cy"].paths["html"], width)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_wide_table_can_be_scrolled_from_the_keyboard(
    browser: Any, written: dict[Language, Written]
) -> None:
    page = opened(browser, written["cy"].paths["html"], 320)
    region = page.locator("#table-W17 .scroll")

    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)

    assert region.evaluate("e => e.scrollLeft") > 0


def test_the_first_stop_of_the_keyboard_leads_past_the_top(
    browser: Any, written: dict[Language, Written]
) -> None:
    page = opened(browser, written["cy"].paths["html"], 1280)

    page.keyboard.press("Tab")
    words = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")

    assert words == "Neidio i'r prif gynnwys"
    assert page.evaluate("document.activeElement.id") == "main"


def test_every_chart_can_be_seen(browser: Any, written: dict[Language, Written]) -> None:
    page = opened(browser, written["cy"].paths["html"], 1280)

    widths = page.evaluate("[...document.images].map(i => i.naturalWidth)")

    assert len(widths) == 2
    assert min(widths) > 300


PAGES = (
    "index.html",
    *(
        f"surveys/{wave}/{edition}{name}.{language}.html"
        for wave in ("workforce-2021", "baseline-2021")
        for edition, name in (("", "report"), ("", "board"), ("default/", "report"))
        for language in LANGUAGES
    ),
)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_on_a_page_of_the_demonstration(
    browser: Any, demo_workspace: Path, name: str, width: int
) -> None:
    page = opened(browser, demo_workspace / "out" / name, width)

    found = faults(page)

    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert found == []
    assert wide <= width
