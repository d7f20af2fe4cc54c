"""The line chart: what it draws and says of a series, and what it never makes up."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from chart_samples import INCIDENTS, REASON, drawn, faults_of, series, words_of

from diogel.charts import SeriesMarks, describe_chart
from diogel.charts.series import held, letter_of, spells
from diogel.core import Bilingual, Line, Table
from diogel.disclosure import ReleasedTable
from diogel.disclosure.released import _KEY
from diogel.statistics import Signal

USUAL = [100.0, 110, 95, 105, 98, 108, 99, 104, 97, 106, 101, 103]
SHOCK = [*USUAL[:5], 300.0, *USUAL[6:]]
WHY = Bilingual("The force published nothing.", "Ni chyhoeddodd yr heddlu ddim.")


def shapes(svg: str, name: str) -> int:
    """How many elements of a name are in the picture."""
    return len(re.findall(rf"<{name}\b", svg))


def test_every_value_drawn_is_the_tables_own() -> None:
    table, marks = series("2023-01", USUAL)

    chart = drawn((table, marks))

    of_table = {row.code: table.cell(row, table.table.columns[0]) for row in table.table.rows}
    assert chart.spec["values"] == {code: cell.figure.value for code, cell in of_table.items() if cell}  # fmt: skip  # noqa: E501


def test_the_axis_of_counts_begins_at_zero() -> None:
    assert "0" in words_of(drawn(series("2023-01", USUAL)))


def test_the_months_are_welsh_in_welsh() -> None:
    words = words_of(drawn(series("2023-01", USUAL), "cy"))

    months = ["Ion", "Chw", "Maw", "Ebr", "Mai", "Meh", "Gor", "Awst", "Medi", "Hyd", "Tach"]
    assert [word for word in words if word in months] == months
    assert "2023" in words


def test_a_missing_month_parts_the_line_and_is_named_with_its_reason() -> None:
    values = [*USUAL[:4], None, *USUAL[5:]]
    whole = drawn(series("2023-01", USUAL))
    chart = drawn(series("2023-01", values, notes={"2023-05": WHY}))

    assert (shapes(whole.svg, "polyline"), shapes(chart.svg, "polyline")) == (1, 2)
    assert "No number, which is not zero [x]: May 2023." in words_of(chart)
    assert "No number, which is not zero [x]: May 2023." in chart.description
    assert "Note on May 2023: The force published nothing." in chart.description
    assert "Periods with a number: 11 of 12." in chart.description
    assert chart.spec["values"]["2023-05"] is None


def test_zero_is_a_point_and_no_gap() -> None:
    chart = drawn(series("2023-01", [0.0, 5, 0, 4, 3, 0, 2, 0, 1, 0, 0, 2], limits=False))

    assert shapes(chart.svg, "circle") == 12
    assert shapes(chart.svg, "polyline") == 1
    assert "No number" not in chart.description


def test_a_point_outside_the_limits_has_a_shape_a_letter_and_words() -> None:
    table, _ = series("2020-01", SHOCK, limits=False)
    above = tuple(frozenset({Signal.ABOVE_LIMIT} if at == 5 else ()) for at in range(12))
    marks = SeriesMarks(INCIDENTS, ((118.8, 60.0, 177.6),) * 12, above)

    chart = drawn((table, marks))

    assert "A" in words_of(chart)
    assert "A: above the upper limit: June 2020 (300)." in words_of(chart)
    assert "A: above the upper limit: June 2020 (300)." in chart.description
    # One diamond on the point, one in the key; the other points are circles.
    assert shapes(chart.svg, "polygon") == 2
    assert shapes(chart.svg, "circle") == 11


def test_without_signals_the_description_says_that_nothing_stands_out() -> None:
    chart = drawn(series("2020-01", USUAL))

    assert "No period stands out from what is usual." in chart.description
    assert shapes(chart.svg, "polygon") == 0


def test_the_description_says_latest_highest_and_lowest_with_ties() -> None:
    words = drawn(series("2023-01", [5, 9, 2, 9, 2, 4])).description

    assert "Latest: June 2023 (4)." in words
    assert "Highest: February 2023 and April 2023 (9)." in words
    assert "Lowest: March 2023 and May 2023 (2)." in words


def test_the_mean_and_limits_said_are_those_given() -> None:
    table, _ = series("2023-01", USUAL, limits=False)
    marks = SeriesMarks(INCIDENTS, ((101.25, 80.04, 122.46),) * 12)

    chart = drawn((table, marks))

    assert "Mean: 101.3. Limits of what is usual: lower 80.0, upper 122.5." in chart.description
    assert {"Mean 101.3", "Lower limit 80.0", "Upper limit 122.5"} <= set(words_of(chart))


def test_a_hidden_month_takes_all_limits_and_signals_away() -> None:
    chart = drawn(series("2020-01", SHOCK, hidden=["2020-09"]))

    assert "Not shown [c], so no limits are drawn: September 2020." in chart.description
    assert not re.search("[Mm]ean|upper|A:", chart.description + " ".join(words_of(chart)))
    assert shapes(chart.svg, "polygon") == 0
    assert chart.spec["values"]["2020-09"] is None


def test_a_hidden_value_changes_nothing_that_is_seen() -> None:
    one, other = (
        drawn(series("2020-01", [*USUAL[:8], hidden, *USUAL[9:]], hidden=["2020-09"]))
        for hidden in (1.0, 1_000.0)
    )

    assert (one.svg, one.description) == (other.svg, other.description)


def test_a_new_baseline_has_its_line_its_sign_and_its_reason() -> None:
    values = [*USUAL, *(value * 2 for value in USUAL)]
    chart = drawn(series("2020-01", values, rebases={"2021-01": REASON}), "cy")

    said = f"R1: llinell sylfaen newydd. Cyfnod cyntaf: Ionawr 2021. Rheswm: {REASON.cy}"
    assert "R1" in words_of(chart)
    assert said in chart.description
    assert said in " ".join(words_of(chart))
    assert "Mae'r cymedr a'r terfynau'n newid." in chart.description


def test_limits_from_few_points_are_called_provisional() -> None:
    table, marks = series("2023-01", USUAL[:6])

    assert not marks.enough
    assert "fewer than 12 periods" in describe_chart(table, marks, "en")


def test_a_series_of_nothing_says_so_and_draws_no_line() -> None:
    chart = drawn(series("2023-01", [None] * 12))

    assert "No figure can be shown." in chart.description
    assert "No figure can be shown." in words_of(chart)
    assert shapes(chart.svg, "polyline") == shapes(chart.svg, "circle") == 0


def test_one_point_is_a_point_and_no_line() -> None:
    chart = drawn(series("2023-02", [17], limits=False), "cy")

    assert shapes(chart.svg, "circle") == 1
    assert shapes(chart.svg, "polyline") == 0
    assert "Diweddaraf: Chwefror 2023 (17)." in chart.description


def test_a_run_is_one_spell_and_a_gap_in_it_parts_it_not() -> None:
    values = [float(v) for v in range(10, 22)]
    values[4] = None  # type: ignore[call-overload]
    table, marks = series("2023-01", values, limits=False)
    run = frozenset({Signal.RUN_ABOVE})
    signals = tuple(run if 2 <= at <= 7 and at != 4 else frozenset[Signal]() for at in range(12))

    found = spells(held(table, replace(marks, signals=signals)))

    assert [(spell.letter, spell.at) for spell in found] == [("A", (2, 3, 5, 6, 7))]


def test_outside_a_limit_is_said_before_a_run() -> None:
    table, marks = series("2023-01", [1.0] * 3, limits=False)
    both = frozenset({Signal.RUN_ABOVE, Signal.ABOVE_LIMIT})

    found = spells(held(table, replace(marks, signals=(both, frozenset(), frozenset()))))

    assert [spell.signal for spell in found] == [Signal.ABOVE_LIMIT]


def test_limits_out_of_step_with_the_rows_are_refused() -> None:
    table, marks = series("2023-01", USUAL)

    with pytest.raises(ValueError, match="bounds: 11 for 12"):
        describe_chart(table, replace(marks, bounds=marks.bounds[1:]), "en")


def test_months_by_years_are_the_same_series() -> None:
    table, marks = series("2022-11", [*USUAL[:3], None, *USUAL[4:]])
    by_year = Table(
        "S1",
        table.table.title,
        table.table.row_heading,
        tuple(Line(f"{month:02d}", Bilingual.same(str(month))) for month in range(1, 13)),
        tuple(Line(year, Bilingual.same(year)) for year in ("2022", "2023")),
        {(code[5:], code[:4]): f"S1.{code}" for code, _ in table.table.cells},
    )
    wide = ReleasedTable(by_year, table.figures, "whole", _KEY)

    assert drawn((wide, marks)).svg == drawn((table, marks)).svg


def test_letters_go_on_after_z() -> None:
    assert [letter_of(at) for at in (0, 25, 26, 27, 52)] == ["A", "Z", "AA", "AB", "BA"]


def test_quarters_are_named_in_both_languages() -> None:
    sample = series("2019-Q3", [float(v) for v in range(20, 36)])

    assert "Q1" in words_of(drawn(sample, "en"))
    assert "Ch1" in words_of(drawn(sample, "cy"))
    assert "Latest: Quarter 2, 2023 (35)." in drawn(sample, "en").description


def test_a_letter_at_the_first_point_keeps_clear_of_the_axis() -> None:
    values = [285.0, 262, 190, 168, 185, 160, 110, 140, 155, 195, 200, 260, 240, 235, 215, 180]
    values += [215.0, 152, 152, 158, 150, 206, 258, 245, 268, 180, 165, 172, 138, 133, 190, 210]

    chart = drawn(series("2023-07", values))

    letters = [box for box in chart.spec["boxes"] if box.text == "A"]
    ticks = [box for box in chart.spec["boxes"] if box.text in ("200", "300")]
    assert letters and all(box.left > max(tick.right for tick in ticks) for box in letters)
    assert faults_of(chart) == []
