"""Whatever ends a writer, the store opens, holds the last good state, and a repeat completes.

The work is done by `killing.py`, whose children are killed from outside. With
`DIOGEL_KILLS=200`, as in continuous integration, it kills at that many random moments instead
of 40, and everything that `diogel add` does at every point instead of every eighth.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from diogel.core import Refused
from diogel.store import Delivery, Slice, Store
from diogel.store.lock import acquire, holding

KILLING = Path(__file__).with_name("killing.py")
KILLS = int(os.environ.get("DIOGEL_KILLS", "40"))
needs_fork = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="the writers that are killed need fork, which Windows lacks"
)


def run(what: str, folder: Path, *numbers: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(KILLING), what, str(folder), *map(str, numbers)],
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert answer["faults"] == [], done.stderr
    return answer["counts"]


def survived(counts: dict[str, int]) -> int:
    """The trials after which the store was as before, or as after; by chance all of one kind."""
    return counts.get("before", 0) + counts.get("after", 0)


@needs_fork
def test_a_writer_killed_before_or_after_any_call_to_the_disk_harms_nothing(
    tmp_path: Path,
) -> None:
    counts = run("points", tmp_path, 0, 1)

    assert counts["points"] > 25
    assert counts["before"] + counts["after"] == counts["points"]
    assert counts["after"] > 0


@needs_fork
def test_a_disk_that_fills_up_at_any_call_is_told_and_changes_nothing(tmp_path: Path) -> None:
    counts = run("full", tmp_path, 0, 1)

    assert counts["points"] > 20


@needs_fork
def test_a_writer_killed_at_random_moments_harms_nothing(tmp_path: Path) -> None:
    counts = run("moments", tmp_path, 0, KILLS, 1)

    assert survived(counts) == KILLS


@needs_fork
def test_an_addition_killed_anywhere_harms_nothing(tmp_path: Path) -> None:
    counts = run("points", tmp_path, 1, 1 if KILLS >= 200 else 8)

    assert counts["points"] > 50
    assert counts["after"] > 0


@needs_fork
def test_a_disk_that_fills_up_anywhere_in_an_addition_is_told(tmp_path: Path) -> None:
    counts = run("full", tmp_path, 1, 1 if KILLS >= 200 else 8)

    assert counts["points"] > 40


@needs_fork
def test_an_addition_killed_at_random_moments_harms_nothing(tmp_path: Path) -> None:
    whole = KILLS if KILLS >= 200 else 5

    counts = run("moments", tmp_path, 1, whole, 2)

    assert survived(counts) == whole


@needs_fork
def test_eight_writers_at_once_some_of_them_killed_lose_nothing(tmp_path: Path) -> None:
    counts = run("hammer", tmp_path, 8, 5, 6, 1)

    assert counts["ended 0"] == 8
    assert counts["ended -9"] > 0


@needs_fork
def test_two_who_add_the_same_at_once_end_with_one_release(tmp_path: Path) -> None:
    run("hammer", tmp_path, 2, 2, 0, 1)

    store = Store(tmp_path / "hammered")
    months = [s.key["period"] for r in store.releases(everything=True) for s in r.slices]
    assert sorted(months) == ["last", "s1", "w0-0", "w1-0"]


def test_every_byte_is_on_the_disk_before_its_name_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path / "store")
    with store.draft() as draft:
        (draft.folder / "incidents.parquet").write_bytes(b"rows")
        calls = watched(monkeypatch)
        draft.commit(Delivery("s", "s", (Slice("d", {"k": "v"}, 1, "f", ""),)), {"incidents": 1})

    (table,) = store.path.glob("releases/*/incidents.parquet")
    folder = table.parent
    order = [
        ("fsync", inode(table)),
        ("fsync", inode(folder / "manifest.json")),
        ("fsync", inode(folder)),
        ("rename", inode(folder)),
        ("fsync", inode(folder.parent)),
        ("fsync", inode(store.path / "manifest.json")),
        ("replace", inode(store.path / "manifest.json")),
        ("fsync", inode(store.path)),
    ]
    assert [call for call in calls if call in order] == order


def inode(path: Path) -> int:
    return path.stat().st_ino


def watched(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Which file each fsync, rename and replace from now on was of, by inode, in order."""
    calls: list[tuple[str, int]] = []
    fsync, rename, replace = os.fsync, os.rename, os.replace

    def of_handle(handle: int) -> None:
        calls.append(("fsync", os.fstat(handle).st_ino))
        fsync(handle)

    def of_rename(source: Any, target: Any) -> None:
        calls.append(("rename", Path(source).stat().st_ino))
        rename(source, target)

    def of_replace(source: Any, target: Any) -> None:
        calls.append(("replace", Path(source).stat().st_ino))
        replace(source, target)

    monkeypatch.setattr(os, "fsync", of_handle)
    monkeypatch.setattr(os, "rename", of_rename)
    monkeypatch.setattr(os, "replace", of_replace)
    return calls


def test_a_lock_is_held_by_one_and_free_when_its_holder_is_done(tmp_path: Path) -> None:
    path = tmp_path / ".lock"

    with holding(path):
        assert acquire(path, wait=0) is None
        with pytest.raises(Refused) as refused, holding(path, wait=0):
            pass
    again = acquire(path, wait=0)

    assert refused.value.problems[0].code == "store.busy"
    assert again is not None
    again.close()


def test_the_lock_of_a_killed_process_is_free_at_once(tmp_path: Path) -> None:
    path = tmp_path / ".lock"
    program = (
        "import sys, time; from pathlib import Path; from diogel.store.lock import acquire; "
        "held = acquire(Path(sys.argv[1]), wait=0); print('held', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    assert acquire(path, wait=0) is None

    holder.kill()
    holder.communicate()
    begun = time.monotonic()
    with holding(path, wait=5):
        waited = time.monotonic() - begun

    assert waited < 1


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0,
    reason="nothing is forbidden to root, nor known of rights on Windows",
)
def test_a_store_that_may_not_be_written_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(Refused) as refused:
        Store(tmp_path / "store").draft()

    tmp_path.chmod(0o700)
    assert [p.code for p in refused.value.problems] == ["file.cannot-write"]
