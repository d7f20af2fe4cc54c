"""The area that a label of a partner's table means: any level, a total, or none of Wales."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from diogel.core import Bilingual
from diogel.places import Area, How, Scheme, area, areas, fold, resolve
from diogel.sources.messy.labels import read_label

LSOA = "lsoa"
# From the smallest: the finest that a table has is its own, the others are totals of it.
ORDER = (
    LSOA,
    *(
        scheme.value
        for scheme in (
            Scheme.LOCAL_AUTHORITY,
            Scheme.CSP,
            Scheme.HEALTH,
            Scheme.POLICE,
            Scheme.FIRE,
            Scheme.COUNTRY,
        )
    ),
)
_NAMED = (Scheme.COUNTRY, Scheme.HEALTH, Scheme.POLICE, Scheme.FIRE)
_SHORTEST, _LONGEST = 2, 120  # characters of a label that may be an area
_LETTER = re.compile(r"[^\W\d_]")
_LSOA_CODE = re.compile(r"W01\d{6}", re.IGNORECASE)
_GSS = re.compile(r"[A-Z]\d{8}", re.IGNORECASE)
_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?|cyfansymiau|cyfanswm|(?:total|cyfanswm) (?:for )?(?:wales|cymru)"
    r"|(?:wales|cymru) (?:total|average)|all (?:areas|authorities|local authorities)"
    r"|pob (?:ardal|awdurdod)|sum|all",
    re.IGNORECASE,
)
_UNPLACED = re.compile(
    r"(?:not )?(?:known|recorded|stated|assigned|allocated)|unknown|unassigned|unallocated"
    r"|other|blank|missing|out of (?:area|county)|anhysbys|arall|heb ei (?:nodi|ddyrannu|gofnodi)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(
    r"england|lloegr|england (?:and|&) wales|cymru a lloegr|lloegr a chymru|scotland|yr alban"
    r"|northern ireland|gogledd iwerddon|(?:the )?uk|united kingdom|y deyrnas unedig|great britain"
    r"|prydain fawr|english regions?",
    re.IGNORECASE,
)
_HEALTH_ENDINGS = (
    *("University Health Board", "Teaching Health Board", "Local Health Board", "Health Board"),
    *("UHB", "THB", "LHB", "HB", "University LHB", "Teaching LHB"),
)
# Words of a heading that tell which division its areas are of.
_HINTS: tuple[tuple[Scheme, re.Pattern[str]], ...] = (
    (Scheme.HEALTH, re.compile(r"health|iechyd|\blhb\b|\buhb\b", re.IGNORECASE)),
    (Scheme.POLICE, re.compile(r"police|force|heddlu|\bpfa\b", re.IGNORECASE)),
    (Scheme.FIRE, re.compile(r"\bfire\b|\btân\b|\bfra\b", re.IGNORECASE)),
)


class AreaKind(StrEnum):
    """What a label of the area column is.

    AREA: a place of Wales with a code. TOTAL: a sum of the others without a code. OUTSIDE: a
    place that is not in Wales, or more than Wales. UNPLACED: known not to be placed.
    """

    AREA = "area"
    TOTAL = "total"
    OUTSIDE = "outside"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class ReadArea:
    """What a label was found to mean.

    Attributes
    ----------
    code, scheme : str
        Of an AREA: its GSS code, and the division ("local-authority", "lsoa", ...).
    how : How
        EXACT, ALIAS, REPAIRED or RETIRED.
    marks : tuple of str
        Footnote marks behind the name.
    """

    text: str
    kind: AreaKind
    code: str = ""
    scheme: str = ""
    how: How = How.EXACT
    marks: tuple[str, ...] = ()


def division_named(heading: str) -> Scheme | None:
    """The division that the words of a heading name; None when they name none."""
    return next((scheme for scheme, shape in _HINTS if shape.search(heading)), None)


def read_area(text: str, division: Scheme | None = None) -> ReadArea | None:
    """The area of a label; None when it is no area that we know for certain.

    Parameters
    ----------
    division : Scheme or None
        Read a name that two divisions share ("Powys", "North Wales") as this one's.
    """
    if len(text) < _SHORTEST or not _LETTER.search(text):
        return None
    return _read_area(text, division)


@lru_cache(maxsize=20_000)
def _read_area(text: str, division: Scheme | None) -> ReadArea | None:
    label = read_label(text)
    if not label.text or len(label.text) > _LONGEST:
        return None
    for words in dict.fromkeys((label.text, _without_digit(label.text))):
        found = _code(text, words) or _name(text, words, division) or _word(text, words)
        if found:
            marks = label.marks if words == label.text else (*label.marks, label.text[-1])
            return ReadArea(found.text, found.kind, found.code, found.scheme, found.how, marks)
    return None


def near(text: str) -> tuple[Area, ...]:
    """The authorities with the nearest names, best first."""
    return resolve(read_label(text).text).suggestions


def area_name(code: str) -> Bilingual:
    """The name of a code; the code itself where it has none (an LSOA)."""
    try:
        return area(code).name
    except KeyError:
        return Bilingual.same(code)


def _without_digit(words: str) -> str:
    """A name without the footnote number that lost its raised place: Cardiff1."""
    return words[:-1].rstrip() if len(words) > 3 and words[-1].isdigit() else words


def _code(text: str, words: str) -> ReadArea | None:
    if not _GSS.fullmatch(words):
        return None
    code = words.upper()
    if _LSOA_CODE.fullmatch(words):
        return ReadArea(text, AreaKind.AREA, code, LSOA)
    found = resolve(code)
    if found.code:
        return ReadArea(text, AreaKind.AREA, found.code, Scheme.LOCAL_AUTHORITY.value, found.how)
    try:
        known = area(code)
    except KeyError:
        return ReadArea(text, AreaKind.OUTSIDE) if code[0] in "ESNK" else None
    return ReadArea(text, AreaKind.AREA, known.code, known.scheme.value)


def _name(text: str, words: str, division: Scheme | None) -> ReadArea | None:
    named = _names().get(fold(words), {})
    if division is not None and division in named:
        return ReadArea(text, AreaKind.AREA, named[division], division.value)
    found = resolve(words)
    if found.code and (division is None or division not in _NAMED or not named):
        return ReadArea(text, AreaKind.AREA, found.code, Scheme.LOCAL_AUTHORITY.value, found.how)
    if len(named) == 1:
        scheme, code = next(iter(named.items()))
        return ReadArea(text, AreaKind.AREA, code, scheme.value)
    return None


def _word(text: str, words: str) -> ReadArea | None:
    plain = " ".join(words.split()).strip(" :")
    for shape, kind in (
        (_TOTAL, AreaKind.TOTAL),
        (_OUTSIDE, AreaKind.OUTSIDE),
        (_UNPLACED, AreaKind.UNPLACED),
    ):
        if shape.fullmatch(plain):
            return ReadArea(text, kind)
    return None


@cache
def _names() -> Mapping[str, Mapping[Scheme, str]]:
    """The areas above authorities by folded name of place and of body, of each division."""
    found: dict[str, dict[Scheme, str]] = defaultdict(dict)
    for scheme in _NAMED:
        for one in areas(scheme):
            for name in _spellings(one):
                found[fold(name)].setdefault(scheme, one.code)
    return dict(found)


def _spellings(one: Area) -> Iterable[str]:
    for text in (one.name, one.organisation):
        for name in (text.en, text.cy):
            if name:
                yield name
    english = one.name.en
    if one.scheme is Scheme.HEALTH:
        for ending in _HEALTH_ENDINGS:
            yield f"{english} {ending}"
    elif one.scheme is Scheme.POLICE:
        yield from (f"{english} Constabulary", f"{english} Police Force Area")
    elif one.scheme is Scheme.FIRE:
        yield from (f"{english} Fire and Rescue Authority", f"{english} FRS", f"{english} Fire")


def finest(schemes: Iterable[str]) -> str:
    """The smallest division of some; empty for none."""
    present = set(schemes)
    return next((scheme for scheme in ORDER if scheme in present), "")
