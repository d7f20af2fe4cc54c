"""From what stands in a file to a local authority's code, saying how it was recognised."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from diogel.core import Bilingual
from diogel.places.areas import Area, Scheme, area, areas, read_data
from diogel.places.forms import welsh_forms
from diogel.places.spelling import fold, tidy, undo_double_encoding

GSS_CODE = re.compile(r"[A-Za-z][0-9]{8}")
NEAR_ENOUGH = 0.6
MOST_SUGGESTIONS = 3
NOTHING = Bilingual("", "")


class How(StrEnum):
    """How a text was recognised, or why not.

    EXACT: the code, name or council name as it is written. ALIAS: another known name or
    abbreviation. REPAIRED: after undoing damaged letters, missing accents, capitals or
    hyphens. RETIRED: a code no longer used. ELSEWHERE: a code of something else, `place`
    says what. AMBIGUOUS: it could be any of the suggestions. UNKNOWN: none of these.
    """

    EXACT = "exact"
    ALIAS = "alias"
    REPAIRED = "repaired"
    RETIRED = "retired"
    ELSEWHERE = "elsewhere"
    AMBIGUOUS = "ambiguous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text was found to mean.

    Attributes
    ----------
    text : str
        As it was given.
    code : str or None
        The local authority, None when it is not one for certain.
    how : How
    place : Bilingual
        The authority's name; for ELSEWHERE what the code is of; both empty otherwise.
    suggestions : tuple of Area
        The nearest authorities, best first, when `code` is None.
    """

    text: str
    code: str | None
    how: How
    place: Bilingual = NOTHING
    suggestions: tuple[Area, ...] = ()


@dataclass(frozen=True)
class _Names:
    """Every way to write each authority, by the text as it is written and by its fold."""

    official: dict[str, set[str]]
    aliases: dict[str, set[str]]
    folded: dict[str, set[str]]


@cache
def _names() -> _Names:
    official: dict[str, set[str]] = defaultdict(set)
    aliases: dict[str, set[str]] = defaultdict(set)
    folded: dict[str, set[str]] = defaultdict(set)
    for authority in areas(Scheme.LOCAL_AUTHORITY):
        for texts in (authority.name, authority.organisation):
            official[texts.en].add(authority.code)
            official[texts.cy].add(authority.code)
        for name in (welsh_forms(authority.code).inside, welsh_forms(authority.code).soft):
            aliases[name].add(authority.code)
    for row in read_data("aliases.csv"):
        aliases[tidy(row["alias"])].add(row["code"])
    for table in (official, aliases):
        for name, codes in table.items():
            folded[fold(name)] |= codes
    return _Names(dict(official), dict(aliases), dict(folded))


@cache
def _retired() -> dict[str, str]:
    return {row["old"]: row["new"] for row in read_data("retired_codes.csv")}


@cache
def _prefixes() -> dict[str, Bilingual]:
    return {
        row["prefix"]: Bilingual(row["en"], row["cy"]) for row in read_data("code_prefixes.csv")
    }


def _found(text: str, code: str, how: How) -> Resolution:
    return Resolution(text, code, how, area(code).name)


def _resolve_code(text: str, code: str) -> Resolution:
    """A code is never guessed: it is an authority's, was one, or is of something else."""
    if code in _retired():
        return _found(text, _retired()[code], How.RETIRED)
    try:
        known = area(code)
    except KeyError:
        prefix = next((p for p in (code[:3], code[0]) if p in _prefixes()), "")
        what = _prefixes().get(prefix, NOTHING)
        return Resolution(text, None, How.ELSEWHERE if prefix else How.UNKNOWN, what)
    if known.scheme is Scheme.LOCAL_AUTHORITY:
        return _found(text, code, How.EXACT)
    return Resolution(
        text, None, How.ELSEWHERE, known.organisation if known.organisation.en else known.name
    )


def _nearest(text: str) -> tuple[Area, ...]:
    near = difflib.get_close_matches(fold(text), list(_names().folded), n=8, cutoff=NEAR_ENOUGH)
    codes = [code for name in near for code in sorted(_names().folded[name])]
    return tuple(area(code) for code in list(dict.fromkeys(codes))[:MOST_SUGGESTIONS])


def _matched(text: str, codes: set[str], how: How) -> Resolution:
    if len(codes) == 1:
        return _found(text, next(iter(codes)), how)
    return Resolution(
        text, None, How.AMBIGUOUS, suggestions=tuple(area(code) for code in sorted(codes))
    )


def resolve(text: str, *, as_at: date | None = None) -> Resolution:
    """The local authority that a text means, by code, by name in either language, or repaired.

    An authority that did not exist on the day `as_at` is not found.
    """
    found = _resolve(text)
    if found.code is not None and as_at is not None and not area(found.code).existed(as_at):
        return Resolution(text, None, How.UNKNOWN, suggestions=(area(found.code),))
    return found


def _resolve(text: str) -> Resolution:
    written = tidy(text)
    if GSS_CODE.fullmatch(written):
        return _resolve_code(text, written.upper())
    names = _names()
    for table, how in ((names.official, How.EXACT), (names.aliases, How.ALIAS)):
        if written in table:
            return _matched(text, table[written], how)
    for candidate in (undo_double_encoding(text), text):
        folded = fold(tidy(candidate))
        if folded in names.folded:
            return _matched(text, names.folded[folded], How.REPAIRED)
    return Resolution(text, None, How.UNKNOWN, suggestions=_nearest(undo_double_encoding(text)))
