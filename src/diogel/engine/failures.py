"""What an engine or the system says when a file cannot be written, as problems."""

from __future__ import annotations

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from diogel.core import Place, Problem, Refused

NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
# DuckDB passes on the system's own sentence: Linux and macOS, then Windows.
NO_ROOM_WORDS = ("No space left", "File too large", "quota exceeded", "not enough space")


def cannot_write(name: str, why: OSError | str) -> Refused:
    """The refusal for a file that could not be written, by what was said of it."""
    if isinstance(why, OSError):
        full = why.errno in NO_ROOM
    else:
        full = any(words in why for words in NO_ROOM_WORDS)
    return Refused([Problem("file.no-room" if full else "file.cannot-write", Place(file=name))])


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Refused when the system does not let a file be written."""
    try:
        yield
    except OSError as error:
        raise cannot_write(path.name, error) from error
