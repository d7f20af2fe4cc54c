"""DuckDB: the engine on a laptop, with a limit to its memory and nothing from the network."""

from __future__ import annotations

import glob
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Self

import duckdb

from diogel.core import Place, Problem, Refused
from diogel.engine.csv_files import Scan, faults, readable, write_rows
from diogel.engine.expressions import from_native
from diogel.engine.expressions import len as rows_in_all
from diogel.engine.failures import cannot_write
from diogel.engine.protocol import SOURCE_FILE, ColumnType, Files, Frame, in_order, with_names

Settings = dict[str, str | bool | int | float | list[str]]
TYPES: Mapping[ColumnType, str] = {
    "text": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}
# Rows are written in groups of this many whatever the number of threads, so that the same
# rows give the same bytes.
# The lightest zstd takes half the time of the usual one, for files a twentieth larger:
# most of a file are identifiers that nothing makes smaller.
ROW_GROUP = 122_880


class DuckDbEngine:
    """See `Engine`. One connection to a database in memory, closed at the end."""

    name = "duckdb"

    def __init__(self, *, scratch: Path | None, memory_mb: int, threads: int) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="diogel-", dir=scratch))
        self._scans: list[Scan] = []
        self._parquet: dict[Path, str] = {}
        self._views = 0
        self._connection = duckdb.connect(config=self._settings(memory_mb, threads))
        self._connection.execute("SET lock_configuration = true")

    def _settings(self, memory_mb: int, threads: int) -> Settings:
        return {
            "memory_limit": f"{memory_mb}MB",
            "threads": threads,
            "temp_directory": str(self._folder / "spill"),
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "allow_community_extensions": False,
            "python_enable_replacements": False,
        }

    def scan_csv(
        self, files: Files, columns: Sequence[str], *, encoding: str = "utf-8", even: bool = False
    ) -> Frame:
        """See `Engine`."""
        scan = readable(files, columns, encoding, self._folder, even=even)
        self._scans.append(scan)
        types = ", ".join(f"{_text(column)}: 'VARCHAR'" for column in columns)
        paths, names = _listed(scan.files)
        wanted = ", ".join(_name(column) for column in columns)
        return self._frame(
            f"SELECT {wanted}, {names}[filename] AS {SOURCE_FILE} "  # noqa: S608
            f"FROM read_csv({paths}, columns = {{{types}}}, auto_detect = false, "
            "header = true, delim = ',', quote = '\"', escape = '\"', strict_mode = true, "
            "filename = true)"
        )

    def scan_parquet(self, files: Files, *, name: str = "") -> Frame:
        """See `Engine`."""
        pairs = with_names(files)
        self._parquet |= {path: told for told, path in pairs}
        paths, names = _listed(pairs)
        read = f"FROM read_parquet({paths}, union_by_name = true, filename = {bool(name)})"
        told = f"* EXCLUDE (filename), {names}[filename] AS {_name(name)}" if name else "*"
        with self._telling():
            return self._frame(f"SELECT {told} {read}")

    def from_rows(
        self, columns: Mapping[str, ColumnType], rows: Iterable[Sequence[object]]
    ) -> Frame:
        """See `Engine`."""
        values = list(zip(*rows, strict=True)) or [() for _ in columns]
        table = self._fresh_name()
        unnested = ", ".join(
            f"unnest(?::{TYPES[kind]}[]) AS {_name(column)}" for column, kind in columns.items()
        )
        self._connection.execute(
            f"CREATE TEMP TABLE {table} AS SELECT {unnested}", [list(v) for v in values]
        )
        return self._frame(f"SELECT * FROM {table}")  # noqa: S608

    def sql(self, query: str, **frames: Frame) -> Frame:
        """See `Engine`."""
        named_views = []
        for name, frame in frames.items():
            view = self._fresh_name()
            frame.to_native().create_view(view)
            named_views.append(f"{_name(name)} AS (SELECT * FROM {view})")  # noqa: S608
        given = f"WITH {', '.join(named_views)} " if named_views else ""
        return self._frame(f"{given}SELECT * FROM ({query})")  # noqa: S608

    def count(self, frame: Frame) -> int:
        """See `Engine`."""
        return int(self.rows(frame.select(n=rows_in_all()))[0][0])

    def keep(self, frame: Frame) -> Frame:
        """See `Engine`."""
        table = self._fresh_name()
        with self._telling():
            frame.to_native().create(table)
        return self._frame(f"SELECT * FROM {table}")  # noqa: S608

    def write_parquet(self, frame: Frame, path: Path, *, sort: Sequence[str] = ()) -> int:
        """See `Engine`."""
        query = in_order(frame, sort).to_native().sql_query()
        with self._telling(path):
            written = self._connection.execute(
                f"COPY ({query}) TO {_text(str(path))} "
                "(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, "
                f"ROW_GROUP_SIZE {ROW_GROUP})"
            ).fetchone()
        return int(written[0]) if written else 0

    def write_csv(
        self,
        frame: Frame,
        path: Path,
        *,
        sort: Sequence[str] = (),
        text: Callable[[str], str] | None = None,
        mark: bool = False,
    ) -> int:
        """See `Engine`."""
        ordered = in_order(frame, sort)
        return write_rows(path, ordered.columns, self.batches(ordered), text, mark=mark)

    def rows(self, frame: Frame) -> list[tuple[Any, ...]]:
        """See `Engine`."""
        with self._telling():
            return list(frame.to_native().fetchall())

    def batches(self, frame: Frame, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """See `Engine`."""
        with self._telling():
            rows = iter(frame.to_native().iter_rows(size))
            while batch := list(islice(rows, size)):
                yield batch

    def close(self) -> None:
        """See `Engine`."""
        self._connection.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    @contextmanager
    def _telling(self, writing: Path | None = None) -> Iterator[None]:
        """Turn what DuckDB says of a file into problems that its owner understands."""
        try:
            yield
        except duckdb.OutOfMemoryException as error:
            raise Refused([Problem("engine.memory")]) from error
        except duckdb.IOException as error:
            name = writing.name if writing else self._folder.name
            refused = cannot_write(name, str(error))
            if writing is None and refused.problems[0].code != "file.no-room":
                if found := self._damaged():
                    raise Refused(found) from None
                raise
            raise refused from error
        except duckdb.Error as error:
            told = str(error)
            blamed = [s for s in self._scans if any(f"file = {p}" in told for _, p in s.files)]
            found = faults(blamed) or self._damaged()
            if not found:
                raise
            raise Refused(found) from None

    def _damaged(self) -> tuple[Problem, ...]:
        """The Parquet files that cannot be read to their end: DuckDB does not always say which."""
        return tuple(
            Problem("file.damaged", Place(name))
            for path, name in self._parquet.items()
            if path.is_file() and not self._is_sound(path)
        )

    def _is_sound(self, path: Path) -> bool:
        read = f"read_parquet({_text(glob.escape(str(path)))})"
        try:
            self._connection.execute(f"SELECT max(hash(COLUMNS(*))) FROM {read}").fetchall()  # noqa: S608
        except duckdb.OutOfMemoryException:
            return True
        except duckdb.Error:
            return False
        return True

    def _frame(self, query: str) -> Frame:
        return from_native(self._connection.sql(query))

    def _fresh_name(self) -> str:
        self._views += 1
        return f"__diogel_{self._views}"


def _listed(files: Iterable[tuple[str, Path]]) -> tuple[str, str]:
    """A list of paths that are no patterns, and the map from each to the name to tell it by."""
    pairs = list(files)
    paths = ", ".join(_text(glob.escape(str(path))) for _, path in pairs)
    names = ", ".join(f"{_text(str(path))}: {_text(name)}" for name, path in pairs)
    return f"[{paths}]", f"MAP {{{names}}}"


def _text(value: str) -> str:
    """A text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def _name(value: str) -> str:
    """A name as SQL writes it."""
    return '"' + value.replace('"', '""') + '"'
