"""The reports of the audit and of the gaps: twins, whole in both languages, open to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from axe import browser, faults, needs_browser
from diogel.core import LANGUAGES, Language, Refused
from diogel.engine import Engine, open_engine
from diogel.language import english_left
from diogel.quality import (
    Audit,
    GapMap,
    audit,
    audit_documents,
    gap_documents,
    gaps,
    make_audit_report,
    make_gap_report,
)
from diogel.reports import (
    Callout,
    ChartBlock,
    Document,
    Heading,
    Notice,
    PlainTable,
    Prose,
    TableBlock,
    check_workbook,
)
from diogel.store import Slice, Store
from quality_store import deliver, deliver_months, store_at

__all__ = ["browser"]
DAY = date(2023, 9, 15)
GWENT = ("W06000018", "W06000019", "W06000020", "W06000021", "W06000022")
SECRET = 3.0
"""A partner's small count that no report may print."""


@pytest.fixture(scope="module")
def engine() -> Iterator[Engine]:
    with open_engine() as opened:
        yield opened


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, engine: Engine) -> Store:
    """Three forces, one month thin and one missing, and a partner who sent one force's value."""
    store = store_at(tmp_path_factory.mktemp("store"))
    for force, area in (("gwent", GWENT[4]), ("dyfed-powys", "W06000023"), ("btp", GWENT[4])):
        months = {
            f"2023-0{at}": {(area, "Burglary"): 150 + at, ("", "Burglary"): 20}
            for at in range(1, 7)
            if (force, at) != ("dyfed-powys", 5)
        }
        if force == "gwent":
            months["2023-04"] = {(area, "Burglary"): 17}
        deliver_months(store, engine, force, months, supplier="police.uk")
    rows = [
        {
            "period": f"2023-0{month}",
            "area_code": area,
            "measure_code": "fire-deliberate-primary",
            "measure_type": "count",
            "breakdown": "all",
            "source_type": "fire",
            "value": SECRET,
        }
        for month in range(1, 5)
        for area in GWENT
    ]
    slices = [Slice("fire", {"supplier": "tân_*1*"}, len(rows), "fire.xlsx", "f")]
    deliver(store, engine, "observations", rows, slices, supplier="tân_*1*")
    return store


@pytest.fixture(scope="module")
def found(store: Store, engine: Engine) -> tuple[Audit, GapMap]:
    return audit(store, engine, day=DAY), gaps(store, engine, day=DAY)


@pytest.fixture(scope="module")
def folder(found: tuple[Audit, GapMap], tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("out")
    make_audit_report(found[0], out)
    make_gap_report(found[1], out, ("html",))
    return out


def documents(found: tuple[Audit, GapMap]) -> list[dict[Language, Document]]:
    return [audit_documents(found[0]), gap_documents(found[1])]


def test_every_number_of_a_finding_is_the_view_of_a_figure(found: tuple[Audit, GapMap]) -> None:
    document = audit_documents(found[0])["en"]

    points = [b for b in document.blocks if isinstance(b, Prose) and b.markdown.startswith("- ")]

    assert len(points) == len(found[0].findings)
    for point in points:
        outside = re.sub(r"\[[^\]]*\]\{\.figure[^}]*\}", "", point.markdown)
        bare = re.sub(r"(January|February|March|April|May|June|July|2023|\\\[x\\\])", "", outside)
        assert not re.search(r"\d", bare), bare


def test_the_thin_month_is_told_and_marked(found: tuple[Audit, GapMap]) -> None:
    words = str(audit_documents(found[0])["cy"].blocks)

    assert "Heddlu Gwent, Ebrill 2023" in words
    assert "heb fod yn gyflawn [x]" in words
    assert "dim ffeil [x]" in words


def test_a_partners_small_count_is_not_printed(found: tuple[Audit, GapMap]) -> None:
    (finding,) = found[0].of("value-repeated")

    assert SECRET not in finding.slots.values()
    for document in documents(found):
        for block in document["en"].blocks:
            if isinstance(block, TableBlock):
                assert "fire-deliberate-primary" not in {r.code for r in block.table.table.rows}


def test_what_a_supplier_calls_itself_is_never_markup(found: tuple[Audit, GapMap]) -> None:
    prose = [b.markdown for b in audit_documents(found[0])["en"].blocks if isinstance(b, Prose)]

    assert not any("*1*" in text for text in prose)


def test_a_share_of_the_evidence_stands_with_its_count(found: tuple[Audit, GapMap]) -> None:
    document = gap_documents(found[1])["en"]
    table = next(
        b
        for b in document.blocks
        if isinstance(b, TableBlock) and b.table.table.id == "theme_balance"
    )

    figures = table.table.figures
    police = figures["theme_balance.community-fire-safety.police"].figure
    other = figures["theme_balance.community-fire-safety.other"].figure
    assert (police.numerator, other.numerator, police.denominator) == (1, 1, 2)
    assert table.display == "both"


def words_of(document: Document) -> str:
    """Everything that a document says, but for the names of releases."""
    said = [document.title, document.subtitle, document.notice]
    for block in document.blocks:
        if isinstance(block, Heading):
            said.append(block.text)
        elif isinstance(block, Prose | Notice):
            said.append(re.sub(r"\{\.figure[^}]*\}", "", block.markdown))
        elif isinstance(block, Callout):
            said += [block.headline, block.sentence]
        elif isinstance(block, ChartBlock):
            said += [block.title, block.description]
        elif isinstance(block, PlainTable):
            said += [block.caption, *block.headings]
            said += [cell for row in block.rows for cell in row if "-invented-" not in row[0]]
        elif isinstance(block, TableBlock):
            table = block.table.table
            said += [table.title.cy, table.row_heading.cy, table.note.cy]
            said += [line.label.cy for line in (*table.rows, *table.columns)]
    return ".\n".join(said)


def test_no_english_is_left_in_the_welsh_documents(found: tuple[Audit, GapMap]) -> None:
    for document in documents(found):
        assert english_left(words_of(document["cy"])) == (), document["cy"].name


def test_all_formats_and_workbooks_are_there(folder: Path) -> None:
    for language in LANGUAGES:
        for format_ in ("html", "docx", "odt", "pdf"):
            assert (folder / f"audit.{language}.{format_}").stat().st_size > 5000
        for name in ("audit", "gaps"):
            assert check_workbook(folder / f"{name}.{language}.xlsx") == []


def test_the_same_audit_gives_the_same_bytes(
    found: tuple[Audit, GapMap], folder: Path, tmp_path: Path
) -> None:
    make_audit_report(found[0], tmp_path, ("html", "docx"))

    for name in ("audit.en.html", "audit.cy.docx", "audit.en.xlsx"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_an_empty_store_is_refused_in_words(tmp_path: Path, engine: Engine) -> None:
    empty = store_at(tmp_path / "store")

    with pytest.raises(Refused) as refused:
        make_audit_report(audit(empty, engine), tmp_path)

    assert [problem.code for problem in refused.value.problems] == ["store.no-table"]


def test_a_store_without_any_police_file_is_told_too(tmp_path: Path, engine: Engine) -> None:
    store = store_at(tmp_path / "store")
    row = {
        "period": "2023-01",
        "area_code": GWENT[0],
        "measure_code": "fire-deliberate-primary",
        "measure_type": "count",
        "breakdown": "all",
        "source_type": "fire",
        "value": 5.0,
    }
    slices = [Slice("fire", {"supplier": "fire"}, 1, "fire.xlsx", "f")]
    deliver(store, engine, "observations", [row], slices)

    judged = audit(store, engine, day=DAY)
    found = audit_documents(judged)

    assert judged.judgements == ()
    assert [f.code for f in judged.findings] == ["measure-late", "no-population"]
    assert found["en"].date == "15 September 2023"
    assert gap_documents(gaps(store, engine, day=DAY))["cy"].title == "Bylchau yn y dystiolaeth"


def test_invented_data_are_said_to_be_so_on_every_page(tmp_path: Path, engine: Engine) -> None:
    store = store_at(tmp_path)
    months = {f"2023-0{at}": {(GWENT[0], "Burglary"): 150} for at in range(1, 6)}
    deliver_months(store, engine, "gwent", months, synthetic=True)

    for document in (
        audit_documents(audit(store, engine))["en"],
        gap_documents(gaps(store, engine))["en"],
    ):
        assert document.notice == "Demonstration: the data are synthetic"
        assert document.blocks[0].kind == "synthetic"  # type: ignore[union-attr]


@needs_browser
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("name", ["audit.en", "audit.cy", "gaps.en", "gaps.cy"])
def test_axe_finds_no_fault_and_the_page_never_scrolls_sideways(
    browser: Any, folder: Path, name: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto((folder / f"{name}.html").as_uri())

    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
