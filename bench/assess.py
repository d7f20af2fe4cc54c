"""All assessments in two languages and every format, against a papermill and nbconvert pipeline.

    python bench/assess.py                       22 areas with diogel; the peer makes 2 of them
    python bench/assess.py --areas 4 --peer 4    the same areas by both
    python bench/assess.py --peer-python PATH    a Python with papermill, nbconvert, ipykernel,
                                                 matplotlib, pandas and openpyxl

The data are the demonstration's: three years of invented police files, populations and four
partners' tables. Diogel makes an area's assessment, board paper and public summary in two
languages as HTML, Word, OpenDocument and PDF, and a workbook in each. The peer gets the counts
ready made (by area, month and type), fills one notebook an area and language with as many charts
and tables as diogel's assessment has and as much text, and turns it into HTML (nbconvert), PDF
(Chromium), Word and OpenDocument (pandoc), and a workbook (pandas). It works out no limits, no
comparisons, no disclosure and no Welsh: its words are filler, so that the pages are as many.

The methods take turns, area by area, each in a process of its own; the pages of the PDFs are
counted, and seconds are given for a page too. Then one month of one force is added, and the one
area is made again. Memory is the highest of any one process, as the system saw it.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

BARS = {"cold": 120.0, "month": 8.0}
FEWEST = 15
"""Charts and tables that every assessment must have at least."""


@dataclass(frozen=True)
class Run:
    seconds: float
    processor: float
    megabytes: float


def timed(command: list[str], folder: Path) -> Run:
    """A command in a process of its own: the clock; processor and memory of all below it."""
    told = folder / ".told"
    with told.open("wb") as out:
        begun = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, stdout=out, stderr=subprocess.STDOUT)
        _, status, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - begun
    if status:
        sys.exit(f"{' '.join(command[:3])}: {told.read_text(encoding='utf-8')}")
    told.unlink()
    return Run(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def diogel(folder: Path, *arguments: str) -> Run:
    """One command of diogel in a workspace."""
    code = "import sys; sys.path.insert(0, sys.argv.pop(1)); from diogel.cli import main; main()"
    return timed([sys.executable, "-c", code, str(ROOT / "src"), *arguments], folder)


# The workspace


def laid_out(folder: Path) -> Path:
    """A workspace with the demonstration's data, but for the last month of one force."""
    from diogel.core import Bilingual
    from diogel.demo import write_partner_workbooks, write_police_archive, write_populations
    from diogel.workspace import add, new_workspace

    place = folder / "workspace"
    workspace = new_workspace(place, Bilingual("Bench", "Mainc"), "en")
    sent = folder / "sent"
    sent.mkdir()
    write_police_archive(sent / "synthetic-police.zip")
    first, late = divided(sent / "synthetic-police.zip", sent)
    write_populations(sent / "synthetic-populations.csv")
    add(workspace, [first, sent / "synthetic-populations.csv"], "en", synthetic=True)
    for path, supplier in write_partner_workbooks(sent):
        add(workspace, [path], "en", supplier=supplier, synthetic=True, accept=True)
    return late


def divided(archive: Path, folder: Path) -> tuple[Path, Path]:
    """Everything but the last month of South Wales, and that month."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.endswith(".csv")]
        last = max(name for name in names if "south-wales" in name)
        first, late = folder / "synthetic-first.zip", folder / "synthetic-late.zip"
        for path, kept in ((first, [n for n in names if n != last]), (late, [last])):
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
                for name in kept:
                    out.writestr(name, opened.read(name))
    return first, late


# What was made


def pages(pdf: Path) -> int:
    told = subprocess.run(["pdfinfo", str(pdf)], capture_output=True, text=True, check=True).stdout
    return int(re.search(r"Pages:\s+(\d+)", told)[1])  # type: ignore[index]


def made(folder: Path) -> dict[str, int]:
    """Charts, tables, words and pages of an area's assessment in English."""
    html = (folder / "assessment.en.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", " ", re.sub(r"<(style|svg|script).*?</\1>", " ", html, flags=re.S))
    return {
        "charts": len(re.findall(r"<figure\b", html)),
        "tables": len(re.findall(r"<table\b", html)),
        "words": len(text.split()),
        "pages": pages(folder / "assessment.en.pdf"),
    }


# The peer

PEER = r"""
import json, subprocess, sys
from pathlib import Path
import nbformat, papermill
from nbconvert import HTMLExporter

cube, area, language, folder = sys.argv[1:5]
charts, tables, words = map(int, sys.argv[5:8])
pandoc, chromium = sys.argv[8:10]
folder = Path(folder); folder.mkdir(parents=True, exist_ok=True)
new = nbformat.v4
cells = [
    new.new_code_cell("area = ''\ncube = ''", metadata={"tags": ["parameters"]}),
    new.new_code_cell(
        "import pandas as pd, matplotlib.pyplot as plt\n"
        "data = pd.read_csv(cube)\n"
        "own = data[data.area == area]\n"
        "types = sorted(own.type.unique())\n"
        "wide = own.pivot_table(index='month', columns='type', values='count', aggfunc='sum')"
    ),
]
filler = "word " * (words // max(charts + tables, 1))
for number in range(charts):
    cells.append(new.new_markdown_cell(f"## Chart {number}\n\n{filler}"))
    cells.append(new.new_code_cell(
        f"kind = types[{number} % len(types)]\n"
        "figure, axes = plt.subplots(figsize=(7, 3))\n"
        "wide[kind].plot(ax=axes, title=kind)\n"
        "axes.axhline(wide[kind].mean()); plt.show()"
    ))
for number in range(tables):
    cells.append(new.new_markdown_cell(f"## Table {number}\n\n{filler}"))
    cells.append(new.new_code_cell(f"wide[[types[{number} % len(types)]]].tail(12)"))
cells.append(new.new_code_cell(f"wide.to_excel({str(folder / 'tables.xlsx')!r})"))
notebook = new.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3",
    "display_name": "Python 3", "language": "python"}})
nbformat.write(notebook, folder / "in.ipynb")
papermill.execute_notebook(str(folder / "in.ipynb"), str(folder / "out.ipynb"),
    parameters={"area": area, "cube": cube}, kernel_name="python3", progress_bar=False)
exporter = HTMLExporter(exclude_input=True)
html, _ = exporter.from_filename(str(folder / "out.ipynb"))
page = folder / f"assessment.{language}.html"
page.write_text(html, encoding="utf-8")
subprocess.run([chromium, "--headless", "--no-sandbox", "--disable-gpu",
    f"--print-to-pdf={folder}/assessment.{language}.pdf", f"file://{page}"],
    check=True, capture_output=True)
for ending in ("docx", "odt"):
    subprocess.run([pandoc, str(page), "-o", str(folder / f"assessment.{language}.{ending}")],
        check=True, capture_output=True)
"""


def peer(python: str, cube: Path, area: str, folder: Path, like: dict[str, int]) -> list[Run]:
    """An area by the peer, in both languages; a run each."""
    import pypandoc

    script = folder / "peer.py"
    folder.mkdir(parents=True, exist_ok=True)
    script.write_text(PEER, encoding="utf-8")
    counts = [str(like[name]) for name in ("charts", "tables", "words")]
    programs = [pypandoc.get_pandoc_path(), shutil.which("chromium") or "chromium"]
    end = [*counts, *programs]
    return [
        timed([python, str(script), str(cube), area, lang, str(folder / lang), *end], folder)
        for lang in ("en", "cy")
    ]


def total(runs: list[Run]) -> Run:
    return Run(
        sum(run.seconds for run in runs),
        sum(run.processor for run in runs),
        max(run.megabytes for run in runs),
    )


# The table


def report(rows: list[tuple[str, str, Run, float]]) -> None:
    print("| work | areas | seconds | processor seconds | seconds a page | peak MB |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, areas, run, each in rows:
        print(
            f"| {name} | {areas} | {run.seconds:.1f} | {run.processor:.1f} "
            f"| {each:.3f} | {run.megabytes:.0f} |"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--areas", type=int, default=22, help="how many authorities")
    parser.add_argument("--peer", type=int, default=2, help="how many of them by the peer too")
    parser.add_argument("--peer-python", default=sys.executable)
    given = parser.parse_args()
    from diogel.indicators import every_authority

    # Cardiff first: the month that comes late is of its force.
    codes = sorted((one.id for one in every_authority()), key=lambda code: code != "W06000015")
    codes = codes[: given.areas]
    with tempfile.TemporaryDirectory(dir=os.environ.get("TMPDIR")) as scratch:
        bench(codes, given.peer, given.peer_python, Path(scratch))


def bench(codes: list[str], by_peer: int, python: str, folder: Path) -> None:
    late = laid_out(folder)
    place, out = folder / "workspace", folder / "workspace" / "out" / "assessments"
    cold = diogel(place, "assess", *codes)
    counted = {code: made(out / code) for code in codes}
    few = {code: n for code, n in counted.items() if min(n["charts"], n["tables"]) < FEWEST}
    sheets = 2 * sum(n["pages"] for n in counted.values())
    rows = [("diogel, everything cold", str(len(codes)), cold, cold.seconds / sheets)]
    cube = folder / "cube.csv"
    diogel(place, "export", "incidents", "--by", "area,month,type", "--output", str(cube))
    mine, theirs, mine_pages, their_pages = [], [], 0, 0
    for code in codes[:by_peer]:
        mine.append(diogel(place, "assess", code, "--again"))
        mine_pages += 2 * counted[code]["pages"]
        theirs += peer(python, cube, code, folder / "peer" / code, counted[code])
        their_pages += sum(
            pages(folder / "peer" / code / lang / f"assessment.{lang}.pdf") for lang in ("en", "cy")
        )
    if theirs:
        rows.append(
            ("diogel, one by one", str(by_peer), total(mine), total(mine).seconds / mine_pages)
        )
        rows.append(
            (
                "papermill + nbconvert",
                str(by_peer),
                total(theirs),
                total(theirs).seconds / their_pages,
            )
        )
    added = diogel(place, "add", str(late))
    again = diogel(place, "assess", codes[0])
    rows.append(("diogel: the new month added", "", added, 0.0))
    pages_again = 2 * made(out / codes[0])["pages"]
    rows.append(("diogel: one area after it", "1", again, again.seconds / pages_again))
    report(rows)
    first = counted[codes[0]]
    print(f"\nOne assessment ({codes[0]}): {json.dumps(first)}; pages in all: {sheets}")
    print(f"Assessments with fewer than {FEWEST} charts or tables: {few or 'none'}")
    if theirs:
        ratio = total(theirs).seconds / their_pages / (total(mine).seconds / mine_pages)
        print(f"The peer's seconds a page over diogel's: {ratio:.1f}")
    held = {"cold": cold.seconds, "month": again.seconds}
    for name, seconds in held.items():
        said = "held" if seconds <= BARS[name] else "NOT held"
        print(f"Bar {name}, {BARS[name]:.0f} s: {seconds:.1f} s, {said}")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}")


if __name__ == "__main__":
    main()
