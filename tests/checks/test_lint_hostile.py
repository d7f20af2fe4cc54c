"""Workbooks made to harm end in problems, within five seconds and 512 MB."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

SOURCE = Path(__file__).resolve().parents[2] / "src"
MOST_SECONDS = 5.0
MOST_MEGABYTES = 512
HEADS = ("type", "name", "label::English (en)", "label::Cymraeg (cy)", "relevant", "constraint")
CHECK = """
import json, resource, sys, time
from pathlib import Path
from diogel.core import Refused
from diogel.surveys import read_instrument
begun = time.perf_counter()
try:
    problems = read_instrument(Path(sys.argv[1]))[1]
except Refused as refused:
    problems = refused.problems
# What the system counts by itself holds the process that began this one too.
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
codes = sorted({problem.code for problem in problems})
print(json.dumps([codes, time.perf_counter() - begun, peak]))
"""


def book(path: Path, survey: list[tuple[str, ...]], choices: int = 0, alike: bool = False) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as made:
        sheet = made.add_worksheet("survey")
        for number, row in enumerate((HEADS, *survey)):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
        sheet = made.add_worksheet("choices")
        sheet.write_row(0, 0, ("list_name", *HEADS[1:4]))
        for number in range(choices):
            name = "same" if alike else f"c{number}"
            sheet.write_row(number + 1, 0, ("many", name, f"Choice {name}", f"Dewis {name}"))
        sheet = made.add_worksheet("settings")
        sheet.write_row(0, 0, ("form_title", "form_title_cy", "form_id", "version"))
        sheet.write_row(1, 0, ("Form", "Ffurflen", "form", "1"))
    return path


def with_formulas(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet("survey")
        sheet.write_row(0, 0, HEADS)
        for row in range(1, 200):
            sheet.write_row(row, 0, ("text", f"q{row}", '=HYPERLINK("http://a.test","x")'))
            sheet.write_formula(row, 3, "='[http://a.test/b.xlsx]S'!A1", None, "")
        made.add_worksheet("settings").write_row(0, 0, ("form_id",))
    return path


def with_external_links(path: Path) -> Path:
    book(path, [("text", "a", "A?", "A?")])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
    return path


QUESTION = ("integer", "a", "How many?", "Faint?")
SELECT = ("select_one many", "a", "Which?", "Pa un?")
DEEP = "(" * 10_000 + "1" + ")" * 10_000
LONG = " and ".join(f"${{q{n}}} > {n}" for n in range(300))
VARIED = " or ".join(f"(${{q{n}}} > {n} and ${{q{n + 1}}} < {n})" for n in range(60))


def many_questions(path: Path) -> Path:
    rules = (LONG, VARIED)
    rows = [
        ("integer", f"q{n}", "How many?", "Faint?", rules[n % 2] if n > 300 else "", f". > {n}")
        for n in range(4_000)
    ]
    return book(path, rows)


def many_wrong_names(path: Path) -> Path:
    rows = [
        (f"select_one list_{n}x", f"q{n}", "Which?", "Pa un?", f"${{zz{n}}} = 'c{n}x'")
        for n in range(4_000)
    ]
    return book(path, rows, choices=20_000)


def many_looks_at_everything(path: Path) -> Path:
    rows = [("integer", f"q{n}", "How many?", "Faint?", f"count(//*) > {n}") for n in range(4_000)]
    return book(path, rows)


HOSTILE: dict[str, tuple[Callable[[Path], Path], str]] = {
    "formulas": (with_formulas, "file.formula-not-calculated"),
    "external links": (with_external_links, "file.external-links"),
    "100,000 choices": (lambda p: book(p, [SELECT], 100_000), "form.too-many-rows"),
    "100,000 choices alike": (lambda p: book(p, [SELECT], 100_000, True), "form.too-many-rows"),
    "10,000 brackets": (lambda p: book(p, [(*QUESTION, DEEP)]), "form.rule-too-long"),
    "10,000 minus signs": (
        lambda p: book(p, [(*QUESTION, "-" * 9_999 + "1")]),
        "form.rule-too-long",
    ),
    "10,000 nots": (lambda p: book(p, [(*QUESTION, "not(" * 5_000 + ")" * 5_000)]), "form."),
    "a pattern that hangs": (
        lambda p: book(p, [("text", "a", "A?", "A?", "", "regex(., '(a+)+(a+)+b')")]),
        "form.slow-pattern",
    ),
    "a pattern of patterns": (
        lambda p: book(p, [("text", "a", "A?", "A?", "", f"regex(., '{'(' * 200}a{')*' * 200}')")]),
        "form.bad-pattern",
    ),
    "4,000 long rules": (many_questions, "form."),
    "4,000 looks at everything": (many_looks_at_everything, "form.too-tangled"),
    "4,000 wrong names": (many_wrong_names, "form.missing-list"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_workbook_ends_in_problems(tmp_path: Path, name: str) -> None:
    make, code = HOSTILE[name]
    path = make(tmp_path / "form.xlsx")

    done = subprocess.run(
        [sys.executable, "-c", CHECK, str(path)],
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(SOURCE), "PYTHONUTF8": "1"},
        timeout=60,
        check=False,
    )

    assert done.returncode == 0, done.stderr[-2_000:]
    codes, seconds, megabytes = json.loads(done.stdout)
    print(name, codes, round(seconds, 2), round(megabytes))
    assert any(each.startswith(code) for each in codes)
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MEGABYTES
