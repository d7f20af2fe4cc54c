"""The three-state theme table: its third state where there is none, and its safe form."""

from __future__ import annotations

from pathlib import Path

from diogel.core import Bilingual, Status
from diogel.disclosure import RecordedException, load_policy, release
from diogel.workspace import Counting, open_workspace


def test_the_write_in_line_has_a_blank_cell_and_a_figure_that_says_why(
    demo_workspace: Path,
) -> None:
    tabulation = Counting(open_workspace(demo_workspace)).tabulation("workforce-2021")

    (table,) = [t for t in tabulation.tables if t.id == "W17"]

    assert ("other", "not_identified") not in table.cells
    assert tabulation.figures["W17.other.not_identified"].status is Status.NOT_APPLICABLE


def test_without_an_exception_the_table_has_three_states_with_holes(demo_workspace: Path) -> None:
    released = (
        Counting(open_workspace(demo_workspace)).edition("workforce-2021", "default").released
    )

    table = released.tables["W17"]

    assert table.treatment == "suppressed"
    assert len(table.table.columns) == 3
    assert {cell.figure.numerator for cell in table.figures.values()} & {1, 2} == set()


def test_no_row_of_the_table_has_a_single_hole(demo_workspace: Path) -> None:
    released = (
        Counting(open_workspace(demo_workspace)).edition("workforce-2021", "default").released
    )

    table = released.tables["W17"]

    for row in (row for row in table.table.rows if row.code != "other"):
        cells = [table.cell(row, column) for column in table.table.columns]
        assert sum(cell is not None and not cell.shown for cell in cells) != 1


def test_the_states_and_the_ticks_they_are_made_of_are_shown_together(demo_workspace: Path) -> None:
    counted = Counting(open_workspace(demo_workspace)).tabulation("workforce-2021")
    words = Bilingual.same("x")
    covers = RecordedException("e", words, words, words, "2021-04-30", ("W17",))

    safe = release(counted, load_policy())
    covered = release(counted, load_policy(), [covers])

    assert {safe.tables[name].treatment for name in ("w9", "w10", "W17")} == {"suppressed"}
    assert {covered.tables[name].treatment for name in ("w9", "w10", "W17")} == {"whole"}
