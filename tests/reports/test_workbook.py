"""The workbook and its check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from chart_samples import one_column, one_figure
from document_texts import workbook_texts
from openpyxl.styles import PatternFill

from diogel.core import LANGUAGES, Kind, Language, Unit
from diogel.disclosure import Released
from diogel.disclosure.released import _KEY
from diogel.language import say
from diogel.language.detector import english_left
from diogel.reports import check_workbook
from diogel.reports.sheets import table_sheets
from diogel.reports.workbook import tab_names

Make = Callable[..., Path]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_keeps_every_rule(make_workbook: Make, language: Language, hidden: bool) -> None:
    assert check_workbook(make_workbook(language, hidden)) == []


def test_no_english_is_left_in_a_welsh_workbook(make_workbook: Make) -> None:
    texts = workbook_texts(make_workbook("cy", True))

    assert english_left("\n".join(texts)) == ()


def test_the_same_figures_give_the_same_workbook(make_workbook: Make) -> None:
    first = make_workbook("en").read_bytes()

    assert make_workbook("en").read_bytes() == first


def test_counts_and_per_cents_are_numbers(make_workbook: Make) -> None:
    sheet = openpyxl.load_workbook(make_workbook("en"))["1 Barriers to community safety"]

    row = next(row for row in sheet.iter_rows() if row[0].value == "Staff time")

    assert [cell.value for cell in row] == ["Staff time", 12, 0.8]
    assert [cell.number_format for cell in row[1:]] == ["#,##0", "0%"]


def test_a_share_that_counts_nothing_has_no_column_of_numbers() -> None:
    shares = [one_figure(name, 0.4, kind=Kind.SHARE) for name in ("a", "b")]
    rows = [(each.figure.id, each.figure.label) for each in shares]
    table = one_column("concentration", rows, {each.figure.id: each for each in shares})

    released = Released(
        "police", dict(table.figures), {"concentration": table}, (), "default", (), _KEY
    )

    ((sheet,), _) = table_sheets(released, "en")

    assert sheet.headings == ("Row", "Number")
    assert [len(row) for row in sheet.rows] == [2, 2]


def test_amounts_in_a_column_of_shares_keep_their_numbers() -> None:
    mixed = [
        one_figure("share", 0.4, kind=Kind.SHARE),
        one_figure("gini", 0.37, kind=Kind.INDEX),
        one_figure("density", 635.19, kind=Kind.INDEX, unit=Unit.PERSON),
    ]
    rows = [(each.figure.id, each.figure.label) for each in mixed]
    table = one_column("concentration", rows, {each.figure.id: each for each in mixed})
    released = Released(
        "police", dict(table.figures), {"concentration": table}, (), "default", (), _KEY
    )

    ((sheet,), _) = table_sheets(released, "en")

    assert [row[1] for row in sheet.rows] == [
        (0.4, "percent"),
        (0.37, "amount"),
        (635.19, "count"),
    ]


def test_a_hidden_number_is_nowhere_in_the_workbook(make_workbook: Make) -> None:
    book = openpyxl.load_workbook(make_workbook("en", True))

    for name in ("1 Barriers to community safety", "All figures"):
        rows = [
            r
            for r in book[name].iter_rows()
            if "Sharing of information" in str(r[0].value) + str(r[1].value)
        ]
        assert [c.value for c in rows[0] if isinstance(c.value, int | float)] == []


def test_a_withheld_table_is_listed_but_has_no_sheet(make_workbook: Make) -> None:
    book = openpyxl.load_workbook(make_workbook("en"))

    listed = [[cell.value for cell in row[:2]] for row in book["Contents"].iter_rows()]

    assert ["[c]", "Table 3: Staff by grade, Wales, 2021 [note 2]"] in listed
    assert not [name for name in book.sheetnames if "Staff" in name]


def test_tab_names_are_short_whole_words_without_forbidden_signs() -> None:
    names = tab_names(["What [the]: team/does for people of the area", "Short"])

    assert names == ["1 What the teamdoes for people", "2 Short"]
    assert max(map(len, names)) <= 31


def test_tab_names_leave_out_what_most_titles_begin_with() -> None:
    names = tab_names(["Gwent: Robbery", "Gwent: beth sy'n digwydd", "Rates of Wales"])

    assert names == [
        "1 Robbery",
        "2 beth sy\N{RIGHT SINGLE QUOTATION MARK}n digwydd",
        "3 Rates of Wales",
    ]


def _sheet(book: Any) -> Any:
    return book["1 Barriers to community safety"]


def merge(book: Any) -> None:
    _sheet(book).merge_cells("A1:B1")


def hide(book: Any) -> None:
    _sheet(book).row_dimensions[6].hidden = True


def empty(book: Any) -> None:
    _sheet(book)["B6"] = None


def empty_row(book: Any) -> None:
    for letter in "ABC":
        _sheet(book)[f"{letter}7"] = None


def untitled(book: Any) -> None:
    _sheet(book)["A1"] = None


def unmarked(book: Any) -> None:
    _sheet(book).tables.clear()


def moved(book: Any) -> None:
    _sheet(book).sheet_view.selection[-1].sqref = "C9"


def coloured(book: Any) -> None:
    _sheet(book)["B6"].fill = PatternFill("solid", fgColor="FF0000")


def starred(book: Any) -> None:
    _sheet(book)["A6"] = "Funding*"


def unexplained(book: Any) -> None:
    _sheet(book)["A6"] = "Funding [note 9]"


def below(book: Any) -> None:
    _sheet(book)["A40"] = "Source: us"


def default_tab(book: Any) -> None:
    _sheet(book).title = "Sheet1"


def thawed(book: Any) -> None:
    _sheet(book).freeze_panes = None


def same_heading(book: Any) -> None:
    _sheet(book)["C5"] = _sheet(book)["B5"].value


def footer(book: Any) -> None:
    _sheet(book).oddFooter.center.text = "Page"


def nameless(book: Any) -> None:
    book.properties.title = None


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (merge, "merged-cells"),
        (hide, "hidden"),
        (empty, "empty-cell"),
        (empty_row, "blank-row"),
        (untitled, "title-missing"),
        (unmarked, "one-table"),
        (moved, "cursor"),
        (coloured, "fill"),
        (starred, "symbol"),
        (unexplained, "mark-unexplained"),
        (below, "below-table"),
        (default_tab, "tab-name"),
        (thawed, "not-frozen"),
        (same_heading, "headings"),
        (footer, "running-line"),
        (nameless, "property-missing"),
    ],
)
def test_the_check_finds_a_planted_fault(
    make_workbook: Make, fault: Callable[[Any], None], code: str
) -> None:
    path = make_workbook("en")
    book = openpyxl.load_workbook(path)
    fault(book)
    book.save(path)

    found = check_workbook(path)

    assert f"workbook.{code}" in {problem.code for problem in found}
    for problem in found:
        slots = {"found": problem.found, "expected": problem.expected}
        assert say(f"problems.{problem.code}", "cy", **slots)
