"""Weights from the file to the page: read with their address, never a count beside a share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from banner_factory import BANNER, instrument, response, survey, tabulated
from disclosure_factory import share, tabulation
from narrative_factory import POLICY, codes, lint

from diogel.charts import bar_chart, describe, said, stacked_chart
from diogel.core import LANGUAGES, Figure, Refused, Status, Tabulation
from diogel.disclosure import RecordedException, Released, release
from diogel.files import csv_bytes
from diogel.language import explain
from diogel.reports.document import TableBlock
from diogel.reports.figures_csv import figures_csv
from diogel.reports.grid import table_grid
from diogel.reports.narrative import figure_text
from diogel.reports.narrative.sayings import CannotSay, headline
from diogel.reports.sheets import table_sheets
from diogel.surveys import Answers, Response, read_answers, write_template

WEIGHTED: Figure = share("X", 700, 1204, value=0.6451, weighted=True, effective_base=930.4)


def read(tmp_path: Path, *rows: list[str]) -> tuple[Answers, list[tuple[str, int | None, str]]]:
    path = tmp_path / "answers.csv"
    path.write_bytes(csv_bytes(rows))
    answers, problems = read_answers(path, instrument())
    return answers, [(p.code, p.place.row, p.place.column) for p in problems]


@pytest.mark.parametrize("heading", ["weight", "Pwysau", "pwysoliad"])
def test_a_weight_is_read_from_its_column(tmp_path: Path, heading: str) -> None:
    rows = (["response", heading, "safe"], ["1", "1.25", "very"], ["2", "0.0004", "not"])

    answers, problems = read(tmp_path, *rows)

    assert [r.weight for r in answers.responses] == [1.25, 0.0004]
    assert problems == []


@pytest.mark.parametrize("text", ["0", "-1", "1,25", "nan", "inf", "1e999", "heavy", "0x1", "1_0"])
def test_a_weight_that_is_no_number_above_zero_is_told(tmp_path: Path, text: str) -> None:
    answers, problems = read(tmp_path, ["response", "weight", "safe"], ["1", text, "very"])

    assert [(code, row) for code, row, _ in problems] == [("answers.bad-weight", 2)]
    assert "weight" in problems[0][2]
    assert answers.responses[0].weight == 1


def test_a_weight_that_is_missing_is_told_unless_the_response_was_taken_back(
    tmp_path: Path,
) -> None:
    rows = (["response", "weight", "withdrawn", "safe"], ["1", "", "", "very"], ["2", "", "1", ""])

    _, problems = read(tmp_path, *rows)

    assert [(code, row) for code, row, _ in problems] == [("answers.missing-weight", 2)]


def test_a_file_without_weights_weighs_everybody_alike(tmp_path: Path) -> None:
    answers, problems = read(tmp_path, ["response", "safe"], ["1", "very"])

    assert [r.weight for r in answers.responses] == [1.0]
    assert problems == []


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_weights_come_back_from_the_template_as_they_went(tmp_path: Path, suffix: str) -> None:
    given = tuple(
        Response(str(n), (), "cy", {"safe": "very"}, weight=weight)
        for n, weight in enumerate((1.0, 0.30000001, 1e-7, 12.0), 1)
    )

    write_template(instrument(), tmp_path / f"t{suffix}", "cy", given)
    answers, problems = read_answers(tmp_path / f"t{suffix}", instrument())

    assert [p.code for p in problems if p.severity.value == "stop"] == []
    assert answers.responses == given


def test_a_template_without_weights_has_no_column_for_them(tmp_path: Path) -> None:
    write_template(instrument(), tmp_path / "t.csv", "en", (response(1, safe="very"),))

    assert "weight" not in (tmp_path / "t.csv").read_text("utf-8-sig").splitlines()[0]


def test_a_weighted_share_is_said_with_its_base() -> None:
    assert figure_text(WEIGHTED, "", "en") == "65% (base: 1,204)"
    assert figure_text(WEIGHTED, "", "cy") == "65% (sail: 1,204)"
    assert figure_text(WEIGHTED, "percent", "en") == "65%"
    assert figure_text(WEIGHTED, "words", "en") == "almost two thirds"
    assert headline(WEIGHTED, "en") == "65% (base: 1,204)"


@pytest.mark.parametrize("form", ["of", "count"])
def test_the_count_of_a_weighted_share_is_never_said(form: str) -> None:
    with pytest.raises(CannotSay):
        figure_text(WEIGHTED, form, "en")


def weighted_release() -> Released:
    return release(tabulation(WEIGHTED), POLICY)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("It is {X}.", []),
        ("It is {X|percent} of {X|base}.", []),
        ("It is {X|words}: {X}.", []),
        ("It is {X|of}.", ["weighted-count"]),
        ("It is {X|count}.", ["weighted-count"]),
        ("It is {X|percent}.", ["percent-without-base"]),
        ("It is {X|words}.", ["fraction-without-count"]),
    ],
)
def test_a_narrative_says_a_weighted_share_with_its_base(body: str, found: list[str]) -> None:
    assert codes(body, released=weighted_release()) == found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_problem_of_a_weighted_count_says_what_to_write(language: str) -> None:
    (problem,) = lint("It is {X|of}.", released=weighted_release())

    assert problem.expected == "{X}"
    assert "{X}" in explain(problem, language)  # type: ignore[arg-type]


def released(text: str = BANNER, size: int = 2000) -> Released:
    return release(tabulated(survey(size), text), POLICY)


def test_a_table_of_weighted_shares_shows_per_cent_and_its_bases() -> None:
    table = released().tables["by.safe.region"]

    grid = table_grid(TableBlock(table, 1, "both"), "en")

    words = [[cell.text for cell in row] for row in grid.rows]
    assert all(text.endswith("%") or text == "[z]" for row in words[:3] for text in row[1:])
    base = table.figures["by.safe.very.region.north"].figure
    assert words[3][:2] == ["Base, unweighted", f"{base.denominator:,}"]
    assert words[4][:2] == ["Effective base", f"{base.effective_base:,.0f}"]
    assert sum("weighted" in note for note in grid.notes) == 1
    assert sum("effective base" in note for note in grid.notes) == 1


def test_a_table_of_weighted_shares_explains_itself_in_welsh() -> None:
    table = released().tables["by.safe"]

    grid = table_grid(TableBlock(table, 1, "count"), "cy")

    notes = " ".join(grid.notes)
    assert "wedi'u pwysoli" in notes
    assert "sail effeithiol" in notes
    assert [row[0].text for row in grid.rows][-2:] == ["Sail, heb ei phwysoli", "Sail effeithiol"]


def test_letters_stand_in_headings_and_cells_and_are_explained() -> None:
    table = released(BANNER + "tests = true\n").tables["by.safe.region"]

    grid = table_grid(TableBlock(table, 1, "count"), "en")

    assert grid.headings[1:] == ("North (A)", "Mid (B)", "South (C)", "Elsewhere (D)")
    assert grid.rows[0][1].text.endswith("% BC")
    assert any("95%" in note for note in grid.notes)


def test_a_sheet_of_weighted_shares_has_no_counts() -> None:
    held = released(BANNER + "tests = true\n")
    sheets, notes = table_sheets(held, "en")

    sheet = next(sheet for sheet in sheets if sheet.code == "by.safe.region")

    assert sheet.headings[1] == "North (A): per cent of the base"
    assert sheet.headings[2] == "North (A): higher than column"
    assert sheet.rows[0][2] == "BC"
    value = held.figures["by.safe.very.region.north"].figure
    assert sheet.rows[0][1] == (value.value, "percent")
    assert sheet.rows[-2][1] == (float(value.denominator or 0), "count")
    assert any("weighted" in note.words for note in notes)
    assert all(len(row) == len(sheet.headings) for row in sheet.rows)


def test_a_chart_of_weighted_shares_is_in_per_cent() -> None:
    table = released().tables["by.safe"]

    bars = bar_chart(table, "en", title="t", description=describe(table, "en"))
    across = released().tables["by.safe.region"]
    stacked = stacked_chart(across, "en", title="t", description="")

    assert "Per cent" in bars.svg
    assert bars.spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 100.0]
    assert f"({said(table.figures['by.safe.fairly.total'], 'count', 'en')})" in bars.description
    assert any(v["text"].endswith("%") for v in stacked.spec["layer"][1]["data"]["values"])


def test_rows_of_a_weighted_table_are_joined_by_their_weights() -> None:
    counted = tabulated(few_who_feel("fairly", 2))

    held = release(counted, POLICY)
    table = held.tables["by.safe.region"]

    assert table.treatment == "collapsed"
    joined = table.figures["by.safe.region.safe.north"].figure
    parts = [counted.figures[f"by.safe.{row}.region.north"] for row in ("very", "fairly")]
    assert joined.weighted
    assert joined.value == pytest.approx(sum(part.value or 0 for part in parts))
    assert joined.effective_base == parts[0].effective_base
    assert (joined.numerator, joined.denominator) == (42, 82)
    assert table.table.higher == {}


def few_who_feel(state: str, few: int, unsafe: int = 40) -> Answers:
    """A survey in which only so many in the North feel so; the South has plenty of each."""
    rows = ["very"] * 40 + [state] * few + ["not"] * unsafe
    north = [response(n, 1 + n % 3, region="north", safe=row) for n, row in enumerate(rows)]
    south = [
        response(1000 + n, 1 + n % 2, region="south", safe=row)
        for n, row in enumerate(["very", "fairly", "not"] * 40)
    ]
    mid = [
        response(2000 + n, 1.0, region="mid", safe=row)
        for n, row in enumerate(["very", "fairly", "not"] * 40)
    ]
    return Answers("safe-2026", instrument(), (*north, *mid, *south))


def everywhere(held: Released) -> str:
    """All that is published of a release in both languages, as text."""
    texts = [figures_csv(held)]
    for language in LANGUAGES:
        for table in held.tables.values():
            grid = table_grid(TableBlock(table, 1, "both"), language)
            texts += [cell.text for row in grid.rows for cell in row]
            if table.treatment in ("whole", "collapsed"):
                texts.append(describe(table, language))
        sheets, _ = table_sheets(held, language)
        texts += [str(row) for sheet in sheets for row in sheet.rows]
    return "\n".join(texts)


def test_a_weighted_cell_that_is_hidden_shows_nothing_anywhere() -> None:
    counted = tabulated(few_who_feel("not", 0, unsafe=2))
    hidden = [
        counted.figures[name] for name in ("by.safe.not.region.north", "by.safe.very.region.north")
    ]

    held = release(counted, POLICY)

    published = everywhere(held)
    for figure in hidden:
        shown = held.figures[figure.id].figure
        assert shown.status is Status.CONFIDENTIAL
        assert (shown.value, shown.numerator, shown.denominator) == (None, None, None)
        assert shown.effective_base is None
        assert repr(figure.value) not in published
        assert f"{figure.effective_base!r}" not in published
    assert held.tables["by.safe.region"].treatment == "withheld"
    assert held.tables["by.safe"].treatment == "whole"


def thin() -> Tabulation:
    """Nine in the North, half of whom say one thing and half another."""
    rows = ["very", "not", "very"] * 3
    north = [response(n, 1 + n % 3, region="north", told="yes") for n, _ in enumerate(rows)]
    south = [
        response(1000 + n, 1 + n % 2, region="south", told=row)
        for n, row in enumerate(["yes", "no"] * 40)
    ]
    return tabulated(Answers("safe-2026", instrument(), (*north, *south)))


ALL = RecordedException(
    "already-published", WEIGHTED.label, WEIGHTED.label, WEIGHTED.label, "2026-01-01"
)


@pytest.mark.parametrize("exceptions", [(), (ALL,)], ids=["none", "excepted"])
def test_no_percentage_is_published_where_fewer_than_ten_answered(
    exceptions: tuple[RecordedException, ...],
) -> None:
    generous = replace(POLICY, minimum_base=0)

    held = release(thin(), generous, exceptions)

    assert held.figures["by.told.yes.region.north"].figure.status is Status.CONFIDENTIAL
    assert held.tables["by.told.region"].treatment == "withheld"


def test_bad_weights_stop_nothing_from_being_told_at_once(tmp_path: Path) -> None:
    rows = [["response", "weight", "safe"], *([str(n), "x", "very"] for n in range(1, 4))]

    _, problems = read(tmp_path, *rows)

    assert [row for _, row, _ in problems] == [2, 3, 4]
    with pytest.raises(Refused):
        read(tmp_path, ["weight"], ["1"])
