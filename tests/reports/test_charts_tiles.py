"""The map in tiles and the grid of months: every authority, told without colour, by keyboard."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from typing import Any

import pytest
from chart_samples import (
    AUTHORITIES,
    CLASSES,
    drawn,
    month_sample,
    one_column,
    one_figure,
    tiles,
    words_of,
)

from axe import browser, faults, needs_browser
from diogel.charts import TILE_STYLE, MarkedClass, Tile, TileMarks, describe_chart, tile_index
from diogel.charts.tile_places import COLUMNS, PLACES, ROWS
from diogel.core import LANGUAGES, Bilingual, Kind, Language
from diogel.disclosure import ReleasedTable
from diogel.disclosure.released import _KEY

__all__ = ["browser"]
# Pairs that share a border and must not lie far apart; and who lies north or west of whom.
NEIGHBOURS = [
    ("Isle of Anglesey", "Gwynedd"),
    ("Gwynedd", "Conwy"),
    ("Denbighshire", "Flintshire"),
    ("Wrexham", "Denbighshire"),
    ("Powys", "Ceredigion"),
    ("Powys", "Merthyr Tydfil"),
    ("Pembrokeshire", "Carmarthenshire"),
    ("Carmarthenshire", "Swansea"),
    ("Swansea", "Neath Port Talbot"),
    ("Bridgend", "Vale of Glamorgan"),
    ("Vale of Glamorgan", "Cardiff"),
    ("Cardiff", "Caerphilly"),
    ("Cardiff", "Newport"),
    ("Newport", "Monmouthshire"),
    ("Torfaen", "Blaenau Gwent"),
    ("Rhondda Cynon Taf", "Merthyr Tydfil"),
]


def test_every_authority_has_a_tile_of_its_own() -> None:
    assert sorted(PLACES) == sorted(area.code for area in AUTHORITIES)
    assert len(set(PLACES.values())) == 22
    assert all(0 <= x < COLUMNS and 0 <= y < ROWS for x, y in PLACES.values())


@pytest.mark.parametrize(("one", "other"), NEIGHBOURS)
def test_neighbours_on_the_ground_are_near_on_the_map(one: str, other: str) -> None:
    places = {area.name.en: PLACES[area.code] for area in AUTHORITIES}

    across, down = (abs(a - b) for a, b in zip(places[one], places[other], strict=True))
    assert max(across, down) <= 2 and across + down <= 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_tile_has_its_name_and_its_value(language: Language) -> None:
    chart = drawn(tiles(), language)

    said = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", chart.svg))
    for area in AUTHORITIES:
        assert area.name[language] in said, area.code
        assert f"{area.name[language]} (" in chart.description or area.code == "W06000009"
    assert chart.svg.count(">25.0<") == 1


def test_the_description_has_every_value_under_its_class() -> None:
    words = describe_chart(*tiles(), "en")

    assert "Lower than Wales: Isle of Anglesey (25.0); " in words
    assert "No number: Pembrokeshire [x]." in words
    assert len(re.findall(r"\(\d\d\.\d\)", words)) == 21


def test_classes_have_patterns_that_differ_without_colour() -> None:
    svg = drawn(tiles()).svg

    patterns = re.findall(r'<pattern id="class-\d"[^>]*>(.*?)</pattern>', svg)
    colours = [set(re.findall(r'"(#[0-9A-F]{6})"', pattern)) for pattern in patterns]
    assert len(set(patterns)) == len(patterns) == 2
    assert 'height="20" fill="#12436D"' in svg
    assert all(found <= {"#12436D", "#FFFFFF"} for found in colours)


def test_more_classes_than_patterns_are_refused() -> None:
    table, marks = tiles()
    many = tuple(MarkedClass(str(at), Bilingual.same(str(at))) for at in range(7))

    with pytest.raises(ValueError, match="7 classes"):
        drawn((table, TileMarks(marks.heading, many, {})))


def test_a_tile_without_a_number_is_dashed_whatever_class_it_was_given() -> None:
    table, marks = tiles()
    given = TileMarks(marks.heading, CLASSES, {**marks.of, "W06000009": "high"})

    chart = drawn((table, given))

    assert "No number: Pembrokeshire [x]." in chart.description
    # The tile itself and its sign in the key.
    assert chart.svg.count("stroke-dasharray") == 2


def test_the_own_areas_name_is_bold_and_its_edge_thick() -> None:
    svg = drawn(tiles()).svg

    bold = re.findall(r'font-size="12"[^>]*font-weight="bold"[^>]*>([^<]*)<', svg)
    assert " ".join(bold) == "Neath Port Talbot"
    assert svg.count('stroke-width="3.5"') == 1


def test_a_row_that_is_no_authority_is_refused() -> None:
    _, marks = tiles()
    wales = one_column("M", [("W92000004", Bilingual("Wales", "Cymru"))], {})

    with pytest.raises(ValueError, match="W92000004"):
        drawn((wales, marks))
    with pytest.raises(ValueError, match="W92000004"):
        tile_index({"W92000004": Tile("1")}, "en", title="t", description="d")


def test_a_row_without_a_tile_stands_nowhere_on_the_map() -> None:
    made, marks = tiles()
    rows = [("own", Bilingual("Gwent", "Gwent")), *((r.code, r.label) for r in made.table.rows)]
    cells = {r.code: made.cell(r, made.table.columns[0]) for r in made.table.rows}
    both = one_column("M", rows, {**cells, "own": one_figure("own", 77.7, kind=Kind.RATE)})

    chart = drawn((both, replace(marks, without_tile=frozenset(("own",)))))

    assert len(chart.spec["values"]) == 22
    assert not [text for text in words_of(chart) if text == "Gwent" or "77" in text]
    with pytest.raises(ValueError, match="own"):
        drawn((both, marks))


def linked(language: Language = "cy") -> str:
    """A page with the map, its tiles links to each authority's documents."""
    given = {
        area.code: Tile(text=str(at), code=CLASSES[at % 3].code, href=f"{area.code}.html")
        for at, area in enumerate(AUTHORITIES)
    }
    index = tile_index(given, language, title="Awdurdodau", description="Map", classes=CLASSES)
    return (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Map</title>'
        f"<style>{TILE_STYLE}</style></head><body><main><h1>Map</h1>{index}</main></body></html>"
    )


def test_each_tile_of_an_index_is_a_link_that_says_where_it_leads() -> None:
    found = re.findall(r'<a href="(W0\d+)\.html" aria-label="([^"]+)">', linked())

    assert len(found) == 22
    assert dict(found)["W06000015"] == "Caerdydd 14: Is na Chymru"


def test_two_maps_on_a_page_do_not_share_the_names_of_their_patterns() -> None:
    ids = re.findall(r'<pattern id="([^"]+)"', linked("cy") + linked("en"))

    assert len(ids) == len(set(ids)) == 4
    assert "url(#class-" not in linked("cy")


def test_an_index_is_whole_xml() -> None:
    body = re.search(r"<svg.*</svg>", linked(), re.DOTALL)

    assert body
    root = ET.fromstring(body[0])
    assert root.get("role") == "group"


@needs_browser
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_fault_and_the_page_never_scrolls_sideways(browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.set_content(linked())

    assert faults(page, tags=()) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@needs_browser
def test_the_tiles_are_reached_by_keyboard_from_the_north_west(browser: Any) -> None:
    page = browser.new_page()
    page.set_content(linked())
    labels = []
    for _ in range(24):
        page.keyboard.press("Tab")
        labels.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))

    assert labels[0] == "Awdurdodau"
    assert labels[1].startswith("Ynys Môn") and labels[2].startswith("Conwy")
    assert labels[22].startswith("Casnewydd")


@needs_browser
def test_words_can_be_read_in_forced_colours(browser: Any) -> None:
    page = browser.new_page(forced_colors="active", color_scheme="dark")
    page.set_content(linked())

    fills = page.evaluate(
        "() => [...document.querySelectorAll('.tile-map text')].map(t => getComputedStyle(t).fill)"
    )
    grounds = page.evaluate(
        "() => [...document.querySelectorAll('.ground')].map(t => getComputedStyle(t).fill)"
    )

    assert set(fills) == {"rgb(11, 12, 12)"}
    assert set(grounds) == {"rgb(255, 255, 255)"}


def test_a_grid_says_for_each_row_which_months_are_of_which_class() -> None:
    words = describe_chart(*month_sample(12), "en")

    assert "Gwent Police: Whole month: April 2021 to March 2022." in words
    assert "Incomplete month: September 2021." in words
    assert "No number shown: April to June 2021." in words


def test_a_grid_whose_months_are_rows_is_drawn_the_same() -> None:
    table, marks = month_sample(12)
    turned = replace(table.table, rows=table.table.columns, columns=table.table.rows)
    of = {(month, force): code for (force, month), code in marks.of.items()}

    tall = drawn((ReleasedTable(turned, {}, "whole", _KEY), replace(marks, of=of)))

    assert tall.svg == drawn((table, marks)).svg


def test_a_month_without_a_class_is_dashed_and_in_the_key() -> None:
    chart = drawn(month_sample(12))

    assert chart.svg.count("stroke-dasharray") == 4
    assert "No number shown" in chart.svg
