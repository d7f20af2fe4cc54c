"""Police.uk outcomes of crimes: which ending a crime had, in the month it was given."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from diogel.core import Bilingual
from diogel.files import Offered
from diogel.language import both
from diogel.sources.framework import Recognised, Taken, Taking
from diogel.sources.making import OGL
from diogel.sources.placing import Placing
from diogel.sources.police_uk_checks import (
    count_rows,
    facts_of,
    slices_of,
    told,
)
from diogel.sources.police_uk_files import Layout, common_name, heading_problems, scan
from diogel.sources.police_uk_forces import with_force
from diogel.sources.police_uk_numbers import coordinate

if TYPE_CHECKING:
    from diogel.engine import Frame

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
        "Outcome type": "outcome",
    },
    required=frozenset({"period", "reported_by", "outcome"}),
    weighty=frozenset({"Crime ID", "LSOA code"}),
    foreign=frozenset({"crime type", "last outcome category"}),
)
TABLE, DATASET = "incident_outcomes", "outcomes"
COLUMNS = (
    "incident_id",
    "period",
    "force",
    "longitude",
    "latitude",
    "location",
    "lsoa_code",
    "area_code",
    "placement",
    "outcome",
    "source_file",
)


class PoliceUkOutcomes:
    """See `Source`. A crime may have several rows, one for each outcome: none is dropped."""

    code = "police-uk-outcomes"
    headings = tuple(LAYOUT.columns)

    @property
    def title(self) -> Bilingual:
        """See `Source`."""
        return both("police.outcomes")

    def recognise(self, offered: Sequence[Offered]) -> Recognised | None:
        """See `Source`."""
        return LAYOUT.recognise(self.code, self.title, offered)

    def take(self, recognised: Recognised, into: Taking) -> Taken:
        """See `Source`."""
        members = recognised.members
        placing = Placing(into.engine, into.lookups)
        path = into.folder / f"{TABLE}.parquet"
        into.engine.write_parquet(_outcomes(members, into, placing), path)
        taken = into.engine.scan_parquet([path])
        counts = count_rows(into.engine, taken, "outcome")
        return Taken(
            tables={TABLE: path},
            slices=slices_of(DATASET, TABLE, counts, members, {}),
            problems=(
                *heading_problems(members, LAYOUT),
                *told(counts, members, frozenset()),
                *placing.problems(taken, common_name(members)),
            ),
            facts=facts_of(counts),
            licence=OGL,
        )


def _outcomes(members: Sequence[Offered], into: Taking, placing: Placing) -> Frame:
    frame = with_force(into.engine, scan(members, LAYOUT, into), members, LAYOUT)
    placed = placing.place(frame)
    return placed.with_columns(coordinate("longitude"), coordinate("latitude")).select(*COLUMNS)


SOURCE = PoliceUkOutcomes()
