"""What several kinds of test share: the reference folder and one built demonstration."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data that stands beside the project, where there is one."""
    if not SHARED.is_dir():
        pytest.skip(f"the reference folder is not beside the project: {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def demo_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, built once for all test processes. Never write into it: copy it."""
    from diogel.workspace import build, lay_out_demo

    # With several processes, their base folders share a parent that lives for this run only.
    base = tmp_path_factory.getbasetemp()
    root = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    place, started = root / "demonstration", root / "demonstration.started"
    ready, failed = root / "demonstration.ready", root / "demonstration.failed"
    try:
        started.mkdir()
    except FileExistsError:
        for _ in range(3000):
            if ready.exists():
                return place
            if failed.exists():
                break
            time.sleep(0.1)
        pytest.fail("another test process could not build the demonstration: see its own error")
    try:
        workspace = lay_out_demo(place, "en").workspace
        # Every build of a copy would make its assessments too: the tests of those ask for them.
        shutil.rmtree(workspace.path / "registers" / "assessments")
        build(workspace)
    except BaseException:
        failed.touch()
        raise
    ready.touch()
    return place


@pytest.fixture
def demo_copy(demo_workspace: Path, tmp_path: Path) -> Path:
    """A copy of the demonstration to change."""
    copy = tmp_path / "workspace"
    shutil.copytree(demo_workspace, copy)
    return copy
