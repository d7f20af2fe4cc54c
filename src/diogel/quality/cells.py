"""How many incidents there are by force, month, type and area: what the audit is worked out from.

The large table is counted once, by the engine; everything after that works on these few
thousand cells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from diogel.core import Period

ASB = "Anti-social behaviour"
"""The one police type that is an incident and not a recorded crime."""
PLACED, OUTSIDE, UNPLACED = "placed", "outside", "unplaced"


@dataclass(frozen=True, slots=True)
class Cell:
    """Incidents that share force, month, type and place.

    Attributes
    ----------
    force, type : str
        police.uk's slug of the force whose file they are in, and its own English label.
    month : Period
    placement : str
        "placed" (in a Welsh authority), "outside" (elsewhere) or "unplaced" (no place given).
    area : str
        The authority's code; empty unless placed.
    rows : int
        As published, repeated Crime IDs included. [rows]
    """

    force: str
    month: Period
    type: str
    placement: str
    area: str
    rows: int


@dataclass(frozen=True, slots=True)
class MonthCount:
    """One month of one force's file, counted.

    Attributes
    ----------
    rows, crimes : int
        All rows, and those that are not anti-social behaviour. [rows]
    types : mapping of type to rows
        Every type the file has.
    quarantined : bool
        Whether the file is damaged and so not to be counted, though it is kept.
    """

    force: str
    month: Period
    rows: int
    crimes: int
    types: Mapping[str, int] = field(default_factory=dict)
    quarantined: bool = False


def month_counts(cells: Iterable[Cell]) -> tuple[MonthCount, ...]:
    """The cells added up to force and month, in that order; nothing for a month without rows."""
    types: dict[tuple[str, Period], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for cell in cells:
        types[cell.force, cell.month][cell.type] += cell.rows
    return tuple(
        MonthCount(
            force=force,
            month=month,
            rows=sum(found.values()),
            crimes=sum(rows for name, rows in found.items() if name != ASB),
            types=dict(found),
        )
        for (force, month), found in sorted(types.items())
    )
