"""A funnel in words: where the area lies, and how many of the others lie outside."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

from diogel.charts.interval_words import pairs
from diogel.charts.labels import places_of
from diogel.charts.marks import FunnelMarks
from diogel.charts.scales import measured, told
from diogel.core import Language
from diogel.disclosure import ReleasedTable
from diogel.language import number, say


@dataclass(frozen=True, slots=True)
class Dot:
    """One area of a funnel. `people` and `rate` as its released figure gives them."""

    code: str
    people: float
    rate: float


def dots(table: ReleasedTable) -> list[Dot]:
    """The areas that have a rate and a population and may be shown, in the table's order."""
    return [
        Dot(row.code, float(cell.figure.denominator), value)
        for row, cell in pairs(table)
        if cell is not None and (value := measured(cell)) is not None and cell.figure.denominator
    ]


def limits_at(marks: FunnelMarks, people: float) -> tuple[float, float]:
    """Between which rates an area of so many people is not separable. [events per `per`]

    The square root of a rate has the variance 1 / (4 people) of a Poisson count, and tau
    squared for the spread between areas: Spiegelhalter (2005), additive.
    """
    reach = NormalDist().inv_cdf((1 + marks.confidence) / 2)
    reach *= (1 / (4 * people) + marks.tau**2) ** 0.5
    middle = (marks.target / marks.per) ** 0.5
    return max(middle - reach, 0.0) ** 2 * marks.per, (middle + reach) ** 2 * marks.per


def verdict(marks: FunnelMarks, dot: Dot) -> str:
    """ "higher", "lower" or "inside": never anything else."""
    lower, upper = limits_at(marks, dot.people)
    if dot.rate > upper:
        return "higher"
    return "lower" if dot.rate < lower else "inside"


def describe_funnel(table: ReleasedTable, marks: FunnelMarks, language: Language) -> str:
    """The area's rate and population, the limits for its size, and how many lie outside."""
    found = dots(table)
    parts = [say("charts.funnel.kind", language, axis=marks.axis)]
    if not found:
        return " ".join([*parts, say("charts.nothing", language)])
    parts.append(areas_said(table, found, language))
    parts.append(_own(table, marks, found, language))
    outside = [dot for dot in found if verdict(marks, dot) != "inside"]
    parts.append(say("charts.funnel.outside", language, n=number(len(outside), language)))
    return " ".join(parts)


def areas_said(table: ReleasedTable, found: list[Dot], language: Language) -> str:
    """How many of the areas have a rate that is shown."""
    slots = {"n": number(len(found), language), "all": number(len(table.table.rows), language)}
    return say("charts.funnel.areas", language, **slots)


def _own(table: ReleasedTable, marks: FunnelMarks, found: list[Dot], language: Language) -> str:
    row, cell = next((pair for pair in pairs(table) if pair[0].code == marks.own), (None, None))
    name = row.label[language] if row else ""
    dot = next((dot for dot in found if dot.code == marks.own), None)
    if dot is None or cell is None:
        return say("charts.interval.row", language, name=name, value=told(cell, language))
    places = places_of(cell.figure)
    lower, upper = (number(limit, language, places) for limit in limits_at(marks, dot.people))
    return say(
        f"charts.funnel.{verdict(marks, dot)}",
        language,
        name=name,
        value=told(cell, language),
        people=marks.people,
        size=number(dot.people, language),
        lower=lower,
        upper=upper,
    )
