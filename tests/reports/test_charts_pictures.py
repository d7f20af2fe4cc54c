"""What holds of every picture: no words on words, the same bytes again, both languages."""

from __future__ import annotations

import re
import shutil
import xml.etree.ElementTree as ET
from typing import Any

import pytest
from chart_samples import EVERY, drawn, faults_of, series, words_of

from diogel.charts.letters import fitted, width
from diogel.charts.picture import Box
from diogel.charts.placing import roomiest, spread
from diogel.charts.scales import scale
from diogel.core import LANGUAGES, Language
from diogel.language import english_left

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SHOWN = [name for name in EVERY if not name.startswith("funnel W") or name.endswith(("12", "15"))]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", EVERY)
def test_no_words_lie_on_each_other_or_beyond_the_edge(name: str, language: Language) -> None:
    assert faults_of(drawn(EVERY[name](), language)) == []


def test_words_that_meet_are_found() -> None:
    chart = drawn(series("2023-01", [1, 2, 3]))
    chart.spec["boxes"].append(chart.spec["boxes"][0])

    assert len(faults_of(chart)) >= 1


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_has_the_same_bytes_each_time(name: str) -> None:
    first, second = (drawn(EVERY[name](), "cy") for _ in range(2))

    assert first.svg == second.svg


@pytest.mark.parametrize("name", SHOWN)
def test_no_english_is_left_in_the_welsh(name: str) -> None:
    chart = drawn(EVERY[name](), "cy")

    assert [text for text in words_of(chart) if english_left(text)] == []
    assert not english_left(chart.description)
    assert not re.search(r"[{}]|\bnan\b|None", chart.description + chart.svg)


@pytest.mark.parametrize("name", SHOWN)
def test_a_picture_is_whole_xml_with_a_title_and_a_description(name: str) -> None:
    chart = drawn(EVERY[name](), "cy")

    root = ET.fromstring(chart.svg)

    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert root.get("lang") == "cy"
    assert root.findtext(f"{space}title") == "t"
    assert root.findtext(f"{space}desc") == chart.description


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed on this machine")
def test_words_are_as_wide_in_a_browser_as_is_reckoned() -> None:
    names = ["36 months", "intervals", "funnel W06000012", "tiles", "tenths"]
    with _page() as page:
        for chart in (drawn(EVERY[name](), "cy") for name in names):
            page.set_content(chart.svg)
            seen = page.evaluate(
                "() => [...document.querySelectorAll('text')].map(t => "
                "[t.textContent, t.getBBox().x, t.getBBox().width])"
            )
            reckoned = [(b.text, b.left, b.right - b.left) for b in chart.spec["boxes"]]

            assert len(seen) == len(reckoned) > 5
            for (text, left, wide), (known, start, most) in zip(seen, reckoned, strict=True):
                assert text == known
                assert wide <= most + 1.5, text
                assert left >= start - 1.5, text


class _page:
    """A page of a browser, closed with all of it."""

    def __enter__(self) -> Any:
        playwright = pytest.importorskip("playwright.sync_api")
        self._running = playwright.sync_playwright().__enter__()
        self._browser = self._running.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox"]
        )
        return self._browser.new_page()

    def __exit__(self, *_: object) -> None:
        self._browser.close()
        self._running.stop()


def test_accents_change_no_width_and_bold_is_wider() -> None:
    assert width("ŵŷâê", 13) == width("wyae", 13)
    assert width("Castell-nedd", 13, bold=True) > width("Castell-nedd", 13)


def test_no_word_is_cut_to_fit() -> None:
    lines = fitted("Castell-nedd Port Talbot", 20, 13)

    assert lines == ["Castell-nedd", "Port", "Talbot"]
    assert fitted("", 20, 13) == [""]


@pytest.mark.parametrize(
    ("values", "whole", "ticks"),
    [
        ([0], True, (0, 1)),
        ([3], True, (0, 1, 2, 3)),
        ([17], True, (0, 5, 10, 15, 20)),
        ([2984], True, (0, 1000, 2000, 3000)),
        ([0.83], False, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        ([-3.0, 4.0], False, (-4.0, -2.0, 0.0, 2.0, 4.0)),
    ],
)
def test_an_axis_has_round_steps_from_zero(
    values: list[float], whole: bool, ticks: tuple[float, ...]
) -> None:
    assert scale(values, 0, 100, whole=whole).ticks == ticks


def test_labels_of_one_height_are_pushed_apart_in_their_order() -> None:
    assert spread([50, 50, 50], 15, 0, 100) == [50, 65, 80]
    assert spread([100, 100], 15, 0, 100) == [85, 100]


def test_the_roomiest_place_is_the_first_that_meets_nothing() -> None:
    places = [Box(0, 0, 10, 10, "a"), Box(50, 0, 60, 10, "b"), Box(90, 0, 99, 10, "c")]

    assert roomiest(places, [Box(5, 5, 20, 20)]).text == "b"
