"""Writing so that a reader sees the old file or the new one, and never half of one."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from diogel.files.sheet import refuse

# The wide forms of the signs are read as the signs themselves by some spreadsheets.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@contextmanager
def write_atomically(path: Path) -> Iterator[Path]:
    """A temporary path beside `path`; what is written there takes its place at the end.

    The temporary name keeps the ending, by which some programs choose a format. When the
    block raises, the old file stays as it was and the temporary one is removed.

    Raises
    ------
    Refused
        The place cannot be written: it is open in another program, or not ours to write.
    """
    temporary = path.with_name(f".{path.stem}-{secrets.token_hex(4)}{path.suffix}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.touch()  # tells here and now what a writer would tell in its own way
        yield temporary
        _to_disk(temporary)
        temporary.replace(path)
    except OSError as error:
        if error.filename is None or Path(error.filename) not in (temporary, path, path.parent):
            raise
        raise refuse("file.cannot-write", path.name) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    """Wait until the bytes are on the disk; Windows needs the file open for writing."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def text_cell(text: str) -> str:
    """Text for a text table that a spreadsheet will not take for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(rows: Iterable[Iterable[str | int | float | None]]) -> bytes:
    """A table as UTF-8 with a byte order mark, so that Excel shows ŵ and ŷ.

    Numbers are written as they are; a text that looks like a formula is marked as text.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    for row in rows:
        writer.writerow([text_cell(c) if isinstance(c, str) else c for c in row])
    return buffer.getvalue().encode("utf-8-sig")
