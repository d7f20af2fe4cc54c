"""Which response of one wave belongs to which of another: by keyed names of their units.

A unit is whoever answers as one: an authority, or several in a joint arrangement. It is the
same unit when just the same authorities answer together both times, once in each wave; any
other way of sharing an authority is told apart and never taken for a pair.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from diogel.surveys.answers import Answers
from diogel.surveys.waves.keys import LinkKey

Units = Mapping[str, frozenset[str]]
"""The keyed names of the authorities that each response speaks for, by response id."""


@dataclass(frozen=True, slots=True)
class Links:
    """How the responses of two waves belong together. All of them are response ids.

    Attributes
    ----------
    matched : tuple of (first, second)
        The same unit, once in each wave.
    left, joined : frozenset
        Units of the first wave only, and of the second only.
    regrouped_first, regrouped_second : frozenset
        Responses that share an authority with the other wave but not the whole unit, or a
        unit that answered more than once.
    unplaced_first, unplaced_second : frozenset
        Responses that do not say which authorities they speak for.
    joint : int
        How many of the matched units are joint arrangements. [units]
    """

    matched: tuple[tuple[str, str], ...]
    left: frozenset[str]
    joined: frozenset[str]
    regrouped_first: frozenset[str] = frozenset()
    regrouped_second: frozenset[str] = frozenset()
    unplaced_first: frozenset[str] = frozenset()
    unplaced_second: frozenset[str] = frozenset()
    joint: int = 0

    @property
    def loose(self) -> int:
        """How many responses are neither matched nor known to be of one wave only."""
        return sum(
            len(group)
            for group in (
                self.regrouped_first,
                self.regrouped_second,
                self.unplaced_first,
                self.unplaced_second,
            )
        )


def units_of(answers: Answers, key: LinkKey, scheme: str) -> Units:
    """The units of a wave's responses, withdrawn ones left out."""
    return {
        response.id: frozenset(key.unit(scheme, code) for code in response.areas)
        for response in answers.responses
        if not response.withdrawn
    }


def link(first: Units, second: Units) -> Links:
    """Link the responses of two waves."""
    matched, regrouped_1, regrouped_2 = list[tuple[str, str]](), set[str](), set[str]()
    left, joined = set[str](), set[str]()
    joint = 0
    for earlier, later in _together(first, second):
        if not later:
            left.update(earlier)
        elif not earlier:
            joined.update(later)
        elif len(earlier) == len(later) == 1 and first[earlier[0]] == second[later[0]]:
            matched.append((earlier[0], later[0]))
            joint += len(first[earlier[0]]) > 1
        else:
            regrouped_1.update(earlier)
            regrouped_2.update(later)
    return Links(
        matched=tuple(sorted(matched)),
        left=frozenset(left),
        joined=frozenset(joined),
        regrouped_first=frozenset(regrouped_1),
        regrouped_second=frozenset(regrouped_2),
        unplaced_first=frozenset(r for r, names in first.items() if not names),
        unplaced_second=frozenset(r for r, names in second.items() if not names),
        joint=joint,
    )


def _together(first: Units, second: Units) -> list[tuple[list[str], list[str]]]:
    """The responses that share authorities, directly or through others, wave by wave."""
    groups = list[_Group]()
    for wave, units in enumerate((first, second)):
        for response, names in units.items():
            if names:
                merged = _Group(set(names), ([], []))
                merged.responses[wave].append(response)
                for group in [g for g in groups if g.names & names]:
                    groups.remove(group)
                    merged.take(group)
                groups.append(merged)
    return [group.responses for group in groups]


@dataclass(slots=True)
class _Group:
    """Responses of both waves that share authorities."""

    names: set[str]
    responses: tuple[list[str], list[str]]

    def take(self, other: _Group) -> None:
        self.names |= other.names
        for own, theirs in zip(self.responses, other.responses, strict=True):
            own.extend(theirs)
