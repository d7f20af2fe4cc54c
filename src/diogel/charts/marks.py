"""What a chart needs beside its released table: limits, signals, classes, whose area it is.

Values are never here: what is drawn and said of an area or a month is the table's own
released figure. A table with a hidden month has no limits drawn, as they could tell it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from diogel.core import Bilingual, Period
from diogel.statistics import Chart as ControlChart
from diogel.statistics import Signal

Bounds = tuple[float, float, float] | None
NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class SeriesMarks:
    """A series in time.

    The table has one column, and rows whose codes are periods in order ("2024-03"); or, to
    take less of a page, a column for each year ("2024") and a row for each month ("03") or
    quarter ("Q1"), without cells before the first period and after the last.

    Attributes
    ----------
    axis : Bilingual
        What is measured: "Recorded incidents a month".
    bounds : tuple of (mean, lower, upper) or None
        In step with the periods; None where a baseline has no limits. Empty for no limits.
    signals : tuple of frozenset of Signal
        In step with the periods; empty for none.
    rebases : mapping of period as text to Bilingual
        Where a person began a new baseline, and why.
    notes : mapping of period as text to Bilingual
        Why a period has no number, or what a person noted of it.
    enough : bool
        False when a baseline has so few points that its limits are provisional.
    """

    axis: Bilingual
    bounds: tuple[Bounds, ...] = ()
    signals: tuple[frozenset[Signal], ...] = ()
    rebases: Mapping[str, Bilingual] = field(default_factory=dict)
    notes: Mapping[str, Bilingual] = field(default_factory=dict)
    enough: bool = True


def series_marks(
    axis: Bilingual,
    chart: ControlChart | None,
    *,
    rebases: Mapping[Period, Bilingual] | None = None,
    notes: Mapping[Period, Bilingual] | None = None,
) -> SeriesMarks:
    """The marks of a control chart, whose points are in step with the table's periods."""
    told = {str(period): text for period, text in (notes or {}).items()}
    begun = {str(period): text for period, text in (rebases or {}).items()}
    if chart is None:
        return SeriesMarks(axis, rebases=begun, notes=told)
    columns = np.column_stack([chart.mean, chart.lower, chart.upper])
    bounds = tuple(_bounds([float(v) for v in row]) for row in columns)
    return SeriesMarks(axis, bounds, chart.signals, begun, told, chart.enough)


def _bounds(row: Sequence[float]) -> Bounds:
    mean, lower, upper = row
    return None if any(map(math.isnan, row)) else (mean, lower, upper)


@dataclass(frozen=True, slots=True)
class IntervalMarks:
    """Values with limits, one below the other: an area and those it is held against, or one
    area's measures.

    Attributes
    ----------
    axis : Bilingual
        "Incidents per 1,000 residents, year to March 2024".
    own : str
        Row code of the area that the document is of; empty where the rows are no areas.
    reference : str
        Row code whose value is drawn as a line through all rows; empty for none.
    column : str
        Code of the column that is drawn; empty for the first.
    beside : str
        Code of a column whose values stand in the same rows as small signs; empty for none.
    line : float or None
        A value that is no figure, drawn as a line through all rows: 1 for no difference.
    line_label : Bilingual
        What the line stands for.
    """

    axis: Bilingual
    own: str = ""
    reference: str = ""
    column: str = ""
    beside: str = ""
    line: float | None = None
    line_label: Bilingual = NOTHING


@dataclass(frozen=True, slots=True)
class FunnelMarks:
    """Rates over population: the table's rows are areas, each figure's base its population.

    Attributes
    ----------
    axis, people : Bilingual
        What is measured, and what the population is: "Residents".
    own : str
        Row code of the area that is named; the others stay without a name.
    target : float
        [events per `per`]
    tau : float
        The spread between areas beyond Poisson. [square root of events per person]
    """

    axis: Bilingual
    people: Bilingual
    own: str
    target: float
    tau: float
    per: float = 1_000
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class GroupMarks:
    """Rates by group from the most to the least deprived, and the line fitted through them.

    Attributes
    ----------
    most, least : float or None
        The two ends of the fitted line. [units of the rates]
    log : bool
        Whether it was fitted to logarithms. Groups lie at the middle of their share of the
        figures' bases.
    """

    axis: Bilingual
    most: float | None = None
    least: float | None = None
    log: bool = False


@dataclass(frozen=True, slots=True)
class MarkedClass:
    """A class of values, told by its pattern and by these words."""

    code: str
    label: Bilingual


@dataclass(frozen=True, slots=True)
class TileMarks:
    """The 22 authorities as tiles: the table's rows are their codes, its first column shown.

    Attributes
    ----------
    heading : Bilingual
        What the tiles show.
    classes : tuple of MarkedClass
        At most six, in the order of the key; each has a pattern of its own.
    of : mapping of area code to class code
        An authority without one is drawn as having no number.
    own : frozenset of area code
        Those with a thick edge and a bold name.
    without_tile : frozenset of row code
        Rows that are no authority and stand nowhere on the map: several authorities together.
    """

    heading: Bilingual
    classes: tuple[MarkedClass, ...]
    of: Mapping[str, str]
    own: frozenset[str] = frozenset()
    without_tile: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MonthMarks:
    """A grid of periods, each cell of a class.

    The codes of the table's columns are periods in order, or those of its rows are: a table
    with a row for each month is the one that fits a page.

    Attributes
    ----------
    heading : Bilingual
        What the cells show.
    of : mapping of (row code, column code) to class code
        A pair that is absent has no number.
    """

    heading: Bilingual
    classes: tuple[MarkedClass, ...]
    of: Mapping[tuple[str, str], str]


Marks = SeriesMarks | IntervalMarks | FunnelMarks | GroupMarks | TileMarks | MonthMarks
