"""The rates of all authorities over one window, and what adds up to harm, as figures."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Base, Bilingual, Figure, Kind, Status, Unit
from diogel.indicators.area_sets import WALES, AreaSet, area_set
from diogel.indicators.basis import NOTHING
from diogel.indicators.figures import BASES, PUBLISHED, figure_of, noted, whole
from diogel.indicators.place_results import Harm
from diogel.indicators.results import Field, Level
from diogel.indicators.windows import period_said
from diogel.language import both
from diogel.places import area

MOST_OFFENCES = 10
_WHY = {True: "hidden", False: "no-rate-here"}


def field_figures(one: AreaSet, known: Field) -> Iterator[Figure]:
    """The rate of each other authority of Wales, under "field.<code>"; without one [x].

    The area's own is its "rate12".
    """
    for code in area_set(WALES).authorities:
        if code == one.id:
            continue
        yield _rate(one, known, code, known.levels.get(code))


def _rate(one: AreaSet, known: Field, code: str, level: Level | None) -> Figure:
    has_rate = level is not None and level.rate is not None
    hidden = code in known.hidden
    reason = NOTHING if has_rate else both(f"indicators.reason.{_WHY[hidden]}")
    without = Status.CONFIDENTIAL if hidden else Status.NOT_AVAILABLE
    return figure_of(
        one.id,
        known.measure,
        f"field.{code}",
        Kind.RATE,
        level.rate if level is not None else None,
        level.status if level is not None else without,
        base=BASES.get(level.per, Base.RECORDED) if level is not None else Base.RECORDED,
        numerator=level.count if level is not None and has_rate else None,
        denominator=whole(level.denominator) if level is not None else None,
        limits=level.rate_limits if level is not None else None,
        note=noted(level.basis) if level is not None and has_rate else reason,
        detail=_named(code, level, known),
    )


def _named(code: str, level: Level | None, known: Field) -> Bilingual:
    """The authority and the window: "Newport, January to December 2021"."""
    if level is None:
        when = period_said(known.last, known.last)
    else:
        when = period_said(level.basis.first, level.basis.last)
    return both("indicators.detail.area-period", area=area(code).name, period=when)


def share_figures(harm: Harm) -> Iterator[Figure]:
    """What each offence adds to the harm score, the most first: no more than ten."""
    for code, share in list(harm.shares.items())[:MOST_OFFENCES]:
        yield Figure(
            f"{harm.area}.harm.share.{code}",
            both("indicators.label.harm-share", code=code),
            Kind.SHARE,
            Unit.INCIDENT,
            Base.RECORDED,
            share,
            disclosure=PUBLISHED,
        )
