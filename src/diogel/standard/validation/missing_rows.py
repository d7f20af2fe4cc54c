"""Rows that a measure should have and has not, less those that could not be read.

A row whose month or area nobody can tell leaves a hole where it should be. The hole is not
told beside the mistake: the row that cannot be read is taken for the hole it stands nearest.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby, pairwise

from diogel.core import Bilingual, Period
from diogel.standard.validation.area_cells import level
from diogel.standard.validation.faults import Fault, Finding

Group = tuple[str | None, ...]
Values = Mapping[str, Mapping[str, tuple[int, float | None]]]
_MOST_MISSING = 1200
# How many holes are thought of for one lost row.
_NEAREST = 30


@dataclass(frozen=True, slots=True)
class Lost:
    """What is known of a row that could not be read: it may be one that is missing."""

    row: int
    group: Group
    area: str | None
    period: str | None


@dataclass(frozen=True, slots=True)
class Hole:
    """One period that one area, or with no area all of them, has no row for.

    Attributes
    ----------
    at : int
        Its place among the periods of its group and level: neighbours are told together.
    row : int
        The row at which it is told.
    near : tuple of tuple of int
        Rows beside which its own would stand: those before and after in time, and those of
        the areas before and after.
    """

    group: Group
    level: str
    area: str
    period: str
    at: int
    row: int
    near: tuple[tuple[int, ...], ...]

    def distance(self, row: int) -> int:
        """How far a row is from where this one would stand. [rows]"""
        return min((max(abs(row - at) for at in pair) for pair in self.near if pair), default=0)

    def could_be(self, lost: Lost) -> bool:
        """True when the row that was lost may be the one missing here."""
        same = all(a is None or a == b for a, b in zip(lost.group, self.group, strict=True))
        here = not self.area or lost.area in (None, self.area)
        return same and here and lost.period in (None, self.period)


@cache
def period_of(text: str) -> Period:
    """The period of a text that was judged right."""
    return Period.parse(text)


def by_grain(periods: Iterable[str]) -> list[list[str]]:
    """Periods in order, those of each length apart."""
    ordered = sorted(set(periods), key=lambda p: (period_of(p).grain, period_of(p).start))
    return [list(found) for _, found in groupby(ordered, key=lambda p: period_of(p).grain)]


def holes_of(group: Group, values: Values) -> list[Hole]:
    """Every period between the first and the last that a measure, or an area of it, lacks."""
    by_level = defaultdict[str, list[str]](list)
    for code in values:
        by_level[level(code)].append(code)
    found: list[Hole] = []
    for name, codes in by_level.items():
        here = {code: values[code] for code in codes}
        for periods in by_grain(p for rows in here.values() for p in rows):
            found += _holes_of_all(group, name, here, periods)
            order = sorted(here, key=lambda code: min(row for row, _ in here[code].values()))
            for code in order:
                absent = [at for at, period in enumerate(periods) if period not in here[code]]
                if len(absent) < len(periods):
                    found += holes_of_one(group, name, code, absent, Around(here, periods, order))
    return found


def _holes_of_all(group: Group, name: str, here: Values, periods: Sequence[str]) -> Iterable[Hole]:
    """Periods that no area has, told at the first row after them."""
    for at, (before, after) in enumerate(pairwise(periods)):
        absent = _between(before, after)
        if not absent:
            continue
        near = [rows[p][0] for rows in here.values() for p in (before, after) if p in rows]
        row = min(rows[after][0] for rows in here.values() if after in rows)
        for step, period in enumerate(absent):
            place = at * (_MOST_MISSING + 1) + step
            yield Hole(group, name, "", period, place, row, tuple((at,) for at in near))


def _between(before: str, after: str) -> list[str]:
    """The periods between two, at most a hundred years of months."""
    found = list[str]()
    step = period_of(before).shifted(1)
    while step.start < period_of(after).start and len(found) < _MOST_MISSING:
        found.append(str(step))
        step = step.shifted(1)
    return found


@dataclass(frozen=True, slots=True)
class Around:
    """What stands about the holes of one group, level and length of period.

    Attributes
    ----------
    here : mapping of area to mapping of period to row and value
        All rows of the areas that have holes, and all rows of the periods that are missing
        somewhere; others need not be there.
    periods, order : sequence of str
        All periods in order of time, and all areas in the order of the sheet.
    """

    here: Values
    periods: Sequence[str]
    order: Sequence[str]


def holes_of_one(
    group: Group, name: str, code: str, absent: Sequence[int], around: Around
) -> Iterable[Hole]:
    """The periods that other areas have and one has not, told at its next row or its last."""
    rows, periods = around.here[code], around.periods
    place = around.order.index(code)
    before, after = around.order[:place][::-1], around.order[place + 1 :]
    there = [at for at, period in enumerate(periods) if period in rows]
    for at in absent:
        period = periods[at]
        earlier = [rows[periods[n]][0] for n in there if n < at][-1:]
        later = [rows[periods[n]][0] for n in there if n > at][:1]
        sides = (
            _first_row(around.here, before, period),
            _first_row(around.here, after, period),
        )
        near = ((*earlier, *later), tuple(row for row in sides if row))
        yield Hole(group, name, code, period, at, (later or earlier)[0], near)


def _first_row(here: Values, codes: Iterable[str], period: str) -> int | None:
    """The row of the first of some areas that has one for a period."""
    return next((here[code][period][0] for code in codes if period in here.get(code, ())), None)


def missing_findings(holes: Sequence[Hole], lost: Iterable[Lost], measure: int) -> list[Finding]:
    """The holes that no lost row accounts for, those beside each other told as one."""
    taken = _accounted(holes, list(lost))
    left = [hole for number, hole in enumerate(holes) if number not in taken]
    findings = []
    runs = groupby(
        enumerate(left),
        key=lambda pair: (
            pair[1].group,
            pair[1].level,
            pair[1].area,
            pair[1].row,
            pair[1].at - pair[0],
        ),
    )
    for _, run in runs:
        absent = [hole for _, hole in run]
        findings.append(_finding(absent, str(absent[0].group[measure])))
    return findings


def _finding(absent: Sequence[Hole], measure: str) -> Finding:
    first, last = absent[0], absent[-1]
    span = first.period if len(absent) == 1 else f"{first.period} – {last.period}"
    slots: dict[str, str | int | Bilingual] = {"measure": measure}
    if first.area:
        slots["area"] = first.area
        fault = Fault("period", "data.area-month-missing", first.area, span, slots)
    else:
        fault = Fault("period", "data.month-missing", measure, span, slots)
    return Finding(first.row, fault)


def _accounted(holes: Sequence[Hole], lost: Sequence[Lost]) -> set[int]:
    """The holes that a lost row is taken for: as many as can be, the nearest pairs first."""
    possible = _possible(holes, lost)
    owner: dict[int, int] = {}
    assigned: dict[int, int] = {}
    pairs = sorted(
        (away, lost[which].row, number, which)
        for which, found in possible.items()
        for away, number in found
    )
    for _, _, number, which in pairs:
        if number not in owner and which not in assigned:
            owner[number], assigned[which] = which, number
    for which in possible:
        if which not in assigned:
            _make_room(which, possible, owner, assigned)
    return set(owner)


def _possible(holes: Sequence[Hole], lost: Sequence[Lost]) -> dict[int, list[tuple[int, int]]]:
    """For each lost row the nearest holes it may be, each with how far away it is."""
    by_group = defaultdict[Group, list[int]](list)
    by_period = defaultdict[str, list[int]](list)
    for number, hole in enumerate(holes):
        by_group[hole.group].append(number)
        by_period[hole.period].append(number)
    found = {}
    for which, row in enumerate(lost):
        if None not in row.group:
            candidates: Iterable[int] = by_group[row.group]
        elif row.period is not None:
            candidates = by_period[row.period]
        else:
            candidates = range(len(holes))
        near = [(holes[n].distance(row.row), n) for n in candidates if holes[n].could_be(row)]
        if near:
            found[which] = sorted(near)[:_NEAREST]
    return found


def _make_room(
    start: int,
    possible: Mapping[int, Sequence[tuple[int, int]]],
    owner: dict[int, int],
    assigned: dict[int, int],
) -> None:
    """Find a hole for one more lost row by moving others to theirs, if there is a way."""
    reached: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        which = waiting.popleft()
        for _, number in possible[which]:
            if number in reached:
                continue
            reached[number] = which
            if number in owner:
                waiting.append(owner[number])
                continue
            hole: int | None = number
            while hole is not None:  # back along the way, each row takes the hole it reached
                mover = reached[hole]
                before = assigned.get(mover)
                owner[hole], assigned[mover] = mover, hole
                hole = before
            return
