"""One writer at a time, whether threads or processes, and no lock outlives its holder.

The lock is SQLite's own on an empty database: the operating system lets go of it when the
process ends, however it ends, on Linux, macOS and Windows alike. Nothing is ever written to it.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diogel.core import Place, Problem, Refused

WAIT_SECONDS = 60.0


@contextmanager
def holding(path: Path, *, wait: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the lock; Refused when somebody else holds it for so long. [seconds]"""
    connection = acquire(path, wait=wait)
    if connection is None:
        raise Refused([Problem("store.busy", Place(file=path.parent.name))])
    try:
        yield
    finally:
        connection.close()


def acquire(path: Path, *, wait: float) -> sqlite3.Connection | None:
    """Something to close when done, or None when somebody else still holds it."""
    connection = None
    try:
        connection = sqlite3.connect(
            path, timeout=wait, isolation_level=None, check_same_thread=False
        )
        connection.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as error:
        if connection is not None:
            connection.close()
        if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
            return None
        raise Refused([Problem("file.cannot-write", Place(file=path.name))]) from error
    return connection
