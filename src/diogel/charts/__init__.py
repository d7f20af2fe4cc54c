"""Released figures drawn: specification, picture and description in words."""

from diogel.charts.bars import bar_chart
from diogel.charts.chart import Chart, draw
from diogel.charts.describe import describe
from diogel.charts.labels import (
    amount,
    count_of,
    percent_of,
    said,
    shared_base,
    shorthand,
)
from diogel.charts.stacked import stacked_chart

__all__ = [
    "Chart",
    "amount",
    "bar_chart",
    "count_of",
    "describe",
    "draw",
    "percent_of",
    "said",
    "shared_base",
    "shorthand",
    "stacked_chart",
]
