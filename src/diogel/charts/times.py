"""Periods along an axis and in words: months by their names, stretches said as one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from diogel.charts.letters import width
from diogel.charts.palette import LETTER_HEIGHT
from diogel.core import Grain, Language, Period
from diogel.language import (
    financial_year,
    list_and,
    month_range,
    number,
    quarter,
    say,
    short_date,
    short_month,
)

_GAP = 8
# Every month, every second, every quarter, twice a year, once a year.
_STEPS = {Grain.MONTH: (1, 2, 3, 6, 12), Grain.QUARTER: (1, 2, 4)}
_IN_YEAR = (Grain.MONTH, Grain.QUARTER)


def name_of(period: Period, language: Language) -> str:
    """A period as it is said in full."""
    match period.grain:
        case Grain.MONTH:
            return month_range(period.start, period.start, language)
        case Grain.QUARTER:
            return quarter(_quarter(period), period.start.year, language)
        case Grain.FINANCIAL_YEAR:
            return financial_year(period.start.year)
        case Grain.DAY:
            return short_date(period.start, language)
        case _:
            return str(period.start.year)


def stretch_of(first: Period, last: Period, language: Language) -> str:
    """From the first period to the last, as one."""
    if first.grain is Grain.MONTH:
        return month_range(first.start, last.start, language)
    names = dict.fromkeys(name_of(period, language) for period in (first, last))
    return " – ".join(names)


def periods_said(periods: Sequence[Period], language: Language) -> str:
    """Periods in words, those that follow one another as one stretch."""
    edges = [0, *(at for at, (a, b) in enumerate(pairwise(periods), 1) if a.shifted(1) != b)]
    stops = [*edges[1:], len(periods)]
    runs = [(periods[a], periods[b - 1]) for a, b in zip(edges, stops, strict=True)]
    return list_and([stretch_of(*run, language) for run in runs], language)


def _quarter(period: Period) -> int:
    return (period.start.month + 2) // 3


def short_name(period: Period, language: Language) -> str:
    """A period under an axis that says the year beneath: "Maw", "Ch1", "2018/19"."""
    if period.grain is Grain.MONTH:
        return short_month(period.start.month, language)
    if period.grain is Grain.QUARTER:
        return say("charts.quarter", language, quarter=number(_quarter(period), language))
    return str(period)


def ticks_of(periods: Sequence[Period], each: float, language: Language) -> list[int]:
    """Which periods get a label so that none touches the next; `each` is a period's width.

    With fewer than all, January (or the first quarter) is always among them.
    """
    if not periods:
        return []
    grain = periods[0].grain
    widest = max(width(short_name(p, language), LETTER_HEIGHT) for p in periods)
    for step in _STEPS.get(grain, range(1, len(periods) + 1)):
        if widest + _GAP <= step * each:
            break
    return [at for at, period in enumerate(periods) if _falls(period, at, step)]


def _falls(period: Period, at: int, step: int) -> bool:
    if period.grain is Grain.MONTH:
        return (period.start.month - 1) % step == 0
    if period.grain is Grain.QUARTER:
        return (_quarter(period) - 1) % step == 0
    return at % step == 0


def years_of(periods: Sequence[Period]) -> list[tuple[int, int, str]]:
    """First and last position of each calendar year, with the year; none for whole years."""
    found: list[tuple[int, int, str]] = []
    for at, period in enumerate(periods):
        if period.grain not in _IN_YEAR:
            return []
        year = str(period.start.year)
        if found and found[-1][2] == year:
            found[-1] = (found[-1][0], at, year)
        else:
            found.append((at, at, year))
    return found
