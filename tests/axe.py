"""A page in a browser, and what axe finds wrong with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

AXE = Path(__file__).parent / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
TAGS = ("wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice")
needs_browser = pytest.mark.skipif(
    CHROMIUM is None or not AXE.exists(),
    reason="Chromium or axe-core is missing: install them with scripts/install-test-programs",
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for a module's tests."""
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as running:
        started = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


def examined(page: Any, tags: tuple[str, ...] = TAGS) -> Any:
    """What axe says of a page; every rule without tags.

    Of rules that hold it names one element, which is enough: to name them all takes longer
    than to judge them.
    """
    page.evaluate(AXE.read_text(encoding="utf-8"))
    asked = {"resultTypes": ["violations"]} | ({"runOnly": list(tags)} if tags else {})
    return page.evaluate("asked => axe.run(document, asked)", asked)


def faults(page: Any, tags: tuple[str, ...] = TAGS) -> list[tuple[str, list[str]]]:
    """The rules of axe that a page breaks, each with the elements that break it."""
    broken = examined(page, tags)["violations"]
    return [(each["id"], [node["html"][:200] for node in each["nodes"]]) for each in broken]
