"""Community safety partnerships as the Home Office writes them, to the areas they are.

A partnership that is one authority has the authority's code; a joint one has its own, and
is never divided. Older tables list Rhondda Cynon Taf and Merthyr Tydfil apart, newer ones
Cwm Taf: each is what it says, and neither is made from the other.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from diogel.places import Scheme, area, areas, members, resolve

PLACED, OUTSIDE, UNPLACED = "placed", "outside", "unplaced"
_NOTE = re.compile(r"\[[^\]]*\]")
_UNASSIGNED = re.compile(r"\s*unassigned\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Partnership:
    """What a force and a partnership's name come to.

    `known` is False for a name that a Welsh force should not have: somebody should look.
    """

    area_code: str
    placement: str
    known: bool = True


def _key(text: str) -> str:
    """A name without capitals, marks, its article and "[note 1]"."""
    text = _NOTE.sub("", text)
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("&", " and ")).split()
    return " ".join(words[1:] if words[:1] == ["the"] else words)


@cache
def _joint() -> dict[str, str]:
    """The joint partnerships by name, those that ever were."""
    return {
        _key(name): one.code
        for one in areas(Scheme.CSP)
        if len(members(one.code)) > 1
        for name in (one.name.en, one.name.cy)
    }


@cache
def welsh_forces() -> frozenset[str]:
    """The names of the four forces, as keys."""
    return frozenset(_key(one.name.en) for one in areas(Scheme.POLICE))


def is_welsh_force(name: str) -> bool:
    """True for one of the four, with or without the word Police."""
    return _key(name).removesuffix(" police") in welsh_forces()


@cache
def partnership(name: str, force: str | None, day: date | None = None) -> Partnership:
    """The area of a partnership on a day.

    Parameters
    ----------
    name : str
        The partnership. "Unassigned ..." is what a force could not place, and stays so.
    force : str or None
        The force it is listed under; None when the table does not say. A force that is
        not Welsh, or is of no area (transport police, national fraud bodies), is outside.
    day : date or None
        A day of the period, for areas that came and went.
    """
    elsewhere = force is not None and not is_welsh_force(force)
    if elsewhere:
        return Partnership("", OUTSIDE)
    if _UNASSIGNED.match(name):
        welsh = force is not None or any(one in _key(name) for one in welsh_forces())
        return Partnership("", UNPLACED if welsh else OUTSIDE)
    if code := _joint().get(_key(name)):
        there = area(code).existed(day) if day else True
        return Partnership(code, PLACED) if there else Partnership("", UNPLACED, known=False)
    code = resolve(_NOTE.sub("", name).strip(), as_at=day).code or ""
    if code:
        return Partnership(code, PLACED)
    return Partnership("", OUTSIDE) if force is None else Partnership("", UNPLACED, known=False)
