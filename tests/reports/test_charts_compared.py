"""Intervals, funnels and groups by deprivation: numbers as released, no league table."""

from __future__ import annotations

import re

import pytest
from chart_samples import (
    AUTHORITIES,
    OWN,
    PER_THOUSAND,
    drawn,
    faults_of,
    funnel_sample,
    groups,
    interval,
    one_column,
    one_figure,
    rates,
    words_of,
)

from diogel.charts.funnel_words import dots, limits_at, verdict
from diogel.charts.groups import fitted_at
from diogel.charts.interval_words import pairs
from diogel.charts.marks import IntervalMarks
from diogel.core import LANGUAGES, Bilingual, Kind, Language, Line, Table
from diogel.disclosure import ReleasedTable
from diogel.disclosure.released import _KEY
from diogel.statistics import funnel


def test_each_row_says_its_value_and_its_limits() -> None:
    chart = drawn(interval())

    assert {"41.3 (39.9 to 42.6)", "38.0 (37.2 to 38.8)", "[x]"} <= set(words_of(chart))
    assert "Neath Port Talbot: 41.3 (39.9 to 42.6)." in chart.description
    assert "The five most similar authorities: [x]." in chart.description


def test_the_own_area_stands_first_is_bold_and_has_its_own_shape() -> None:
    chart = drawn(interval(), "cy")

    bold = re.findall(r'font-weight="bold"[^>]*>([^<]*)<', chart.svg)
    assert next(iter(chart.spec["values"])) == OWN
    assert bold == ["Castell-nedd Port Talbot", "41.3 (39.9 i 42.6)"]
    assert chart.svg.count("<polygon") == 1


def test_a_hidden_rate_has_no_sign_no_limits_and_says_c() -> None:
    open_, closed = drawn(interval()), drawn(interval(hidden=["urban"]))

    assert closed.svg.count("<circle") == open_.svg.count("<circle") - 1
    assert "Intermediate urban authorities: [c]." in closed.description
    assert "33.3 (32.8 to 33.9)" in words_of(open_)
    assert not [text for text in words_of(closed) if "33.3" in text or "32.8" in text]


def test_limits_of_a_funnel_are_a_band_and_are_not_called_those_of_the_rate() -> None:
    table = rates({OWN: (41.26, (39.9, 42.6)), "wales": (35.2, (30.1, 40.8))}, funnel=["wales"])

    chart = drawn((table, IntervalMarks(PER_THOUSAND, OWN, OWN)))

    said = "Wales: 35.2. An area of this size is not separable from it between 30.1 and 40.8."
    assert said in chart.description
    assert "Where an area of this size is not separable" in words_of(chart)
    # The limits of the area's own rate: a line and its two ends, and the sign in the key.
    assert len(re.findall(r'<line[^>]*stroke-width="4"', chart.svg)) == 1
    assert len(re.findall(r'<rect[^>]*fill="#E6ECF1"', chart.svg)) == 2


def test_a_rate_below_one_has_two_decimals() -> None:
    sample = rates({OWN: (0.5249, (0.31, 0.83))}), IntervalMarks(PER_THOUSAND, OWN)

    assert "0.52 (0.31 to 0.83)" in words_of(drawn(sample))


def test_the_limits_are_those_of_the_funnel_of_the_statistics() -> None:
    table, marks = funnel_sample()
    people = [dot.people for dot in dots(table)]
    events = [round(dot.rate * dot.people / 1_000) for dot in dots(table)]
    found = funnel(events, people)

    for dot, lower, upper in zip(dots(table), found.lower, found.upper, strict=True):
        assert limits_at(marks, dot.people) == pytest.approx((lower, upper), rel=1e-9)


def test_a_funnel_names_the_own_area_and_no_other() -> None:
    for language in LANGUAGES:
        chart = drawn(funnel_sample(), language)
        shown = chart.svg + chart.description
        named = [area.code for area in AUTHORITIES if area.name[language] in shown]

        assert named == [OWN]


def test_the_own_area_is_one_diamond_and_the_others_one_circle_each() -> None:
    svg = drawn(funnel_sample()).svg

    # On the chart, and once more in the key.
    assert svg.count("<polygon") == 2
    assert svg.count("<circle") == 21 + 1


def test_a_funnel_says_the_areas_rate_limits_and_population() -> None:
    table, marks = funnel_sample()
    dot = next(dot for dot in dots(table) if dot.code == OWN)
    lower, upper = limits_at(marks, dot.people)

    words = drawn((table, marks)).description

    assert f"Neath Port Talbot: {dot.rate:.1f}, which is" in words
    assert f"({lower:.1f} to {upper:.1f}). Residents: {dot.people:,.0f}." in words
    assert "Areas shown: 22 of 22." in words
    outside = sum(verdict(marks, each) != "inside" for each in dots(table))
    assert f"Areas outside the limits: {outside}." in words


@pytest.mark.parametrize(
    ("rate", "expected"), [(0.01, "lower"), (1.0, "inside"), (100.0, "higher")]
)
def test_a_verdict_is_higher_lower_or_inside(rate: float, expected: str) -> None:
    table, marks = funnel_sample()
    dot = dots(table)[0]

    assert verdict(marks, type(dot)(dot.code, dot.people, marks.target * rate)) == expected


def test_a_funnel_whose_area_has_no_rate_says_x() -> None:
    chart = drawn(funnel_sample(missing=[OWN]))

    assert "Neath Port Talbot: [x]." in chart.description
    assert "Areas shown: 21 of 22." in chart.description
    assert chart.svg.count("<polygon") == 0


def test_the_line_lies_at_the_middle_of_each_groups_share() -> None:
    table, marks = groups(people=(10_000,) * 9 + (110_000,))

    found = fitted_at(pairs(table), marks)

    most, least = marks.most, marks.least
    assert most is not None and least is not None
    assert found[0] == pytest.approx(most + 0.025 * (least - most))
    assert found[-1] == pytest.approx(most + 0.725 * (least - most))


def test_a_line_on_logarithms_is_a_curve_between_its_ends() -> None:
    table, marks = groups((30, 12, 9, 7, 2), (10_000,) * 5, log=True)

    found = fitted_at(pairs(table), marks)

    most, least = marks.most, marks.least
    assert most is not None and least is not None
    assert found[2] == pytest.approx((most * least) ** 0.5)


def test_groups_say_each_rate_and_both_ends() -> None:
    chart = drawn(groups(), "cy")

    assert "Degfed 1: 60.0 (56.1 i 64.1)." in chart.description
    assert "Degfed 10: 14.0 (12.2 i 16.0)." in chart.description
    assert {"60.0", "14.0", "Mwyaf difreintiedig", "Lleiaf difreintiedig"} <= set(words_of(chart))
    assert "Llinell ffit: o " in chart.description


def test_no_number_over_a_bar_stands_on_the_fitted_line() -> None:
    events = (2071, 1380, 1269, 1014, 966, 972, 729, 636, 590, 437)

    svg = drawn(groups(events)).svg

    points = re.findall(r'<polyline points="([^"]*)"', svg)[-1].split()
    heights = {x: float(y) for x, y in (point.split(",") for point in points)}
    over = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*stroke-width="4"[^>]*>[\d.]+<', svg)
    assert len(over) == len(events) == len(heights)
    assert not [x for x, y in over if float(y) - 10 < heights[x] < float(y) + 3]


def test_a_hidden_group_takes_the_line_away() -> None:
    chart = drawn(groups(hidden=["4"]))

    assert "[c]" in words_of(chart)
    assert "<polyline" not in chart.svg
    assert "itted line" not in chart.description


def test_a_group_that_is_not_available_takes_the_line_away_too() -> None:
    table, marks = groups()
    missing = one_figure("4", None, kind=Kind.RATE, base=15_000)
    cells = {row.code: missing if row.code == "4" else cell for row, cell in pairs(table) if cell}
    rows = [(row.code, row.label) for row, _ in pairs(table)]

    chart = drawn((one_column("G1", rows, cells), marks))

    assert "[x]" in words_of(chart)
    assert "<polyline" not in chart.svg


def two_columns() -> ReleasedTable:
    """What is found and what chance would give, as shares, of two measures."""
    rows = (
        Line("a", Bilingual("Burglary", "Byrgleriaeth")),
        Line("b", Bilingual("Robbery", "Lladrata")),
    )
    columns = (
        Line("found", Bilingual("As it is", "Fel y mae")),
        Line("chance", Bilingual("By chance alone", "Drwy hap yn unig")),
    )
    values = {"a.found": 0.4, "a.chance": 0.1, "b.found": 0.3, "b.chance": 0.2}
    made = Table(
        "P1",
        PER_THOUSAND,
        PER_THOUSAND,
        rows,
        columns,
        {(r.code, c.code): f"{r.code}.{c.code}" for r in rows for c in columns},
    )
    cells = {name: one_figure(name, value, kind=Kind.SHARE) for name, value in values.items()}
    return ReleasedTable(made, cells, "whole", _KEY)


def test_the_column_that_the_marks_name_is_drawn() -> None:
    table = two_columns()

    first = drawn((table, IntervalMarks(PER_THOUSAND)))
    second = drawn((table, IntervalMarks(PER_THOUSAND, column="chance")))

    assert first.spec["values"] == {"a": 40, "b": 30}
    assert second.spec["values"] == {"a": 10, "b": 20}
    with pytest.raises(ValueError, match="no such column: none"):
        drawn((table, IntervalMarks(PER_THOUSAND, column="none")))


def test_values_without_limits_are_not_said_to_have_any() -> None:
    chart = drawn((two_columns(), IntervalMarks(PER_THOUSAND)), "cy")

    assert "Gwerth" in words_of(chart) and "Gwerth (terfynau)" not in words_of(chart)
    assert "Terfynau 95%" not in words_of(chart)
    assert chart.description.startswith("Gwerthoedd. ")


def test_a_second_column_has_its_own_sign_and_is_said_beside_the_first() -> None:
    alone = drawn((two_columns(), IntervalMarks(PER_THOUSAND)))
    chart = drawn((two_columns(), IntervalMarks(PER_THOUSAND, beside="chance")))

    # Two signs in the rows and one in the key.
    assert chart.svg.count("<polygon") == alone.svg.count("<polygon") + 3
    assert {"As it is", "By chance alone"} <= set(words_of(chart))
    assert "Burglary: 40%; By chance alone: 10%." in chart.description


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_line_of_no_difference_is_drawn_named_and_within_the_axis(language: Language) -> None:
    label = Bilingual("1: the same rate", "1: yr un gyfradd")
    table = rates({OWN: (0.4, (0.3, 0.5)), "wales": (0.6, (0.5, 0.7))})

    chart = drawn((table, IntervalMarks(PER_THOUSAND, line=1.0, line_label=label)), language)

    dashed = re.findall(r'<line x1="([\d.]+)"[^>]*stroke-dasharray="6 4"', chart.svg)
    assert len(dashed) == 2  # the line and its sign in the key
    assert label[language] in words_of(chart)
    assert f"{label[language]} (1)." in chart.description
    assert faults_of(chart) == []


def test_a_limit_far_beyond_all_values_ends_in_an_arrow_and_is_said_in_full() -> None:
    label = Bilingual("1: the same rate", "1: yr un gyfradd")
    table = rates({OWN: (0.9, (0.7, 1.2)), "wales": (1.5, (0.2, 40.0))})

    chart = drawn((table, IntervalMarks(PER_THOUSAND, line=1.0, line_label=label)))

    assert chart.svg.count("<polyline") == 1
    assert "1.5 (0.2 to 40.0)" in words_of(chart)
    assert not [text for text in words_of(chart) if text in ("40", "40.0")]
    assert faults_of(chart) == []


def test_a_funnel_without_all_areas_says_how_many_it_shows() -> None:
    missing = [each.code for each in AUTHORITIES[:4]]

    assert "Areas shown: 18 of 22." in words_of(drawn(funnel_sample(missing=missing)))
    assert not [w for w in words_of(drawn(funnel_sample())) if w.startswith("Areas shown")]
