"""Where incidents are: without a place, outside the force's area, and whether all are there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diogel.core import Bilingual, Severity
from diogel.quality.cells import OUTSIDE, PLACED, UNPLACED, Cell
from diogel.quality.findings import Finding, Share, Slot
from diogel.quality.naming import area_name, force_code, force_name, force_of
from diogel.quality.settings import Settings

ELSEWHERE = "outside"
"""The area of rows that lie outside Wales."""


@dataclass(frozen=True, slots=True)
class Border:
    """Rows of one force's file that lie in another force's area, or outside Wales.

    `area` is the authority's code, or "outside". [rows]
    """

    force: str
    year: int
    area: str
    rows: int


def unplaced_shares(cells: Iterable[Cell], settings: Settings) -> Iterator[Finding]:
    """Each year of a force in which too many rows have no place."""
    rows: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
    for cell in cells:
        count = rows[cell.force, cell.month.start.year]
        count[0] += cell.rows if cell.placement == UNPLACED else 0
        count[1] += cell.rows
    limit = settings.limit("placing", "unplaced_above")
    for (force, year), (without, all_rows) in sorted(rows.items()):
        if 100 * without > limit * all_rows:
            slots = {"force": force_name(force), "year": Bilingual.same(str(year))}
            yield Finding(
                "unplaced-share",
                Severity.LOOK,
                force,
                str(year),
                slots={
                    **slots,
                    "rows": without,
                    "of": all_rows,
                    "share": Share(without, all_rows),
                },
            )


def borders(cells: Iterable[Cell]) -> tuple[Border, ...]:
    """Rows that lie elsewhere than in the area of the force whose file they are in.

    Only for the forces of Wales, by force, year and area.
    """
    rows: dict[tuple[str, int, str], int] = defaultdict(int)
    for cell in cells:
        if not force_code(cell.force) or cell.placement == UNPLACED:
            continue
        if cell.placement == OUTSIDE:
            rows[cell.force, cell.month.start.year, ELSEWHERE] += cell.rows
        elif force_of(cell.area) != cell.force:
            rows[cell.force, cell.month.start.year, cell.area] += cell.rows
    return tuple(Border(*key, n) for key, n in sorted(rows.items()))


def outside_shares(cells: Iterable[Cell], settings: Settings) -> Iterator[Finding]:
    """Each year of a force in which too many rows lie outside its own authorities."""
    given = list(cells)
    all_rows: dict[tuple[str, int], int] = defaultdict(int)
    for cell in given:
        all_rows[cell.force, cell.month.start.year] += cell.rows
    away: dict[tuple[str, int], int] = defaultdict(int)
    for border in borders(given):
        away[border.force, border.year] += border.rows
    limit = settings.limit("placing", "outside_above")
    for (force, year), rows in sorted(away.items()):
        whole = all_rows[force, year]
        if 100 * rows > limit * whole:
            slots = {"force": force_name(force), "year": Bilingual.same(str(year))}
            yield Finding(
                "outside-share",
                Severity.LOOK,
                force,
                str(year),
                slots={**slots, "rows": rows, "of": whole, "share": Share(rows, whole)},
            )


def unreconciled(file: str, facts: Mapping[str, int | str]) -> Iterator[Finding]:
    """A file whose rows are not all placed, outside or unplaced: some have vanished."""
    names = ("rows", PLACED, OUTSIDE, UNPLACED)
    if not all(isinstance(facts.get(name), int) for name in names):
        return
    rows, placed, outside, unplaced = (int(facts[name]) for name in names)
    if rows != placed + outside + unplaced:
        told = Bilingual.same(file)
        slots: dict[str, Slot] = {
            "file": told,
            "rows": rows,
            "accounted": placed + outside + unplaced,
        }
        yield Finding("rows-vanished", Severity.STOP, slots=slots)


def unknown_areas(cells: Iterable[Cell]) -> Iterator[Finding]:
    """Authorities in the cells that belong to no force of Wales."""
    rows: dict[str, int] = defaultdict(int)
    for cell in cells:
        if cell.placement == PLACED and not force_of(cell.area):
            rows[cell.area] += cell.rows
    for area, count in sorted(rows.items()):
        slots: dict[str, Slot] = {"area": area_name(area), "rows": count}
        yield Finding("area-unknown", Severity.LOOK, area, slots=slots)
