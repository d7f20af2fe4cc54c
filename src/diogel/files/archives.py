"""Looks into a zip archive's list of members before anything is taken out of it.

A member's own name is never used as a path. What an archive says of itself is checked
first (names, sizes, kinds), and what really comes out is counted while it comes.
"""

from __future__ import annotations

import re
import stat
import struct
import zipfile
from pathlib import Path, PurePosixPath

from diogel.core import Place, Problem, Refused, Severity
from diogel.files.delivery_limits import DeliveryLimits
from diogel.files.sheet import refuse
from diogel.files.sheets import megabytes

_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
_DRIVE = re.compile(r"[A-Za-z]:")
_ENCRYPTED = 0x1


def check_directory(path: Path, limits: DeliveryLimits) -> None:
    """Refused when the list of members alone would fill the memory, or is not there."""
    with path.open("rb") as file:
        file.seek(0, 2)
        size = file.tell()
        file.seek(max(0, size - 65_557))
        tail = file.read()
        at = tail.rfind(_END)
        if at < 0 or len(tail) < at + 22:
            raise refuse("delivery.damaged", path.name)
        count, length = struct.unpack_from("<H", tail, at + 10)[0], _length(tail, at)
        if at >= 20 and tail[at - 20 : at - 16] == _END_64:
            file.seek(min(struct.unpack_from("<Q", tail, at - 12)[0], size))
            record = file.read(56)
            if len(record) < 56:
                raise refuse("delivery.damaged", path.name)
            count, length = struct.unpack_from("<Q", record, 32)[0], _length(record, 40 - 12, "<Q")
    if length > limits.directory_bytes or count > limits.members:
        raise refuse("delivery.too-many-files", path.name, f"{count:,}", f"{limits.members:,}")


def _length(data: bytes, at: int, shape: str = "<I") -> int:
    return int(struct.unpack_from(shape, data, at + 12)[0])


def wanted_members(
    path: Path, archive: zipfile.ZipFile, limits: DeliveryLimits
) -> tuple[zipfile.ZipInfo, ...]:
    """The files inside, folders and the litter of computers left out.

    Raises
    ------
    Refused
        With every member whose name or kind is a trap, or with the archive's sizes.
    """
    infos = [info for info in archive.infolist() if not info.is_dir()]
    _check_sizes(path, infos, limits)
    problems = [p for info in infos if (p := _trap(path, info))]
    problems += _twice(path, infos)
    if problems:
        raise Refused(problems)
    return tuple(info for info in infos if not litter(info.filename))


def litter(name: str) -> bool:
    """True for files that a computer put there: hidden ones, thumbnails, lock files."""
    parts = PurePosixPath(name).parts
    hidden = any(part.startswith((".", "~$")) or part == "__MACOSX" for part in parts)
    return hidden or parts[-1:] in (("Thumbs.db",), ("desktop.ini",))


def _check_sizes(path: Path, infos: list[zipfile.ZipInfo], limits: DeliveryLimits) -> None:
    expanded = sum(info.file_size for info in infos)
    packed = sum(info.compress_size for info in infos)
    if packed > path.stat().st_size:  # members that lie over each other
        raise refuse("delivery.bomb", path.name, megabytes(expanded))
    if expanded > limits.expanded_bytes:
        raise refuse(
            "delivery.too-large", path.name, megabytes(expanded), megabytes(limits.expanded_bytes)
        )
    for size, squeezed in [(expanded, packed), *((i.file_size, i.compress_size) for i in infos)]:
        if size > limits.ratio_from and size > squeezed * limits.ratio:
            raise refuse("delivery.bomb", path.name, megabytes(size))
    for info in infos:
        if info.file_size > limits.member_bytes:
            most = megabytes(limits.member_bytes)
            raise Refused([_of(path, info, "delivery.too-large", megabytes(info.file_size), most)])


def _of(path: Path, info: zipfile.ZipInfo, code: str, found: str = "", most: str = "") -> Problem:
    return Problem(code, Place(path.name), found, most, slots={"member": shown(info.filename)})


def shown(name: str) -> str:
    """A member's name for a person: no control characters, and not without end."""
    printable = "".join(c if c.isprintable() else "?" for c in name)
    return printable if len(printable) <= 80 else f"{printable[:40]}…{printable[-36:]}"


def _trap(path: Path, info: zipfile.ZipInfo) -> Problem | None:
    name = info.orig_filename.replace("\\", "/")
    parts = PurePosixPath(name).parts
    if name.startswith("/") or _DRIVE.match(name) or ".." in parts or not name.isprintable():
        return _of(path, info, "delivery.unsafe-name")
    if stat.S_ISLNK(info.external_attr >> 16):
        return _of(path, info, "delivery.link")
    if info.flag_bits & _ENCRYPTED:
        return _of(path, info, "delivery.password")
    if info.compress_type not in _PACKINGS:
        return _of(path, info, "delivery.packing")
    return None


def _twice(path: Path, infos: list[zipfile.ZipInfo]) -> list[Problem]:
    seen: set[str] = set()
    twice = []
    for info in infos:
        name = info.filename.casefold()
        if name in seen:
            twice.append(_of(path, info, "delivery.twice"))
        seen.add(name)
    return twice


def ignored(delivery: str, name: str) -> Problem:
    """The note that a member of a kind that holds no table was left alone."""
    return Problem(
        "delivery.ignored", Place(delivery), severity=Severity.NOTE, slots={"member": shown(name)}
    )
