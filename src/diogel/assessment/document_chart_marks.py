"""What a chart of released tables needs beside them: limits, classes, whose area it is.

Everything is worked out from what was released, except the limits and signals of a series,
which the chart itself leaves out where any of its periods is hidden.
"""

from __future__ import annotations

import numpy as np

from diogel.charts import (
    FunnelMarks,
    GroupMarks,
    IntervalMarks,
    MarkedClass,
    MonthMarks,
    SeriesMarks,
    TileMarks,
    series_marks,
)
from diogel.core import LANGUAGES, Bilingual, Grain, Period
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.indicators import OWN_ROW, AreaSet, Gradient, Level, Trend, period_said
from diogel.language import both, number
from diogel.standard import measure as measure_of
from diogel.statistics import between_areas, funnel

FEWEST_AREAS = 5
"""Fewer authorities with a rate tell nothing of the spread between them, and are no map."""
FEWEST_MONTHS = 12
_MOST_TILE_CLASSES = 4
_PER = 1_000
# Where a month lies beside the mean of its measure's months: up to which ratio, from above.
_SHADES = (("most", 1.2), ("more", 1.05), ("as", 0.95), ("less", 0.8), ("least", 0.0))


def series(trend: Trend) -> SeriesMarks:
    """The chart of a series: mean, limits, special causes, and why a period has no number."""
    notes = {
        period: note
        for period, note in zip(trend.periods, trend.notes, strict=False)
        if note is not None
    }
    return series_marks(
        both(f"diagrams.axis.series.{_counted(trend)}", measure=measure_of(trend.measure).title),
        trend.chart,
        rebases={rebase.start: rebase.reason for rebase in trend.rebases},
        notes=notes,
    )


def _counted(trend: Trend) -> str:
    """What a period's number is: how many in a month or a quarter, or per cent, or pounds."""
    kind = measure_of(trend.measure).measure_type
    if kind in ("percent", "money"):
        return kind
    return (trend.periods[0].grain if trend.periods else Grain.MONTH).value


def _per(level: Level) -> str:
    return level.per if level.per in ("residents", "households") else "own"


def rate_axis(level: Level) -> Bilingual:
    """What a rate of a measure is of, and when."""
    period = period_said(level.basis.first, level.basis.last)
    return both(f"diagrams.axis.rate.{_per(level)}", period=period)


def compared(level: Level) -> IntervalMarks:
    """An area's rate among those that it is held against."""
    return IntervalMarks(rate_axis(level), own=OWN_ROW)


def levels() -> IntervalMarks:
    """The rates of all measures."""
    return IntervalMarks(both("diagrams.axis.levels"), column="rate12")


def changes() -> IntervalMarks:
    """The ratios of all measures to the year before."""
    axis, same = both("diagrams.axis.changes"), both("diagrams.line.same-as-before")
    return IntervalMarks(axis, column="ratio", line=1.0, line_label=same)


def ratios(kind: str, against: Bilingual) -> IntervalMarks:
    """The ratios of all measures to those compared with."""
    axis = both("diagrams.axis.ratios", against=against)
    return IntervalMarks(axis, column=kind, line=1.0, line_label=both("diagrams.line.same-rate"))


def concentration() -> IntervalMarks:
    """The share of each measure in a twentieth of the small areas, beside chance alone."""
    return IntervalMarks(
        both("diagrams.axis.concentration"), column="top5", beside="top5-by-chance"
    )


def inequality() -> IntervalMarks:
    """The relative index of inequality of all measures."""
    axis, same = both("diagrams.axis.inequality"), both("diagrams.line.no-gradient")
    return IntervalMarks(axis, column="relative", line=1.0, line_label=same)


def harm() -> IntervalMarks:
    """What each offence adds to the harm score."""
    return IntervalMarks(both("diagrams.axis.harm"))


def groups(gradient: Gradient, level: Level, *, fitted: bool) -> GroupMarks:
    """Rates by deprivation; the line only where its slope may be said."""
    # Residents whatever the measure's own base: households of small areas are not always known.
    period = period_said(level.basis.first, level.basis.last)
    axis = both("diagrams.axis.rate.residents", period=period)
    if not fitted:
        return GroupMarks(axis)
    return GroupMarks(axis, gradient.most_deprived, gradient.least_deprived, gradient.log)


def own_row(table: ReleasedTable, one: AreaSet) -> str:
    """The row of the area itself in a table of authorities; empty where it has none."""
    codes = {row.code for row in table.table.rows}
    return next((code for code in (one.id, OWN_ROW) if code in codes), "")


def funnel_marks(table: ReleasedTable, one: AreaSet, level: Level) -> FunnelMarks | None:
    """The target and the spread of the rates that are shown; None for fewer than five.

    A set of authorities is held against others: without five beside its own there is no funnel,
    which would hold the set against itself.
    """
    rates = {code: each for code, each in shown_rates(table).items() if code != OWN_ROW}
    if len(one.authorities) > 1 and len(rates.keys() - set(one.authorities)) < FEWEST_AREAS:
        return None
    shown = list(rates.values())
    counts = [figure.figure.numerator for figure in shown]
    people = np.array([figure.figure.denominator or 0 for figure in shown], dtype=float)
    known = [count for count in counts if count is not None]
    if len(known) != len(counts) or len(known) < FEWEST_AREAS or not people.all():
        return None
    if not sum(known):
        return None
    found = funnel(known, people)
    return FunnelMarks(
        rate_axis(level),
        both(f"diagrams.people.{_per(level)}"),
        own_row(table, one),
        target=float(sum(known) / people.sum() * _PER),
        tau=float(between_areas(found.phi, 1 / (4 * people)) ** 0.5),
    )


def shown_rates(table: ReleasedTable) -> dict[str, ReleasedFigure]:
    """The figures of a table's first column that are shown, by row."""
    column = table.table.columns[0]
    cells = {row.code: table.cell(row, column) for row in table.table.rows}
    return {
        code: cell
        for code, cell in cells.items()
        if cell is not None and cell.shown and cell.figure.value is not None
    }


def tiles(table: ReleasedTable, one: AreaSet, level: Level) -> TileMarks | None:
    """The rates of the authorities in up to four classes; None for fewer than five."""
    rates = {
        code: cell.figure.value or 0.0
        for code, cell in shown_rates(table).items()
        if code != OWN_ROW
    }
    if len(rates) < FEWEST_AREAS:
        return None
    parts = np.array_split(sorted(rates.values(), reverse=True), _MOST_TILE_CLASSES)
    ends = _apart([float(part[-1]) for part in parts if part.size])
    of = {
        code: str(next(at for at, low in enumerate(ends) if rate >= low))
        for code, rate in rates.items()
    }
    members = {
        str(at): [rate for code, rate in rates.items() if of[code] == str(at)]
        for at in range(len(ends))
    }
    classes = tuple(MarkedClass(code, _range(held)) for code, held in members.items())
    own = frozenset(one.authorities if len(one.authorities) < len(table.table.rows) else ())
    return TileMarks(rate_axis(level), classes, of, own, frozenset((OWN_ROW,)))


def _apart(ends: list[float]) -> list[float]:
    """The lower ends of classes, each once: equal rates are of one class."""
    return list(dict.fromkeys(ends))


def _range(held: list[float]) -> Bilingual:
    """The lowest and the highest rate of a class, which are members of it."""
    low, high = min(held), max(held)
    places = 1 if low >= 1 else 2
    said = {lang: (number(low, lang, places), number(high, lang, places)) for lang in LANGUAGES}
    if said["en"][0] == said["en"][1]:
        return Bilingual(said["en"][0], said["cy"][0])
    lows = Bilingual(said["en"][0], said["cy"][0])
    return both("diagrams.range", low=lows, high=Bilingual(said["en"][1], said["cy"][1]))


def months(table: ReleasedTable) -> MonthMarks | None:
    """Each month beside the mean of its measure's months; None for under twelve months."""
    of: dict[tuple[str, str], str] = {}
    rows = table.table.rows
    for column in table.table.columns:
        cells = {row.code: table.cell(row, column) for row in rows}
        known = {
            code: cell.figure.value
            for code, cell in cells.items()
            if cell is not None and cell.shown and cell.figure.value is not None
        }
        if len(known) < FEWEST_MONTHS or not sum(known.values()):
            continue
        # By the day, so that February is not low for being short.
        daily = {code: value / Period.parse(code).days for code, value in known.items()}
        mean = sum(daily.values()) / len(daily)
        of |= {(code, column.code): _shade(value / mean) for code, value in daily.items()}
    if not of:
        return None
    classes = tuple(MarkedClass(code, both(f"diagrams.shade.{code}")) for code, _ in _SHADES)
    return MonthMarks(both("diagrams.axis.months"), classes, of)


def _shade(ratio: float) -> str:
    return next(code for code, least in _SHADES if ratio >= least)
