"""Tables as they stand on the page."""

from __future__ import annotations

from dataclasses import replace

from report_samples import COUNT, barriers, figure, table, themes, withheld

from diogel.core import Bilingual
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.disclosure.released import _KEY
from diogel.reports import PlainTable, TableBlock
from diogel.reports.grid import plain_grid, table_grid


def with_figures(made: ReleasedTable, figures: dict[str, ReleasedFigure]) -> ReleasedTable:
    return ReleasedTable(made.table, {**made.figures, **figures}, made.treatment, _KEY)


def test_every_number_in_a_table_is_a_view_of_a_figure() -> None:
    grid = table_grid(TableBlock(barriers(), 1, "both"), "en")

    assert [row[1].figure for row in grid.rows] == [f"W9.{row}.n" for row in "abcde"]
    assert grid.rows[0][1].text == "12 (80%)"


def test_one_base_is_said_once_under_the_table() -> None:
    grid = table_grid(TableBlock(barriers(), 1), "cy")

    assert grid.headings == ("Ateb", "Ymatebion")
    assert "Sail: pob ymateb. Cyfrifir: ymatebion. Nifer: 15." in grid.notes


def test_different_bases_stand_in_a_column_of_their_own() -> None:
    other = {"W9.b.n": figure("W9.b.n", Bilingual("Staff time", "Amser staff"), 12, 14)}

    grid = table_grid(TableBlock(with_figures(barriers(), other), 1), "en")

    assert grid.headings[-1] == "Base"
    assert [row[-1].text for row in grid.rows] == ["15", "14", "15", "15", "15"]
    assert not any("Number:" in note for note in grid.notes)


def test_the_base_of_a_hidden_figure_is_not_shown() -> None:
    other = {"W9.b.n": figure("W9.b.n", Bilingual("Staff time", "Amser staff"), 12, 14)}

    grid = table_grid(TableBlock(with_figures(barriers(hidden=True), other), 1), "en")

    assert [cell.text for cell in grid.rows[3][1:]] == ["[c]", "[c]"]


def test_only_the_shorthand_that_is_used_is_explained() -> None:
    plain = table_grid(TableBlock(barriers(), 1), "en").notes
    blank = table_grid(TableBlock(themes(), 1), "en").notes
    hidden = table_grid(TableBlock(themes(hidden=True), 1), "en").notes

    assert not any(note.startswith("[") for note in plain)
    assert [note[:3] for note in blank if note.startswith("[")] == ["[z]"]
    assert [note[:3] for note in hidden if note.startswith("[")] == ["[c]", "[z]"]


def test_a_withheld_table_is_a_sentence() -> None:
    grid = table_grid(TableBlock(withheld(), 3), "en")

    assert grid.rows == () and grid.headings == ()
    assert grid.notes[0].startswith("This table is not shown")


def test_a_collapsed_table_says_that_it_is() -> None:
    rows = [("a", Bilingual("A", "A"))]
    made = table("T", Bilingual("T", "T"), rows, COUNT, {("a", "n"): 3}, treatment="collapsed")

    notes = table_grid(TableBlock(made, 1), "en").notes

    assert any(note.startswith("Some rows or columns have been combined") for note in notes)


def test_rows_that_rest_on_invented_answers_are_named() -> None:
    label = Bilingual("Staff time", "Amser staff")
    made = figure("W9.b.n", label, 12)
    invented = ReleasedFigure(replace(made.figure, synthetic=True), made.band, _KEY)

    notes = table_grid(TableBlock(with_figures(barriers(), {"W9.b.n": invented}), 1), "en").notes

    assert "Figures that rest on invented data: Staff time." in notes


def test_widths_always_add_up_to_the_whole() -> None:
    block = PlainTable("c", 1, ("a", "b", "c"), (("1", "2", "3"),), (2, 1, 1))

    grid = plain_grid(block, "en")

    assert grid.widths == (0.5, 0.25, 0.25)
    assert abs(sum(table_grid(TableBlock(themes(), 1), "en").widths) - 1) < 1e-9
