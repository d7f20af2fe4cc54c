"""A template's rows whose words and codes have come apart, and rows with several faults."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from diogel.core import LANGUAGES, Language, Period, Severity
from diogel.files import read_sheets
from diogel.standard import TemplateReading, read_template, write_template
from diogel.standard.templates.texts import words

AREAS = ("W06000015", "W06000013")  # Cardiff, Bridgend
FIRST = 4  # row of the first figure


@pytest.fixture
def read_with(tmp_path: Path) -> Callable[..., TemplateReading]:
    """Fills every value with 7, lets the test spoil the sheet, and reads it back."""

    def read(spoil: Callable[[Any, Callable[[str], int]], None], language: Language = "en") -> Any:
        path = tmp_path / f"fire.{language}.xlsx"
        write_template("fire", AREAS, (Period.month(2026, 9),), language, path)
        book = openpyxl.load_workbook(path)
        sheet = book[words("sheet-figures", language)]
        headings = [cell.value for cell in sheet[FIRST - 1]]

        def column(name: str) -> int:
            return headings.index(words(f"column-{name}", language)) + 1

        for row in range(FIRST, sheet.max_row + 1):
            sheet.cell(row, column("value")).value = 7
        spoil(sheet, column)
        book.save(path)
        return read_template(read_sheets(path), organisation="Fire")

    return read


@pytest.mark.parametrize("language", LANGUAGES)
def test_areas_names_sorted_away_from_their_codes_stop(
    read_with: Callable[..., TemplateReading], language: Language
) -> None:
    def swap(sheet: Any, column: Callable[[str], int]) -> None:
        first, second = (sheet.cell(row, column("area")) for row in (FIRST, FIRST + 1))
        first.value, second.value = second.value, first.value

    reading = read_with(swap, language)

    stops = [p for p in reading.problems if p.severity is Severity.STOP]
    assert [p.code for p in stops] == ["template.another-area"] * 2
    assert [p.place.row for p in stops] == [FIRST, FIRST + 1]


def test_an_area_named_in_the_other_language_is_the_same_area(
    read_with: Callable[..., TemplateReading],
) -> None:
    reading = read_with(
        lambda sheet, column: setattr(sheet.cell(FIRST, column("area")), "value", "Caerdydd")
    )

    assert reading.problems == ()


def test_a_measures_title_beside_another_measures_code_stops(
    read_with: Callable[..., TemplateReading],
) -> None:
    def mislead(sheet: Any, column: Callable[[str], int]) -> None:
        other = sheet.cell(FIRST + 2, column("measure")).value
        sheet.cell(FIRST, column("measure")).value = other

    reading = read_with(mislead)

    stops = [p for p in reading.problems if p.severity is Severity.STOP]
    assert [(p.code, p.place.row) for p in stops] == [("template.another-measure", FIRST)]


def test_a_row_of_an_unknown_period_has_its_value_looked_at_too(
    read_with: Callable[..., TemplateReading],
) -> None:
    def spoil(sheet: Any, column: Callable[[str], int]) -> None:
        sheet.cell(FIRST, column("period")).value = "Sept 26"
        sheet.cell(FIRST, column("value")).value = -3

    reading = read_with(spoil)

    stops = {p.code for p in reading.problems if p.severity is Severity.STOP}
    assert stops == {"template.not-a-period", "template.negative"}
