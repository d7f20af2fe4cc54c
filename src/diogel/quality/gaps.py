"""The gap map: what numbers each subject and area has, what is late, what nobody supplies.

The standard says which kind of supplier should give which measure, how often and how soon.
Here that is held against what came, area by area.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from diogel.core import Grain, Period, Severity
from diogel.engine import Engine
from diogel.places import Scheme, areas
from diogel.quality.delivery_checks import last_due
from diogel.quality.evidence import Evidence, evidence_held
from diogel.quality.findings import Finding
from diogel.quality.holdings import last_day
from diogel.quality.naming import WALES
from diogel.quality.observing import TOTAL
from diogel.quality.settings import Settings, load_settings
from diogel.standard import (
    Measure,
    Prescribed,
    Supply,
    measures,
    prescribed_items,
    suppliers,
    themes,
    until_changed,
)
from diogel.store import Store

POLICE = "police"
QUARTERS = 4
"""How many quarters of prescribed information are looked back on."""
_COUNTED_BY_AUTHORITY = ("lsoa", "csp")


class State(StrEnum):
    """How it stands with one measure for one area.

    CURRENT: the latest period that is due is there. LATE: it came before, and the latest
    is not there. DRIED_UP: it has long not come. NEVER: nothing ever came.
    """

    CURRENT = "current"
    LATE = "late"
    DRIED_UP = "dried-up"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Need:
    """One measure from one kind of supplier for one area.

    Attributes
    ----------
    theme : str
        The measure's first theme.
    latest : Period or None
        The latest period with an answer.
    late : int
        How many of the supply's periods have been due since. [periods]
    """

    theme: str
    measure: str
    supplier: str
    frequency: str
    area: str
    state: State
    latest: Period | None = None
    late: int = 0
    prescribed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Balance:
    """How much of the evidence is the police's own.

    Attributes
    ----------
    of : str
        A theme's or an area's code.
    police, other : int
        Measures with any number from the police, and from others. One that two kinds of
        source give is two pieces of evidence. [measures]
    asked : tuple of str
        Codes of measures of others that the standard has and nobody gave.
    """

    of: str
    police: int
    other: int
    asked: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """All measures with any number. [measures]"""
        return self.police + self.other

    @property
    def police_percent(self) -> int | None:
        """The police's part, in whole per cent; None where there is no evidence."""
        return (200 * self.police + self.total) // (2 * self.total) if self.total else None

    @property
    def other_percent(self) -> int | None:
        """The rest: the two always add up to 100."""
        return None if self.police_percent is None else 100 - self.police_percent

    def one_sided(self, settings: Settings) -> bool:
        """Whether more of it is the police's than the settings allow without a warning."""
        return 100 * self.police > settings.limit("balance", "police_above") * self.total


@dataclass(frozen=True, slots=True)
class PrescribedState:
    """How many authorities one prescribed item is there for, in one quarter.

    `in_time` and `later` cannot be told apart by looking back at the numbers alone, so an
    item is received, due and not received, or not yet due. [authorities]
    """

    item: str
    supplier: str
    quarter: Period
    received: int
    of: int
    due: bool
    ever: bool

    @property
    def state(self) -> str:
        """One of "received", "part", "late" (it came for other quarters), "never" or "not-due"."""
        if self.received == self.of:
            return "received"
        if self.received:
            return "part"
        if not self.due:
            return "not-due"
        return "late" if self.ever else "never"


@dataclass(frozen=True, slots=True)
class GapMap:
    """Everything that there is, and everything that there is not.

    Attributes
    ----------
    day : date or None
        The day by which periods are due.
    needs : tuple of Need
        One for each measure, kind of supplier and area.
    by_theme, by_area : tuple of Balance
        Themes in the standard's order; the local authorities, and Wales for all of them.
    prescribed : tuple of PrescribedState
        Each prescribed item in each of the latest quarters.
    empty_themes : tuple of str
        Themes without a measure in the standard.
    """

    day: date | None
    settings: Settings
    needs: tuple[Need, ...]
    by_theme: tuple[Balance, ...]
    by_area: tuple[Balance, ...]
    prescribed: tuple[PrescribedState, ...]
    empty_themes: tuple[str, ...]
    synthetic: bool = False

    def as_record(self) -> dict[str, object]:
        """The whole map for other programs."""
        return {
            "day": self.day.isoformat() if self.day else None,
            "settings": self.settings.id,
            "synthetic": self.synthetic,
            "needs": [_need_record(need) for need in self.needs],
            "by_theme": [_balance_record(balance) for balance in self.by_theme],
            "by_area": [_balance_record(balance) for balance in self.by_area],
            "prescribed": [_prescribed_record(each) for each in self.prescribed],
            "themes_without_a_measure": list(self.empty_themes),
        }


def gaps(
    store: Store,
    engine: Engine,
    as_at: datetime | None = None,
    *,
    day: date | None = None,
    settings: Settings | None = None,
    known: Evidence | None = None,
) -> GapMap:
    """Hold what the store has against what the standard expects; see `audit` for what is given."""
    chosen = settings or load_settings()
    by = day or last_day(store, as_at)
    known = known or evidence_held(engine, store, as_at, chosen)
    return GapMap(
        day=by,
        settings=chosen,
        needs=tuple(needs(measures(), known, by, chosen)),
        by_theme=tuple(theme_balances(known)),
        by_area=tuple(area_balances(known)),
        prescribed=tuple(prescribed_states(known, by)) if by else (),
        empty_themes=tuple(t.code for t in themes() if not _measures_of(t.code)),
        synthetic=any(release.synthetic for release in store.releases(as_at=as_at)),
    )


@cache
def expected_areas(geography: str) -> tuple[str, ...]:
    """The areas for which a measure of this lowest geography is wanted."""
    by_authority = geography in _COUNTED_BY_AUTHORITY
    scheme = Scheme.LOCAL_AUTHORITY if by_authority else Scheme(geography)
    return (WALES,) if scheme is Scheme.COUNTRY else tuple(a.code for a in areas(scheme))


def needs(
    defined: Iterable[Measure], known: Evidence, day: date | None, settings: Settings
) -> Iterator[Need]:
    """How it stands with each measure, supplier and area."""
    for measure in defined:
        for supply in measure.supplies:
            for area in expected_areas(measure.lowest_geography):
                held = known.of(measure.code, area, _source_type(supply.supplier))
                yield _need(measure, supply, area, held, day, settings)


def late_partners(known: Evidence, day: date | None, settings: Settings) -> Iterator[Finding]:
    """Measures that came for some areas and are late or have stopped there.

    One finding for each measure and kind of supplier. The files of police.uk are judged by
    force elsewhere.
    """
    names = {each.code: each.name for each in suppliers()}
    for measure in measures():
        own = [n for n in needs([measure], known, day, settings) if n.state is not State.NEVER]
        if measure.police_type or measure.code == TOTAL:
            continue
        for supplier in dict.fromkeys(need.supplier for need in own):
            held = [need for need in own if need.supplier == supplier]
            late = [need for need in held if need.late]
            latest = max((n.latest for n in late if n.latest), key=lambda p: p.end, default=None)
            if latest is None:
                continue
            yield Finding(
                "measure-late",
                Severity.LOOK,
                supplier,
                str(latest),
                measure.code,
                slots={
                    "what": measure.title,
                    "who": names[supplier],
                    "latest": latest,
                    "n": len(late),
                    "of": len(held),
                    "late": max(need.late for need in late),
                },
            )


@until_changed
def _source_type(supplier: str) -> str:
    """The kind of source that a supplier's observations carry."""
    return {each.code: each.source_type for each in suppliers()}[supplier]


def _need(
    measure: Measure,
    supply: Supply,
    area: str,
    held: frozenset[Period],
    day: date | None,
    settings: Settings,
) -> Need:
    late = _late(supply, held, day)
    if not held:
        state = State.NEVER
    elif not late:
        state = State.CURRENT
    else:
        dried = late >= settings.whole("calendar", "dried_up_periods")
        state = State.DRIED_UP if dried else State.LATE
    return Need(
        theme=measure.themes[0],
        measure=measure.code,
        supplier=supply.supplier,
        frequency=supply.frequency,
        area=area,
        state=state,
        latest=max(held, key=lambda p: p.end, default=None),
        late=late,
        prescribed=supply.prescribed,
    )


def _late(supply: Supply, held: frozenset[Period], day: date | None) -> int:
    """Periods due since the latest that came. Months may answer for a quarter."""
    if day is None or supply.grain is None or not held:
        return 0
    latest = max(period.end for period in held)
    period = last_due(supply.grain, supply.lag_days, day)
    late = 0
    while period.end > latest:
        late += 1
        period = period.shifted(-1)
    return late


@until_changed
def _measures_of(theme: str) -> tuple[Measure, ...]:
    return tuple(measure for measure in measures() if theme in measure.themes)


def _sources(measure: Measure, known: Evidence, area: str) -> frozenset[str]:
    """The kinds of source that gave any number of a measure: for an area, or anywhere."""
    wanted = (area,) if area else (WALES, *expected_areas(measure.lowest_geography))
    return frozenset().union(*(known.sources(measure.code, each) for each in wanted))


def theme_balances(known: Evidence) -> Iterator[Balance]:
    """For each theme, how many measures have any number, and whose they are."""
    for theme in themes():
        yield _balance(theme.code, _measures_of(theme.code), known)


def area_balances(known: Evidence) -> Iterator[Balance]:
    """For Wales and each local authority, over all themes."""
    yield _balance(WALES, measures(), known)
    for area in areas(Scheme.LOCAL_AUTHORITY):
        yield _balance(area.code, measures(), known, area.code)


def _balance(of: str, wanted: Sequence[Measure], known: Evidence, area: str = "") -> Balance:
    held = {measure.code: _sources(measure, known, area) for measure in wanted}
    return Balance(
        of=of,
        police=sum(POLICE in found for found in held.values()),
        other=sum(len(found - {POLICE}) for found in held.values()),
        asked=tuple(
            measure.code
            for measure in wanted
            if measure.source_type != POLICE and not held[measure.code]
        ),
    )


def prescribed_states(known: Evidence, day: date) -> Iterator[PrescribedState]:
    """Each item of the Regulations in the latest quarters that have ended.

    An item is due by the end of the quarter after. It is there for an authority when any
    measure that answers it has a number for that quarter, or for each of its months.
    """
    by_item = _by_item()
    for item in prescribed_items():
        found = by_item.get(item.code, ())
        places = _places(found)
        ever = any(known.of(m.code, area) for m in found for area in places)
        for quarter in _quarters(day):
            received = sum(_answered(found, known, area, quarter) for area in places)
            yield PrescribedState(
                item=item.code,
                supplier=item.supplier,
                quarter=quarter,
                received=received,
                of=len(places),
                due=quarter.shifted(1).end <= day,
                ever=ever,
            )


@until_changed
def _by_item() -> Mapping[str, tuple[Measure, ...]]:
    found: dict[str, list[Measure]] = {}
    for measure in measures():
        for supply in measure.supplies:
            for item in supply.prescribed:
                found.setdefault(item, []).append(measure)
    return {item: tuple(dict.fromkeys(each)) for item, each in found.items()}


def _places(found: Sequence[Measure]) -> tuple[str, ...]:
    """The areas an item is wanted for: the authorities, unless it is only counted wider."""
    schemes = [expected_areas(m.lowest_geography) for m in found]
    return max(schemes, key=len, default=expected_areas("local-authority"))


def _quarters(day: date) -> tuple[Period, ...]:
    """The latest quarters that had ended by a day, oldest first."""
    latest = last_due(Grain.QUARTER, 0, day)
    return tuple(latest.shifted(-step) for step in reversed(range(QUARTERS)))


def _answered(found: Sequence[Measure], known: Evidence, area: str, quarter: Period) -> bool:
    """Whether any measure has an answer that covers the quarter."""
    for measure in found:
        held = known.of(measure.code, area)
        if any(period.covers(quarter) for period in held) or all(
            month in held for month in quarter.months()
        ):
            return True
    return False


def item_of(code: str) -> Prescribed:
    """A prescribed item by its code; KeyError when there is none."""
    return {item.code: item for item in prescribed_items()}[code]


def _need_record(need: Need) -> dict[str, object]:
    return {
        "theme": need.theme,
        "measure": need.measure,
        "supplier": need.supplier,
        "frequency": need.frequency,
        "area": need.area,
        "state": need.state.value,
        "latest": str(need.latest) if need.latest else None,
        "periods_late": need.late,
        "prescribed": list(need.prescribed),
    }


def _balance_record(balance: Balance) -> dict[str, object]:
    return {
        "of": balance.of,
        "police": balance.police,
        "other": balance.other,
        "police_percent": balance.police_percent,
        "other_percent": balance.other_percent,
        "not_supplied_by_others": list(balance.asked),
    }


def _prescribed_record(each: PrescribedState) -> dict[str, object]:
    return {
        "item": each.item,
        "supplier": each.supplier,
        "quarter": str(each.quarter),
        "received": each.received,
        "of": each.of,
        "state": each.state,
    }
