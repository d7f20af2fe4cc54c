"""Indicators as tables of figures, with the figures: what goes through the disclosure room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from diogel.core import Bilingual, Figure, Grain, Line, Table, Tabulation
from diogel.indicators.area_sets import WALES, area_set
from diogel.indicators.field_figures import MOST_OFFENCES, field_figures, share_figures
from diogel.indicators.figures import figures_of
from diogel.indicators.leading import leading, monthly, with_gradient, with_places
from diogel.indicators.results import AreaIndicators, Comparator, MeasureIndicators
from diogel.indicators.windows import period_said
from diogel.language import both, month_name
from diogel.places import area
from diogel.standard import measure as measure_of

OWN_ROW = "own"
"""The row of the area itself among those that it is held against."""
_LEVELS = ("count12", "rate12", "rate12-before", "ratio", "percent-change")
_PLACES = ("gini", "top5", "half-in")
_ON_PLACES = tuple(
    f"{name}{suffix}" for name in ("top5", "gini", "half-in") for suffix in ("", "-by-chance")
)
_FEWEST = 2
"""Fewer measures than this are no table over several."""
_MOST_BELOW = 12
"""More months than this stand by years. [months]"""
Rows = Sequence[tuple[str, Bilingual]]


def tabulate(areas: Sequence[AreaIndicators]) -> Tabulation:
    """The figures and tables of one or several areas, before disclosure control.

    Tables over several measures, by id: `<area>.levels` (every measure), `versus` (ratios to
    those compared with), `months` (the months of a few measures side by side),
    `concentration`, `inequality` and `harm` (what each offence adds). Of each measure
    `<area>.<measure>.` `series`, `comparisons`, `gradient` and `places`; and of the weightiest
    of each theme `field`, the rates of all authorities. Each where there is anything in it.
    """
    figures: dict[str, Figure] = {}
    for found in areas:
        figures |= figures_of(found)
        figures |= {figure.id: figure for figure in _of_others(found)}
    tables = [table for found in areas for table in _tables(found, figures)]
    return Tabulation("", figures, tuple(tables))


def _of_others(found: AreaIndicators) -> Iterator[Figure]:
    """The figures that only tables and charts need."""
    for measure in leading(found).values():
        known = found.measures[measure].field
        if known is not None:
            yield from field_figures(found.area, known)
    if found.harm is not None:
        yield from share_figures(found.harm)


def _tables(found: AreaIndicators, figures: Mapping[str, Figure]) -> Iterator[Table]:
    rows = _titled(found.measures)
    yield _table(
        found, "levels", rows, _columns(_LEVELS), lambda row, column: f"{row}.{column}", figures
    )
    yield from (t for t in _over_measures(found, figures) if t.cells)
    fields = set(leading(found).values())
    for each in found.measures.values():
        yield from (t for t in _of_measure(found, each, figures) if t.cells)
        if each.measure in fields:
            yield _field(found, each.measure, figures)


def _titled(measures: Iterator[str] | Sequence[str] | Mapping[str, object]) -> Rows:
    return [(measure, measure_of(measure).title) for measure in measures]


def _over_measures(found: AreaIndicators, figures: Mapping[str, Figure]) -> Iterator[Table]:
    """What is set side by side for several measures."""
    compared = _compared(found)
    yield _table(
        found,
        "versus",
        _titled([m for m, each in found.measures.items() if _is_compared(each)]),
        tuple(Line(kind, against.name) for kind, against in compared.items()),
        lambda row, column: f"{row}.versus.{column}",
        figures,
    )
    yield _table(
        found,
        "months",
        _months(found),
        tuple(Line(code, title) for code, title in _titled(monthly(found))),
        lambda row, column: f"{column}.period.{row}",
        figures,
    )
    yield _table(
        found,
        "concentration",
        _several(_titled(list(with_places(found)))),
        _columns(_ON_PLACES),
        lambda row, column: f"{row}.{column}",
        figures,
    )
    yield _table(
        found,
        "inequality",
        _several(_titled(list(with_gradient(found)))),
        _columns(("relative", "slope")),
        lambda row, column: f"{row}.{column}",
        figures,
    )
    yield _table(
        found,
        "harm",
        _offences(found),
        _columns(("share",)),
        lambda row, _: f"harm.share.{row}",
        figures,
    )


def _several(rows: Rows) -> Rows:
    return rows if len(rows) >= _FEWEST else []


def _compared(found: AreaIndicators) -> dict[str, Comparator]:
    """Those that some measure could be compared with, by their kind."""
    return {
        comparison.against.kind: comparison.against
        for each in found.measures.values()
        for comparison in each.comparisons
        if comparison.ratio is not None
    }


def _is_compared(each: MeasureIndicators) -> bool:
    return any(comparison.ratio is not None for comparison in each.comparisons)


def _months(found: AreaIndicators) -> Rows:
    """The months that any of the measures set side by side has on its chart."""
    periods = {period for m in monthly(found) for period in found.measures[m].trend.periods}
    return [(str(period), period_said(period, period)) for period in sorted(periods)]


def _offences(found: AreaIndicators) -> Rows:
    shares = found.harm.shares if found.harm is not None else {}
    codes = list(shares)[:MOST_OFFENCES]
    return [(code, both("indicators.row.offence", code=code)) for code in codes]


def _field(found: AreaIndicators, measure: str, figures: Mapping[str, Figure]) -> Table:
    """The rates of the 22 authorities, and first the area's own where it is none of them."""
    everyone, own = area_set(WALES).authorities, (OWN_ROW, found.area.id)
    rows = [(code, area(code).name) for code in everyone]
    if found.area.id not in everyone and found.area.id != WALES:
        rows.insert(0, (OWN_ROW, found.area.name))
    return _table(
        found,
        f"{measure}.field",
        rows,
        _columns(("rate",)),
        lambda row, _: f"{measure}.rate12" if row in own else f"{measure}.field.{row}",
        figures,
    )


def _of_measure(
    found: AreaIndicators, each: MeasureIndicators, figures: Mapping[str, Figure]
) -> Iterator[Table]:
    name = each.measure
    yield _series(found, each, figures)
    against = [(c.against.kind, c.against.name) for c in each.comparisons]
    yield _table(
        found,
        f"{name}.comparisons",
        [(OWN_ROW, found.area.name), *against] if against else [],
        _columns(("reference", "versus")),
        lambda row, column: _comparing(name, row, column),
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


def _series(found: AreaIndicators, each: MeasureIndicators, figures: Mapping[str, Figure]) -> Table:
    """The periods of a chart: a row for each, or a row for each month and a column for each year.

    36 months below each other are a page; by years they are a third of one.
    """
    name, periods = each.measure, each.trend.periods
    if len(periods) <= _MOST_BELOW or periods[0].grain is not Grain.MONTH:
        return _table(
            found,
            f"{name}.series",
            [(str(period), period_said(period, period)) for period in periods],
            _columns(("count",)),
            lambda row, _: f"{name}.period.{row}",
            figures,
        )
    years = [f"{year:04}" for year in sorted({period.start.year for period in periods})]
    return _table(
        found,
        f"{name}.series",
        [(f"{month:02}", _month(month)) for month in range(1, 13)],
        tuple(Line(year, Bilingual.same(year)) for year in years),
        lambda row, column: f"{name}.period.{column}-{row}",
        figures,
    )


def _month(month: int) -> Bilingual:
    return Bilingual(month_name(month, "en"), month_name(month, "cy"))


def _comparing(measure: str, row: str, column: str) -> str:
    """The area's own rate in its row, which has no ratio to itself."""
    if row != OWN_ROW:
        return f"{measure}.{column}.{row}"
    return f"{measure}.rate12" if column == "reference" else ""


def _columns(codes: Sequence[str]) -> tuple[Line, ...]:
    return tuple(Line(code, both(f"indicators.column.{code}")) for code in codes)


def _table(
    found: AreaIndicators,
    name: str,
    rows: Rows,
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
