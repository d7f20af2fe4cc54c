"""Charts: what they draw, what they say, and what they never let out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from report_samples import COUNT, barriers, figure, table, themes

from diogel.charts import amount, bar_chart, describe, percent_of, said, stacked_chart
from diogel.charts.axis import ticks, wrapped
from diogel.core import Base, Bilingual, Figure, Kind, Status, Unit
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.disclosure.released import _KEY


def draw(released: ReleasedTable, **more: object) -> object:
    make = stacked_chart if released.table.chart == "stacked" else bar_chart
    return make(released, "cy", title="t", description="d", **more)  # type: ignore[arg-type]


def test_a_bar_has_its_count_beside_it() -> None:
    chart = bar_chart(barriers(), "en", title="t", description="d")

    values = chart.spec["layer"][1]["data"]["values"]
    assert [value["text"] for value in values] == [["12"], ["12"], ["7"], ["4"], ["0"]]


def test_the_axis_ends_at_the_base() -> None:
    chart = bar_chart(barriers(), "en", title="t", description="d")

    x = chart.spec["layer"][0]["encoding"]["x"]
    assert x["scale"]["domain"] == [0, 15]
    assert x["axis"]["values"][-1] == 15


def test_a_hidden_figure_has_no_bar_and_says_c() -> None:
    chart = bar_chart(barriers(hidden=True), "en", title="t", description="d")

    bars, texts = (layer["data"]["values"] for layer in chart.spec["layer"][:2])
    assert [bar["row"] for bar in bars] == ["a", "b", "c"]
    assert [t["text"] for t in texts if t["row"] == "d"] == [["[c]"]]


def test_hiding_a_figure_keeps_the_order_and_the_scale_of_what_is_shown() -> None:
    open_, closed = (
        bar_chart(barriers(hidden), "en", title="t", description="d").spec
        for hidden in (False, True)
    )

    def shown(spec: dict[str, object]) -> list[object]:
        return [v for v in spec["layer"][0]["data"]["values"] if v["row"] != "d"]  # type: ignore[index]

    assert closed["layer"][2] == open_["layer"][2]
    assert closed["layer"][0]["encoding"] == open_["layer"][0]["encoding"]
    assert shown(closed) == shown(open_)


def test_a_largest_figure_that_is_hidden_does_not_stretch_the_scale() -> None:
    rows = [("a", Bilingual("A", "A")), ("b", Bilingual("B", "B"))]
    counts: dict[tuple[str, str], int | None] = {("a", "n"): 3, ("b", "n"): None}
    made = table("T", Bilingual("T", "T"), rows, COUNT, counts, base=0)

    chart = bar_chart(made, "en", title="t", description="d")

    assert chart.spec["layer"][0]["encoding"]["x"]["scale"]["domain"] == [0, 3]


def test_a_hidden_part_of_a_bar_is_named_at_its_end() -> None:
    chart = stacked_chart(themes(hidden=True), "en", title="t", description="d")

    endings = chart.spec["layer"][2]["data"]["values"]
    assert endings[1]["text"] == ["[c] Elsewhere in the", "authority", "[c] Not identified"]
    assert endings[1]["end"] == 9


def test_parts_of_a_bar_start_where_the_last_ended() -> None:
    chart = stacked_chart(themes(), "en", title="t", description="d")

    parts = [p for p in chart.spec["layer"][0]["data"]["values"] if p["row"] == "vawdasv"]
    assert [(part["start"], part["end"]) for part in parts] == [(0, 9), (9, 14), (14, 15)]


def test_a_tie_at_the_top_is_always_said() -> None:
    words = describe(barriers(), "en")

    assert (
        "Joint highest: Lack of funding for posts beyond one year; Staff time (12 each)." in words
    )
    assert "Lowest: Other (0)." in words
    assert "Base: 15." in words


def test_a_description_with_something_hidden_speaks_only_of_what_is_shown() -> None:
    words = describe(barriers(hidden=True), "en")

    assert "Of the figures that are shown:" in words
    assert "Not shown [c]: Sharing of information between partner organisations." in words


def test_a_description_of_nothing_shown_says_so() -> None:
    only = [("a", Bilingual("A", "A"))]
    empty = table("T", Bilingual("T", "T"), only, COUNT, {("a", "n"): None})

    assert "No figure can be shown." in describe(empty, "en")


def test_the_picture_has_welsh_letters_as_text() -> None:
    chart = bar_chart(barriers(), "cy", title="t", description="d")

    assert "tŷ" in chart.svg and "tŵr" in chart.svg


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        (1, [0, 1]),
        (6, [0, 1, 2, 3, 4, 5, 6]),
        (15, [0, 5, 10, 15]),
        (16, [0, 5, 10, 16]),
        (19, [0, 5, 10, 15, 19]),
        (22, [0, 5, 10, 15, 22]),
        (1234, [0, 500, 1234]),
    ],
)
def test_an_axis_has_whole_numbers_from_zero_to_its_end(end: int, expected: list[int]) -> None:
    assert ticks(end) == expected


def test_a_long_label_is_wrapped_and_no_word_is_lost() -> None:
    label = "Violence against women, domestic abuse and sexual violence (VAWDASV)"

    lines = wrapped(label)

    assert " ".join(lines) == label
    assert max(len(line) for line in lines) <= 34


def cell(**more: object) -> ReleasedFigure:
    base = figure("X", Bilingual("X", "X"), 12).figure
    return ReleasedFigure(replace(base, **more), Bilingual("", ""), _KEY)  # type: ignore[arg-type]


def number_of(**more: object) -> Figure:
    return cell(**more).figure


@pytest.mark.parametrize(
    ("display", "expected"), [("count", "12"), ("share", "80%"), ("both", "12 (80%)")]
)
def test_a_share_is_said_as_count_as_per_cent_or_as_both(display: str, expected: str) -> None:
    assert said(cell(), display, "en") == expected


def test_a_per_cent_is_rounded_from_the_count_with_halves_up() -> None:
    assert percent_of(number_of(numerator=1, denominator=8, value=0.125), "en") == "13%"


def test_a_mean_has_two_decimals_from_its_sum_and_base() -> None:
    mean = number_of(kind=Kind.MEAN, value=47 / 14, numerator=47, denominator=14)

    assert amount(mean, "cy") == "3.36"


def test_a_sum_is_whole_where_it_is_whole() -> None:
    assert amount(number_of(kind=Kind.SUM, value=1234.0), "en") == "1,234"
    assert amount(number_of(kind=Kind.SUM, value=12.5), "en") == "12.5"


@pytest.mark.parametrize(
    ("unit", "base", "expected"),
    [
        (Unit.PERSON, Base.RESIDENTS, "635"),
        (Unit.AREA, Base.SMALL_AREAS, "635"),
        (Unit.AREA, Base.FRAME, "635.19"),
        (Unit.INCIDENT, Base.RESIDENTS, "635.19"),
    ],
)
def test_a_density_is_whole_in_every_place(unit: Unit, base: Base, expected: str) -> None:
    index = number_of(kind=Kind.INDEX, value=635.19, unit=unit, base=base)

    assert amount(index, "en") == expected


def test_zero_not_available_not_applicable_and_confidential_are_four_things() -> None:
    zero = cell(value=0.0, numerator=0)
    unknown = cell(value=None, numerator=None, status=Status.NOT_AVAILABLE)
    hidden = ReleasedFigure(number_of().hidden(), Bilingual("", ""), _KEY)

    words = [said(c, "count", "en") for c in (zero, unknown, None, hidden)]

    assert words == ["0", "[x]", "[z]", "[c]"]


def test_a_provisional_value_carries_its_mark() -> None:
    assert said(cell(status=Status.PROVISIONAL), "count", "en") == "12 [p]"


def test_a_band_stands_in_the_place_of_a_hidden_number() -> None:
    band = Bilingual("fewer than 5", "llai na 5")
    hidden = ReleasedFigure(number_of().hidden(), band, _KEY)

    assert said(hidden, "count", "cy") == "llai na 5"
