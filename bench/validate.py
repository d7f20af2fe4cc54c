"""Checking a table of the standard: a million rows, beside frictionless and pandera.

    python bench/validate.py            1,000,000 rows, 5 rounds
    python bench/validate.py --quick    100,000 rows, 3 rounds

One file of 12 columns with planted faults of eight kinds that all three can tell. Before
anything is timed, what each says is compared, cell by cell, with what was planted. Those that
are timed take turns, so that whatever else the machine does falls on all of them. Frictionless
is timed on the first 100,000 rows, as it needs over a minute for a million; its time for all
rows is that, times ten.
"""

from __future__ import annotations

import argparse
import csv
import json
import platform
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from importlib.metadata import version
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import xlsxwriter

from diogel.files import read_sheets
from diogel.places import areas
from diogel.standard.schemas import PACKAGE, TableSchema, schema
from diogel.standard.validation import checking
from diogel.standard.validation.checking import check_sheets
from diogel.standard.validation.vocabulary import own_vocabulary

TODAY = date(2026, 11, 22)
SEED = 2021
COLUMNS = (
    *("standard_version", "period", "area_code", "area_scheme", "theme_code", "measure_code"),
    *("measure_type", "breakdown", "value", "unit", "status", "source_org"),
)
FRICTIONLESS_ROWS = 100_000
BARS = {"diogel 1,000,000 rows": 4.0, "diogel workbook of 100,000 rows": 4.0}
Cells = set[tuple[int, str]]


def write_table(path: Path, rows: int) -> Cells:
    """A table of counts with about 37 faults in 10,000 rows; the cells they are in."""
    chance = random.Random(SEED)
    planted: Cells = set()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number, row in enumerate(islice(_rows(chance), rows), 2):
            if chance.random() < 0.0037:
                planted.add((number, _spoil(row, chance)))
            writer.writerow(row.values())
    return planted


def _rows(chance: random.Random):
    months = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    places = [place.code for place in areas("local-authority")]
    part = 0
    while True:
        part += 1
        for place in places:
            for month in months:
                yield {
                    "standard_version": "1.0.0",
                    "period": month,
                    "area_code": place,
                    "area_scheme": "local-authority",
                    "theme_code": "anti-social-behaviour",
                    "measure_code": "council-asb-reports",
                    "measure_type": "count",
                    "breakdown": f"kind=p{part}",
                    "value": str(chance.randint(1, 900)),
                    "unit": "reports",
                    "status": "observed",
                    "source_org": "Cyngor Enghreifftiol",
                }


def _spoil(row: dict[str, str], chance: random.Random) -> str:
    """Plant one fault in a row; the column it is in."""
    column, text = chance.choice(
        [
            ("period", "Hydref 2025"),
            ("period", "45931"),
            ("area_code", "Casnewydd"),
            ("value", "1,234"),
            ("value", "tua 40"),
            ("status", "finished"),
            ("status", ""),
            ("standard_version", "one"),
        ]
    )
    row[column] = text
    return column


def write_workbook(path: Path, table: Path) -> None:
    """The same rows as a workbook, numbers as numbers."""
    with (
        xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book,
        table.open(encoding="utf-8", newline="") as file,
    ):
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(csv.reader(file)):
            for column, text in enumerate(row):
                if text.isdigit() and COLUMNS[column] == "value":
                    sheet.write_number(number, column, int(text))
                else:
                    sheet.write_string(number, column, text)


def narrow() -> TableSchema:
    """The table of the standard with the twelve columns of the file."""
    whole = schema("observations")
    key = tuple(name for name in whole.key if name in COLUMNS)
    return replace(whole, fields=tuple(f for f in whole.fields if f.name in COLUMNS), key=key)


def descriptor() -> dict[str, object]:
    """The published Table Schema with the same columns, for the others."""
    raw = json.loads((PACKAGE / "schemas" / "observations.json").read_text(encoding="utf-8"))
    fields = [field for field in raw["fields"] if field["name"] in COLUMNS]
    key = [name for name in raw["primaryKey"] if name in COLUMNS]
    return {"fields": sorted(fields, key=lambda f: COLUMNS.index(f["name"])), "primaryKey": key}


def told(problems) -> Cells:
    """The cells that our problems are in, of the kinds that all can tell."""
    kinds = (
        *("data.month-in-words", "data.date-serial", "data.area-name", "data.thousands"),
        *("data.text-in-number", "data.code-unknown", "data.blank", "data.blank-below"),
        "data.text-form",
    )
    return {(p.place.row, p.place.column.split("(")[1][:-1]) for p in problems if p.code in kinds}


def by_diogel(path: Path) -> Cells:
    return told(_problems(path))


def _problems(path: Path):
    return checking.check_with(path, (narrow(),), None, TODAY, own_vocabulary()).problems


def by_diogel_rows(path: Path) -> Cells:
    sheets = read_sheets(path, checking.LIMITS)
    return told(check_sheets(sheets, (narrow(),), TODAY, own_vocabulary()).problems)


def by_frictionless(path: Path) -> Cells:
    from frictionless import Checklist, Resource, Schema

    resource = Resource(
        path=path.name, basepath=str(path.parent), schema=Schema.from_descriptor(descriptor())
    )
    report = resource.validate(Checklist(), limit_errors=1_000_000)
    found = report.flatten(["rowNumber", "fieldName"])
    return {(row, column) for row, column in found if column}


def by_pandera(path: Path) -> Cells:
    import pandera.polars as pandera
    import polars

    frame = polars.read_csv(path, infer_schema=False).fill_null("")
    checks = {field["name"]: _pandera_checks(pandera, field) for field in _fields()}
    columns = {
        name: pandera.Column(str, checks=check, nullable=False) for name, check in checks.items()
    }
    try:
        pandera.DataFrameSchema(columns).validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        cases = errors.failure_cases
        return {
            (index + 2, column)
            for index, column in zip(cases["index"], cases["column"], strict=True)
        }
    return set()


def _fields():
    return descriptor()["fields"]


def _pandera_checks(pandera, field):
    """The same constraints as checks of text: pandera has no Table Schema reader for polars."""
    limits = field.get("constraints", {})
    checks = []
    if limits.get("required"):
        checks.append(pandera.Check.str_length(min_value=1))
    if "pattern" in limits:
        checks.append(pandera.Check.str_matches(f"^(?:{limits['pattern']})$"))
    if "enum" in limits:
        checks.append(pandera.Check.isin([*limits["enum"]]))
    if field["type"] in ("number", "integer"):
        checks.append(pandera.Check.str_matches(r"^(-?\d+(\.\d+)?)?$"))
    return checks


def compare(path: Path, planted: Cells, small: Path) -> None:
    """What each says, against what was planted; an error when one differs."""
    for name, by in (
        ("diogel", by_diogel),
        ("diogel, row by row", by_diogel_rows),
        ("pandera", by_pandera),
    ):
        found = by(path)
        print(f"  {name}: {len(found):,} faults, {_difference(found, planted)}")
    few = {cell for cell in planted if cell[0] <= FRICTIONLESS_ROWS + 1}
    found = by_frictionless(small)
    print(f"  frictionless, first rows: {len(found):,} faults, {_difference(found, few)}")


def _difference(found: Cells, planted: Cells) -> str:
    if found == planted:
        return "those planted"
    missing, beside = planted - found, found - planted
    raise SystemExit(f"differs: {len(missing)} not found, {len(beside)} beside: {missing} {beside}")


Taken = tuple[float, float]


def timed(work: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[Taken]]:
    """For each round of each: seconds on the clock, and of all cores together."""
    times: dict[str, list[Taken]] = {name: [] for name in work}
    for _ in range(rounds):
        for name, run in work.items():
            clock, cores = time.perf_counter(), time.process_time()
            run()
            times[name].append((time.perf_counter() - clock, time.process_time() - cores))
    return times


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--rounds", type=int)
    given = options.parse_args()
    rows = 100_000 if given.quick else 1_000_000
    rounds = given.rounds or (3 if given.quick else 5)
    names = ("duckdb", "frictionless", "pandera", "polars", "python-calamine")
    print(f"Python {platform.python_version()}", *(f"{name} {version(name)}" for name in names))
    with tempfile.TemporaryDirectory() as folder:
        path, small = Path(folder, "table.csv"), Path(folder, "small.csv")
        book = Path(folder, "table.xlsx")
        planted = write_table(path, rows)
        write_table(small, min(rows, FRICTIONLESS_ROWS))
        write_workbook(book, small)
        print(f"{rows:,} rows, {path.stat().st_size / 1e6:.0f} MB, {len(planted):,} faults")
        compare(path, planted, small)
        work: dict[str, Callable[[], object]] = {
            f"diogel {rows:,} rows": lambda: by_diogel(path),
            f"pandera {rows:,} rows": lambda: by_pandera(path),
            f"diogel workbook of {min(rows, FRICTIONLESS_ROWS):,} rows": lambda: _problems(book),
            f"diogel {min(rows, FRICTIONLESS_ROWS):,} rows, row by row": lambda: by_diogel_rows(
                small
            ),
            f"frictionless {min(rows, FRICTIONLESS_ROWS):,} rows": lambda: by_frictionless(small),
        }
        times = timed(work, rounds)
    report(times, rows)


def report(times: dict[str, list[Taken]], rows: int) -> None:
    """Medians, and ratios of what the cores did: other work on the machine falls on clocks."""
    best = {}
    for name, found in times.items():
        clocks = [clock for clock, _ in found]
        clock, best[name] = statistics.median(clocks), statistics.median(c for _, c in found)
        bar = BARS.get(name)
        held = "kept" if bar is None or clock <= bar else "MISSED"
        kept = "" if bar is None else f"   bar {bar:.1f} s: {held}"
        spread = f"from {min(clocks):.2f} to {max(clocks):.2f}"
        print(f"{name}: {clock:.2f} s ({spread}), cores {best[name]:.2f} s{kept}")
    ours = best[f"diogel {rows:,} rows"]
    few = min(rows, FRICTIONLESS_ROWS)
    frictionless = best[f"frictionless {few:,} rows"]
    print(f"pandera / diogel, cores: {best[f'pandera {rows:,} rows'] / ours:.2f}")
    print(
        f"frictionless x {rows // few} / diogel, cores: {frictionless * (rows // few) / ours:.1f}"
    )
    print(
        f"frictionless / diogel, row by row, cores: "
        f"{frictionless / best[f'diogel {few:,} rows, row by row']:.1f}"
    )


if __name__ == "__main__":
    main()
