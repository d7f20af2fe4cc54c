"""What the indicators of an area say, in whole sentences of both languages.

Every value in a sentence is a view of a released figure, in the span that names it; a figure
that was hidden is said to be hidden and is never printed. Months, years, and how many forces
or tests something rests on are no figures and stand as they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from diogel.assessment.findings_levels import change_findings, level_finding
from diogel.assessment.findings_places import (
    comparison_findings,
    gradient_findings,
    place_findings,
)
from diogel.assessment.findings_saying import (
    AreaFinding,
    FindingKind,
    Teller,
    in_both,
    joined,
    plain,
    span,
    when,
    where,
)
from diogel.assessment.findings_trends import trend_findings
from diogel.core import Bilingual, Language
from diogel.disclosure import Released
from diogel.indicators import AreaIndicators, Harm, MeasureIndicators, Notice
from diogel.language import both, long_date, number
from diogel.standard import measure as measure_of

__all__ = ["AreaFinding", "FindingKind", "findings"]


def findings(found: AreaIndicators, released: Released) -> tuple[AreaFinding, ...]:
    """The findings of an area, the weightiest first, the expected false alarms last.

    Parameters
    ----------
    found : AreaIndicators
    released : Released
        Of a tabulation that holds the area's figures: what is not in it is taken as hidden.

    Notes
    -----
    Findings of the same weight stay in the order of the measures: no finding is placed by
    the size of a number.
    """
    said = [
        *_notices(found),
        *(one for each in found.measures.values() for one in _of_measure(found, each, released)),
        *(_harm(found, found.harm, released) if found.harm is not None else ()),
    ]
    ordered = sorted(said, key=lambda one: -one.weight)
    return (*ordered, *_false_alarms(found))


def _of_measure(
    found: AreaIndicators, each: MeasureIndicators, released: Released
) -> Iterator[AreaFinding]:
    """Everything of one measure; of one without a number, or hidden, only that."""

    def teller() -> Teller:
        return Teller(found.area, each.measure, released)

    yield level_finding(each.level, teller())
    if not each.level.given or not teller().has("count12"):
        return
    yield from change_findings(each.change, teller())
    yield from trend_findings(each.trend, teller())
    yield from comparison_findings(each.comparisons, teller())
    if each.places is not None:
        yield from place_findings(each.places, teller())
    if each.gradient is not None:
        yield from gradient_findings(each.gradient, teller())


def _notices(found: AreaIndicators) -> Iterator[AreaFinding]:
    """What must be said beside the numbers: the same numbers as another's, old months."""
    for notice in found.notices:
        name = ".".join(filter(None, (found.area.id, notice.measure, "notice", notice.code)))
        said = joined((_lead(found, notice), notice.text))
        yield AreaFinding(name, FindingKind.GAP, notice.measure, (), said, 900)
    if found.synthetic:
        name = f"{found.area.id}.synthetic"
        said = both("findings.synthetic", where=where(found.area))
        yield AreaFinding(name, FindingKind.GAP, "", (), said, 1000)


def _lead(found: AreaIndicators, notice: Notice) -> Bilingual:
    """Which measure a notice is of; that it is of the area when it is of no measure."""
    place = where(found.area)
    if not notice.measure:
        return both("findings.notice.area", where=place)
    return both("findings.notice.measure", measure=measure_of(notice.measure).title, where=place)


def _harm(found: AreaIndicators, harm: Harm, released: Released) -> Iterator[AreaFinding]:
    """The score of harm with whose weights it is; or that there is none, and why."""
    name, place = f"{found.area.id}.harm", where(found.area)
    id_ = f"{name}.score"
    figure = released.figures.get(id_)
    if figure is None or not figure.shown or figure.figure.value is None:
        said = joined((both("findings.harm.not-given", where=place), harm.reason))
        yield AreaFinding(name, FindingKind.GAP, "", (), said, 115)
        return
    shown = figure.figure
    day = harm.table_day
    said = both(
        "findings.harm.score",
        where=place,
        when=when(harm.basis),
        score=in_both(lambda la: span(shown, number(shown.value or 0.0, la), la)),
        table=plain(harm.table),
        day=in_both(lambda la: long_date(day, la) if day is not None else "–"),
    )
    yield AreaFinding(name, FindingKind.LEVEL, "", (id_,), said, 480)


def _false_alarms(found: AreaIndicators) -> Iterator[AreaFinding]:
    """How many flags chance alone would raise: with many tests some always are."""
    if not sum(each.tests for each in found.false_alarms):
        return
    slots: dict[str, object] = {"where": where(found.area)}
    for each in found.false_alarms:
        slots |= {
            each.kind: each.flagged,
            f"{each.kind}_tests": each.tests,
            f"{each.kind}_expected": in_both(partial(_expected, each.expected)),
        }
    said = both("findings.false-alarms", **slots)
    yield AreaFinding(f"{found.area.id}.false-alarms", FindingKind.GAP, "", (), said, 0)


def _expected(value: float, language: Language) -> str:
    return number(value, language, 2)
