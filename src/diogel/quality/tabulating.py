"""Counts of deliveries, months and measures as figures and tables, released like any others.

They are facts about files and no respondent stands behind them, so they are counted in items;
that is what the disclosure policy lets through whole. A partner's own numbers never come here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from diogel.core import Base, Bilingual, Figure, Kind, Line, Table, Tabulation, Unit
from diogel.disclosure import Released, load_policy, release

EMPTY = Bilingual("", "", review="same in both languages")
Numbers = Mapping[tuple[str, str], tuple[int, int | None]]
"""By row and column, a count and what it is out of; None for a count of its own."""


@dataclass
class Tabulating:
    """The figures and tables of one report while they are gathered."""

    name: str
    synthetic: bool = False
    figures: dict[str, Figure] = field(default_factory=dict)
    tables: list[Table] = field(default_factory=list)

    def figure(
        self,
        id_: str,
        label: Bilingual,
        count: float,
        of: float | None = None,
        *,
        base: Base = Base.HELD,
        kind: Kind = Kind.COUNT,
    ) -> str:
        """Add one count, or with `of` a count out of so many, and give its id.

        Numbers that are not whole (a median) have no numerator and no denominator.
        """
        whole = float(count).is_integer() and (of is None or float(of).is_integer())
        self.figures[id_] = Figure(
            id=id_,
            label=label,
            kind=kind,
            unit=Unit.ITEM,
            base=base,
            value=count / of if kind is Kind.SHARE and of else float(count),
            numerator=int(count) if whole else None,
            denominator=int(of) if whole and of is not None else None,
            wave=self.name,
            source=self.name,
            synthetic=self.synthetic,
        )
        return id_

    def table(
        self,
        id_: str,
        title: Bilingual,
        row_heading: Bilingual,
        rows: Sequence[Line],
        columns: Sequence[Line],
        numbers: Numbers,
        *,
        base: Base = Base.HELD,
        note: Bilingual = EMPTY,
        additive: str = "",
        chart: str = "",
    ) -> None:
        """Add a table whose cells are counts."""
        labels = {line.code: line.label for line in rows}
        cells = {
            (row, column): self.figure(f"{id_}.{row}.{column}", labels[row], count, of, base=base)
            for (row, column), (count, of) in numbers.items()
        }
        self.tables.append(
            Table(
                id=id_,
                title=title,
                row_heading=row_heading,
                rows=tuple(rows),
                columns=tuple(columns),
                cells=cells,
                additive=additive,
                bands=False,
                note=note,
                chart=chart,
            )
        )

    def released(self) -> Released:
        """Everything as it may be said."""
        counted = Tabulation(self.name, self.figures, tuple(self.tables))
        return release(counted, load_policy())


def lines(labels: Iterable[tuple[str, Bilingual]]) -> tuple[Line, ...]:
    """Rows or columns from codes and labels."""
    return tuple(Line(code, label) for code, label in labels)
