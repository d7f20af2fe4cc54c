"""Bands of words for tables whose counts may not be shown: few, around half, most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby

from diogel.core import Bilingual, Figure, Line, Table
from diogel.disclosure.cells import parts
from diogel.disclosure.collapse import ADDABLE
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import count_of
from diogel.language import both


@dataclass(frozen=True, slots=True, order=True)
class Band:
    """A range of counts and the word for it; both ends included. [responses]"""

    order: int
    lower: int
    upper: int
    name: str

    @property
    def words(self) -> Bilingual:
        """The band in both languages."""
        return both(f"disclosure.band.{self.name}")


def bands_of(base: int, small_count: int) -> tuple[Band, ...]:
    """The three bands of a base, or none when the base is too small for them.

    Each band holds more values than the counts that the policy hides on either side, so
    that the word for a small count is also the word for counts that need no protection.
    The bands are symmetric: the word for x of n and for n - x of n say the same thing.
    """
    few = max(small_count, base // 3)
    if base - 2 * few - 1 <= small_count:
        return ()
    return (
        Band(0, base - few, base, "most"),
        Band(1, few + 1, base - few - 1, "half"),
        Band(2, 0, few, "few"),
    )


def bands_for(
    table: Table, figures: Mapping[str, Figure], policy: Policy
) -> dict[str, Band] | None:
    """The band of each figure of a table by id, or None when the table cannot have bands.

    It cannot when a cell is no count, its base is under the policy's minimum, two cells
    overlap, or cells that add up would give one of them away.
    """
    shown = [figures[name] for name in dict.fromkeys(table.cells.values())]
    found: dict[str, Band] = {}
    for figure in shown:
        band = _band(figure, policy)
        if band is None:
            return None
        found[figure.id] = band
    cells = [part for figure in shown for part in parts(figure)]
    if len(cells) != len(set(cells)) or not _sums_keep(shown, found, policy):
        return None
    return found


def _band(figure: Figure, policy: Policy) -> Band | None:
    count, base = count_of(figure), figure.denominator
    if figure.kind not in ADDABLE or count is None or base is None or base < policy.minimum_base:
        return None
    small = policy.rules(figure).small_count
    return next((b for b in bands_of(base, small) if b.lower <= count <= b.upper), None)


def _sums_keep(shown: list[Figure], bands: Mapping[str, Band], policy: Policy) -> bool:
    """Whether every cell stays uncertain enough when each family adds up to its base."""
    members = [figure for figure in shown if figure.family]
    members.sort(key=lambda figure: figure.family)
    for _, group in groupby(members, key=lambda figure: figure.family):
        family = list(group)
        base = max(figure.denominator or 0 for figure in family)
        if sum(count_of(figure) or 0 for figure in family) > base:
            continue  # Ticks that overlap: nothing can be subtracted.
        for figure in family:
            own = bands[figure.id]
            others = [bands[other.id] for other in family if other is not figure]
            lower = max(own.lower, base - sum(band.upper for band in others))
            upper = min(own.upper, base - sum(band.lower for band in others))
            if upper - lower < policy.rules(figure).small_count:
                return False
    return True


def banded(table: Table, bands: Mapping[str, Band]) -> Table:
    """The table with its rows by band and then by label, so that no order tells a count."""

    def key(row: Line) -> tuple[tuple[int, ...], str]:
        names = (table.cells.get((row.code, column.code)) for column in table.columns)
        return tuple(bands[n].order if n else 9 for n in names), row.label.en.casefold()

    return replace(table, rows=tuple(sorted(table.rows, key=key)), chart="", higher={})
