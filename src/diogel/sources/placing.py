"""Rows with an LSOA code into local authorities, by code alone, with every row accounted for.

Our own table knows both censuses. Official lookups that a person loads win over it, and
must then know every code that the rows have: a lookup of 2011 alone would lose a sixth of
Cardiff's rows from 2024 and show as less crime.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from diogel.core import Place, Problem, Severity
from diogel.places import Disagreement, disagreements, lsoas, vintages_of_lsoa

if TYPE_CHECKING:
    from diogel.engine import Engine, Frame

PLACED, OUTSIDE, UNPLACED = "placed", "outside", "unplaced"
PLACEMENTS = (PLACED, OUTSIDE, UNPLACED)
_LSOA_LEVELS = ("lsoa11", "lsoa21")


@dataclass(frozen=True)
class Placing:
    """A way from LSOA codes to authorities.

    Attributes
    ----------
    engine : Engine
    lookups : tuple of Path
        `area_lookups` tables as Parquet; none: our own table decides.
    """

    engine: Engine
    lookups: tuple[Path, ...] = ()

    @cached_property
    def official(self) -> dict[str, str]:
        """What the loaded lookups say: LSOA code to authority; empty without any."""
        if not self.lookups:
            return {}
        from diogel.engine import col

        frame = self.engine.scan_parquet(list(self.lookups))
        wanted = col("from_level").is_in(_LSOA_LEVELS) & (col("to_level") == "local-authority")
        return dict(self.engine.rows(frame.filter(wanted).select("from_code", "to_code")))

    @cached_property
    def authorities(self) -> dict[str, str]:
        """LSOA code to authority, as the rows are placed."""
        return self.official or {code: one.authority for code, one in lsoas().items()}

    @cached_property
    def table(self) -> Frame:
        """The same as a frame: `lsoa_code`, `area_code`."""
        columns = {"lsoa_code": "text", "area_code": "text"}
        return self.engine.from_rows(columns, list(self.authorities.items()))  # type: ignore[arg-type]

    def place(self, frame: Frame) -> Frame:
        """The rows with `area_code` and `placement` beside their `lsoa_code`.

        "placed" has an authority; "outside" has a code of another nation; "unplaced" has no
        code, or a Welsh one that nobody knows.
        """
        from diogel.engine import col, lit, when

        code, area = col("lsoa_code"), col("area_code")
        nowhere = code.is_null() | code.str.starts_with("W01")
        placement = (
            when(~area.is_null())
            .then(lit(PLACED))
            .otherwise(when(nowhere).then(lit(UNPLACED)).otherwise(lit(OUTSIDE)))
        )
        return frame.join(self.table, on="lsoa_code", how="left").with_columns(
            placement.alias("placement")
        )

    def problems(self, frame: Frame, file: str) -> tuple[Problem, ...]:
        """What rows that were placed with it tell: Welsh codes that nobody knows, codes that
        the loaded lookups lack (which ends the work), and where those disagree with us.
        """
        lost: Counter[int] = Counter()
        unknown = 0
        for code, rows in self._unplaced_codes(frame):
            if vintages := vintages_of_lsoa(code):
                lost[vintages[-1]] += rows
            else:
                unknown += rows
        told = [_lacking(year, rows, file) for year, rows in sorted(lost.items())]
        if unknown:
            told.append(_unknown(unknown, file))
        return (*told, *(_disagreement(one, file) for one in disagreements(self.official)))

    def _unplaced_codes(self, frame: Frame) -> list[tuple[str, int]]:
        """The codes of unplaced rows that have one, with their rows."""
        from diogel.engine import col
        from diogel.engine import len as count

        coded = frame.filter((col("placement") == UNPLACED) & ~col("lsoa_code").is_null())
        return self.engine.rows(coded.group_by("lsoa_code").agg(count().alias("rows")))


def _lacking(year: int, rows: int, file: str) -> Problem:
    slots = {"year": str(year)}
    return Problem("source.lookup-lacks-codes", Place(file), f"{rows:,}", slots=slots)


def _unknown(rows: int, file: str) -> Problem:
    return Problem("source.unknown-lsoa", Place(file), f"{rows:,}", severity=Severity.LOOK)


def _disagreement(one: Disagreement, file: str) -> Problem:
    return Problem(
        "source.lookup-disagrees",
        Place(file),
        one.theirs,
        one.ours,
        Severity.LOOK,
        {"code": one.code},
    )
