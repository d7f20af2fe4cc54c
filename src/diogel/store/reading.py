"""The rows of several releases as one table, without those that a later delivery replaced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from diogel.engine import Engine, Frame
from diogel.store.currency import Part

RELEASE = "release"


def scan_parts(engine: Engine, parts: Sequence[Part]) -> Frame:
    """All rows that hold, with the id of the release each came in."""
    frame = engine.scan_parquet({part.release.id: part.path for part in parts}, name=RELEASE)
    columns = set(frame.columns)
    for keys, values in _left_out(parts, columns).items():
        gone = engine.from_rows(dict.fromkeys(keys, "text"), sorted(values))
        frame = frame.join(gone, on=list(keys), how="anti")
    return frame


def _left_out(
    parts: Sequence[Part], columns: set[str]
) -> dict[tuple[str, ...], set[tuple[str, ...]]]:
    """By the columns that pick them, the releases and keys of the slices that hold no longer."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = defaultdict(set)
    for part in parts:
        for each in part.left_out:
            picking = sorted(set(each.key) & columns)
            found[(RELEASE, *picking)].add((part.release.id, *(each.key[name] for name in picking)))
    return found
