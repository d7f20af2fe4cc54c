"""A survey as it was published, to attack, and to plant a leak in."""

from __future__ import annotations

import csv
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from diogel.core import Figure
from diogel.disclosure import (
    Audited,
    Meaning,
    Publication,
    audit,
    meaning_of,
    publication_of_folder,
)
from diogel.workspace import Counting, open_workspace

WAVE = "workforce-2021"


@dataclass(frozen=True)
class Published:
    """One edition: its folder, what its figures mean, and what only its author knows."""

    folder: Path
    meaning: Meaning
    truth: dict[str, Figure]

    def publication(self) -> Publication:
        """What a reader of the folder holds."""
        return publication_of_folder(self.folder, self.meaning)

    def attack(self) -> Audited:
        """Everything that a reader can infer."""
        return audit(self.publication())

    def targets(self) -> list[Figure]:
        """The hidden figures in tables of the report that show others, with their true counts."""
        page = (self.folder / "report.en.html").read_text(encoding="utf-8")
        marked = re.findall(r'<td[^>]*data-figure="([^"]+)"[^>]*>\[c\]', page)
        known = (self.truth[name] for name in dict.fromkeys(marked) if name in self.truth)
        return [f for f in known if f.numerator is not None and self.is_hidden(f)]

    def beside(self, figure: Figure) -> list[Figure]:
        """The shown figures in the table of a hidden one."""
        tables = (t for t in self.meaning.tables if figure.id in t.cells.values())
        names = dict.fromkeys(n for table in tables for n in table.cells.values())
        return [
            self.truth[n] for n in names if n in self.truth and not self.is_hidden(self.truth[n])
        ]

    def is_hidden(self, figure: Figure) -> bool:
        """Whether a figure is not to be known."""
        cell = self.meaning.cells.get(figure.id)
        return cell in self.meaning.hidden

    def cell(self, figure: Figure) -> str:
        """The key of a figure's cell."""
        return self.meaning.cells[figure.id]


def published(workspace: Path, wave: str = WAVE) -> Published:
    """The safe edition of a survey of a workspace that was built."""
    counting = Counting(open_workspace(workspace))
    edition = counting.edition(wave, "default")
    folder = workspace / "out" / "surveys" / wave / "default"
    truth = dict(counting.tabulation(wave).figures)
    return Published(folder, meaning_of(edition.released, edition.policy), truth)


def copied(edition: Published, folder: Path) -> Published:
    """The same edition in a folder of its own, to plant something in."""
    shutil.copytree(edition.folder, folder)
    return replace(edition, folder=folder)


def change(path: Path, how: Callable[[str], str]) -> None:
    """Change a text file; it must really be another one then."""
    before = path.read_text(encoding="utf-8")
    after = how(before)
    assert after != before, f"nothing was planted in {path.name}"
    path.write_text(after, encoding="utf-8")


def change_part(path: Path, part: str, how: Callable[[str], str]) -> None:
    """Change one part of a workbook or a document."""
    with zipfile.ZipFile(path) as archive:
        parts = [(info, archive.read(info)) for info in archive.infolist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, content in parts:
            if info.filename == part:
                after = how(content.decode()).encode()
                assert after != content, f"nothing was planted in {part}"
                content = after
            archive.writestr(info, content)


def change_figure(path: Path, figure: str, **values: str) -> None:
    """Change some columns of one figure in a file of figures."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert any(row["figure"] == figure for row in rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows({**r, **values} if r["figure"] == figure else r for r in rows)


def told(audited: Audited, edition: Published, figure: Figure) -> bool:
    """Whether an attack gave a hidden figure's true count away, exactly."""
    found = audited.ranges.get(edition.cell(figure))
    return found is not None and (found.lower, found.upper) == (figure.numerator,) * 2


def hide_alone(edition: Published, figure: Figure) -> Published:
    """The edition with one more figure hidden, in the English page and the list of figures."""
    for path in edition.folder.iterdir():
        if path.name not in ("report.en.html", "figures.csv"):
            path.unlink()
    blank = dict.fromkeys(("value", "numerator", "rank"), "")
    change_figure(edition.folder / "figures.csv", figure.id, **blank, status="c")
    cell = re.compile(rf'(data-figure="{re.escape(figure.id)}"[^>]*>)[^<]*')
    # Its chart would tell it too: in its bars and in the words that describe it.
    page = edition.folder / "report.en.html"
    change(page, lambda text: re.sub(r"<img[^>]*>", "", cell.sub(r"\1[c]", text)))
    hidden = edition.meaning.hidden | {edition.cell(figure)}
    return replace(edition, meaning=replace(edition.meaning, hidden=hidden))
