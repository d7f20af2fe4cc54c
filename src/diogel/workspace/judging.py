"""What the store is worth, asked of a workspace: the audit and the gap map."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from diogel.engine import Engine, open_engine
from diogel.quality import Audit, audit
from diogel.workspace.adding import open_store
from diogel.workspace.folder import Workspace


@contextmanager
def engine_of(workspace: Workspace, name: str = "duckdb") -> Iterator[Engine]:
    """An engine with its scratch folder in the workspace, where there is room."""
    with (
        tempfile.TemporaryDirectory(dir=workspace.path, prefix=".working-") as scratch,
        open_engine(name, scratch=Path(scratch)) as engine,
    ):
        yield engine


def audit_store(workspace: Workspace, *, as_at: datetime | None = None) -> Audit:
    """How far everything in the store can be trusted."""
    with engine_of(workspace) as engine:
        return audit(open_store(workspace), engine, as_at)
