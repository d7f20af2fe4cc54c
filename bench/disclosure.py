"""Secondary suppression and its audit on seeded tables of 21 areas by 9 kinds.

    python bench/disclosure.py            100 tables, and denser and larger ones
    python bench/disclosure.py --quick    10 tables

Each table is 189 Poisson counts with all their totals; counts of one and two must be hidden, in 5
to 15 of 100 cells. The independent auditor, which knows only what is shown, attacks every set of
holes: a time for a set that leaks is no time. Times are of the processor, so that whatever else
the machine does is not counted; nothing here uses more than one core.

At the end a partner's counts, 100 measures of 60 months with their rates, are released whole.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "unit")]

from linked_tables import grid, published  # noqa: E402
from test_disclosure_recorded import many_months  # noqa: E402

from diogel.disclosure import load_policy, release  # noqa: E402
from diogel.disclosure.audit_finding import audit  # noqa: E402
from diogel.disclosure.optimal import Level, LinkedTables, protect  # noqa: E402

AREAS, KINDS = 21, 9
THRESHOLD = 3
SEED = 2026
USUAL, DENSER = (5, 15), (15, 40)
"""Percent of the 189 cells that are primary."""
CLOCKS = ("seconds", "audited")


@dataclass(frozen=True)
class Timing:
    """One table: how many cells had to be hidden, how many were, and how long each step took."""

    primary: int
    hidden: int
    seconds: float
    audited: float
    proven: bool


def tables(
    number: int, percent: tuple[int, int], means: tuple[float, float]
) -> Iterator[LinkedTables]:
    """Seeded tables whose share of primary cells lies within the limits."""
    draw = np.random.default_rng(SEED)
    found = 0
    while found < number:
        rates = draw.gamma(2.0, float(draw.uniform(*means)) / 2, (AREAS, KINDS))
        counts = draw.poisson(rates)
        share = 100 * float(((counts > 0) & (counts < THRESHOLD)).mean())
        if percent[0] <= share <= percent[1]:
            found += 1
            yield grid(counts, THRESHOLD)


def timed(problem: LinkedTables, level: Level) -> Timing:
    start = time.process_time()
    found = protect(problem, level)
    solved = time.process_time()
    seen = audit(published(problem, found.hidden), level)
    audited = time.process_time() - solved
    if seen.findings:
        raise SystemExit(f"It leaks: {seen.findings[0]}")
    return Timing(len(problem.primary), len(found.hidden), solved - start, audited, found.proven)


def large(side: int) -> LinkedTables:
    """A square table with its totals; of 50 by 50 no proof is tried any more."""
    draw = np.random.default_rng(SEED)
    return grid(draw.poisson(draw.gamma(2.0, 5.0, (side, side))), THRESHOLD)


def told(name: str, level: Level, found: list[Timing]) -> str:
    primary = statistics.mean(each.primary for each in found)
    hidden = statistics.mean(each.hidden for each in found)
    proven = sum(each.proven for each in found)
    hiding, auditing = (_spread([getattr(each, of) for each in found]) for of in CLOCKS)
    counts = f"{len(found)} | {primary:.1f} | {hidden:.1f} | {proven}"
    return f"| {name} | {level} | {counts} | {hiding} | {auditing} |"


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    late = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
    return f"{statistics.median(ordered):.3f} / {late:.3f} / {ordered[-1]:.3f}"


def main() -> None:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--quick", action="store_true", help="10 tables")
    number = 10 if given.parse_args().quick else 100
    protect(large(3))  # The solver is loaded before any clock runs.
    print("Seconds of one core: the median / the 95th of 100 / the most.\n")
    print("| tables | level | number | primary | hidden | proven | hiding | audit |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    levels: tuple[Level, Level] = ("exact", "default")
    for level in levels:
        usual = [timed(table, level) for table in tables(number, USUAL, (6.0, 20.0))]
        print(told("5 to 15 %", level, usual), flush=True)
        denser = [timed(table, level) for table in tables(number // 5, DENSER, (1.5, 6.0))]
        print(told("15 to 40 %", level, denser), flush=True)
        print(told("1,681 cells", level, [timed(large(40), level)]), flush=True)
        print(told("2,601 cells", level, [timed(large(50), level)]), flush=True)
    time_months()


def time_months() -> None:
    counted = many_months(100, 60)
    policy = load_policy()
    start = time.process_time()
    release(counted, policy)
    print(f"\n{len(counted.figures):,} figures of a partner: {time.process_time() - start:.2f} s")


if __name__ == "__main__":
    main()
