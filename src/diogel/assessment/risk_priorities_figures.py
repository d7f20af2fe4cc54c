"""The balance of an area's priorities and actions as figures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum

from diogel.assessment.risk_priorities import Approach, Focus, Priority
from diogel.assessment.risk_priorities_review import Balance, balance
from diogel.core import Base, Figure, Kind, Line, Table, Tabulation, Unit
from diogel.language import both

UNTOLD = "untold"
_COLUMNS = ("priorities", "actions")
_KINDS: dict[str, type[StrEnum]] = {"approach": Approach, "focus": Focus}


def balance_tabulation(priorities: Sequence[Priority], area: str) -> Tabulation:
    """How many priorities and actions prevent, enforce, work on places and work on causes.

    Parameters
    ----------
    area : str
        The code of the area or set of areas, with which the ids begin.
    """
    counted = {
        "priorities": balance(priorities),
        "actions": balance(priorities, of_actions=True),
    }
    figures = {one.id: one for one in _figures(counted, area)}
    return Tabulation(f"{area}.balance", figures, tuple(_table(name, area) for name in _KINDS))


def _lines(name: str) -> tuple[Line, ...]:
    """Every kind, and those of which nobody said."""
    named = (Line(kind.value, both(f"risk.{name}.{kind.value}")) for kind in _KINDS[name])
    return (*named, Line(UNTOLD, both("risk.balance-untold")))


def _count(found: Balance, name: str, code: str) -> int:
    if code == UNTOLD:
        return found.untold_approach if name == "approach" else found.untold_focus
    kinds: dict[str, int] = {
        kind.value: n
        for kind, n in (found.approaches if name == "approach" else found.foci).items()
    }
    return kinds[code]


def _figures(counted: dict[str, Balance], area: str) -> Iterator[Figure]:
    for name in _KINDS:
        for line in _lines(name):
            for column in _COLUMNS:
                yield Figure(
                    f"{area}.balance.{name}.{line.code}.{column}",
                    both(f"risk.label.balance-{column}", kind=line.label),
                    Kind.COUNT,
                    Unit.ITEM,
                    Base.HELD,
                    float(_count(counted[column], name, line.code)),
                    source="risk-priorities",
                )


def _table(name: str, area: str) -> Table:
    rows = _lines(name)
    columns = tuple(Line(column, both(f"risk.heading.balance-{column}")) for column in _COLUMNS)
    return Table(
        f"{area}.balance.{name}",
        both(f"risk.table.balance-{name}"),
        both("risk.heading.balance"),
        rows,
        columns,
        {(r.code, c): f"{area}.balance.{name}.{r.code}.{c}" for r in rows for c in _COLUMNS},
        bands=False,
        note=both("risk.note.balance"),
    )
