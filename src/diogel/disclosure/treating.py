"""Which treatment each table has: the one that keeps most of it and gives nothing away."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Figure, Table, Tabulation
from diogel.disclosure.bands import bands_for
from diogel.disclosure.cells import parts
from diogel.disclosure.collapse import collapses
from diogel.disclosure.differences import Pair
from diogel.disclosure.holes import Holes, holes_of, may_have_holes
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import primary_rule
from diogel.disclosure.spread import (
    DECOYS,
    Hidden,
    Treatment,
    across_groups,
    cells_in_words,
    spread,
)


def treat(
    tabulation: Tabulation,
    policy: Policy,
    primary: Mapping[str, str],
    apart: Sequence[Pair],
    covered: Mapping[str, str],
) -> tuple[dict[str, Treatment], Hidden]:
    """The best treatment of each table that stands, and what is then hidden.

    Each table has its ways from the one that keeps most, without joined lines that do not stand
    even when every other table is whole. Whoever does not stand among the others moves on by one,
    until all stand together. Nobody moves back, so this ends.
    """
    work = _Treating(tabulation, policy, primary, apart, covered, holes_of(tabulation, policy))
    ways = {table.id: work.ways(table) for table in tabulation.tables}
    treatments = {name: next(found) for name, found in ways.items()}
    while True:
        hidden = work.hidden(treatments)
        fallen = [t.id for t in tabulation.tables if not work.stands(t, treatments, hidden)]
        if not fallen:
            return treatments, hidden
        for name in fallen:
            treatments[name] = next(ways[name])


@dataclass(slots=True)
class _Treating:
    """What is treated, and what would be hidden if every table were shown whole."""

    tabulation: Tabulation
    policy: Policy
    primary: Mapping[str, str]
    apart: Sequence[Pair]
    covered: Mapping[str, str]
    holes: Holes
    whole: dict[str, Treatment] = field(init=False)
    first: Hidden = field(init=False)

    def __post_init__(self) -> None:
        self.whole = {table.id: Treatment("whole") for table in self.tabulation.tables}
        self.first = self.hidden(self.whole)

    def hidden(self, treatments: Mapping[str, Treatment]) -> Hidden:
        """All that is hidden when tables are so treated."""
        return spread(self.tabulation, self.primary, treatments, self.apart, self.holes)

    def stands(self, table: Table, treatments: Mapping[str, Treatment], hidden: Hidden) -> bool:
        """Whether a table's treatment shows nothing that is hidden."""
        return _stands(table, treatments, hidden, self.tabulation, self.policy, self.covered)

    def ways(self, table: Table) -> Iterator[Treatment]:
        """The treatments that a table may have, the best first; the last always stands."""
        yield self.whole[table.id]
        for way in _ways(table, self.tabulation, self.policy, self.first):
            alone = {**self.whole, table.id: way}
            # Joined lines hide most in other tables while they are tried; others are just tried.
            if way.name != "collapsed" or self.stands(table, alone, self.hidden(alone)):
                yield way


def _ways(table: Table, tabulation: Tabulation, policy: Policy, hidden: Hidden) -> list[Treatment]:
    """The treatments but "whole" that a table could have, by how much each keeps.

    Of two that keep as much, joining lines goes before holes, and holes before words.
    """
    coarser = [Treatment("collapsed", c) for c in collapses(table, tabulation.figures)]
    found = list(coarser)
    if policy.holes and may_have_holes(table, tabulation.figures):
        found.append(Treatment("suppressed"))
    if table.bands and not across_groups(table):
        found += [
            Treatment("bands", way.collapsed)
            for way in (Treatment("bands"), *coarser)
            if bands_for(*shape_of(table, way, tabulation), policy) is not None
        ]
    found.sort(key=lambda way: -_kept(table, way, tabulation, hidden))
    return [*found, Treatment("withheld")]


def _kept(table: Table, way: Treatment, tabulation: Tabulation, hidden: Hidden) -> float:
    """How many counts above zero a treatment would show; a word for one is worth half."""
    shape, figures = shape_of(table, way, tabulation)
    shown = [figures[name] for name in shape.cells.values() if figures[name].numerator]
    if way.name == "suppressed":
        return sum(figure.id not in hidden.figures for figure in shown)
    return len(shown) / 2 if way.name == "bands" else len(shown)


def shape_of(
    table: Table, treatment: Treatment, tabulation: Tabulation
) -> tuple[Table, Mapping[str, Figure]]:
    """The table that a treatment shows, and the figures its cells name."""
    if treatment.collapsed is None:
        return table, tabulation.figures
    return treatment.collapsed.table, {**tabulation.figures, **treatment.collapsed.made}


def _stands(
    table: Table,
    treatments: Mapping[str, Treatment],
    hidden: Hidden,
    tabulation: Tabulation,
    policy: Policy,
    covered: Mapping[str, str],
) -> bool:
    """Whether a treatment of a table shows nothing that is hidden."""
    treatment = treatments[table.id]
    if treatment.name == "withheld":
        return True
    shape, figures = shape_of(table, treatment, tabulation)
    shown = [figures[name] for name in shape.cells.values()]
    if treatment.name == "whole" and shown and all(figure.disclosure for figure in shown):
        # Measures in rows add up to nothing: each is hidden with all that is made of it.
        return True
    if treatment.name == "bands":
        told = any(hidden.holds_any(figure.within) for figure in shown)
        return not told and not hidden.by_its_base(table.cells.values())
    if treatment.name == "suppressed":
        return _holes_stand(shown, hidden)
    made = treatment.collapsed.made if treatment.collapsed else {}
    in_bands = cells_in_words(tabulation, treatments)
    return all(
        _sum_stands(figure, hidden, in_bands, policy, covered, tabulation)
        if figure.id in made
        else figure.id not in hidden.figures
        for figure in shown
    )


def _holes_stand(shown: Sequence[Figure], hidden: Hidden) -> bool:
    """Whether the holes of a table tell nothing, and anything is left beside them.

    A hole is safe among counts that add up, or, of ticks, beside another hole that did not
    have to be.
    """
    gone = [figure for figure in shown if figure.id in hidden.figures]
    loose = [figure for figure in gone if figure.shown_cell not in hidden.linked]
    decoyed = any(hidden.cells.get(figure.shown_cell) in DECOYS for figure in gone)
    if any(figure.family for figure in loose) or (loose and not decoyed):
        return False
    if any(hidden.figures[figure.id] in ("base-hidden", "base-difference") for figure in gone):
        return False
    return any(figure.numerator and figure.id not in hidden.figures for figure in shown)


def _sum_stands(
    figure: Figure,
    hidden: Hidden,
    in_bands: frozenset[str],
    policy: Policy,
    covered: Mapping[str, str],
    tabulation: Tabulation,
) -> bool:
    """Whether a sum made by collapsing may be shown."""
    own = parts(figure)
    if hidden.holds_any(figure.within) or any(part in in_bands for part in own):
        return False
    showing = [f.id for f in tabulation.figures.values() if f.shown_cell in own and not f.parts]
    if hidden.by_its_base(showing):
        return False
    return all(name in covered for name in showing) or not primary_rule(figure, policy)
