"""police.uk's street counts beside the Home Office's recorded crime, by partnership and quarter.

The two are counted differently, so they never agree. police.uk gives each crime to the month
in which it was recorded and leaves out fraud; the Home Office's numbers are corrected for
years, and crimes that are cancelled or moved leave them. Of importance is a ratio that leaves
its own range: then rows are missing on one side.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Period
from diogel.language import both
from diogel.places import Scheme, forces, members, memberships
from diogel.standard import crosswalk

if TYPE_CHECKING:
    from diogel.engine import Engine, Frame


@dataclass(frozen=True, slots=True)
class Comparison:
    """One partnership, quarter and set of offence groups.

    Attributes
    ----------
    area_code : str
        A local authority (W06), or a joint partnership (W14).
    quarter : Period
    groups : tuple of str
        Codes of the crosswalk. Two where police.uk has them in one type: violence and
        sexual offences.
    street : int or None
        Rows of police.uk. None when its force does not have all three months: missing is
        decided by force, never by zero. [crimes]
    recorded : int or None
        The Home Office's number. None when one of its parts is not available. [crimes]
    """

    area_code: str
    quarter: Period
    groups: tuple[str, ...]
    street: int | None
    recorded: int | None

    @property
    def ratio(self) -> float | None:
        """Street over recorded; None when either is not known or nothing was recorded."""
        if self.street is None or not self.recorded:
            return None
        return self.street / self.recorded


def counted_differently() -> Bilingual:
    """What must stand beside every comparison, so that nobody takes it for an error."""
    return both("national.counted-differently")


@cache
def comparable_groups() -> Mapping[str, tuple[str, ...]]:
    """Offence groups that can only be compared together, by the code of each of them."""
    found: dict[str, frozenset[str]] = {}
    groups = [group for group in crosswalk().offence_groups if group.police_types]
    for group in groups:
        types = set(group.police_types)
        shared = {other.code for other in groups if types & set(other.police_types)}
        together = frozenset(shared).union(*(found.get(code, frozenset()) for code in shared))
        found |= dict.fromkeys(together, together)
    order = [group.code for group in groups]
    return {code: tuple(sorted(several, key=order.index)) for code, several in found.items()}


def compared(engine: Engine, incidents: Frame, recorded: Frame) -> tuple[Comparison, ...]:
    """Every partnership, quarter and offence group that the Home Office's table has.

    Parameters
    ----------
    incidents : Frame
        `incidents` of the standard; only what counts (quarantined files left out).
    recorded : Frame
        `recorded_crime`; rows of financial years without quarters are passed over.
    """
    official = _official(engine, recorded)
    street, whole = _street(engine, incidents)
    found = []
    for area, quarter, groups in sorted(official, key=lambda key: (key[0], key[1], key[2])):
        authorities = [one.code for one in members(area)] or [area]
        period = Period.parse(quarter)
        held = all((_force_of(code), quarter) in whole for code in authorities)
        count = sum(street.get((code, quarter, groups), 0) for code in authorities)
        number = official[area, quarter, groups]
        found.append(Comparison(area, period, groups, count if held else None, number))
    return tuple(found)


def _official(
    engine: Engine, recorded: Frame
) -> dict[tuple[str, str, tuple[str, ...]], int | None]:
    from diogel.engine import col

    placed = recorded.filter(~col("area_code").is_null() & col("period").str.contains("Q"))
    grouped = placed.group_by("area_code", "period", "offence_group").agg(
        col("count").sum(), col("count").is_null().any().alias("lacking")
    )
    names = ("area_code", "period", "offence_group", "count", "lacking")
    found: dict[tuple[str, str, tuple[str, ...]], int | None] = {}
    for area, quarter, label, count, lacking in engine.rows(grouped.select(*names)):
        group = crosswalk().offence_group(label)
        groups = comparable_groups().get(group.code) if group else None
        if groups is None:
            continue
        before = found.get((area, quarter, groups), 0)
        found[area, quarter, groups] = None if lacking or before is None else before + int(count)
    return found


def _street(
    engine: Engine, incidents: Frame
) -> tuple[dict[tuple[str, str, tuple[str, ...]], int], frozenset[tuple[str, str]]]:
    """Street crimes by authority, quarter and groups; the force-quarters that are whole."""
    from diogel.engine import len

    grouped = incidents.group_by("force", "period", "area_code", "type").agg(len().alias("rows"))
    names = ("force", "period", "area_code", "type", "rows")
    of_type = {
        name: comparable_groups()[group.code]
        for group in crosswalk().offence_groups
        for name in group.police_types
    }
    counts: dict[tuple[str, str, tuple[str, ...]], int] = defaultdict(int)
    months: dict[tuple[str, str], set[str]] = defaultdict(set)
    for force, month, area, kind, rows in engine.rows(grouped.select(*names)):
        quarter = quarter_of(month)
        months[force, quarter].add(month)
        # The Home Office counts a partnership's crimes under its own force.
        if area and kind in of_type and force == _force_of(area):
            counts[area, quarter, of_type[kind]] += int(rows)
    return dict(counts), _whole(months.items())


def _whole(months: Iterable[tuple[tuple[str, str], set[str]]]) -> frozenset[tuple[str, str]]:
    return frozenset(key for key, held in months if set(held) >= _months_of(key[1]))


def _months_of(quarter: str) -> set[str]:
    return {str(month) for month in Period.parse(quarter).months()}


def quarter_of(month: str) -> str:
    """The quarter of the calendar year that a month lies in."""
    year, number = month.split("-")
    return f"{year}-Q{(int(number) + 2) // 3}"


@cache
def _force_of(authority: str) -> str:
    """The slug of the force whose area an authority is in."""
    code = memberships(authority)[Scheme.POLICE].code
    return next((one.slug for one in forces(welsh=True) if one.code == code), "")
