"""Whether a partner's table holds something about a person: then none of it is taken.

Only the table is looked at, headings and body: the address of a statistics office under it is
nobody's own. What is found is never repeated.
"""

from __future__ import annotations

from diogel.core import Problem
from diogel.sources.messy.areas import read_area
from diogel.sources.messy.grid import Grid
from diogel.sources.messy.numbers import read_value
from diogel.sources.messy.periods import readings
from diogel.standard.validation.guard import personal_heading, personal_text


def personal_problems(grid: Grid) -> list[Problem]:
    """A problem for each heading that announces personal data, and each cell that holds some."""
    problems, kinds_of = [], dict[str, str]()
    for column in grid.columns:
        place = grid.sheet.place(grid.extent.headings[-1], column.number)
        if any(_may_be(text) and personal_text(text) for text in column.headings if text):
            problems.append(Problem("personal.in-heading", place))
        elif any(personal_heading(text) for text in column.headings if text):
            problems.append(Problem("partner.personal-column", place, column.heading[:40]))
    for row in grid.rows:
        for column in grid.columns:
            text = grid.sheet.cell(row, column.number)
            if text not in kinds_of:
                kinds_of[text] = personal_text(text) if text and _may_be(text) else ""
            if kind := kinds_of[text]:
                place = grid.sheet.place(row, column.number)
                problems.append(Problem(kind, place))
    return problems


def _may_be(text: str) -> bool:
    """False for a number, a period and an area, which are what a table is made of."""
    return not (read_value(text).told or readings(text) or read_area(text) is not None)
