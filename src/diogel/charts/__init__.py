"""Released figures drawn: specification, picture and description in words."""

from diogel.charts.any_chart import describe_chart, draw_chart
from diogel.charts.bars import bar_chart
from diogel.charts.chart import Chart, draw
from diogel.charts.describe import describe
from diogel.charts.funnels import funnel_chart
from diogel.charts.groups import decile_chart
from diogel.charts.intervals import interval_chart
from diogel.charts.labels import (
    amount,
    count_of,
    percent_of,
    places_of,
    said,
    shared_base,
    shorthand,
)
from diogel.charts.lines import line_chart
from diogel.charts.marks import (
    FunnelMarks,
    GroupMarks,
    IntervalMarks,
    MarkedClass,
    Marks,
    MonthMarks,
    SeriesMarks,
    TileMarks,
    series_marks,
)
from diogel.charts.months import month_grid
from diogel.charts.stacked import stacked_chart
from diogel.charts.tiles import TILE_STYLE, Tile, tile_index, tile_map

__all__ = [
    "TILE_STYLE",
    "Chart",
    "FunnelMarks",
    "GroupMarks",
    "IntervalMarks",
    "MarkedClass",
    "Marks",
    "MonthMarks",
    "SeriesMarks",
    "Tile",
    "TileMarks",
    "amount",
    "bar_chart",
    "count_of",
    "decile_chart",
    "describe",
    "describe_chart",
    "draw",
    "draw_chart",
    "funnel_chart",
    "interval_chart",
    "line_chart",
    "month_grid",
    "percent_of",
    "places_of",
    "said",
    "series_marks",
    "shared_base",
    "shorthand",
    "stacked_chart",
    "tile_index",
    "tile_map",
]
