"""What every engine can do, whatever runs underneath."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, Self

from diogel.engine.expressions import LazyFrame

ColumnType = Literal["text", "integer", "number", "boolean", "date"]
Files = Sequence[Path] | Mapping[str, Path]
SOURCE_FILE = "source_file"

Frame = LazyFrame[Any]


class Engine(Protocol):
    """Runs calculations on tables that may be larger than memory.

    A frame is a plan: nothing is read until `rows`, `batches`, `write_parquet` or
    `write_csv` asks for its rows, and faults of a file are told then. No engine guesses a
    type: a CSV column is text until a calculation says otherwise, and a blank is null.
    """

    name: str

    def scan_csv(
        self, files: Files, columns: Sequence[str], *, encoding: str = "utf-8", even: bool = False
    ) -> Frame:
        """The rows of comma-separated files, every column text, named by position.

        Parameters
        ----------
        files : paths, or names with paths
            All of one shape. The first row of each is its heading and is passed over: the
            caller has looked at it. The name goes into the column `source_file`; without
            names it is the file's own.
        columns : str
            What the columns are called here, as many as each row must have.
        encoding : str
            A Python codec's name.
        even : bool
            True when the caller knows that every file is UTF-8 text with one kind of line
            end, as the members of an opened delivery are; they are then not looked through.
        """
        ...

    def scan_parquet(self, files: Files, *, name: str = "") -> Frame:
        """The rows of Parquet files; a column that one of them lacks is null there.

        Parameters
        ----------
        files : paths, or names with paths
        name : str
            The column that each file's name goes into; empty for none.
        """
        ...

    def from_rows(
        self, columns: Mapping[str, ColumnType], rows: Iterable[Sequence[object]]
    ) -> Frame:
        """A small table out of Python values; None is null."""
        ...

    def write_parquet(self, frame: Frame, path: Path, *, sort: Sequence[str] = ()) -> int:
        """Write one Parquet file and give the number of its rows.

        The bytes depend on the rows alone, given a `sort` that leaves no ties or a frame
        whose order is that of its files.
        """
        ...

    def write_csv(
        self,
        frame: Frame,
        path: Path,
        *,
        sort: Sequence[str] = (),
        text: Callable[[str], str] | None = None,
        mark: bool = False,
    ) -> int:
        """Write a CSV file (UTF-8, CRLF) and give the number of its rows.

        Parameters
        ----------
        text : callable, optional
            Put to every text cell: `files.text_cell` keeps formulas from running in Excel.
        mark : bool
            Begin with a byte order mark, by which Excel knows UTF-8.
        """
        ...

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """All rows, in memory; in the order of the frame's last sort, else in any."""
        ...

    def batches(self, frame: Frame, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """The rows, so many at a time."""
        ...

    def count(self, frame: Frame) -> int:
        """How many rows there are."""
        ...

    def keep(self, frame: Frame) -> Frame:
        """The same rows worked out once, for a frame that several others start from."""
        ...

    def sql(self, query: str, **frames: Frame) -> Frame:
        """A query in DuckDB's SQL over named frames; only the DuckDB engine has it."""
        ...

    def close(self) -> None:
        """Let go of memory and scratch files. Frames are of no use afterwards."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *failure: object) -> None: ...


def in_order(frame: Frame, sort: Sequence[str]) -> Frame:
    """The frame sorted by columns, nulls last; as it is when there are none."""
    return frame.sort(*sort, nulls_last=True) if sort else frame


def with_names(files: Files) -> list[tuple[str, Path]]:
    """Files with the names to tell them by; a file's own where none is given."""
    if isinstance(files, Mapping):
        return list(files.items())
    return [(path.name, path) for path in files]
