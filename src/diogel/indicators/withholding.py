"""Which of partners' counts are held back: decided once for all areas, so that none fills another.

An authority's months add up to its year and, with others', to those of its force, its board and
Wales; each of them has a document of its own. So all that any of those documents may print is
decided together, as the cheapest set that is safe: whichever of them are published, and in
whichever order, their numbers hide the same. What earlier documents printed is known to readers
and counts as such.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from diogel.disclosure import LinkedTables, Policy, Protected, protect
from diogel.indicators.area_sets import WALES, AreaSet, area_set, every_authority
from diogel.indicators.coarsening import coarsened, is_protected, least_of
from diogel.indicators.evidence import Evidence
from diogel.indicators.indicating import window_end
from diogel.indicators.series import Series, add_up
from diogel.indicators.weighing import Weighing, weighing_of
from diogel.indicators.withheld import NOT_WEIGHED, Withheld, cell_parts
from diogel.places import every_area

Solve = Callable[[LinkedTables], Protected]
Names = Mapping[tuple[str, ...], AreaSet]
_Row = np.ndarray[Any, np.dtype[np.float64]]
_NEAR = 1e-6


def holding_back(
    evidence: Evidence,
    policy: Policy,
    printed: Mapping[str, int] | None = None,
    solve: Solve | None = None,
) -> Evidence:
    """The evidence by the periods that it can be given by, with what of it is held back."""
    coarser = coarsened(evidence, policy)
    longer = frozenset(
        measure
        for (measure, code), series in evidence.series.items()
        if coarser.series[measure, code].grain is not series.grain
    )
    return coarser.holding(replace(withhold(coarser, policy, printed, solve), coarser=longer))


def withhold(
    evidence: Evidence,
    policy: Policy,
    printed: Mapping[str, int] | None = None,
    solve: Solve | None = None,
) -> Withheld:
    """What is held back of every partner's measure that is a count.

    Parameters
    ----------
    printed : mapping of cell to count, optional
        What earlier documents printed, as `Withheld.shown` had it. A number that was put right
        since then is left out: nobody knows the present one.
    solve : callable, optional
        Instead of `disclosure.protect`, for whoever remembers solutions.
    """
    names = weighed_areas()
    solve = solve or (lambda problem: protect(problem, policy.level))
    rules: dict[str, str] = {}
    shown: dict[str, int] = {}
    having: dict[str, frozenset[str]] = {}
    unproven: set[str] = set()
    earlier: dict[str, int] = {}
    for measure in filter(is_protected, evidence.measures):
        weighing = weighing_of(evidence, measure, names)
        known = frozenset(_known(weighing, printed or {}))
        hidden, loose = _decided(weighing, least_of(measure, policy), known, solve)
        rules |= hidden
        shown |= {cell: weighing.counts[cell] for cell in weighing.lost if cell not in hidden}
        unproven |= loose
        earlier |= {cell: weighing.counts[cell] for cell in known}
        having[measure] = weighing.having
        _weigh_others(evidence, weighing, names, known, rules, shown)
    called = {codes: one.id for codes, one in names.items()}
    return Withheld(policy.id, rules, shown, having, called, frozenset(unproven), earlier)


def weighed_areas() -> dict[tuple[str, ...], AreaSet]:
    """The areas of Wales that documents are made of; several of the same authorities are one."""
    found = {one.authorities: one for one in (*every_authority(), area_set(WALES))}
    for each in every_area():
        if each.existed(None):
            one = area_set(each.code)
            found.setdefault(one.authorities, one)
    return found


def _decided(
    weighing: Weighing, least: int, known: frozenset[str], solve: Solve
) -> tuple[dict[str, str], frozenset[str]]:
    """The rule for each hidden count, and those of them that are not proven to be the fewest."""
    small = frozenset(cell for cell, n in weighing.counts.items() if 0 < n < least)
    # What was printed before cannot be made unknown; it is not printed again.
    primary = small - known
    if not primary:
        return dict.fromkeys(small, "small-count"), frozenset()
    problem = LinkedTables(
        counts=weighing.counts,
        relations=tuple(weighing.relations),
        primary=primary,
        known=known - small,
        thresholds=dict.fromkeys(weighing.counts, least),
        costs=weighing.costs(),
    )
    found = solve(problem)
    if found.unprotected and known:
        # What was printed cannot be unsaid. At least these documents by themselves tell nothing.
        found = replace(solve(replace(problem, known=frozenset())), proven=False)
    rules = dict.fromkeys(sorted(found.hidden), "complementary")
    rules |= dict.fromkeys(sorted(small), "small-count")
    loose = not found.proven or bool(found.unprotected)
    return rules, found.hidden if loose else frozenset()


def _known(weighing: Weighing, printed: Mapping[str, int]) -> Iterator[str]:
    """The counts that earlier documents printed as they are now, those of older windows too."""
    for cell, count in printed.items():
        measure, name, first, last = cell_parts(cell)
        series = weighing.series.get(name)
        if measure != weighing.measure or series is None:
            continue
        if cell not in weighing.counts and first.grain is series.grain and first != last:
            weighing.together(name, series.between(first, last))
        if weighing.counts.get(cell) == count:
            yield cell


def _weigh_others(
    evidence: Evidence,
    weighing: Weighing,
    names: Names,
    known: Iterable[str],
    rules: dict[str, str],
    shown: dict[str, int],
) -> None:
    """Show a sum over a set of one's own only where those that are shown come to it anyway.

    So it tells nothing, whichever other sets have documents too.
    """
    others = [one for one in evidence.areas if one.authorities not in names]
    others = [one for one in others if weighing.having.intersection(one.authorities)]
    if not others:
        return
    told = _Told(weighing, rules, (*shown, *known))
    for one in others:
        members = {c: weighing.series[c] for c in one.authorities if c in weighing.having}
        series = add_up(members, one, weighing.measure)
        for cell, parts in _sums(weighing, one, series):
            if told.follows(parts):
                shown[cell] = sum(weighing.counts[part] for part in parts)
            else:
                rules[cell] = NOT_WEIGHED


def _sums(
    weighing: Weighing, one: AreaSet, series: Series
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The sums that the document of a set prints, each with the authorities' counts of it."""
    if not series.given:
        return
    held = {**weighing.series, one.id: series}
    own = Weighing(weighing.measure, held, {one.id: one}, weighing.having)
    own.counts = {own.cell(one.id, p.period): round(p.value or 0.0) for p in series.given}
    end = window_end(series, None)
    for cell in (*own.windows(one.id, series, end), *own.charted(one.id, series, end)):
        *_, first, last = cell_parts(cell)
        periods = [p.period for p in series.given if first.start <= p.period.start <= last.end]
        yield cell, tuple(part for period in periods for part in own.parts_of(one, period))


def _directions(rows: _Row) -> _Row:
    """Rows at right angles, of length one, that come to the same as these."""
    _, sizes, ways = np.linalg.svd(rows, full_matrices=False)
    return ways[sizes > _NEAR]


class _Told:
    """What the counts that are shown say of the hidden counts of authorities."""

    def __init__(self, weighing: Weighing, rules: Mapping[str, str], shown: Sequence[str]) -> None:
        made = {relation.total: relation.parts for relation in weighing.relations}
        hidden = [c for c in weighing.counts if c in rules and c not in made]
        self.at = {cell: place for place, cell in enumerate(hidden)}
        self.made = made
        rows = [row for cell in shown if (row := self._row((cell,))).any()]
        self.ways = _directions(np.array(rows)) if rows else np.zeros((0, max(len(hidden), 1)))

    def follows(self, parts: Sequence[str]) -> bool:
        """Whether the sum of some counts can be worked out from what is shown."""
        row = self._row(parts)
        rest = row - self.ways.T @ (self.ways @ row)
        return bool(np.abs(rest).max() < _NEAR)

    def _row(self, parts: Sequence[str]) -> _Row:
        row = np.zeros(max(len(self.at), 1))
        waiting = list(parts)
        while waiting:
            cell = waiting.pop()
            if cell in self.at:
                row[self.at[cell]] += 1
            waiting += self.made.get(cell, ())
        return row
