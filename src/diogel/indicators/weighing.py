"""Every count of one measure that some document may print, with what each adds up from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Period
from diogel.disclosure import Relation
from diogel.indicators.area_sets import WALES, AreaSet
from diogel.indicators.evidence import Evidence
from diogel.indicators.indicating import YEAR, window_end
from diogel.indicators.series import Point, Series, add_up
from diogel.indicators.trends import charted_points
from diogel.indicators.windows import length_of, window
from diogel.indicators.withheld import cell_name

# What it costs to hide a count, in months of an authority: a year's is a headline, and carries a
# rate, a ratio and a change.
_YEAR, _MONTH, _OF_A_SET, _OF_WALES = 12, 1, 2, 3


@dataclass
class Weighing:
    """The counts of one measure: periods of areas, their windows, and how they add up.

    Attributes
    ----------
    areas : mapping of name to AreaSet
        Those that numbers are decided for.
    having : frozenset of str
        The authorities that have numbers.
    counts : mapping of cell to int
        [events]
    relations : list of Relation
        A set's period is its authorities', a window its periods.
    lost : mapping of cell to int
        What documents would lose with each that they may print. [months of an authority]
    """

    measure: str
    series: dict[str, Series]
    areas: dict[str, AreaSet]
    having: frozenset[str]
    counts: dict[str, int] = field(default_factory=dict)
    relations: list[Relation] = field(default_factory=list)
    lost: dict[str, int] = field(default_factory=dict)

    def cell(self, name: str, first: Period, last: Period | None = None) -> str:
        """The name of a count of an area."""
        return cell_name(self.measure, name, first, last or first)

    def take_periods(self) -> None:
        """Every period that has a number, and what adds up to it."""
        for name, series in self.series.items():
            self.counts |= {
                self.cell(name, point.period): round(point.value or 0.0) for point in series.given
            }
        for name, one in self.areas.items():
            if len(one.authorities) > 1 and self.having.intersection(one.authorities):
                for point in self.series[name].given:
                    parts = self.parts_of(one, point.period)
                    self.relations.append(Relation(self.cell(name, point.period), parts))

    def parts_of(self, one: AreaSet, period: Period) -> tuple[str, ...]:
        """The counts of authorities that a set's period is."""
        found = []
        for code in one.authorities:
            series = self.series[code]
            if series.grain is period.grain:
                found.append(self.cell(code, period))
            else:
                covered = (p for p in series.given if period.covers(p.period))
                found += [self.cell(code, point.period) for point in covered]
        return tuple(found)

    def take_printed(self) -> None:
        """What documents may print: windows, with those they are held against, and charts."""
        ends = {window_end(series, None) for series in self.series.values()}
        for name, series in self.series.items():
            own, one = window_end(series, None), self.areas[name]
            for end in ends if len(one.authorities) == 1 else {own}:
                if end.grain is series.grain:
                    self._print(name, self.windows(name, series, end), _YEAR)
            self._print(name, self.charted(name, series, own), 0)

    def _print(self, name: str, cells: Iterator[str], more: int) -> None:
        of = _OF_WALES if name == WALES else _MONTH if name in self.having else _OF_A_SET
        for cell in cells:
            self.lost[cell] = max(self.lost.get(cell, 0), more + of)

    def windows(self, name: str, series: Series, end: Period) -> Iterator[str]:
        """The twelve months up to a period, and the twelve before."""
        for last in (end, end.shifted(-length_of(series, YEAR))):
            cell = self.together(name, window(series, last, YEAR))
            if cell:
                yield cell

    def charted(self, name: str, series: Series, end: Period) -> Iterator[str]:
        """The periods of a chart, which may be longer than those of the series."""
        for point in charted_points(series, end):
            held = [p for p in series.points if point.period.covers(p.period)]
            cell = self.together(name, held, point.period) if point.given else ""
            if cell:
                yield cell

    def together(self, name: str, points: Sequence[Point], over: Period | None = None) -> str:
        """The cell of some periods of an area together; empty where one has no number."""
        if not points or not all(point.given for point in points):
            return ""
        if len(points) == 1:
            return self.cell(name, points[0].period)
        cell = self.cell(name, over or points[0].period, over or points[-1].period)
        if cell not in self.counts:
            parts = tuple(self.cell(name, point.period) for point in points)
            self.counts[cell] = sum(self.counts[part] for part in parts)
            self.relations.append(Relation(cell, parts))
        return cell

    def costs(self) -> dict[str, int]:
        """What hiding each count costs; what nobody prints costs next to nothing."""
        unit = 1 + sum(self.counts.values())
        return {cell: 1 + unit * self.lost.get(cell, 0) + n for cell, n in self.counts.items()}


def weighing_of(
    evidence: Evidence, measure: str, names: Mapping[tuple[str, ...], AreaSet]
) -> Weighing:
    """The counts of a measure in the areas of Wales, and in those with numbers of their own."""
    having = {
        codes[0]: evidence.of(measure, one)
        for codes, one in names.items()
        if len(codes) == 1 and evidence.of(measure, one).points
    }
    areas = {one.id: one for codes, one in names.items() if set(codes) & having.keys()}
    series = {
        name: having.get(name) or add_up(_members(one, having), one, measure)
        for name, one in areas.items()
    }
    for one in evidence.areas:
        # Numbers of its own, which no authority has: nothing adds up to them.
        if not set(one.authorities) & having.keys() and evidence.of(measure, one).points:
            areas[one.id], series[one.id] = one, evidence.of(measure, one)
    held = {name: own for name, own in series.items() if own.points}
    there = {name: one for name, one in areas.items() if name in held}
    found = Weighing(measure, held, there, frozenset(having))
    found.take_periods()
    found.take_printed()
    return found


def _members(one: AreaSet, having: Mapping[str, Series]) -> dict[str, Series]:
    return {code: having[code] for code in one.authorities if code in having}
