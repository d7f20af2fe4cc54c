"""How much of a delivery we are willing to open."""

from __future__ import annotations

from dataclasses import dataclass

CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class DeliveryLimits:
    """Limits of one delivery; three years of every force of England and Wales fit.

    Attributes
    ----------
    members : int
        Files inside.
    member_bytes : int
        Of one file, expanded.
    expanded_bytes : int
        Of all files together, expanded. That archive is about 10 GB.
    ratio : int
        Expanded size over packed size, of one member and of all, looked at above
        `ratio_from` bytes only. Tables of text pack about 10 to 1.
    directory_bytes : int
        Of the archive's list of members, which is read into memory whole.
    workbook_packed : int
        Of a workbook as it is delivered. [bytes]
    workbook_from : int
        Expanded size from which a workbook is read row by row and never held as a whole.
        The largest official ones hold a million rows and more.
    workbook_bytes : int
        Of such a workbook, expanded.
    workbook_ratio : int
        Its expanded over its packed size. The Home Office's are about 80 to 1.
    line_bytes : int
        Of one line of a text table; at least CHUNK, or nothing is noticed.
    quoted_bytes : int
        Up to this size a text table with quotation marks is read through record by record.
    """

    members: int = 20_000
    member_bytes: int = 2_000_000_000
    expanded_bytes: int = 30_000_000_000
    ratio: int = 200
    ratio_from: int = 20_000_000
    directory_bytes: int = 20_000_000
    workbook_packed: int = 100_000_000
    workbook_from: int = 100_000_000
    workbook_bytes: int = 4_000_000_000
    workbook_ratio: int = 150
    line_bytes: int = CHUNK
    quoted_bytes: int = 64_000_000
