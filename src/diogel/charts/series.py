"""A released table read as a series in time, with the stretches that ask for a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from diogel.charts.labels import shorthand
from diogel.charts.marks import Bounds, SeriesMarks
from diogel.charts.scales import measured
from diogel.core import Period, Status
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.statistics import Signal

_OUTSIDE = (Signal.ABOVE_LIMIT, Signal.BELOW_LIMIT)
# Of several reasons for one point, the first of these is said.
_GRAVEST = (
    *_OUTSIDE,
    Signal.RUN_ABOVE,
    Signal.RUN_BELOW,
    Signal.RISING,
    Signal.FALLING,
    Signal.NEAR_LIMIT,
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Spell:
    """Points in a row that are special for one reason, told by one letter."""

    letter: str
    signal: Signal
    at: tuple[int, ...]

    @property
    def outside(self) -> bool:
        """Whether its points lie outside the limits."""
        return self.signal in _OUTSIDE


@dataclass(frozen=True, slots=True)
class Held:
    """A series as it may be shown.

    Attributes
    ----------
    values : tuple of float or None
        In step with `periods`; None where there is no number or it is hidden.
    bounds, signals : tuple
        In step with `periods`; nothing in them when any period is hidden, because limits
        are worked out from every period.
    """

    periods: tuple[Period, ...]
    cells: tuple[ReleasedFigure | None, ...]
    values: tuple[float | None, ...]
    bounds: tuple[Bounds, ...]
    signals: tuple[frozenset[Signal], ...]

    @property
    def given(self) -> list[int]:
        """Positions with a value."""
        return [at for at, value in enumerate(self.values) if value is not None]

    @property
    def hidden(self) -> list[int]:
        """Positions of confidential figures."""
        return [at for at, cell in enumerate(self.cells) if shorthand(cell) == Status.CONFIDENTIAL]

    @property
    def missing(self) -> list[int]:
        """Positions without a value that are not confidential."""
        hidden = set(self.hidden)
        return [at for at, v in enumerate(self.values) if v is None and at not in hidden]

    @property
    def last_bounds(self) -> Bounds:
        """The limits that the latest periods are held to."""
        return next((b for b in reversed(self.bounds) if b is not None), None)

    @property
    def changing(self) -> bool:
        """Whether the limits are not the same all along."""
        return len({b for b in self.bounds if b is not None}) > 1


def held(table: ReleasedTable, marks: SeriesMarks) -> Held:
    """A table as a series, whose periods are its rows or its rows by years.

    ValueError when the marks are not in step with the periods.
    """
    found = _periods_of(table)
    periods, cells = tuple(found), tuple(found.values())
    for name in ("bounds", "signals"):
        if len(getattr(marks, name)) not in (0, len(periods)):
            raise ValueError(f"{name}: {len(getattr(marks, name))} for {len(periods)} periods")
    hides = any(shorthand(cell) == Status.CONFIDENTIAL for cell in cells)
    no_signals = (frozenset[Signal](),) * len(periods)
    return Held(
        periods,
        cells,
        tuple(map(measured, cells)),
        (None,) * len(periods) if hides or not marks.bounds else marks.bounds,
        no_signals if hides or not marks.signals else marks.signals,
    )


def _periods_of(table: ReleasedTable) -> dict[Period, ReleasedFigure | None]:
    """Each period in order with its figure.

    With one column the rows are periods. With several, each column is a year and each row a
    part of it ("01" or "Q1"); the first and the last period are the first and last cells.
    """
    rows, columns = table.table.rows, table.table.columns
    if len(columns) == 1:
        return {Period.parse(row.code): table.cell(row, columns[0]) for row in rows}
    every = [
        (Period.parse(f"{column.code}-{row.code}"), row, column)
        for column in columns
        for row in rows
    ]
    there = [at for at, (_, r, c) in enumerate(every) if (r.code, c.code) in table.table.cells]
    if not there:
        return {}
    kept = every[there[0] : there[-1] + 1]
    return {period: table.cell(row, column) for period, row, column in kept}


def letter_of(at: int) -> str:
    """A, B, ... Z, AA, AB, ..."""
    found = ""
    at += 1
    while at:
        at, rest = divmod(at - 1, len(_LETTERS))
        found = _LETTERS[rest] + found
    return found


def spells(series: Held) -> tuple[Spell, ...]:
    """The special points, those in a row with the same reason together; gaps do not part them."""
    found: list[tuple[Signal, list[int]]] = []
    last: Signal | None = None
    for at in series.given:
        signal = _gravest(series.signals[at])
        if signal is not None and signal is last:
            found[-1][1].append(at)
        elif signal is not None:
            found.append((signal, [at]))
        last = signal
    return tuple(
        Spell(letter_of(n), signal, tuple(places)) for n, (signal, places) in enumerate(found)
    )


def _gravest(signals: frozenset[Signal]) -> Signal | None:
    return next((signal for signal in _GRAVEST if signal in signals), None)


def stretches(places: Sequence[int]) -> list[tuple[int, int]]:
    """Positions that follow one another, as first and last."""
    found: list[tuple[int, int]] = []
    for at in places:
        if found and found[-1][1] == at - 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found
