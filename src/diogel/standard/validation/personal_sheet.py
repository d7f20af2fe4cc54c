"""The guard for tables that are not the standard's: a partner's own, before it is mapped."""

from __future__ import annotations

from diogel.core import Problem
from diogel.files import Sheet
from diogel.language import both
from diogel.standard.validation.area_cells import names_a_place
from diogel.standard.validation.guard import (
    looks_like_birth_dates,
    personal_heading,
    personal_text,
    vague_heading,
)
from diogel.standard.validation.table_rows import Layout, Where

MOST_TOLD = 1_000


def personal_problems(sheet: Sheet, heading_row: int) -> tuple[Problem, ...]:
    """Everything in a table that points at a person, and never the thing itself.

    A column whose heading announces something personal is told once, at its heading; any
    other cell that holds something personal is told at its place, up to a thousand of them.

    Parameters
    ----------
    heading_row : int
        The row of headings, from 1; what stands above it is not looked at.
    """
    headings = sheet.rows[heading_row - 1] if heading_row else ()
    named = {at: text for at, text in enumerate(headings, 1) if text}
    where = Where(
        sheet.file, sheet.name, Layout(heading_row, heading_row + 1, {}, _harmless(named))
    )
    problems: list[Problem] = []
    width = max((len(row) for row in sheet.rows[heading_row:]), default=0)
    for at in range(1, max(width, len(headings)) + 1):
        cells = [row[at - 1] if at <= len(row) else "" for row in sheet.rows[heading_row:]]
        kind = _column_kind(named.get(at, ""), cells)
        if kind:
            what = both(f"checks.{kind.replace('.', '-')}")
            told = where.layout.headings.get(at, "")
            place = where.place_of(heading_row or None, at)
            problems.append(Problem("personal.column", place, told, what))
        elif len(problems) < MOST_TOLD:
            problems += _cells(where, at, cells, heading_row)
    return tuple(problems[:MOST_TOLD])


def _harmless(named: dict[int, str]) -> dict[int, str]:
    """The headings that may be repeated: one that is itself somebody's name may not."""
    return {at: text for at, text in named.items() if not personal_text(text)}


def _column_kind(heading: str, cells: list[str]) -> str:
    """What a whole column is of: by its heading, or because its days go back over lives."""
    texts = {text for text in cells if text}
    kind = personal_heading(heading)
    if kind and vague_heading(heading):
        places = sum(1 for text in texts if names_a_place(text))
        kind = "" if len(texts) > 1 and places * 2 > len(texts) else kind
    if not kind and looks_like_birth_dates(texts):
        kind = "personal.birth-date"
    return kind


def _cells(where: Where, at: int, cells: list[str], heading_row: int) -> list[Problem]:
    kinds = {text: kind for text in set(cells) if text and (kind := personal_text(text))}
    return [
        Problem(kinds[text], where.place_of(row, at))
        for row, text in enumerate(cells, heading_row + 1)
        if text in kinds
    ]
