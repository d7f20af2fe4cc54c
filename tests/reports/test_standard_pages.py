"""The published standard: accepted by frictionless, the same twice, a page for each measure."""

from __future__ import annotations

import csv
import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from axe import browser, faults, needs_browser
from diogel.core import LANGUAGES, Bilingual, Language, Refused
from diogel.language.detector import english_left
from diogel.reports import Written
from diogel.standard import links, measures, package_files, tables, themes
from diogel.workspace.standard_site import Exported, export, export_standard

__all__ = ["browser"]
# Names of programs and of fields in files, the same in every language.
PROGRAM_WORDS = (
    *("police.uk", "diogel check FFEIL", "Frictionless Table Schema", "data.police.uk"),
    *('"title"', '"description"', '"labels"'),
)
LOOKED_AT = (
    "index",
    "themes",
    "duties",
    "suppliers",
    "measures/police-violent-crime",
    "measures/prevent-referrals",
    "tables/observations",
)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Exported:
    return export_standard(tmp_path_factory.mktemp("published") / "standard")


def content_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


class Links(HTMLParser):
    """The targets of a page's links, and its ids."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.ids: set[str] = set()
        self.feed(page.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "a" and (href := found.get("href")):
            self.targets.append(href)
        if name := found.get("id"):
            self.ids.add(name)


def report_of(folder: Path) -> Any:
    frictionless = pytest.importorskip("frictionless")
    return frictionless.validate(str(folder / "datapackage.json"))


def test_frictionless_accepts_the_package_and_every_table_in_it(exported: Exported) -> None:
    report = report_of(exported.folder)

    assert [task.errors for task in report.tasks if task.errors] == []
    assert report.errors == []
    assert report.valid
    assert len(report.tasks) == len(
        json.loads((exported.folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]
    )


@pytest.mark.parametrize(
    ("column", "wrong", "kind"),
    [
        ("measure_code", "no-such-measure", "foreign-key"),
        ("area_code", "W06000099", "foreign-key"),
        ("period", "October 2026", "constraint-error"),
        ("status", "final", "constraint-error"),
        ("coverage_pct", "140", "constraint-error"),
        ("value", "many", "type-error"),
        ("theme_code", "", "constraint-error"),
    ],
)
def test_frictionless_refuses_a_row_that_breaks_the_standard(
    exported: Exported, tmp_path: Path, column: str, wrong: str, kind: str
) -> None:
    folder = shutil.copytree(exported.folder, tmp_path / "copy")
    sample = folder / "samples" / "observations.csv"
    with sample.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = wrong
    with sample.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)

    report = report_of(folder)

    assert kind in {error.type for task in report.tasks for error in task.errors}


def test_the_same_bytes_come_twice(exported: Exported, tmp_path: Path) -> None:
    again = export_standard(tmp_path / "again")

    assert content_of(again.folder) == content_of(exported.folder)
    assert dict(package_files()).items() <= content_of(exported.folder).items()


def test_every_measure_and_table_has_a_page_in_both_languages(exported: Exported) -> None:
    assert exported.measures == len(measures())
    for language in LANGUAGES:
        for measure in measures():
            page = exported.folder / "measures" / f"{measure.code}.{language}.html"
            assert measure.title[language] in page.read_text(encoding="utf-8").replace(
                "&#x27;", "'"
            )
        for table in tables():
            assert (exported.folder / "tables" / f"{table.name}.{language}.html").is_file()


def test_no_link_leads_nowhere(exported: Exported) -> None:
    pages = {path: Links(path) for path in exported.folder.rglob("*.html")}
    lost = []
    for path, found in pages.items():
        for target in found.targets:
            name, _, anchor = target.partition("#")
            aim = (path.parent / name).resolve() if name else path.resolve()
            known = {p.resolve(): links for p, links in pages.items()}.get(aim) if anchor else None
            if not aim.is_file() or (known and anchor not in known.ids):
                lost.append((path.name, target))
        if len(lost) > 5:
            break

    assert lost == []
    assert len(pages) == 2 * (len(measures()) + len(tables()) + 4) + 1


def test_each_page_leads_to_its_twin_in_the_other_language(exported: Exported) -> None:
    for path in exported.folder.rglob("*.cy.html"):
        twin = path.name.replace(".cy.", ".en.")
        assert twin in Links(path).targets
        assert path.name in Links(path.with_name(twin)).targets


def codes() -> set[str]:
    """Codes and published labels, which have no language."""
    return {link.code for link in links()} | {theme.code for theme in themes()}


def visible(page: Any) -> str:
    """The words of a Welsh page, without codes and what is marked as English."""
    script = """codes => {
      document.querySelectorAll('td').forEach(e => {
        if (codes.includes(e.innerText.trim())) e.remove(); });
      document.querySelectorAll('[lang="en-GB"], [lang="en"]').forEach(e => {
        if (e !== document.documentElement) e.remove(); });
      return document.querySelector('main').innerText; }"""
    return str(page.evaluate(script, sorted(codes())))


@needs_browser
@pytest.mark.parametrize("name", ["index", "duties", "measures/police-burglary"])
def test_a_welsh_page_shows_no_english_but_what_is_marked(
    exported: Exported, browser: Any, name: str
) -> None:
    page = browser.new_page()
    page.goto((exported.folder / f"{name}.cy.html").as_uri())

    assert english_left(visible(page), allowed=PROGRAM_WORDS) == ()


@needs_browser
@pytest.mark.parametrize("name", LOOKED_AT)
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_no_fault(
    exported: Exported, browser: Any, name: str, language: Language
) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto((exported.folder / f"{name}.{language}.html").as_uri())

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(Refused) as refused:
        export_standard(tmp_path)

    assert [p.code for p in refused.value.problems] == ["export.folder-taken"]
    assert content_of(tmp_path) == {"mine.txt": b"mine"}


def test_an_older_export_is_replaced_whole(exported: Exported, tmp_path: Path) -> None:
    older = shutil.copytree(exported.folder, tmp_path / "standard")
    (older / "measures" / "a-measure-of-last-year.en.html").write_text("old", encoding="utf-8")

    export_standard(older)

    assert content_of(older) == content_of(exported.folder)
    assert [path.name for path in tmp_path.iterdir()] == ["standard"]


def test_lists_open_in_excel_with_their_welsh_letters(exported: Exported) -> None:
    content = (exported.folder / "lists" / "measures.csv").read_bytes()

    assert content.startswith(b"\xef\xbb\xbf")
    assert re.search("[ŵŷâôû]", content.decode("utf-8-sig"))


def test_where_no_page_can_be_made_the_rest_comes_and_the_reason_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reason = Bilingual("Pandoc is blocked.", "Mae Pandoc wedi'i rwystro.")
    monkeypatch.setattr(
        export, "write_document", lambda *_, **__: Written(missing={"html": reason})
    )

    written = export_standard(tmp_path / "standard")

    assert written.missing == reason
    assert not list(written.folder.rglob("*.html"))
    assert report_of(written.folder).valid
