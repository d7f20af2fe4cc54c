"""Hiding spreads: what else must be hidden because something is.

The state is how each table is to be treated; from it and the primary rules follows which
cells of the answers are hidden. Nothing here looks at the order in which tables come.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Figure, Table, Tabulation, Unit
from diogel.disclosure.cells import parts
from diogel.disclosure.collapse import Collapsed
from diogel.disclosure.differences import Pair, questions
from diogel.disclosure.holes import Holes, System
from diogel.disclosure.primary import COUNTED, SUMMED

DECOYS = ("complementary", "next-lowest")
SAID_OF_CELLS = (*DECOYS, "family-withheld")
"""Rules that a figure takes over from its cell."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """How a table is treated: "whole", "collapsed" (and into what), "suppressed" (with holes),
    "bands", "withheld"."""

    name: str
    collapsed: Collapsed | None = None


@dataclass(slots=True)
class Hidden:
    """What is hidden, and by which rule: single cells, and figures by their ids.

    `nets` says which cells are sums of others, `published_sums` which sums of hidden cells
    a coarser table shows, `linked` which cells and nets may have holes among them: there a
    net is shown or hidden by itself, whatever its parts are. `unproven` are hidden cells of
    linked tables so large that fewer holes might have done.
    """

    cells: dict[str, str] = field(default_factory=dict)
    figures: dict[str, str] = field(default_factory=dict)
    nets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    published_sums: frozenset[frozenset[str]] = frozenset()
    linked: frozenset[str] = frozenset()
    unproven: frozenset[str] = frozenset()

    def holds_any(self, cell: str) -> bool:
        """Whether a base is hidden: a cell of it, or what a net of it is made of."""
        cells = cell.split("+") if cell else []
        return any(
            each in self.cells or any(part in self.cells for part in self.nets.get(each, ()))
            for each in cells
        )

    def by_its_base(self, figures: Iterable[str]) -> bool:
        """Whether any of these figures is hidden because of whom its base leaves out."""
        return any(self.figures.get(name) == "base-difference" for name in figures)


def spread(
    tabulation: Tabulation,
    primary: Mapping[str, str],
    treatments: Mapping[str, Treatment],
    pairs: Sequence[Pair],
    holes: Holes,
) -> Hidden:
    """All that is hidden, when `primary` (rule by figure id) is and tables are so treated.

    `pairs` are figures of which the later is hidden unless the first is; `holes` says what
    adds up and may have holes.
    """
    nets = {f.shown_cell: f.parts for f in tabulation.figures.values() if f.parts}
    system = holes.system(_made(treatments), cells_in_words(tabulation, treatments))
    hidden = Hidden(nets=nets, published_sums=_published_sums(treatments), linked=system.cells)
    for name, rule in primary.items():
        hidden.figures[name] = rule
        own = parts(tabulation.figures[name])
        if len(own) == 1:
            hidden.cells.setdefault(own[0], rule)
    for table in tabulation.tables:
        for cell in _hidden_by(table, treatments[table.id], tabulation.figures):
            hidden.cells.setdefault(cell, f"table-{treatments[table.id].name}")
    merged = _merged(treatments)
    while (
        _step(tabulation, hidden, merged)
        or _hide_later(pairs, hidden)
        or _hide_more(system, hidden)
        or _hide_decoys(tabulation, treatments, hidden)
    ):
        pass
    hidden.unproven = system.unproven(frozenset(hidden.cells))
    return hidden


def _hide_more(system: System, hidden: Hidden) -> bool:
    """Hide what would give holes away by adding up; True when that hid anything more."""
    more = system.more(frozenset(hidden.cells))
    for cell in sorted(more):
        hidden.cells[cell] = "complementary"
    return bool(more)


def _hide_decoys(
    tabulation: Tabulation, treatments: Mapping[str, Treatment], hidden: Hidden
) -> bool:
    """Hide one count that need not be, beside holes of ticks; True when that hid any.

    Ticks add up to nothing, so that each hole in them would be known to be a small count.
    The next lowest is hidden with them, as the GP Patient Survey does.
    """
    found = False
    for table in tabulation.tables:
        if treatments[table.id].name == "suppressed":
            decoy = _decoy(table, tabulation.figures, hidden)
            if decoy:
                hidden.cells[decoy] = "next-lowest"
                found = True
    return found


def _decoy(table: Table, figures: Mapping[str, Figure], hidden: Hidden) -> str:
    """The cell to hide beside the holes of a table of ticks; empty when none is needed."""
    shown = [figures[name] for name in dict.fromkeys(table.cells.values())]
    counted = [f for f in shown if f.value is not None and f.numerator is not None]
    gone = [f for f in counted if f.shown_cell in hidden.cells]
    if not any(f.shown_cell not in hidden.linked for f in gone):
        return ""
    if any(hidden.cells[f.shown_cell] in DECOYS for f in gone):
        return ""
    left = [f for f in counted if f.shown_cell not in hidden.cells and f.numerator]
    return min(left, key=lambda f: f.numerator or 0).shown_cell if left else ""


def _made(treatments: Mapping[str, Treatment]) -> list[Figure]:
    """The sums that coarser tables show."""
    coarser = (t.collapsed for t in treatments.values() if t.name == "collapsed")
    return [figure for c in coarser if c is not None for figure in c.made.values()]


def cells_in_words(tabulation: Tabulation, treatments: Mapping[str, Treatment]) -> frozenset[str]:
    """The single cells of tables in bands: a sum of them elsewhere would narrow the bands."""
    return frozenset(
        part
        for table in tabulation.tables
        if treatments[table.id].name == "bands"
        for name in table.cells.values()
        for part in parts(tabulation.figures[name])
    )


def _hide_later(pairs: Sequence[Pair], hidden: Hidden) -> bool:
    """Hide the later of each pair that is still shown; True when that hid anything more."""
    before = len(hidden.figures)
    for pair in pairs:
        if pair.first not in hidden.figures:
            hidden.figures.setdefault(pair.later, pair.rule)
    return before != len(hidden.figures)


def _merged(treatments: Mapping[str, Treatment]) -> frozenset[str]:
    """The single cells that some coarser table shows only in a sum."""
    sums = (t.collapsed.merged for t in treatments.values() if t.collapsed is not None)
    return frozenset(cell for cells in sums for cell in cells)


def _published_sums(treatments: Mapping[str, Treatment]) -> frozenset[frozenset[str]]:
    """The sums that coarser tables show, each as the single cells that it joins."""
    return frozenset(frozenset(parts(figure)) for figure in _made(treatments))


def _hidden_by(table: Table, treatment: Treatment, figures: Mapping[str, Figure]) -> Iterator[str]:
    """The single cells that the treatment of one table hides everywhere."""
    if treatment.name == "collapsed" and treatment.collapsed is not None:
        zeros = _zeros(treatment.collapsed)
        yield from sorted(treatment.collapsed.merged - zeros)
    elif treatment.name in ("bands", "withheld"):
        for name in table.cells.values():
            yield from parts(figures[name])


def _zeros(collapsed: Collapsed) -> frozenset[str]:
    """The single cells of sums that are zero: such a sum tells its parts in any case.

    So does a sum of nobody's answers, which has no numerator.
    """
    made = (figure for figure in collapsed.made.values() if not figure.numerator)
    return frozenset(part for figure in made for part in parts(figure))


def across_groups(table: Table) -> bool:
    """Whether the columns are groups of respondents, each adding up to its own base."""
    return table.additive == "column" and len(table.columns) > 1


def _step(tabulation: Tabulation, hidden: Hidden, merged: frozenset[str]) -> bool:
    """Apply each spreading rule once; True when that hid anything more."""
    before = len(hidden.cells), len(hidden.figures)
    for figure in tabulation.figures.values():
        rule = _figure_rule(figure, hidden)
        if rule and figure.id not in hidden.figures:
            hidden.figures[figure.id] = rule
    _hide_own_cells(tabulation, hidden)
    _hide_families(tabulation, hidden, merged)
    _hide_items(tabulation, hidden)
    _hide_sums(tabulation, hidden)
    _hide_base_differences(tabulation, hidden)
    return before != (len(hidden.cells), len(hidden.figures))


def _figure_rule(figure: Figure, hidden: Hidden) -> str:
    """The rule by which a figure is hidden, given which cells are; empty for none."""
    own = parts(figure)
    if figure.parts and figure.shown_cell in hidden.linked:
        own = (figure.shown_cell,)
    published = bool(figure.parts) and frozenset(parts(figure)) in hidden.published_sums
    if any(part in hidden.cells for part in own) and not published:
        first = next(hidden.cells[part] for part in own if part in hidden.cells)
        if len(own) > 1:
            return "sum-of-hidden"
        return first if first in SAID_OF_CELLS or first.startswith("table-") else "same-cell"
    return "base-hidden" if figure.within and hidden.holds_any(figure.within) else ""


def _hide_own_cells(tabulation: Tabulation, hidden: Hidden) -> None:
    """Hide the cells of hidden figures: of a sum, those parts that would give it away."""
    for name, rule in list(hidden.figures.items()):
        figure = tabulation.figures[name]
        linked = figure.parts and figure.shown_cell in hidden.linked
        own = (figure.shown_cell,) if linked else parts(figure)
        if not any(part in hidden.cells for part in own):
            for part in own:
                hidden.cells[part] = rule if len(own) == 1 else "part-of-hidden"


def _hide_families(tabulation: Tabulation, hidden: Hidden, merged: frozenset[str]) -> None:
    """Hide the whole of a family that has a hole which no coarser table covers.

    Not of those that may have holes.
    """
    for family in families(tabulation).values():
        if hidden.linked >= set(family):
            continue
        holes = {cell for cell in family if cell in hidden.cells}
        if holes and not holes <= merged:
            for cell in family:
                hidden.cells.setdefault(cell, "family-withheld")


def families(tabulation: Tabulation) -> dict[str, tuple[str, ...]]:
    """The single cells of each additive family."""
    found: dict[str, dict[str, None]] = {}
    for figure in tabulation.figures.values():
        own = parts(figure)
        if figure.family and not figure.parts:
            found.setdefault(figure.family, {})[own[0]] = None
    return {name: tuple(cells) for name, cells in found.items()}


def _hide_items(tabulation: Tabulation, hidden: Hidden) -> None:
    """Hide counts of items ("three of the five") when an item of their question is hidden."""
    gone = _questions(tabulation.figures[name] for name in hidden.figures)
    for figure in tabulation.figures.values():
        if figure.unit is Unit.ITEM and _questions([figure]) & gone:
            hidden.figures.setdefault(figure.id, "items-hidden")


def _questions(figures: Iterable[Figure]) -> set[str]:
    """The questions that figures were counted from."""
    return {name for figure in figures for name in questions(figure)}


def _hide_sums(tabulation: Tabulation, hidden: Hidden) -> None:
    """Hide sums and means of a question together: one sum less another is a third.

    Not for a sum that is hidden only because its base is nearly another's: that one is
    hidden so that the other can be shown.
    """
    summed = [figure for figure in tabulation.figures.values() if figure.kind in SUMMED]
    rules = ((figure, hidden.figures.get(figure.id)) for figure in summed)
    gone = _questions(f for f, rule in rules if rule and not rule.endswith("-difference"))
    for figure in summed:
        if _questions([figure]) & gone:
            hidden.figures.setdefault(figure.id, "sum-of-hidden")


def _hide_base_differences(tabulation: Tabulation, hidden: Hidden) -> None:
    """Hide figures of one question whose bases differ by just a count that is hidden.

    A mean over everybody and a mean over those above zero tell how many said zero.
    """
    figures = (figure for figure in tabulation.figures.values() if figure.kind in SUMMED)
    summed = [(figure, questions(figure)) for figure in figures]
    for name in list(hidden.figures) if summed else ():
        lost = tabulation.figures[name]
        if lost.kind not in COUNTED or not lost.numerator or not lost.source:
            continue
        own = questions(lost)
        beside = [f for f, asked in summed if asked & own and f.id not in hidden.figures]
        bases = {figure.denominator for figure in beside}
        for figure in beside:
            if figure.denominator and figure.denominator + lost.numerator in bases:
                hidden.figures[figure.id] = "base-hidden"
