"""Choosing an engine by name; a library is imported only when it is wanted."""

from __future__ import annotations

import os
from pathlib import Path

from diogel.engine.protocol import Engine

ENGINES = ("duckdb", "spark")
SPARK_MASTER = "DIOGEL_SPARK_MASTER"


def open_engine(
    name: str = "duckdb",
    *,
    scratch: Path | None = None,
    memory_mb: int = 384,
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
    memory_mb : int
        What DuckDB may hold before it spills to scratch, or the memory of Spark's driver.
    threads : int, optional
        Without it, as many as there are cores; on Spark two.
    """
    if name == "duckdb":
        from diogel.engine.duckdb_engine import DuckDbEngine

        return DuckDbEngine(scratch=scratch, memory_mb=memory_mb, threads=threads)
    if name == "spark":
        from diogel.engine.spark_engine import SparkEngine

        master = os.environ.get(SPARK_MASTER, f"local[{threads or 2}]")
        return SparkEngine(scratch=scratch, memory_mb=memory_mb, master=master)
    raise ValueError(f"no engine named {name}: {', '.join(ENGINES)}")
