"""Findings of a series on its chart: special causes, which ask for a note, and the growth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from diogel.assessment.findings_levels import caveat
from diogel.assessment.findings_saying import (
    AreaFinding,
    FindingKind,
    Teller,
    in_both,
    listed,
    plain,
    when,
)
from diogel.core import Bilingual, Period
from diogel.indicators import Marked, Rebase, Season, Trend, periods_said
from diogel.language import both, long_date
from diogel.standard import measure as measure_of
from diogel.statistics import Signal

NOTHING = Bilingual("", "")
# How much the findings weigh that tell of nothing unusual and of no steady change.
USUAL = 280
NO_GROWTH = 260
_OUTSIDE = (Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT)
_ORDER = (
    *_OUTSIDE,
    Signal.RUN_ABOVE,
    Signal.RUN_BELOW,
    Signal.RISING,
    Signal.FALLING,
    Signal.NEAR_LIMIT,
)


def trend_findings(trend: Trend, teller: Teller) -> Iterator[AreaFinding]:
    """The latest period, the earlier special causes, the rebases, and the change a year."""
    if trend.chart is None:
        said = teller.say("findings.trend.not-given")
        yield teller.finding("trend", FindingKind.GAP, 140, said, trend.reason)
        return
    last = next((p for p in reversed(trend.periods) if _number(teller, p)), None)
    if last is None:
        yield teller.finding("trend", FindingKind.GAP, 250, teller.say("findings.trend.hidden"))
        return
    yield _latest(trend, last, _fresh(teller))
    yield from _earlier(trend, teller)
    for rebase in trend.rebases:
        yield _rebased(rebase, _fresh(teller))
    if trend.season is not None and teller.has("growth"):
        yield _growth(trend, trend.season, _fresh(teller))


def _fresh(teller: Teller) -> Teller:
    return Teller(teller.area, teller.measure, teller.released)


def _number(teller: Teller, period: Period) -> bool:
    return teller.has(f"period.{period}")


def _caveats(trend: Trend) -> tuple[Bilingual, ...]:
    """What the limits rest on: too few points, missing periods, provisional numbers."""
    found = [caveat(trend.status)]
    if trend.chart is not None and not trend.chart.enough:
        found.append(both("findings.trend.few-points"))
    if trend.basis.missing:
        found.append(both("findings.trend.gaps", periods=periods_said(trend.basis.missing)))
    return tuple(found)


def _latest(trend: Trend, last: Period, teller: Teller) -> AreaFinding:
    mark = trend.latest
    if mark is None or mark.period != last:
        said = teller.say("findings.trend.usual", **_slots(last, teller))
        return teller.finding("trend", FindingKind.TREND, USUAL, said, *_caveats(trend))
    said = teller.say(f"findings.trend.{signal_of(mark, teller)}", **_slots(last, teller))
    notes = (both("findings.trend.note"), _baseline(trend))
    return teller.finding("trend", FindingKind.TREND, 800, said, *notes, *_caveats(trend))


def _baseline(trend: Trend) -> Bilingual:
    """That no special cause moved the baseline; only what a person recorded does."""
    return both(f"findings.trend.{'rebases-recorded' if trend.rebases else 'nothing-rebased'}")


def _slots(period: Period, teller: Teller) -> dict[str, Bilingual]:
    name = f"period.{period}"
    return {
        "month": periods_said([period]),
        "value": teller.value(name),
        **teller.limits(name, 1),
    }


def signal_of(mark: Marked, teller: Teller) -> str:
    """Which sentence says a special cause: the gravest of its signals, with its side."""
    found = next(signal for signal in _ORDER if signal in mark.signals)
    if found is not Signal.NEAR_LIMIT:
        return found.value
    figure = teller.figure(f"period.{mark.period}")
    limits = figure.limits if figure is not None else None
    middle = (limits.lower + limits.upper) / 2 if limits is not None else 0.0
    return "near-upper" if mark.value > middle else "near-lower"


def _earlier(trend: Trend, teller: Teller) -> Iterator[AreaFinding]:
    """The earlier special causes in one finding: those outside the limits with their numbers."""
    earlier = [m for m in trend.marked if m != trend.latest and _number(teller, m.period)]
    if not earlier:
        return
    own = _fresh(teller)
    outside: list[Bilingual] = []
    for signal in _OUTSIDE:
        # A period outside the limits is told as that, whatever else it is part of.
        found = [mark for mark in earlier if signal in mark.signals]
        if found:
            each = [_with_value(mark.period, own) for mark in found]
            outside.append(both(f"findings.trend.all-{signal.value}", periods=listed(each)))
    others = [mark.period for mark in earlier if not mark.signals & set(_OUTSIDE)]
    if not outside:
        yield _others(others, trend, own)
        return
    within = both("findings.trend.all-within", periods=periods_said(others)) if others else NOTHING
    yield own.finding(
        "special",
        FindingKind.TREND,
        420,
        own.say("findings.trend.earlier"),
        *outside,
        within,
        both("findings.trend.note-each"),
        _baseline(trend),
    )


def _with_value(period: Period, teller: Teller) -> Bilingual:
    value = teller.value(f"period.{period}")
    return both("findings.trend.with-value", month=periods_said([period]), value=value)


def _others(periods: Sequence[Period], trend: Trend, teller: Teller) -> AreaFinding:
    said = teller.say("findings.trend.others", periods=periods_said(periods))
    return teller.finding("special", FindingKind.TREND, 270, said, _baseline(trend))


def _rebased(rebase: Rebase, teller: Teller) -> AreaFinding:
    said = teller.say(
        "findings.trend.rebased",
        month=periods_said([rebase.start]),
        by=plain(rebase.by),
        day=in_both(lambda language: long_date(rebase.on, language)),
        reason=in_both(lambda language: plain(rebase.reason[language])),
    )
    return teller.finding(f"rebase.{rebase.start}", FindingKind.TREND, 410, said)


def _growth(trend: Trend, season: Season, teller: Teller) -> AreaFinding:
    """Whether the number rises or falls steadily from one year to the next.

    Nothing is told across a change of the rules of counting: what moved may be the rules.
    """
    day = rules_changed(trend)
    if day is not None:
        said_day = in_both(lambda language: long_date(day, language))
        said = teller.say("findings.growth.rules-changed", when=when(trend.basis), day=said_day)
        return teller.finding("growth", FindingKind.GAP, 145, said)
    limits = season.growth_limits
    told = limits is not None and not limits.lower <= 1 <= limits.upper
    direction = "rising" if (season.growth or 1) > 1 else "falling"
    slots = {"when": when(trend.basis), "growth": teller.value("growth")}
    key = f"findings.growth.{direction if told else 'none'}"
    said = teller.say(key, **slots, **teller.limits("growth"))
    return teller.finding(
        "growth", FindingKind.TREND, 430 if told else NO_GROWTH, said, caveat(trend.status)
    )


def rules_changed(trend: Trend) -> date | None:
    """The first day on the chart on which numbers stopped being comparable."""
    first, last = trend.basis.first.start, trend.basis.last.end
    days = [c.day for c in measure_of(trend.measure).changes if not c.comparable]
    return min((day for day in days if first < day <= last), default=None)
