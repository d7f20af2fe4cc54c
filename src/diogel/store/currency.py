"""Which slices hold at a moment: of those with the same key, the one extracted last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from diogel.store.manifest import Event
from diogel.store.release import Release, ReleaseStatus, Slice

Identity = tuple[str, tuple[tuple[str, str], ...]]


@dataclass(frozen=True)
class Part:
    """One table of one release, and which of its slices hold.

    Attributes
    ----------
    release : Release
    table : str
    path : Path
        Its Parquet file.
    slices : tuple of Slice
        Those whose rows hold.
    left_out : tuple of Slice
        Those whose rows a later release took the place of.
    """

    release: Release
    table: str
    path: Path
    slices: tuple[Slice, ...]
    left_out: tuple[Slice, ...] = ()


def rank(release: Release) -> tuple[date, datetime]:
    """What decides between two slices with the same key: the later extraction holds."""
    return (release.extracted_on or release.received_at.date(), release.received_at)


def holders(releases: Iterable[Release]) -> dict[Identity, Release]:
    """For each slice's identity the release whose slice holds; none of them withdrawn."""
    found: dict[Identity, Release] = {}
    for release in sorted(releases, key=rank):
        for each in release.slices:
            found[each.identity] = release
    return found


def with_status(releases: Sequence[Release], withdrawals: dict[str, Event]) -> tuple[Release, ...]:
    """The releases as they stand, in the order they came."""
    standing = [release for release in releases if release.id not in withdrawals]
    held = Counter(release.id for release in holders(standing).values())
    return tuple(
        _withdrawn(release, withdrawals[release.id])
        if release.id in withdrawals
        else replace(release, status=_status(release, held[release.id]))
        for release in releases
    )


def _status(release: Release, held: int) -> ReleaseStatus:
    if held == len({each.identity for each in release.slices}):
        return ReleaseStatus.CURRENT
    return ReleaseStatus.PARTLY_SUPERSEDED if held else ReleaseStatus.SUPERSEDED


def _withdrawn(release: Release, event: Event) -> Release:
    return replace(
        release,
        status=ReleaseStatus.WITHDRAWN,
        withdrawn_at=event.at,
        reason=event.reason,
        by=event.by,
    )


def superseded_by(fresh: Release, standing: Sequence[Release]) -> dict[str, int]:
    """How many slices of which release a new one takes the place of. [slices]"""
    before = holders(standing)
    after = holders([*standing, fresh])
    taken = Counter(
        before[identity].id
        for identity, release in after.items()
        if release.id == fresh.id and identity in before
    )
    return dict(sorted(taken.items()))


def parts_of(table: str, releases: Sequence[Release], folder: Path) -> tuple[Part, ...]:
    """The parts of a table that hold any rows, in the order they came."""
    holding = holders(r for r in releases if r.status is not ReleaseStatus.WITHDRAWN)
    parts = []
    for release in releases:
        if release.status is ReleaseStatus.WITHDRAWN or table not in release.files:
            continue
        own = [each for each in release.slices if release.table_of(each) == table]
        kept = tuple(each for each in own if holding[each.identity].id == release.id)
        left = tuple(each for each in own if holding[each.identity].id != release.id)
        if kept or not own:
            path = folder / release.id / f"{table}.parquet"
            parts.append(Part(release, table, path, kept, left))
    return tuple(parts)
