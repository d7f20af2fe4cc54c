"""Incidents by small area and month, the points they were recorded at, and deprivation.

Files to 2022 carry areas of the census of 2011, later ones of 2021. Where both meet, areas
that were divided or joined are looked at together, so that nothing has to be shared out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

import numpy as np
import numpy.typing as npt

from diogel.core import Period
from diogel.engine import ColumnType, Engine, Float64, Frame, col
from diogel.engine import len as count_rows
from diogel.places import authority_of_lsoa, force, vintages_of_lsoa
from diogel.standard import crosswalk

TOTAL = "police-recorded-crime"
"""The measure of all types together but anti-social behaviour."""
WITHOUT_CRIME = "without-crime"
SAFETY_WEIGHT: Mapping[str, float] = {"wimd-2019": 0.05}
"""The share of the safety domain in the overall score. The eight published scores of 2019 add
up to the overall one with 22, 22, 15, 14, 10, 7, 5 and 5 per cent; a test adds them up."""
PLACED, UNPLACED = "placed", "unplaced"
INCIDENT_COLUMNS: Mapping[str, ColumnType] = {
    "period": "text",
    "force": "text",
    "longitude": "number",
    "latitude": "number",
    "lsoa_code": "text",
    "placement": "text",
    "type": "text",
}
DEPRIVATION_COLUMNS: Mapping[str, ColumnType] = {
    "version": "text",
    "lsoa_code": "text",
    "domain": "text",
    "rank": "integer",
    "score": "number",
}
LOOKUP_COLUMNS: Mapping[str, ColumnType] = {
    "from_code": "text",
    "from_level": "text",
    "to_code": "text",
    "to_level": "text",
}
Counts = npt.NDArray[np.int64]
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SmallAreas:
    """Counts of each measure by small area and month.

    Attributes
    ----------
    codes : tuple of str
        LSOA codes of either census that any row has, in order.
    months : tuple of Period
    counts : mapping of measure to array, shape (codes, months)
        [count]; zero where there is no row, also in a month that is missing: whether a month
        is there is for the series to say.
    longitude, latitude : array, shape (codes,)
        The medians of the points of an area's records. [degrees]
    unplaced : mapping of measure to mapping of force code to array, shape (months,)
        Records without a place. [count]
    memory : dict
        What is worked out once for all measures and areas; no part of what is compared.
    """

    codes: tuple[str, ...]
    months: tuple[Period, ...]
    counts: Mapping[str, Counts]
    longitude: Array
    latitude: Array
    unplaced: Mapping[str, Mapping[str, Counts]] = field(default_factory=dict)
    memory: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @cached_property
    def authorities(self) -> tuple[str, ...]:
        """The authority of each code; empty for a code of no census."""
        return tuple(authority_of_lsoa(code) or "" for code in self.codes)

    @cached_property
    def used(self) -> npt.NDArray[np.bool_]:
        """Which codes any record of a month has, shape (codes, months)."""
        empty = np.zeros((len(self.codes), len(self.months)), dtype=bool)
        return np.asarray(sum((table > 0 for table in self.counts.values()), empty), dtype=bool)

    def of_census(self, year: int) -> npt.NDArray[np.bool_]:
        """Which codes only that census has, shape (codes,)."""
        return self._of_census[year]

    @cached_property
    def _of_census(self) -> dict[int, npt.NDArray[np.bool_]]:
        only = [vintages_of_lsoa(code) for code in self.codes]
        return {year: np.array([v == (year,) for v in only], dtype=bool) for year in (2011, 2021)}

    def columns(self, periods: Sequence[Period]) -> list[int]:
        """The positions of the months that lie in some periods."""
        return [at for at, month in enumerate(self.months) if any(p.covers(month) for p in periods)]


def read_small_areas(
    engine: Engine,
    incidents: Frame,
    *,
    first: Period | None = None,
    last: Period | None = None,
) -> SmallAreas:
    """The incidents of the police's files by small area and month.

    Parameters
    ----------
    incidents : Frame
        The store's table, with at least `INCIDENT_COLUMNS`.
    first, last : Period, optional
        Only months between these two, both included.
    """
    frame = incidents
    if first is not None:
        frame = frame.filter(col("period") >= str(first))
    if last is not None:
        frame = frame.filter(col("period") <= str(last))
    placed = frame.filter(col("placement") == PLACED)
    rows = engine.rows(
        placed.group_by("lsoa_code", "period", "type").agg(count_rows().alias("rows"))
    )
    points = {code: (x, y) for code, x, y in engine.rows(_medians(placed))}
    lost = engine.rows(
        frame.filter(col("placement") == UNPLACED)
        .group_by("force", "period", "type")
        .agg(count_rows().alias("rows"))
    )
    codes = tuple(sorted({row[0] for row in rows}))
    months = tuple(Period.parse(p) for p in sorted({row[1] for row in (*rows, *lost)}))
    at = {code: number for number, code in enumerate(codes)}
    when = {str(month): number for number, month in enumerate(months)}
    counts: dict[str, Counts] = {}
    of_type: dict[str, list[tuple[int, int, int]]] = {}
    for code, period, type_, number in rows:
        of_type.setdefault(type_, []).append((at[code], when[period], int(number)))
    for type_, cells in of_type.items():
        across, along, numbers = np.array(cells, dtype=np.int64).T
        for measure in measures_of(type_):
            if measure not in counts:
                counts[measure] = np.zeros((len(codes), len(months)), dtype=np.int64)
            np.add.at(counts[measure], (across, along), numbers)
    nowhere = (float("nan"), float("nan"))
    middle = np.array([points.get(code, nowhere) for code in codes], dtype=float).reshape(-1, 2)
    return SmallAreas(
        codes, months, counts, middle[:, 0], middle[:, 1], _unplaced(lost, when, len(months))
    )


def _medians(placed: Frame) -> Frame:
    """The middle of the points of each small area's records."""
    known = placed.filter(~col("longitude").is_null())
    return known.group_by("lsoa_code").agg(
        col("longitude").cast(Float64).median().alias("x"),
        col("latitude").cast(Float64).median().alias("y"),
    )


def _unplaced(
    rows: Iterable[Sequence[object]], when: Mapping[str, int], months: int
) -> dict[str, dict[str, Counts]]:
    found: dict[str, dict[str, Counts]] = defaultdict(dict)
    for slug, period, type_, number in rows:
        known = force(str(slug))
        if known is None or not known.code:
            continue
        for measure in measures_of(str(type_)):
            empty = np.zeros(months, dtype=np.int64)
            found[measure].setdefault(known.code, empty)[when[str(period)]] += int(str(number))
    return dict(found)


@cache
def measures_of(type_: str) -> tuple[str, ...]:
    """The measures that a type of the police's files counts for: its own, and the total.

    A type that nobody knows counts for the total alone; anti-social behaviour is no crime.
    """
    known = crosswalk().police_type(type_)
    if known is None:
        return (TOTAL,)
    own = (known.measure,) if known.measure else ()
    return (*own, TOTAL) if known.recorded_crime else own


@dataclass(frozen=True)
class Deprivation:
    """One version of the index of deprivation.

    Attributes
    ----------
    ranks, scores : mapping of domain to mapping of LSOA code to number
        "overall", "income", "safety" and the others. Rank 1 and high scores are the most
        deprived.
    """

    version: str
    ranks: Mapping[str, Mapping[str, int]]
    scores: Mapping[str, Mapping[str, float]]
    memory: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    def ranked_by(self, by: str) -> Mapping[str, int]:
        """Rank of every small area, 1 the most deprived, by a domain or without the crime part.

        Empty where that is not held.
        """
        return self._without_crime if by == WITHOUT_CRIME else self.ranks.get(by, {})

    @cached_property
    def _without_crime(self) -> dict[str, int]:
        """By the overall score less the safety domain's part of it; of equals the lower code."""
        weight = SAFETY_WEIGHT.get(self.version)
        overall, safety = self.scores.get("overall"), self.scores.get("safety")
        if weight is None or not overall or not safety:
            return {}
        rest = {code: number - weight * safety.get(code, 0.0) for code, number in overall.items()}
        ordered = sorted(rest, key=lambda code: (-rest[code], code))
        return {code: at for at, code in enumerate(ordered, 1)}


def read_deprivation(engine: Engine, frame: Frame) -> tuple[Deprivation, ...]:
    """Every version of a table of deprivation, in order of its name."""
    ranks: dict[str, dict[str, dict[str, int]]] = {}
    scores: dict[str, dict[str, dict[str, float]]] = {}
    for version, code, domain, rank, score in engine.rows(frame.select(*DEPRIVATION_COLUMNS)):
        if rank is not None:
            ranks.setdefault(version, {}).setdefault(domain, {})[code] = int(rank)
        if score is not None:
            scores.setdefault(version, {}).setdefault(domain, {})[code] = float(score)
    return tuple(Deprivation(v, ranks[v], scores.get(v, {})) for v in sorted(ranks))


Units = Mapping[str, str]
"""Each LSOA code of either census by the code of the unit that it is looked at in."""


def read_units(engine: Engine, lookups: Frame) -> dict[str, str]:
    """Units that both censuses' areas fit into whole, from the official lookup.

    An area that was divided is a unit with its parts, areas that were joined one with the
    whole. Empty without a lookup of 2011 to 2021.
    """
    frame = lookups.filter(col("from_level") == "lsoa11", col("to_level") == "lsoa21")
    pairs = engine.rows(frame.select("from_code", "to_code"))
    return units_of(pairs)


def units_of(pairs: Iterable[Sequence[str]]) -> dict[str, str]:
    """Codes by the first code of all that hang together with them."""
    above: dict[str, str] = {}

    def top(code: str) -> str:
        while above.setdefault(code, code) != code:
            above[code] = above[above[code]]
            code = above[code]
        return code

    for old, new in pairs:
        one, other = sorted((top(old), top(new)))
        above[other] = one
    return {code: top(code) for code in list(above)}
