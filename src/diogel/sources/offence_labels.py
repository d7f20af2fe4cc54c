"""One name for each group of offences, whichever edition of the tables it was read in."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "offence_labels.csv"


@cache
def _labels() -> dict[tuple[str, str], str]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    known = {(row["level"], row["published"].casefold()): row["normal"] for row in rows}
    return known | {(row["level"], row["normal"].casefold()): row["normal"] for row in rows}


def normal_label(level: str, published: str) -> str:
    """The label that Diogel uses for a published one; itself when it is not known to drift.

    Parameters
    ----------
    level : "group" or "subgroup"
        The same words may be right at one level and an older name at the other.
    published : str
        As it stands in the file. Capitals do not count.
    """
    tidy = " ".join(published.split())
    return _labels().get((level, tidy.casefold()), tidy)
