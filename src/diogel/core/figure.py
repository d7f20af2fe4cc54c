"""A value ready to be said, with everything that saying it honestly needs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from diogel.core.bilingual import Bilingual

_NOTHING = Bilingual("", "")


class Status(StrEnum):
    """What a value is. The letter is the shorthand that is printed in square brackets.

    Zero that was counted is OBSERVED. Not available, not applicable, confidential and
    zero are four different things.
    """

    OBSERVED = "observed"
    PROVISIONAL = "p"
    REVISED = "r"
    ESTIMATED = "e"
    NOT_AVAILABLE = "x"
    NOT_APPLICABLE = "z"
    CONFIDENTIAL = "c"
    BREAK = "b"


class Kind(StrEnum):
    """Which statistic a figure is.

    RATE: events per 1,000 of the denominator. RATIO: one rate over another. CHANGE: one
    count or rate less another. INDEX: a number without a unit of its own (a Gini
    coefficient, a slope of inequality). SCORE: a level on a scale that people gave, or what
    such levels come to.
    """

    COUNT = "count"
    SHARE = "share"
    MEAN = "mean"
    MEDIAN = "median"
    SUM = "sum"
    MINIMUM = "minimum"
    MAXIMUM = "maximum"
    DISTINCT = "distinct"
    COVERAGE = "coverage"
    RATE = "rate"
    RATIO = "ratio"
    CHANGE = "change"
    INDEX = "index"
    SCORE = "score"


class Base(StrEnum):
    """Who a figure is of. Never implicit.

    ALL: every response. ROUTED: those whom the route led to the question. ITEM_ANSWERED:
    those who gave this item any answer, "unsure" included. VALID: those who gave a usable
    answer, without "unsure" and "not applicable". FRAME: the list of units that could
    have answered. CONVERSATIONS: people or conversations, never pooled with the survey.
    EXPECTED: everything that should have come, whether or not it did. HELD: everything that
    came and holds. RECORDED: everything of a measure that was recorded in the area and
    period. SCORED: the priorities that partners scored. RESIDENTS, HOUSEHOLDS: those of the
    area, by the version of the population that the figure's note names. SMALL_AREAS: those
    that the area is divided into.
    """

    ALL = "all"
    ROUTED = "routed"
    ITEM_ANSWERED = "item-answered"
    VALID = "valid"
    FRAME = "frame"
    CONVERSATIONS = "conversations"
    EXPECTED = "expected"
    HELD = "held"
    RECORDED = "recorded"
    SCORED = "scored"
    RESIDENTS = "residents"
    HOUSEHOLDS = "households"
    SMALL_AREAS = "small-areas"


class Unit(StrEnum):
    """What is counted."""

    RESPONSE = "response"
    AUTHORITY = "authority"
    PARTNERSHIP = "partnership"
    STAFF = "staff"
    PERSON = "person"
    CONVERSATION = "conversation"
    ORGANISATION = "organisation"
    AREA = "area"
    ITEM = "item"
    INCIDENT = "incident"
    HOUSEHOLD = "household"


@dataclass(frozen=True, slots=True)
class Interval:
    """Two limits in whole units of a known finite population.

    Attributes
    ----------
    lower, upper : int
        The limits, both included. [units of `unit`]
    method : str
        "worst-case" (nobody knows what those who did not answer would say) or
        "hypergeometric" (if those who did not answer are like those who did).
    count, sample, population : int
        x of n answered, of N in the frame, in `unit`s: a joint response counts once for
        each authority it covers.
    """

    lower: int
    upper: int
    method: str
    count: int
    sample: int
    population: int
    unit: Unit = Unit.AUTHORITY


@dataclass(frozen=True, slots=True)
class Limits:
    """Two limits of an estimate, in the units of the figure's value.

    Attributes
    ----------
    method : str
        How they were worked out: "byar" (exact below ten events), "e-test", "root"
        (difference of square roots of counts), "funnel" (over-dispersed), "simulated".
    confidence : float
        The probability that they aim to cover. [0-1]
    """

    lower: float
    upper: float
    method: str
    confidence: float = 0.95


@dataclass(frozen=True, slots=True)
class Figure:
    """One value of one statistic, said the same way everywhere.

    Attributes
    ----------
    id : str
        Stable within its wave: "W9.no". Texts refer to it by this id.
    label : Bilingual
        What it is the value of, short enough for a table's row.
    kind, unit, base : Kind, Unit, Base
        The statistic, what is counted, and who it is of.
    value : float or None
        Unrounded. A share is 0 to 1. None whenever `status` is not a value's.
    numerator, denominator : int or None
        The count and its base for a share; the sum and the number of contributors for a
        mean; the sum and contributors for a sum. None where there is none.
    interval, bounds : Interval or None
        The exact interval and the worst-case bounds, for a known finite frame only.
    rank, tied : int or None, bool
        Standard competition rank on counts within its list, and whether it is shared.
    status : Status
    wave, source : str
        The survey wave and the question (or questions) it was counted from.
    sensitive : bool
        True for an opinion, False for an organisational fact: the policy has two rules.
    contributors : tuple of float
        For a mean or sum, each contributor's value, for the dominance rule. Never shown.
    cell : str
        The cell of the answers that this figure shows, shared by every figure that shows
        it; empty means its own id. What hides one hides all.
    family : str
        The additive group the cell belongs to (the options of one question, say).
    within : str
        The cell that is this figure's base when the base is itself a count of answers (a
        routed question): hiding that count hides this figure.
    parts : tuple of str
        For a net, the cells that its count is the sum of.
    synthetic : bool
        True when the value rests on invented answers that no report published.
    exception : str
        The recorded exception under which it is released; empty for none.
    weighted : bool
        True for a share of weights: then `numerator` and `denominator` are still the
        unweighted count and base, which decide what may be said, and the count is never
        said beside the share.
    effective_base : float or None
        (sum of weights)^2 / sum of squared weights over the base, of a weighted share.
        [responses]
    responses : frozenset of response id
        Who the base is, so that bases that differ by a few can be found. Empty where it is
        not known or not of responses. Never leaves the disclosure room.
    selected : bool
        True when being there at all tells something (one of the five largest): hidden, it
        is not listed either.
    limits : Limits or None
        The limits of a rate, a ratio, a change or an index.
    disclosure : str
        The class of the measure behind it: "published" (open data already), "small-counts"
        or "sensitive" (a partner's own numbers). Empty for answers to a survey.
    note : Bilingual
        What must stand beside it: why there is no number, which months are missing, which
        version of the population. Both empty for nothing.
    """

    id: str
    label: Bilingual
    kind: Kind
    unit: Unit
    base: Base
    value: float | None
    numerator: int | None = None
    denominator: int | None = None
    interval: Interval | None = None
    bounds: Interval | None = None
    rank: int | None = None
    tied: bool = False
    status: Status = Status.OBSERVED
    wave: str = ""
    source: str = ""
    sensitive: bool = False
    contributors: tuple[float, ...] = ()
    cell: str = ""
    family: str = ""
    within: str = ""
    parts: tuple[str, ...] = ()
    synthetic: bool = False
    exception: str = ""
    weighted: bool = False
    effective_base: float | None = None
    responses: frozenset[str] = frozenset()
    selected: bool = False
    limits: Limits | None = None
    disclosure: str = ""
    note: Bilingual = _NOTHING

    @property
    def shown_cell(self) -> str:
        """The cell of the answers that this figure shows."""
        return self.cell or self.id

    def hidden(self) -> Figure:
        """Itself with nothing left that could tell its value: confidential everywhere."""
        return replace(
            self,
            value=None,
            numerator=None,
            denominator=None,
            interval=None,
            bounds=None,
            limits=None,
            rank=None,
            tied=False,
            status=Status.CONFIDENTIAL,
            contributors=(),
            effective_base=None,
            responses=frozenset(),
        )
