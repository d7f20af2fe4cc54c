"""What of partners' numbers is held back, and the names of the counts that documents may print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from diogel.core import Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.results import AreaIndicators
from diogel.indicators.series import Series
from diogel.language import both

NOT_WEIGHED = "not-weighed"
"""The rule for a count that was not among those that were decided together."""


def cell_name(measure: str, area: str, first: Period, last: Period) -> str:
    """The name of a count of events in an area from one period to another."""
    return f"{measure}@{area}@{first}" if first == last else f"{measure}@{area}@{first}..{last}"


def cell_parts(name: str) -> tuple[str, str, Period, Period]:
    """The measure, the area and the periods of a count's name; ValueError for no such name."""
    measure, area, stretch = name.split("@")
    first, _, last = stretch.partition("..")
    return measure, area, Period.parse(first), Period.parse(last or first)


@dataclass(frozen=True)
class Withheld:
    """What was decided of partners' counts, for all areas of Wales together.

    Attributes
    ----------
    policy : str
        The id of the policy that it was decided under.
    rules : mapping of cell to rule
        Of each count that is hidden: "small-count" for its own sake, "complementary" for
        another's, "not-weighed" for a sum that those which are shown do not come to.
    shown : mapping of cell to count
        Every count that documents may print. [events]
    having : mapping of measure to codes
        The measures that were weighed, each with the authorities that have numbers of it.
    names : mapping of authorities to name
        By which the sum of some authorities goes: two areas of the same authorities are one.
    unproven : frozenset of cell
        Hidden counts of which fewer might have done.
    earlier : mapping of cell to count
        What earlier documents printed that still holds. [events]
    coarser : frozenset of measure
        Those that are given by longer periods than they came in.
    """

    policy: str
    rules: Mapping[str, str]
    shown: Mapping[str, int]
    having: Mapping[str, frozenset[str]]
    names: Mapping[tuple[str, ...], str]
    unproven: frozenset[str] = field(default_factory=frozenset)
    earlier: Mapping[str, int] = field(default_factory=dict)
    coarser: frozenset[str] = frozenset()

    def name_of(self, measure: str, one: AreaSet) -> str:
        """The name of an area among the counts of a measure."""
        summed = self.having[measure].intersection(one.authorities)
        return self.names.get(one.authorities, one.id) if summed else one.id

    def rule(self, measure: str, one: AreaSet, first: Period, last: Period) -> str:
        """The rule that hides a count; empty for one that may be printed."""
        if measure not in self.having:
            return ""
        cell = cell_name(measure, self.name_of(measure, one), first, last)
        return self.rules.get(cell) or ("" if cell in self.shown else NOT_WEIGHED)

    def bared(self, series: Series, one: AreaSet) -> Series:
        """A series without the numbers that are hidden: what a reader could work with."""
        if series.measure not in self.having:
            return series
        points = []
        for point in series.points:
            gone = point.given and self.rule(series.measure, one, point.period, point.period)
            hidden = replace(
                point,
                value=None,
                numerator=None,
                status=Status.CONFIDENTIAL,
                note=both("indicators.reason.hidden"),
            )
            points.append(hidden if gone else point)
        return replace(series, points=tuple(points))

    def figures(self, found: AreaIndicators) -> dict[str, str]:
        """The rule for each figure of an area that prints a hidden count."""
        return dict(self._figures(found))

    def _figures(self, found: AreaIndicators) -> Iterator[tuple[str, str]]:
        for measure, each in found.measures.items():
            start = f"{found.area.id}.{measure}"
            for level, name in ((each.level, "count12"), (each.change.before, "count12-before")):
                first, last = level.basis.first, level.basis.last
                rule = self.rule(measure, found.area, first, last)
                if rule and level.given:
                    yield f"{start}.{name}", rule
            for period in each.trend.periods:
                rule = self.rule(measure, found.area, period, period)
                if rule:
                    yield f"{start}.period.{period}", rule
