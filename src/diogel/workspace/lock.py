"""One builder at a time in one workspace."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diogel.core import Place, Problem, Refused

NAME = ".diogel-lock"
# A build is minutes at the very most: a lock older than this was left by a killed process.
STALE_SECONDS = 6 * 60 * 60


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the workspace; Refused while another process of this machine holds it."""
    lock = folder / NAME
    _remove_if_left(lock)
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        raise Refused([Problem("workspace.busy", Place(file=NAME))]) from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"process": os.getpid(), "since": time.time()}, file)
    try:
        yield
    finally:
        lock.unlink(missing_ok=True)


def _remove_if_left(lock: Path) -> None:
    """Remove the lock of a process that no longer runs, or one that is far too old."""
    try:
        held = json.loads(lock.read_text(encoding="utf-8"))
        old = time.time() - float(held["since"]) > STALE_SECONDS
        if old or not _runs(int(held["process"])):
            lock.unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except (ValueError, KeyError, TypeError):
        if time.time() - lock.stat().st_mtime > STALE_SECONDS:
            lock.unlink(missing_ok=True)


def _runs(process: int) -> bool:
    if os.name == "nt":
        # Signal 0 ends a process on Windows; without a safe question the age alone decides.
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
