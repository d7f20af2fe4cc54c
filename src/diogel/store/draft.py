"""A folder to write tables into that becomes a release, or is gone."""

from __future__ import annotations

import secrets
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Protocol, Self

from diogel.engine import open_engine
from diogel.store.durable import hash_of, settle_file, told
from diogel.store.lock import acquire
from diogel.store.release import Delivery, Release, TableFile

LOCK_SUFFIX = ".lock"


class Receiver(Protocol):
    """What takes a finished draft in: the store."""

    def receive(
        self, folder: Path, delivery: Delivery, files: Mapping[str, TableFile]
    ) -> tuple[Release, bool]:
        """The release, and whether it is new."""
        ...


class Draft:
    """A folder of the store's own that nobody reads until `commit`. A context manager.

    Attributes
    ----------
    folder : Path
        Where the tables are written, one `<table>.parquet` each. Anything else in it is
        scratch, and is left behind.
    already_here : bool
        After `commit`: True when the store had the same content, and nothing was written.
    """

    def __init__(self, drafts: Path, receiver: Receiver) -> None:
        name = secrets.token_hex(8)
        self.folder = drafts / name
        self.already_here = False
        self._receiver = receiver
        self._lock = drafts / (name + LOCK_SUFFIX)
        # Held while this process lives: a draft whose lock is free was left by a crash.
        self._held: sqlite3.Connection | None = acquire(self._lock, wait=0)
        self.folder.mkdir()

    def commit(self, delivery: Delivery, rows: Mapping[str, int] | None = None) -> Release:
        """Make it a release, or find that it is here already.

        Parameters
        ----------
        rows : mapping of table to rows, optional
            As the engine told when it wrote them. [rows]

        Raises
        ------
        Refused
            The disk is full, or the store cannot be written; it stays as it was.
        ValueError
            The slices do not add up to the rows of the tables, or name no table.
        """
        with told(self.folder.parent.parent.name):
            files = self._files(rows)
            _check_slices(delivery, files)
            self._leave_scratch(files)
            release, is_new = self._receiver.receive(self.folder, delivery, files)
        self.already_here = not is_new
        return release

    def _files(self, rows: Mapping[str, int] | None) -> dict[str, TableFile]:
        """Each table with its rows and hash, its bytes safely on the disk."""
        paths = sorted(self.folder.glob("*.parquet"))
        counted = rows if rows is not None else _count(paths)
        files = {}
        for path in paths:
            settle_file(path)
            files[path.stem] = TableFile(counted[path.stem], path.stat().st_size, hash_of(path))
        return files

    def _leave_scratch(self, files: Mapping[str, TableFile]) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path)
            elif not (path.suffix == ".parquet" and path.stem in files):
                path.unlink()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)
        if self._held:
            self._held.close()
        # A writer that tidies up may have it open at this moment; it removes it then.
        with suppress(OSError):
            self._lock.unlink(missing_ok=True)


def _count(paths: list[Path]) -> dict[str, int]:
    """The rows of each Parquet file, from the file itself."""
    with open_engine() as engine:
        return {path.stem: engine.count(engine.scan_parquet([path])) for path in paths}


def _check_slices(delivery: Delivery, files: Mapping[str, TableFile]) -> None:
    """ValueError unless every slice has a table and they add up: no row may vanish."""
    totals = dict.fromkeys(files, 0)
    seen = set()
    for each in delivery.slices:
        table = each.table or (next(iter(files)) if len(files) == 1 else "")
        if table not in files:
            raise ValueError(f"slice {each.identity} names no table of this release")
        if each.identity in seen:
            raise ValueError(f"two slices are {each.identity}")
        seen.add(each.identity)
        totals[table] += each.rows
    for table, total in totals.items():
        if delivery.slices and total != files[table].rows:
            raise ValueError(f"{table}: slices have {total} rows of {files[table].rows}")
