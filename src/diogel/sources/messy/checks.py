"""Whether a table's values can be what they say: repeated larger areas, totals that differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from diogel.core import Bilingual, Problem, Severity
from diogel.files import Sheet
from diogel.language import both
from diogel.places import Scheme, area, areas, members, memberships, scheme_name
from diogel.sources.messy.areas import area_name, division_named, read_area
from diogel.sources.messy.grid import Grid
from diogel.sources.messy.layouts import layout_of
from diogel.sources.messy.mapping import TableMapping
from diogel.sources.messy.observing import Observed, Reading, joined

_LEAST_AREAS = 8  # areas with a value, below which a repeat may be chance
_LARGER = (Scheme.FIRE, Scheme.POLICE, Scheme.HEALTH)
_FEW = 3  # values, below which they may all be small by chance
_NEARLY_ALL = 16  # authorities, from which on those that are absent are named
_TOLERANCE = 1e-6
_Key = tuple[str, str, str]


def checked(grid: Grid, mapping: TableMapping, reading: Reading) -> Reading:
    """The reading with a note on each repeated value, and problems for all that was found."""
    sheet = grid.sheet
    repeated, problems = _repeats(sheet, reading.observed)
    observed = tuple(
        replace(one, note=joined((one.note, repeated[_key(one)])))
        if _key(one) in repeated and one.area.scheme == Scheme.LOCAL_AUTHORITY
        else one
        for one in reading.observed
    )
    problems += _totals(sheet, reading)
    problems += _absent(sheet, reading)
    problems += _fractions(sheet, reading)
    problems += _disagreements(grid, mapping, reading)
    return replace(reading, observed=observed, problems=(*reading.problems, *problems))


def _key(one: Observed) -> _Key:
    return (one.measure.code, str(one.period.period), one.breakdown)


def _series(observed: Iterable[Observed]) -> dict[_Key, list[Observed]]:
    """The authorities' numbers of each measure, period and breakdown."""
    series = defaultdict[_Key, list[Observed]](list)
    for one in observed:
        if one.area.scheme == Scheme.LOCAL_AUTHORITY and one.value.number is not None:
            series[_key(one)].append(one)
    return series


def _repeats(
    sheet: Sheet, observed: Sequence[Observed]
) -> tuple[dict[_Key, Bilingual], list[Problem]]:
    notes, problems = dict[_Key, Bilingual](), dict[tuple[str, str], Problem]()
    for key, series in _series(observed).items():
        if len({one.area.code for one in series}) < _LEAST_AREAS:
            continue
        values = {one.area.code: one.value.number or 0.0 for one in series}
        first = series[0]
        place = sheet.place(first.row, first.column)
        heading = first.measure.heading
        if len(set(values.values())) == 1:
            if first.value.number:
                problems[key[0], "same"] = Problem(
                    "partner.same-everywhere",
                    place,
                    f"{first.value.number:g}",
                    severity=Severity.LOOK,
                    slots={"measure": heading, "areas": len(values)},
                )
            continue
        scheme = _repeated_by(values)
        if scheme is not None:
            notes[key] = both("partners.note-repeated", division=scheme_name(scheme))
            problems[key[0], scheme.value] = Problem(
                "partner.repeated-larger-area",
                place,
                _example(values, scheme),
                severity=Severity.LOOK,
                slots={"measure": heading, "division": scheme_name(scheme)},
            )
    return notes, list(problems.values())


def _groups(values: Mapping[str, float], scheme: Scheme) -> dict[str, list[str]]:
    groups = defaultdict[str, list[str]](list)
    for code in values:
        groups[_group(code, scheme)].append(code)
    return groups


@cache
def _group(code: str, scheme: Scheme) -> str:
    """The larger area of a division that an authority lies in; empty where none is recorded."""
    found = memberships(code).get(scheme)
    return found.code if found else ""


@cache
def _members(code: str) -> frozenset[str]:
    return frozenset(one.code for one in members(code))


def _repeated_by(values: Mapping[str, float]) -> Scheme | None:
    """The division whose areas each have one value for all their authorities; None without."""
    for scheme in _LARGER:
        groups = _groups(values, scheme)
        several = [codes for group, codes in groups.items() if group and len(codes) > 1]
        alike = all(len({values[code] for code in codes}) == 1 for codes in groups.values())
        if "" not in groups and len(several) > 1 and alike:
            return scheme
    return None


def _example(values: Mapping[str, float], scheme: Scheme) -> str:
    """The largest group, by its name, with the value it repeats."""
    groups = _groups(values, scheme)
    group = max(groups, key=lambda code: len(groups[code]))
    return f"{area(group).name.en}: {values[groups[group][0]]:g} × {len(groups[group])}"


def _totals(sheet: Sheet, reading: Reading) -> list[Problem]:
    """Counts of larger areas and totals that are not the sum of what they are made of."""
    series = _series(reading.observed)
    problems = []
    larger = [one for one in reading.observed if one.area.scheme != Scheme.LOCAL_AUTHORITY]
    for one in (*larger, *reading.totals):
        if one.measure.kind != "count" or one.value.number is None:
            continue
        parts = {part.area.code: part.value.number or 0.0 for part in series.get(_key(one), ())}
        wanted = _members(one.area.code) if one.area.code else frozenset(parts)
        if not wanted or not wanted <= set(parts):
            continue
        total = sum(parts[code] for code in wanted)
        if abs(total - one.value.number) > _TOLERANCE * max(1.0, abs(total)):
            problems.append(_differs(sheet, one, total))
    return problems


def _absent(sheet: Sheet, reading: Reading) -> list[Problem]:
    """Authorities that a table of nearly all of them leaves out, once a table."""
    every = {one.code: one for one in areas(Scheme.LOCAL_AUTHORITY)}
    given = {o.area.code for o in reading.observed if o.area.scheme == Scheme.LOCAL_AUTHORITY}
    absent = [every[code].name for code in every if code not in given]
    if not absent or len(given) < _NEARLY_ALL:
        return []
    names = Bilingual("; ".join(n.en for n in absent), "; ".join(n.cy for n in absent))
    return [
        Problem(
            "partner.areas-absent",
            sheet.place(),
            str(len(given)),
            str(len(every)),
            Severity.LOOK,
            {"names": names},
        )
    ]


def _fractions(sheet: Sheet, reading: Reading) -> list[Problem]:
    """Percentages that all lie between 0 and 1, as a formatted cell keeps them; once a measure."""
    values = defaultdict[str, list[Observed]](list)
    for one in reading.observed:
        if one.measure.kind == "percent" and one.value.number is not None:
            values[one.measure.heading].append(one)
    problems = []
    for heading, given in values.items():
        numbers = [one.value.number or 0.0 for one in given]
        broken = any(not number.is_integer() for number in numbers)
        plain = not any(one.value.percent for one in given)
        if plain and broken and len(numbers) >= _FEW and all(0 <= n <= 1 for n in numbers):
            place = sheet.place(given[0].row, given[0].column)
            problems.append(
                Problem("partner.fraction-percent", place, heading, severity=Severity.LOOK)
            )
    return problems


def _disagreements(grid: Grid, mapping: TableMapping, reading: Reading) -> list[Problem]:
    """Rows whose code is of one area and whose name is of another."""
    names = [c for c in grid.columns if mapping.left_out.get(layout_of(grid, c)) == "name-of-area"]
    of_row = {one.row: one.area for one in reading.observed}
    problems = []
    for column in names:
        for row, own in of_row.items():
            named = read_area(grid.text(row, column.number), division_named(column.heading))
            if named and named.scheme == own.scheme and named.code != own.code:
                place = grid.sheet.place(row, column.number, column.heading)
                name = area_name(own.code)
                problems.append(
                    Problem(
                        "partner.area-disagrees",
                        place,
                        named.text,
                        name,
                        Severity.LOOK,
                        {"code": own.code},
                    )
                )
    return problems


def _differs(sheet: Sheet, one: Observed, total: float) -> Problem:
    return Problem(
        "partner.total-differs",
        sheet.place(one.row, one.column),
        f"{one.value.number:g}",
        f"{total:g}",
        Severity.LOOK,
        {"area": one.area.text, "measure": one.measure.heading},
    )
