"""What each of an area's numbers of partners' measures is, by identity: whose, of which months.

For the auditor, who is told this and what is printed, and nothing of how it was decided.
"""

from __future__ import annotations

from collections.abc import Iterator

from diogel.assessment.known import Known
from diogel.core import Bilingual, Period
from diogel.disclosure import Policy, Recorded
from diogel.indicators import (
    AreaSet,
    Basis,
    MeasureIndicators,
    Withheld,
    area_set,
    cell_parts,
    is_protected,
    least_of,
    period_said,
)
from diogel.language import both
from diogel.places import area
from diogel.standard import measure as measure_of


def recorded_figures(known: Known, policy: Policy) -> dict[str, Recorded]:
    """Every figure of an area that is a count of a partner's, or a rate of one, by its id."""
    withheld = known.evidence.withheld
    if withheld is None:
        return {}
    telling = _Telling(withheld, policy)
    start = known.area.id
    return {
        f"{start}.{code}.{name}": found
        for code, each in known.indicators.measures.items()
        if is_protected(code)
        for name, found in telling.of_measure(known.area, each)
    }


def recorded_counts(withheld: Withheld, policy: Policy) -> Iterator[tuple[Recorded, int | None]]:
    """Every count that documents of any area print, ever printed or hide (None)."""
    telling = _Telling(withheld, policy)
    printed = {**withheld.earlier, **withheld.shown}
    for cell in withheld.rules:
        if cell not in printed:
            yield telling.of_cell(cell), None
    for cell, count in printed.items():
        yield telling.of_cell(cell), count


def windows_by_label(known: Known) -> dict[tuple[str, str], tuple[Period, Period]]:
    """The window that a figure's English label names, by its id and label: of any edition."""
    found = {}
    for code, each in known.indicators.measures.items():
        if not is_protected(code):
            continue
        length = len(each.level.basis.used) + len(each.level.basis.missing)
        for point in each.series.points:
            first = point.period.shifted(1 - length)
            when = period_said(first, point.period)
            for name in ("count12", "rate12", "count12-before", "rate12-before"):
                title = measure_of(code).title
                label = both(f"indicators.label.{name}", measure=title, detail=when)
                found[f"{known.area.id}.{code}.{name}", label.en] = (first, point.period)
    return found


class _Telling:
    """Tells what counts are, under a policy."""

    def __init__(self, withheld: Withheld, policy: Policy) -> None:
        self.withheld, self.policy = withheld, policy
        self.authorities = {name: codes for codes, name in withheld.names.items()}

    def of_cell(self, cell: str) -> Recorded:
        """The count that goes by a name."""
        measure, name, first, last = cell_parts(cell)
        codes = self.authorities.get(name) or (name,)
        summed = self.withheld.having[measure].intersection(codes)
        return self._recorded(measure, codes if summed else (name,), _named(name), first, last)

    def of_measure(self, one: AreaSet, each: MeasureIndicators) -> Iterator[tuple[str, Recorded]]:
        """The figures of one measure that are counts, by the ends of their ids."""
        for basis, ending in ((each.level.basis, ""), (each.change.before.basis, "-before")):
            for name in ("count12", "rate12"):
                yield f"{name}{ending}", self._own(each.measure, one, basis.first, basis.last)
        # Those too that no document prints: they would be found if one did.
        single = (point.period for point in each.series.points)
        for period in dict.fromkeys((*each.trend.periods, *single)):
            yield f"period.{period}", self._own(each.measure, one, period, period)
        yield from self._others(each)

    def _others(self, each: MeasureIndicators) -> Iterator[tuple[str, Recorded]]:
        """Those that the area is held against: each authority, and some of them together."""
        known = each.field
        for code, level in known.levels.items() if known is not None else ():
            other = self._own(each.measure, area_set(code), level.basis.first, level.basis.last)
            yield f"field.{code}", other
        for comparison in each.comparisons:
            there = tuple(
                code for code in comparison.against.members if known and code in known.levels
            )
            if comparison.reference is not None and there:
                basis = _window(each, there[0]) or comparison.basis
                yield (
                    f"reference.{comparison.against.kind}",
                    self._recorded(
                        each.measure, there, comparison.against.name, basis.first, basis.last
                    ),
                )

    def _own(self, measure: str, one: AreaSet, first: Period, last: Period) -> Recorded:
        summed = self.withheld.having[measure].intersection(one.authorities)
        codes = one.authorities if summed else (one.id,)
        return self._recorded(measure, codes, one.name, first, last)

    def _recorded(
        self, measure: str, codes: tuple[str, ...], name: Bilingual, first: Period, last: Period
    ) -> Recorded:
        title, period = measure_of(measure).title, period_said(first, last)
        label = both("auditing.recorded", measure=title, area=name, period=period)
        least = least_of(measure, self.policy)
        return Recorded(
            measure, tuple(sorted(codes)), first, last, label, least, title=title, period=period
        )


def _named(name: str) -> Bilingual:
    try:
        return area(name).name
    except KeyError:
        return Bilingual.same(name)


def _window(each: MeasureIndicators, code: str) -> Basis | None:
    """The window that an authority among those compared with is looked at over."""
    level = each.field.levels.get(code) if each.field is not None else None
    return level.basis if level is not None else None
