"""What an edition of a population or of an index is called where people read of it."""

from __future__ import annotations

from diogel.core import Bilingual
from diogel.language import both

_KINDS = ("census", "mid", "wimd")


def edition_said(version: str) -> Bilingual:
    """The edition that a version names, "census-2021" or "mid-2020" or "wimd-2019", in words.

    What names none of these is said as it stands.
    """
    kind, _, year = version.rpartition("-")
    if kind in _KINDS and year.isdigit():
        return both(f"indicators.edition.{kind}", year=year)
    return Bilingual.same(version)
