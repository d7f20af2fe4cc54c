"""The page on known files has a row for each source, and says what the program does."""

import re
from pathlib import Path

import pytest

from diogel.files import DeliveryLimits
from diogel.sources import Source, all_sources
from diogel.standard import tables

PAGE = Path(__file__).resolve().parents[2].joinpath("docs/reference/known-files.md")
TEXT = PAGE.read_text(encoding="utf-8")
ROWS = {
    cells[0].strip("` "): [cell.strip() for cell in cells[1:]]
    for line in TEXT.splitlines()
    if re.match(r"\| `[a-z0-9-]+` \|", line)
    for cells in [line.strip("|").split("|")]
}


@pytest.mark.parametrize("source", all_sources(), ids=lambda source: source.code)
def test_a_source_has_a_row_with_its_title(source: Source) -> None:
    assert ROWS[source.code][0] == source.title.en


def test_there_is_no_row_for_a_source_that_is_not_there() -> None:
    assert set(ROWS) == {source.code for source in all_sources()}


def test_what_a_file_becomes_is_a_table_of_the_standard() -> None:
    named = {cells[2].strip("`") for cells in ROWS.values()}

    assert named <= {table.name for table in tables()}


def test_the_size_from_which_a_workbook_is_read_row_by_row_is_the_programs() -> None:
    assert DeliveryLimits().workbook_from == 100_000_000
    assert "more than 100 MB, unpacked" in TEXT
