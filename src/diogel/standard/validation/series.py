"""Faults that show only when a measure's rows are seen together: by area, force and month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby

from diogel.core import Bilingual
from diogel.places import Scheme, area, areas, members
from diogel.standard.validation.faults import Fault, Finding
from diogel.standard.validation.missing_rows import (
    Group,
    Hole,
    Lost,
    by_grain,
    holes_of,
    missing_findings,
)
from diogel.standard.validation.row_rules import kind_of
from diogel.standard.validation.rules import Rules

# How often two series must agree before it is no chance, and what is too few to tell by.
FEWEST_PERIODS = 3
FEWEST_AREAS = 3
FEWEST_COUNTED = 10
FEWEST_ZEROS = 3
SUPPLIER = "source_org"


@dataclass(frozen=True, slots=True)
class SeriesColumns:
    """Which columns say what one series is of: the key without its area and period.

    `measure` and `kind` are the places of those columns in `group`, -1 for none.
    """

    group: tuple[str, ...]
    measure: int
    kind: int


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One row of one group, by what its cells mean; None where that cannot be told."""

    row: int
    area: str | None
    period: str | None
    value: str | None


@dataclass
class Series:
    """The values of one group by area and period; rows that repeat an earlier one are out."""

    kind: str
    values: dict[str, dict[str, tuple[int, float | None]]] = field(default_factory=dict)

    def numbers(self, code: str) -> dict[str, tuple[int, float]]:
        """The values of an area that are there, by period, each with its row."""
        found = self.values.get(code, {})
        return {p: (row, v) for p, (row, v) in found.items() if v is not None}


def series_columns(rules: Rules, present: frozenset[str]) -> SeriesColumns | None:
    """What makes a series in this table; None when it has no areas, periods and values."""
    if not {"area_code", "period", "value", "measure_code"} <= present:
        return None
    group = tuple(n for n in rules.key if n not in ("area_code", "period") and n in present)
    if "measure_code" not in group:
        return None
    kind = group.index("measure_type") if "measure_type" in group else -1
    return SeriesColumns(group, group.index("measure_code"), kind)


def series_findings(
    rules: Rules,
    columns: SeriesColumns,
    groups: Mapping[Group, Sequence[SeriesRow]],
    lost: Iterable[Lost] | None = None,
    found: Iterable[Hole] = (),
) -> list[Finding]:
    """The findings of every group whose measure is known.

    `lost` are the rows of the whole table that cannot be placed; without it, of these groups.
    `found` are holes of other groups, in which nothing else is suspected.
    """
    findings: list[Finding] = []
    holes = list(found)
    for group, rows in groups.items():
        if None in group:
            continue
        facts = rules.vocabulary.measures.get(group[columns.measure] or "")
        said = group[columns.kind] if columns.kind >= 0 else ""
        series = _series(kind_of(facts, said or ""), rows)
        findings += _group_findings(series)
        if is_regular(rules, columns, group):
            holes += holes_of(group, series.values)
    missing = lost_rows(groups) if lost is None else lost
    return findings + missing_findings(holes, missing, columns.measure)


def between_suppliers(
    rules: Rules,
    columns: SeriesColumns,
    groups: Mapping[Group, Sequence[SeriesRow]],
    told: Iterable[Finding],
) -> list[Finding]:
    """Values that stand for larger areas, where each area has a supplier of its own.

    A workbook of several councils names each of them as the source, so that the rows of one
    measure are groups apart. An area with two suppliers is left out: their numbers are of
    different things. What was `told` of one supplier's rows is not told again.
    """
    known = {_about_areas(finding) for finding in told}
    findings: list[Finding] = []
    for wide, parts in _by_measure(columns, groups).items():
        facts = rules.vocabulary.measures.get(wide[columns.measure] or "")
        said = wide[columns.kind] if columns.kind >= 0 else ""
        series = _series(kind_of(facts, said or ""), _of_one_supplier(parts))
        copied, found = _child_is_parent(series)
        found += _same_across_force(series, copied)
        findings += [finding for finding in found if _about_areas(finding) not in known]
    return findings


def _about_areas(finding: Finding) -> tuple[str, object, object]:
    fault = finding.fault
    copied = fault.code == "data.child-is-parent"
    return fault.code, fault.slots.get("area"), (fault.found if copied else finding.row)


def _by_measure(
    columns: SeriesColumns, groups: Mapping[Group, Sequence[SeriesRow]]
) -> dict[Group, list[Sequence[SeriesRow]]]:
    """The groups that differ in their supplier alone; nothing where one has no other."""
    if SUPPLIER not in columns.group:
        return {}
    at = columns.group.index(SUPPLIER)
    found = defaultdict[Group, list[Sequence[SeriesRow]]](list)
    for group, rows in groups.items():
        if None not in group:
            found[(*group[:at], "", *group[at + 1 :])].append(rows)
    return {wide: parts for wide, parts in found.items() if len(parts) > 1}


def _of_one_supplier(parts: Iterable[Sequence[SeriesRow]]) -> list[SeriesRow]:
    """The rows of areas that only one of the groups has, in the order of the table."""
    having = defaultdict[str | None, list[Sequence[SeriesRow]]](list)
    for rows in parts:
        for area_code in {row.area for row in rows}:
            having[area_code].append([row for row in rows if row.area == area_code])
    alone = (rows[0] for rows in having.values() if len(rows) == 1)
    return sorted((row for rows in alone for row in rows), key=lambda row: row.row)


def is_regular(rules: Rules, columns: SeriesColumns, group: Group) -> bool:
    """False for a measure that is given now and then, and so misses no period."""
    facts = rules.vocabulary.measures.get(group[columns.measure] or "")
    return facts is None or bool(facts.grains)


def lost_rows(groups: Mapping[Group, Sequence[SeriesRow]]) -> list[Lost]:
    """The rows of which measure, area or period cannot be told."""
    return [
        Lost(row.row, group, row.area, row.period)
        for group, rows in groups.items()
        for row in rows
        if None in group or row.area is None or row.period is None
    ]


def _group_findings(series: Series) -> list[Finding]:
    copied, findings = _child_is_parent(series)
    if series.kind == "count":
        findings += _child_sum(series, copied)
        findings += _zeros_then_jump(series)
    return findings + _same_across_force(series, copied)


def _series(kind: str, rows: Sequence[SeriesRow]) -> Series:
    series = Series(kind)
    for row in rows:
        if row.area and row.period:
            value = float(row.value) if row.value else None
            series.values.setdefault(row.area, {}).setdefault(row.period, (row.row, value))
    return series


@cache
def parents() -> dict[str, tuple[str, ...]]:
    """The areas that are made of two or more authorities, and those authorities."""
    found = {}
    for scheme in (Scheme.POLICE, Scheme.HEALTH, Scheme.FIRE, Scheme.CSP, Scheme.COUNTRY):
        for parent in areas(scheme):
            inside = tuple(member.code for member in members(parent.code))
            if len(inside) > 1:
                found[parent.code] = inside
    return found


def _child_is_parent(series: Series) -> tuple[set[tuple[str, str]], list[Finding]]:
    """Authorities that carry the value of their force in every period; these are no numbers
    of the authority's own. Also the pairs of child and parent that it is true of."""
    pairs: set[tuple[str, str]] = set()
    findings = []
    for parent, children in parents().items():
        whole = series.numbers(parent)
        for child in children if whole else ():
            own = series.numbers(child)
            shared = [p for p in own if p in whole]
            if len(shared) < FEWEST_PERIODS or len(shared) < len(own):
                continue
            if any(own[p][1] != whole[p][1] for p in shared):
                continue
            largest = max(own[p][1] for p in shared)
            if largest == 0 or (series.kind == "count" and largest < FEWEST_COUNTED):
                continue
            pairs.add((child, parent))
            findings.append(
                _rows_finding("data.child-is-parent", [own[p][0] for p in shared], child, parent)
            )
    return pairs, findings


def _rows_finding(code: str, rows: Sequence[int], found: str, parent: str = "") -> Finding:
    """A finding at the first of several rows, which it names."""
    slots: dict[str, str | int | Bilingual] = {"rows": listed(rows)}
    expected: str | Bilingual = ""
    if parent:
        slots["area"] = parent
        expected = area(parent).name
    return Finding(min(rows), Fault("value", code, found, expected, slots))


def listed(rows: Iterable[int]) -> str:
    """Row numbers as one reads them: 4, 9, 15–20."""
    parts = []
    for _, run in groupby(enumerate(sorted(set(rows))), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in run]
        parts.append(str(numbers[0]) if len(numbers) == 1 else f"{numbers[0]}–{numbers[-1]}")
    return ", ".join(parts)


def _child_sum(series: Series, copied: set[tuple[str, str]]) -> list[Finding]:
    """Wholes that are less than what stands for their parts."""
    findings = []
    for parent, children in parents().items():
        whole = series.numbers(parent)
        if not whole or any((child, parent) in copied for child in children):
            continue
        parts = {child: series.numbers(child) for child in children}
        for period, (row, value) in whole.items():
            there = [numbers[period] for numbers in parts.values() if period in numbers]
            total = sum(part for _, part in there)
            if total <= value:
                continue
            slots: dict[str, str | int | Bilingual] = {"rows": listed(r for r, _ in there)}
            findings.append(
                Finding(row, Fault("value", "data.child-sum", _plain(value), _plain(total), slots))
            )
    return findings


def _plain(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(round(value, 6))


@cache
def forces() -> dict[str, tuple[str, ...]]:
    """The authorities of each force."""
    return {
        force.code: tuple(m.code for m in members(force.code)) for force in areas(Scheme.POLICE)
    }


def _same_across_force(series: Series, copied: set[tuple[str, str]]) -> list[Finding]:
    """One value that stands for every authority of a force: the force's own, it seems."""
    findings = []
    for force, inside in forces().items():
        mine = {c: series.numbers(c) for c in inside if (c, force) not in copied}
        rows: list[int] = []
        same: set[float] = set()
        told = 0
        for period in sorted({p for numbers in mine.values() for p in numbers}):
            there = [numbers[period] for numbers in mine.values() if period in numbers]
            values = {value for _, value in there}
            if len(there) < FEWEST_AREAS or len(values) > 1 or not _tells(series.kind, values):
                continue
            told += 1
            same |= values
            rows += [row for row, _ in there]
        if rows and (told >= FEWEST_PERIODS or _beyond_chance(series.kind, same)):
            found = _plain(min(same)) if len(same) == 1 else ""
            findings.append(_rows_finding("data.same-across-force", rows, found, force))
    return findings


def _tells(kind: str, values: set[float]) -> bool:
    """Nothing, and the whole of something, may well be the same everywhere."""
    value = next(iter(values))
    return value != 0 and not (kind == "percent" and value == 100)


def _beyond_chance(kind: str, values: set[float]) -> bool:
    """One period is enough for a number with decimals or a count that is not small."""
    return any(not v.is_integer() or v >= FEWEST_COUNTED for v in values) or kind == "rate"


def _zeros_then_jump(series: Series) -> list[Finding]:
    """Noughts in a row and then a real number: months that were not counted, it seems."""
    findings = []
    for code in series.values:
        numbers = series.numbers(code)
        for periods in by_grain(numbers):
            run: list[int] = []
            for period in periods:
                row, value = numbers[period]
                if value == 0:
                    run.append(row)
                    continue
                if len(run) >= FEWEST_ZEROS and value >= FEWEST_COUNTED:
                    slots: dict[str, str | int | Bilingual] = {"rows": listed(run), "row": row}
                    fault = Fault("value", "data.zeros-then-jump", code, _plain(value), slots)
                    findings.append(Finding(run[0], fault))
                run = []
    return findings
