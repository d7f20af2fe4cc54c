"""Drawings as pixels: twice their size, in their order, with their letters."""

from __future__ import annotations

import struct

import pytest

from diogel.charts.palette import FONT
from diogel.reports.pixels import pixels

pytest.importorskip("typst")


def drawing(wide: int, high: int, inside: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{high}"'
        f' viewBox="0 0 {wide} {high}" font-family="{FONT}">'
        f'<rect width="{wide}" height="{high}" fill="#FFFFFF"/>{inside}</svg>'
    )


def size_of(png: bytes) -> tuple[int, ...]:
    return struct.unpack(">II", png[16:24])


def test_each_drawing_is_twice_its_size_in_the_order_given() -> None:
    made = pixels([drawing(30, 20), drawing(640, 75), drawing(7, 9)])

    assert all(png.startswith(b"\x89PNG") for png in made)
    assert [size_of(png) for png in made] == [(60, 40), (1280, 150), (14, 18)]


def test_one_drawing_and_none_come_as_lists_too() -> None:
    assert [size_of(png) for png in pixels([drawing(30, 20)])] == [(60, 40)]
    assert pixels([]) == []


@pytest.mark.parametrize("letter", ["a", "ŵ", "ŷ", "Â"])
def test_letters_are_drawn_the_welsh_ones_too(letter: str) -> None:
    other = "\ue000"  # Nobody's letter: an empty box, or nothing.
    words = [f'<text x="5" y="15" font-size="13">{each}</text>' for each in (letter, other)]

    blank, known, unknown = pixels([drawing(30, 20), *(drawing(30, 20, one) for one in words)])

    assert known not in (blank, unknown)


def test_letters_are_those_that_we_bring() -> None:
    words = '<text x="2" y="15" font-size="13">Rhif</text>'
    ours = drawing(40, 20, words)

    drawn, other = pixels([ours, ours.replace(FONT, "No Such Letters")])

    assert drawn != other


def test_words_with_every_mark_of_the_typesetter_stay_words() -> None:
    words = '<text x="5" y="15">&quot;#let x = [1]&quot; \\ $y$ // @z</text>'

    assert [size_of(png) for png in pixels([drawing(30, 20, words)])] == [(60, 40)]
