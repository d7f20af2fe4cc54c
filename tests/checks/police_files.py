"""Invented police.uk files, and the taking in of any: what the tests of its traps start from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from diogel.core import Problem
from diogel.engine import Engine
from diogel.files import open_delivery
from diogel.sources import Taken, Taking, recognise, source

HEADINGS = (
    "Crime ID",
    "Month",
    "Reported by",
    "Falls within",
    "Longitude",
    "Latitude",
    "Location",
    "LSOA code",
    "LSOA name",
    "Crime type",
    "Last outcome category",
    "Context",
)
TREDEGAR, CARDIFF = "W01001440", "W01001696"
USUAL: Mapping[str, str] = {
    "Month": "2024-01",
    "Reported by": "Gwent Police",
    "Falls within": "Gwent Police",
    "Longitude": "-3.193791",
    "Latitude": "51.798553",
    "Location": "On or near Invented Street",
    "LSOA code": TREDEGAR,
    "LSOA name": "Blaenau Gwent 001A",
    "Crime type": "Drugs",
    "Last outcome category": "Under investigation",
}
Row = Mapping[str, str]


def crime(number: int = 1, **cells: str) -> dict[str, str]:
    """A row; `crime_type="Burglary"` sets the cell under that heading."""
    named = {heading.lower().replace(" ", "_"): heading for heading in HEADINGS}
    return {"Crime ID": f"invented-{number}", **USUAL} | {
        named[name]: text for name, text in cells.items()
    }


def asb(**cells: str) -> dict[str, str]:
    """A row of anti-social behaviour: no identifier and no outcome."""
    blank = {"crime_id": "", "last_outcome_category": "", "crime_type": "Anti-social behaviour"}
    return crime(**{**blank, **cells})  # type: ignore[arg-type]


def text_of(rows: Iterable[Row], headings: Sequence[str] = HEADINGS, end: str = "\r\n") -> str:
    """The file as police.uk writes it; cells by position under the headings given."""
    known = {heading.casefold(): heading for heading in HEADINGS}
    lines = [",".join(headings)]
    lines += [",".join(row.get(known.get(h.casefold(), h), "") for h in headings) for row in rows]
    return end.join([*lines, ""])


def street(
    folder: Path,
    rows: Iterable[Row],
    *,
    force: str = "gwent",
    month: str = "2024-01",
    headings: Sequence[str] = HEADINGS,
    end: str = "\r\n",
    encoding: str = "utf-8",
) -> Path:
    """One file in its month folder."""
    path = folder / month / f"{month}-{force}-street.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text_of(rows, headings, end).encode(encoding))
    return path


@dataclass(frozen=True)
class Kept:
    """What came of a delivery: the notes of opening it and everything the source told."""

    taken: Taken
    problems: tuple[Problem, ...]
    engine: Engine

    def rows(self, *columns: str, table: str = "incidents") -> list[tuple[Any, ...]]:
        """The columns of a table, sorted."""
        frame = self.engine.scan_parquet([self.taken.tables[table]]).select(*columns)
        return sorted(self.engine.rows(frame), key=str)

    def codes(self) -> list[str]:
        return sorted(problem.code for problem in self.problems)


def take(path: Path, engine: Engine, folder: Path, **more: Any) -> Kept:
    """A delivery through the door: opened, recognised, taken."""
    folder.mkdir(parents=True, exist_ok=True)
    delivery = open_delivery(path, folder)
    (part,) = recognise(delivery.members).recognised
    taken = source(part.source).take(part, Taking(engine, folder, **more))
    return Kept(taken, (*delivery.problems, *taken.problems), engine)
