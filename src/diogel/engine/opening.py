"""Choosing an engine by name; a library is imported only when it is wanted."""

from __future__ import annotations

import os
from pathlib import Path

from diogel.engine.protocol import Engine

ENGINES = ("duckdb", "spark")
SPARK_MASTER = "DIOGEL_SPARK_MASTER"
# Each thread that writes a table holds a group of its rows, some 30 MB.
MOST_THREADS, MEGABYTES_A_THREAD = 4, 128


def open_engine(
    name: str = "duckdb",
    *,
    scratch: Path | None = None,
    memory_mb: int | None = None,
    threads: int | None = None,
) -> Engine:
    """An engine to use in a `with` block.

    Parameters
    ----------
    name : str
        "duckdb", or "spark" where pyspark and Java are installed. Spark runs on this
        machine unless the variable DIOGEL_SPARK_MASTER names a cluster.
    scratch : Path, optional
        The folder in which a folder of scratch files is made, and removed at the end.
    memory_mb : int, optional
        What DuckDB may hold before it spills to scratch, or the memory of Spark's driver.
        Without it, 128 for each thread.
    threads : int, optional
        Without it, as many as there are cores, but four at most.
    """
    threads = threads or min(os.cpu_count() or 1, MOST_THREADS)
    memory_mb = memory_mb or max(2, threads) * MEGABYTES_A_THREAD
    if name == "duckdb":
        from diogel.engine.duckdb_engine import DuckDbEngine

        return DuckDbEngine(scratch=scratch, memory_mb=memory_mb, threads=threads)
    if name == "spark":
        from diogel.engine.spark_engine import SparkEngine

        master = os.environ.get(SPARK_MASTER, f"local[{threads}]")
        return SparkEngine(scratch=scratch, memory_mb=memory_mb, master=master)
    raise ValueError(f"no engine named {name}: {', '.join(ENGINES)}")
