"""Releases in, tables out; what is there once is never changed."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import diogel
from diogel.core import Place, Problem, Refused
from diogel.engine import ColumnType, Engine, Frame
from diogel.store.currency import Part, parts_of, superseded_by, with_status
from diogel.store.draft import LOCK_SUFFIX, Draft
from diogel.store.durable import hash_of, patiently, settle_folder, told, write_json
from diogel.store.lock import acquire, holding
from diogel.store.manifest import (
    NAME,
    Entry,
    Event,
    Manifest,
    read_manifest,
    read_release,
    write_manifest,
)
from diogel.store.reading import scan_parts
from diogel.store.release import Delivery, Release, ReleaseStatus, TableFile, as_record

LOCK = ".lock"
DRAFTS = ".drafts"
RELEASES = "releases"
NOT_IN_NAMES = re.compile(r"[^a-z0-9]+")


def _now() -> datetime:
    return datetime.now(UTC)


class Store:
    """The releases of a workspace. Opening one makes nothing.

    Every writer holds one lock, for as long as it takes to move a finished folder. A reader
    holds none: what the list names is never changed or removed.
    """

    def __init__(self, path: Path, *, clock: Callable[[], datetime] = _now) -> None:
        self.path = path
        self._clock = clock
        self._known: dict[str, Release] = {}
        self._sound: set[tuple[Path, int, int]] = set()

    # Reading

    def releases(
        self, *, as_at: datetime | None = None, everything: bool = False
    ) -> tuple[Release, ...]:
        """The releases, in the order they came, as they stood at a moment (now).

        Without `everything`, those withdrawn or wholly superseded are left out.
        """
        manifest = read_manifest(self.path)
        all_of_them = self._all(manifest, as_at)
        gone = (ReleaseStatus.WITHDRAWN, ReleaseStatus.SUPERSEDED)
        return tuple(r for r in all_of_them if everything or r.status not in gone)

    def events(self) -> tuple[Event, ...]:
        """Everything that happened, oldest first."""
        return read_manifest(self.path).events

    def tables(self, table: str, *, as_at: datetime | None = None) -> tuple[Part, ...]:
        """The parts of a table that hold rows, each checked against its recorded hash.

        Raises
        ------
        Refused
            With every part that is damaged or missing.
        """
        parts = parts_of(table, self._all(read_manifest(self.path), as_at), self._releases)
        problems = [problem for part in parts for problem in self._check(part.release, table)]
        if problems:
            raise Refused(problems)
        return parts

    def table_names(self, *, as_at: datetime | None = None) -> tuple[str, ...]:
        """The tables that any release has that holds."""
        return tuple(sorted({name for r in self.releases(as_at=as_at) for name in r.files}))

    def scan(
        self,
        engine: Engine,
        table: str,
        *,
        as_at: datetime | None = None,
        columns: Mapping[str, ColumnType] | None = None,
    ) -> Frame:
        """The rows of a table that hold, with the release each came in as column `release`.

        Parameters
        ----------
        columns : mapping, optional
            What an empty frame looks like when there is nothing yet.

        Raises
        ------
        Refused
            A file is damaged or missing; or there is nothing yet and no `columns`.
        """
        parts = self.tables(table, as_at=as_at)
        if parts:
            return scan_parts(engine, parts)
        if columns is None:
            raise Refused([Problem("store.no-table", Place(), found=table)])
        return engine.from_rows({**columns, "release": "text"}, [])

    def already(self, content_hash: str) -> Release | None:
        """The release that brought exactly this content and was not withdrawn."""
        return self._already(read_manifest(self.path), content_hash)

    def verify(self) -> tuple[Problem, ...]:
        """Everything wrong with the store, file by file; nothing when it is sound."""
        problems: list[Problem] = []
        try:
            manifest = read_manifest(self.path)
        except Refused as refused:
            return refused.problems
        self._known.clear()
        self._sound.clear()
        for entry in manifest.entries:
            try:
                release = self._release(entry)
            except Refused as refused:
                problems += refused.problems
                continue
            for table in sorted(release.files):
                problems += self._check(release, table)
        return tuple(problems)

    # Writing

    def draft(self) -> Draft:
        """A folder to write tables into, in a `with` block; see `Draft`."""
        with told(self.path.name):
            for folder in (self.path, self.path / DRAFTS, self._releases):
                folder.mkdir(parents=True, exist_ok=True)
            settle_folder(self.path.parent)
            settle_folder(self.path)
            with holding(self.path / LOCK):
                self._tidy(read_manifest(self.path))
                return Draft(self.path / DRAFTS, self)

    def receive(
        self, folder: Path, delivery: Delivery, files: Mapping[str, TableFile]
    ) -> tuple[Release, bool]:
        """Take a draft's folder in. For `Draft.commit`, which has checked it."""
        content = delivery.content_hash or _hash_of_tables(files)
        with holding(self.path / LOCK):
            manifest = read_manifest(self.path)
            self._tidy(manifest)
            if here := self._already(manifest, content):
                return here, False
            release = self._named(delivery, content, files, manifest)
            write_json(folder / NAME, as_record(release))
            settle_folder(folder)
            target = self._releases / release.id
            entry = Entry(release.id, release.received_at, content, hash_of(folder / NAME))
            events = self._events_of(release, manifest)
            try:
                patiently(lambda: folder.rename(target))
                settle_folder(self._releases)
                write_manifest(self.path, manifest.having((entry,), events))
            except BaseException:
                self._undo(target, release.id)
                raise
            return release, True

    def withdraw(self, release_id: str, reason: str, by: str) -> Event:
        """Let a release hold no longer; what it took the place of holds again.

        Its files stay, so that a published number can still be explained.

        Raises
        ------
        Refused
            There is no such release, it is withdrawn already, or reason or name is blank.
        """
        if not reason.strip() or not by.strip():
            raise Refused([Problem("store.reason-wanted", found=release_id)])
        if release_id not in {entry.id for entry in read_manifest(self.path).entries}:
            raise Refused([Problem("store.no-release", found=release_id)])
        with told(self.path.name), holding(self.path / LOCK):
            manifest = read_manifest(self.path)
            self._tidy(manifest)
            if release_id in manifest.withdrawals():
                raise Refused([Problem("store.already-withdrawn", found=release_id)])
            event = Event(
                "withdrawn", release_id, self._moment(manifest), by.strip(), reason.strip()
            )
            write_manifest(self.path, manifest.having((), (event,)))
        return event

    # What these are made of

    @property
    def _releases(self) -> Path:
        return self.path / RELEASES

    def _all(self, manifest: Manifest, as_at: datetime | None) -> tuple[Release, ...]:
        if as_at is not None and as_at.tzinfo is None:
            raise ValueError("a moment without a time zone")
        entries = [e for e in manifest.entries if as_at is None or e.received_at <= as_at]
        withdrawals = manifest.withdrawals(as_at)
        found = []
        for entry in entries:
            try:
                found.append(self._release(entry))
            except Refused:
                # A damaged release is out of the way once somebody withdrew it.
                if entry.id not in withdrawals:
                    raise
        return with_status(found, withdrawals)

    def _release(self, entry: Entry) -> Release:
        if entry.id not in self._known:
            self._known[entry.id] = read_release(self._releases / entry.id, entry)
        return self._known[entry.id]

    def _already(self, manifest: Manifest, content_hash: str) -> Release | None:
        withdrawn = manifest.withdrawals()
        for entry in manifest.entries:
            if entry.content_hash == content_hash and entry.id not in withdrawn:
                return self._release(entry)
        return None

    def _check(self, release: Release, table: str) -> tuple[Problem, ...]:
        """What is wrong with one file; a file looked at once is not read again until it changes."""
        path = self._releases / release.id / f"{table}.parquet"
        place = Place(file=f"{release.id}/{path.name}")
        expected = release.files[table]
        try:
            found = path.stat()
            seen = (path, found.st_size, found.st_mtime_ns)
            if seen not in self._sound:
                if found.st_size != expected.bytes or hash_of(path) != expected.sha256:
                    return (Problem("store.damaged-file", place),)
                self._sound.add(seen)
        except FileNotFoundError:
            return (Problem("store.missing-file", place),)
        except OSError:
            return (Problem("file.unreadable", place),)
        return ()

    def _named(
        self,
        delivery: Delivery,
        content: str,
        files: Mapping[str, TableFile],
        manifest: Manifest,
    ) -> Release:
        moment = self._moment(manifest)
        source = NOT_IN_NAMES.sub("-", delivery.source.lower()).strip("-") or "release"
        base = f"{moment:%Y%m%d}-{source[:60]}-{content[:8]}"
        taken = {entry.id for entry in manifest.entries}
        names = (base if n == 1 else f"{base}-{n}" for n in range(1, len(taken) + 2))
        name = next(n for n in names if n not in taken)
        told_with_hash = Delivery(**{**vars(delivery), "content_hash": content})
        return Release(name, told_with_hash, moment, diogel.__version__, dict(files))

    def _events_of(self, release: Release, manifest: Manifest) -> tuple[Event, ...]:
        withdrawn = manifest.withdrawals()
        standing = [self._release(e) for e in manifest.entries if e.id not in withdrawn]
        at = release.received_at
        taken = superseded_by(release, standing)
        return (
            Event("received", release.id, at),
            *(Event("superseded", old, at, by=release.id, slices=n) for old, n in taken.items()),
        )

    def _moment(self, manifest: Manifest) -> datetime:
        """Now, and in any case after everything that happened: a clock may be put back."""
        now = self._clock().astimezone(UTC)
        last = manifest.last
        return now if last is None or now > last else last + timedelta(microseconds=1)

    def _undo(self, target: Path, release_id: str) -> None:
        """Take back a folder that the list does not name."""
        if release_id not in {entry.id for entry in read_manifest(self.path).entries}:
            shutil.rmtree(target, ignore_errors=True)

    def _tidy(self, manifest: Manifest) -> None:
        """Remove what a killed writer left. Only for whoever holds the lock."""
        listed = {entry.id for entry in manifest.entries}
        for folder in self._releases.iterdir():
            if folder.name not in listed:
                shutil.rmtree(folder, ignore_errors=True)
        for left in self.path.glob(".manifest-*.json"):
            left.unlink(missing_ok=True)
        drafts = self.path / DRAFTS
        for lock in drafts.glob("*" + LOCK_SUFFIX):
            if free := acquire(lock, wait=0):
                free.close()
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                with suppress(OSError):
                    lock.unlink(missing_ok=True)
        for folder in drafts.iterdir():
            if folder.is_dir() and not (drafts / (folder.name + LOCK_SUFFIX)).exists():
                shutil.rmtree(folder, ignore_errors=True)


def _hash_of_tables(files: Mapping[str, TableFile]) -> str:
    content: Any = {name: file.sha256 for name, file in files.items()}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
