"""Coarser tables: lines of one group become one, and their cells are added up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from diogel.core import Bilingual, Figure, Interval, Kind, Line, Status, Table
from diogel.disclosure.cells import parts as single_cells
from diogel.statistics import hypergeometric_interval, worst_case

ADDABLE = (Kind.COUNT, Kind.SHARE)


@dataclass(frozen=True, slots=True)
class Collapsed:
    """A coarser table, the figures made for it, and the single cells that their sums join."""

    table: Table
    made: Mapping[str, Figure]
    merged: frozenset[str]


def collapses(table: Table, figures: Mapping[str, Figure]) -> tuple[Collapsed, ...]:
    """The coarser tables that a table's groups allow, the finest first.

    Cells may be added along the way that the table adds up. Where ticks overlap nothing
    can be added here, and a group is used only when its own figures were counted from the
    answers (`<table>.<row>.<column>`, the group's code in place of the line's).
    """
    ways = {"row": [(False, True)], "column": [(True, False), (False, True), (True, True)]}
    wanted = ways.get(table.additive, [(True, False), (False, True), (True, True)])
    made = (_collapse(table, figures, rows, columns) for rows, columns in wanted)
    return tuple(found for found in made if found is not None)


def _lines(lines: tuple[Line, ...], labels: Mapping[str, Bilingual]) -> dict[Line, list[Line]]:
    """The coarser lines in the order of their first, each with the lines that it joins."""
    joined: dict[str, list[Line]] = {}
    for line in lines:
        joined.setdefault(f"group {line.group}" if line.group else line.code, []).append(line)
    return {
        parts[0] if len(parts) == 1 else Line(parts[0].group, labels[parts[0].group]): parts
        for parts in joined.values()
    }


def _collapse(
    table: Table, figures: Mapping[str, Figure], by_rows: bool, by_columns: bool
) -> Collapsed | None:
    """One coarser table; None when the groups change nothing or cells cannot be added."""
    rows = _lines(table.rows, table.row_groups) if by_rows else {r: [r] for r in table.rows}
    columns = (
        _lines(table.columns, table.column_groups)
        if by_columns
        else {c: [c] for c in table.columns}
    )
    fewer_rows, fewer_columns = len(rows) < len(table.rows), len(columns) < len(table.columns)
    if fewer_rows != by_rows or fewer_columns != by_columns:
        return None
    cells, made, merged = {}, {}, set()
    for row, column, parts in _blocks(table, figures, rows, columns):
        joined = _joined(table, figures, row, column, parts)
        if joined is None:
            return None
        cells[row.code, column.code] = joined.id
        if joined not in parts:
            made[joined.id] = joined
            merged |= {cell for part in parts for cell in single_cells(part)}
    coarser = replace(table, rows=tuple(rows), columns=tuple(columns), cells=cells, higher={})
    return Collapsed(coarser, made, frozenset(merged))


def _blocks(
    table: Table,
    figures: Mapping[str, Figure],
    rows: Mapping[Line, list[Line]],
    columns: Mapping[Line, list[Line]],
) -> Iterator[tuple[Line, Line, list[Figure]]]:
    """Each coarser cell that has all its figures: its row, its column, and these."""
    for row, row_parts in rows.items():
        for column, column_parts in columns.items():
            pairs = [(r.code, c.code) for r in row_parts for c in column_parts]
            found = [figures[table.cells[pair]] for pair in pairs if pair in table.cells]
            # A group that lacks a part would be said to hold more than it does.
            if found and len(found) == len(pairs):
                yield row, column, found


def _joined(
    table: Table, figures: Mapping[str, Figure], row: Line, column: Line, parts: list[Figure]
) -> Figure | None:
    """The figure of a coarser cell; None when there is no honest way to make one."""
    if len(parts) == 1:
        return parts[0]
    name = ".".join(
        (table.id,)
        + ((row.code,) if len(table.rows) > 1 else ())
        + ((column.code,) if len(table.columns) > 1 else ())
    )
    if not table.additive:
        return figures.get(name)
    if all(part.status is Status.NOT_APPLICABLE for part in parts):
        cells = tuple(cell for part in parts for cell in single_cells(part))
        return replace(parts[0], id=name, label=_label(table, row, column), cell="", parts=cells)
    if any(part.kind not in ADDABLE or part.numerator is None for part in parts):
        return None
    return _sum(table, name, _label(table, row, column), parts)


def _label(table: Table, row: Line, column: Line) -> Bilingual:
    if len(table.columns) == 1:
        return row.label
    if len(table.rows) == 1:
        return column.label
    return Bilingual(f"{row.label.en}: {column.label.en}", f"{row.label.cy}: {column.label.cy}")


def _base(table: Table, parts: list[Figure]) -> int | None:
    """The base of a sum: shared by parts of one family, added over groups of respondents."""
    bases = {part.family: part.denominator for part in parts}
    if any(base is None for base in bases.values()):
        return None
    known = [base for base in bases.values() if base is not None]
    same = all(bases[part.family] == part.denominator for part in parts)
    if not same or (table.additive == "row" and len(set(known)) > 1):
        return None
    return known[0] if table.additive == "row" else sum(known)


def _sum(table: Table, name: str, label: Bilingual, parts: list[Figure]) -> Figure | None:
    base = _base(table, parts)
    count = sum(part.numerator or 0 for part in parts)
    if base is None or count > base:
        return None
    families = {part.family for part in parts}
    weighted = any(part.weighted for part in parts)
    if weighted and len(families) > 1:
        return None  # How much weight each group of respondents has is not kept.
    bounds, interval = _limits(parts)
    return Figure(
        id=name,
        label=label,
        kind=Kind.SHARE if any(part.kind is Kind.SHARE for part in parts) else Kind.COUNT,
        unit=parts[0].unit,
        base=parts[0].base,
        value=_value(parts, count, base),
        numerator=count,
        denominator=base,
        bounds=bounds,
        interval=interval,
        wave=parts[0].wave,
        source=parts[0].source,
        sensitive=any(part.sensitive for part in parts),
        parts=tuple(cell for part in parts for cell in single_cells(part)),
        family=families.pop() if len(families) == 1 else "",
        within=parts[0].within if len({part.within for part in parts}) == 1 else "",
        synthetic=any(part.synthetic for part in parts),
        weighted=weighted,
        effective_base=parts[0].effective_base,
        responses=frozenset().union(*(part.responses for part in parts)),
    )


def _limits(parts: list[Figure]) -> tuple[Interval | None, Interval | None]:
    """Worst-case bounds and exact limits of a sum, where every part has them of one frame."""
    known = [part.bounds for part in parts if part.bounds is not None]
    frames = {(each.sample, each.population, each.unit) for each in known}
    if len(known) < len(parts) or len(frames) != 1:
        return None, None
    (sample, population, unit) = frames.pop()
    count = sum(each.count for each in known)
    if count > sample:
        return None, None
    worst = worst_case(count, sample, population)
    exact = hypergeometric_interval(count, sample, population)
    return (
        Interval(*worst, "worst-case", count, sample, population, unit),
        Interval(*exact, "hypergeometric", count, sample, population, unit),
    )


def _value(parts: list[Figure], count: int, base: int) -> float:
    if any(part.weighted for part in parts):
        return min(1.0, sum(part.value or 0.0 for part in parts))
    if any(part.kind is Kind.SHARE for part in parts):
        return count / base if base else 0.0
    return float(count)
