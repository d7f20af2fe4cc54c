"""Times of day in a file's description of itself."""

from __future__ import annotations

import re
import zipfile

_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d[T ](\d\d):(\d\d)(?::(\d\d))?")
_PDF = re.compile(rb"/(?:CreationDate|ModDate)\s*\(D:(\d{8})(\d{6})")


def moments_in(text: str) -> list[str]:
    """Every date with a time of day, midnight left out: a date alone is the day it is of."""
    return [m[0] for m in _MOMENT.finditer(text) if any(part and int(part) for part in m.groups())]


def moments_of_archive(archive: zipfile.ZipFile) -> list[str]:
    """The times of day that an archive gives for its parts."""
    times = dict.fromkeys(info.date_time for info in archive.infolist())
    return ["{:04}-{:02}-{:02} {:02}:{:02}:{:02}".format(*time) for time in times if any(time[3:])]


def moments_of_pdf(content: bytes) -> list[str]:
    """The times of day in a PDF's own dates."""
    found = [(m[1].decode(), m[2].decode()) for m in _PDF.finditer(content)]
    return [f"{day} {time}" for day, time in found if int(time)]
