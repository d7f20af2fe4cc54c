"""Spark: the same calculations for a nation's records, on this machine or a cluster."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Self

from diogel.core import Refused
from diogel.engine.csv_files import Scan, faults, readable, write_rows
from diogel.engine.expressions import from_native
from diogel.engine.protocol import SOURCE_FILE, ColumnType, Files, Frame, in_order, with_names
from diogel.engine.spark_session import SESSION

TYPES: Mapping[ColumnType, str] = {
    "text": "string",
    "integer": "bigint",
    "number": "double",
    "boolean": "boolean",
    "date": "date",
}
# What Spark says, in its own words, of a row that is not of the shape it was promised.
MALFORMED = ("MALFORMED_RECORD", "MALFORMED_CSV", "TextParsingException")


class SparkEngine:
    """See `Engine`. It has no `sql`: what must run on both engines is written in frames."""

    name = "spark"

    def __init__(self, *, scratch: Path | None, memory_mb: int, master: str) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="diogel-", dir=scratch))
        self._scans: list[Scan] = []
        self._session = SESSION.take(master, memory_mb, scratch)

    def scan_csv(
        self, files: Files, columns: Sequence[str], *, encoding: str = "utf-8", even: bool = False
    ) -> Frame:
        """See `Engine`."""
        from pyspark.sql import functions

        scan = readable(files, columns, encoding, self._folder, even=even)
        self._scans.append(scan)
        schema = ", ".join(f"{_name(column)} string" for column in columns)
        read = self._session.read.csv(
            [path.resolve().as_uri() for _, path in scan.files],
            schema=schema,
            header=True,
            enforceSchema=True,
            mode="FAILFAST",
            quote='"',
            escape='"',
            multiLine=True,
            unescapedQuoteHandling="RAISE_ERROR",
            maxCharsPerColumn=1_000_000,
        )
        # Spark keeps a quoted blank apart from a bare one; nobody who fills in a table does.
        texts = [
            functions.nullif(read[column], functions.lit("")).alias(column) for column in columns
        ]
        frame: Frame = from_native(read.select(*texts, _told(read, scan.files).alias(SOURCE_FILE)))
        return frame

    def scan_parquet(self, files: Files, *, name: str = "") -> Frame:
        """See `Engine`."""
        named = with_names(files)
        uris = [path.resolve().as_uri() for _, path in named]
        read = self._session.read.option("mergeSchema", "true").parquet(*uris)
        if name:
            read = read.withColumn(name, _told(read, named))
        frame: Frame = from_native(read)
        return frame

    def from_rows(
        self, columns: Mapping[str, ColumnType], rows: Iterable[Sequence[object]]
    ) -> Frame:
        """See `Engine`."""
        schema = ", ".join(f"{_name(column)} {TYPES[kind]}" for column, kind in columns.items())
        made: Frame = from_native(
            self._session.createDataFrame([tuple(row) for row in rows], schema)
        )
        return made

    def sql(self, query: str, **frames: Frame) -> Frame:
        """Not on Spark: its SQL is another language."""
        raise NotImplementedError("queries in SQL run on DuckDB only")

    def count(self, frame: Frame) -> int:
        """See `Engine`."""
        with self._telling():
            return int(frame.to_native().count())

    def keep(self, frame: Frame) -> Frame:
        """See `Engine`."""
        with self._telling():
            kept: Frame = from_native(frame.to_native().localCheckpoint(eager=True))
            return kept

    def write_parquet(self, frame: Frame, path: Path, *, sort: Sequence[str] = ()) -> int:
        """See `Engine`."""
        parts = Path(tempfile.mkdtemp(dir=self._folder)) / "parts"
        with self._telling():
            # After the sort one part stays in order; before it, one part would be all the work.
            single = in_order(frame, sort).to_native().coalesce(1)
            single.write.parquet(parts.as_uri(), compression="zstd")
            (part,) = parts.glob("part-*.parquet")
            shutil.move(part, path)
            written: int = self._session.read.parquet(path.resolve().as_uri()).count()
            return written

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
            return [tuple(row) for row in frame.to_native().collect()]

    def batches(self, frame: Frame, size: int = 10_000) -> Iterator[list[tuple[Any, ...]]]:
        """See `Engine`."""
        with self._telling():
            rows = frame.to_native().toLocalIterator()
            while batch := [tuple(row) for row in islice(rows, size)]:
                yield batch

    def close(self) -> None:
        """See `Engine`."""
        SESSION.leave()
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        self.close()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Turn what Spark says of a file into problems that its owner understands."""
        try:
            yield
        except Exception as error:
            told = str(error)
            blamed = [
                s for s in self._scans if any(p.resolve().as_uri() in told for _, p in s.files)
            ]
            found = faults(blamed) if any(mark in told for mark in MALFORMED) else ()
            if not found:
                raise
            raise Refused(found) from None


def _told(read: Any, files: Iterable[tuple[str, Path]]) -> Any:
    """The column with the name to tell each row's file by."""
    from pyspark.sql import functions

    pairs = [
        functions.lit(text) for name, path in files for text in (path.resolve().as_uri(), name)
    ]
    path = functions.regexp_replace(read["_metadata.file_path"], "^file:/+", "file:///")
    return functions.create_map(*pairs)[path]


def _name(value: str) -> str:
    """A name as Spark's SQL writes it."""
    return "`" + value.replace("`", "``") + "`"
