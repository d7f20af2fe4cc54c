"""What a file is, by its first bytes, and whether its name says the same."""

from __future__ import annotations

import zipfile
from pathlib import Path

from diogel.core import Problem
from diogel.files.delivery_limits import DeliveryLimits
from diogel.files.offered import Kind
from diogel.files.sheet import Limits, note, refuse
from diogel.files.sheets import megabytes

KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".xlsx": "workbook",
    ".xlsm": "workbook",
    ".xls": "workbook",
    ".ods": "workbook",
    ".docx": "docx",
    ".docm": "docx",
    ".parquet": "parquet",
}
ENDINGS = ".csv, .xlsx, .ods, .xls, .docx, .parquet, .zip"
ZIP = b"PK\x03\x04"
EMPTY_ZIP = b"PK\x05\x06"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_PARQUET = b"PAR1"
_INSIDE: tuple[tuple[str, str], ...] = (
    ("xl/workbook.xml", ".xlsx"),
    ("xl/workbook.bin", ".xlsb"),
    ("word/document.xml", ".docx"),
    ("content.xml", ".ods"),
)


def check_kind(path: Path, name: str, declared: Kind) -> tuple[Problem, ...]:
    """Notes about the file; Refused when its content is not of the kind its name says.

    A text table needs no look here: reading it through is the check.
    """
    with path.open("rb") as file:
        start = file.read(8)
        file.seek(max(0, path.stat().st_size - 4))
        end = file.read(4)
    ending = Path(name).suffix.lower()
    if not start:
        raise refuse("file.empty", name)
    if start.startswith((ZIP, EMPTY_ZIP)):
        return _zipped(path, name, ending, declared)
    if start.startswith(_PARQUET):
        if declared != "parquet":
            raise refuse("file.wrong-extension", name, ending, ".parquet")
        if end != _PARQUET:
            raise refuse("file.damaged", name)
    elif start.startswith(_OLE):
        if declared == "docx":
            raise refuse("file.password", name)
        if declared != "workbook":
            raise refuse("file.wrong-extension", name, ending, ".xls")
    elif declared in ("docx", "parquet"):
        raise refuse("file.damaged", name)
    return ()


def _zipped(path: Path, name: str, ending: str, declared: Kind) -> tuple[Problem, ...]:
    try:
        with zipfile.ZipFile(path) as archive:
            infos = {info.filename: info for info in archive.infolist()}
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refuse("file.damaged", name) from None
    is_of = next((kind for part, kind in _INSIDE if part in infos), ".zip")
    if KINDS.get(is_of) != declared:
        raise refuse("file.wrong-extension", name, ending, is_of)
    if declared != "docx":
        return ()  # opening the workbook looks into it
    _check_document(name, path.stat().st_size, tuple(infos.values()))
    macros = any(part.endswith("vbaProject.bin") for part in infos)
    return (note("file.macros", name),) if macros else ()


def _check_document(name: str, size: int, infos: tuple[zipfile.ZipInfo, ...]) -> None:
    limits = Limits()
    expanded = sum(info.file_size for info in infos)
    bomb = expanded > limits.ratio_from and expanded > size * limits.ratio
    if bomb or expanded > limits.expanded_bytes:
        raise refuse("file.too-large-inside", name)


def is_large_workbook(path: Path, name: str, limits: DeliveryLimits) -> bool:
    """True for a workbook to be read row by row; Refused beyond the limits.

    Its XML goes by in pieces, and what one row may hold is limited there.
    """
    if not zipfile.is_zipfile(path):
        return False
    size = path.stat().st_size
    if size > limits.workbook_packed:
        raise refuse("file.too-large", name, megabytes(size), megabytes(limits.workbook_packed))
    with zipfile.ZipFile(path) as archive:
        infos = {info.filename: info for info in archive.infolist()}
    expanded = sum(info.file_size for info in infos.values())
    if expanded <= limits.workbook_from:
        return False
    ratio = expanded / max(1, size)
    if expanded > limits.workbook_bytes or ratio > limits.workbook_ratio:
        raise refuse("file.too-large-inside", name)
    return True


def declared_kind(name: str) -> Kind | None:
    """The kind that a file's name says; None for one that holds no table."""
    return KINDS.get(Path(name).suffix.lower())


def is_archive(path: Path, limits: DeliveryLimits) -> bool:
    """True for a zip archive that is no office document."""
    from diogel.files.archives import check_directory

    with path.open("rb") as file:
        if not file.read(4).startswith((ZIP, EMPTY_ZIP)):
            return False
    check_directory(path, limits)
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise refuse("delivery.damaged", path.name) from None
    return not any(part in names for part, _ in _INSIDE)
