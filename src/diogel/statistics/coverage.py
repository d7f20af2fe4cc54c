"""Counting over a relation (a response covers several areas) and against a list of units."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Generic, TypeVar

Unit = TypeVar("Unit", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Coverage(Generic[Unit]):
    """Which units of a list were reached.

    Attributes
    ----------
    reached, not_reached : tuple
        The units of the list, in its order.
    unlisted : tuple
        Units that were reached and are not on the list, in order of first mention: a fault
        in the data or in the list, never counted.
    """

    reached: tuple[Unit, ...]
    not_reached: tuple[Unit, ...]
    unlisted: tuple[Unit, ...]

    @property
    def count(self) -> int:
        """Units of the list that were reached."""
        return len(self.reached)

    @property
    def of(self) -> int:
        """Units on the list."""
        return len(self.reached) + len(self.not_reached)

    @property
    def share(self) -> Fraction | None:
        """Reached over all on the list, 0 to 1; None for an empty list."""
        return Fraction(self.count, self.of) if self.of else None


def coverage(reached: Iterable[Unit], frame: Collection[Unit]) -> Coverage[Unit]:
    """Compare the units that were reached, with any repeats, with the list of all units."""
    mentioned = dict.fromkeys(reached)
    listed = dict.fromkeys(frame)
    return Coverage(
        reached=tuple(unit for unit in listed if unit in mentioned),
        not_reached=tuple(unit for unit in listed if unit not in mentioned),
        unlisted=tuple(unit for unit in mentioned if unit not in listed),
    )


def distinct(relation: Mapping[Hashable, Iterable[Unit]]) -> tuple[Unit, ...]:
    """The different units of a relation, in order of first mention.

    `relation` gives for each response its units; 19 responses may attend 14 partnerships.
    """
    return tuple(dict.fromkeys(unit for units in relation.values() for unit in units))


def memberships(relation: Mapping[Hashable, Iterable[Unit]]) -> int:
    """Links in the relation, a unit named twice by one response counted once.

    Over the number of responses it is the mean memberships of a response.
    """
    return sum(len(set(units)) for units in relation.values())
