"""Pictures kept out of Pandoc's way: it is handed only their sizes, and they are put in after.

Pandoc asks of a PNG how large it is and packs it as it stands; taking dozens of them through
its tree, and packing them twice, costs more than everything else about a chart but drawing it.
"""

from __future__ import annotations

import base64
import hashlib
import struct
import zlib
from collections.abc import Mapping

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_DENSITY = b"pHYs"


class StandIns:
    """Small files of the same size in pixels, each for one picture."""

    def __init__(self) -> None:
        self._pictures: dict[bytes, bytes] = {}

    def source(self, png: bytes) -> str:
        """What stands in the tree for a picture."""
        small = stand_in(png)
        self._pictures[small] = png
        return "data:image/png;base64," + base64.b64encode(small).decode()

    def put_back(self, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The parts of a package with each picture in the place of what stood for it."""
        return {name: self._pictures.get(part, part) for name, part in files.items()}


def stand_in(png: bytes) -> bytes:
    """A blank picture of the same size and density, with a mark of whose it is.

    ValueError for what is no PNG.
    """
    if not png.startswith(_SIGNATURE):
        raise ValueError("no PNG")
    head = dict(_head(png))
    wide, high = struct.unpack(">II", head[b"IHDR"][:8])
    # One bit a pixel, in grey; each row begins with the number of its filter.
    rows = zlib.compress(bytes((1 + (wide + 7) // 8) * high), 1)
    chunks = [(b"IHDR", struct.pack(">IIBBBBB", wide, high, 1, 0, 0, 0, 0))]
    chunks += [(_DENSITY, head[_DENSITY])] if _DENSITY in head else []
    chunks.append((b"tEXt", b"Comment\x00" + hashlib.sha256(png).hexdigest().encode()))
    chunks += [(b"IDAT", rows), (b"IEND", b"")]
    return _SIGNATURE + b"".join(_chunk(*each) for each in chunks)


def _head(png: bytes) -> list[tuple[bytes, bytes]]:
    """The chunks before the pixels."""
    found, at = [], len(_SIGNATURE)
    while at + 8 <= len(png):
        size, name = struct.unpack(">I4s", png[at : at + 8])
        if name == b"IDAT":
            break
        found.append((name, png[at + 8 : at + 8 + size]))
        at += 12 + size
    return found


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
