"""Released figures drawn: specification, picture and description in words."""

from diogel.charts.bars import bar_chart
from diogel.charts.chart import Chart, draw
from diogel.charts.describe import describe
from diogel.charts.labels import (
    count_of,
    number,
    percent,
    rounded,
    said,
    share_of,
    shared_base,
    shorthand,
)
from diogel.charts.stacked import stacked_chart

__all__ = [
    "Chart",
    "bar_chart",
    "count_of",
    "describe",
    "draw",
    "number",
    "percent",
    "rounded",
    "said",
    "share_of",
    "shared_base",
    "shorthand",
    "stacked_chart",
]
