"""Rows of police.uk files counted on the way in: what is told, and the slices they make.

The rows are counted once, by the engine; everything here works on those few counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from diogel.core import Place, Problem, Severity
from diogel.files import Offered
from diogel.places import force
from diogel.sources.placing import PLACEMENTS
from diogel.sources.police_uk_files import Claim, claim_of, even, is_month, told_as

if TYPE_CHECKING:
    from diogel.engine import Engine, Frame
    from diogel.store import Slice

Month = tuple[str, str]
"""A force's slug and a month, "2018-10"."""
_SHOWN = 5
_OF_MONTHS = ("source.month-not-as-named", "source.months-mixed")
_OF_FORCES = ("source.force-not-as-named", "source.forces-mixed")


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of one file that share force, month, placement and type.

    `ids` of them have an identifier, `coded` an LSOA code. Blank cells are None.
    """

    file: str
    force: str | None
    month: str | None
    placement: str
    type: str | None
    rows: int
    ids: int
    coded: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """Identifiers that stand more than once in one force's month.

    Attributes
    ----------
    ids : int
        How many identifiers. [identifiers]
    rows : int
        How many rows they have together. [rows]
    most : int
        Rows of the one that is repeated most. [rows]
    """

    ids: int
    rows: int
    most: int


def count_rows(engine: Engine, frame: Frame, type_column: str) -> tuple[Counted, ...]:
    """The rows of a taken table by file, force, month, placement and type."""
    from diogel.engine import SOURCE_FILE, col
    from diogel.engine import len as count

    keys = (SOURCE_FILE, "force", "period", "placement", type_column)
    grouped = frame.group_by(*keys).agg(
        count().alias("rows"),
        col("incident_id").count().alias("ids"),
        col("lsoa_code").count().alias("coded"),
    )
    return tuple(Counted(*row) for row in engine.rows(grouped))


def count_repeats(engine: Engine, frame: Frame, members: Sequence[Offered]) -> dict[Month, Repeats]:
    """Where identifiers repeat within a force's month.

    Only files in which lines begin alike, or whose identifier is not in the first column,
    are asked: of millions of rows hardly any.
    """
    from diogel.engine import SOURCE_FILE, col
    from diogel.engine import len as count

    asked = [told_as(member) for member in members if _may_repeat(member)]
    if not asked:
        return {}
    by_id = (
        frame.filter(col(SOURCE_FILE).is_in(asked) & ~col("incident_id").is_null())
        .group_by("force", "period", "incident_id")
        .agg(count().alias("rows"))
        .filter(col("rows") > 1)
    )
    by_month = by_id.group_by("force", "period").agg(
        count().alias("ids"), col("rows").sum().alias("all_rows"), col("rows").max().alias("most")
    )
    return {(f, month): Repeats(*numbers) for f, month, *numbers in engine.rows(by_month)}


def _may_repeat(member: Offered) -> bool:
    first = even(member.headings[0]) if member.headings else ""
    return member.alike > 0 or first != "crimeid"


def told(
    counts: Sequence[Counted], members: Sequence[Offered], known: frozenset[str]
) -> list[Problem]:
    """Everything to be told of the rows, file by file; `known` types raise no question."""
    by_file: dict[str, list[Counted]] = defaultdict(list)
    for one in counts:
        by_file[one.file].append(one)
    problems: list[Problem] = []
    for member in members:
        own = by_file.get(told_as(member), [])
        problems += _of_file(told_as(member), own, claim_of(member))
        problems += _of_lines(member, sum(one.rows for one in own))
    return problems + _twice(counts) + _strange_types(counts, known) + _strange_forces(counts)


def _of_file(file: str, counts: Sequence[Counted], claim: Claim) -> list[Problem]:
    months = Counter[str]()
    found = Counter[str]()
    for one in counts:
        months[one.month or ""] += one.rows
        found[one.force or ""] += one.rows
    problems = [
        Problem(
            "source.month-unreadable",
            Place(file, column="Month"),
            month or "–",
            slots={"rows": f"{rows:,}"},
        )
        for month, rows in sorted(months.items())
        if not is_month(month)
    ]
    if "" in found:
        place = Place(file, column="Reported by")
        problems.append(Problem("source.force-blank", place, f"{found['']:,}"))
    problems += _against_name(file, _OF_MONTHS, claim.month, months)
    problems += _against_name(file, _OF_FORCES, claim.force, found)
    return problems


def _against_name(
    file: str, codes: tuple[str, str], claimed: str, found: Mapping[str, int]
) -> list[Problem]:
    """A name that says other than the rows: rows that agree with each other are believed."""
    other, mixed = codes
    if not claimed or not found or set(found) == {claimed}:
        return []
    listed = ", ".join(f"{name or '–'} ({rows:,})" for name, rows in sorted(found.items()))
    if len(found) == 1:
        return [Problem(other, Place(file), listed, claimed, Severity.LOOK)]
    return [Problem(mixed, Place(file), listed, claimed)]


def _of_lines(member: Offered, rows: int) -> list[Problem]:
    """Rows against the lines of the file, its heading left out."""
    lines = member.lines - 1
    if rows == lines:
        return []
    place = Place(told_as(member))
    return [Problem("source.lines-and-rows", place, f"{rows:,}", f"{lines:,}", Severity.LOOK)]


def _twice(counts: Sequence[Counted]) -> list[Problem]:
    """Months of a force that stand in several files: they would be counted twice."""
    files: dict[Month, set[str]] = defaultdict(set)
    for one in counts:
        if one.force and one.month:
            files[one.force, one.month].add(one.file)
    return [
        Problem(
            "source.month-twice",
            Place(sorted(names)[0]),
            ", ".join(sorted(names)[:_SHOWN]),
            slots={"force": slug, "month": month},
        )
        for (slug, month), names in sorted(files.items())
        if len(names) > 1
    ]


def _strange_types(counts: Sequence[Counted], known: frozenset[str]) -> list[Problem]:
    strange: Counter[tuple[str, str]] = Counter()
    for one in counts:
        if known and one.type not in known:
            strange[one.file, one.type or "–"] += one.rows
    return [
        Problem(
            "source.type-unknown",
            Place(file, column="Crime type"),
            label,
            severity=Severity.LOOK,
            slots={"rows": f"{rows:,}"},
        )
        for (file, label), rows in sorted(strange.items())
    ]


def _strange_forces(counts: Sequence[Counted]) -> list[Problem]:
    strange = {(one.file, one.force) for one in counts if one.force and not force(one.force)}
    return [
        Problem(
            "source.force-unknown", Place(file, column="Reported by"), slug, severity=Severity.LOOK
        )
        for file, slug in sorted(strange)
    ]


def facts_of(counts: Iterable[Counted]) -> dict[str, int]:
    """Totals: `rows`, each placement, `ids`, and how many forces, months and files."""
    held = tuple(counts)
    facts = {"rows": sum(one.rows for one in held)}
    for placement in PLACEMENTS:
        facts[placement] = sum(one.rows for one in held if one.placement == placement)
    facts["ids"] = sum(one.ids for one in held)
    facts["forces"] = len({one.force for one in held})
    facts["months"] = len({one.month for one in held})
    facts["force_months"] = len({(one.force, one.month) for one in held})
    facts["files"] = len({one.file for one in held})
    return facts


def slices_of(
    dataset: str,
    table: str,
    counts: Sequence[Counted],
    members: Sequence[Offered],
    repeats: Mapping[Month, Repeats],
) -> tuple[Slice, ...]:
    """One slice for each force and month, with what was counted in it."""
    from diogel.store import Slice

    by_name = {told_as(member): member for member in members}
    by_month: dict[Month, list[Counted]] = defaultdict(list)
    for one in counts:
        by_month[one.force or "", one.month or ""].append(one)
    slices = []
    for (slug, month), held in sorted(by_month.items()):
        member = by_name[held[0].file]
        key = {"force": slug, "period": month}
        facts = _slice_facts(held, repeats.get((slug, month)))
        slices.append(Slice(dataset, key, facts["rows"], member.name, member.sha256, facts, table))
    return tuple(slices)


def _slice_facts(held: Sequence[Counted], repeats: Repeats | None) -> dict[str, Any]:
    totals = facts_of(held)
    facts = {name: totals[name] for name in ("rows", *PLACEMENTS, "ids")}
    facts["repeated_ids"] = repeats.ids if repeats else 0
    facts["types"] = len({one.type for one in held})
    return facts
