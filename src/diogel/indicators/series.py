"""Numbers in order of time for an area, out of the observations; a missing one stays missing.

A month in which any member of a set has no number has none for the set. Zero is a number
that somebody counted; a month that nobody counted is a point without a value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from diogel.core import Bilingual, Grain, Period, Status
from diogel.engine import Engine, Frame, col
from diogel.indicators.area_sets import AreaSet, force_of, names_of
from diogel.language import both
from diogel.standard import measure as measure_of

_COLUMNS = (
    "measure_code",
    "area_code",
    "period",
    "value",
    "numerator",
    "denominator",
    "status",
    "suppression",
    "source_org",
    "note_en",
    "note_cy",
    "extracted_on",
    "supplied_on",
)
_FIRM = {
    "provisional": Status.PROVISIONAL,
    "revised": Status.REVISED,
    "estimated": Status.ESTIMATED,
    "break": Status.BREAK,
}
_SUPPRESSED = {
    "[x]": Status.NOT_AVAILABLE,
    "[c]": Status.CONFIDENTIAL,
    "[z]": Status.NOT_APPLICABLE,
}
# Of several statuses in a sum, the first of these that any part has.
_GRAVEST = (
    Status.CONFIDENTIAL,
    Status.NOT_AVAILABLE,
    Status.NOT_APPLICABLE,
    Status.BREAK,
    Status.ESTIMATED,
    Status.PROVISIONAL,
    Status.REVISED,
    Status.OBSERVED,
)
ADDED = ("count", "money")
"""The types of measure whose numbers add up; of others the parts are added, where known."""


@dataclass(frozen=True, slots=True)
class Point:
    """One period of a series.

    Attributes
    ----------
    value : float or None
        In the measure's unit; None when there is no number.
    denominator : float or None
        As the observation gives it; a rate here takes its own, see `Populations`.
    note : Bilingual or None
        Why there is no number, or what must be said of it.
    missing : tuple of str
        Codes of the members of a set that have no number.
    taken : date or None
        The day it was taken from its supplier's system, or else supplied.
    """

    period: Period
    value: float | None
    status: Status
    denominator: float | None = None
    note: Bilingual | None = None
    numerator: float | None = None
    missing: tuple[str, ...] = ()
    taken: date | None = None

    @property
    def given(self) -> bool:
        """True when there is a number, zero included."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Series:
    """One measure in one area, period after period without a gap.

    Attributes
    ----------
    points : tuple of Point
        From the first to the last period that anybody knows anything of, in order; a period
        in between that nobody told of is a point without a value.
    source : str
        The organisation whose numbers they are; empty for several.
    """

    measure: str
    area: str
    points: tuple[Point, ...]
    source: str = ""

    @property
    def grain(self) -> Grain:
        """How long its periods are; months when it has none."""
        return self.points[0].period.grain if self.points else Grain.MONTH

    @property
    def given(self) -> tuple[Point, ...]:
        """The points with a number."""
        return tuple(point for point in self.points if point.given)

    @property
    def last(self) -> Period | None:
        """The last period with a number."""
        return self.given[-1].period if self.given else None

    def between(self, first: Period, last: Period) -> tuple[Point, ...]:
        """Its points from the one period to the other; those outside what is known missing."""
        held = {point.period: point for point in self.points}
        if first.start > last.start:
            return ()
        found = []
        period = first
        while period.start <= last.start:
            found.append(held.get(period) or _nothing(period, self.area))
            period = period.shifted(1)
        return tuple(found)


def read_series(
    engine: Engine,
    observations: Frame,
    areas: Sequence[AreaSet],
    measures: Sequence[str],
) -> dict[tuple[str, str], Series]:
    """Every asked-for series, by the code of the measure and the id of the area.

    The numbers of a set are its authorities', added. Where no authority has the measure but
    the area itself does (a health board's, a force's own), those are taken.
    """
    wanted = {code for one in areas for code in (*one.authorities, one.id)}
    single = _single(engine, observations, sorted(wanted), measures)
    found = {}
    for one in areas:
        for measure in measures:
            found[measure, one.id] = set_series(single, one, measure)
    return found


def read_own_series(
    engine: Engine, observations: Frame, codes: Sequence[str], measures: Sequence[str]
) -> dict[tuple[str, str], Series]:
    """What areas have of their own, by the code of the measure and of the area; nothing added.

    A force's own number holds the records without a place too, and those that lie outside its
    area: it is what the force recorded, and a little more than its authorities together.
    """
    return _single(engine, observations, codes, measures)


def set_series(single: Mapping[tuple[str, str], Series], one: AreaSet, measure: str) -> Series:
    """One set's series out of those of single areas."""
    own = single.get((measure, one.id))
    if one.authorities == (one.id,):
        return own or Series(measure, one.id, ())
    members = {code: single[measure, code] for code in one.authorities if (measure, code) in single}
    if not members:
        return own or Series(measure, one.id, ())
    return add_up(members, one, measure)


def add_up(members: Mapping[str, Series], one: AreaSet, measure: str) -> Series:
    """The sum of a set's members, missing wherever one of them is."""
    grain = max((s.grain for s in members.values()), key=list(Grain).index)
    even = {code: regrained(series, grain) for code, series in members.items()}
    periods = [point.period for series in even.values() for point in series.points]
    if not periods:
        return Series(measure, one.id, ())
    first, last = min(periods), max(periods)
    rows = {
        code: even[code].between(first, last) if code in even else None for code in one.authorities
    }
    length = next(len(row) for row in rows.values() if row is not None)
    added = measure_of(measure).measure_type in ADDED
    points = []
    for at in range(length):
        parts = {
            code: row[at] if row else _nothing(first.shifted(at), code)
            for code, row in rows.items()
        }
        points.append(_sum(parts, first.shifted(at), added=added))
    sources = {series.source for series in members.values()}
    return Series(measure, one.id, tuple(points), sources.pop() if len(sources) == 1 else "")


def _sum(parts: Mapping[str, Point], period: Period, *, added: bool) -> Point:
    missing = tuple(code for code, point in parts.items() if not point.given)
    status = min((p.status for p in parts.values()), key=_GRAVEST.index)
    if missing:
        return Point(period, None, status, note=_why(parts, missing), missing=missing)
    taken = _latest(parts.values())
    denominator = _total(point.denominator for point in parts.values())
    numerator = _total(point.numerator for point in parts.values())
    note = next((p.note for p in parts.values() if p.note), None)
    if added:
        value = float(sum(point.value or 0.0 for point in parts.values()))
        return Point(period, value, status, denominator, note, numerator, taken=taken)
    if numerator is None or not denominator:
        why = both("indicators.reason.not-added")
        return Point(period, None, Status.NOT_AVAILABLE, note=why, missing=tuple(parts))
    percent = 100 * numerator / denominator
    return Point(period, percent, status, denominator, note, numerator, taken=taken)


def _why(parts: Mapping[str, Point], missing: Sequence[str]) -> Bilingual:
    """Which forces' areas have no number where all of their members miss, else which members."""
    lost = {force_of(code) for code in missing}
    whole = all(code in missing for code in parts if force_of(code) in lost)
    codes = sorted(lost) if whole and all(lost) else list(missing)
    return both("indicators.reason.members-missing", areas=names_of(codes))


def _total(values: Iterable[float | None]) -> float | None:
    """The sum, or None when a part is not known."""
    known = list(values)
    return None if any(v is None for v in known) else float(sum(v for v in known if v is not None))


def _nothing(period: Period, code: str) -> Point:
    return Point(period, None, Status.NOT_AVAILABLE, note=_no_number(), missing=(code,))


def _no_number() -> Bilingual:
    return both("indicators.reason.nothing-supplied")


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.FINANCIAL_YEAR: 12}


def regrained(series: Series, grain: Grain) -> Series:
    """The same numbers by quarter or year, missing where one of the months is.

    A series of longer periods than asked for stays as it is: nobody can divide a year.
    """
    if not series.points or series.grain is grain or Grain.DAY in (series.grain, grain):
        return series
    if _MONTHS[series.grain] >= _MONTHS[grain]:
        return series
    held: dict[Period, list[Point]] = defaultdict(list)
    for point in series.points:
        held[_holding(point.period, grain)].append(point)
    step = _MONTHS[grain] // _MONTHS[series.grain]
    points = [_merged(period, parts, step, series.area) for period, parts in sorted(held.items())]
    return replace(series, points=tuple(points))


def _holding(period: Period, grain: Grain) -> Period:
    """The longer period that a period lies in."""
    year, month = period.start.year, period.start.month
    if grain is Grain.QUARTER:
        return Period.parse(f"{year:04}-Q{(month + 2) // 3}")
    if grain is Grain.FINANCIAL_YEAR:
        first = year if month > 3 else year - 1
        return Period.parse(f"{first:04}/{(first + 1) % 100:02}")
    return Period.parse(f"{year:04}")


def _merged(period: Period, parts: Sequence[Point], step: int, code: str) -> Point:
    if len(parts) < step or not all(point.given for point in parts):
        worst = min((p.status for p in parts if not p.given), key=_GRAVEST.index, default=None)
        why = next((p.note for p in parts if not p.given and p.note), None) or _no_number()
        missing = tuple(dict.fromkeys(c for p in parts for c in p.missing)) or (code,)
        return Point(period, None, worst or Status.NOT_AVAILABLE, note=why, missing=missing)
    status = min((p.status for p in parts), key=_GRAVEST.index)
    value = float(sum(p.value or 0.0 for p in parts))
    note = next((p.note for p in parts if p.note), None)
    last = parts[-1].denominator
    return Point(period, value, status, last, note, value, taken=_latest(parts))


def _single(
    engine: Engine, observations: Frame, codes: Sequence[str], measures: Sequence[str]
) -> dict[tuple[str, str], Series]:
    """The series of single areas, each of one organisation and one length of period."""
    frame = observations.filter(
        col("measure_code").is_in(list(measures)),
        col("area_code").is_in(list(codes)),
        col("breakdown") == "all",
    ).select(*_COLUMNS)
    rows: dict[tuple[str, str], dict[tuple[str, Grain], list[Point]]] = {}
    for measure, code, period, *rest in engine.rows(frame):
        *numbers, status, suppression, source, en, cy, extracted, supplied = rest
        point = _point(Period.parse(period), numbers, status, suppression, Bilingual(en, cy), code)
        point = replace(point, taken=_day(extracted) or _day(supplied))
        kept = rows.setdefault((measure, code), {})
        kept.setdefault((source or "", point.period.grain), []).append(point)
    return {key: _chosen(*key, kinds) for key, kinds in rows.items()}


def _day(day: object) -> date | None:
    if day is None or isinstance(day, date):
        return day
    return date.fromisoformat(str(day))


def _latest(points: Iterable[Point]) -> date | None:
    return max((p.taken for p in points if p.taken is not None), default=None)


def _point(
    period: Period,
    numbers: Sequence[float | None],
    status: str,
    suppression: str | None,
    note: Bilingual,
    code: str,
) -> Point:
    value, numerator, denominator = numbers
    told = Bilingual(note.en or "", note.cy or "")
    said = told if told.en or told.cy else None
    if value is None:
        why = _SUPPRESSED.get(suppression or "", Status.NOT_AVAILABLE)
        return Point(period, None, why, note=said or _no_number(), missing=(code,))
    firm = _FIRM.get(status, Status.OBSERVED)
    return Point(period, float(value), firm, denominator, said, numerator)


def _chosen(measure: str, code: str, kinds: Mapping[tuple[str, Grain], Sequence[Point]]) -> Series:
    """Of several organisations or lengths of period, the one with the most numbers.

    Numbers of two organisations for one area are never added: they may be the same events.
    """
    order = Counter({kind: sum(p.given for p in points) for kind, points in kinds.items()})
    source, grain = min(order, key=lambda kind: (-order[kind], list(Grain).index(kind[1]), kind[0]))
    points = {p.period: p for p in sorted(kinds[source, grain], key=lambda p: p.period)}
    bare = Series(measure, code, tuple(points.values()), source)
    return replace(bare, points=bare.between(min(points), max(points)))
