"""What partners' own numbers tell: one value for many authorities, a child like its parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from diogel.core import Bilingual, Severity
from diogel.quality.findings import Finding, Names, Slot
from diogel.quality.naming import area_name, force_code, force_name, force_of
from diogel.quality.settings import Settings

# So many equal whole numbers below this come about by chance.
_TELLING = 20
# So many periods, all alike, before a child is called a copy of its parent.
_LEAST_PERIODS = 3
_AUTHORITY, _FORCE = "local-authority", "police"
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Value:
    """One observation as the checks need it.

    `measure` is its code with its breakdown; `name` what a person calls it; `who` the
    organisation that gave it.
    """

    measure: str
    name: Bilingual
    period: str
    area: str
    value: float
    who: str = ""


def _by_area(values: Iterable[Value]) -> dict[str, dict[str, dict[str, float]]]:
    """The values by measure, period and area."""
    found: dict[str, dict[str, dict[str, float]]] = defaultdict(lambda: defaultdict(dict))
    for each in values:
        found[each.measure][each.period][each.area] = each.value
    return found


def _names(values: Iterable[Value]) -> dict[str, Bilingual]:
    return {each.measure: each.name for each in values}


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _TOLERANCE * max(abs(one), abs(other))


def repeated_values(values: Iterable[Value], settings: Settings) -> Iterator[Finding]:
    """Every authority of a force has the same value: it is the force's, and not theirs."""
    given = list(values)
    names = _names(given)
    least = settings.whole("repeated", "same_value_authorities")
    for measure, periods in _by_area(given).items():
        alike: dict[str, list[tuple[str, int, float]]] = defaultdict(list)
        held: dict[str, int] = defaultdict(int)
        for period, areas in sorted(periods.items()):
            for force, own in _by_force(areas).items():
                held[force] += 1
                first = next(iter(own.values()))
                if len(own) >= least and all(_equal(v, first) for v in own.values()):
                    alike[force].append((period, len(own), first))
        for force, found in alike.items():
            telling = any(v != int(v) or abs(v) >= _TELLING for _, _, v in found)
            if telling or (len(found) >= _LEAST_PERIODS and any(v for _, _, v in found)):
                yield Finding(
                    "value-repeated",
                    Severity.LOOK,
                    force,
                    found[0][0],
                    measure,
                    slots={
                        "measure": names[measure],
                        "force": force_name(force),
                        "authorities": max(n for _, n, _ in found),
                        "periods": len(found),
                        "held": held[force],
                    },
                )


def _by_force(areas: Mapping[str, float]) -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for area, value in areas.items():
        if area.startswith("W06") and (force := force_of(area)):
            found[force][area] = value
    return found


def copied_parents(values: Iterable[Value]) -> Iterator[Finding]:
    """An authority whose value is its force's in every period that both have."""
    given = list(values)
    names = _names(given)
    for measure, periods in _by_area(given).items():
        shared: dict[str, list[tuple[str, bool, float]]] = defaultdict(list)
        for period, areas in sorted(periods.items()):
            for area, value in areas.items():
                parent = force_code(force_of(area)) if area.startswith("W06") else ""
                if parent in areas:
                    shared[area].append((period, _equal(value, areas[parent]), value))
        for area, found in sorted(shared.items()):
            copied = all(same for _, same, _ in found) and any(value for _, _, value in found)
            if copied and len(found) >= _LEAST_PERIODS:
                yield Finding(
                    "child-is-parent",
                    Severity.LOOK,
                    area,
                    found[0][0],
                    measure,
                    slots={
                        "measure": names[measure],
                        "area": area_name(area),
                        "force": force_name(force_of(area)),
                        "periods": len(found),
                    },
                )


def sums_above_force(values: Iterable[Value]) -> Iterator[Finding]:
    """Counts of the authorities that add up to more than their force's own count."""
    given = list(values)
    names = _names(given)
    for measure, periods in _by_area(given).items():
        for period, areas in sorted(periods.items()):
            for force, own in _by_force(areas).items():
                whole = areas.get(force_code(force))
                total = sum(own.values())
                if whole is not None and total > whole + _TOLERANCE:
                    slots = {"measure": names[measure], "force": force_name(force)}
                    yield Finding(
                        "sum-above-force",
                        Severity.LOOK,
                        force,
                        period,
                        measure,
                        slots={**slots, "period": Bilingual.same(period), "n": len(own)},
                    )


def values_given_twice(values: Iterable[Value]) -> Iterator[Finding]:
    """Two numbers in use for one thing: whoever adds the rows up counts it twice.

    It happens when an organisation's name is written in two ways, so that its corrected
    workbook does not take the place of the first.
    """
    given = list(values)
    names = _names(given)
    found: dict[str, dict[tuple[str, str], list[Value]]] = defaultdict(lambda: defaultdict(list))
    for each in given:
        found[each.measure][each.period, each.area].append(each)
    for measure, things in sorted(found.items()):
        twice = {thing: several for thing, several in sorted(things.items()) if len(several) > 1}
        if not twice:
            continue
        (period, area), first = next(iter(twice.items()))
        slots: dict[str, Slot] = {
            "measure": names[measure],
            "n": len(twice),
            "area": area_name(area),
            "period": Bilingual.same(period),
            "who": Names(tuple(Bilingual.same(v.who) for v in first if v.who)),
        }
        yield Finding("value-twice", Severity.LOOK, area, period, measure, slots=slots)
