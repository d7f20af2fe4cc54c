"""What an assessment is of: an authority, a force, a partnership, North Wales, any set."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache

from diogel.core import Bilingual, Place, Problem, Refused
from diogel.language import list_and
from diogel.places import (
    Area,
    Scheme,
    and_forms,
    area,
    areas,
    every_area,
    fold,
    forces,
    members,
    memberships,
    resolve,
    welsh_forms,
)

WALES = "W92000004"
_MOST_IN_ID = 4
# A name that several divisions use means the first of these: who asks for "Gwent" or "North
# Wales" means the place, and all of those have the same authorities.
_ORDER = (
    Scheme.COUNTRY,
    Scheme.LOCAL_AUTHORITY,
    Scheme.CSP_OPERATING,
    Scheme.CSP,
    Scheme.POLICE,
    Scheme.FIRE,
    Scheme.SAFEGUARDING,
    Scheme.PSB,
    Scheme.RPB,
    Scheme.HEALTH,
)


@dataclass(frozen=True, slots=True)
class AreaSet:
    """Authorities that are looked at together, each once.

    Attributes
    ----------
    id : str
        The code of the area that it is; for a set of one's own the codes joined by "-", or a
        name made of them when they are many.
    name : Bilingual
    authorities : tuple of str
        Codes in the order of the register, none twice.
    """

    id: str
    name: Bilingual
    authorities: tuple[str, ...]

    @property
    def forces(self) -> tuple[str, ...]:
        """The codes of the police force areas that it lies in, in order."""
        found = {force_of(code) for code in self.authorities}
        return tuple(sorted(code for code in found if code))


@cache
def force_of(authority: str) -> str:
    """The code of the police force area of an authority; empty when it is not known."""
    found = memberships(authority).get(Scheme.POLICE)
    return found.code if found else ""


def area_set(code: str) -> AreaSet:
    """The set that the area of a code is; KeyError when there is none."""
    found = area(code)
    return AreaSet(found.code, found.name, authorities_of(found))


def every_authority() -> tuple[AreaSet, ...]:
    """The 22 authorities, each a set of its own."""
    return tuple(area_set(one.code) for one in areas(Scheme.LOCAL_AUTHORITY))


def authorities_of(one: Area) -> tuple[str, ...]:
    """The codes of an area's authorities, in the order of the register."""
    if one.scheme is Scheme.LOCAL_AUTHORITY:
        return (one.code,)
    if one.scheme is Scheme.COUNTRY:
        return tuple(each.code for each in areas(Scheme.LOCAL_AUTHORITY))
    return _ordered(each.code for each in members(one.code))


def read_area_set(texts: str | Sequence[str]) -> AreaSet:
    """The set that one or several codes or names mean, in either language.

    Several together are one set; an authority that two of them hold counts once. A set that
    has just the authorities of a known area is that area.

    Raises
    ------
    Refused
        With every text that means no area, and the nearest names.
    """
    wanted = [texts] if isinstance(texts, str) else list(texts)
    found: list[AreaSet] = []
    problems: list[Problem] = []
    for text in wanted:
        try:
            found.append(_one(text))
        except Refused as refused:
            problems += refused.problems
    if problems or not found:
        raise Refused(problems or [Problem("indicators.no-area")])
    return found[0] if len(found) == 1 else joined(found)


def joined(sets: Sequence[AreaSet]) -> AreaSet:
    """Several sets as one, without counting anybody twice."""
    codes = _ordered(code for one in sets for code in one.authorities)
    for scheme in _ORDER:
        for known in areas(scheme):
            if authorities_of(known) == codes:
                return AreaSet(known.code, known.name, codes)
    return AreaSet(_own_id(codes), names_of(codes), codes)


_OWN_ID = re.compile(r"(?i)W06\d{6}(-W06\d{6})+")


def _own_id(codes: Sequence[str]) -> str:
    """An id for a set that has no code: short enough for a folder's name, always the same."""
    if len(codes) <= _MOST_IN_ID:
        return "-".join(codes)
    return f"set-{hashlib.sha256(' '.join(codes).encode()).hexdigest()[:10]}"


def names_of(codes: Sequence[str]) -> Bilingual:
    """The names of areas in a row, with the right "and" in both languages."""
    names = [area(code).name for code in codes]
    forms = _and_forms(tuple(codes))
    en = list_and([n.en for n in names], "en", forms=forms.en)
    cy = list_and([n.cy for n in names], "cy", forms=forms.cy)
    return Bilingual(en, cy)


@dataclass(frozen=True, slots=True)
class _Forms:
    """Names with their "and", by name."""

    en: dict[str, str]
    cy: dict[str, str]


@cache
def _and_forms(codes: tuple[str, ...]) -> _Forms:
    """The reviewed forms of those areas that have any: of larger areas not all do."""
    known = []
    for code in codes:
        with suppress(KeyError):
            welsh_forms(code)
            known.append(code)
    return _Forms(and_forms(known, "en"), and_forms(known, "cy"))


def _ordered(codes: Iterable[str]) -> tuple[str, ...]:
    """Codes without repeats, in the order of the register of authorities."""
    wanted = set(codes)
    return tuple(one.code for one in areas(Scheme.LOCAL_AUTHORITY) if one.code in wanted)


def _one(text: str) -> AreaSet:
    """The set of one text: an authority by any of its spellings, a larger area by name, or
    several of either with "+" between them; a set's own id too.
    """
    written = text.strip()
    parts = written.split("-") if _OWN_ID.fullmatch(written) else written.split("+")
    if len(parts) > 1:
        return read_area_set(parts)
    known = {one.code.casefold(): one for one in every_area() if one.existed(None)}
    if written.casefold() in known:
        return area_set(known[written.casefold()].code)
    slugs = {each.slug: each.code for each in forces(welsh=True)}
    named = _by_name().get(fold(written), {})
    found = resolve(written)
    if found.code is not None:
        return area_set(found.code)
    if named:
        return area_set(next(named[scheme] for scheme in _ORDER if scheme in named))
    if written.casefold() in slugs:
        return area_set(slugs[written.casefold()])
    near = ", ".join(f"{one.name.en} / {one.name.cy}" for one in found.suggestions)
    raise Refused([Problem("indicators.unknown-area", Place(), found=written, expected=near)])


@cache
def _by_name() -> dict[str, dict[Scheme, str]]:
    """The larger areas by folded name of the place or the body, in either language."""
    found: dict[str, dict[Scheme, str]] = {}
    for one in every_area():
        if one.scheme is Scheme.LOCAL_AUTHORITY or not one.existed(None):
            continue
        for name in (one.name.en, one.name.cy, one.organisation.en, one.organisation.cy):
            if name:
                found.setdefault(fold(name), {}).setdefault(one.scheme, one.code)
    return found
