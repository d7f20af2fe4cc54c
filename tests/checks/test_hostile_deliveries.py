"""Files that mean harm: refused with a clear problem, soon, in little memory, leaving nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hostile_files import EXPECTED, ROW, STREET, Writer

from diogel.core import Refused, Severity
from diogel.files import DeliveryLimits, open_delivery
from diogel.language import explain

SECONDS, MEGABYTES = 30, 512
SOURCES = Path(__file__).resolve().parents[2] / "src"
# A process of its own, so that its highest memory is that of this one file.
MEASURED = """
import json, resource, sys
from pathlib import Path
from diogel.core import Refused
from diogel.files import open_delivery
try:
    open_delivery(Path(sys.argv[1]), Path(sys.argv[2]))
    codes = []
except Refused as refused:
    codes = [problem.code for problem in refused.problems]
unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
# What the system counts by itself holds the process that began this one too.
status = Path("/proc/self/status")
if status.exists():
    lines = status.read_text().splitlines()
    peak = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1024
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
print(json.dumps([codes, peak]))
"""


@pytest.mark.parametrize(("writer", "code"), EXPECTED, ids=[w.__name__ for w, _ in EXPECTED])
def test_a_hostile_file_is_refused_soon_in_little_memory(
    writer: Writer, code: str, tmp_path: Path
) -> None:
    pytest.importorskip("resource", reason="memory cannot be measured here")
    given, scratch = tmp_path / "given", tmp_path / "scratch"
    given.mkdir()
    scratch.mkdir()
    path = writer(given)

    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path), str(scratch)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(SOURCES)},
    )
    seconds = time.monotonic() - start

    assert done.returncode == 0, done.stderr
    codes, megabytes = json.loads(done.stdout)
    assert set(codes) == {code}
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert list(scratch.iterdir()) == []
    assert [entry.name for entry in given.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("writer", "code"), EXPECTED[4:8], ids=lambda each: getattr(each, "__name__", each)
)
def test_the_sentence_says_what_is_wrong_in_both_languages(
    writer: Writer, code: str, tmp_path: Path
) -> None:
    path = writer(tmp_path)

    with pytest.raises(Refused) as refused:
        open_delivery(path, tmp_path)

    (problem,) = refused.value.problems
    assert "escaped.csv" in explain(problem, "en")
    assert "escaped.csv" in explain(problem, "cy")
    assert explain(problem, "en") != explain(problem, "cy")


def test_every_fault_of_an_archive_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "2024-01"
    folder.mkdir()
    (folder / "a.csv").write_text(STREET + ROW + "\0")
    (folder / "b.csv").write_text(STREET + '"' + ROW)
    (folder / "c.csv").write_text("")

    with pytest.raises(Refused) as refused:
        open_delivery(folder, tmp_path)

    assert [problem.code for problem in refused.value.problems] == [
        "file.nul-bytes",
        "file.bad-quotes",
        "file.empty",
    ]


def test_a_delivery_beyond_the_limits_that_were_set_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.csv").write_text(STREET + ROW * 100)

    for limits, code in (
        (DeliveryLimits(members=3), "delivery.too-many-files"),
        (DeliveryLimits(expanded_bytes=10_000), "delivery.too-large"),
        (DeliveryLimits(member_bytes=10_000), "file.too-large"),
    ):
        with pytest.raises(Refused) as refused:
            open_delivery(folder, tmp_path, limits=limits)
        assert {problem.code for problem in refused.value.problems} == {code}


def test_a_workbook_with_links_and_macros_is_read_and_says_so(tmp_path: Path) -> None:
    import zipfile

    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["area_code", "value"])
    book.save(tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx", "a") as archive:
        archive.writestr("xl/externalLinks/externalLink1.xml", "<externalLink/>")
        archive.writestr("xl/vbaProject.bin", b"macros")

    delivery = open_delivery(tmp_path / "a.xlsx", tmp_path)

    assert {p.code for p in delivery.problems} == {"file.macros", "file.external-links"}
    assert all(p.severity is Severity.NOTE for p in delivery.problems)
    assert delivery.members[0].sheets()[0].rows[0] == ("area_code", "value")
