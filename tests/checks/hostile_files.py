"""Deliveries that mean harm, or that came to harm: each a function that writes one."""

from __future__ import annotations

import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

STREET = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,LSOA code,LSOA name,"
    "Crime type,Last outcome category,Context\r\n"
)
ROW = (
    "a,2024-01,Gwent Police,Gwent Police,-3.1,51.7,On or near Here,W01001440,Blaenau Gwent 001A,"
    "Drugs,Under investigation,\r\n"
)
GIGABYTE = 1 << 30
Writer = Callable[[Path], Path]


def _zip(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return path


def _zeros(size: int) -> bytes:
    """So many zeros, deflated, without packing them all: one piece over and over."""
    piece = 1 << 20
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    first = packer.compress(b"\0" * piece) + packer.flush(zlib.Z_FULL_FLUSH)
    more = packer.compress(b"\0" * piece) + packer.flush(zlib.Z_FULL_FLUSH)
    return first + more * (size // piece - 1) + packer.flush()


def _one_member(path: Path, packed: bytes, size: int, crc: int = 0) -> Path:
    """An archive that says of its one member whatever it is told to say."""
    name = b"2024-01/2024-01-gwent-street.csv"
    size = min(size, 0xFFFFFFFF)
    about = struct.pack("<HHHHHIIIHH", 20, 0, 8, 0, 0, crc, len(packed), size, len(name), 0)
    directory = (
        b"PK\x01\x02" + struct.pack("<H", 20) + about + struct.pack("<HHHII", 0, 0, 0, 0, 0) + name
    )
    start = b"PK\x03\x04" + about + name + packed
    end = struct.pack("<HHHHIIH", 0, 0, 1, 1, len(directory), len(start), 0)
    path.write_bytes(start + directory + b"PK\x05\x06" + end)
    return path


def gigabytes_of_zeros(folder: Path) -> Path:
    """4 GB is the most that the plain format can say; the stream itself holds 10 GB."""
    return _one_member(folder / "a.zip", _zeros(10 * GIGABYTE), 10 * GIGABYTE)


def gigabytes_that_say_they_are_small(folder: Path) -> Path:
    return _one_member(folder / "a.zip", _zeros(10 * GIGABYTE), 1_000)


def rows_that_say_they_are_small(folder: Path) -> Path:
    text = (STREET + ROW * 100_000).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return _one_member(folder / "a.zip", packer.compress(text) + packer.flush(), 2_000)


def members_over_each_other(folder: Path) -> Path:
    """Many entries that all point at one stream."""
    name, body = b"a.csv", b"a,b\r\n" * 1_000_000
    packed = zlib.compress(body, 9)[2:-4]
    fields = (20, 0, 8, 0, 0, zlib.crc32(body), len(packed), len(body))
    local = b"PK\x03\x04" + struct.pack("<HHHHHIIIHH", *fields, len(name), 0) + name + packed
    entries = b""
    for number in range(500):
        own = f"{number:05}.csv".encode()
        entries += b"PK\x01\x02" + struct.pack("<H", 20)
        entries += struct.pack("<HHHHHIIIHH", *fields, len(own), 0)
        entries += struct.pack("<HHHII", 0, 0, 0, 0, 0) + own
    end = struct.pack("<HHHHIIH", 0, 0, 500, 500, len(entries), len(local), 0)
    (folder / "a.zip").write_bytes(local + entries + b"PK\x05\x06" + end)
    return folder / "a.zip"


def a_name_that_climbs(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"../../escaped.csv": (STREET + ROW).encode()})


def a_name_that_climbs_backwards(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"..\\..\\escaped.csv": (STREET + ROW).encode()})


def a_name_from_the_root(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"/etc/escaped.csv": (STREET + ROW).encode()})


def a_name_on_a_drive(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"C:\\escaped.csv": (STREET + ROW).encode()})


def a_name_with_an_end_of_text(folder: Path) -> Path:
    _zip(folder / "b.zip", {"aXb.csv": (STREET + ROW).encode()})
    data = (folder / "b.zip").read_bytes().replace(b"aXb.csv", b"a\x07b.csv")
    (folder / "b.zip").unlink()
    (folder / "a.zip").write_bytes(data)
    return folder / "a.zip"


def the_same_name_twice(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("x/A.csv", STREET + ROW)
        archive.writestr("x/a.csv", STREET)
    return folder / "a.zip"


def a_link_inside(folder: Path) -> Path:
    link = zipfile.ZipInfo("2024-01-gwent-street.csv")
    link.create_system = 3
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/passwd")
    return folder / "a.zip"


def an_archive_in_an_archive(folder: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", STREET + ROW)
    return _zip(folder / "a.zip", {"2024-01.zip": inner.getvalue()})


def an_archive_named_as_a_table(folder: Path) -> Path:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("a.csv", STREET + ROW)
    return _zip(folder / "a.zip", {"2024-01-gwent-street.csv": inner.getvalue()})


def a_password(folder: Path) -> Path:
    path = _zip(folder / "b.zip", {"a.csv": (STREET + ROW).encode()})
    data = bytearray(path.read_bytes())
    path.unlink()
    data[6] |= 1
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    (folder / "a.zip").write_bytes(data)
    return folder / "a.zip"


def a_directory_without_end(folder: Path) -> Path:
    """Half a million entries of nothing."""
    entries = b"".join(
        b"PK\x01\x02"
        + struct.pack("<H", 20)
        + struct.pack("<HHHHHIIIHH", 20, 0, 0, 0, 0, 0, 0, 0, 6, 0)
        + struct.pack("<HHHII", 0, 0, 0, 0, 0)
        + f"{number:06}".encode()
        for number in range(500_000)
    )
    end = struct.pack("<HHHHIIH", 0, 0, 0xFFFF, 0xFFFF, len(entries), 30, 0)
    (folder / "a.zip").write_bytes(b"PK\x03\x04" + b"\0" * 26 + entries + b"PK\x05\x06" + end)
    return folder / "a.zip"


def an_archive_cut_short(folder: Path) -> Path:
    path = _zip(folder / "b.zip", {"a.csv": os.urandom(100_000)})
    (folder / "a.zip").write_bytes(path.read_bytes()[:50_000])
    path.unlink()
    return folder / "a.zip"


def an_archive_with_a_wrong_checksum(folder: Path) -> Path:
    path = _zip(folder / "b.zip", {"a.csv": (STREET + ROW).encode() * 40})
    data = bytearray(path.read_bytes())
    path.unlink()
    for header, offset in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        data[data.rfind(header) + offset] ^= 0xFF
    (folder / "a.zip").write_bytes(data)
    return folder / "a.zip"


def gigabytes_of_zeros_unpacked(folder: Path) -> Path:
    with (folder / "a.csv").open("wb") as file:
        file.truncate(10 * GIGABYTE)
    return folder / "a.csv"


def zeros_behind_good_rows(folder: Path) -> Path:
    with (folder / "a.csv").open("wb") as file:
        file.write((STREET + ROW * 10).encode())
        file.truncate(10 * GIGABYTE)
    return folder / "a.csv"


def nul_bytes_in_cells(folder: Path) -> Path:
    text = STREET + ROW * 3 + ROW.replace("Here", "He\0re")
    (folder / "a.csv").write_bytes(text.encode())
    return folder / "a.csv"


def quotes_that_do_not_close(folder: Path) -> Path:
    text = STREET + ROW * 5 + ROW.replace("On or near", '"On or near') + ROW * 50_000
    (folder / "a.csv").write_bytes(text.encode())
    return folder / "a.csv"


def quotes_that_close_much_later(folder: Path) -> Path:
    """Two of them, so that their number is even."""
    broken = ROW.replace("On or near", '"On or near')
    text = STREET + ROW * 5 + broken + ROW * 50_000 + broken + ROW
    (folder / "a.csv").write_bytes(text.encode())
    return folder / "a.csv"


def one_line_of_300_megabytes(folder: Path) -> Path:
    with (folder / "a.csv").open("wb") as file:
        file.write(STREET.encode())
        for _ in range(300):
            file.write(b"a," * (1 << 19))
    return folder / "a.csv"


def one_heading_of_300_megabytes_in_an_archive(folder: Path) -> Path:
    path = folder / "a.zip"
    # Random enough that it packs like text and not like a bomb.
    piece = os.urandom(1 << 18).hex().encode() * 2
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("2024-01-gwent-street.csv", "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(piece)
    return path


def a_workbook_named_as_a_table(folder: Path) -> Path:
    return _workbook(folder / "a.csv")


def a_table_named_as_a_workbook(folder: Path) -> Path:
    (folder / "a.parquet").write_bytes((STREET + ROW).encode())
    return folder / "a.parquet"


def a_picture(folder: Path) -> Path:
    (folder / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)
    return folder / "a.png"


def nothing_but_pictures(folder: Path) -> Path:
    return _zip(folder / "a.zip", {"a.png": b"\x89PNG\r\n\x1a\n", "b/c.png": b"\x89PNG"})


def an_empty_file(folder: Path) -> Path:
    (folder / "a.csv").write_bytes(b"")
    return folder / "a.csv"


def an_empty_archive(folder: Path) -> Path:
    return _zip(folder / "a.zip", {})


def a_workbook_that_grows(folder: Path) -> Path:
    """One sheet of 2 GB of blanks inside some kilobytes."""
    path = _workbook(folder / "a.xlsx")
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet2.xml", "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(b" " * (1 << 20))
    return path


def a_document_that_grows(folder: Path) -> Path:
    path = folder / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("word/document.xml", "w") as part:
            for _ in range(600):
                part.write(b" " * (1 << 20))
    return path


def _workbook(path: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["area_code", "value"])
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx").rename(path)


EXPECTED: tuple[tuple[Writer, str], ...] = (
    (gigabytes_of_zeros, "delivery.bomb"),
    (gigabytes_that_say_they_are_small, "delivery.damaged"),
    (rows_that_say_they_are_small, "delivery.damaged"),
    (members_over_each_other, "delivery.bomb"),
    (a_name_that_climbs, "delivery.unsafe-name"),
    (a_name_that_climbs_backwards, "delivery.unsafe-name"),
    (a_name_from_the_root, "delivery.unsafe-name"),
    (a_name_on_a_drive, "delivery.unsafe-name"),
    (a_name_with_an_end_of_text, "delivery.unsafe-name"),
    (the_same_name_twice, "delivery.twice"),
    (a_link_inside, "delivery.link"),
    (an_archive_in_an_archive, "delivery.nested"),
    (an_archive_named_as_a_table, "file.wrong-extension"),
    (a_password, "delivery.password"),
    (a_directory_without_end, "delivery.too-many-files"),
    (an_archive_cut_short, "delivery.damaged"),
    (an_archive_with_a_wrong_checksum, "delivery.damaged"),
    (gigabytes_of_zeros_unpacked, "file.nul-bytes"),
    (zeros_behind_good_rows, "file.nul-bytes"),
    (nul_bytes_in_cells, "file.nul-bytes"),
    (quotes_that_do_not_close, "file.bad-quotes"),
    (quotes_that_close_much_later, "file.bad-quotes"),
    (one_line_of_300_megabytes, "file.line-too-long"),
    (one_heading_of_300_megabytes_in_an_archive, "file.line-too-long"),
    (a_workbook_named_as_a_table, "file.wrong-extension"),
    (a_table_named_as_a_workbook, "file.damaged"),
    (a_picture, "file.unknown-type"),
    (nothing_but_pictures, "delivery.nothing"),
    (an_empty_file, "file.empty"),
    (an_empty_archive, "delivery.nothing"),
    (a_workbook_that_grows, "file.too-large-inside"),
    (a_document_that_grows, "file.too-large-inside"),
)
