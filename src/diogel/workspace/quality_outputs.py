"""The reports of the audit and the gap map, made again when the store or a setting changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from diogel.quality import make_audit_report, make_gap_report
from diogel.workspace import fingerprint
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace
from diogel.workspace.judging import REPORTS, SETTINGS, audit_store, gaps_of
from diogel.workspace.putting import put

NAME = f"out/{REPORTS}"
ABOUT = "quality.json"


@dataclass(frozen=True)
class About:
    """What the first page says of the reports that there are."""

    day: str
    synthetic: bool


def about_reports(workspace: Workspace) -> About | None:
    """Of which day the reports are; None while there are none."""
    try:
        return About(**json.loads(_about(workspace).read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
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
        day, synthetic = _write(workspace, making)
        made = [path.name for path in making.iterdir()]
        kept.unlink(missing_ok=True)
        put(making, folder)
        about = About(day.isoformat() if day else "", synthetic)
        _about(workspace).write_text(json.dumps(asdict(about)) + "\n", encoding="utf-8")
        fingerprint.write_record(kept, fingerprint.record(inputs, "", made))
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return True


def _write(workspace: Workspace, folder: Path) -> tuple[date | None, bool]:
    audited, mapped = audit_store(workspace), gaps_of(workspace)
    make_audit_report(audited, folder)
    make_gap_report(mapped, folder)
    return audited.day, audited.synthetic


def _inputs(workspace: Workspace) -> dict[str, dict[str, str]]:
    files = [workspace.path / "store" / "manifest.json", workspace.path / SETTINGS]
    return {"data": {path.name: fingerprint.of_file(path) for path in files if path.is_file()}}


def _kept(workspace: Workspace) -> Path:
    return workspace.path / "store" / "made-from" / "quality.json"


def _about(workspace: Workspace) -> Path:
    return workspace.path / "store" / ABOUT
