"""A zip of XML parts (Word, OpenDocument) taken apart and put together with the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import datetime
from xml.etree import ElementTree

# The first year that a zip can hold.
_FIRST_YEAR = 1980


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: Mapping[str, bytes], moment: datetime) -> bytes:
    """The zip, every part dated `moment`; `mimetype` is stored first, as OpenDocument wants."""
    when = max(moment.timetuple()[:6], (_FIRST_YEAR, 1, 1, 0, 0, 0))
    out = io.BytesIO()
    names = sorted(parts, key=lambda name: (name != "mimetype", name != "[Content_Types].xml"))
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, when)
            # A PNG is packed already.
            stored = name == "mimetype" or name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, parts[name])
    return out.getvalue()


class _Prefixed(ElementTree.TreeBuilder):
    """Builds a tree, and remembers its prefixes for writing it again."""

    def start_ns(self, prefix: str, uri: str) -> None:
        """A prefix as it is declared."""
        ElementTree.register_namespace(prefix, uri)


def parse(part: bytes) -> ElementTree.Element:
    """One XML part that Pandoc or we wrote; its prefixes are kept for writing it again."""
    return ElementTree.fromstring(part, ElementTree.XMLParser(target=_Prefixed()))  # noqa: S314


def serialise(root: ElementTree.Element) -> bytes:
    """An XML part as UTF-8 bytes."""
    return bytes(ElementTree.tostring(root, encoding="UTF-8", xml_declaration=True))
