"""Typed results of places, inequality and harm; see `results` for what holds of all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from diogel.core import Bilingual, Limits, Status
from diogel.indicators.basis import NOTHING, Basis
from diogel.statistics import Concentration


@dataclass(frozen=True, slots=True)
class Places:
    """How a measure falls on small areas.

    Attributes
    ----------
    found, chance : Concentration or None
        As it is, and as the same number of events would be by chance alone.
    persistent : tuple of str
        LSOA codes among the top tenth in 9 of the last 12 months.
    hot, cold : tuple of str
        LSOA codes of clusters that stand after false discoveries are held at 5%.
    rates : mapping of LSOA code to float
        Drawn towards the area's rate by how few residents it has. [events per 1,000]
    vintage : int
        The census that the small areas were drawn for: 2011 or 2021.
    unplaced : int
        Events of the area's forces without a place, which are in none of this. [count]
    """

    measure: str
    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    found: Concentration | None = None
    chance: Concentration | None = None
    persistent: tuple[str, ...] = ()
    hot: tuple[str, ...] = ()
    cold: tuple[str, ...] = ()
    rates: Mapping[str, float] = field(default_factory=dict)
    vintage: int = 0
    unplaced: int = 0


@dataclass(frozen=True, slots=True)
class GroupRate:
    """One group of small areas by deprivation, 1 the most deprived."""

    group: int
    places: int
    count: int
    population: float
    rate: float
    limits: Limits


@dataclass(frozen=True, slots=True)
class Gradient:
    """How a measure falls with deprivation, over small areas grouped by rank.

    Attributes
    ----------
    grouping : str
        "deciles" or "quintiles", of Wales.
    ranked_by : str
        "without-crime" (the other domains together), "income" or "overall".
    slope : float or None
        The rate at the least deprived end less that at the most. [events per 1,000]
    relative : float or None
        The one over the other. [ratio]
    log : bool
        Whether the line was fitted to logarithms.
    fit : float or None
        Share of the spread of the group rates that the line explains. [0-1]
    """

    measure: str
    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    grouping: str = ""
    ranked_by: str = ""
    version: str = ""
    groups: tuple[GroupRate, ...] = ()
    slope: float | None = None
    slope_limits: Limits | None = None
    relative: float | None = None
    relative_limits: Limits | None = None
    most_deprived: float | None = None
    least_deprived: float | None = None
    log: bool = False
    fit: float | None = None


@dataclass(frozen=True, slots=True)
class Harm:
    """Counts weighted by harm, with the table of weights that somebody supplied.

    Attributes
    ----------
    table, table_day : str, date
        The name and the day of the table of weights.
    score : float or None
        Sum of counts times weights. None, with a reason, where there is no table, or where
        the counts are of types too wide to be weighted. [units of the weights]
    rate : float or None
        [units of the weights per 1,000 residents]
    shares : mapping of offence code to share
        What each adds to the score, the most first. [0-1]
    unweighted : tuple of str
        Offence codes that the table has no weight for, and so add nothing.
    """

    area: str
    basis: Basis
    status: Status
    reason: Bilingual = NOTHING
    table: str = ""
    table_day: date | None = None
    score: float | None = None
    score_limits: Limits | None = None
    rate: float | None = None
    population: float | None = None
    shares: Mapping[str, float] = field(default_factory=dict)
    unweighted: tuple[str, ...] = ()
