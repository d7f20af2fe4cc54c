"""A grid of months: which are whole and which are not, for each force or supplier."""

from __future__ import annotations

from collections.abc import Mapping

from diogel.charts.chart import Chart
from diogel.charts.letters import fitted, width
from diogel.charts.marks import MonthMarks
from diogel.charts.palette import INK, LETTER_HEIGHT, LINE_HEIGHT, PAGE_WIDTH, QUIET
from diogel.charts.picture import Box, Picture
from diogel.charts.placing import KeySign, heading, key_row
from diogel.charts.tile_places import fills
from diogel.charts.times import periods_said, short_name, ticks_of, years_of
from diogel.core import Language, Line, Period
from diogel.disclosure import ReleasedTable
from diogel.language import say

_LABEL_ROOM = 150.0
_LEAST_HIGH = 26.0
_EDGE = {"stroke": QUIET, "stroke_width": 0.8}


def month_grid(
    table: ReleasedTable,
    marks: MonthMarks,
    language: Language,
    *,
    title: str,
    description: str,
) -> Chart:
    """A row for each force, a cell for each period, filled by the pattern of its class.

    The table may have its periods in columns or in rows. A pair without a class is empty
    with a dashed edge.
    """
    rows, periods, of = _turned(table, marks)
    picture = Picture(PAGE_WIDTH, language, title, description)
    top = heading(picture, marks.heading[language]) + 4
    patterns = fills(picture, [known.code for known in marks.classes])
    labels = {row.code: fitted(row.label[language], _LABEL_ROOM, LETTER_HEIGHT) for row in rows}
    lines = [width(line, LETTER_HEIGHT) for each in labels.values() for line in each]
    left = 8 + max(lines, default=0.0) + 10
    each = (PAGE_WIDTH - 10 - left) / max(1, len(periods))
    y = top
    for row in rows:
        high = max(_LEAST_HIGH, len(labels[row.code]) * LINE_HEIGHT + 4)
        _paint_label(picture, labels[row.code], left - 8, y + high / 2)
        for at, period in enumerate(periods):
            box = Box(left + at * each, y, left + (at + 1) * each - 1, y + high - 3)
            _paint_cell(picture, box, patterns.get(of.get((row.code, str(period)), "")))
        y += high
    _paint_axis(picture, periods, (left, each), y, language)
    picture.reach(
        key_row(picture, _key(rows, periods, marks, of, patterns, language), y + 44, 8) + 4
    )
    values = {f"{row} {period}": code for (row, period), code in of.items()}
    drawn = {"kind": "months", "values": values, "boxes": picture.boxes}
    return Chart(drawn, picture.svg(), title, description, language)


Classes = Mapping[tuple[str, str], str]


def _turned(
    table: ReleasedTable, marks: MonthMarks
) -> tuple[tuple[Line, ...], list[Period], Classes]:
    """The rows, the periods, and the class of each pair, with periods across."""
    rows, columns = table.table.rows, table.table.columns
    try:
        return rows, [Period.parse(column.code) for column in columns], marks.of
    except ValueError:
        periods = [Period.parse(row.code) for row in rows]
        return columns, periods, {(line, period): c for (period, line), c in marks.of.items()}


def _paint_label(picture: Picture, lines: list[str], right: float, middle: float) -> None:
    for at, line in enumerate(lines):
        y = middle + (at - (len(lines) - 1) / 2) * LINE_HEIGHT + 3.5
        picture.words(right, y, line, align="right")


def _paint_cell(picture: Picture, box: Box, fill: str | None) -> None:
    dashes = {} if fill else {"stroke_dasharray": "3 2"}
    picture.rect(box, fill=fill or "#FFFFFF", **_EDGE, **dashes)


def _paint_axis(
    picture: Picture,
    periods: list[Period],
    across: tuple[float, float],
    ground: float,
    language: Language,
) -> None:
    left, each = across
    for at in ticks_of(periods, each, language):
        name = short_name(periods[at], language)
        picture.words(left + (at + 0.5) * each, ground + 14, name, align="middle")
    for first, last, year in years_of(periods):
        start, end = left + first * each, left + (last + 1) * each
        if first:
            picture.line((start, ground + 18), (start, ground + 32), stroke=QUIET)
        if end - start > width(year, LETTER_HEIGHT) + 6:
            picture.words((start + end) / 2, ground + 30, year, align="middle")


def _key(
    rows: tuple[Line, ...],
    periods: list[Period],
    marks: MonthMarks,
    of: Classes,
    patterns: dict[str, str],
    language: Language,
) -> list[KeySign]:
    signs = [
        KeySign("box", known.label[language], {"fill": patterns[known.code], "stroke": INK})
        for known in marks.classes
    ]
    known_codes = set(patterns)
    pairs = ((row.code, str(period)) for row in rows for period in periods)
    if any(of.get(pair, "") not in known_codes for pair in pairs):
        style: dict[str, object] = {"fill": "#FFFFFF", "stroke": QUIET, "stroke_dasharray": "3 2"}
        signs.append(KeySign("box", say("charts.line.gap", language), style))
    return signs


def describe_months(table: ReleasedTable, marks: MonthMarks, language: Language) -> str:
    """For each row, the months of each class, those without one last."""
    rows, periods, of = _turned(table, marks)
    parts = [say("charts.months.kind", language, heading=marks.heading)]
    none = say("charts.line.gap", language)
    classes = [(known.code, known.label[language]) for known in marks.classes]
    known_codes = {code for code, _ in classes}
    for row in rows:
        parts.append(say("charts.months.row", language, row=row.label))
        held = {period: of.get((row.code, str(period)), "") for period in periods}
        for code, label in [*classes, ("", none)]:
            inside = [p for p, c in held.items() if (c if c in known_codes else "") == code]
            if inside:
                said = periods_said(inside, language)
                parts.append(say("charts.tiles.class", language, label=label, areas=said))
    return " ".join(parts)
