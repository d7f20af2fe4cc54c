"""Questions answered with a number: sums, means and extremes, each with its own base."""

from __future__ import annotations

from fractions import Fraction

from diogel.core import Base, Bilingual, Figure, Kind, Status, Unit
from diogel.language import both
from diogel.statistics import Summary, add_across, summarise
from diogel.surveys.answers import Missing, Response
from diogel.surveys.counting import Counted
from diogel.surveys.instrument import Question
from diogel.surveys.route_bases import route_of


def values(counted: Counted, question: str) -> list[int | None]:
    """One value a response that was led to the question; None where it left a blank.

    Those who were unsure, or to whom it does not apply, are not blanks and are left out.
    """
    kept = (Missing.ANSWERED, Missing.ITEM_NONRESPONSE)
    found: list[int | None] = []
    for response in counted.live:
        if counted.answers.state(response, question) in kept:
            value = counted.answers.value(response, question)
            found.append(value if isinstance(value, int) else None)
    return found


def _asked(counted: Counted, questions: list[str], among: str) -> list[Response]:
    """Those who may contribute: who answered `among`, or were led to all and were not unsure."""
    if among:
        return [r for r in counted.live if counted.answers.state(r, among) is Missing.ANSWERED]
    unusable = (Missing.UNSURE, Missing.NOT_APPLICABLE, Missing.ROUTED_PAST)
    return [
        r
        for r in counted.live
        if not any(counted.answers.state(r, q) in unusable for q in questions)
    ]


def counted_in(
    counted: Counted, questions: list[str], found: Summary, among: str = ""
) -> frozenset[str]:
    """Who contributed to a summary of these questions: the responses of its base."""
    who = _asked(counted, questions, among)
    return frozenset(who[position].id for position in found.positions)


def summary(
    counted: Counted, questions: list[str], blank: str, *, zeros: str = "included", among: str = ""
) -> Summary:
    """The values of one question, or of several added up for each response.

    `among` names the question that a response must have answered to take part: the base of
    a sum over two items is those who answered the first, say.
    """
    who = _asked(counted, questions, among)
    items = [[_number(counted.answers.value(r, q)) for r in who] for q in questions]
    if len(items) == 1:
        return summarise(items[0], blank=blank, zeros=zeros)
    return summarise(add_across(items, blank=blank), blank="missing", zeros=zeros)


def _number(value: object) -> int | None:
    return value if isinstance(value, int) else None


def number_figure(
    name: str,
    label: Bilingual,
    kind: Kind,
    found: Summary,
    *,
    wave: str,
    source: str,
    sensitive: bool,
    unit: Unit = Unit.STAFF,
    responses: frozenset[str] = frozenset(),
    within: str = "",
) -> Figure:
    """One statistic of a summary. Nobody contributed: not available, no value."""
    statistic = {
        Kind.MEAN: found.mean,
        Kind.SUM: found.total,
        Kind.MEDIAN: found.median,
        Kind.MINIMUM: found.minimum,
        Kind.MAXIMUM: found.maximum,
    }[kind]
    total = found.total
    return Figure(
        id=name,
        label=label,
        kind=kind,
        unit=unit,
        base=Base.VALID,
        value=None if statistic is None else float(statistic),
        numerator=_whole(total) if kind in (Kind.MEAN, Kind.SUM) else _whole(statistic),
        denominator=found.n or None,
        status=Status.NOT_AVAILABLE if statistic is None else Status.OBSERVED,
        wave=wave,
        source=source,
        sensitive=sensitive,
        contributors=tuple(map(float, found.contributors)),
        responses=responses,
        within=within,
    )


def _whole(value: Fraction | None) -> int | None:
    return int(value) if value is not None and value.denominator == 1 else None


def number_figures(counted: Counted, question: Question, wave: str) -> dict[str, Figure]:
    """The sum and the mean of an integer question, blanks as the instrument declares them."""
    blank = question.blank or "missing"
    found = summary(counted, [question.id], blank)
    who = counted_in(counted, [question.id], found)
    return {
        f"{question.id}.{kind.value}": number_figure(
            f"{question.id}.{kind.value}",
            both(f"surveys.statistic.{kind.value}", question=question.label),
            kind,
            found,
            wave=wave,
            source=question.id,
            sensitive=question.disclosure != "fact",
            responses=who,
            within=route_of(counted, question.id, who),
        )
        for kind in (Kind.MEAN, Kind.SUM, Kind.MEDIAN)
    }
