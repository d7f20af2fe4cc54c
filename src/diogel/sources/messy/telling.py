"""What was left out of a table and why, and the whole mapping in words for a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from diogel.core import Language, Problem, Severity
from diogel.language import both, number, say
from diogel.sources.messy.grid import Grid
from diogel.sources.messy.layouts import layout_of
from diogel.sources.messy.mapping import SupplierMapping, TableMapping
from diogel.sources.messy.observing import LeftOut, Reading

# Told by a problem of their own, at their cell.
_TOLD = frozenset(
    (
        *("unknown-area", "area-blank", "period-unread", "period-blank", "no-period", "no-area"),
        *("small-area", "separators", "not-a-number", "two-values", "no-measure"),
    )
)


def columns_told(grid: Grid, mapping: TableMapping) -> list[Problem]:
    """A note for each column that gives no observation."""
    return [
        Problem(
            "partner.column-left-out",
            grid.sheet.place(grid.extent.headings[-1], column.number, column.heading),
            severity=Severity.NOTE,
            slots={"reason": both(f"partners.reason-{mapping.left_out[found]}")},
        )
        for column in grid.columns
        if (found := layout_of(grid, column)) in mapping.left_out
    ]


def cells_told(grid: Grid, reading: Reading) -> list[Problem]:
    """One problem for each reason why value cells gave no observation, with how many."""
    totals = (LeftOut(t.row, t.column, "total", t.area.text) for t in reading.totals)
    by_reason = defaultdict[str, list[LeftOut]](list)
    for one in (*reading.left_out, *totals):
        if one.reason not in _TOLD:
            by_reason[one.reason].append(one)
    return [_told(grid, reason, cells) for reason, cells in by_reason.items()]


def _told(grid: Grid, reason: str, cells: Iterable[LeftOut]) -> Problem:
    given = list(cells)
    first = given[0]
    return Problem(
        "partner.cells-left-out",
        grid.sheet.place(first.row, first.column),
        severity=Severity.LOOK if reason == "blank" else Severity.NOTE,
        slots={"reason": both(f"partners.reason-{reason}"), "cells": len(given)},
    )


def mapping_lines(mapping: SupplierMapping, language: Language) -> list[str]:
    """The mapping in words, a line for each thing that a person should look at."""

    def line(key: str, **slots: object) -> str:
        return say(f"partners.shown-{key}", language, **slots)

    lines = [line("supplier", supplier=mapping.organisation or mapping.supplier)]
    for place, table in enumerate(mapping.tables, 1):
        lines.append(line("table", table=place))
        lines.append(line("area", origin=_origin(table.area, language)))
        period = " + ".join(_origin(origin, language) for origin in table.period)
        lines.append(line("period", origin=period or line("nothing")))
        lines.append(
            line("measure", origin=" + ".join(_origin(o, language) for o in table.measure))
        )
        lines += [
            line("breakdown", name=name, origin=_origin(origin, language))
            for name, origin in table.breakdowns.items()
        ]
        lines += [line("value", heading=heading) for heading in table.values]
        lines += [
            line("missing", code=code, meaning=say(f"partners.status-{status}", language))
            for code, status in table.missing.items()
        ]
        lines += [
            line("left-out", heading=heading, reason=say(f"partners.reason-{reason}", language))
            for heading, reason in table.left_out.items()
        ]
        lines.append(line("measures", count=number(len(table.measures), language)))
        lines += [
            line(
                "one-measure",
                heading=one.heading,
                code=one.code,
                kind=say(f"partners.kind-{one.kind}", language),
                unit=one.unit,
            )
            for one in table.measures
        ]
    return lines


def _origin(origin: str, language: Language) -> str:
    """Where something is read from, in words."""
    kind, _, name = origin.partition(":")
    if not kind:
        return say("partners.shown-nothing", language)
    return say(f"partners.origin-{kind}", language, name=name)
