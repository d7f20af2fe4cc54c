"""Bytes that are still there after the power fails, and their hashes."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from diogel.engine import cannot_write

ATTEMPTS = 20


def hash_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def content_hash(paths: Iterable[Path]) -> str:
    """One hash over files, whatever they are called and in whichever order they come."""
    digest = hashlib.sha256()
    for each in sorted(hash_of(path) for path in paths):
        digest.update(bytes.fromhex(each))
    return digest.hexdigest()


def settle_file(path: Path) -> None:
    """Wait until a file's bytes are on the disk; Windows needs it open for writing."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def settle_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk; Windows sees to that itself."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_json(path: Path, content: Any) -> None:
    """Write a file that was not there before, down to the disk."""
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n")
        file.flush()
        os.fsync(file.fileno())


def replace_json(path: Path, content: Any) -> None:
    """Put a new file in the place of the old one; a reader sees the one or the other."""
    fresh = path.with_name(f".{path.stem}-{secrets.token_hex(8)}{path.suffix}")
    try:
        write_json(fresh, content)
        patiently(lambda: fresh.replace(path))
        settle_folder(path.parent)
    finally:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)


def patiently(action: Callable[[], object]) -> None:
    """Do it again for a second while Windows says that somebody has the file open."""
    for attempt in range(ATTEMPTS):
        try:
            action()
            return
        except PermissionError:
            if os.name != "nt" or attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.05)


@contextmanager
def told(place: str) -> Iterator[None]:
    """Turn a full disk or a folder that may not be written into a problem."""
    try:
        yield
    except OSError as error:
        raise cannot_write(place, error) from error
