"""The charts of an assessment in their places; their tables stand beside them or in the annex."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from diogel.assessment import document_chart_marks as drawn
from diogel.assessment.document_evidence import Shown
from diogel.charts import IntervalMarks, Marks
from diogel.core import Bilingual
from diogel.disclosure import Released, ReleasedTable
from diogel.indicators import WALES, AreaIndicators, MeasureIndicators, leading
from diogel.language import both
from diogel.standard import measure as measure_of

SERIES_OF_THEME = 6
"""So many measures of a theme have their chart by period; the others their table alone."""
MOST_GROUPS = 3
"""So many measures have their chart by deprivation: those with the most events."""
FEWEST = 2
"""Fewer values than this are no chart of values beside each other."""
_FULL_ENOUGH = 0.5


def shown_charts(found: AreaIndicators, released: Released) -> tuple[Shown, ...]:
    """Every chart that the released tables of an area have enough numbers for.

    A chart stands where its findings stand; its table is placed by `shown_tables`, in the same
    document. A chart is of a whole table only. Where no measure has enough numbers for any
    chart, the overview says so; the gaps say what is missing.
    """
    make = _Charts(found, released)
    made = (*make.overview(), *make.compared(), *make.places(), *make.inequality(), *make.themes())
    if not any(shown.chart for shown in made):
        return (Shown("", "overview", words=both("diagrams.no-charts")),)
    return made


class _Charts:
    """The charts of one area, out of what was released of it."""

    def __init__(self, found: AreaIndicators, released: Released) -> None:
        self.found = found
        self.area = found.area
        self.released = released

    def table(self, name: str) -> ReleasedTable | None:
        """A table of the area that is shown whole, and has something in it."""
        table = self.released.tables.get(f"{self.area.id}.{name}")
        whole = table is not None and table.treatment == "whole" and bool(table.table.cells)
        return table if whole else None

    def chart(
        self,
        name: str,
        place: str,
        marks: Marks | None,
        kind: str,
        of: str = "",
        **slots: Bilingual,
    ) -> Iterator[Shown]:
        """The chart of a table, where there are marks for it."""
        if marks is None:
            return
        slots.setdefault("area", self.area.name)
        if of:
            slots.setdefault("measure", measure_of(of).title)
        title = both(f"diagrams.title.{kind}", **slots) if kind else Bilingual("", "")
        yield Shown(
            f"{self.area.id}.{name}",
            place,
            "marks",
            measure=of,
            marks=marks,
            title=title,
            alone=True,
        )

    def intervals(
        self,
        name: str,
        place: str,
        marks: IntervalMarks,
        kind: str = "",
        of: str = "",
        **slots: Bilingual,
    ) -> Iterator[Shown]:
        """Values beside each other, where at least two are shown, and of all measures half."""
        table = self.table(name)
        if table is None:
            return
        columns = table.table.columns
        column = next(c for c in columns if marks.column in ("", c.code))
        cells = [table.cell(row, column) for row in table.table.rows]
        values = [c for c in cells if c is not None and c.shown and c.figure.value is not None]
        if len(values) >= (FEWEST if of else max(FEWEST, len(cells) * _FULL_ENOUGH)):
            yield from self.chart(name, place, marks, kind, of, **slots)

    def overview(self) -> Iterator[Shown]:
        """All measures: how much there is, against the year before, and month by month."""
        yield from self.intervals("levels", "overview", drawn.levels(), "levels")
        yield from self.intervals("levels", "change", drawn.changes(), "changes")
        months = self.table("months")
        if months is not None:
            yield from self.chart("months", "change", drawn.months(months), "months")

    def compared(self) -> Iterator[Shown]:
        """All measures against each that the area is held against, and the map of the first."""
        versus = self.table("versus")
        for column in versus.table.columns if versus is not None else ():
            ratios = drawn.ratios(column.code, column.label)
            yield from self.intervals(
                "versus", "comparison", ratios, "versus", against=column.label
            )
        heaviest = self.by_weight(list(leading(self.found).values()))[:1]
        for measure in heaviest:
            table = self.table(f"{measure}.field")
            if table is not None:
                marks = drawn.tiles(table, self.area, self.found.measures[measure].level)
                yield from self.chart(
                    f"{measure}.field", "comparison", marks, "tiles", measure=_title(measure)
                )

    def places(self) -> Iterator[Shown]:
        """How far measures fall on few small areas, and what adds up to harm."""
        yield from self.intervals("concentration", "places", drawn.concentration(), "concentration")
        yield from self.intervals("harm", "overview", drawn.harm())

    def inequality(self) -> Iterator[Shown]:
        """The index of all measures, then the groups of those with the most events."""
        yield from self.intervals("inequality", "inequality", drawn.inequality())
        graded = [m for m in self.found.measures if self.table(f"{m}.gradient") is not None]
        for measure in self.by_weight(graded)[:MOST_GROUPS]:
            each = self.found.measures[measure]
            if each.gradient is None or each.gradient.slope is None:
                continue
            slope = self.released.figures.get(f"{self.area.id}.{measure}.slope")
            fitted = slope is not None and slope.shown
            marks = drawn.groups(each.gradient, each.level, fitted=fitted)
            name = f"{measure}.gradient"
            yield from self.chart(name, "inequality", marks, "", measure=_title(measure))

    def themes(self) -> Iterator[Shown]:
        """Of each theme the series, then its leading measure among all authorities."""
        first = leading(self.found)
        by_theme: dict[str, list[str]] = defaultdict(list)
        for measure in self.found.measures:
            by_theme[measure_of(measure).themes[0]].append(measure)
        for theme, measures in by_theme.items():
            yield from self._series(theme, measures)
            if theme in first:
                yield from self._among(f"theme.{theme}", first[theme])

    def _series(self, theme: str, measures: list[str]) -> Iterator[Shown]:
        """The series that stand out or weigh the most, in the order of their measures."""
        charted = [m for m in measures if self._is_charted(m)]
        chosen = sorted(charted, key=lambda m: _standing_out(self.found.measures[m]))
        kept = set(chosen[:SERIES_OF_THEME])
        place = f"theme.{theme}"
        for measure in charted:
            if measure in kept:
                marks = drawn.series(self.found.measures[measure].trend)
                yield from self.chart(f"{measure}.series", place, marks, "series", measure)
        if len(charted) > len(kept):
            counts = {"drawn": len(kept), "all": len(charted)}
            yield Shown("", place, words=both("diagrams.more-series", **counts))

    def _is_charted(self, measure: str) -> bool:
        """Whether a measure has a chart by period, and a table that is in step with it."""
        table, trend = self.table(f"{measure}.series"), self.found.measures[measure].trend
        return bool(trend.values or trend.chart) and table is not None

    def _among(self, place: str, measure: str) -> Iterator[Shown]:
        """A measure beside those that the area is held against, and among all authorities."""
        level = self.found.measures[measure].level
        yield from self.intervals(
            f"{measure}.comparisons", place, drawn.compared(level), "compared", measure
        )
        table = self.table(f"{measure}.field")
        if table is not None and self.area.id != WALES:
            marks = drawn.funnel_marks(table, self.area, level)
            yield from self.chart(f"{measure}.field", place, marks, "funnel", measure)

    def by_weight(self, measures: list[str]) -> list[str]:
        """Measures with the most events first."""
        return sorted(measures, key=lambda m: (-(self.found.measures[m].level.count or 0), m))


def _title(measure: str) -> Bilingual:
    return measure_of(measure).title


def _standing_out(each: MeasureIndicators) -> tuple[bool, int, int, str]:
    """By which a theme's series are chosen: special now, special before, then by events."""
    trend = each.trend
    return (trend.latest is None, -len(trend.marked), -(each.level.count or 0), each.measure)
