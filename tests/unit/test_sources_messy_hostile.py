"""Any sheet at all comes to observations, to problems, or to nothing; never to an exception."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from diogel.core import LANGUAGES
from diogel.files import Sheet
from diogel.language import explain_all
from diogel.sources.messy.mapping_file import mapping_text, read_mapping
from diogel.sources.messy.telling import mapping_lines
from diogel.sources.messy.understanding import understand

WORDS = st.sampled_from(
    (
        *("", "", "Cardiff", "Caerdydd", "Ynys MÃ´n", "Wales", "Total", "Powys", "England"),
        *("W06000015", "W11000024", "W01000001", "2023/24", "2024", "Ionawr 2024", "Q1 2024"),
        *("Year: 2023", "Area", "Year", "Measure", "Value", "Fires 2023/24", "Rate per 1,000"),
        *("5", "1,234", "0", "-", "..", "*", "<5", "12 [1]", "1,23", "abc", "[1]", "Note", "="),
        *("{x}", "%s", '"', "\\", "a|b", "column:x", "<b>4</b>", "\ufffd", "12%", "-0.5", "n/a"),
    )
)
CELLS = st.one_of(WORDS, st.text(max_size=12))
ROWS = st.lists(st.lists(CELLS, max_size=6).map(tuple), max_size=14).map(tuple)
RANGES = st.lists(
    st.tuples(st.integers(1, 9), st.integers(1, 6), st.integers(1, 20), st.integers(1, 9)),
    max_size=3,
).map(tuple)


@given(ROWS, RANGES)
@settings(max_examples=300, deadline=None)
def test_any_sheet_is_read_or_told(
    rows: tuple[tuple[str, ...], ...], merged: tuple[tuple[int, int, int, int], ...]
) -> None:
    sheet = Sheet("S", rows, "s.xlsx", merged=merged)

    understood = understand([sheet], supplier="x")

    kept = len(understood.observed) + len(understood.left_out)
    assert kept == sum(table.reading.cells for table in understood.tables)
    for language in LANGUAGES:
        explain_all(understood.problems, language)
        mapping_lines(understood.mapping, language)


@given(ROWS)
@settings(max_examples=200, deadline=None)
def test_a_saved_proposal_reads_the_same_sheet_the_same(
    rows: tuple[tuple[str, ...], ...],
) -> None:
    sheet = Sheet("S", rows, "s.xlsx")
    first = understand([sheet], supplier="x")

    again = understand([sheet], read_mapping(mapping_text(first.mapping)))

    assert again.observed == first.observed
    assert not {"partner.heading-gone", "partner.heading-new"} & {p.code for p in again.problems}
