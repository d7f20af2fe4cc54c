"""What the sheets of a workbook hold: titles, lines above, headings, rows, notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from diogel.charts import count_of, percent_of, places_of, said, shorthand
from diogel.core import Figure, Kind, Language, Line
from diogel.disclosure import Released, ReleasedFigure, ReleasedTable
from diogel.language import number, rank_label, say
from diogel.reports.column_bases import (
    banner_notes,
    base_rows,
    column_heading,
    letters_of,
)
from diogel.reports.grid import (
    base_notes,
    bases_differ,
    marks_of,
    no_base,
    row_bases,
    shown_cells,
)

# A cell: words, or a number with how it is written ("count", "percent", "amount").
Value = str | tuple[float, str]
_SHORTHAND_ALWAYS = "cz"


@dataclass(frozen=True, slots=True)
class Note:
    """A mark that stands in the tables, and what it means."""

    mark: str
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `lines` stand above the table; without headings it is only listed.

    `name` is what its tab is named after, `title` its whole title.
    """

    code: str
    name: str
    title: str
    lines: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[float, ...] = ()


class _Notes:
    """Numbers the notes in the order they are first used."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.known: dict[str, int] = {}

    def mark(self, words: str) -> str:
        """The mark of a note: the same words have the same number."""
        number = self.known.setdefault(words, len(self.known) + 1)
        return self.written(number)

    def written(self, number: int) -> str:
        """A mark as it stands in a cell: [note 1]."""
        return say("workbook.note-mark", self.language, n=number)


def table_sheets(released: Released, language: Language) -> tuple[list[Sheet], list[Note]]:
    """A sheet for each released table, and the notes that they refer to."""
    notes = _Notes(language)
    tables = list(released.tables.values())
    sheets = [_table_sheet(table, at, notes, language) for at, table in enumerate(tables, start=1)]
    explained = [Note(notes.written(n), words) for words, n in notes.known.items()]
    used = marks_of(tables)
    used += [f.figure.status.value for f in released.listed]
    letters = [m for m in "cxzpreb" if m in used or m in _SHORTHAND_ALWAYS]
    short = [Note(f"[{m}]", say(f"reports.shorthand.{m}", language)) for m in letters]
    return sheets, [*explained, *short]


def _table_sheet(table: ReleasedTable, at: int, notes: _Notes, language: Language) -> Sheet:
    title = say("reports.table", language, n=at, title=table.table.title[language])
    if table.treatment == "withheld":
        words = notes.mark(say("reports.withheld", language))
        return Sheet(table.table.id, table.table.title[language], f"{title} {words}", (), (), ())
    marks = [notes.mark(words) for words in _table_notes(table, language)]
    based = bases_differ(table)
    columns = _columns(table, language)
    headings = [table.table.row_heading[language], *(heading for heading, _, _ in columns)]
    if based:
        headings.append(say("reports.base-heading", language))
    rows = tuple(_row(table, row, columns, based, notes, language) for row in table.table.rows)
    rows += _base_rows(table, columns, language)
    lines = [say("workbook.one-table", language), *base_notes(table, language, based)]
    return Sheet(
        code=table.table.id,
        name=table.table.title[language],
        title=" ".join([title, *marks]),
        lines=tuple(lines),
        headings=tuple(headings),
        rows=rows,
    )


def _table_notes(table: ReleasedTable, language: Language) -> list[str]:
    """The sentences that are about the whole table."""
    found = []
    if table.treatment in ("collapsed", "suppressed", "bands"):
        found.append(say(f"reports.{table.treatment}", language))
    if words := table.table.note[language].strip():
        found.append(words)
    found += banner_notes(table, language)
    cells = shown_cells(table)
    if cells and all(cell.figure.synthetic for cell in cells):
        found.append(say("reports.synthetic-all", language))
    return found


def _columns(table: ReleasedTable, language: Language) -> list[tuple[str, Line, str]]:
    """Heading, column and how its cells are written: a count and a per cent where both are."""
    found = []
    for column in table.table.columns:
        label = column_heading(table, column, language)
        cells = [c for row in table.table.rows if (c := table.cell(row, column))]
        shares = any(percent_of(cell.figure, language) for cell in cells)
        if not shares:
            found.append((label, column, "count"))
            continue
        if all(cell.figure.numerator is None for cell in cells):
            # A share that is no count of anything has a per cent alone; amounts that stand in
            # the same column keep their own form.
            found.append((label, column, "count"))
            continue
        if not any(cell.figure.weighted for cell in cells):
            found.append((say("workbook.count-heading", language, column=label), column, "count"))
        found.append((say("workbook.percent-heading", language, column=label), column, "percent"))
        if table.table.higher:
            found.append((say("banners.higher-heading", language, column=label), column, "letters"))
    return found


def _row(
    table: ReleasedTable,
    row: Line,
    columns: Sequence[tuple[str, Line, str]],
    based: bool,
    notes: _Notes,
    language: Language,
) -> tuple[Value, ...]:
    cells = [table.cell(row, column) for column in table.table.columns]
    label = row.label[language]
    everywhere = all(cell.figure.synthetic for cell in shown_cells(table))
    if not everywhere and any(cell and cell.figure.synthetic for cell in cells):
        label += f" {notes.mark(say('workbook.synthetic-row', language))}"
    values: list[Value] = [label]
    for _, column, how in columns:
        if how == "letters":
            values.append(letters_of(table, row, column) or say("banners.none", language))
        else:
            values.append(cell_value(table.cell(row, column), how, language))
    if based:
        bases = row_bases(cells)
        single = (float(bases[0]), "count") if len(bases) == 1 else None
        several = " / ".join(number(base, language) for base in bases)
        values.append(single or several or no_base(cells))
    return tuple(values)


def _base_rows(
    table: ReleasedTable, columns: Sequence[tuple[str, Line, str]], language: Language
) -> tuple[tuple[Value, ...], ...]:
    """The rows of bases under the answers, for a table whose columns have their own."""
    at = {column.code: number for number, column in enumerate(table.table.columns)}
    found = []
    for base in base_rows(table, language):
        values: list[Value] = [base.heading]
        for _, column, how in columns:
            value = base.numbers[at[column.code]]
            cells = [table.cell(row, column) for row in table.table.rows]
            if how == "letters":
                values.append("[z]")
            else:
                values.append(no_base(cells) if value is None else (float(round(value)), "count"))
        found.append(tuple(values))
    return tuple(found)


def cell_value(cell: ReleasedFigure | None, how: str, language: Language) -> Value:
    """A cell's number, or the shorthand or words that stand in its place."""
    if cell is None or shorthand(cell) or len(cell.figure.status.value) == 1:
        return said(cell, "share" if how == "percent" else "count", language)
    figure = cell.figure
    count = count_of(figure)
    if how == "percent":
        if percent_of(figure, language) is None:
            return "[z]"
        base = None if figure.weighted else figure.denominator
        return (count / base if count is not None and base else figure.value or 0.0, "percent")
    if count is not None:
        return (float(count), "count")
    if figure.kind is Kind.SHARE:
        return (figure.value or 0.0, "percent")
    return _amount(figure)


def _amount(figure: Figure) -> Value:
    value = figure.value or 0.0
    whole = places_of(figure) == 0 and figure.kind not in (Kind.MEAN, Kind.RATE, Kind.RATIO)
    return (value, "count" if whole else "amount")


def figures_sheet(released: Released, language: Language) -> Sheet:
    """Every figure of the wave that may be listed, one row each."""
    keys: tuple[str, ...] = (
        "figure",
        "label",
        "kind",
        "value",
        "numerator",
        "denominator",
        "base",
        "unit",
    )
    keys += ("lower", "upper", "rank", "synthetic")
    headings = tuple(say(f"workbook.column.{key}", language) for key in keys)
    rows = tuple(_figure_row(cell, language) for cell in released.listed)
    lines = (say("workbook.one-table", language), say("workbook.figures-about", language))
    title = say("workbook.figures", language)
    widths = (26.0, 50.0, 18.0, 14.0, 14.0, 14.0, 40.0, 20.0, 14.0, 14.0, 16.0, 16.0)
    return Sheet(title, title, title, lines, headings, rows, widths)


def _figure_row(cell: ReleasedFigure, language: Language) -> tuple[Value, ...]:
    figure = cell.figure
    rank = rank_label(figure.rank, figure.tied, language) if figure.rank else ""
    return (
        figure.id,
        figure.label[language],
        say(f"workbook.kind.{figure.kind}", language),
        _value(cell, language),
        _whole(figure.numerator, cell),
        _whole(figure.denominator, cell),
        say(f"reports.base.{figure.base}", language),
        say(f"reports.unit.{figure.unit}", language),
        *_limits(cell),
        rank or _none(cell),
        say("workbook.yes" if figure.synthetic else "workbook.no", language),
    )


def _value(cell: ReleasedFigure, language: Language) -> Value:
    if cell.figure.kind in (Kind.SHARE, Kind.COVERAGE) and percent_of(cell.figure, language):
        return cell_value(cell, "percent", language)
    return cell_value(cell, "count", language)


def _whole(value: int | None, cell: ReleasedFigure) -> Value:
    return _none(cell) if value is None else (float(value), "count")


def _limits(cell: ReleasedFigure) -> tuple[Value, Value]:
    """The two limits of whatever kind: whole units of a known list, or of an estimate."""
    interval, limits = cell.figure.interval, cell.figure.limits
    if interval is None and limits is not None:
        return _limit(limits.lower), _limit(limits.upper)
    return (
        _whole(interval.lower if interval else None, cell),
        _whole(interval.upper if interval else None, cell),
    )


def _limit(value: float) -> Value:
    """One limit of an estimate; a ratio to almost nothing has no upper one."""
    return (value, "amount") if isfinite(value) else "[z]"


def _none(cell: ReleasedFigure) -> str:
    """What stands where a figure has no such part: hidden with it, or not applicable."""
    return "[c]" if not cell.shown else "[z]"
