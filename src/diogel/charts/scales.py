"""Values onto pixels: round steps from zero, and what a released figure measures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from diogel.charts.labels import places_of, rate_places, said, shorthand
from diogel.core import Kind, Language
from diogel.disclosure import ReleasedFigure
from diogel.language import number

_MOST_TICKS = 6
_PROPORTIONS = frozenset({Kind.SHARE, Kind.COVERAGE})


@dataclass(frozen=True, slots=True)
class Scale:
    """Evenly spaced ticks, the first and last the ends, and the pixels they lie between."""

    ticks: tuple[float, ...]
    places: int
    start: float
    end: float

    def at(self, value: float) -> float:
        """Where a value lies. [pixels]"""
        low, high = self.ticks[0], self.ticks[-1]
        return self.start + (value - low) / (high - low) * (self.end - self.start)

    def labels(self, language: Language) -> list[str]:
        """The ticks in words."""
        return [number(tick, language, self.places) for tick in self.ticks]


def scale(values: Iterable[float], start: float, end: float, *, whole: bool = False) -> Scale:
    """A scale that holds zero and every value; `whole` for counts, which have no halves."""
    known = [value for value in values if not math.isnan(value)]
    high, low = max([0.0, *known]), min([0.0, *known])
    if high == low:
        high = 1.0
    step, places = next(
        (step, places)
        for step, places in _steps(whole)
        if _last(high, step) - _first(low, step) < _MOST_TICKS
    )
    span = range(_first(low, step), _last(high, step) + 1)
    return Scale(tuple(round(at * step, places) for at in span), places, start, end)


def _first(low: float, step: float) -> int:
    return math.floor(low / step + 1e-9)


def _last(high: float, step: float) -> int:
    return math.ceil(high / step - 1e-9)


def _steps(whole: bool) -> Iterator[tuple[float, int]]:
    """Steps of 1, 2 and 5 with the decimal places that they need."""
    power = 0 if whole else -4
    while True:
        for digit in (1, 2, 5):
            yield digit * 10.0**power, max(0, -power)
        power += 1


def measured(cell: ReleasedFigure | None) -> float | None:
    """What is drawn of a figure: its value, a proportion in per cent; None without a value."""
    if cell is None or shorthand(cell) or cell.figure.value is None:
        return None
    return 100 * cell.figure.value if cell.figure.kind in _PROPORTIONS else cell.figure.value


def told(cell: ReleasedFigure | None, language: Language) -> str:
    """What is said of it: "2,984", "12.3", "84%", "[x]", "[c]"."""
    proportion = cell is not None and cell.figure.kind in _PROPORTIONS
    return said(cell, "share" if proportion else "count", language)


def measured_limits(cell: ReleasedFigure | None) -> tuple[float, float] | None:
    """The limits that are drawn of a figure; None where it has none or may not be shown."""
    if cell is None or measured(cell) is None or cell.figure.limits is None:
        return None
    times = 100 if cell.figure.kind in _PROPORTIONS else 1
    return times * cell.figure.limits.lower, times * cell.figure.limits.upper


def told_limits(cell: ReleasedFigure | None, language: Language) -> tuple[str, str] | None:
    """The limits in words, with as many places as the value."""
    limits = measured_limits(cell)
    if limits is None or cell is None:
        return None
    places = 0 if cell.figure.kind in _PROPORTIONS else places_of(cell.figure)
    lower, upper = (number(limit, language, places) for limit in limits)
    return lower, upper


def rate_said(value: float, language: Language) -> str:
    """A rate that is no figure of its own (an end of a line, a target), with a rate's places."""
    return number(value, language, rate_places(value))


def counts(cells: Iterable[ReleasedFigure | None]) -> bool:
    """Whether every figure that is shown is a whole number."""
    known = [value for cell in cells if (value := measured(cell)) is not None]
    return all(value == int(value) for value in known)
