"""What an area's indicators say of how likely a priority is, and how far to trust them.

One measure speaks for a priority: one that the priority names for its success, or else, of those
whose first theme is the priority's, the one that says most; of several the one with the most
events. Measures of which more is better count what is done about a problem, and not the problem.
A rate that is not separable from those that it is compared with counts as about the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from diogel.assessment.findings_trends import rules_changed
from diogel.assessment.risk_confidence import Trust
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_suggesting import Evidence
from diogel.core import Status
from diogel.indicators import (
    WALES,
    AreaIndicators,
    AreaSet,
    Comparison,
    MeasureIndicators,
    Populations,
    Season,
    Trend,
    Verdict,
)
from diogel.places import memberships
from diogel.quality import GapMap, Need, State
from diogel.standard import measure as measure_of
from diogel.statistics import Signal

HIGHER, DEPENDS = "higher-is-better", "depends"
MIDDLE = 0.5
COMPARED = ("wales", "rural-urban")
"""With whom a rate is compared, the first that can be."""
_CLASSES = (
    ("clear-rise", {Signal.ABOVE_LIMIT}),
    ("clear-fall", {Signal.BELOW_LIMIT}),
    ("sign-of-rise", {Signal.RUN_ABOVE, Signal.RISING}),
    ("sign-of-fall", {Signal.RUN_BELOW, Signal.FALLING}),
)


def evidence_of(found: AreaIndicators, priority: Priority) -> tuple[str, Evidence]:
    """The measure that speaks for a priority, by its code, and what it says.

    Empty, with evidence of nothing, where no measure says anything.
    """
    named = {success.measure for success in priority.successes if success.measure}
    told = [
        (each, _evidence(each, found.area))
        for code, each in found.measures.items()
        if _may_speak(code, priority, named)
    ]
    told = [(each, evidence) for each, evidence in told if _says(evidence)]
    if not told:
        return "", Evidence()

    def weight(one: tuple[MeasureIndicators, Evidence]) -> tuple[bool, int, float]:
        each, evidence = one
        return each.measure in named, _says(evidence), float(each.level.count or 0)

    each, evidence = max(told, key=weight)
    return each.measure, evidence


def _may_speak(code: str, priority: Priority, named: Collection[str]) -> bool:
    own = measure_of(code)
    fits = code in named or own.themes[0] in priority.themes
    return fits and own.direction != HIGHER


def may_be_reporting(measure: str) -> bool:
    """Whether more of a measure may also mean that more is reported or looked for."""
    return measure_of(measure).direction == DEPENDS


def _says(evidence: Evidence) -> int:
    """How many of the four it tells."""
    numbers = (evidence.volume, evidence.forecast, evidence.breadth)
    return sum(number is not None for number in numbers) + bool(evidence.trend)


def _evidence(each: MeasureIndicators, one: AreaSet) -> Evidence:
    start = f"{one.id}.{each.measure}"
    compared = _compared(each)
    volume, breadth = _volume(compared, each, one), _breadth(each)
    trend, forecast = _trend(each.trend), _forecast(each.trend)
    latest = f"{start}.period.{each.trend.periods[-1]}" if trend else ""
    return Evidence(
        volume,
        f"{start}.versus.{compared.against.kind}" if compared and volume is not None else "",
        trend,
        latest,
        forecast,
        f"{start}.growth" if forecast is not None else "",
        breadth,
        f"{start}.half-in" if breadth is not None else "",
    )


def _compared(each: MeasureIndicators) -> Comparison | None:
    """With Wales, or where too few there have a number with authorities of the same class."""
    given = {c.against.kind: c for c in each.comparisons if c.verdict is not Verdict.NOT_GIVEN}
    return next((given[kind] for kind in COMPARED if kind in given), None)


def _volume(found: Comparison | None, each: MeasureIndicators, one: AreaSet) -> float | None:
    """The share of those compared with whose rate is lower."""
    if found is None or found.rate is None:
        return None
    if found.verdict is Verdict.NOT_SEPARABLE:
        return MIDDLE
    levels = each.field.levels if each.field else {}
    others = [levels[code].rate for code in found.against.members
              if code in levels and code not in one.authorities]  # fmt: skip
    rates = [rate for rate in others if rate is not None]
    return sum(rate < found.rate for rate in rates) / len(rates) if rates else None


def _trend(trend: Trend) -> str:
    """What the chart says of its latest period; nothing across a change of the rules."""
    if trend.chart is None or not trend.chart.enough or rules_changed(trend):
        return ""
    if trend.latest is None:
        return "no-change"
    for name, signals in _CLASSES:
        if trend.latest.signals & signals:
            return name
    middle = float(trend.chart.mean[-1])
    return "sign-of-rise" if trend.latest.value > middle else "sign-of-fall"


def _forecast(trend: Trend) -> float | None:
    """The steady change from one year to the next; 1 where chance would explain it."""
    season: Season | None = trend.season
    if season is None or season.growth is None or season.status is Status.NOT_AVAILABLE:
        return None
    if trend.chart is None or rules_changed(trend) or season.growth_limits is None:
        return None
    limits = season.growth_limits
    return 1.0 if limits.lower <= 1 <= limits.upper else season.growth


def _breadth(each: MeasureIndicators) -> float | None:
    """The share of small areas that hold half; nothing where events are fewer than areas."""
    found = each.places.found if each.places else None
    if found is None or found.total < found.places:
        return None
    return found.half_in / found.places


def trust_of(
    found: AreaIndicators,
    priority: Priority,
    gaps: GapMap | None,
    populations: Iterable[Populations],
) -> Trust:
    """What completeness, the calendar, the suppliers and the map say of a priority's evidence."""
    measures = [m for m in found.measures if set(measure_of(m).themes) & set(priority.themes)]
    bases = [found.measures[code].level.basis for code in measures]
    used = sum(len(basis.used) for basis in bases)
    asked = used + sum(len(basis.missing) for basis in bases)
    needs = list(_needs(gaps, found.area, priority))
    came = [need for need in needs if need.state is not State.NEVER]
    current = sum(need.state is State.CURRENT for need in came)
    lost = {code for basis in bases for code in basis.members_missing}
    return Trust(
        completeness=used / asked if asked else None,
        timeliness=current / len(came) if came else None,
        sources=len({need.supplier for need in came}) if gaps is not None else None,
        coverage=_covered(found.area, lost, populations) if bases else None,
    )


def _needs(gaps: GapMap | None, one: AreaSet, priority: Priority) -> Iterable[Need]:
    """What the standard wants of a priority's themes, of the area or of what it lies in."""
    around = {WALES, *one.authorities}
    for code in one.authorities:
        around |= {each.code for each in memberships(code).values()}
    themes = set(priority.themes)
    for need in gaps.needs if gaps is not None else ():
        if need.area in around and themes & set(measure_of(need.measure).themes):
            yield need


def _covered(one: AreaSet, lost: set[str], populations: Iterable[Populations]) -> float | None:
    """The share of residents in authorities with numbers; None while residents are not known."""
    if not lost & set(one.authorities):
        return 1.0
    latest: Populations | None = max(populations, key=_day, default=None)
    residents: Mapping[str, float] = latest.residents if latest else {}
    everybody = [residents.get(code) for code in one.authorities]
    if None in everybody:
        return None
    total = sum(n for n in everybody if n is not None)
    there = sum(residents[code] for code in one.authorities if code not in lost)
    return there / total if total else None


def _day(version: Populations) -> date:
    return version.day
