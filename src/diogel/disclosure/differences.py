"""Who a base leaves out: a base that differs from another by a few tells of those few.

"A mean of 14" beside "15 answered" tells that one left the question out, or who was led past
it; two sums over bases that differ by one tell what that one gave. The bases are compared as
the responses that they are of, inside this room only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product

from diogel.core import Figure, Tabulation
from diogel.disclosure.policy import Policy
from diogel.disclosure.primary import SUMMED


@dataclass(frozen=True, slots=True)
class Pair:
    """Two figures that may not both be shown: the later gives way. `rule` says why."""

    first: str
    later: str
    rule: str


def everybody(tabulation: Tabulation) -> int:
    """How many responses there are, as far as any figure tells. [responses]"""
    return max((len(f.responses) for f in tabulation.figures.values()), default=0)


def base_rule(figure: Figure, total: int, policy: Policy) -> str:
    """`base-difference` when a base is of fewer than the limit, or leaves out fewer.

    Only for figures whose responses are known: `total` is how many responses there are.
    """
    size, limit = len(figure.responses), policy.rules(figure).small_count
    if figure.value is None or not size:
        return ""
    return "base-difference" if 0 < size < limit or 0 < total - size < limit else ""


def pairs(tabulation: Tabulation, policy: Policy) -> tuple[Pair, ...]:
    """Every two figures whose bases differ by too few for both to be shown, in order."""
    known = [f for f in tabulation.figures.values() if f.responses and f.value is not None]
    found = {**_nested(known, policy), **_summed(known, policy)}
    place = {name: at for at, name in enumerate(tabulation.figures)}
    return tuple(
        Pair(min(names, key=place.__getitem__), max(names, key=place.__getitem__), rule)
        for names, rule in sorted(found.items(), key=lambda item: [place[n] for n in item[0]])
    )


def questions(figure: Figure) -> frozenset[str]:
    """The questions that a figure was counted from."""
    return frozenset(name for name in figure.source.split("+") if name)


def _nested(known: list[Figure], policy: Policy) -> dict[tuple[str, str], str]:
    """Figures of one question, the base of one inside the other's and nearly all of it."""
    found: dict[tuple[str, str], str] = {}
    for bases in _by_question(known).values():
        for (one, its), (other, theirs) in _near(bases, policy.opinions.small_count):
            for first, second in product(its, theirs) if one < other else ():
                limit = max(policy.rules(f).small_count for f in (first, second))
                if _linked(first, second) and len(other) - len(one) < limit:
                    found[first.id, second.id] = "base-difference"
    return found


def _linked(one: Figure, other: Figure) -> bool:
    """Whether the questions of one are all among those of the other."""
    return questions(one) <= questions(other) or questions(other) <= questions(one)


_Bases = dict[frozenset[str], list[Figure]]
_Group = tuple[frozenset[str], list[Figure]]


def _by_question(known: list[Figure]) -> Mapping[str, _Bases]:
    """The figures of each question, by who their base is."""
    found: dict[str, _Bases] = {}
    for figure in known:
        for name in questions(figure):
            found.setdefault(name, {}).setdefault(figure.responses, []).append(figure)
    return found


def _near(bases: _Bases, limit: int) -> Iterator[tuple[_Group, _Group]]:
    """Bases whose sizes differ by less than a limit, the smaller first."""
    ordered = sorted(bases.items(), key=lambda item: len(item[0]))
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if len(other[0]) - len(one[0]) >= limit:
                break
            yield one, other


def _summed(known: list[Figure], policy: Policy) -> dict[tuple[str, str], str]:
    """Sums, means and medians of one question whose bases differ by too few contributors."""
    summed = [figure for figure in known if figure.kind in SUMMED]
    found = {}
    for first, later in combinations(summed, 2):
        limit = max(policy.rules(figure).contributors for figure in (first, later))
        apart = len(first.responses ^ later.responses)
        if questions(first) & questions(later) and 0 < apart < limit:
            found[first.id, later.id] = "sum-difference"
    return found
