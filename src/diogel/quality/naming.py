"""Forces and areas by the names that a person reads."""

from __future__ import annotations

from functools import cache

from diogel.core import Bilingual
from diogel.places import TRANSPORT_POLICE, Scheme, area, force, forces, memberships
from diogel.standard import crosswalk

WALES = "W92000004"


def welsh_forces() -> tuple[str, ...]:
    """The slugs of the forces of Wales."""
    return tuple(each.slug for each in forces(welsh=True))


def force_code(slug: str) -> str:
    """The GSS code of a Welsh force; empty for any other."""
    found = force(slug)
    return found.code if found else ""


@cache
def force_of(authority: str) -> str:
    """The slug of the force that an authority lies in; empty when it is not known."""
    try:
        found = memberships(authority).get(Scheme.POLICE)
    except KeyError:
        return ""
    slugs = {each.code: each.slug for each in forces(welsh=True)}
    return slugs.get(found.code, "") if found else ""


def force_name(slug: str) -> Bilingual:
    """The name of a force; of one that nobody knows, its slug in capitals."""
    if slug == TRANSPORT_POLICE:
        return Bilingual("British Transport Police", "Heddlu Trafnidiaeth Prydain")
    found = force(slug)
    if found is None:
        return Bilingual.same(slug.replace("-", " ").title())
    return area(found.code).organisation if found.code else Bilingual.same(found.reported_as)


def type_name(label: str) -> Bilingual:
    """The name of a police type; the label of one that nobody knows."""
    found = crosswalk().police_type(label)
    return found.name if found else Bilingual.same(label)


def area_name(code: str) -> Bilingual:
    """The name of an area; its code, when it is none of ours."""
    try:
        return area(code).name
    except KeyError:
        return Bilingual.same(code)
