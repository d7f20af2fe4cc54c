"""Adds deliveries in children that are killed, and says what was wrong with the store after.

    python tests/store/killing.py points FOLDER WHOLE STEP   before and after each write ...
    python tests/store/killing.py full FOLDER WHOLE STEP     the disk is full at each of them
    python tests/store/killing.py moments FOLDER WHOLE COUNT SEED
    python tests/store/killing.py hammer FOLDER WRITERS ADDS KILLED SEED

WHOLE is 1 for everything that `diogel add` does with a police archive, 0 for the store alone.
With a STEP of 5 every fifth point is taken.

It imports everything once and then forks, so that a trial takes milliseconds. The faults come
from outside: the functions through which a program reaches the disk are wrapped in the child.
The last line is JSON: how many trials, how many ended before and after the delivery was in,
and the faults found, which should be none.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from diogel.core import Bilingual, Refused
from diogel.engine import open_engine
from diogel.sources import all_sources
from diogel.store import Delivery, Slice, Store
from diogel.workspace import new_workspace, open_workspace
from diogel.workspace.adding import add as add_files

ROWS = 20_000
HEADINGS = (
    "Crime ID,Month,Reported by,Falls within,Longitude,Latitude,Location,"
    "LSOA code,LSOA name,Crime type,Last outcome category,Context"
)
GROWING = ("fsync", "rename", "replace", "mkdir")
DISK_CALLS = (*GROWING, "unlink", "rmdir")


# The work that is killed


def add(path: Path, month: str, *, rows: int = ROWS) -> bool:
    """Add one month as `diogel add` does; whether it was here already."""
    key = {"force": "gwent", "period": month}
    with open_engine(threads=1) as engine, Store(path).draft() as draft:
        columns = {"force": "text", "period": "text", "n": "integer"}
        frame = engine.from_rows(columns, [("gwent", month, n) for n in range(rows)])
        count = engine.write_parquet(frame, draft.folder / "incidents.parquet")
        slices = (Slice("street", key, count, f"{month}.csv", "00", table="incidents"),)
        delivery = Delivery("police-uk-street", "police.uk", slices, content_hash=f"{month}{rows}")
        draft.commit(delivery, {"incidents": count})
        return draft.already_here


def commit_only(path: Path, month: str) -> None:
    """Add one month whose table is made already: everything that the store itself writes."""
    store = Store(path)
    with store.draft() as draft:
        shutil.copyfile(path.parent / "month.parquet", draft.folder / "incidents.parquet")
        key = {"force": "gwent", "period": month}
        slices = (Slice("street", key, 10, f"{month}.csv", "00", table="incidents"),)
        draft.commit(Delivery("police", "police.uk", slices, content_hash=month), {"incidents": 10})


def add_archive(path: Path, month: str) -> None:
    """Everything that `diogel add` does with an archive of one month, in the store's workspace."""
    workspace = open_workspace(path.parent)
    result = add_files(workspace, [path.parent / f"{month}.zip"], "en")
    if result.refused:
        raise Refused(result.problems)


def write_archive(path: Path, month: str) -> None:
    """An invented street file of one month, zipped as police.uk does."""
    line = "{id},{month},Gwent Police,Gwent Police,-3.0,51.6,On or near X,W01001440,Y,Burglary,,"
    rows = [
        line.format(id=hashlib.sha256(f"{month}{n}".encode()).hexdigest(), month=month)
        for n in range(400)
    ]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        content = "\n".join([HEADINGS, *rows, ""])
        archive.writestr(f"{month}/{month}-gwent-street.csv", content)


# The faults


class Points:
    """Counts the calls that reach the disk, and from one of them on does something at each."""

    def __init__(self, at: int, act: Callable[[], None], calls: tuple[str, ...]) -> None:
        self.at, self.act, self.calls, self.seen = at, act, calls, 0

    def pass_one(self) -> None:
        self.seen += 1
        if self.seen > self.at:
            self.act()

    def install(self) -> None:
        for name in self.calls:
            setattr(os, name, self._wrapped(getattr(os, name)))
        opened = io.open

        def open_counted(*args: Any, **named: Any) -> Any:
            file = opened(*args, **named)
            return self._written(file) if set(file.mode) & set("wxa+") else file

        io.open = open_counted  # type: ignore[assignment]

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **named: Any) -> Any:
            self.pass_one()
            result = call(*args, **named)
            self.pass_one()
            return result

        return counted

    def _written(self, file: Any) -> Any:
        points = self

        class Counted:
            def __getattr__(self, name: str) -> Any:
                return getattr(file, name)

            def __enter__(self) -> Any:
                return self

            def __exit__(self, *failure: object) -> None:
                file.close()

            def write(self, content: Any) -> int:
                half = len(content) // 2
                points.pass_one()
                file.write(content[:half])
                file.flush()
                points.pass_one()
                file.write(content[half:])
                file.flush()
                points.pass_one()
                return len(content)

        return Counted()


def kill_self() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def disk_full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# Children


def child(work: Callable[[], object]) -> int:
    """Do something in a child of its own; its process id. It exits 0, or 1 with a trace."""
    process = os.fork()
    if process:
        return process
    try:
        work()
        os._exit(0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def end_of(process: int) -> int:
    _, status = os.waitpid(process, 0)
    return os.waitstatus_to_exitcode(status)


def answer_of(work: Callable[[], object]) -> Any:
    """What some work in a child gives back, through a pipe."""
    reading, writing = os.pipe()

    def tell() -> None:
        os.write(writing, json.dumps(work()).encode())

    process = child(tell)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    if end_of(process) != 0:
        return None
    return json.loads(told)


# What must be so afterwards


def months_in(path: Path) -> list[str]:
    """The months that hold, from a store that is sound; a fault is raised in words."""
    store = Store(path)
    wrong = store.verify()
    if wrong:
        raise AssertionError(f"not sound: {wrong}")
    # Each call reads the list anew: while others write, what comes in between is in the later.
    before, listed = received_in(store), {r.id for r in store.releases(everything=True)}
    if not before <= listed <= received_in(store):
        raise AssertionError("the list and the events differ")
    parts = store.tables("incidents")
    return sorted(s.key["period"] for part in parts for s in part.slices)


def received_in(store: Store) -> set[str]:
    """The releases that the events tell of."""
    return {event.release for event in store.events() if event.kind == "received"}


def leftovers(path: Path) -> list[str]:
    """What lies about that the list does not name."""
    listed = {r.id for r in Store(path).releases(everything=True)}
    found = [p.name for p in (path / "releases").iterdir() if p.name not in listed]
    found += [p.name for p in (path / ".drafts").iterdir()]
    found += [p.name for p in path.parent.glob(".adding-*")]
    return found + [p.name for p in path.glob(".manifest-*")]


def faults_after(path: Path, again: Callable[[], object], before: list[str], month: str) -> Any:
    """ "before" or "after", or what is wrong: the state found, and that a repeat completes."""
    found = answer_of(lambda: months_in(path))
    if found not in (before, sorted([*before, month])):
        return f"wrong: found {found}"
    begun = time.monotonic()
    if end_of(child(again)) != 0:
        return "wrong: the repeat failed"
    if time.monotonic() - begun > 20:
        return "wrong: the repeat waited for a lock that nobody holds"
    if answer_of(lambda: months_in(path)) != sorted([*before, month]):
        return "wrong: the repeat did not complete"
    left = answer_of(lambda: leftovers(path))
    return f"wrong: left over {left}" if left else ("before" if found == before else "after")


class Trials:
    """A workspace with one month in its store, copied for each trial; and what came of them."""

    def __init__(self, folder: Path, whole: bool = False) -> None:
        self.folder = folder
        self.base = folder / "base"
        self.work = add_archive if whole else commit_only
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        all_sources()
        assert end_of(child(self._prepare)) == 0

    def _prepare(self) -> None:
        new_workspace(self.base, Bilingual("Trial", "Treial"), "en")
        for month in ("2020-01", "2020-02"):
            write_archive(self.base / f"{month}.zip", month)
        add_archive(self.base / "store", "2020-01")
        (table,) = self.base.glob("store/releases/*/incidents.parquet")
        shutil.copyfile(table, self.base / "month.parquet")

    def fresh(self) -> Path:
        """The store of a fresh copy."""
        path = self.folder / "workspace"
        shutil.rmtree(path, ignore_errors=True)
        shutil.copytree(self.base, path)
        return path / "store"

    def note(self, trial: object, outcome: str) -> None:
        self.counts[outcome if not outcome.startswith("wrong") else "wrong"] += 1
        if outcome.startswith("wrong"):
            self.faults.append(f"{trial}: {outcome}")

    def tell(self) -> None:
        print(json.dumps({"counts": self.counts, "faults": self.faults}))


# The four programs


def points(trials: Trials, step: int) -> None:
    """Kill at each point in turn until the work gets through without meeting one."""
    for at in range(0, 10_000, step):
        path = trials.fresh()

        def work(path: Path = path, at: int = at) -> None:
            Points(at, kill_self, DISK_CALLS).install()
            trials.work(path, "2020-02")

        if end_of(child(work)) == 0:
            trials.counts["points"] = at
            return
        outcome = faults_after(path, partial(trials.work, path, "2020-02"), ["2020-01"], "2020-02")
        trials.note(at, outcome)


def full(trials: Trials, step: int) -> None:
    """Let the disk be full at each point in turn: told as a problem, and nothing changed."""
    for at in range(0, 10_000, step):
        path = trials.fresh()

        def work(path: Path = path, at: int = at) -> object:
            met = Points(at, disk_full, GROWING)
            met.install()
            try:
                trials.work(path, "2020-02")
            except Refused as refused:
                return [p.code for p in refused.problems]
            return "met nothing" if met.seen <= at else "went on"

        said = answer_of(work)
        if said == "met nothing":
            trials.counts["points"] = at
            return
        if said is None or (said != "went on" and not said[0].endswith(".no-room")):
            trials.note(at, f"wrong: said {said}")
            continue
        again = partial(trials.work, path, "2020-02")
        trials.note(at, faults_after(path, again, ["2020-01"], "2020-02"))


def moments(trials: Trials, count: int, seed: int) -> None:
    """Kill an addition at random moments between its first write and its end."""
    draw = random.Random(seed)
    work = add if trials.work is commit_only else add_archive
    windows = []
    for _ in range(5):
        path = trials.fresh()
        process = child(partial(work, path, "2020-02"))
        begun = wait_for_draft(path)
        assert end_of(process) == 0
        windows.append(time.monotonic() - begun)
    window = sorted(windows)[2]
    for trial in range(count):
        path = trials.fresh()
        process = child(partial(work, path, "2020-02"))
        wait_for_draft(path)
        time.sleep(draw.uniform(0, window))
        os.kill(process, signal.SIGKILL)
        end_of(process)
        outcome = faults_after(path, partial(work, path, "2020-02"), ["2020-01"], "2020-02")
        trials.note(trial, outcome)


def wait_for_draft(path: Path) -> float:
    """Wait until the writing begins; the time it did. [seconds]"""
    while not any((path / ".drafts").iterdir()) and not any(path.parent.glob(".adding-*")):
        time.sleep(0.0005)
    return time.monotonic()


def hammer(trials: Trials, writers: int, adds: int, killed: int, seed: int) -> None:
    """Many writers at once, some of them killed and begun again, while somebody reads."""
    draw = random.Random(seed)
    path = trials.folder / "hammered"

    def write(name: int) -> None:
        for number in range(adds):
            # Every second delivery is the same for all writers: one of them brings it.
            month = f"s{number}" if number % 2 else f"w{name}-{number}"
            add(path, month, rows=50)

    running = {child(partial(write, name)): name for name in range(writers)}
    ends: Counter[int] = Counter()
    while running:
        if killed and draw.random() < 0.5:
            victim = draw.choice(list(running))
            os.kill(victim, signal.SIGKILL)
            killed -= 1
        if path.exists() and answer_of(lambda: months_in(path) or True) is None:
            trials.faults.append("a reader found the store unsound")
        process, status = os.waitpid(-1, os.WNOHANG)
        if process in running:
            name = running.pop(process)
            code = os.waitstatus_to_exitcode(status)
            ends[code] += 1
            if code:
                running[child(partial(write, name))] = name
        time.sleep(0.02)
    expected = {f"w{w}-{n}" for w in range(writers) for n in range(0, adds, 2)}
    expected |= {f"s{n}" for n in range(1, adds, 2)}
    add(path, "last", rows=50)
    if set(months_in(path)) != expected | {"last"}:
        trials.faults.append(f"found {sorted(months_in(path))}")
    trials.faults += [f"left over {name}" for name in leftovers(path)]
    trials.counts.update({f"ended {code}": n for code, n in ends.items()})


def main() -> None:
    what, folder, *rest = sys.argv[1:]
    numbers = [int(number) for number in rest]
    if what == "hammer":
        trials = Trials(Path(folder))
        hammer(trials, *numbers)
    else:
        trials = Trials(Path(folder), whole=bool(numbers[0]))
        {"points": points, "full": full, "moments": moments}[what](trials, *numbers[1:])
    trials.tell()


if __name__ == "__main__":
    main()
