"""Comma-separated files before and after an engine reads them: made even, and their faults."""

from __future__ import annotations

import codecs
import csv
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from diogel.core import Place, Problem, Refused
from diogel.engine.failures import writing
from diogel.engine.protocol import Files, with_names

CHUNK_BYTES = 1 << 20
# Text tables have rows of some hundred characters; an engine keeps whole rows in memory.
ROW_CHARACTERS = 1_000_000
FAULTS_OF_ONE_FILE = 100


@dataclass(frozen=True)
class Scan:
    """What a frame reads: files with the names to tell them by, and the columns expected."""

    files: tuple[tuple[str, Path], ...]
    columns: tuple[str, ...]


def readable(
    files: Files, columns: Sequence[str], encoding: str, scratch: Path, *, even: bool
) -> Scan:
    """What to scan, each file even; Refused with all files that hold no text."""
    ready: list[tuple[str, Path]] = []
    problems: list[Problem] = []
    for name, path in with_names(files):
        try:
            ready.append((name, _evened(name, path, encoding, scratch, even=even)))
        except Refused as refused:
            problems += refused.problems
        except OSError:
            problems.append(Problem("file.unreadable", Place(file=name)))
    if problems:
        raise Refused(problems)
    return Scan(tuple(ready), tuple(columns))


def _evened(name: str, path: Path, encoding: str, scratch: Path, *, even: bool) -> Path:
    """The file itself when an engine can read it as it is, else an even copy in `scratch`.

    Even is UTF-8 with one kind of line end, in a place whose name is no pattern. Files that
    were put together by hand have both kinds of line end, and an engine would find different
    rows according to where it starts.
    """
    plain = codecs.lookup(encoding).name == "utf-8" and not set("*?[]\\'") & set(str(path))
    if plain and (even or _is_even(name, path)):
        return path
    copy = scratch / f"even-{secrets.token_hex(8)}.csv"
    with (
        path.open(encoding=encoding, errors="strict", newline=None) as source,
        copy.open("w", encoding="utf-8", newline="\n") as target,
    ):
        try:
            while chunk := source.read(CHUNK_BYTES):
                target.write(chunk)
        except UnicodeDecodeError:
            raise Refused([Problem("file.not-text", Place(file=name))]) from None
    return copy


def _is_even(name: str, path: Path) -> bool:
    """True when all lines end alike; Refused when it holds what no text has."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    feeds = returns = pairs = 0
    last = b""
    with path.open("rb") as file:
        try:
            while chunk := file.read(CHUNK_BYTES):
                if b"\0" in chunk:
                    raise Refused([Problem("file.not-text", Place(file=name))])
                if not chunk.isascii() or decoder.getstate()[0]:
                    decoder.decode(chunk)
                feeds += chunk.count(b"\n")
                if b"\r" in chunk:
                    returns += chunk.count(b"\r")
                    pairs += chunk.count(b"\r\n")
                pairs += last == b"\r" and chunk.startswith(b"\n")
                last = chunk[-1:]
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise Refused([Problem("file.not-text", Place(file=name))]) from None
    return returns == 0 or returns == pairs == feeds


def faults(scans: Sequence[Scan]) -> tuple[Problem, ...]:
    """Every row that no engine can read, file by file; called once reading has failed."""
    found: list[Problem] = []
    seen = set()
    for scan in scans:
        for name, path in scan.files:
            if (path, len(scan.columns)) not in seen:
                seen.add((path, len(scan.columns)))
                found += _faults_of(name, path, len(scan.columns))
    return tuple(found)


def _faults_of(name: str, path: Path, width: int) -> Iterator[Problem]:
    csv.field_size_limit(max(csv.field_size_limit(), ROW_CHARACTERS))
    told = 0
    line = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            for row in reader:
                if row and len(row) != width and told < FAULTS_OF_ONE_FILE:
                    told += 1
                    yield Problem(
                        "file.row-width", Place(file=name, row=line), str(len(row)), str(width)
                    )
                line = reader.line_num + 1
    except csv.Error:
        yield Problem("file.bad-quotes", Place(file=name, row=line))
    except UnicodeDecodeError:
        yield Problem("file.not-text", Place(file=name))
    except OSError:
        yield Problem("file.unreadable", Place(file=name))


def write_rows(
    path: Path,
    columns: Sequence[str],
    batches: Iterable[Iterable[Sequence[object]]],
    text: Callable[[str], str] | None,
    *,
    mark: bool,
) -> int:
    """Write rows as a CSV file; the number of rows. Numbers stay as they are, null is blank."""
    count = 0
    encoding = "utf-8-sig" if mark else "utf-8"
    with writing(path), path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        for batch in batches:
            rows = list(batch)
            count += len(rows)
            writer.writerows(_told(row, text) for row in rows) if text else writer.writerows(rows)
    return count


def _told(row: Sequence[object], text: Callable[[str], str]) -> list[object]:
    return [text(cell) if isinstance(cell, str) else cell for cell in row]
