"""Which local authority belongs to which larger area, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from diogel.places.areas import Area, Scheme, area, in_force, read_data, read_day


@dataclass(frozen=True, slots=True)
class Membership:
    """One authority's belonging to one larger area.

    `valid_from` is None when nobody could tell when it began; `valid_to` is None while it
    lasts.
    """

    member: str
    group: str
    valid_from: date | None
    valid_to: date | None
    source: str


@cache
def every_membership() -> tuple[Membership, ...]:
    """All memberships ever recorded, with their dates and sources."""
    return tuple(
        Membership(
            member=row["member"],
            group=row["group"],
            valid_from=read_day(row["valid_from"]),
            valid_to=read_day(row["valid_to"]),
            source=row["source"],
        )
        for row in read_data("memberships.csv")
    )


def _on(as_at: date | None) -> list[Membership]:
    return [m for m in every_membership() if in_force(m.valid_from, m.valid_to, as_at)]


def members(code: str, *, as_at: date | None = None) -> tuple[Area, ...]:
    """The local authorities of a larger area on a day; with no day, those of today.

    Empty for an area that did not exist then; KeyError for a code that never did.
    """
    wanted = area(code).code
    return tuple(area(m.member) for m in _on(as_at) if m.group == wanted)


def memberships(code: str, *, as_at: date | None = None) -> dict[Scheme, Area]:
    """The larger areas that a local authority belongs to on a day, one for each division.

    A division is absent when the authority's place in it on that day is not recorded.
    """
    wanted = area(code).code
    groups = (area(m.group) for m in _on(as_at) if m.member == wanted)
    return {group.scheme: group for group in groups}


def covered(
    codes: tuple[str, ...], scheme: Scheme | str, *, as_at: date | None = None
) -> tuple[Area, ...]:
    """The areas of a division in which at least one of these authorities lies."""
    found = {memberships(code, as_at=as_at).get(Scheme(scheme)) for code in codes}
    return tuple(sorted((a for a in found if a is not None), key=lambda a: a.code))
