"""The store's tables as CSV files, for an analyst and for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.files import text_cell, write_atomically
from diogel.quality import SORT, observations
from diogel.sources import DIMENSIONS, counted
from diogel.standard import schema
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace
from diogel.workspace.judging import engine_of

INCIDENTS = "incidents"


def export_incidents(
    workspace: Workspace,
    by: Sequence[str],
    output: Path,
    *,
    engine: str = "duckdb",
    as_at: datetime | None = None,
) -> int:
    """Count incidents by columns and write the counts.

    Parameters
    ----------
    by : sequence of str
        Any of force, area, month, type and placement; the file has these columns, in this
        order, and `count`. `area` is blank outside Wales and where there is no LSOA.
    output : Path
        The CSV file to write, whole or not at all.
    engine : str
        "duckdb" or "spark".
    as_at : datetime, optional
        As the store stood at that moment.

    Returns
    -------
    int
        Rows written, without the heading.

    Raises
    ------
    Refused
        A column is not one of these, or the store holds no incidents.
    """
    _is_csv(output)
    unknown = [name for name in by if name not in DIMENSIONS]
    repeated = [name for number, name in enumerate(by) if name in by[:number]]
    if unknown or repeated or not by:
        found = ", ".join(unknown or repeated) or "-"
        raise Refused([Problem("export.columns", Place(), found, ", ".join(DIMENSIONS))])
    with (
        engine_of(workspace, engine) as opened,
        write_atomically(output) as temporary,
    ):
        frame = open_store(workspace).scan(opened, INCIDENTS, as_at=as_at)
        counts = counted(opened, frame, by=tuple(by))
        return opened.write_csv(counts, temporary, sort=tuple(by), text=text_cell)


def export_observations(
    workspace: Workspace,
    output: Path,
    *,
    engine: str = "duckdb",
    as_at: datetime | None = None,
) -> int:
    """Write every observation in the columns of the standard; the number of rows."""
    _is_csv(output)
    columns = tuple(field.name for field in schema("observations").fields)
    with (
        engine_of(workspace, engine) as opened,
        write_atomically(output) as temporary,
    ):
        frame = observations(opened, open_store(workspace), as_at=as_at).select(*columns)
        return opened.write_csv(frame, temporary, sort=SORT, text=text_cell)


def _is_csv(output: Path) -> None:
    """Refused where the name promises another kind of file, which no program would open."""
    if output.suffix.casefold() not in ("", ".csv"):
        raise Refused([Problem("export.not-csv", Place(output.name), output.suffix, ".csv")])
