"""Police.uk street-level crime and anti-social behaviour: its month files into incidents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from diogel.core import Bilingual, Place, Problem, Severity
from diogel.files import Offered
from diogel.language import both
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import OGL
from diogel.sources.placing import Placing
from diogel.sources.police_uk_checks import (
    Counted,
    Month,
    Repeats,
    count_repeats,
    count_rows,
    facts_of,
    slices_of,
    told,
)
from diogel.sources.police_uk_files import Layout, common_name, heading_problems, scan
from diogel.sources.police_uk_forces import with_force
from diogel.sources.police_uk_numbers import coordinate
from diogel.sources.police_uk_types import KNOWN, OLDER, todays_label

if TYPE_CHECKING:
    from diogel.engine import Frame
    from diogel.store import Slice

LAYOUT = Layout(
    columns={
        "Crime ID": "incident_id",
        "Month": "period",
        "Reported by": "reported_by",
        "Falls within": "falls_within",
        "Longitude": "longitude",
        "Latitude": "latitude",
        "Location": "location",
        "LSOA code": "lsoa_code",
        "LSOA name": "lsoa_name",
        "Crime type": "type",
        "Last outcome category": "outcome",
        "Context": "context",
    },
    required=frozenset({"period", "reported_by", "type"}),
    weighty=frozenset({"Crime ID", "LSOA code"}),
    foreign=frozenset({"outcome type"}),
)
TABLE, QUARANTINE = "incidents", "incidents_quarantined"
DATASET, QUARANTINED_DATASET = "street", "street-quarantined"
COLUMNS = (
    "incident_id",
    "period",
    "force",
    "falls_within",
    "longitude",
    "latitude",
    "location",
    "lsoa_code",
    "area_code",
    "placement",
    "type",
    "outcome",
    "source_file",
)
MANY_COPIES = 5
"""Rows of one identifier in one month from which its file is held to be damaged: real files
have two at most, and the damaged file that is known had thirteen."""


class PoliceUkStreet:
    """See `Source`. Every row is kept as it was published, and none is de-duplicated."""

    code = "police-uk-street"
    headings = tuple(LAYOUT.columns)

    @property
    def title(self) -> Bilingual:
        """See `Source`."""
        return both("police.street")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """See `Source`."""
        return LAYOUT.recognise(self.code, self.title, offered)

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """See `Source`.

        One table of incidents. A force's month in which one identifier is repeated many
        times goes to a table of its own, where nothing counts it, and under a slice of its
        own, so that it never takes the place of a good one.
        """
        members = recognised.members
        placing = Placing(into.engine, into.lookups)
        path = into.folder / f"{TABLE}.parquet"
        into.engine.write_parquet(incidents_of(members, into, placing), path)
        taken = into.engine.scan_parquet([path])
        counts = count_rows(into.engine, taken, "type")
        repeats = _of_known_months(count_repeats(into.engine, taken, members))
        damaged = {month: one for month, one in repeats.items() if one.most >= MANY_COPIES}
        problems = (
            *heading_problems(members, LAYOUT),
            *told(counts, members, KNOWN),
            *_older_types(members, counts),
            *placing.problems(taken, common_name(members)),
            *_repeats_told(repeats),
        )
        tables = {TABLE: path}
        if damaged:
            tables = _set_apart(into, path, damaged)
        return Taken(
            tables=tables,
            slices=_slices(counts, members, repeats, damaged),
            problems=problems,
            facts=_facts(counts, repeats, damaged),
            licence=OGL,
        )


def incidents_of(members: Sequence[Offered], into: Taking, placing: Placing) -> Frame:
    """The standard table as a plan: one pass over the files."""
    from diogel.engine import col

    frame = with_force(into.engine, scan(members, LAYOUT, into), members, LAYOUT)
    return (
        placing.place(frame)
        .with_columns(
            coordinate("longitude"), coordinate("latitude"), todays_label(col("type")).alias("type")
        )
        .select(*COLUMNS)
    )


def _set_apart(into: Taking, path: Path, damaged: dict[Month, Repeats]) -> dict[str, Path]:
    """Two tables out of one: the incidents that count, and those of damaged months."""
    from diogel.engine import any_horizontal, col

    whole = into.engine.scan_parquet([path])
    bad = any_horizontal(
        *((col("force") == force) & (col("period") == month) for force, month in damaged),
        ignore_nulls=True,
    )
    apart = into.folder / f"{QUARANTINE}.parquet"
    good = into.folder / f"{TABLE}-good.parquet"
    into.engine.write_parquet(whole.filter(bad), apart)
    left = into.engine.write_parquet(whole.filter(~bad), good)
    good.replace(path)
    return {TABLE: path, QUARANTINE: apart} if left else {QUARANTINE: apart}


def _slices(
    counts: Sequence[Counted],
    members: Sequence[Offered],
    repeats: dict[Month, Repeats],
    damaged: dict[Month, Repeats],
) -> tuple[Slice, ...]:
    bad = [one for one in counts if (one.force, one.month) in damaged]
    good = [one for one in counts if (one.force, one.month) not in damaged]
    return slices_of(DATASET, TABLE, good, members, repeats) + slices_of(
        QUARANTINED_DATASET, QUARANTINE, bad, members, repeats
    )


def _facts(
    counts: Sequence[Counted], repeats: dict[Month, Repeats], damaged: dict[Month, Repeats]
) -> dict[str, int]:
    facts = facts_of(counts)
    facts["repeated_ids"] = sum(one.ids for one in repeats.values())
    facts["quarantined"] = sum(one.rows for one in counts if (one.force, one.month) in damaged)
    return facts


def _of_known_months(repeats: dict[Month, Repeats]) -> dict[Month, Repeats]:
    """Without rows that name no force or month: what is wrong with those is told by itself."""
    return {month: one for month, one in repeats.items() if None not in month}


def _repeats_told(repeats: dict[Month, Repeats]) -> list[Problem]:
    return [
        Problem(
            "source.quarantined" if one.most >= MANY_COPIES else "source.repeated-ids",
            found=f"{one.most if one.most >= MANY_COPIES else one.ids:,}",
            severity=Severity.LOOK if one.most >= MANY_COPIES else Severity.NOTE,
            slots={"force": force, "month": month},
        )
        for (force, month), one in sorted(repeats.items())
    ]


def _older_types(members: Sequence[Offered], counts: Sequence[Counted]) -> list[Problem]:
    """That the files are of years when a type had another label."""
    return [
        Problem(
            "source.type-older",
            Place(common_name(members), column="Crime type"),
            one.label,
            one.today,
            Severity.NOTE,
            {"until": one.until},
        )
        for one in OLDER
        if any(c.type == one.today and (c.month or "9") <= one.until for c in counts)
    ]


SOURCE = PoliceUkStreet()
