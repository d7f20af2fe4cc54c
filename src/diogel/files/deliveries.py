"""Opens what a person delivers (a file, an archive of files, a folder), safely, once.

Each byte is read once on the way in: hashed, checked, and, from an archive, written to a
scratch folder under a name of ours. Either every member is there and safe, or nothing is
left in the scratch folder and `Refused` says everything that is wrong.
"""

from __future__ import annotations

import errno
import hashlib
import os
import re
import shutil
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock
from typing import BinaryIO

from diogel.core import Problem, Refused, Severity
from diogel.files.archives import ignored, litter, wanted_members
from diogel.files.delivery_limits import DeliveryLimits
from diogel.files.kinds import (
    ENDINGS,
    check_kind,
    declared_kind,
    is_archive,
    is_large_workbook,
)
from diogel.files.offered import Offered
from diogel.files.sheet import refuse
from diogel.files.sheets import megabytes
from diogel.files.text_streams import TextStream, check_quotes, head_of, pieces, rewritten

MANY_MEMBERS, SHORT_HEAD = 100, 8
"""Members of a delivery from which on only so many rows of each head are kept."""
Progress = Callable[[int, int], None]
AT_ONCE = 2
NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was delivered, judged safe.

    Attributes
    ----------
    name : str
        The name of the file or folder that was given, without folders.
    content_hash : str
        SHA-256 over the sorted hashes of the members' bytes: the same files give the same
        hash, whether given as an archive, packed again, renamed, or as a folder.
    members : tuple of Offered
        In the order of their paths.
    problems : tuple of Problem
        Notes only: what was left alone, repaired, or not run.
    """

    name: str
    content_hash: str
    members: tuple[Offered, ...]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Member:
    """A file of the delivery before it was looked at; `path` where it is on the disk."""

    name: str
    inside: str
    path: Path | None
    open: Callable[[], AbstractContextManager[BinaryIO]]


def open_delivery(
    path: Path,
    scratch: Path,
    *,
    limits: DeliveryLimits | None = None,
    progress: Progress | None = None,
) -> Delivery:
    """Every file of what was given, safe to read, with its copy (if any) under `scratch`.

    Parameters
    ----------
    path : Path
        A text table, workbook, Word document, Parquet file, zip archive of those, or a
        folder of those, with or without folders inside.
    scratch : Path
        An existing folder of our own. It must outlive the work on the members.
    limits : DeliveryLimits, optional
    progress : callable, optional
        Called with (members done, members in all).

    Raises
    ------
    Refused
        With all problems; nothing of ours is then left in the scratch folder.
    """
    limits = limits or DeliveryLimits()
    path = path if path.name else path.resolve()  # "." has no name to tell
    folder = scratch / "delivery"
    folder.mkdir(parents=True)
    try:
        return _opened(path, folder, limits, progress or (lambda _done, _all: None))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _opened(path: Path, folder: Path, limits: DeliveryLimits, progress: Progress) -> Delivery:
    try:
        if path.is_dir():
            return _gathered(path, _folder_members(path, limits), folder, limits, progress)
        if not stat.S_ISREG(path.stat().st_mode):  # a pipe could be read without end
            raise refuse("file.unreadable", path.name)
        if path.name.startswith("~$"):
            raise refuse("file.open-elsewhere", path.name)
        if path.stat().st_size == 0:
            raise refuse("file.empty", path.name)
        if is_archive(path, limits):
            if declared_kind(path.name) is not None:
                raise refuse("file.wrong-extension", path.name, path.suffix, ".zip")
            return _from_archive(path, folder, limits, progress)
        if declared_kind(path.name) is None:
            raise refuse("file.unknown-type", path.name, path.suffix, ENDINGS)
        return _gathered(path, [_on_disk(path, "")], folder, limits, progress)
    except (FileNotFoundError, NotADirectoryError):
        raise refuse("file.missing", path.name) from None
    except OSError as error:
        # A full disk is told by a write, which names no file.
        if error.errno in NO_ROOM:
            raise refuse("file.no-room", path.name) from error
        if error.filename is not None and Path(error.filename).is_relative_to(folder):
            raise refuse("file.cannot-write", path.name) from error
        raise refuse("file.unreadable", path.name) from error


def _on_disk(path: Path, inside: str) -> _Member:
    return _Member(path.name, inside, path, lambda: path.open("rb"))


def _folder_members(root: Path, limits: DeliveryLimits) -> list[_Member]:
    members: list[_Member] = []
    size = 0
    for place, folders, names in os.walk(root, followlinks=False):
        folders.sort()
        for name in sorted(names):
            path = Path(place, name)
            inside = path.relative_to(root).as_posix()
            if litter(inside):
                continue
            if path.is_symlink() or not path.is_file():
                raise Refused([_about(root.name, inside, "delivery.link")])
            members.append(_on_disk(path, inside))
            size += path.stat().st_size
            if len(members) > limits.members:
                most = f"{limits.members:,}"
                raise refuse("delivery.too-many-files", root.name, f"> {most}", most)
    if size > limits.expanded_bytes:
        most = megabytes(limits.expanded_bytes)
        raise refuse("delivery.too-large", root.name, megabytes(size), most)
    return members


def _from_archive(path: Path, folder: Path, limits: DeliveryLimits, progress: Progress) -> Delivery:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = wanted_members(path, archive, limits)
            lock = Lock()
            _check_room(path, sum(info.file_size for info in infos), folder)
            members = [
                _Member(
                    info.filename.rsplit("/", 1)[-1],
                    info.filename,
                    None,
                    _opener(archive, info, lock),
                )
                for info in sorted(infos, key=lambda info: info.filename)
            ]
            return _gathered(path, members, folder, limits, progress)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        raise refuse("delivery.damaged", path.name) from None
    except RuntimeError:  # a member asks for a password
        raise refuse("file.password", path.name) from None


def _opener(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, lock: Lock
) -> Callable[[], AbstractContextManager[BinaryIO]]:
    @contextmanager
    def opened() -> Iterator[BinaryIO]:
        # Reading members side by side is safe; opening and closing them counts without a lock.
        with lock:
            file = archive.open(info)
        try:
            yield file  # type: ignore[misc]
        finally:
            with lock:
                file.close()

    return opened


def _check_room(path: Path, size: int, folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if size * 2 > free:  # the copy, and the tables that are made from it
        raise refuse("delivery.no-room", path.name, megabytes(free), megabytes(size * 2))


def _gathered(
    path: Path, members: list[_Member], folder: Path, limits: DeliveryLimits, progress: Progress
) -> Delivery:
    """Every member looked at; Refused with the problems of all that cannot be used."""
    offered: list[Offered] = []
    notes: list[Problem] = []
    faults: list[Problem] = []
    with _side_by_side(members) as looked_at:
        looks = [
            looked_at(_looked_at, path, member, folder / f"{number:05}", limits)
            for number, member in enumerate(members)
        ]
        for number, look in enumerate(looks):
            progress(number, len(members))
            one, told, wrong = look()
            offered += [_remembered(each, len(members)) for each in one]
            notes += told
            faults += wrong
            if len(faults) > 100:
                break
    if not faults and not offered:
        faults.append(refuse("delivery.nothing", path.name, "", ENDINGS).problems[0])
    if faults:
        raise Refused(faults)
    progress(len(members), len(members))
    return Delivery(path.name, _content_hash(offered), tuple(offered), tuple(notes))


def _remembered(one: Offered, members: int) -> Offered:
    """The member with a shorter head among very many: theirs together would fill memory."""
    return replace(one, head=one.head[:SHORT_HEAD]) if members > MANY_MEMBERS else one


Look = tuple[list[Offered], list[Problem], list[Problem]]
"""What came of one member: itself or nothing, the notes, the faults."""


@contextmanager
def _side_by_side(members: list[_Member]) -> Iterator[Callable[..., Callable[[], Look]]]:
    """A way to begin looks whose outcome is asked for later.

    Text tables are looked at two at a time, since unpacking and hashing let another thread
    run. Other kinds come one after another: a large workbook fills the memory by itself.
    """
    if any(declared_kind(member.name) not in ("csv", None) for member in members):
        yield partial
        return
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        yield lambda *work: pool.submit(*work).result
    finally:
        pool.shutdown(cancel_futures=True)


def _looked_at(path: Path, member: _Member, folder: Path, limits: DeliveryLimits) -> Look:
    if declared_kind(member.name) is None and path.name != member.name:
        return _left(path, member)
    try:
        one, told = _taken(member, folder, limits)
    except Refused as refused:
        return [], [], list(refused.problems)
    return [one], list(told), []


def _left(path: Path, member: _Member) -> Look:
    with member.open() as file:
        packed = file.read(4).startswith(b"PK\x03\x04")
    if packed or member.name.lower().endswith(".zip"):
        return [], [], [_about(path.name, member.inside, "delivery.nested")]
    return [], [ignored(path.name, member.inside)], []


def _about(delivery: str, inside: str, code: str) -> Problem:
    told = ignored(delivery, inside)
    return Problem(code, told.place, severity=Severity.STOP, slots=told.slots)


def _content_hash(offered: list[Offered]) -> str:
    return hashlib.sha256("\n".join(sorted(one.sha256 for one in offered)).encode()).hexdigest()


def _taken(
    member: _Member, folder: Path, limits: DeliveryLimits
) -> tuple[Offered, tuple[Problem, ...]]:
    kind = declared_kind(member.name)
    if kind is None:
        raise refuse("file.unknown-type", member.name, Path(member.name).suffix, ENDINGS)
    if member.path is None:
        folder.mkdir()
    if kind == "csv":
        return _text(member, folder, limits)
    path = member.path or folder / safe_name(member.name)
    digest, size = _copied(member, None if member.path else path, limits)
    notes = check_kind(path, member.name, kind)
    streamed = kind == "workbook" and is_large_workbook(path, member.name, limits)
    offered = Offered(member.name, path, kind, member.inside, digest, size, streamed=streamed)
    if kind == "workbook" and not streamed:
        notes += tuple(
            problem
            for sheet in offered.sheets()
            for problem in sheet.problems
            if problem.severity is Severity.NOTE
        )
    return offered, notes


def _copied(member: _Member, target: Path | None, limits: DeliveryLimits) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for piece in _pieces_to(member, target, limits):
        digest.update(piece)
        size += len(piece)
    return digest.hexdigest(), size


def _pieces_to(member: _Member, target: Path | None, limits: DeliveryLimits) -> Iterator[bytes]:
    """The member in pieces, each written to `target` once it was looked at."""
    size = 0
    with member.open() as file:
        out = target.open("wb") if target else None
        try:
            for piece in pieces(file):
                size += len(piece)
                if size > limits.member_bytes:
                    most = megabytes(limits.member_bytes)
                    raise refuse("file.too-large", member.name, f"> {most}", most)
                yield piece
                if out:
                    out.write(piece)
        finally:
            if out:
                out.close()


def _text(
    member: _Member, folder: Path, limits: DeliveryLimits
) -> tuple[Offered, tuple[Problem, ...]]:
    path = member.path or folder / safe_name(member.name)
    stream = TextStream(member.name, limits)
    for piece in _pieces_to(member, None if member.path else path, limits):
        if not stream.size and piece.startswith((b"PK\x03\x04", b"PAR1")):
            _refuse_as_other(member, piece)
        stream.feed(piece)
    if not stream.start.strip():
        raise refuse("file.empty", member.name)
    sha256 = stream.sha256
    notes: tuple[Problem, ...] = ()
    if not stream.plain:
        folder.mkdir(exist_ok=True)
        target = folder / f"plain-{safe_name(member.name)}"
        stream, notes = rewritten(path, stream, target)
        path = target
    head, delimiter = head_of(path, member.name)
    check_quotes(path, stream, delimiter)
    return (
        Offered(
            member.name,
            path,
            "csv",
            member.inside,
            sha256,
            path.stat().st_size,
            head,
            delimiter,
            stream.line_count,
            stream.delimiters,
            stream.starts.alike,
        ),
        notes,
    )


def _refuse_as_other(member: _Member, start: bytes) -> None:
    ending = Path(member.name).suffix
    packed = ".xlsx" if b"[Content_Types].xml" in start else ".zip"
    kind = ".parquet" if start.startswith(b"PAR1") else packed
    raise refuse("file.wrong-extension", member.name, ending, kind)


def safe_name(name: str) -> str:
    """A file name that every system allows, with the member's own ending."""
    path = Path(name)
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", path.stem)[:80].strip("-") or "member"
    ending = path.suffix.lower()
    reserved = re.fullmatch(r"(?i)con|prn|aux|nul|com\d|lpt\d", stem)
    return f"{'file-' if reserved else ''}{stem}{ending}"
