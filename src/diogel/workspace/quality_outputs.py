"""The reports of the audit and the gap map, made again when the store or a setting changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from diogel.quality import GapMap, Need, State, make_audit_report, make_gap_report
from diogel.workspace import fingerprint
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace
from diogel.workspace.judging import REPORTS, SETTINGS, audit_store, gaps_of
from diogel.workspace.putting import put

NAME = f"out/{REPORTS}"
ABOUT = "quality.json"
MOST_LATE = 6
"""How many late measures the first page names; the gap report names all."""


@dataclass(frozen=True)
class Late:
    """A measure that once came and whose latest period is not there.

    `areas` is for how many areas, `latest` the latest period that any of them has.
    """

    measure: str
    supplier: str
    latest: str
    areas: int


@dataclass(frozen=True)
class About:
    """What the first page says of the reports that there are.

    Attributes
    ----------
    day : str
        The day by which it was judged what is late; empty for none.
    held : mapping of area code to int
        How many measures have any number. [measures]
    late : tuple of Late
        Those late for the most areas.
    never, asked : int
        Measures that nobody ever gave for any area, of all that the standard has. [measures]
    """

    day: str
    synthetic: bool
    held: Mapping[str, int] = field(default_factory=dict)
    late: tuple[Late, ...] = ()
    never: int = 0
    asked: int = 0


def about_reports(workspace: Workspace) -> About | None:
    """Of which day the reports are; None while there are none."""
    try:
        told = json.loads(_about(workspace).read_text(encoding="utf-8"))
        late = tuple(Late(**each) for each in told.pop("late"))
        return About(**told, late=late)
    except (FileNotFoundError, ValueError, TypeError, KeyError):
        return None


def make_quality_reports(
    workspace: Workspace, told: Callable[[], None], *, again: bool = False
) -> bool | None:
    """Bring them up to date: True when they were made, False when nothing had changed.

    None for a workspace into which no data ever came.
    """
    if not open_store(workspace).releases(everything=True):
        return None
    folder, kept = workspace.out / REPORTS, _kept(workspace)
    inputs = _inputs(workspace)
    if not again and fingerprint.is_fresh(kept, folder, inputs, ""):
        return False
    told()
    making = folder.with_name(f".making-{folder.name}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    try:
        about = _write(workspace, making)
        made = [path.name for path in making.iterdir()]
        kept.unlink(missing_ok=True)
        put(making, folder)
        _about(workspace).write_text(json.dumps(asdict(about)) + "\n", encoding="utf-8")
        fingerprint.write_record(kept, fingerprint.record(inputs, "", made))
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return True


def _write(workspace: Workspace, folder: Path) -> About:
    """Both reports; what the first page says of them."""
    audited, mapped = audit_store(workspace), gaps_of(workspace)
    make_audit_report(audited, folder)
    make_gap_report(mapped, folder)
    given = {need.measure for need in mapped.needs if need.latest is not None}
    asked = {need.measure for need in mapped.needs}
    return About(
        day=audited.day.isoformat() if audited.day else "",
        synthetic=audited.synthetic,
        held={each.of: each.total for each in mapped.by_area},
        late=tuple(_late(mapped))[:MOST_LATE],
        never=len(asked - given),
        asked=len(asked),
    )


def _late(mapped: GapMap) -> Iterator[Late]:
    """Each measure and supplier that something is late of, those for the most areas first."""
    found: dict[tuple[str, str], list[Need]] = {}
    for need in mapped.needs:
        if need.state in (State.LATE, State.DRIED_UP) and need.latest is not None:
            found.setdefault((need.measure, need.supplier), []).append(need)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    for (measure, supplier), needs in ranked:
        latest = max(need.latest for need in needs if need.latest is not None)
        yield Late(measure, supplier, str(latest), len(needs))


def _inputs(workspace: Workspace) -> dict[str, dict[str, str]]:
    files = [workspace.path / "store" / "manifest.json", workspace.path / SETTINGS]
    return {"data": {path.name: fingerprint.of_file(path) for path in files if path.is_file()}}


def _kept(workspace: Workspace) -> Path:
    return workspace.path / "store" / "made-from" / "quality.json"


def _about(workspace: Workspace) -> Path:
    return workspace.path / "store" / ABOUT
