"""Every kind of chart by one door: what is drawn follows from the marks that are given."""

from __future__ import annotations

from diogel.charts.bars import bar_chart
from diogel.charts.chart import Chart
from diogel.charts.describe import describe
from diogel.charts.funnel_words import describe_funnel
from diogel.charts.funnels import funnel_chart
from diogel.charts.groups import decile_chart, describe_groups
from diogel.charts.interval_words import describe_interval
from diogel.charts.intervals import interval_chart
from diogel.charts.line_words import describe_line
from diogel.charts.lines import line_chart
from diogel.charts.marks import (
    FunnelMarks,
    GroupMarks,
    IntervalMarks,
    Marks,
    MonthMarks,
    SeriesMarks,
    TileMarks,
)
from diogel.charts.months import describe_months, month_grid
from diogel.charts.stacked import stacked_chart
from diogel.charts.tiles import describe_tiles, tile_map
from diogel.core import Language
from diogel.disclosure import ReleasedTable


def draw_chart(
    table: ReleasedTable,
    marks: Marks | None,
    language: Language,
    *,
    title: str,
    description: str,
    kind: str = "bar",
) -> Chart:
    """The chart of a table: bars without marks ("bar" or "stacked"), else what the marks say."""
    told = {"title": title, "description": description}
    match marks:
        case SeriesMarks():
            return line_chart(table, marks, language, **told)
        case IntervalMarks():
            return interval_chart(table, marks, language, **told)
        case FunnelMarks():
            return funnel_chart(table, marks, language, **told)
        case GroupMarks():
            return decile_chart(table, marks, language, **told)
        case TileMarks():
            return tile_map(table, marks, language, **told)
        case MonthMarks():
            return month_grid(table, marks, language, **told)
        case None:
            make = stacked_chart if kind == "stacked" else bar_chart
            return make(table, language, **told)


def describe_chart(table: ReleasedTable, marks: Marks | None, language: Language) -> str:
    """The same chart in words, from the figures that are shown and no others."""
    match marks:
        case SeriesMarks():
            return describe_line(table, marks, language)
        case IntervalMarks():
            return describe_interval(table, marks, language)
        case FunnelMarks():
            return describe_funnel(table, marks, language)
        case GroupMarks():
            return describe_groups(table, marks, language)
        case TileMarks():
            return describe_tiles(table, marks, language)
        case MonthMarks():
            return describe_months(table, marks, language)
        case None:
            return describe(table, language)
