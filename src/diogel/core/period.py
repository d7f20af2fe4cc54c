"""A stretch of time that a number belongs to: a month, a quarter, a year, a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache


class Grain(StrEnum):
    """How long a period is.

    A financial year runs from 1 April; a quarter is of the calendar year. DAY is for a
    state of affairs on one day, such as a population estimate.
    """

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial-year"


_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.FINANCIAL_YEAR: 12}
_SHAPES = {
    Grain.DAY: re.compile(r"(\d{4})-(\d{2})-(\d{2})"),
    Grain.MONTH: re.compile(r"(\d{4})-(\d{2})"),
    Grain.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Grain.YEAR: re.compile(r"(\d{4})"),
    Grain.FINANCIAL_YEAR: re.compile(r"(\d{4})/(\d{2})"),
}


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """One period, ordered by its first day.

    Written "2018-10" (month), "2018-Q4" (quarter), "2018" (calendar year), "2018/19"
    (financial year) or "2018-10-31" (day); `str(period)` writes it so and `Period.parse`
    reads exactly that. Words for a person come from `language`.
    """

    start: date
    grain: Grain

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        """One month; ValueError for a month outside 1 to 12."""
        return cls(date(year, month, 1), Grain.MONTH)

    @classmethod
    def parse(cls, text: str) -> Period:
        """The period that a text writes; ValueError for anything else, never a guess."""
        return _parsed(text)

    @property
    def end(self) -> date:
        """The last day."""
        return self.start if self.grain is Grain.DAY else _last_day(self.start, self.grain)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def shifted(self, steps: int) -> Period:
        """The period so many of its own lengths later; earlier for a negative number."""
        if self.grain is Grain.DAY:
            return Period(self.start + timedelta(days=steps), self.grain)
        return Period(_plus_months(self.start, steps * _MONTHS[self.grain]), self.grain)

    def months(self) -> tuple[Period, ...]:
        """Its months, first to last; for a day the month it lies in."""
        first = Period(self.start.replace(day=1), Grain.MONTH)
        return tuple(first.shifted(step) for step in range(_MONTHS.get(self.grain, 1)))

    def covers(self, other: Period) -> bool:
        """True when the other lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end

    def __str__(self) -> str:
        year = self.start.year
        if self.grain is Grain.DAY:
            return self.start.isoformat()
        if self.grain is Grain.MONTH:
            return f"{year:04}-{self.start.month:02}"
        if self.grain is Grain.QUARTER:
            return f"{year:04}-Q{(self.start.month + 2) // 3}"
        if self.grain is Grain.YEAR:
            return f"{year:04}"
        return f"{year:04}/{(year + 1) % 100:02}"


# A store names some hundreds of periods, each of them in thousands of rows.
@lru_cache(maxsize=10_000)
def _parsed(text: str) -> Period:
    for grain, shape in _SHAPES.items():
        if found := shape.fullmatch(text):
            return Period(_first_day(grain, *map(int, found.groups())), grain)
    raise ValueError(text)


@lru_cache(maxsize=10_000)
def _last_day(start: date, grain: Grain) -> date:
    return _plus_months(start, _MONTHS[grain]) - timedelta(days=1)


def _first_day(grain: Grain, year: int, part: int = 1, day: int = 1) -> date:
    if grain is Grain.QUARTER:
        return date(year, part * 3 - 2, 1)
    if grain is Grain.FINANCIAL_YEAR:
        if part != (year + 1) % 100:
            raise ValueError(f"{year}/{part:02}")
        return date(year, 4, 1)
    return date(year, part, day)


def _plus_months(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def months_between(first: Period, last: Period) -> tuple[Period, ...]:
    """Every month from the one to the other, both included; none when they are reversed."""
    months = []
    month = Period(first.start.replace(day=1), Grain.MONTH)
    while month.start <= last.start:
        months.append(month)
        month = month.shifted(1)
    return tuple(months)
