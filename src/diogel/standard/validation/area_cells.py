"""Cells that hold an area's code: names, damaged letters, old codes, totals and other levels."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from diogel.core import Bilingual
from diogel.places import Area, How, Scheme, area, areas, resolve
from diogel.places.spelling import undo_double_encoding
from diogel.standard.validation.did_you_mean import folded, plain
from diogel.standard.validation.faults import Fault, Judged
from diogel.standard.validation.total_words import is_total

# From small to large; a number of one level may be added up to a later one.
LEVELS = ("lsoa", "local-authority", "csp", "police", "health-board", "region", "country")
_LEVEL_OF_SCHEME = {
    Scheme.LOCAL_AUTHORITY: "local-authority",
    Scheme.CSP: "csp",
    Scheme.POLICE: "police",
    Scheme.HEALTH: "health-board",
    Scheme.COUNTRY: "country",
}
_GSS = re.compile(r"[A-Za-z]\d{8}")
_NEARLY_GSS = re.compile(r"[A-Za-z][\dOoIl\s]{6,10}")
# Codes of kinds that the register of Wales has whole: another of them is a mistake.
_OF_WALES = re.compile(r"W(?:06|11|14|15|25|92)\d|(?:csp|sb|rpb|psb)-|(?![EW]\d\d)")
_LSOA = re.compile(r"W01\d{6}")
# Entity codes of the ONS register that are smaller than a local authority.
_SMALLER = ("W00", "W01", "W02", "W03", "W04", "W05", "W36", "W37", "W39", "W40", "W41", "W42")


def level(code: str) -> str:
    """The level of a code of Wales; empty when the code has none here."""
    if _LSOA.fullmatch(code):
        return "lsoa"
    if code.startswith("W14"):
        return "csp"
    try:
        return _LEVEL_OF_SCHEME.get(area(code).scheme, "region")
    except KeyError:
        return ""


@cache
def _other_names() -> dict[str, tuple[Area, ...]]:
    """Areas with a GSS code that are not authorities, by the fold of their names."""
    found = defaultdict[str, list[Area]](list)
    for scheme in Scheme:
        if scheme is Scheme.LOCAL_AUTHORITY:
            continue
        for place in areas(scheme):
            if _GSS.fullmatch(place.code):
                for texts in (place.name, place.organisation):
                    for name in {folded(texts.en), folded(texts.cy)} - {""}:
                        found[name].append(place)
    return {name: tuple(places) for name, places in found.items()}


@cache
def _known() -> frozenset[str]:
    return frozenset(place.code for scheme in Scheme for place in areas(scheme))


def names_a_place(text: str) -> bool:
    """True for the name of an area of Wales, however it is written."""
    return bool(resolve(text).code) or folded(text) in _other_names()


def scheme_of(code: str) -> str:
    """The kind of area that a code is of: "local-authority"; empty for none of Wales."""
    try:
        return area(code).scheme.value
    except KeyError:
        return ""


def judge_area(column: str, pattern: str) -> Callable[[str], Judged]:
    """How a text in a column of area codes is judged; `pattern` says which kinds may stand."""
    allowed = re.compile(pattern or ".+")

    def judge(text: str) -> Judged:
        if allowed.fullmatch(text) and (text in _known() or not _OF_WALES.match(text)):
            return Judged(text)
        if text in _known():
            return Judged(None, Fault(column, "data.area-kind", text))
        if is_total(text):
            return Judged(None, Fault(column, "data.total-row", text))
        if _GSS.fullmatch(plain(text)):
            return _judge_code(column, text, plain(text).upper())
        return _judge_name(column, text)

    return judge


def _judge_code(column: str, text: str, code: str) -> Judged:
    """A code that is not one of the areas of Wales as it stands."""
    if code in _known():
        return Judged(code, Fault(column, "data.code-form", text, code))
    found = resolve(code)
    if found.how is How.RETIRED and found.code:
        return Judged(found.code, Fault(column, "data.area-retired", text, found.code))
    if code.startswith(_SMALLER):
        return Judged(None, Fault(column, "data.area-level", text, _level_name("local-authority")))
    if found.how is How.ELSEWHERE and not _OF_WALES.match(code):
        return Judged(None, Fault(column, "data.area-elsewhere", text, found.place))
    return Judged(None, Fault(column, "data.area-unknown", text, _nearest_code(code)))


def _judge_name(column: str, text: str) -> Judged:
    """A name where a code should stand, or neither."""
    damaged = undo_double_encoding(text) != text
    found = resolve(text)
    if found.code:
        code = "data.area-damaged" if damaged else "data.area-name"
        return Judged(found.code, Fault(column, code, text, found.code))
    others = _other_names().get(folded(undo_double_encoding(text)), ())
    if others:
        codes = " / ".join(dict.fromkeys(place.code for place in others))
        only = others[0].code if len({place.code for place in others}) == 1 else None
        return Judged(only, Fault(column, "data.area-name", text, codes))
    if _NEARLY_GSS.fullmatch(text):
        return Judged(None, Fault(column, "data.area-unknown", text, _nearest_code(text)))
    near = next(iter(found.suggestions), None)
    meant = (
        Bilingual(*(f"{near.code} ({name})" for name in (near.name.en, near.name.cy)))
        if near
        else ""
    )
    return Judged(None, Fault(column, "data.area-unknown", text, meant))


def _nearest_code(text: str) -> str:
    """The one code that differs by a letter that is too few, too many or mistaken."""
    tidy = "".join(text.upper().split())
    tidy = tidy[:1] + tidy[1:].replace("O", "0").replace("I", "1").replace("L", "1")
    if tidy in _known():
        return tidy
    near = [code for code in sorted(_known()) if _one_apart(tidy, code)]
    return near[0] if len(near) == 1 else ""


def _one_apart(text: str, code: str) -> bool:
    """True when one letter more, less or other makes the one into the other."""
    if len(text) == len(code):
        return sum(a != b for a, b in zip(text, code, strict=True)) == 1
    longer, shorter = (text, code) if len(text) > len(code) else (code, text)
    if len(longer) - len(shorter) != 1:
        return False
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))


def _level_name(name: str) -> Bilingual:
    from diogel.language import both

    return both(f"checks.level-{name}")


def judge_level(column: str, code: str, lowest: str) -> Fault | None:
    """The fault of an area that is smaller than the level a measure is published at."""
    here = level(code)
    if not here or here not in LEVELS or lowest not in LEVELS:
        return None
    if LEVELS.index(here) >= LEVELS.index(lowest):
        return None
    return Fault(column, "data.area-level", code, _level_name(lowest))
