"""What the store is worth, asked of a workspace: the audit, the gap map, and their reports."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from diogel.core import Language
from diogel.engine import Engine, open_engine
from diogel.quality import (
    Audit,
    GapMap,
    audit,
    gaps,
    load_settings,
    make_audit_report,
    make_gap_report,
)
from diogel.quality.settings import DEFAULT_SETTINGS, Settings
from diogel.reports import Written
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace

SETTINGS = "quality.toml"
REPORTS = "quality"


@contextmanager
def engine_of(workspace: Workspace, name: str = "duckdb") -> Iterator[Engine]:
    """An engine with its scratch folder in the workspace, where there is room."""
    with (
        tempfile.TemporaryDirectory(dir=workspace.path, prefix=".working-") as scratch,
        open_engine(name, scratch=Path(scratch)) as engine,
    ):
        yield engine


def settings_of(workspace: Workspace) -> Settings:
    """How data are judged here: the workspace's own `quality.toml`, else Diogel's."""
    own = workspace.path / SETTINGS
    return load_settings(own if own.is_file() else DEFAULT_SETTINGS)


def audit_store(
    workspace: Workspace, *, as_at: datetime | None = None, day: date | None = None
) -> Audit:
    """How far everything in the store can be trusted."""
    with engine_of(workspace) as engine:
        chosen = settings_of(workspace)
        return audit(open_store(workspace), engine, as_at, day=day, settings=chosen)


def gaps_of(
    workspace: Workspace, *, as_at: datetime | None = None, day: date | None = None
) -> GapMap:
    """What evidence exists, what is late, and what nobody supplies."""
    with engine_of(workspace) as engine:
        chosen = settings_of(workspace)
        return gaps(open_store(workspace), engine, as_at, day=day, settings=chosen)


def write_audit_report(workspace: Workspace, found: Audit) -> tuple[Path, ...]:
    """The audit in every format and both languages; the files that there are."""
    return _paths(make_audit_report(found, workspace.out / REPORTS))


def write_gap_report(workspace: Workspace, found: GapMap) -> tuple[Path, ...]:
    """The gap map in every format and both languages; the files that there are."""
    return _paths(make_gap_report(found, workspace.out / REPORTS))


def _paths(written: Mapping[Language, Written]) -> tuple[Path, ...]:
    return tuple(path for one in written.values() for path in one.paths.values())
