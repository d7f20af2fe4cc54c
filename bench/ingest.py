"""Police archive to observations: diogel against bare DuckDB, polars and a plain pandas script.

    python bench/ingest.py FOLDER                 the archives in FOLDER, once and 25 times over
    python bench/ingest.py FOLDER --copies 1      once only
    python bench/ingest.py FOLDER --rounds 3

Every method starts from one zip archive of street files and ends with the incidents kept on
the disk (pandas excepted: it keeps nothing) and with their counts by authority, month and
type, and leaves nothing else. Diogel also judges the archive safe, hashes it, checks months,
forces, codes and identifiers, writes down to the disk, and judges which months are whole.

The counts are compared first; nothing is timed unless they are equal. Then the methods take
turns, each in a process of its own, so that whatever else the machine does falls on all of
them; on a busy machine the processor's seconds are the sounder of the two. The clock runs
from the first byte read to the last written, without starting Python; memory is the process's
highest, as the system saw it.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

CELLS = "cells.csv"
LOOKUP = "lookup.csv"
COLUMNS = (
    *("crime_id", "month", "reported_by", "falls_within", "longitude", "latitude", "location"),
    *("lsoa_code", "lsoa_name", "type", "outcome", "context"),
)
KEPT = (*COLUMNS[:8], "area_code", "type", "outcome")


Taken = tuple[float, float]
"""Seconds that went by, and seconds of processor on all cores."""


class Clock:
    """Begins to run when it is made."""

    def __init__(self) -> None:
        self._wall, self._processor = time.perf_counter(), time.process_time()

    def taken(self) -> Taken:
        return time.perf_counter() - self._wall, time.process_time() - self._processor


# The methods: each takes an archive, works in a folder and leaves cells.csv in it


def with_diogel(archive: Path, folder: Path) -> Taken:
    from diogel.core import Bilingual
    from diogel.engine import col, open_engine
    from diogel.quality import SORT, observations
    from diogel.sources import all_sources
    from diogel.sources.incident_counting import counted
    from diogel.workspace import new_workspace
    from diogel.workspace.adding import add, open_store

    workspace = new_workspace(folder / "workspace", Bilingual("Bench", "Mainc"), "en")
    all_sources()  # their modules, as the others' libraries are imported before the clock runs
    begun = Clock()
    result = add(workspace, [archive], "en")
    if result.refused:
        sys.exit("\n".join(str(problem) for problem in result.problems))
    with open_engine(scratch=folder) as engine:
        store = open_store(workspace)
        found = observations(engine, store)
        engine.write_csv(found, folder / "observations.csv", sort=SORT)
        taken = begun.taken()
        placed = store.scan(engine, "incidents").filter(col("placement") == "placed")
        engine.write_csv(counted(engine, placed, ("area", "month", "type")), folder / CELLS)
    return taken


def unpacked(archive: Path, folder: Path) -> list[Path]:
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder / "files")
    return sorted((folder / "files").rglob("*.csv"))


def with_duckdb(archive: Path, folder: Path) -> Taken:
    import duckdb

    begun = Clock()
    files = [str(path) for path in unpacked(archive, folder)]
    connection = duckdb.connect()
    connection.execute(f"SET temp_directory = '{folder / 'spill'}'")
    types = ", ".join(f"'{name}': 'VARCHAR'" for name in COLUMNS)
    kept = folder / "incidents.parquet"
    connection.execute(
        f"""COPY (
            SELECT {", ".join(KEPT)}
            FROM read_csv({files}, columns = {{{types}}}, auto_detect = false, header = true,
                          delim = ',', quote = '"', escape = '"') AS incidents
            LEFT JOIN read_csv('{folder / LOOKUP}', all_varchar = true) AS lookup
            USING (lsoa_code)
        ) TO '{kept}' (FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1)"""
    )
    connection.execute(
        f"""COPY (
            SELECT area_code AS area, month, type, count(*) AS count FROM '{kept}'
            WHERE area_code IS NOT NULL GROUP BY ALL ORDER BY ALL
        ) TO '{folder / CELLS}' (HEADER)"""
    )
    shutil.rmtree(folder / "files")
    return begun.taken()


def with_polars(archive: Path, folder: Path) -> Taken:
    import polars as pl

    begun = Clock()
    files = unpacked(archive, folder)
    rows = pl.scan_csv(
        files, has_header=False, skip_rows=1, schema=dict.fromkeys(COLUMNS, pl.String)
    )
    lookup = pl.scan_csv(folder / LOOKUP, infer_schema=False)
    kept = folder / "incidents.parquet"
    rows.join(lookup, on="lsoa_code", how="left").select(KEPT).sink_parquet(kept)
    cells = (
        pl.scan_parquet(kept)
        .filter(pl.col("area_code").is_not_null())
        .group_by(pl.col("area_code").alias("area"), "month", "type")
        .agg(pl.len().alias("count"))
        .sort("area", "month", "type")
    )
    cells.collect(engine="streaming").write_csv(folder / CELLS)
    shutil.rmtree(folder / "files")
    return begun.taken()


def with_pandas(archive: Path, folder: Path) -> Taken:
    import pandas as pd

    begun = Clock()
    frames = [pd.read_csv(path) for path in unpacked(archive, folder)]
    rows = pd.concat(frames, ignore_index=True)
    lookup = pd.read_csv(folder / LOOKUP).rename(columns={"lsoa_code": "LSOA code"})
    merged = rows.merge(lookup, on="LSOA code", how="left")
    cells = merged.groupby(["area_code", "Month", "Crime type"]).size().rename("count")
    cells.reset_index().to_csv(folder / CELLS, index=False)
    shutil.rmtree(folder / "files")
    return begun.taken()


METHODS: dict[str, Callable[[Path, Path], Taken]] = {
    "diogel": with_diogel,
    "bare DuckDB": with_duckdb,
    "polars": with_polars,
    "plain pandas": with_pandas,
}


# One run in a process of its own


@dataclass(frozen=True)
class Run:
    seconds: float
    processor: float
    megabytes: float
    cells: dict[tuple[str, ...], int]


def run(method: str, archive: Path, folder: Path) -> Run:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    write_lookup(folder / LOOKUP)
    done = subprocess.run(
        [sys.executable, __file__, "--child", method, str(archive), str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{method}: {done.stderr or done.stdout}")
    told = json.loads(done.stdout.splitlines()[-1])
    with (folder / CELLS).open(encoding="utf-8", newline="") as file:
        cells = {tuple(row[:3]): int(row[3]) for row in list(csv.reader(file))[1:]}
    shutil.rmtree(folder)
    return Run(told["seconds"], told["processor"], told["megabytes"], cells)


def child(method: str, archive: Path, folder: Path) -> None:
    seconds, processor = METHODS[method](archive, folder)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(json.dumps({"seconds": seconds, "processor": processor, "megabytes": peak / 1024}))


def write_lookup(path: Path) -> None:
    """The table of LSOAs of both censuses, that the others are given ready-made."""
    from diogel.places import lsoas

    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["lsoa_code", "area_code"])
        writer.writerows((code, each.authority) for code, each in lsoas().items())


# One new month


def one_more_month(archive: Path, month: Path, folder: Path) -> float:
    """Seconds from a new month's files to all observations, in a store that has the archive."""
    done = subprocess.run(
        [sys.executable, __file__, "--month", str(archive), str(month), str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    shutil.rmtree(folder)
    return float(done.stdout.splitlines()[-1])


def add_month(archive: Path, month: Path, folder: Path) -> float:
    from diogel.core import Bilingual
    from diogel.engine import open_engine
    from diogel.quality import SORT, observations
    from diogel.workspace import new_workspace
    from diogel.workspace.adding import add, open_store

    workspace = new_workspace(folder / "workspace", Bilingual("Bench", "Mainc"), "en")
    add(workspace, [archive], "en")
    begun = time.perf_counter()
    result = add(workspace, [month], "en")
    if result.refused:
        sys.exit("\n".join(str(problem) for problem in result.problems))
    with open_engine(scratch=folder) as engine:
        found = observations(engine, open_store(workspace))
        engine.write_csv(found, folder / "observations.csv", sort=SORT)
    return time.perf_counter() - begun


# The whole bench


def compared(archive: Path, methods: list[str], folder: Path) -> dict[str, list[Run]]:
    """A first run of each method; stops unless all give the same counts."""
    runs = {name: [run(name, archive, folder / "run")] for name in methods}
    expected = runs["diogel"][0].cells
    for name, (first,) in runs.items():
        if first.cells != expected:
            wrong = set(first.cells.items()) ^ set(expected.items())
            sys.exit(f"{name} differs in {len(wrong)} cells: {sorted(wrong)[:3]}; nothing timed")
    print(f"All {len(methods)} methods agree on {len(expected):,} counts of ", end="")
    print(f"{sum(expected.values()):,} placed incidents.\n")
    return runs


def print_table(runs: dict[str, list[Run]]) -> None:
    ours = [run.seconds for run in runs["diogel"]]
    work = min(run.processor for run in runs["diogel"])
    print(
        "| method | seconds, median (range) | times diogel (range) "
        "| processor seconds, least | times diogel | peak MB |"
    )
    print("| --- | --- | --- | --- | --- | --- |")
    for name, each in runs.items():
        theirs = [run.seconds for run in each]
        ratios = [one / other for one, other in zip(theirs, ours, strict=False)]
        print(
            f"| {name} | {statistics.median(theirs):.2f} ({min(theirs):.2f} to "
            f"{max(theirs):.2f}) | {statistics.median(theirs) / statistics.median(ours):.2f} "
            f"({min(ratios):.2f} to {max(ratios):.2f}) "
            f"| {min(run.processor for run in each):.2f} "
            f"| {min(run.processor for run in each) / work:.2f} "
            f"| {max(run.megabytes for run in each):,.0f} |"
        )
    print()


def main() -> None:
    if sys.argv[1:2] == ["--child"]:
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    if sys.argv[1:2] == ["--month"]:
        print(add_month(Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])))
        return
    from police_copies import make_archive, make_month

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("archives", type=Path, help="a folder of police.uk archives")
    parser.add_argument("--copies", type=int, default=25, help="how many times over; 1: once only")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="a folder in which to keep the made archives")
    options = parser.parse_args()
    archives = sorted(options.archives.glob("*.zip"))
    print(
        f"{os.cpu_count()} cores, Python {platform.python_version()}, "
        + ", ".join(
            f"{name} {version(name)}" for name in ("duckdb", "narwhals", "polars", "pandas")
        )
    )
    with tempfile.TemporaryDirectory() as scratch:
        made = options.keep or Path(scratch)
        peaks = {}
        for copies in sorted({1, options.copies}):
            archive = made / f"police-{copies}.zip"
            make_archive(archives, copies, archive)
            print(
                f"\n## {copies} times the rows: an archive of {archive.stat().st_size / 1e6:.0f} MB"
            )
            methods = list(METHODS)
            runs = compared(archive, methods, Path(scratch))
            # The largest size costs minutes: one more round, and pandas keeps its first run.
            for _ in range(options.rounds - 1 if copies == 1 else 1):
                for name in methods if copies == 1 else methods[:-1]:
                    runs[name].append(run(name, archive, Path(scratch) / "run"))
            print_table(runs)
            peaks[copies] = max(each.megabytes for each in runs["diogel"])
        if len(peaks) > 1:
            small, large = peaks[1], peaks[options.copies]
            print(
                f"Peak memory of diogel at {options.copies} times the rows: "
                f"{large / small:.2f} times that at once."
            )
        month = make_month(archives, made / "month")
        times = [
            one_more_month(made / "police-1.zip", month, Path(scratch) / "run")
            for _ in range(options.rounds)
        ]
        print(f"One new month of four forces: {statistics.median(times):.2f} seconds.")


if __name__ == "__main__":
    main()
