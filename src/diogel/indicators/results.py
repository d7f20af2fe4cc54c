"""What is said of an area: typed results, each with the months that it rests on.

A result that cannot be given has the status NOT_AVAILABLE, a reason, and None wherever a
number would stand. Nothing here is ever a low number made of missing months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from diogel.core import Bilingual, Limits, Period, Status
from diogel.indicators.area_sets import AreaSet
from diogel.indicators.basis import NOTHING, Basis
from diogel.indicators.place_results import Gradient, Harm, Places
from diogel.indicators.series import Series
from diogel.statistics import Chart, Signal


@dataclass(frozen=True, slots=True)
class Level:
    """A count over a window, and its rate.

    Attributes
    ----------
    count : int or None
        Events in the window; of a percentage the numerator. [count]
    value : float or None
        The number in the measure's own unit: the count, the pounds, the percentage.
    rate : float or None
        [events per 1,000 residents or households in the window]
    rate_limits, count_limits, value_limits : Limits or None
        95%: exact below ten events, Byar's from ten on; Wilson's for a percentage.
    denominator : float or None
        [residents or households, or what the supplier gave]
    per : str
        "residents", "households", "own" (what the supplier gave), or empty for a measure
        that is only ever a count.
    rate_reason : Bilingual
        Why there is a count and no rate; empty otherwise.
    unplaced : float or None
        The share of the records of the area's police forces that have no place and so are
        in nobody's count. None where that is not known. [0-1]
    members : tuple of int
        Of a set, each authority's count: for the disclosure room alone. [count]
    """

    measure: str
    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    count: int | None = None
    value: float | None = None
    count_limits: Limits | None = None
    value_limits: Limits | None = None
    rate: float | None = None
    rate_limits: Limits | None = None
    denominator: float | None = None
    per: str = ""
    rate_reason: Bilingual = NOTHING
    unplaced: float | None = None
    members: tuple[int, ...] = ()

    @property
    def given(self) -> bool:
        """True when there is a number."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class StandardRate:
    """A rate standardised directly to the European Standard Population of 2013.

    Attributes
    ----------
    count : int or None
        The events that it rests on. [count]
    rate, rate_limits : float, Limits or None
        Dobson's limits. [events per 1,000 of the standard population in the window]
    """

    measure: str
    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    count: int | None = None
    rate: float | None = None
    rate_limits: Limits | None = None


class Verdict(StrEnum):
    """What may be said of two numbers. There is no fourth word, and no league table."""

    HIGHER = "higher"
    LOWER = "lower"
    NOT_SEPARABLE = "not-separable"
    NOT_GIVEN = "not-given"


@dataclass(frozen=True, slots=True)
class Change:
    """Now against the same length of time before.

    Attributes
    ----------
    ratio : float or None
        The rate now over the rate before; counts where there are no rates.
    difference : float or None
        [events per 1,000, or events where there are no rates]
    percent : float or None
        100 (ratio - 1); None on a base under 30, where a percentage would mislead.
    method : str
        "root" (square roots of counts) or "e-test" (fewer than ten events on a side).
    dispersion : float
        How much wider than Poisson the months are; the limits allow for it. 1 for Poisson.
    """

    measure: str
    area: str
    now: Level
    before: Level
    status: Status
    verdict: Verdict
    reason: Bilingual = NOTHING
    ratio: float | None = None
    ratio_limits: Limits | None = None
    difference: float | None = None
    difference_limits: Limits | None = None
    percent: float | None = None
    p: float | None = None
    method: str = ""
    dispersion: float = 1.0


@dataclass(frozen=True, slots=True)
class Rebase:
    """A new baseline that a person began: when, for what, why, and on whose word.

    `measure` or `area` "*" is every one.
    """

    measure: str
    area: str
    start: Period
    reason: Bilingual
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Marked:
    """One period of a chart that is a special cause, and asks for a note."""

    period: Period
    value: float
    signals: frozenset[Signal]


@dataclass(frozen=True, slots=True)
class Season:
    """The yearly rhythm and the steady change of a series, where it is long enough.

    Attributes
    ----------
    growth : float or None
        Rate ratio from one year to the next. [ratio per year]
    growth_limits : Limits or None
        95%, widened by the spread of the months.
    swing : float or None
        The fitted highest month over the lowest. [ratio]
    peak, trough : int or None
        Calendar month, 1 to 12, of the fitted highest and lowest.
    dispersion : float or None
        Pearson's, above 1 for more spread than Poisson.
    seasonal : bool
        Whether the rhythm is more than chance would make.
    """

    status: Status
    months: int
    reason: Bilingual = NOTHING
    growth: float | None = None
    growth_limits: Limits | None = None
    swing: float | None = None
    peak: int | None = None
    trough: int | None = None
    dispersion: float | None = None
    seasonal: bool = False


@dataclass(frozen=True, slots=True)
class Trend:
    """A series on the chart that fits it.

    Attributes
    ----------
    kind : str
        "xmr", "c", "c-prime", "u-prime", "t" (days between events), or empty for none.
    periods : tuple of Period
        What the points of the chart are: months, or quarters where months are too few.
    notes : tuple of Bilingual or None
        Why a period has no number, in step with `periods`.
    marked : tuple of Marked
        Every special cause; each asks for a person's note and rebases nothing.
    latest : Marked or None
        The last period with a number, when it is a special cause.
    values : tuple of float or None
        The periods' numbers, in step with `periods`, where single periods are given; those
        that may not be said among them, for the disclosure room to hide.
    weighed : bool
        Whether it was decided, with all that adds up, which of them are hidden.
    """

    measure: str
    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    kind: str = ""
    periods: tuple[Period, ...] = ()
    notes: tuple[Bilingual | None, ...] = ()
    chart: Chart | None = None
    marked: tuple[Marked, ...] = ()
    latest: Marked | None = None
    rebases: tuple[Rebase, ...] = ()
    season: Season | None = None
    values: tuple[float | None, ...] = ()
    weighed: bool = False


@dataclass(frozen=True, slots=True)
class Comparator:
    """Whom an area is held against.

    Attributes
    ----------
    kind : str
        "wales", "force", "rural-urban" or "nearest".
    members : tuple of str
        Codes of the authorities; the area's own are among them only for "wales".
    distances : mapping of code to float
        For "nearest": how unlike each is. [standard deviations over all features together]
    near : bool
        False when even the nearest is further than the stated limit: "no near neighbour".
    """

    kind: str
    id: str
    name: Bilingual
    members: tuple[str, ...]
    distances: Mapping[str, float] = field(default_factory=dict)
    near: bool = True


@dataclass(frozen=True, slots=True)
class RankRange:
    """Between which ranks an area lies in 95% of draws: never one rank alone.

    1 is the highest rate.
    """

    highest: int
    lowest: int
    of: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """An area's rate against others', with the spread between authorities allowed for.

    Attributes
    ----------
    reference : float or None
        The comparators' rate together. [events per 1,000]
    ratio, ratio_limits : float, Limits or None
        The area's rate over theirs.
    lower, upper : float or None
        Between which rates an area of this size is not separable. [events per 1,000]
    z : float or None
        How far away it is, after the spread between authorities. [standard deviations]
    dispersion : float or None
        Spiegelhalter's phi over all authorities with a number: 1 if Poisson explained it.
    left_out : tuple of str
        Comparators without a number for the window.
    counts : tuple of int
        Each other comparator's count: for the disclosure room alone. [count]
    """

    measure: str
    area: str
    against: Comparator
    basis: Basis
    status: Status
    verdict: Verdict
    reason: Bilingual = NOTHING
    rate: float | None = None
    reference: float | None = None
    ratio: float | None = None
    ratio_limits: Limits | None = None
    lower: float | None = None
    upper: float | None = None
    z: float | None = None
    dispersion: float | None = None
    rank: RankRange | None = None
    left_out: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Field:
    """All authorities over one window: who has a rate, and the spread between them.

    Attributes
    ----------
    levels : mapping of code to Level
        Those with a rate, all by the same version of the population.
    phi : float
        Dispersion about their common rate; 1 when Poisson explains it.
    tau2 : float
        Variance between authorities beyond their own. [square root of events per person]
    counts : mapping of code to int
        Of all with a number, with or without a rate. [count]
    hidden : frozenset of str
        Codes of those whose number is held back: they are in nothing else here.
    ranks : mapping of code to RankRange
        Between which ranks each lies among those with a rate.
    """

    measure: str
    last: Period
    levels: Mapping[str, Level]
    phi: float
    tau2: float
    counts: Mapping[str, int]
    ranks: Mapping[str, RankRange]
    hidden: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """How many flags chance alone would raise, beside how many were raised.

    `kind` is "charts" (latest points outside their limits), "comparisons" or "changes".
    """

    kind: str
    tests: int
    expected: float
    flagged: int


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about the numbers that must be said wherever they are shown.

    `code` names the sentence in the `indicators` catalogue; `measure` is empty for a notice
    of the area as a whole.
    """

    code: str
    areas: tuple[str, ...]
    measure: str
    text: Bilingual


@dataclass(frozen=True, slots=True)
class MeasureIndicators:
    """Everything of one measure in one area. None where it was not asked for.

    `field` is all authorities over the window of the level; without levels in it where
    nobody has a rate.
    """

    measure: str
    series: Series
    level: Level
    change: Change
    trend: Trend
    comparisons: tuple[Comparison, ...] = ()
    standard: StandardRate | None = None
    places: Places | None = None
    gradient: Gradient | None = None
    field: Field | None = None

    @property
    def status(self) -> Status:
        """NOT_AVAILABLE when there is not even a count for the window."""
        return self.level.status


@dataclass(frozen=True, slots=True)
class AreaIndicators:
    """Everything of one area.

    Attributes
    ----------
    last : Period or None
        The latest month that any measure's window ends with.
    harm : Harm or None
        None without recorded crime by offence.
    synthetic : frozenset of str
        Codes of the measures that rest on invented numbers, of the demonstration.
    """

    area: AreaSet
    last: Period | None
    measures: Mapping[str, MeasureIndicators]
    harm: Harm | None = None
    synthetic: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    false_alarms: tuple[FalseAlarms, ...] = ()
