"""ODK Validate finds no error in a form that our linter passes."""

import random
import shutil
import subprocess
from pathlib import Path

import pytest
import pyxform
from test_lint_mutations import MEANT_ODD

from diogel.surveys import Instrument
from diogel.surveys.xlsform import BUILT_IN, read_instrument
from diogel.surveys.xlsform_writing import write_xlsform

HERE = Path(__file__).parent
JAR = Path(pyxform.__file__).parent / "validators" / "odk_validate" / "bin" / "ODK_Validate.jar"
PATHS = [
    *sorted(BUILT_IN.glob("*.md")),
    *sorted((HERE / "lint_forms").glob("*.md")),
    *sorted((HERE.parent / "engine" / "forms").glob("*.md")),
]
GENERATED = 12
RULES = {
    "integer": ("${{{0}}} > {n}", "${{{0}}} != ''", "${{{0}}} + 1 >= {n}", "not(${{{0}}} = {n})"),
    "text": ("string-length(${{{0}}}) > {n}", "contains(${{{0}}}, 'x')"),
    "select_one have": ("${{{0}}} = 'yes'", "${{{0}}} != 'no' and ${{{0}}} != ''"),
    "select_multiple topics": ("selected(${{{0}}}, 'asb')", "count-selected(${{{0}}}) > {n}"),
    "date": ("${{{0}}} >= date('2021-0{m}-01')",),
}
CHOICES = """
| choices | list_name | name | label::English (en) | label::Cymraeg (cy) |
| | have | yes | Yes | Oes |
| | have | no | No | Nac oes |
| | topics | asb | Anti-social behaviour | Ymddygiad gwrthgymdeithasol |
| | topics | fire | Fire | Tân |
| | topics | theft | Theft | Lladrad |
"""
START = """
| settings | form_title | form_title_cy | form_id | version |
| | A form | Ffurflen | generated | 1 |
| survey | type | name | label::English (en) | label::Cymraeg (cy) | relevant | calculation |
"""


def generated(seed: int) -> str:
    """A form whose rules look back at earlier questions, in groups and repeats."""
    draw = random.Random(seed)
    rows, asked = [], list[tuple[str, str]]()
    for number in range(20):
        kind, name = draw.choice([*RULES]), f"g{number}"
        rule = ""
        if asked and draw.random() < 0.7:
            of_kind, earlier = draw.choice(asked)
            template = draw.choice(RULES[of_kind])
            rule = template.format(earlier, n=draw.randint(1, 2), m=draw.randint(1, 9))
        rows.append(f"| | {kind} | {name} | Question {number}? | Cwestiwn {number}? | {rule} | |")
        asked.append((kind, name))
        if kind.startswith("select_multiple") and draw.random() < 0.6:
            rows.append(f"| | calculate | c{number} | | | | count-selected(${{{name}}}) + 1 |")
    return f"{START}{chr(10).join(rows)}\n{CHOICES}"


def xform(instrument: Instrument, path: Path) -> Path:
    """The XForm that other tools would be given."""
    from pyxform.xls2xform import convert

    write_xlsform(instrument, path.with_suffix(".xlsx"))
    path.write_text(convert(path.with_suffix(".xlsx")).xform, "utf-8")
    return path


def test_odk_validate_finds_no_error_in_what_we_pass(tmp_path: Path) -> None:
    if shutil.which("java") is None or not JAR.exists():
        pytest.skip("ODK Validate needs Java")
    for seed in range(GENERATED):
        (tmp_path / f"generated-{seed}.md").write_text(generated(seed), "utf-8")
    passed = []
    for path in [*PATHS, *sorted(tmp_path.glob("*.md"))]:
        instrument, problems = read_instrument(path)
        if not problems:
            passed.append(xform(instrument, tmp_path / f"{path.stem}.xml"))

    done = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-jar", str(JAR), *map(str, passed)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )

    said = done.stdout + done.stderr
    assert len(passed) >= len(PATHS) - len(MEANT_ODD) + GENERATED
    assert done.stdout.count("Xform is valid") == len(passed), said[-3_000:]
    assert done.returncode == 0


def test_odk_validate_does_find_errors(tmp_path: Path) -> None:
    """Else the test above could not fail."""
    if shutil.which("java") is None or not JAR.exists():
        pytest.skip("ODK Validate needs Java")
    instrument, _ = read_instrument(HERE / "lint_forms" / "visits.md")
    good = xform(instrument, tmp_path / "form.xml")
    good.write_text(good.read_text("utf-8").replace("sum(", "smu("), "utf-8")

    done = subprocess.run(
        ["java", "-jar", str(JAR), str(good)], capture_output=True, timeout=120, check=False
    )

    assert done.returncode != 0
