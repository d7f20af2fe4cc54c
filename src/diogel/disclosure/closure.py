"""A small adversary: tries to work out what a release has hidden, from what it shows.

It shares no step with the code that decides what to hide. It knows the structure of the
questions (which cells add up to which base), but of their values only what is published:
counts, percentages with their bases, sums of joined lines, bases that are themselves counts,
bands of words and ranks. It knows which answers each base leaves out, and takes a base that
leaves out one or two as telling of them; limits in whole authorities tell it what joint
responses said. It finds what follows exactly; it does not measure how closely the rest can be
guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from diogel.core import Figure, Kind, Tabulation
from diogel.disclosure.released import Released
from diogel.language import say

COUNTED = (Kind.COUNT, Kind.SHARE)
ADDED = (*COUNTED, Kind.SUM, Kind.MEAN)
SUMS = (Kind.SUM, Kind.MEAN, Kind.MEDIAN)
FEW = (1, 2)
"""So few that whoever is left out can be told. [responses]"""


@dataclass(frozen=True, slots=True)
class Recovered:
    """A hidden cell whose value follows from what is shown, or a rank that gives an order."""

    cell: str
    value: float | None
    how: str


@dataclass(slots=True)
class _Knowledge:
    """What the adversary knows: sums of cells that equal a number, and limits of cells."""

    sums: list[tuple[frozenset[str], Fraction]] = field(default_factory=list)
    lower: dict[str, Fraction] = field(default_factory=dict)
    upper: dict[str, Fraction] = field(default_factory=dict)


def recoverable(released: Released, tabulation: Tabulation) -> list[Recovered]:
    """Every hidden cell of a release that can be worked out exactly from the release."""
    known = _knowledge(released, tabulation)
    _tighten(known)
    solved, nets = _solve(known.sums), _nets(tabulation)
    whole = {members for members, _, complete in _families(tabulation) if complete}
    found: dict[str, Recovered] = {}
    for name, figure in tabulation.figures.items():
        cells = _cells(figure, nets)
        if released.figures[name].shown or not _is_secret(figure) or cells in whole:
            continue
        value = _value(cells, solved, known)
        if value is not None:
            found.setdefault(figure.shown_cell, Recovered(figure.shown_cell, float(value), "sum"))
    for cell in _told_by_bases(released, tabulation):
        found.setdefault(cell, Recovered(cell, None, "base"))
    for cell in _told_by_limits(released, tabulation):
        found.setdefault(cell, Recovered(cell, None, "limits"))
    for cell in _ranked_beside_hidden(released, tabulation):
        found.setdefault(cell, Recovered(cell, None, "rank"))
    return list(found.values())


def _is_secret(figure: Figure) -> bool:
    return figure.value is not None and figure.kind in ADDED


def _cells(figure: Figure, nets: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The single cells of a figure, nets of nets written out."""
    found: set[str] = set()
    waiting = list(figure.parts or (figure.shown_cell,))
    while waiting:
        cell = waiting.pop()
        waiting += [part for part in nets.get(cell, ()) if part not in found]
        found |= set() if cell in nets else {cell}
    return frozenset(found)


def _nets(tabulation: Tabulation) -> dict[str, tuple[str, ...]]:
    """What each net is made of, where its parts do add up to it: ticks may overlap."""
    counts = {f.shown_cell: f.numerator for f in tabulation.figures.values()}
    return {
        f.shown_cell: f.parts
        for f in tabulation.figures.values()
        if f.parts and sum(counts.get(part) or 0 for part in f.parts) == f.numerator
    }


def _knowledge(released: Released, tabulation: Tabulation) -> _Knowledge:
    known, nets = _Knowledge(), _nets(tabulation)
    truth = {f.shown_cell: f for f in tabulation.figures.values()}
    for figure in (f.figure for f in released.figures.values() if f.shown):
        count = _published_count(figure)
        adds_up = not figure.parts or figure.shown_cell in nets or figure.shown_cell not in truth
        if count is not None and adds_up:
            known.sums.append((_cells(figure, nets), Fraction(count)))
        if figure.denominator is not None:
            routes = [truth[cell] for cell in figure.within.split("+") if cell in truth]
            known.sums += _routed(routes, figure.denominator, nets)
    for members, base, complete in _families(tabulation):
        if complete:
            known.sums.append((members, Fraction(base)))
        for cell in members:
            known.upper[cell] = Fraction(base)
    for cell, low, high in _banded(released, tabulation):
        known.lower[cell] = max(known.lower.get(cell, Fraction(0)), Fraction(low))
        known.upper[cell] = min(known.upper.get(cell, Fraction(high)), Fraction(high))
    return known


def _routed(
    routes: list[Figure], base: int, nets: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[frozenset[str], Fraction]]:
    """The sums of cells that a routed base tells: each that it is, or all of them together."""
    alone = [figure for figure in routes if base in _either(figure, figure.numerator or 0)]
    for figure in alone:
        told = base if figure.numerator == base else (figure.denominator or 0) - base
        yield _cells(figure, nets), Fraction(told)
    together = sum(figure.numerator or 0 for figure in routes)
    if routes and not alone and base in _either(routes[0], together):
        cells = frozenset().union(*(_cells(figure, nets) for figure in routes))
        yield cells, Fraction(together)


def _either(figure: Figure, count: int) -> tuple[int, int]:
    """A count, and all but it."""
    return count, (figure.denominator or 0) - count


def _told_by_bases(released: Released, tabulation: Tabulation) -> Iterator[str]:
    """Figures shown beside another whose base has one or two more: everybody, or a question's."""
    total = max((len(f.responses) for f in tabulation.figures.values()), default=0)
    shown = [
        figure
        for name, figure in tabulation.figures.items()
        if figure.responses and figure.value is not None and released.figures[name].shown
        if not released.figures[name].figure.exception
    ]
    for figure in shown:
        if total - len(figure.responses) in FEW:
            yield figure.id
        for other in shown:
            asked, others = set(figure.source.split("+")), set(other.source.split("+"))
            nested = asked <= others and figure.responses < other.responses
            if nested and len(other.responses) - len(figure.responses) in FEW:
                yield figure.id
            sums = figure.kind in SUMS and other.kind in SUMS and asked & others
            if sums and len(figure.responses ^ other.responses) in FEW:
                yield figure.id


def _told_by_limits(released: Released, tabulation: Tabulation) -> Iterator[str]:
    """Figures whose limits count authorities, where a response may cover several of them."""
    for name, shown in released.figures.items():
        figure, counted = shown.figure, tabulation.figures.get(name)
        limits = figure.interval or figure.bounds
        if limits is None or figure.exception or counted is None:
            continue
        if (limits.count, limits.sample) != (figure.numerator, figure.denominator):
            yield name


def _published_count(figure: Figure) -> int | None:
    """The count or the sum that a shown figure tells, through its percentage if need be."""
    if figure.kind not in ADDED or figure.value is None:
        return None
    if figure.numerator is not None:
        return figure.numerator
    if figure.kind in (Kind.COUNT, Kind.SUM):
        return round(figure.value)
    return None if figure.denominator is None else round(figure.value * figure.denominator)


def _families(tabulation: Tabulation) -> Iterator[tuple[frozenset[str], int, bool]]:
    """The cells of each family, their base, and whether they add up to it."""
    by_family: dict[str, dict[str, Figure]] = {}
    for figure in tabulation.figures.values():
        if figure.family and not figure.parts and figure.denominator is not None:
            by_family.setdefault(figure.family, {})[figure.shown_cell] = figure
    for members in by_family.values():
        base = max(figure.denominator or 0 for figure in members.values())
        total = sum(figure.numerator or 0 for figure in members.values())
        if total <= base:
            yield frozenset(members), base, total == base


def _banded(released: Released, tabulation: Tabulation) -> Iterator[tuple[str, int, int]]:
    """Limits of cells in bands, as a reader finds them: the extent of the word.

    The bands are the policy's, and public: thirds of the base, or the small-count limit if
    that is more. The limit is read from the rule that hid the figure as the widest it may
    be, so this adversary takes plain thirds, which are never wider.
    """
    for name, shown in released.figures.items():
        figure = tabulation.figures.get(name)
        if not shown.band.en or figure is None or figure.denominator is None:
            continue
        base, third = figure.denominator, figure.denominator // 3
        extents = {
            say("disclosure.band.few", "en"): (0, max(third, 5)),
            say("disclosure.band.half", "en"): (third + 1, base - third - 1),
            say("disclosure.band.most", "en"): (base - max(third, 5), base),
        }
        if not figure.parts:
            yield figure.shown_cell, *extents[shown.band.en]


def _tighten(known: _Knowledge) -> None:
    """Narrow the limits of each cell by each sum until nothing changes."""
    for _ in range(100):
        changed = False
        for cells, total in known.sums:
            for cell in cells:
                changed |= _narrow(known, cell, cells - {cell}, total)
        if not changed:
            return


def _narrow(known: _Knowledge, cell: str, others: Iterable[str], total: Fraction) -> bool:
    low = total - sum(known.upper.get(other, total) for other in others)
    high = total - sum(known.lower.get(other, Fraction(0)) for other in others)
    before = known.lower.get(cell, Fraction(0)), known.upper.get(cell, total)
    known.lower[cell] = max(before[0], low)
    known.upper[cell] = min(before[1], high)
    return (known.lower[cell], known.upper[cell]) != before


def _solve(
    sums: list[tuple[frozenset[str], Fraction]],
) -> list[tuple[str, dict[str, Fraction], Fraction]]:
    """The sums as equations in reduced form: pivot, coefficients, right-hand side."""
    reduced: list[tuple[str, dict[str, Fraction], Fraction]] = []
    for cells, total in sums:
        row, right = _reduce({cell: Fraction(1) for cell in cells}, total, reduced)
        if not row:
            continue
        pivot = min(row)
        scale = row[pivot]
        row = {cell: value / scale for cell, value in row.items()}
        right = right / scale
        for index, (other, their, their_right) in enumerate(reduced):
            factor = their.get(pivot, Fraction(0))
            if factor:
                reduced[index] = (other, _minus(their, row, factor), their_right - factor * right)
        reduced.append((pivot, row, right))
    return reduced


def _reduce(
    row: dict[str, Fraction],
    right: Fraction,
    reduced: list[tuple[str, dict[str, Fraction], Fraction]],
) -> tuple[dict[str, Fraction], Fraction]:
    """What is left of an equation when the solved ones are taken out of it."""
    for pivot, their, their_right in reduced:
        factor = row.get(pivot, Fraction(0))
        if factor:
            row, right = _minus(row, their, factor), right - factor * their_right
    return row, right


def _minus(
    row: dict[str, Fraction], other: dict[str, Fraction], factor: Fraction
) -> dict[str, Fraction]:
    left = {
        cell: row.get(cell, Fraction(0)) - factor * other.get(cell, Fraction(0))
        for cell in row.keys() | other.keys()
    }
    return {cell: value for cell, value in left.items() if value}


def _value(
    cells: frozenset[str],
    solved: list[tuple[str, dict[str, Fraction], Fraction]],
    known: _Knowledge,
) -> Fraction | None:
    """The value of a sum of cells, when the equations or the limits fix it."""
    row, right = _reduce({cell: Fraction(1) for cell in cells}, Fraction(0), solved)
    if not row:
        return -right
    limits = [(known.lower.get(cell, Fraction(0)), known.upper.get(cell)) for cell in cells]
    if all(low == high for low, high in limits):
        return sum((low for low, _ in limits), Fraction(0))
    return None


def _ranked_beside_hidden(released: Released, tabulation: Tabulation) -> Iterator[str]:
    """Shown cells whose rank tells how many of the hidden ones lie above or below them."""
    for table in tabulation.tables:
        names = list(table.cells.values())
        if all(released.figures[name].shown for name in names):
            continue
        for name in names:
            if released.figures[name].figure.rank is not None:
                yield released.figures[name].figure.shown_cell
