"""Every value cell of a table with the texts that its mapping says belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from diogel.sources.messy.grid import Column, Grid
from diogel.sources.messy.labels import Label, read_label
from diogel.sources.messy.layouts import layout_of
from diogel.sources.messy.mapping import TableMapping
from diogel.sources.messy.period_finding import find_period
from diogel.sources.messy.periods import readings


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One cell of a value column.

    Attributes
    ----------
    row, column : int
        Its address, from 1.
    text : str
        As it stands in the file.
    area, period : str
        The texts that say where and when; empty where nothing does.
    measure : str
        The measure's name, without footnote marks and without a period.
    marks : tuple of str
        Footnote marks of its labels.
    breakdowns : mapping of name to text
    numerator, denominator : str
        Texts of those columns' cells.
    """

    row: int
    column: int
    text: str
    area: str
    period: str
    measure: str
    marks: tuple[str, ...]
    breakdowns: Mapping[str, str]
    numerator: str = ""
    denominator: str = ""


class Cells:
    """Reads the cells of one table by one mapping."""

    def __init__(self, grid: Grid, mapping: TableMapping) -> None:
        self.grid, self.mapping = grid, mapping
        self._measures = dict[tuple[str, str, int], Label]()
        self._periods = dict[tuple[str, str, int], str]()
        self.by_layout = dict[str, list[Column]]()
        for column in grid.columns:
            self.by_layout.setdefault(layout_of(grid, column), []).append(column)
        self.levels = {
            int(origin[6:]) - 1
            for origin in (mapping.area, *mapping.period)
            if origin.startswith("level:")
        }

    @property
    def value_columns(self) -> list[Column]:
        """The columns that hold values, left to right."""
        return [c for layout in self.mapping.values for c in self.by_layout.get(layout, ())]

    def __iter__(self) -> Iterator[ValueCell]:
        columns = sorted(self.value_columns, key=lambda column: column.number)
        for row in self.grid.rows:
            for column in columns:
                yield self._cell(row, column)

    def _cell(self, row: int, column: Column) -> ValueCell:
        labels = [self._measure(origin, row, column) for origin in self.mapping.measure]
        said = [label.text for label in labels if label.text]
        period = " ".join(
            text for o in self.mapping.period if (text := self._period(o, row, column))
        )
        return ValueCell(
            row=row,
            column=column.number,
            text=self.grid.sheet.cell(row, column.number),
            area=self.text(self.mapping.area, row, column),
            period=period,
            measure=": ".join(dict.fromkeys(said)),
            marks=tuple(mark for label in labels for mark in label.marks),
            breakdowns={
                name: read_label(self.text(origin, row, column)).text
                for name, origin in self.mapping.breakdowns.items()
            },
            numerator=self._beside(self.mapping.numerator, row),
            denominator=self._beside(self.mapping.denominator, row),
        )

    def _beside(self, layout: str, row: int) -> str:
        columns = self.by_layout.get(layout, ()) if layout else ()
        return self.grid.sheet.cell(row, columns[0].number) if columns else ""

    def text(self, origin: str, row: int, column: Column) -> str:
        """The text that an origin gives for a cell; empty where it gives none."""
        kind, _, name = origin.partition(":")
        grid = self.grid
        match kind:
            case "column":
                columns = self.by_layout.get(name, ())
                return grid.text(row, columns[0].number) if columns else ""
            case "level":
                return column.headings[int(name) - 1] if name.isdigit() else ""
            case "fact":
                return grid.facts.get(name, "")
            case "title":
                return " – ".join(grid.titles)
            case "sheet":
                return grid.sheet.name
            case "section":
                return grid.sections.get(row, "")
            case "said":
                return name
        return ""

    def _period(self, origin: str, row: int, column: Column) -> str:
        key = self._key(origin, row, column)
        if key not in self._periods:
            self._periods[key] = self._said_period(origin, row, column)
        return self._periods[key]

    def _measure(self, origin: str, row: int, column: Column) -> Label:
        key = self._key(origin, row, column)
        if key not in self._measures:
            self._measures[key] = self._said_measure(origin, row, column)
        return self._measures[key]

    def _key(self, origin: str, row: int, column: Column) -> tuple[str, str, int]:
        """What the words of an origin depend on: the row's text, or the column."""
        if origin.startswith(("column:", "section", "fact:", "said:")):
            return origin, self.text(origin, row, column), 0
        return origin, "", column.number

    def _said_period(self, origin: str, row: int, column: Column) -> str:
        """The words of a period; from a longer text only the period in it."""
        if origin == "within":
            texts = list(column.headings)
        elif origin == "title":
            texts = list(self.grid.titles)
        else:
            text = self.text(origin, row, column)
            if len(self.mapping.period) > 1 or readings(read_label(text).text):
                return read_label(text).text
            texts = [text]
        found = [within for text in texts if (within := find_period(text))]
        return found[0].said if found else ""

    def _said_measure(self, origin: str, row: int, column: Column) -> Label:
        """The measure's words: of headings, those that are neither area nor period."""
        if origin == "heading":
            parts = [t for n, t in enumerate(column.headings) if t and n not in self.levels]
        elif origin == "title":
            parts = list(self.grid.titles[-1:])
        else:
            parts = [self.text(origin, row, column)]
        labels = [read_label(_without_period(read_label(part).text)) for part in parts]
        marks = [mark for part in parts for mark in read_label(part).marks]
        texts = [label.text for label in labels if label.text and not readings(label.text)]
        return Label(" – ".join(dict.fromkeys(texts)), tuple(marks))


def _without_period(text: str) -> str:
    within = find_period(text)
    return within.rest if within and within.rest else text
