"""Police.uk stop and search: a force's month of stops, each with its time.

The rows do not name their force: the name under which the file was published does, or the
supplier whom a person names. Times come with their offset and are kept so; the month is
that of local time, which is why the first stops of a summer month may be dated in the last
hour of the month before. Two rows that are the same are two stops. Latitude stands before
longitude, and there is no LSOA: stops are counted by force.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Place, Problem
from diogel.files import Offered
from diogel.language import both
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import OGL
from diogel.sources.placing import UNPLACED
from diogel.sources.police_uk_checks import Counted, told
from diogel.sources.police_uk_files import Layout, claim_of, heading_problems, scan, told_as
from diogel.sources.police_uk_forces import slug_of
from diogel.sources.police_uk_numbers import coordinate

if TYPE_CHECKING:
    from diogel.engine import Expr, Frame
    from diogel.store import Slice

LAYOUT = Layout(
    columns={
        "Type": "kind",
        "Date": "at",
        "Part of a policing operation": "in_operation",
        "Policing operation": "operation",
        "Latitude": "latitude",
        "Longitude": "longitude",
        "Gender": "gender",
        "Age range": "age_range",
        "Self-defined ethnicity": "ethnicity_self",
        "Officer-defined ethnicity": "ethnicity_officer",
        "Legislation": "legislation",
        "Object of search": "object",
        "Outcome": "outcome",
        "Outcome linked to object of search": "outcome_linked",
        "Removal of more than just outer clothing": "strip",
    },
    required=frozenset({"kind", "at", "object", "legislation"}),
)
TABLE, DATASET = "stop_searches", "stop-and-search"
COLUMNS = (
    "period",
    "force",
    "at",
    "kind",
    "latitude",
    "longitude",
    "gender",
    "age_range",
    "ethnicity_self",
    "ethnicity_officer",
    "legislation",
    "object",
    "outcome",
    "outcome_linked",
    "strip",
    "source_file",
)
_TIME = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})?$"
)
# Summer time is in force at the end of these months and of no other: the last hour of UTC on
# their last day is the first hour of the next month in local time.
_LAST_HOURS = {
    "03-31T23": "-04",
    "04-30T23": "-05",
    "05-31T23": "-06",
    "06-30T23": "-07",
    "07-31T23": "-08",
    "08-31T23": "-09",
    "09-30T23": "-10",
}


class PoliceUkStopSearch:
    """See `Source`."""

    code = "police-uk-stop-search"
    headings = tuple(LAYOUT.columns)

    @property
    def title(self) -> Bilingual:
        """See `Source`."""
        return both("police.stop_search")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """See `Source`."""
        return LAYOUT.recognise(self.code, self.title, offered)

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """See `Source`."""
        members = recognised.members
        forces = {told_as(m): _force_of(m, into.supplier) for m in members}
        nameless = [m for m in members if not forces[told_as(m)]]
        path = into.folder / f"{TABLE}.parquet"
        into.engine.write_parquet(_stops(members, into, forces), path)
        taken = into.engine.scan_parquet([path])
        counts = _counts(into, taken)
        return Taken(
            tables={TABLE: path},
            slices=_slices(counts, members),
            problems=(
                *heading_problems(members, LAYOUT),
                *(Problem("source.force-not-named", Place(told_as(m))) for m in nameless),
                *_unreadable_times(into, taken),
                *told([one for one in counts if one.force], _named(members, forces), frozenset()),
            ),
            facts={"rows": sum(one.rows for one in counts), "files": len(members)},
            licence=OGL,
        )


def _force_of(member: Offered, supplier: str) -> str:
    """The slug of a member's force; empty where neither its name nor a person says it."""
    claimed = claim_of(member).force
    return claimed or (slug_of(supplier) if supplier else "")


def _named(members: Sequence[Offered], forces: Mapping[str, str]) -> list[Offered]:
    return [member for member in members if forces[told_as(member)]]


def _stops(members: Sequence[Offered], into: Taking, forces: Mapping[str, str]) -> Frame:
    from diogel.engine import SOURCE_FILE, col

    said = [(name, slug or None) for name, slug in forces.items()]
    table = into.engine.from_rows({SOURCE_FILE: "text", "force": "text"}, said)
    return (
        scan(members, LAYOUT, into)
        .join(table, on=SOURCE_FILE, how="left")
        .with_columns(
            _month(col("at")).alias("period"),
            coordinate("longitude"),
            coordinate("latitude"),
            _truth("outcome_linked"),
            _truth("strip"),
        )
        .select(*COLUMNS)
    )


def _month(at: Expr) -> Expr:
    """The month of a time in local time, which is the month it was published under."""
    from diogel.engine import concat_str, lit, when

    year, hour = at.str.slice(0, 4), at.str.slice(5, 8)
    universal = at.str.ends_with("+00:00") | at.str.ends_with("Z")
    month = at.str.slice(0, 7)
    for last_hour, next_month in _LAST_HOURS.items():
        shifted = concat_str(year, lit(next_month))
        month = when(universal & (hour == last_hour)).then(shifted).otherwise(month)
    return month


def _truth(column: str) -> Expr:
    """TRUE or FALSE of any case as a truth; null for a blank."""
    from diogel.engine import Boolean, col, lit, when

    text = col(column).str.to_lowercase()
    no = when(text == "false").then(lit(False)).otherwise(lit(None, dtype=Boolean))
    return when(text == "true").then(lit(True)).otherwise(no).alias(column)


def _counts(into: Taking, frame: Frame) -> tuple[Counted, ...]:
    from diogel.engine import SOURCE_FILE, col
    from diogel.engine import len as count

    grouped = frame.group_by(SOURCE_FILE, "force", "period").agg(
        count().alias("rows"), col("latitude").count().alias("located")
    )
    return tuple(
        Counted(file, slug, month, UNPLACED, None, rows, 0, located)
        for file, slug, month, rows, located in into.engine.rows(grouped)
    )


def _unreadable_times(into: Taking, frame: Frame) -> list[Problem]:
    """Times that are none, once for each file: their month cannot be told."""
    from diogel.engine import SOURCE_FILE, col
    from diogel.engine import len as count

    bad = frame.filter(col("at").is_null() | ~col("at").str.contains(_TIME))
    grouped = bad.group_by(SOURCE_FILE).agg(count().alias("rows"), col("at").min().alias("example"))
    return [
        Problem(
            "source.time-unreadable",
            Place(file, column="Date"),
            example or "–",
            slots={"rows": f"{rows:,}"},
        )
        for file, rows, example in sorted(into.engine.rows(grouped))
    ]


def _slices(counts: Sequence[Counted], members: Sequence[Offered]) -> tuple[Slice, ...]:
    from diogel.store import Slice

    by_name = {told_as(member): member for member in members}
    return tuple(
        Slice(
            DATASET,
            {"force": one.force or "", "period": one.month or ""},
            one.rows,
            by_name[one.file].name,
            by_name[one.file].sha256,
            {"rows": one.rows, "located": one.coded},
            TABLE,
        )
        for one in sorted(counts, key=lambda one: (one.force or "", one.month or ""))
    )


SOURCE = PoliceUkStopSearch()
