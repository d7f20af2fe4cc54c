"""A chart in words, from the figures that are shown and no others."""

from __future__ import annotations

from diogel.charts.labels import length_of, said, shared_base, shorthand
from diogel.core import Language, Line, Status
from diogel.disclosure import ReleasedFigure, ReleasedTable
from diogel.language import number, say

_Row = tuple[Line, ReleasedFigure]


def describe(table: ReleasedTable, language: Language) -> str:
    """Kind of chart, base, and for each column its highest and lowest rows, ties included.

    What is hidden is named, because the chart shows it as [c]; nothing else is said of it.
    """
    columns = table.table.columns
    stacked = table.table.chart == "stacked" and len(columns) > 1
    parts = [say("charts.stacked" if stacked else "charts.bars", language)]
    parts.append(say("charts.rows", language, n=len(table.table.rows)))
    if (base := shared_base(table)) is not None:
        parts.append(say("charts.base", language, n=number(base, language)))
    for column in columns:
        if len(columns) > 1:
            parts.append(say("charts.column", language, column=column.label[language]))
        parts.extend(_column(table, column, language))
    return " ".join(parts)


def _column(table: ReleasedTable, column: Line, language: Language) -> list[str]:
    cells = [(row, cell) for row in table.table.rows if (cell := table.cell(row, column))]
    shown = [(row, cell) for row, cell in cells if not shorthand(cell)]
    hidden = [row for row, cell in cells if shorthand(cell) == Status.CONFIDENTIAL]
    parts = [say("charts.of-shown", language)] if shown and hidden else []
    parts += _ends(shown, language) if shown else [say("charts.nothing", language)]
    if hidden:
        labels = "; ".join(row.label[language] for row in hidden)
        parts.append(say("charts.hidden", language, labels=labels))
    return parts


def _ends(shown: list[_Row], language: Language) -> list[str]:
    sizes = [length_of(cell) for _, cell in shown]
    if len(shown) > 1 and min(sizes) == max(sizes):
        return [say("charts.all-same", language, value=said(shown[0][1], "count", language))]
    ends = [_end(shown, max(sizes), "top", language)]
    if len(shown) > 1:
        ends.append(_end(shown, min(sizes), "bottom", language))
    return ends


def _end(shown: list[_Row], size: float, which: str, language: Language) -> str:
    rows = [(row, cell) for row, cell in shown if length_of(cell) == size]
    key = f"charts.{which}-joint" if len(rows) > 1 else f"charts.{which}"
    labels = "; ".join(row.label[language] for row, _ in rows)
    return say(key, language, labels=labels, value=said(rows[0][1], "count", language))
