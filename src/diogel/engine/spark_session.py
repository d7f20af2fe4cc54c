"""The one Spark session of a process, stopped when the last engine that uses it is closed."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path
from threading import Lock
from typing import Any

_LOCK = Lock()


class SharedSession:
    """Spark has one session in a process, and starting it takes seconds."""

    def __init__(self) -> None:
        self._users = 0
        self._session: Any = None
        self._folder = Path()

    def take(self, master: str, memory_mb: int, scratch: Path | None) -> Any:
        """The session, started for its first user; its settings are the first user's."""
        with _LOCK:
            if self._users == 0:
                self._folder = Path(tempfile.mkdtemp(prefix="diogel-spark-", dir=scratch))
                self._session = _started(master, memory_mb, self._folder)
            self._users += 1
            return self._session

    def leave(self) -> None:
        """Be done with it; the last user stops it."""
        with _LOCK:
            self._users -= 1
            if self._users == 0:
                self._session.stop()
                shutil.rmtree(self._folder, ignore_errors=True)


SESSION = SharedSession()


def _started(master: str, memory_mb: int, folder: Path) -> Any:
    from pyspark.sql import SparkSession

    # The workers of Spark are to be the Python that runs here.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("diogel")
    for name, value in _settings(memory_mb, folder).items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    return session


def _settings(memory_mb: int, folder: Path) -> dict[str, str]:
    return {
        "spark.driver.memory": f"{max(memory_mb, 1024)}m",
        "spark.local.dir": str(folder),
        "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
        "spark.sql.shuffle.partitions": "4",
        # Otherwise a row of the wrong width passes when its columns are not asked for.
        "spark.sql.csv.parser.columnPruning.enabled": "false",
        "spark.sql.ansi.enabled": "true",
    }
