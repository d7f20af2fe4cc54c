"""A first mapping for a table that nobody has mapped: what its columns seem to be, and doubts.

Everything rests on what cells and headings say. What they do not say is left open and asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from diogel.places import fold
from diogel.sources.messy.areas import AreaKind, finest, read_area
from diogel.sources.messy.columns import (
    MEASURE_WORDS,
    PERIOD_WORDS,
    VALUE_WORDS,
    Known,
    know,
    part_of_period,
)
from diogel.sources.messy.grid import Column, Grid
from diogel.sources.messy.labels import read_label, slug
from diogel.sources.messy.layouts import layout, layout_of
from diogel.sources.messy.mapping import TableMapping
from diogel.sources.messy.period_finding import find_period
from diogel.sources.messy.periods import readings

_MOST = 0.6  # of a heading row's texts that make it a row of areas, or of periods


@dataclass(frozen=True, slots=True)
class Shape:
    """How a table is laid out: its columns by what they are, its heading rows likewise."""

    known: tuple[Known, ...]
    values: tuple[Column, ...]
    area: Known | None
    area_level: int | None
    period_level: int | None

    def of(self, *kinds: str) -> list[Known]:
        """The columns of some kinds, left to right."""
        return [one for one in self.known if one.kind in kinds]


def shape_of(grid: Grid) -> Shape:
    """What the columns and the heading rows of a table are."""
    known = tuple(know(grid, column) for column in grid.columns)
    values = tuple(one.column for one in known if one.kind == "value")
    levels = range(len(grid.extent.headings))
    across = [level for level in levels if _share_of_areas(values, level) >= _MOST]
    when = [level for level in levels if _share_of_periods(values, level) >= _MOST]
    if any(_years(values, level) for level in when):
        # Months under years: the months tell more, and the years complete them.
        when = [level for level in levels if _parts(values, level)] or when
    area = _best_area([one for one in known if one.kind == "area"])
    level = across[0] if across and _more_across(grid, values, across[0], area) else None
    return Shape(
        known, values, None if level is not None else area, level, when[0] if when else None
    )


def _share_of_areas(values: Sequence[Column], level: int) -> float:
    texts = [c.headings[level] for c in values if c.headings[level]]
    found = [area for text in texts if (area := read_area(text)) is not None]
    if not any(area.kind is AreaKind.AREA for area in found):
        return 0.0
    return len(found) / len(texts)


def _share_of_periods(values: Sequence[Column], level: int) -> float:
    texts = [c.headings[level] for c in values if c.headings[level]]
    return sum(bool(readings(text)) for text in texts) / len(texts) if texts else 0.0


def _best_area(found: Sequence[Known]) -> Known | None:
    """The column of the smallest areas, one of codes before one of names."""
    if not found:
        return None
    schemes = [finest([one.scheme]) for one in found]
    smallest = finest(schemes)
    of_it = [one for one in found if one.scheme == smallest]
    return next((one for one in of_it if one.codes), of_it[0])


def _more_across(grid: Grid, values: Sequence[Column], level: int, area: Known | None) -> bool:
    """True when the areas stand across and not down: more of them, when both name some."""
    if area is None:
        return True
    down = {text for text in grid.texts(area.column.number) if text}
    return len({column.headings[level] for column in values}) > len(down)


def propose(grid: Grid) -> TableMapping:
    """The mapping that the table itself suggests, its measures not yet named."""
    shape = shape_of(grid)
    dimensions = _dimensions(grid, shape)
    measure = tuple(name for name, role in dimensions.items() if role == "measure")
    breakdowns = [number for number, role in dimensions.items() if role == "breakdown"]
    period = _period(grid, shape)
    return TableMapping(
        layout=layout(grid),
        area=_area_origin(grid, shape),
        period=period,
        measure=_measure(grid, shape, measure),
        values=tuple(dict.fromkeys(layout_of(grid, column) for column in shape.values)),
        breakdowns=_written(grid, breakdowns),
        numerator=_only(grid, shape, "numerator"),
        denominator=_only(grid, shape, "denominator"),
        left_out=_left_out(grid, shape, dimensions),
    )


def origin_of(grid: Grid, column: Column) -> str:
    """How a mapping names a column."""
    return f"column:{layout_of(grid, column)}"


def _dimensions(grid: Grid, shape: Shape) -> dict[str, str]:
    """Each text column that tells values apart, by position: "measure" or "breakdown"."""
    texts = shape.of("measure", "text", "breakdown")
    named = [one for one in texts if one.kind == "measure"]
    generic = shape.area_level is not None or all(_generic(c, shape) for c in shape.values)
    found = {}
    for one in texts:
        is_measure = one.kind == "measure" or (not named and generic and one.kind == "text")
        if not is_measure and any(_follows(grid, other, one) for other in named):
            continue
        found[str(one.column.number)] = "measure" if is_measure else "breakdown"
    return found


def _follows(grid: Grid, measure: Known, other: Known) -> bool:
    """True when a column says the same wherever the measure is the same: an attribute of it."""
    pairs = set(
        zip(grid.texts(measure.column.number), grid.texts(other.column.number), strict=True)
    )
    return len(pairs) == len({first for first, _ in pairs})


def _generic(column: Column, shape: Shape) -> bool:
    """True for a heading that names no measure: "Value", a year, nothing."""
    texts = [
        text
        for level, text in enumerate(column.headings)
        if text and level not in (shape.area_level, shape.period_level)
    ]
    return all(fold(read_label(text).text) in VALUE_WORDS or bool(readings(text)) for text in texts)


def _measure(grid: Grid, shape: Shape, columns: Sequence[str]) -> tuple[str, ...]:
    """Where the measure's name is: columns, the headings, a fact, the title, the sheet."""
    origins = [origin_of(grid, _column(grid, number)) for number in columns]
    named = any(not _generic(column, shape) for column in shape.values)
    if origins and not named:
        return tuple(origins)
    if named:
        return (*origins, "heading")
    if any(grid.sections.values()):
        return ("section",)
    fact = next((key for key in grid.facts if fold(key) in MEASURE_WORDS), "")
    if fact:
        return (f"fact:{fact}",)
    if grid.titles:
        return ("title",)
    return ("sheet",) if grid.sheet.name else ("heading",)


def _column(grid: Grid, number: str) -> Column:
    return next(column for column in grid.columns if column.number == int(number))


def _written(grid: Grid, breakdowns: Sequence[str]) -> dict[str, str]:
    """Breakdowns by a name: the heading's slug."""
    found = {}
    for number in breakdowns:
        column = _column(grid, number)
        found[slug(column.heading) or f"label-{number}"] = origin_of(grid, column)
    return found


def _area_origin(grid: Grid, shape: Shape) -> str:
    if shape.area_level is not None:
        return f"level:{shape.area_level + 1}"
    if shape.area is not None:
        return origin_of(grid, shape.area.column)
    if _all_areas(grid.sections.values()):
        return "section"
    for text in (*grid.titles, grid.sheet.name):
        if (found := read_area(text)) is not None and found.kind is AreaKind.AREA:
            return "title" if text != grid.sheet.name else "sheet"
    return ""


def _all_areas(texts: Iterable[str]) -> bool:
    different = set(texts)
    return bool(different) and all(read_area(text) is not None for text in different)


def _period(grid: Grid, shape: Shape) -> tuple[str, ...]:
    """Where the period is said; nothing when nothing says it."""
    columns = shape.of("period")
    if columns:
        return tuple(origin_of(grid, one.column) for one in columns)
    if shape.period_level is not None:
        above = [
            f"level:{level + 1}"
            for level in range(len(grid.extent.headings))
            if level != shape.period_level and _years(shape.values, level)
        ]
        return (*above, f"level:{shape.period_level + 1}")
    if any(find_period(text) for column in shape.values for text in column.headings):
        return ("within",)
    for key, value in grid.facts.items():
        if fold(key) in PERIOD_WORDS and find_period(value):
            return (f"fact:{key}",)
    if any(find_period(text) for text in grid.titles):
        return ("title",)
    return ("sheet",) if grid.sheet.name and find_period(grid.sheet.name) else ()


def _parts(values: Sequence[Column], level: int) -> bool:
    """True for a row of months or quarters without their years."""
    texts = [column.headings[level] for column in values]
    return all(texts) and not any(map(readings, texts)) and part_of_period(texts)


def _years(values: Sequence[Column], level: int) -> bool:
    texts = {column.headings[level] for column in values}
    return bool(texts) and all(text.isdigit() and len(text) == 4 for text in texts)


def _only(grid: Grid, shape: Shape, kind: str) -> str:
    """The one column of a kind, beside one column of values; empty otherwise."""
    found = shape.of(kind)
    if len(found) == 1 and len(shape.values) == 1:
        return layout_of(grid, found[0].column)
    return ""


def _left_out(grid: Grid, shape: Shape, dimensions: Mapping[str, str]) -> dict[str, str]:
    """Every column that gives nothing to an observation, with the reason."""
    used = {*dimensions, *(str(column.number) for column in shape.values)}
    found = {}
    for one in shape.known:
        if str(one.column.number) in used or one.kind == "period":
            continue
        if shape.area is not None and one.column == shape.area.column:
            continue
        reason = _reason(one, shape)
        if reason not in ("numerator", "denominator") or not _only(grid, shape, reason):
            found[layout_of(grid, one.column)] = (
                "attribute" if reason in ("numerator", "denominator") else reason
            )
    return found


def _reason(one: Known, shape: Shape) -> str:
    if one.kind in ("text", "breakdown", "measure"):
        return "attribute"
    if one.kind != "area":
        return one.kind
    mine = shape.area.scheme if shape.area else finest(["local-authority"])
    return "name-of-area" if one.scheme == mine else "larger-area"
