"""Figures in rows and columns, and everything one wave's answers were counted into."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from diogel.core.bilingual import Bilingual
from diogel.core.figure import Figure


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table: a code and its label.

    `group` names the coarser line it falls into when the table is collapsed; empty when it
    stays as it is. Lines with the same group become one, in the order of their first.
    """

    code: str
    label: Bilingual
    group: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows and columns, with what a reader needs to read them.

    Attributes
    ----------
    id : str
        Stable within its wave; also the name of its worksheet.
    title, row_heading : Bilingual
        What the table shows (place, period and unit in words), and the heading over the
        row labels.
    rows, columns : tuple of Line
    cells : mapping of (row code, column code) to figure id
        A pair that is absent is a structural blank, shown as [z].
    additive : str
        "row" when the cells of each row add up to the base (one question a row, its
        states across), "column" when those of each column do (one question down the
        page), "" when nothing adds up (ticks that overlap).
    row_groups, column_groups : mapping of group code to Bilingual
        Labels of the coarser lines, for a collapse.
    bands : bool
        True when the table may fall back to bands in words.
    note : Bilingual
        One or more sentences under the table; both empty for none.
    chart : str
        "bar" for one bar a row, "stacked" for parts of each row, "" for no chart.
    higher : mapping of (row code, column code) to column codes
        The columns that a cell is above by more than chance would explain. Only holds for
        the table as it is: whoever makes it coarser empties it.
    """

    id: str
    title: Bilingual
    row_heading: Bilingual
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: Mapping[tuple[str, str], str]
    additive: str = ""
    row_groups: Mapping[str, Bilingual] = field(default_factory=dict)
    column_groups: Mapping[str, Bilingual] = field(default_factory=dict)
    bands: bool = True
    note: Bilingual = field(default_factory=lambda: Bilingual("", ""))
    chart: str = ""
    higher: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Tabulation:
    """Every figure and table counted from one wave's answers, before disclosure control."""

    wave: str
    figures: Mapping[str, Figure]
    tables: tuple[Table, ...] = ()
