"""Cells into figures: shares with their base, rank and limits in whole authorities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from diogel.core import Base, Figure, Interval, Kind, Status, Unit
from diogel.statistics import competition_ranks, hypergeometric_interval, worst_case
from diogel.surveys.counting import Cell, Counted


@dataclass(frozen=True, slots=True)
class Population:
    """The known finite frame: how many units could have answered. None where unknown."""

    size: int | None


def share(cell: Cell, counted: Counted, population: Population, wave: str) -> Figure:
    """The share of a cell's base that is in the cell. No base: not applicable, no value."""
    numerator, denominator = len(cell.who), len(cell.of)
    bounds, interval = limits(cell, counted, population)
    return Figure(
        id=cell.id,
        label=cell.label,
        kind=Kind.SHARE,
        unit=Unit.RESPONSE,
        base=cell.base,
        value=numerator / denominator if denominator else None,
        numerator=numerator if denominator else None,
        denominator=denominator if denominator else None,
        bounds=bounds,
        interval=interval,
        status=Status.OBSERVED if denominator else Status.NOT_APPLICABLE,
        wave=wave,
        source=cell.question,
        sensitive=cell.sensitive,
        family=cell.family,
        within=cell.within,
        cell=cell.alias,
        responses=cell.of,
    )


def limits(
    cell: Cell, counted: Counted, population: Population
) -> tuple[Interval | None, Interval | None]:
    """Worst-case bounds and exact limits, in whole authorities of the frame.

    Only for a known frame and a question put to everybody: how many authorities would have
    been led to a routed question is itself unknown. A joint response counts for each
    authority it covers.
    """
    size = population.size
    if size is None or cell.base is not Base.ALL:
        return None, None
    covered = counted.areas(cell.of)
    if not covered or len(covered) >= size:
        return None, None
    x, n = len(counted.areas(cell.who)), len(covered)
    low, high = worst_case(x, n, size)
    exact_low, exact_high = hypergeometric_interval(x, n, size)
    return (
        Interval(low, high, "worst-case", x, n, size),
        Interval(exact_low, exact_high, "hypergeometric", x, n, size),
    )


def ranked(figures: Mapping[str, Figure], among: Sequence[str]) -> dict[str, Figure]:
    """The figures of one list with their competition ranks, counted once each, on counts."""
    counts = [figures[name].numerator for name in among]
    ranks = competition_ranks(counts)
    return {
        name: replace(figures[name], rank=rank, tied=tied)
        for name, (rank, tied) in zip(among, ranks, strict=True)
    }
