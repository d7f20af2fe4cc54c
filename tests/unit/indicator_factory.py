"""Plain factories of series, populations and observations for the tests of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from diogel.core import Bilingual, Period, Status
from diogel.engine import Engine, Frame
from diogel.indicators import Point, Populations, Series
from diogel.indicators.series import _COLUMNS

MONTH = Period.month(2020, 1)
NEWPORT, CARDIFF, MONMOUTHSHIRE = "W06000022", "W06000015", "W06000021"
CRIME, ROBBERY, BURGLARY = "police-recorded-crime", "police-robbery", "police-burglary"
MARAC = "marac-cases"

Values = Sequence[float | None]


def series(
    values: Values, *, area: str = NEWPORT, measure: str = CRIME, first: Period = MONTH
) -> Series:
    """A series of periods in a row; None is a period without a number."""
    points = []
    for at, value in enumerate(values):
        period = first.shifted(at)
        status = Status.OBSERVED if value is not None else Status.NOT_AVAILABLE
        note = None if value is not None else Bilingual("missing", "ar goll")
        points.append(
            Point(period, value, status, note=note, missing=() if value is not None else (area,))
        )
    return Series(measure, area, tuple(points), "police.uk")


def population(
    residents: Mapping[str, float],
    version: str = "mid-2020",
    day: date = date(2020, 6, 30),
    **more: object,
) -> Populations:
    return Populations(version, day, residents, **more)  # type: ignore[arg-type]


def observations(
    engine: Engine, rows: Sequence[tuple[str, str, str, float | None]], **more: object
) -> Frame:
    """A table of observations from (measure, area, period, value)."""
    names = (*_COLUMNS, "breakdown")
    kinds = dict.fromkeys(names, "text") | dict.fromkeys(
        ("value", "numerator", "denominator"), "number"
    )
    made = []
    for measure, area, period, value in rows:
        row: dict[str, object] = {
            "measure_code": measure,
            "area_code": area,
            "period": period,
            "value": value,
            "numerator": value,
            "status": "observed",
            "suppression": None if value is not None else "[x]",
            "source_org": "police.uk",
            "breakdown": "all",
            **more,
        }
        made.append([row.get(name) for name in names])
    return engine.from_rows(kinds, made)  # type: ignore[arg-type]


def end_of(one: Series) -> Period:
    """The last period of a series."""
    return one.points[-1].period
