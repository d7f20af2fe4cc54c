"""Forms of 300 questions: reading, checking and recomputing, with pyxform and the node engine.

    python bench/forms.py            300 questions, 7 rounds
    python bench/forms.py --quick    60 questions, 3 rounds

The same form, a workbook, is read by all. Before anything is timed, our values, relevance
and constraints are compared with the engine's where it is installed. The ones that are timed
take turns, so that whatever else the machine does falls on all of them.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "src"))

import pyxform
from pyxform.xls2xform import convert

from diogel.surveys.form_building import build
from diogel.surveys.form_tables import read_form_tables
from diogel.surveys.linting import lint
from diogel.surveys.path import plan_of, recompute
from diogel.surveys.xlsform import read_instrument

SEED = 2021
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
ENGINE = Path(__file__).resolve().parents[1] / "tests" / "engine"
EN, CY = "label::English (en)", "label::Cymraeg (cy)"
HEADINGS = ("type", "name", EN, CY, "relevant", "constraint", "calculation", "choice_filter")


def write_form(path: Path, questions: int) -> None:
    """A form whose every question looks at others: groups, filters, sums, repeats."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    survey.append(HEADINGS)
    for number in range(0, questions, 10):
        for row in _ten(number):
            survey.append(row)
    choices = book.create_sheet("choices")
    choices.append(("list_name", "name", EN, CY, "kind"))
    for code, en, cy in (("yes", "Yes", "Oes"), ("no", "No", "Nac oes")):
        choices.append(("yn", code, en, cy, ""))
    for place in range(20):
        kind = "yes" if place % 2 else "no"
        choices.append(("thing", f"c{place}", f"Thing {place}", f"Peth {place}", kind))
    settings = book.create_sheet("settings")
    settings.append(("form_title", "form_title_cy", "form_id", "version"))
    settings.append(("Bench", "Mainc", "bench", "1"))
    book.save(path)


def _ten(n: int) -> list[tuple[str, ...]]:
    before = f"${{q{n - 10}}} != 'no'" if n else ""
    rows = [
        ("select_one yn", f"q{n}", "Is there one?", "A oes un?", before),
        ("begin_group", f"g{n}", "Group", "Grŵp", f"${{q{n}}} = 'yes'"),
        ("integer", f"q{n + 1}", "How many?", "Faint?", "", ". >= 0 and . <= 100"),
        (
            "integer",
            f"q{n + 2}",
            "Of them?",
            "Ohonynt?",
            f"${{q{n + 1}}} > 3",
            f". <= ${{q{n + 1}}}",
        ),
        ("select_multiple thing", f"q{n + 3}", "Which?", "Pa rai?"),
        ("text", f"q{n + 4}", "Why?", "Pam?", f"selected(${{q{n + 3}}}, 'c1')"),
        ("end_group",),
        ("select_one thing", f"q{n + 5}", "Best?", "Y gorau?", "", "", "", f"kind = ${{q{n}}}"),
        ("calculate", f"q{n + 6}", "", "", "", "", f"${{q{n + 1}}} + ${{q{n + 2}}} * 2"),
        ("integer", f"q{n + 7}", "More?", "Mwy?", f"${{q{n + 6}}} > 10 or ${{q{n}}} = 'no'"),
        (
            "calculate",
            f"q{n + 8}",
            "",
            "",
            "",
            "",
            f"concat(${{q{n}}}, '-', count-selected(${{q{n + 3}}}))",
        ),
        ("text", f"q{n + 9}", "Else?", "Arall?", f"${{q{n + 8}}} != '-0'", "string-length(.) < 40"),
    ]
    return [row + ("",) * (len(HEADINGS) - len(row)) for row in rows]


def make_answers(questions: int, seed: int) -> dict[str, str]:
    chance = random.Random(SEED + seed)
    found = {}
    for n in range(0, questions, 10):
        things = [f"c{place}" for place in range(20)]
        ticked = set(chance.sample(things, 3))
        found |= {
            f"q{n}": chance.choice(["yes", "yes", "no", ""]),
            f"q{n + 1}": str(chance.randrange(12)),
            f"q{n + 2}": str(chance.randrange(8)),
            f"q{n + 3}": " ".join(code for code in things if code in ticked),
            f"q{n + 4}": "because",
            f"q{n + 5}": chance.choice(things),
            f"q{n + 7}": str(chance.randrange(9)),
            f"q{n + 9}": "text",
        }
    return found


def node_engine(xform: str, records: list[dict[str, str]]) -> dict | None:
    """What the engine of ODK Web Forms says and how long it takes; None when not installed."""
    node = shutil.which("node")
    if node is None or not (ENGINE / "node_modules").is_dir():
        return None
    done = subprocess.run(
        [node, str(ENGINE / "engine.mjs")],
        input=json.dumps({"jobs": [{"form": xform, "answers": records}]}),
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"TZ": "Europe/London"},
    )
    return json.loads(done.stdout)


def compare(instrument, records: list[dict[str, str]], told: dict) -> int:
    """How many values are equal; stops at the first that is not."""
    equal = 0
    for record, theirs in zip(records, told["results"][0], strict=True):
        ours = {item.id: item for item in recompute(instrument, record).items}
        for item in theirs:
            if item["id"] not in ours:
                continue
            mine = ours[item["id"]]
            same = (mine.on_path, mine.value, mine.allowed)
            if same != (item["relevant"], item["value"], item["valid"]):
                sys.exit(f"{item['id']}: {same} here, {item} there; nothing timed")
            equal += 1
    return equal


def lint_alone(path: Path) -> int:
    """Read, build and lint, without pyxform's word at the end; how many problems there are."""
    _, draft = build(read_form_tables(path))
    return len(draft.problems) + len(lint(draft.tables, None, draft.problems))


def odk_validate(path: Path) -> None:
    """One run of ODK Validate, its start included, as whoever waits for it sees it."""
    command = ["java", "-jar", str(JAR), str(path)]
    subprocess.run(command, capture_output=True, check=True)


def all_items(instrument, record: dict[str, str]) -> None:
    for _ in recompute(instrument, record).items:
        pass


def timed(methods: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Milliseconds by method, one entry a round; the methods take turns."""
    found: dict[str, list[float]] = {name: [] for name in methods}
    for _ in range(rounds):
        for name, method in methods.items():
            begun = time.perf_counter()
            method()
            found[name].append((time.perf_counter() - begun) * 1000)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="a fifth of the size, fewer rounds")
    quick = parser.parse_args().quick
    questions, rounds = (60, 3) if quick else (300, 7)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "form.xlsx"
        write_form(path, questions)
        instrument, problems = read_instrument(path)
        plan_of(instrument)
        xform = convert(str(path)).xform
        records = [make_answers(questions, seed) for seed in range(rounds)]
        told = node_engine(xform, records)
        print(
            f"{questions} questions, {len(problems)} problems, seed {SEED}, {rounds} rounds; "
            f"{os.cpu_count()} cores, Python {platform.python_version()}"
        )
        if told:
            print(f"Values equal to the node engine's: {compare(instrument, records, told):,}")
        validated = path.with_suffix(".xml")
        validated.write_text(xform, "utf-8")
        java = shutil.which("java") and JAR.exists()
        validate = {"ODK Validate: check the XForm": lambda: odk_validate(validated)}
        times = timed(
            {
                "diogel: read and lint a workbook": lambda: lint_alone(path),
                "diogel: read and check, pyxform's word too": lambda: read_instrument(path),
                **(validate if java else {}),
                "pyxform: convert the workbook": lambda: convert(str(path)),
                "diogel: recompute the path": lambda: recompute(instrument, records[0]),
                "diogel: recompute, constraints, choices": lambda: all_items(
                    instrument, records[0]
                ),
            },
            rounds,
        )
    for name, place in (("load the form", 0), ("put answers in", 1), ("tell all items", 2)):
        if told:
            times[f"node engine: {name}"] = [each[place] for each in told["times"]]
    first = next(iter(times.values()))
    print("\n| what | ms, median (range) | times the first (range) |\n| --- | --- | --- |")
    for name, each in times.items():
        ratios = [one / other for one, other in zip(each, first, strict=False)]
        print(
            f"| {name} | {statistics.median(each):.1f} ({min(each):.1f} to {max(each):.1f}) "
            f"| {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) |"
        )


if __name__ == "__main__":
    main()
