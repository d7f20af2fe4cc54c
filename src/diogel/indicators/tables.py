"""Indicators as tables of figures, with the figures: what goes through the disclosure room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diogel.core import Bilingual, Figure, Line, Table, Tabulation
from diogel.indicators.figures import figures_of
from diogel.indicators.results import AreaIndicators, MeasureIndicators
from diogel.indicators.windows import period_said
from diogel.language import both
from diogel.standard import measure as measure_of

_LEVELS = ("count12", "rate12", "rate12-before", "ratio", "percent-change")
_PLACES = ("gini", "top5", "half-in")


def tabulate(areas: Sequence[AreaIndicators]) -> Tabulation:
    """The figures and tables of one or several areas, before disclosure control.

    Tables, by id: `<area>.levels` (every measure), and of each measure `<area>.<measure>.`
    `series`, `comparisons`, `gradient` and `places`, where there is anything in them.
    """
    figures: dict[str, Figure] = {}
    for found in areas:
        figures |= figures_of(found)
    tables = [table for found in areas for table in _tables(found, figures)]
    return Tabulation("", figures, tuple(tables))


def _tables(found: AreaIndicators, figures: Mapping[str, Figure]) -> Iterator[Table]:
    rows = [(measure, measure_of(measure).title) for measure in found.measures]
    yield _table(
        found, "levels", rows, _columns(_LEVELS), lambda row, column: f"{row}.{column}", figures
    )
    for each in found.measures.values():
        yield from (t for t in _of_measure(found, each, figures) if t.cells)


def _of_measure(
    found: AreaIndicators, each: MeasureIndicators, figures: Mapping[str, Figure]
) -> Iterator[Table]:
    name = each.measure
    yield _table(
        found,
        f"{name}.series",
        [(str(period), period_said(period, period)) for period in each.trend.periods],
        _columns(("count",)),
        lambda row, _: f"{name}.period.{row}",
        figures,
    )
    yield _table(
        found,
        f"{name}.comparisons",
        [(c.against.kind, c.against.name) for c in each.comparisons],
        _columns(("reference", "versus")),
        lambda row, column: f"{name}.{column}.{row}",
        figures,
    )
    groups = each.gradient.groups if each.gradient is not None else ()
    yield _table(
        found,
        f"{name}.gradient",
        [(str(g.group), both("indicators.row.group", group=g.group)) for g in groups],
        _columns(("rate",)),
        lambda row, _: f"{name}.group.{row}",
        figures,
    )
    given = each.places is not None and each.places.found is not None
    yield _table(
        found,
        f"{name}.places",
        [(code, both(f"indicators.row.{code}")) for code in _PLACES] if given else [],
        _columns(("found", "by-chance")),
        lambda row, column: f"{name}.{row}{'-by-chance' if column == 'by-chance' else ''}",
        figures,
    )


def _columns(codes: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line(code, both(f"indicators.column.{code}")) for code in codes)


def _table(
    found: AreaIndicators,
    name: str,
    rows: Sequence[tuple[str, Bilingual]],
    columns: tuple[Line, ...],
    cell: Callable[[str, str], str],
    figures: Mapping[str, Figure],
) -> Table:
    """A table whose cells are those of the figures that there are.

    `cell` gives the figure of a row's and a column's code, without the area.
    """
    ids = {
        (row, column.code): f"{found.area.id}.{cell(row, column.code)}"
        for row, _ in rows
        for column in columns
    }
    kind = name.rsplit(".", maxsplit=1)[-1]
    title = both(
        f"indicators.table.{kind}",
        area=found.area.name,
        measure=measure_of(name.rsplit(".", maxsplit=1)[0]).title if "." in name else "",
    )
    return Table(
        id=f"{found.area.id}.{name}",
        title=title,
        row_heading=both(f"indicators.heading.{kind}"),
        rows=tuple(Line(code, label) for code, label in rows),
        columns=columns,
        cells={pair: id_ for pair, id_ in ids.items() if id_ in figures},
        bands=False,
    )
