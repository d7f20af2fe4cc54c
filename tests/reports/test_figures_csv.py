"""The file of figures."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

from report_samples import released

from diogel.core import Interval, Kind, Limits
from diogel.disclosure import Released, ReleasedFigure
from diogel.disclosure.released import _KEY
from diogel.reports import write_figures_csv
from diogel.reports.figures_csv import COLUMNS, figures_csv


def rows_of(made: Released) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(figures_csv(made))))


def with_one(**more: object) -> Released:
    """The sample with its first figure changed."""
    made = released()
    id_, cell = next(iter(made.figures.items()))
    changed = ReleasedFigure(replace(cell.figure, **more), cell.band, _KEY)  # type: ignore[arg-type]
    figures = {**made.figures, id_: changed}
    return Released(
        made.wave, figures, made.tables, made.decisions, made.policy, made.exceptions, _KEY
    )


def test_the_columns_are_exactly_those_promised(tmp_path: Path) -> None:
    path, _ = write_figures_csv(released(), tmp_path / "figures.csv")

    head = path.read_bytes().split(b"\n")[0].decode()

    assert head == (
        "figure,label_en,label_cy,kind,value,numerator,denominator,base,unit,lower,upper,"
        "rank,tied,status,exception,synthetic"
    )
    assert b"\r" not in path.read_bytes()


def test_a_share_is_not_rounded() -> None:
    row = next(row for row in rows_of(released()) if row["figure"] == "W9.c.n")

    assert row["value"] == repr(7 / 15)
    assert (row["numerator"], row["denominator"]) == ("7", "15")


def test_a_hidden_figure_has_no_number_at_all() -> None:
    row = next(row for row in rows_of(released(hidden=True)) if row["figure"] == "W9.d.n")

    numbers = ("value", "numerator", "denominator", "lower", "upper", "rank")
    assert [row[key] for key in numbers] == [""] * 6
    assert row["status"] == "c"


def test_limits_are_those_of_the_exact_interval_in_whole_units() -> None:
    exact = Interval(13, 20, "hypergeometric", 12, 15, 22)
    worst = Interval(12, 19, "worst-case", 12, 15, 22)

    row = rows_of(with_one(interval=exact, bounds=worst))[0]

    assert (row["lower"], row["upper"]) == ("13", "20")


def test_limits_of_an_estimate_are_written_as_they_are() -> None:
    more = {"kind": Kind.RATE, "value": 4.0, "disclosure": "published"}

    row = rows_of(with_one(limits=Limits(3.25, 4.75, "byar"), **more))[0]
    endless = rows_of(with_one(limits=Limits(0.5, float("inf"), "e-test"), **more))[0]

    assert (row["value"], row["lower"], row["upper"]) == ("4.0", "3.25", "4.75")
    assert endless["upper"] == "INF"


def test_truths_are_written_in_small_letters() -> None:
    row = rows_of(with_one(tied=True, rank=1, synthetic=True))[0]

    assert (row["rank"], row["tied"], row["synthetic"]) == ("1", "true", "true")


def test_a_count_is_whole_and_a_mean_is_not() -> None:
    count = rows_of(with_one(kind=Kind.COUNT, value=12.0))[0]
    mean = rows_of(with_one(kind=Kind.MEAN, value=3.0))[0]

    assert (count["value"], mean["value"]) == ("12", "3.0")


def test_every_column_is_described_in_both_languages(tmp_path: Path) -> None:
    _, described = write_figures_csv(released(), tmp_path / "figures.csv")

    held = json.loads(described.read_text(encoding="utf-8"))["tableSchema"]["columns"]

    assert described.name == "figures.csv-metadata.json"
    assert [column["name"] for column in held] == list(COLUMNS)
    for column in held:
        texts = {text["@language"]: text["@value"] for text in column["dc:description"]}
        assert texts["en"] and texts["cy"] and texts["en"] != texts["cy"]
