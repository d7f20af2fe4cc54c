"""Published facts as a system of sums of whole numbers, cut down to what is not yet known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from diogel.disclosure.audit_publication import Fact

MOST = 10**9
"""Above any count; a cell with this upper limit has none."""


class Contradiction(ValueError):
    """Facts that cannot all hold; `facts` are among them."""

    def __init__(self, facts: Sequence[Fact]) -> None:
        super().__init__("the published facts contradict each other")
        self.facts = tuple(facts)


@dataclass(slots=True)
class Row:
    """lower <= sum of coefficient x cell <= upper, over cells by their number."""

    terms: tuple[tuple[int, int], ...]
    lower: int
    upper: int


@dataclass(slots=True)
class System:
    """Cells by number with their limits so far, and the rows that tie them together."""

    keys: list[str]
    low: list[int]
    high: list[int]
    rows: list[Row]

    def number(self) -> dict[str, int]:
        """The number of each cell."""
        return {key: at for at, key in enumerate(self.keys)}


def system_of(facts: Iterable[Fact], cells: Iterable[str] = ()) -> System:
    """The system of some facts; every cell is a whole number from nought."""
    facts = list(facts)
    keys = list(dict.fromkeys([*cells, *(key for fact in facts for key, _ in fact.terms)]))
    at = {key: place for place, key in enumerate(keys)}
    rows = [
        Row(
            tuple((at[key], by) for key, by in fact.terms),
            -MOST if fact.lower is None else fact.lower,
            MOST if fact.upper is None else fact.upper,
        )
        for fact in facts
    ]
    return System(keys, [0] * len(keys), [MOST] * len(keys), rows)


def tighten(
    system: System, low: list[int], high: list[int], start: Iterable[int] | None = None
) -> None:
    """Draw every row's consequences for each of its cells, until nothing moves.

    Changes `low` and `high`; raises Contradiction when a cell has nowhere left to be. With
    `start`, only what follows from those cells having moved.
    """
    of_cell = _rows_of(system)
    if start is None:
        waiting = dict.fromkeys(range(len(system.rows)))
    else:
        waiting = dict.fromkeys(row for cell in start for row in of_cell[cell])
    steps = 200 * (len(system.rows) + 1)
    while waiting and steps:
        steps -= 1
        place = next(iter(waiting))
        del waiting[place]
        for cell in _tighten_row(system.rows[place], low, high):
            waiting.update((other, None) for other in of_cell[cell])


def _rows_of(system: System) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in system.keys]
    for place, row in enumerate(system.rows):
        for cell, _ in row.terms:
            found[cell].append(place)
    return found


def _tighten_row(row: Row, low: list[int], high: list[int]) -> Iterator[int]:
    """The cells of a row whose limits moved."""
    least = most = 0
    for cell, by in row.terms:
        least += by * (low[cell] if by > 0 else high[cell])
        most += by * (high[cell] if by > 0 else low[cell])
    if least > row.upper or most < row.lower:
        raise Contradiction(())
    if least >= row.lower and most <= row.upper:
        return
    for cell, by in row.terms:
        smallest = by * (low[cell] if by > 0 else high[cell])
        largest = by * (high[cell] if by > 0 else low[cell])
        # What the others leave for this cell, in whole numbers.
        top, bottom = row.upper - (least - smallest), row.lower - (most - largest)
        if by < 0:
            top, bottom = -bottom, -top
        size = abs(by)
        new_high, new_low = min(high[cell], top // size), max(low[cell], -(-bottom // size))
        if new_low > new_high:
            raise Contradiction(())
        if (new_low, new_high) != (low[cell], high[cell]):
            low[cell], high[cell] = new_low, new_high
            yield cell


def split(system: System) -> list[System]:
    """The parts of a system that do not touch, without the cells that are known.

    A cell that no row holds any more is left out: its limits in `system` are final.
    """
    parent = list(range(len(system.keys)))

    def root(cell: int) -> int:
        while parent[cell] != cell:
            parent[cell] = parent[parent[cell]]
            cell = parent[cell]
        return cell

    kept = [row for row in (_without_known(each, system) for each in system.rows) if row]
    for row in kept:
        first = row.terms[0][0]
        for cell, _ in row.terms[1:]:
            parent[root(cell)] = root(first)
    groups: dict[int, list[Row]] = {}
    for row in kept:
        groups.setdefault(root(row.terms[0][0]), []).append(row)
    return [_part(system, rows) for rows in groups.values()]


def _without_known(row: Row, system: System) -> Row | None:
    """A row less its known cells; None when it says nothing that the limits do not."""
    known, terms, least, most = 0, [], 0, 0
    for cell, by in row.terms:
        low, high = system.low[cell], system.high[cell]
        if low == high:
            known += by * low
            continue
        terms.append((cell, by))
        least += by * (low if by > 0 else high)
        most += by * (high if by > 0 else low)
    lower = row.lower if row.lower == -MOST else row.lower - known
    upper = row.upper if row.upper == MOST else row.upper - known
    if least >= lower and most <= upper:
        return None
    return Row(tuple(terms), lower, upper)


def _part(system: System, rows: list[Row]) -> System:
    cells = list(dict.fromkeys(cell for row in rows for cell, _ in row.terms))
    at = {cell: place for place, cell in enumerate(cells)}
    distinct = {
        (tuple((at[cell], by) for cell, by in row.terms), row.lower, row.upper): None
        for row in rows
    }
    return System(
        [system.keys[cell] for cell in cells],
        [system.low[cell] for cell in cells],
        [system.high[cell] for cell in cells],
        [Row(*one) for one in distinct],
    )
