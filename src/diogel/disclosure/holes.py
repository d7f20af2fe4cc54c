"""Holes in what adds up: which further cells are hidden so that no total fills them.

The answers to one question add up to its base, a net to its parts, a joined line to the
lines that it joins. Those sums are handed to the solver as linked tables, under the
thresholds of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from diogel.core import Figure, Table, Tabulation
from diogel.disclosure.cells import parts
from diogel.disclosure.collapse import ADDABLE
from diogel.disclosure.optimal import LinkedTables, Protected, Relation, components, protect
from diogel.disclosure.policy import Policy

_Key = tuple[int, frozenset[str]]


@dataclass(slots=True)
class Holes:
    """The sums of a tabulation that may have holes, and what was found for them so far.

    Attributes
    ----------
    families : mapping of family to its single cells
        Those whose counts are known and come to the base that is published.
    nets : mapping of a net's cell to its parts
        Those that add up from cells of these families.
    bases : mapping of family to int
        [responses]
    """

    policy: Policy
    families: Mapping[str, tuple[str, ...]]
    nets: Mapping[str, tuple[str, ...]]
    bases: Mapping[str, int]
    counts: Mapping[str, int]
    thresholds: Mapping[str, int]
    costs: Mapping[str, int]
    numbers: dict[tuple[tuple[Relation, ...], frozenset[str]], int] = field(default_factory=dict)
    found: dict[_Key, Protected] = field(default_factory=dict)

    def system(self, made: Iterable[Figure], in_words: frozenset[str]) -> System:
        """The linked tables when these joined lines are shown and these cells are in words.

        A family with a cell in words is not among them: the word narrows what it can be.
        """
        kept = {name: own for name, own in self.families.items() if not in_words & set(own)}
        cells = {cell for own in kept.values() for cell in own}
        nets = {name: own for name, own in self.nets.items() if cells >= set(own)}
        sums = {f.id: f for f in made if cells >= set(parts(f)) and f.numerator is not None}
        counts = {_sum(name): figure.numerator or 0 for name, figure in sums.items()}
        joined = [Relation(_sum(name), parts(figure)) for name, figure in sums.items()]
        relations = [*joined, *(Relation(name, own) for name, own in nets.items())]
        for name, own in kept.items():
            rest, count = _rest(own, self.bases[name], joined, counts)
            counts[_base(name)] = count
            relations.append(Relation(_base(name), rest))
        known = frozenset(counts)
        counts |= {cell: self.counts[cell] for own in kept.values() for cell in own}
        counts |= {name: self.counts[name] for name in nets}
        problem = LinkedTables(
            counts, tuple(relations), frozenset(), known, self.thresholds, self.costs
        )
        found = tuple(components(problem))
        keys = tuple(self._number(each) for each in found)
        return System(self, found, keys, frozenset(counts) - known)

    def _number(self, problem: LinkedTables) -> int:
        """A small number that stands for the tables of a problem wherever they come up again."""
        return self.numbers.setdefault((problem.relations, problem.known), len(self.numbers))


@dataclass(frozen=True, slots=True)
class System:
    """Linked tables in parts, and the cells of all of them that may be hidden."""

    holes: Holes
    problems: tuple[LinkedTables, ...]
    numbers: tuple[int, ...]
    cells: frozenset[str]

    def more(self, hidden: frozenset[str]) -> frozenset[str]:
        """What must be hidden beside these cells, so that none of them can be worked out."""
        found: set[str] = set()
        for protected in self._protected(hidden):
            found |= protected.hidden
        return frozenset(found) - hidden

    def unproven(self, hidden: frozenset[str]) -> frozenset[str]:
        """The hidden cells of tables for which no proof of the least was tried."""
        loose = (each.hidden for each in self._protected(hidden) if not each.proven)
        return frozenset().union(*loose)

    def _protected(self, hidden: frozenset[str]) -> Iterator[Protected]:
        """What was found for each problem that has a hidden cell, solved at most once."""
        known = self.holes.found
        for number, problem in zip(self.numbers, self.problems, strict=True):
            primary = hidden.intersection(problem.counts)
            if primary:
                if (number, primary) not in known:
                    ready = replace(problem, primary=primary)
                    known[number, primary] = protect(ready, self.holes.policy.level)
                yield known[number, primary]


def _rest(
    own: tuple[str, ...], base: int, joined: Iterable[Relation], counts: Mapping[str, int]
) -> tuple[tuple[str, ...], int]:
    """The cells of a family that no joined line holds, and what they come to.

    So a family whose lines are joined falls into tables of one relation each, which need no
    solver. Joined lines of several tables may overlap: then all of its cells, and its base.
    """
    inside = [relation for relation in joined if set(relation.parts) <= set(own)]
    held = [cell for relation in inside for cell in relation.parts]
    if len(held) != len(set(held)):
        return own, base
    left = tuple(cell for cell in own if cell not in held)
    return left, base - sum(counts[relation.total] for relation in inside)


def _base(family: str) -> str:
    return f"base of {family}"


def _sum(figure: str) -> str:
    return f"joined as {figure}"


def holes_of(tabulation: Tabulation, policy: Policy) -> Holes:
    """What of a tabulation adds up so that it may have holes; nothing if the policy says so."""
    found: dict[str, dict[str, Figure]] = {}
    for figure in tabulation.figures.values():
        if figure.family and not figure.parts:
            found.setdefault(figure.family, {}).setdefault(figure.shown_cell, figure)
    whole = {name: own for name, own in found.items() if policy.holes and _adds_up(own.values())}
    counts, thresholds = {}, {}
    for own in whole.values():
        for cell, figure in own.items():
            counts[cell] = figure.numerator or 0
            thresholds[cell] = policy.rules(figure).small_count
    nets = dict(_nets(tabulation, counts))
    for name, figure in nets.items():
        counts[name] = figure.numerator or 0
        thresholds[name] = policy.rules(figure).small_count
    return Holes(
        policy=policy,
        families={name: tuple(own) for name, own in whole.items()},
        nets={name: figure.parts for name, figure in nets.items()},
        bases={name: next(iter(own.values())).denominator or 0 for name, own in whole.items()},
        counts=counts,
        thresholds=thresholds,
        costs=_costs(tabulation, counts),
    )


def _adds_up(members: Iterable[Figure]) -> bool:
    """Whether counts of answers are all known, unweighted, and come to their one base."""
    family = list(members)
    if any(f.numerator is None or f.kind not in ADDABLE or f.weighted for f in family):
        return False
    bases = {f.denominator for f in family}
    return len(bases) == 1 and sum(f.numerator or 0 for f in family) in bases


def _nets(tabulation: Tabulation, counts: Mapping[str, int]) -> Iterator[tuple[str, Figure]]:
    """The nets that are the sum of their parts, each part a count of a family."""
    for figure in tabulation.figures.values():
        own = figure.parts
        if not own or figure.kind not in ADDABLE or figure.shown_cell in counts:
            continue
        known = all(part in counts for part in own) and len(set(own)) == len(own)
        if known and sum(counts[part] for part in own) == figure.numerator and not figure.weighted:
            yield figure.shown_cell, figure


def _costs(tabulation: Tabulation, counts: Mapping[str, int]) -> dict[str, int]:
    """What hiding each cell loses: every figure that shows it or rests on it, then its count.

    A figure that no table shows is a headline, and counts for two; so does each that has the
    cell for its base, since all of those go with it.
    """
    tabled = {name for table in tabulation.tables for name in table.cells.values()}
    lost = dict.fromkeys(counts, 0)
    for figure in tabulation.figures.values():
        for cell in {figure.shown_cell} & lost.keys():
            lost[cell] += 1 if figure.id in tabled else 2
        for cell in set(figure.within.split("+")) & lost.keys():
            lost[cell] += 2
    unit = 1 + sum(counts.values())
    return {cell: unit * max(1, lost[cell]) + counts[cell] for cell in counts}


def may_have_holes(table: Table, figures: Mapping[str, Figure]) -> bool:
    """Whether a table can be shown with holes: counts of answers, of one group of respondents.

    Columns that are groups of respondents add up to a total that other tables show; such a
    table is shown as a whole or not.
    """
    if table.additive == "column" and len(table.columns) > 1:
        return False
    shown = [figures[name] for name in table.cells.values() if figures[name].value is not None]
    return all(f.kind in ADDABLE and f.numerator is not None and not f.weighted for f in shown)
