"""What a supplier's table means, as it is proposed, shown to a person and kept for next month.

The whole is a plain TOML file. `origin` texts say where something is read from:

    column:Local Authority   the column of that heading ("column:#1": the first without one)
    level:2                  the second row of headings
    heading                  the words of a value column's own headings
    within                   a period within those words
    fact:year                "Year: 2023" above or below the table
    title, sheet, section    the title, the sheet's name, the lone label above the row
    said:2023/24             what a person wrote here
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

VERSION = 1

# Why a column or row is left out; the words for a person are in the catalogue.
REASONS = (
    *("attribute", "change", "constant", "heading-row", "identifier", "larger-area"),
    *("limit", "name-of-area", "outside", "total", "unplaced", "note", "asked"),
)


@dataclass(frozen=True, slots=True)
class MeasureMapping:
    """One measure of the table.

    Attributes
    ----------
    heading : str
        As the table says it, without period and footnote marks.
    code : str
        A measure of the standard, or "<supplier>:<slug>" until a person maps it.
    kind : str
        The standard's measure_type: count, rate, percent, days, money.
    unit, theme : str
        Codes of the standard.
    leave_out : bool
        True when a person wants none of it.
    """

    heading: str
    code: str
    kind: str
    unit: str
    theme: str
    leave_out: bool = False


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What one table's columns are.

    Attributes
    ----------
    layout : tuple of str
        Every heading once, with {area} and {period} in place of areas and periods: what
        must be the same for the mapping to hold.
    area, period, measure : str, tuple of str, tuple of str
        Origins. Several periods are read together ("2024" and "March"); several measures
        are joined with a colon.
    breakdowns : mapping of name to origin
    values : tuple of str
        Layouts of the columns with values.
    numerator, denominator : str
        Layout of a column; empty for none.
    left_out : mapping of layout to reason
    missing : mapping of code to "x", "z", "c" or "0"
        What a code in place of a number means. "0" is only ever a person's word.
    areas, periods : mapping of text to code
        What a person says that a text is.
    measures : tuple of MeasureMapping
    """

    layout: tuple[str, ...]
    area: str
    period: tuple[str, ...]
    measure: tuple[str, ...]
    values: tuple[str, ...]
    measures: tuple[MeasureMapping, ...] = ()
    breakdowns: Mapping[str, str] = field(default_factory=dict)
    numerator: str = ""
    denominator: str = ""
    left_out: Mapping[str, str] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    periods: Mapping[str, str] = field(default_factory=dict)

    def measure_of(self, heading: str) -> MeasureMapping | None:
        """The measure of a heading; None for one that was not there before."""
        return next((one for one in self.measures if one.heading == heading), None)


@dataclass(frozen=True, slots=True)
class SupplierMapping:
    """Everything kept of one supplier's tables.

    Attributes
    ----------
    supplier : str
        Its code, which scopes measures of its own.
    organisation : str
        Who they are, as printed beside their numbers.
    source_type, licence, sharing_basis, source_system : str
        What each observation carries; empty while nobody has said.
    """

    supplier: str
    organisation: str = ""
    source_type: str = ""
    source_system: str = ""
    licence: str = ""
    sharing_basis: str = "not_personal"
    tables: tuple[TableMapping, ...] = ()
