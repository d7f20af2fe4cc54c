"""Which source knows each member of a delivery, and what is said when none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module

from diogel.core import Bilingual, Place, Problem, Refused, Severity
from diogel.files import Offered
from diogel.sources.framework import Recognised, Source

# A new source is one module with a `SOURCE` in it, and its name here.
MODULES: tuple[str, ...] = (
    "police_uk_street",
    "police_uk_outcomes",
    "police_uk_stop_search",
    "home_office_prc",
    "ons_population",
    "area_lookups",
    "wimd",
    "stats19",
    "standard_observations",
    "partner_templates",
    "partner_tables",
)

CERTAIN, SETTLED = 0.5, 0.9
"""Below the first a claim is a guess that a person must confirm; from the second on nearly
every heading is as the supplier writes it, and no other source could be as sure."""
_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Recognition:
    """Who takes what. `problems` tells of members that nobody knows (to look at)."""

    recognised: tuple[Recognised, ...]
    problems: tuple[Problem, ...] = ()


@cache
def all_sources() -> tuple[Source, ...]:
    """Every source, in the order in which they are listed."""
    return tuple(import_module(f"diogel.sources.{name}").SOURCE for name in MODULES)


def source(code: str) -> Source:
    """The source of a code; KeyError when there is none."""
    return {one.code: one for one in all_sources()}[code]


def recognise(offered: Sequence[Offered], sources: Sequence[Source] | None = None) -> Recognition:
    """Each member with the source that is surest of it.

    Raises
    ------
    Refused
        No source knows any of them: says the headings that were seen, the sources that
        are known, and the nearest one.
    """
    known = all_sources() if sources is None else sources
    claims = sorted(_claims(offered, known), key=lambda claim: -claim.sure)
    given: set[Offered] = set()
    taken = []
    for claim in claims:
        if members := tuple(member for member in claim.members if member not in given):
            given.update(members)
            taken.append(replace(claim, members=members))
    strangers = [member for member in offered if member not in given]
    if not taken:
        raise Refused([_unknown(member, known, Severity.STOP) for member in strangers])
    return Recognition(
        tuple(taken), tuple(_unknown(member, known, Severity.LOOK) for member in strangers)
    )


def _claims(offered: Sequence[Offered], known: Sequence[Source]) -> list[Recognised]:
    """What each source makes of the members that no source before it knows for certain.

    Each look costs: an archive of three years has thousands of files. A source without
    headings of its own reads whole files to guess at them, so it comes last.
    """
    claims: list[Recognised] = []
    for one in sorted(known, key=lambda one: not one.headings):
        enough = SETTLED if one.headings else CERTAIN
        settled = {m for claim in claims if claim.sure >= enough for m in claim.members}
        rest = [member for member in offered if member not in settled]
        if rest and (claim := one.recognise(rest)):
            claims.append(claim)
    return claims


def _unknown(member: Offered, known: Sequence[Source], severity: Severity) -> Problem:
    seen = headings_of(member)
    nearest = nearest_source(seen, known)
    return Problem(
        "source.unknown",
        Place(member.name),
        found=" | ".join(seen[:_SHOWN]) or "–",
        expected=nearest.title if nearest else "",
        severity=severity,
        slots={"known": _titles(known)},
    )


def _titles(known: Sequence[Source]) -> Bilingual:
    return Bilingual(
        "; ".join(one.title.en for one in known), "; ".join(one.title.cy for one in known)
    )


def headings_of(member: Offered) -> tuple[str, ...]:
    """The cells of the row that looks most like headings, for saying what was seen."""
    rows: Sequence[tuple[str, ...]] = member.head
    if member.kind == "workbook":
        try:
            rows = member.sheets()[0].rows[:40]
        except Refused:
            return ()
    filled = [tuple(cell.strip() for cell in row if cell.strip()) for row in rows]
    return max(filled, key=len, default=())


def nearest_source(seen: Sequence[str], known: Sequence[Source]) -> Source | None:
    """The source that shares most headings, a third of its own at least; else None."""
    words = {heading.casefold() for heading in seen}
    shares = [
        (sum(h.casefold() in words for h in one.headings) / len(one.headings), one)
        for one in known
        if one.headings
    ]
    share, best = max(shares, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= 1 / 3 else None
