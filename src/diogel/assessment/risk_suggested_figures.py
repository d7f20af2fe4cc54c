"""Levels that the data suggest, as figures: hidden wherever what they rest on is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diogel.assessment.risk_model import Group, RiskModel
from diogel.assessment.risk_priorities import Priority
from diogel.assessment.risk_suggesting import Suggestion
from diogel.core import Base, Bilingual, Figure, Kind, Line, Status, Table, Tabulation, Unit
from diogel.language import both
from diogel.standard import measure as measure_of


@dataclass(frozen=True, slots=True)
class Suggested:
    """What is suggested for one subject; `measure` is the code of what speaks for it."""

    priority: Priority
    measure: str
    levels: tuple[Suggestion, ...]

    def level(self, item: str) -> Suggestion | None:
        """The suggestion for one item; None for nothing."""
        return next((one for one in self.levels if one.item == item), None)


def suggested_id(priority: str, item: str) -> str:
    """The id of the figure of a suggested level."""
    return f"{priority}.suggested.{item}"


def suggested_tabulation(suggested: Sequence[Suggested], model: RiskModel, area: str) -> Tabulation:
    """The suggested levels of likelihood of an area's subjects, those with any."""
    told = [one for one in suggested if one.measure]
    figures = {figure.id: figure for one in told for figure in _figures(one, model, area)}
    tables = (_table(told, model, area),) if told else ()
    return Tabulation(f"{area}.suggested", figures, tables)


def _figures(one: Suggested, model: RiskModel, area: str) -> Iterator[Figure]:
    measure = measure_of(one.measure)
    for item in model.of(Group.LIKELIHOOD):
        found = one.level(item.code)
        yield Figure(
            suggested_id(one.priority.id, item.code),
            both("risk.label.suggested", priority=one.priority.title, item=item.name),
            Kind.SCORE,
            Unit.INCIDENT,
            Base.RECORDED,
            None if found is None else float(found.level),
            status=Status.NOT_AVAILABLE if found is None else Status.OBSERVED,
            source=found.source if found else "",
            parts=(f"{area}.{one.measure}.count12",),
            disclosure=measure.disclosure,
            note=both("risk.note.not-suggested") if found is None else Bilingual("", ""),
        )


def _table(told: Sequence[Suggested], model: RiskModel, area: str) -> Table:
    items = model.of(Group.LIKELIHOOD)
    rows = tuple(
        Line(
            one.priority.id,
            both(
                "risk.suggested-by",
                priority=one.priority.title,
                measure=measure_of(one.measure).title,
            ),
        )
        for one in told
    )
    return Table(
        f"{area}.risk.suggested",
        both("risk.table.suggested"),
        both("risk.heading.priority"),
        rows,
        tuple(Line(item.code, item.name) for item in items),
        {
            (one.priority.id, item.code): suggested_id(one.priority.id, item.code)
            for one in told
            for item in items
        },
        bands=False,
        note=both("risk.note.suggested"),
    )
