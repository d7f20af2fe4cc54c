"""Counts weighted by the harm of each offence, with a table that somebody supplies and dates.

Diogel ships no weights: whose they are, and of which day, is printed beside every score. The
14 types of police.uk cannot be weighted, because "violence and sexual offences" holds common
assault and rape alike; only recorded crime by offence code can.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np

from diogel.core import Grain, Limits, Period, Place, Problem, Refused, Status
from diogel.engine import ColumnType, Engine, Frame, col
from diogel.indicators.area_sets import AreaSet, area_set
from diogel.indicators.basis import Basis
from diogel.indicators.levels import PER
from diogel.indicators.place_results import Harm
from diogel.indicators.populations import RESIDENTS, Per, Populations, nearest_population
from diogel.indicators.windows import areas_said
from diogel.language import both

COLUMNS = ("table", "day", "offence_code", "weight", "left_out")
RECORDED_COLUMNS: Mapping[str, ColumnType] = {
    "period": "text",
    "area_code": "text",
    "offence_code": "text",
    "count": "number",
}
_YES = {"yes", "true", "1", "ydy", "oes"}
_LARGEST = 5_000_000
Z = 1.959963984540054
_MOST_UNWEIGHTED = 0.05


@dataclass(frozen=True, slots=True)
class WeightTable:
    """Weights by Home Office offence code.

    Attributes
    ----------
    name : str
        Whose table it is, as its file says.
    day : date
        The day that it is of.
    weights : mapping of offence code to number
        In the table's own unit, such as days of imprisonment.
    left_out : frozenset of str
        Codes that the table's authors leave out: found by the police's own work.
    """

    name: str
    day: date
    weights: Mapping[str, float]
    left_out: frozenset[str] = frozenset()


def read_weights(path: Path) -> WeightTable:
    """A table of weights from a CSV file with the columns `COLUMNS`, one offence code a row.

    `table` and `day` (2023-05-31) are the same in every row; `left_out` is yes or blank.

    Raises
    ------
    Refused
        With every fault of the file.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise Refused([Problem("indicators.weights-unreadable", Place(path.name))])
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            headings = reader.fieldnames or []
            rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise Refused([Problem("indicators.weights-unreadable", Place(path.name))]) from fault
    missing = [name for name in COLUMNS[:4] if name not in headings]
    if missing or not rows:
        expected = ", ".join(COLUMNS)
        raise Refused(
            [Problem("indicators.weights-columns", Place(path.name), ", ".join(headings), expected)]
        )
    problems = list(_problems(rows, path.name))
    if problems:
        raise Refused(problems)
    codes = {row["offence_code"].strip(): row for row in rows}
    return WeightTable(
        rows[0]["table"].strip(),
        date.fromisoformat(rows[0]["day"].strip()),
        {code: float(row["weight"]) for code, row in codes.items()},
        frozenset(
            code for code, row in codes.items() if (row.get("left_out") or "").casefold() in _YES
        ),
    )


def _problems(rows: Sequence[Mapping[str, str | None]], file: str) -> Iterator[Problem]:
    """What is wrong with the rows: a weight, a day, a name or a code that cannot be used."""
    seen: set[str] = set()
    first = rows[0]
    for number, row in enumerate(rows, 2):
        code = (row["offence_code"] or "").strip()
        if not code or code in seen:
            yield Problem("indicators.weights-code", Place(file, "", number), code)
        seen.add(code)
        if not _is_weight(row["weight"]):
            place = Place(file, "", number, "weight")
            yield Problem("indicators.weights-number", place, row["weight"] or "")
        same = row["table"] == first["table"] and row["day"] == first["day"]
        if not same or not (row["table"] or "").strip() or not _is_day(row["day"]):
            yield Problem("indicators.weights-day", Place(file, "", number), row["day"] or "")


def _is_weight(text: str | None) -> bool:
    try:
        return 0 <= float(text or "") < 1e9
    except ValueError:
        return False


def _is_day(text: str | None) -> bool:
    try:
        date.fromisoformat((text or "").strip())
    except ValueError:
        return False
    return True


Recorded = Mapping[str, Mapping[tuple[Period, str], float]]
"""Recorded crimes by area code, then by quarter and offence code. [count]"""


def read_recorded(engine: Engine, frame: Frame) -> dict[str, dict[tuple[Period, str], float]]:
    """The Home Office's recorded crime by quarter, partnership area and offence code."""
    known = frame.filter(~col("count").is_null(), ~col("area_code").is_null())
    totals = known.group_by("area_code", "period", "offence_code").agg(col("count").sum())
    found: dict[str, dict[tuple[Period, str], float]] = defaultdict(dict)
    for code, period, offence, count in engine.rows(totals):
        found[code][Period.parse(period), offence] = float(count)
    return dict(found)


def harm(
    one: AreaSet,
    recorded: Recorded,
    table: WeightTable | None,
    versions: Sequence[Populations],
    last: Period,
    *,
    quarters: int = 4,
) -> Harm:
    """The harm of recorded crime over so many quarters up to a period.

    Returns
    -------
    Harm
        NOT_AVAILABLE with a reason without a table, without a quarter, or where the table
        has no weight for more than one in twenty crimes.
    """
    first = last.shifted(1 - quarters)
    periods = tuple(first.shifted(step) for step in range(quarters))
    held = {code: found for code, found in recorded.items() if _inside(code, one)}
    there = {member for code in held for member in area_set(code).authorities}
    lost = tuple(code for code in one.authorities if code not in there)
    missing = tuple(p for p in periods if lost or not _has(held, p))
    used = tuple(p for p in periods if p not in missing)
    found = Harm(one.id, Basis(first, last, used, missing, lost), Status.NOT_AVAILABLE)
    if not recorded:
        return replace(found, reason=both("indicators.reason.types-too-wide"))
    if table is None:
        return replace(found, reason=both("indicators.reason.no-weights"))
    if missing:
        areas = areas_said(lost or one.authorities)
        return replace(found, reason=both("indicators.reason.members-missing", areas=areas))
    return _weighted(found, one, held, table, versions, periods)


def _inside(code: str, one: AreaSet) -> bool:
    """Whether an area's authorities are all among the set's."""
    try:
        members = area_set(code).authorities
    except KeyError:
        return False
    return bool(members) and set(members) <= set(one.authorities)


def _has(held: Recorded, period: Period) -> bool:
    return bool(held) and all(any(p == period for p, _ in found) for found in held.values())


def _weighted(
    found: Harm,
    one: AreaSet,
    held: Recorded,
    table: WeightTable,
    versions: Sequence[Populations],
    periods: Sequence[Period],
) -> Harm:
    counts: dict[str, float] = defaultdict(float)
    for each in held.values():
        for (period, offence), number in each.items():
            if period in periods and offence not in table.left_out:
                counts[offence] += number
    unweighted = tuple(sorted(code for code in counts if code not in table.weights))
    found = replace(found, table=table.name, table_day=table.day, unweighted=unweighted)
    lost = sum(counts[code] for code in unweighted)
    if not counts or lost > _MOST_UNWEIGHTED * sum(counts.values()):
        return replace(found, reason=both("indicators.reason.weights-missing"))
    parts = {code: n * table.weights.get(code, 0.0) for code, n in counts.items()}
    score = sum(parts.values())
    error = float(np.sqrt(sum(n * table.weights.get(c, 0.0) ** 2 for c, n in counts.items())))
    chosen = nearest_population(versions, periods[0], periods[-1], one.authorities, Per(RESIDENTS))
    people = chosen.number(one.authorities, Per(RESIDENTS)) if chosen else None
    ordered = sorted(parts.items(), key=lambda item: (-item[1], item[0]))
    return replace(
        found,
        status=Status.OBSERVED,
        basis=replace(
            found.basis,
            population=chosen.version if chosen else "",
            population_day=chosen.day if chosen else None,
        ),
        score=score,
        score_limits=Limits(max(score - Z * error, 0.0), score + Z * error, "weighted-poisson"),
        rate=score / people * PER if people else None,
        population=people,
        shares={code: part / score for code, part in ordered if score},
    )


def latest_quarter(recorded: Recorded) -> Period | None:
    """The latest quarter that any area has."""
    periods = [p for found in recorded.values() for p, _ in found if p.grain is Grain.QUARTER]
    return max(periods, default=None)


def rankable(source: str) -> bool:
    """Whether areas may be ranked by harm on numbers of a source.

    Never on police.uk's 14 types: one of them holds common assault and rape alike, so the
    order of areas would be the order of what share is which, which nobody published.
    """
    return source != "police.uk"
