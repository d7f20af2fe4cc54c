"""Assessments attacked: across areas, files, languages and editions; and with leaks planted."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest
from editions import change, change_figure, change_part

from diogel.assessment.known import Known
from diogel.assessment.recorded import recorded_figures
from diogel.core import LANGUAGES, Refused
from diogel.disclosure import (
    audit,
    load_policy,
    publication_of_recorded_folder,
    publications_together,
    recorded_meaning,
)
from diogel.indicators import area_set
from diogel.workspace import Request, assess_areas, audit_outputs, know_areas, open_workspace
from diogel.workspace.stopping import AreaAudit, everything_printed

MERTHYR, FORCE = "W06000024", "W15000003"
DAY = date(2026, 9, 1)
MEASURE = "ed-assault-attendances"
HIDDEN = f"{MERTHYR}.{MEASURE}.period."
POLICY = load_policy()


@dataclass(frozen=True)
class Assessed:
    """A workspace with two assessments, one of an area of the other, and a hidden number.

    `known` are what is known of both, and of the other authorities of the force.
    """

    workspace: Path
    figure: str
    count: int
    known: Mapping[str, Known]

    def folder(self, area: str = MERTHYR) -> Path:
        return self.workspace / "out" / "assessments" / area

    def findings(self, *areas: str) -> list[str]:
        """What is found in the folders of areas read together, with what any area prints."""
        held = self.known[MERTHYR].evidence.withheld
        assert held is not None
        parts = [everything_printed(held, POLICY)]
        for area in areas or (MERTHYR, FORCE):
            counts = recorded_figures(self.known[area], POLICY)
            meaning = recorded_meaning(self.known[area].released, POLICY, counts)
            parts.append(publication_of_recorded_folder(self.folder(area), meaning, counts))
        return [finding.code for finding in audit(publications_together(*parts)).findings]


def _rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row["figure"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def assessed(demo_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Assessed:
    """Never written into."""
    place = tmp_path_factory.mktemp("attacked") / "workspace"
    shutil.copytree(demo_workspace, place)
    opened = open_workspace(place)
    done = assess_areas(opened, [Request(area_set(MERTHYR)), Request(area_set(FORCE))], day=DAY)
    assert not done.problems
    rows = _rows(place / "out" / "assessments" / MERTHYR / "figures.csv")
    figure = next(n for n, row in rows.items() if n.startswith(HIDDEN) and row["status"] == "c")
    areas = [area_set(code) for code in (FORCE, *area_set(FORCE).authorities)]
    known = {each.area.id: each for each in know_areas(opened, areas, day=DAY)}
    return Assessed(place, figure, _count(known[MERTHYR], figure), known)


def _count(known: Known, figure: str) -> int:
    """The true number of a period of an area, hidden or not."""
    month = figure.rpartition(".")[2]
    points = known.indicators.measures[MEASURE].series.points
    return round(next(p.value for p in points if str(p.period) == month) or 0)


@pytest.fixture
def leaky(assessed: Assessed, tmp_path: Path) -> Assessed:
    """A copy to plant a leak in."""
    copy = tmp_path / "workspace"
    shutil.copytree(assessed.workspace, copy)
    return replace(assessed, workspace=copy)


def test_assessments_of_an_authority_and_of_its_force_give_nothing_away(assessed: Assessed) -> None:
    assert assessed.findings() == []


def test_the_hidden_number_is_in_no_text_beside_its_month(assessed: Assessed) -> None:
    rows = _rows(assessed.folder() / "figures.csv")
    hidden = {name for name, row in rows.items() if row["status"] == "c" and ".period." in name}

    for language in LANGUAGES:
        for name in ("assessment", "explain"):
            page = (assessed.folder() / f"{name}.{language}.html").read_text(encoding="utf-8")
            said = _entered(page)
            shown = [text for figure in {*said} - hidden for text in said[figure]]
            assert hidden <= {*said}
            assert any(re.search(r"\d", text) for text in shown)
            told = [figure for figure in hidden if re.search(r"\d", " ".join(said[figure]))]
            assert told == [], (name, language)


def _entered(page: str) -> dict[str, list[str]]:
    """What stands at each figure of a page: in its cell or span, or first in its row."""
    cells = re.findall(r'<(td|span)[^>]* data-figure="([^"]+)"[^>]*>(.*?)</\1>', page, re.DOTALL)
    rows = re.findall(r'<tr id="([^"]+)">.*?<td[^>]*>(.*?)</td>', page, re.DOTALL)
    said: dict[str, list[str]] = {}
    for figure, text in [*((name, text) for _, name, text in cells), *rows]:
        said.setdefault(figure, []).append(re.sub(r"<[^>]+>", "", text))
    return said


def test_a_number_in_the_file_of_figures_is_found(leaky: Assessed) -> None:
    path = leaky.folder() / "figures.csv"
    change_figure(path, leaky.figure, numerator=str(leaky.count), status="observed")

    assert "exact" in leaky.findings(MERTHYR)


def test_a_number_in_one_language_s_page_is_found(leaky: Assessed) -> None:
    page = leaky.folder() / "explain.cy.html"
    row = re.compile(rf'(<tr id="{re.escape(leaky.figure)}">.*?<td[^>]*>)[^<]*', re.DOTALL)
    change(page, lambda text: row.sub(rf"\g<1>{leaky.count}", text, count=1))

    assert "exact" in leaky.findings(MERTHYR)


def test_a_number_in_the_workbook_is_found(leaky: Assessed) -> None:
    _plant_in_sheet(leaky.folder() / "tables.en.xlsx", leaky)

    assert "exact" in leaky.findings(MERTHYR)


def test_a_number_in_the_description_of_a_chart_is_found(leaky: Assessed) -> None:
    recorded = recorded_figures(leaky.known[MERTHYR], POLICY)[leaky.figure]
    said = f"{recorded.title.en}. Lowest: {recorded.period.en} ({leaky.count})."
    page = leaky.folder() / "assessment.en.html"
    change(page, lambda text: re.sub(r'(<img[^>]* alt=")', rf"\g<1>{said} ", text, count=1))

    assert "exact" in leaky.findings(MERTHYR)


def test_what_another_area_s_document_prints_is_read_beside_it(leaky: Assessed) -> None:
    month = leaky.figure.rpartition(".")[2]
    hidden = [
        code
        for code in area_set(FORCE).authorities
        if not leaky.known[code].released.figures[f"{code}.{MEASURE}.period.{month}"].shown
    ]
    path = leaky.folder(FORCE) / "figures.csv"
    for code in hidden:
        if code != MERTHYR:
            # Whoever has the months of all others, and the force's, has this one too.
            _add_row(path, f"{FORCE}.{MEASURE}.field.{code}", leaky, code, month)
    own = f"{FORCE}.{MEASURE}.period.{month}"
    whole = _count(leaky.known[FORCE], own)
    change_figure(path, own, value=str(whole), numerator=str(whole), status="observed")

    counts = {
        **recorded_figures(leaky.known[FORCE], POLICY),
        **{
            f"{FORCE}.{MEASURE}.field.{code}": recorded_figures(leaky.known[code], POLICY)[
                f"{code}.{MEASURE}.period.{month}"
            ]
            for code in hidden
        },
    }
    held = leaky.known[MERTHYR].evidence.withheld
    assert held is not None
    meaning = recorded_meaning(leaky.known[FORCE].released, POLICY, counts)
    told = publications_together(
        everything_printed(held, POLICY),
        publication_of_recorded_folder(leaky.folder(FORCE), meaning, counts),
    )

    key = recorded_figures(leaky.known[MERTHYR], POLICY)[leaky.figure].key
    assert key in {finding.cell for finding in audit(told).findings}


def test_an_earlier_edition_that_printed_it_is_found_by_command(
    leaky: Assessed, tmp_path: Path
) -> None:
    earlier = tmp_path / "earlier"
    shutil.copytree(leaky.folder(), earlier)
    change_figure(earlier / "figures.csv", leaky.figure, value=str(leaky.count), status="observed")
    opened = open_workspace(leaky.workspace)

    (before,) = audit_outputs(opened, [leaky.folder()])
    (found,) = audit_outputs(opened, [leaky.folder()], earlier)

    assert before.audited.safe
    assert not found.audited.safe


def test_the_log_of_changed_numbers_does_not_tell_what_is_hidden_now(
    leaky: Assessed, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The log is asked about, so the documents are written as pages alone.
    monkeypatch.setattr("diogel.workspace.assessment_making.FORMATS", ("html",))
    opened = open_workspace(leaky.workspace)
    (kept,) = (leaky.workspace / "store" / "made-from").glob(f"*/{MERTHYR}.figures.json")
    printed = json.loads(kept.read_text(encoding="utf-8"))
    number = printed["present"]["numbers"][leaky.figure]
    printed["present"]["numbers"][leaky.figure] = [*number[:2], "3", "3", 3]
    kept.write_text(json.dumps(printed), encoding="utf-8")

    done = assess_areas(opened, [Request(area_set(MERTHYR))], day=DAY, again=True)

    log = leaky.workspace / "registers" / "assessments" / MERTHYR / "numbers-changed.csv"
    rows = list(csv.DictReader(log.open(encoding="utf-8-sig", newline="")))
    told = [row for row in rows if row["id"] == leaky.figure]
    assert not done.problems
    assert [(row["was"], row["now"]) for row in told] == [("", "[c]")]


def test_what_would_leak_is_not_published(leaky: Assessed) -> None:
    path = leaky.folder() / "figures.csv"
    change_figure(path, leaky.figure, numerator=str(leaky.count), status="observed")

    with pytest.raises(Refused) as refused:
        AreaAudit(leaky.known[MERTHYR], POLICY).stop_leaks(leaky.folder())

    assert {problem.code for problem in refused.value.problems} == {"disclosure.inferable"}


def _add_row(path: Path, name: str, leaky: Assessed, code: str, month: str) -> None:
    """One more row in a file of figures: another authority's number of a month."""
    count = _count(leaky.known[code], f"{code}.{MEASURE}.period.{month}")
    rows = list(_rows(path).values())
    rows.append({**rows[0], "figure": name, "numerator": str(count), "status": "observed"})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _plant_in_sheet(book: Path, leaky: Assessed) -> None:
    """Put the number in the row of the sheet of all figures that has the figure's id."""
    with zipfile.ZipFile(book) as archive:
        shared = archive.read("xl/sharedStrings.xml").decode()
        names = [n for n in archive.namelist() if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", n)]
        texts = re.findall(r"<si>(.*?)</si>", shared, re.DOTALL)
        place = next(at for at, text in enumerate(texts) if leaky.figure in text)
        part = next(n for n in names if f"<v>{place}</v>" in archive.read(n).decode())
    row = re.compile(
        rf"(<row [^>]*>(?:(?!</row>).)*<v>{place}</v>(?:(?!</row>).)*</row>)", re.DOTALL
    )
    confidential = next(at for at, text in enumerate(texts) if re.search(r">\[c\]<", text))

    def planted(sheet: str) -> str:
        def fill(match: re.Match[str]) -> str:
            cell = rf'(<c r="[A-Z]+\d+"[^>]*?) t="s"([^>]*)><v>{confidential}</v>'
            return re.sub(cell, rf"\1\2><v>{leaky.count}</v>", match[1])

        return row.sub(fill, sheet)

    change_part(book, part, planted)
