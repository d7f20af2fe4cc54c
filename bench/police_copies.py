"""Police archives of any size, out of the real ones: the same rows under other forces and years.

A copy keeps every row, its place and its type. It changes the force, moves the month by
whole years, and gives each Crime ID another beginning, so that nothing repeats.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from diogel.places import TRANSPORT_POLICE, forces

YEARS_APART = 6
IDENTIFIER = re.compile(rb"(?m)^[0-9a-f]{2}(?=[0-9a-f]{62},)")
NAME = re.compile(r"(\d{4})-(\d{2})-(.+)-street\.csv")


def make_archive(archives: Sequence[Path], copies: int, target: Path) -> None:
    """One archive with so many copies of every street file of some archives."""
    if target.exists():
        return
    fresh = target.with_suffix(".making")
    with zipfile.ZipFile(fresh, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as out:
        for name, content in _files(archives):
            for copy in range(copies):
                told, changed = _copied(name, content, copy)
                out.writestr(told, changed)
    fresh.replace(target)


def _files(archives: Sequence[Path]) -> Iterator[tuple[str, bytes]]:
    for archive in archives:
        with zipfile.ZipFile(archive) as opened:
            for info in opened.infolist():
                name = info.filename.rsplit("/", 1)[-1]
                if NAME.fullmatch(name):
                    yield name, opened.read(info)


def _copied(name: str, content: bytes, copy: int) -> tuple[str, bytes]:
    found = NAME.fullmatch(name)
    assert found is not None
    year, month, slug = int(found[1]), found[2], found[3]
    known = {each.slug: each for each in forces() if each.slug != TRANSPORT_POLICE}
    welsh = ["dyfed-powys", "gwent", "north-wales", "south-wales"]
    others = sorted(set(known) - set(welsh))
    quads = [welsh, *(others[at : at + 4] for at in range(0, len(others) - 3, 4))]
    new = known[quads[copy % len(quads)][welsh.index(slug)]]
    later = year + YEARS_APART * (copy // len(quads))
    if copy:
        old_name, new_name = known[slug].reported_as.encode(), new.reported_as.encode()
        content = content.replace(b"," + old_name + b",", b"," + new_name + b",")
        # Reported by and Falls within share the comma between them.
        content = content.replace(b"," + old_name + b",", b"," + new_name + b",")
        content = content.replace(f",{year}-{month},".encode(), f",{later}-{month},".encode())
        content = IDENTIFIER.sub(f"{copy:02x}".encode(), content)
    return f"{later}-{month}/{later}-{month}-{new.slug}-street.csv", content


def make_month(archives: Sequence[Path], folder: Path) -> Path:
    """A folder with one new month of the four forces: January 2024 as if it were March."""
    inside = folder / "2024-03"
    inside.mkdir(parents=True, exist_ok=True)
    for name, content in _files(archives):
        if name.startswith("2024-01-"):
            changed = IDENTIFIER.sub(b"ff", content.replace(b",2024-01,", b",2024-03,"))
            (inside / name.replace("2024-01", "2024-03")).write_bytes(changed)
    return folder
