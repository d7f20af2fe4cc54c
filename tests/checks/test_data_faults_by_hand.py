"""A workbook made by hand, by somebody who did not write the validator: all found, none else."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import workbook_by_hand as by_hand

from diogel.core import LANGUAGES, Place, Severity
from diogel.engine import open_engine
from diogel.files.marking import COLOURS
from diogel.language import explain
from diogel.standard.validation import checking
from diogel.standard.validation.annotated import write_annotated
from diogel.standard.validation.checking import Checked, check_file

TODAY = date(2026, 11, 22)
# What each kind of fault, in the words of the list, is called by the product.
CODES = {
    "Excel date serial": "data.date-serial",
    "blank below merged cell": "data.blank-below",
    "breakdown out of order": "data.breakdown-order",
    "child is parent": "data.child-is-parent",
    "comma in number": "data.thousands",
    "damaged name instead of code": "data.area-damaged",
    "duplicate key": "data.key-repeated",
    "error": "file.error-cell",
    "future month": "data.month-future",
    "jump after zeros": "data.zeros-then-jump",
    "missing month": "data.month-missing",
    "month in words": "data.month-in-words",
    "name instead of code": "data.area-name",
    "negative count": "data.negative",
    "neither value nor reason": "data.value-missing",
    "no such code": "data.area-unknown",
    "no such month": "data.period-form",
    "not a date": "data.day-form",
    "not in Wales": "data.area-elsewhere",
    "note in one language": "data.note-one-language",
    "numerator above denominator": "data.numerator-above",
    "other kind of area": "data.scheme-wrong",
    "parts above whole": "data.child-sum",
    "percent over 100": "data.too-high",
    "required and empty": "data.blank-below",
    "retired code": "data.area-retired",
    "same value everywhere": "data.same-across-force",
    "small area": "data.area-level",
    "small letter in code": "data.code-form",
    "text in number": "data.text-in-number",
    "total row": "data.total-row",
    "unknown breakdown": "data.breakdown-unknown",
    "unknown kind of source": "data.code-unknown",
    "unknown kind of value": "data.code-unknown",
    "unknown level": "data.code-unknown",
    "unknown measure": "data.code-unknown",
    "unknown reason": "data.code-unknown",
    "unknown status": "data.code-unknown",
    "unknown theme": "data.code-unknown",
    "unknown unit": "data.code-unknown",
    "unknown version": "data.text-form",
    "value and reason": "data.mark-contradicts",
    "words for no number": "data.mark-in-number",
    "wrong header": "data.column-misspelt",
    by_hand.NOTE: "data.row-stray",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[by_hand.Fault, ...]]:
    path = tmp_path_factory.mktemp("by-hand") / "returns.xlsx"
    return path, by_hand.write(path)


def told(checked: Checked) -> Counter[tuple[str, int | None, str, str]]:
    """The problems by sheet, row, column letter and code."""
    places = ((p.place, p.code) for p in checked.problems)
    return Counter((at.sheet, at.row, at.column.split(" ")[0], code) for at, code in places)


def test_all_that_was_planted_by_hand_is_found_and_nothing_else(
    made: tuple[Path, tuple[by_hand.Fault, ...]],
) -> None:
    path, faults = made

    found = told(check_file(path, today=TODAY))

    expected = Counter((f.sheet, f.row, f.column, CODES[f.kind]) for f in faults)
    assert len(faults) >= 50
    assert len({f.kind for f in faults}) >= 40
    assert sorted(expected - found) == [], "not found"
    assert sorted(found - expected) == [], "found beside"


def test_words_under_a_table_are_only_noted(
    made: tuple[Path, tuple[by_hand.Fault, ...]],
) -> None:
    checked = check_file(made[0], today=TODAY)

    notes = [p.code for p in checked.problems if p.severity is Severity.NOTE]

    assert notes == ["data.row-stray"] * len(by_hand.FOOTNOTES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_is_told_and_marked_in_the_language(
    language: str, made: tuple[Path, tuple[by_hand.Fault, ...]], tmp_path: Path
) -> None:
    path, faults = made
    problems = check_file(path, today=TODAY).problems
    marked = tmp_path / "marked.xlsx"

    write_annotated(path, problems, language, marked)

    book = openpyxl.load_workbook(marked)
    front, *sheets = book.worksheets
    sentences = {str(cell.value) for row in front.iter_rows() for cell in row}
    assert all(explain(replace(p, place=Place()), language) in sentences for p in problems)
    coloured = {
        (sheet.title, cell.row, cell.column_letter)
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.fill.start_color.rgb in (COLOURS["stop"], COLOURS["look"])
    }
    # A cell under a merge is not seen: its mark is on the merge.
    merged = "blank below merged cell"
    hidden = {(f.sheet, f.row, f.column) for f in faults if f.kind == merged}
    top = {(sheet, min(row for _, row, _ in hidden) - 1, column) for sheet, _, column in hidden}
    places = {(f.sheet, f.row, f.column) for f in faults if f.kind != by_hand.NOTE}
    assert top | places - hidden <= coloured


def several_suppliers(path: Path, equal: bool) -> Path:
    """Four councils of a force and the force, each its own supplier, for three months."""
    areas = ("W15000002", "W06000022", "W06000021", "W06000020")
    lines = []
    for month in (7, 8, 9):
        for at, area in enumerate(areas):
            scheme = "police" if at == 0 else "local-authority"
            value = 60 + month if equal else 60 * (4 - at) + month
            lines.append(
                f"1.0.0,2026-0{month},{area},{scheme},crime,police-bicycle-theft,count,all,"
                f"{value},,,offences,observed,,police,Supplier {at},,response,,,,,,,"
            )
    names = ",".join(name for name in by_hand.PUBLISHED)
    path.write_text("\n".join([names, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("large", [False, True], ids=["by rows", "by engine"])
def test_copied_values_are_seen_across_suppliers(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = several_suppliers(tmp_path / "returns.csv", equal=True)
    monkeypatch.setattr(checking, "LARGE", -1 if large else 1 << 30)

    with open_engine(threads=1) as engine:
        found = check_file(path, "observations", engine, today=TODAY).problems

    assert [(p.code, p.place.row) for p in found] == [
        ("data.child-is-parent", n) for n in (3, 4, 5)
    ]


@pytest.mark.parametrize("large", [False, True], ids=["by rows", "by engine"])
def test_suppliers_with_numbers_of_their_own_are_not_suspected(
    large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = several_suppliers(tmp_path / "returns.csv", equal=False)
    monkeypatch.setattr(checking, "LARGE", -1 if large else 1 << 30)

    with open_engine(threads=1) as engine:
        found = check_file(path, "observations", engine, today=TODAY).problems

    assert found == ()


@pytest.mark.parametrize(
    ("breakdown", "codes"),
    [
        ("sex=female", []),
        ("age=18-24;sex=female", []),
        ("sex=female;age=18-24", ["data.breakdown-order"]),
        ("sex=female;sex=male", ["data.breakdown-twice"]),
        ("gender=female", ["data.breakdown-unknown"]),
        ("Sex=female", ["data.text-form"]),
    ],
)
@pytest.mark.parametrize("large", [False, True], ids=["by rows", "by engine"])
def test_a_breakdown_names_listed_things_in_order(
    large: bool,
    breakdown: str,
    codes: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = several_suppliers(tmp_path / "returns.csv", equal=False)
    with path.open(encoding="utf-8", newline="") as file:
        head, row, *_ = csv.reader(file)
    row[by_hand.PUBLISHED.index("breakdown")] = breakdown
    path.write_text("\n".join([",".join(head), ",".join(row)]), encoding="utf-8")
    monkeypatch.setattr(checking, "LARGE", -1 if large else 1 << 30)

    with open_engine(threads=1) as engine:
        found = check_file(path, "observations", engine, today=TODAY).problems

    assert [p.code for p in found] == codes


def test_more_than_the_most_of_a_schema_is_told(tmp_path: Path) -> None:
    path = several_suppliers(tmp_path / "returns.csv", equal=False)
    text = path.read_text("utf-8").replace("response,,,,,,,\n", "response,105,,,,,,\n", 1)
    path.write_text(text, encoding="utf-8")

    (problem,) = check_file(path, "observations", today=TODAY).problems

    assert (problem.code, problem.place.row) == ("data.too-high", 2)
    assert (problem.found, problem.expected) == ("105", "100")
