"""police.uk's counts beside the Home Office's own, where both are held.

The two count by different rules and on different days, so they never agree; but a file of
police.uk that lost a third of its rows shows here even when its history is too short to judge.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from diogel.core import Grain, Period, Severity
from diogel.engine import ColumnType, Engine, col
from diogel.places import force_reported_as
from diogel.quality.cells import Cell
from diogel.quality.completeness import Judgement
from diogel.quality.findings import Finding, Slot
from diogel.quality.naming import force_name, welsh_forces
from diogel.quality.settings import Settings
from diogel.standard import PoliceType, crosswalk
from diogel.store import Store

TABLE = "recorded_crime"
_COLUMNS: Mapping[str, ColumnType] = {
    "period": "text",
    "force_name": "text",
    "offence_group": "text",
    "offence_subgroup": "text",
    "count": "integer",
}
_LEAST = 50
"""Fewer official crimes than this in a quarter differ by chance. [crimes]"""

Counts = dict[tuple[str, str, str], int]


def against_home_office(
    engine: Engine,
    store: Store,
    cells: Sequence[Cell],
    judgements: Sequence[Judgement],
    settings: Settings,
    as_at: datetime | None = None,
) -> Iterator[Finding]:
    """Quarters of a force in which a type differs by more than rules and days explain.

    Only quarters all of whose months are held and count; only types that the Home Office's
    subgroups tell apart.
    """
    official = _official(engine, store, as_at)
    if not official:
        return
    own = _own(cells, judgements)
    limit = settings.limit("totals", "home_office_apart")
    names = {each.label: each.name for each in crosswalk().police_types}
    for key, theirs in sorted(official.items()):
        ours = own.get(key)
        if ours is None or theirs < _LEAST or 100 * abs(ours - theirs) <= limit * theirs:
            continue
        force, quarter, label = key
        slots: dict[str, Slot] = {
            "force": force_name(force),
            "period": Period.parse(quarter),
            "type": names[label],
            "official": theirs,
            "counted": ours,
        }
        measure = f"police-{label.lower().replace(' ', '-')}"
        yield Finding("home-office-apart", Severity.LOOK, force, quarter, measure, slots)


def _official(engine: Engine, store: Store, as_at: datetime | None) -> Counts:
    """The Home Office's counts by force, quarter and police.uk type."""
    frame = store.scan(engine, TABLE, as_at=as_at, columns=_COLUMNS)
    keys = ("period", "force_name", "offence_group", "offence_subgroup")
    grouped = frame.filter(~col("count").is_null()).group_by(*keys).agg(col("count").sum())
    types = _comparable()
    found: Counts = defaultdict(int)
    for quarter, name, group, subgroup, count in engine.rows(grouped):
        force = _slug(name)
        known = crosswalk().offence_group(group or "")
        label = types.get((known.code if known else "", (subgroup or "").strip().casefold()))
        if force and label:
            found[force, quarter, label] += int(count)
    return dict(found)


def _comparable() -> dict[tuple[str, str], str]:
    """The police.uk type of each offence subgroup that belongs to one type alone."""
    found: dict[tuple[str, str], list[PoliceType]] = defaultdict(list)
    for each in crosswalk().police_types:
        for group in each.groups if not each.until else ():
            for subgroup in each.subgroups:
                found[group, subgroup.casefold()].append(each)
    return {key: types[0].label for key, types in found.items() if len(types) == 1}


def _slug(name: str | None) -> str:
    """The slug of a Welsh force by the name the Home Office writes: with or without "Police".

    Empty for any other, and for a table that does not say the force.
    """
    if not name:
        return ""
    found = force_reported_as(name) or force_reported_as(f"{name} Police")
    return found.slug if found and found.slug in welsh_forces() else ""


def _own(cells: Sequence[Cell], judgements: Sequence[Judgement]) -> Counts:
    """Our counts of the quarters whose three months all count."""
    whole: dict[tuple[str, Period], int] = defaultdict(int)
    for judged in judgements:
        whole[judged.force, _quarter(judged.month)] += judged.counts and not judged.absent_types
    found: Counts = defaultdict(int)
    for cell in cells:
        quarter = _quarter(cell.month)
        if whole.get((cell.force, quarter)) == 3:
            found[cell.force, str(quarter), cell.type] += cell.rows
    return dict(found)


def _quarter(month: Period) -> Period:
    first = 3 * ((month.start.month - 1) // 3) + 1
    return Period(date(month.start.year, first, 1), Grain.QUARTER)
