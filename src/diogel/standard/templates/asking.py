"""What a template asks for: which measures, of which areas, for which periods."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from diogel.core import Grain, Period
from diogel.places import Scheme, area, memberships
from diogel.standard.definitions import FREQUENCIES, Measure, Supplier
from diogel.standard.library import measure, suppliers

# Nobody types what is published for smaller places than they would type it for.
_PUBLISHED_FINER = frozenset(("lsoa", "csp"))
_ASKED_OF: dict[str, Scheme] = {
    "lsoa": Scheme.LOCAL_AUTHORITY,
    "local-authority": Scheme.LOCAL_AUTHORITY,
    "csp": Scheme.CSP,
    "police": Scheme.POLICE,
    "health-board": Scheme.HEALTH,
    "region": Scheme.SAFEGUARDING,
    "safeguarding": Scheme.SAFEGUARDING,
    "country": Scheme.COUNTRY,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One number that is asked for: one row of the template."""

    period: Period
    area: str
    measure: str


def supplier_of(code: str) -> Supplier:
    """The kind of supplier of a code; KeyError when the standard has none."""
    return {one.code: one for one in suppliers()}[code]


def measures_asked(supplier: str) -> tuple[str, ...]:
    """The measures that a kind of supplier is asked to type, those of every month first."""
    supplies = [
        supply
        for supply in supplier_of(supplier).supplies
        if supply.frequency != "occasional" and _is_typed(measure(supply.measure))
    ]
    supplies.sort(key=lambda supply: FREQUENCIES.index(supply.frequency))
    return tuple(supply.measure for supply in supplies)


def _is_typed(one: Measure) -> bool:
    return one.disclosure != "published" or one.lowest_geography not in _PUBLISHED_FINER


def asked(
    supplier: str,
    areas: Sequence[str],
    months: Sequence[Period],
    measures: Iterable[str] | None = None,
) -> tuple[Asked, ...]:
    """Every number asked for, by measure, then period, then area.

    A measure of each quarter or year is asked for when the last month of the quarter or year
    is among the months; a measure that is not known for authorities is asked for the larger
    areas that they lie in.
    """
    wanted = tuple(measures) if measures is not None else measures_asked(supplier)
    grains = {s.measure: s.grain for s in supplier_of(supplier).supplies}
    rows = []
    for code in wanted:
        places = _areas(measure(code), areas)
        for period in _periods(grains.get(code) or Grain.MONTH, months):
            rows += [Asked(period, place, code) for place in places]
    return tuple(rows)


def _periods(grain: Grain, months: Sequence[Period]) -> list[Period]:
    if grain is Grain.MONTH:
        return list(months)
    return [period for month in months if (period := _ending(grain, month)) is not None]


def _ending(grain: Grain, month: Period) -> Period | None:
    """The period of a length that ends with a month; None when none does."""
    number, year = month.start.month, month.start.year
    if grain is Grain.QUARTER and number % 3 == 0:
        return Period.parse(f"{year}-Q{number // 3}")
    if grain is Grain.YEAR and number == 12:
        return Period.parse(str(year))
    if grain is Grain.FINANCIAL_YEAR and number == 3:
        return Period.parse(f"{year - 1}/{year % 100:02}")
    return None


def _areas(one: Measure, areas: Sequence[str]) -> tuple[str, ...]:
    """The areas that a measure is asked of, each once, in the order of the authorities."""
    scheme = _ASKED_OF.get(one.lowest_geography, Scheme.LOCAL_AUTHORITY)
    found = []
    for code in areas:
        own = area(code)
        if own.scheme is not Scheme.LOCAL_AUTHORITY or scheme is Scheme.LOCAL_AUTHORITY:
            found.append(code)
        elif (larger := memberships(code).get(scheme)) is not None:
            found.append(larger.code)
    return tuple(dict.fromkeys(found))
