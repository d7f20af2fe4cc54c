"""Two rows of headings, years over months, as councils send them."""

from pathlib import Path

import pytest
import xlsxwriter

from diogel.core import LANGUAGES, Language
from diogel.files import read_sheets
from diogel.language import month_name
from diogel.places import area
from diogel.sources.messy.understanding import understand

AREAS = ("W06000015", "W06000023", "W06000001")


def _workbook(path: Path, language: Language, *, merged: bool) -> Path:
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("ASB")
        sheet.write(0, 0, "Reports")
        if merged:
            sheet.merge_range(2, 1, 2, 6, "2025")
            sheet.merge_range(2, 7, 2, 12, "2026")
        else:
            sheet.write(2, 1, 2025)
            sheet.write(2, 7, 2026)
        sheet.write(3, 0, "Area" if language == "en" else "Ardal")
        for column in range(12):
            sheet.write(3, column + 1, month_name((column + 6) % 12 + 1, language))
        for row, code in enumerate(AREAS, 4):
            sheet.write(row, 0, area(code).name[language])
            for column in range(12):
                sheet.write(row, column + 1, row * 100 + column)
    return path


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("language", LANGUAGES)
def test_years_over_months_make_the_periods(
    tmp_path: Path, language: Language, merged: bool
) -> None:
    sheets = read_sheets(_workbook(tmp_path / "asb.xlsx", language, merged=merged))

    found = understand(sheets, None, "council")

    got = {(one.area.code, str(one.period.period), one.value.number) for one in found.observed}
    months = [f"2025-{n:02}" for n in range(7, 13)] + [f"2026-{n:02}" for n in range(1, 7)]
    assert got == {
        (code, month, row * 100 + column)
        for row, code in enumerate(AREAS, 4)
        for column, month in enumerate(months)
    }
    assert found.mapping.tables[0].layout[1:] == ("{period}",)


def test_next_months_file_has_the_same_layout(tmp_path: Path) -> None:
    first = read_sheets(_workbook(tmp_path / "a.xlsx", "en", merged=True))
    mapping = understand(first, None, "council").mapping

    again = understand(first, mapping, "council")

    assert len(again.observed) == 36
    assert not any(problem.code == "partner.layout-changed" for problem in again.problems)
