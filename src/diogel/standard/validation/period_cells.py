"""Cells that hold a period or a day: what people write, and what they meant."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from diogel.core import Grain, Period
from diogel.language import month_name
from diogel.standard.validation.did_you_mean import folded, plain
from diogel.standard.validation.faults import Fault, Judged
from diogel.standard.validation.total_words import is_total

# A day number of Excel between 1980 and 2079; a year number is far below.
_SERIAL = re.compile(r"(?:29[2-9]|[3-5]\d\d|6[0-4]\d|65[0-6])\d\d(?:\.0+)?")
_EXCEL_DAY_0 = date(1899, 12, 30)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[ T]\d{2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?)?")
_UK_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})")
_WORDS = re.compile(
    r"(?:(?:mis|month)\s+)?(\d{1,2}(?:st|nd|rd|th)?\s+)?([^\W\d_]+)\.?[\s\-/,']*(\d{4}|\d{2})"
)
_WORDS_BACK = re.compile(r"(\d{4})[\s\-/]+([^\W\d_]+)")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[/.\-_ ]?\s*(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[/.\-_]\s*(\d{4})")
_QUARTER = re.compile(r"(\d{4})\s*[-/ ]?\s*(?:q|ch|chwarter|quarter)\s*([1-4])", re.IGNORECASE)
_QUARTER_BACK = re.compile(
    r"(?:q|ch|chwarter|quarter)\s*([1-4])\s*[-/ ,]?\s*(\d{4})", re.IGNORECASE
)
_TWO_YEARS = re.compile(r"(\d{4})\s*[-/–]\s*(\d{4}|\d{2})")
_SHORT = {
    "cy": ("ion", "chw", "maw", "ebr", "mai", "meh", "gor", "aws", "med", "hyd", "tach", "rhag"),
    "en": ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
}
_ALSO = {"chwef": 2, "gorff": 7, "sept": 9, "tac": 11, "rha": 12, "rhagf": 12}


@cache
def _months() -> dict[str, int]:
    """Months by their names and short names in both languages."""
    names = {folded(month_name(n, "en")): n for n in range(1, 13)}
    names |= {folded(month_name(n, "cy")): n for n in range(1, 13)}
    for short in _SHORT.values():
        names |= {name: n for n, name in enumerate(short, 1)}
    return names | _ALSO


def day_of_serial(text: str) -> date | None:
    """The day that Excel's number stands for; None when it is not such a number."""
    if not _SERIAL.fullmatch(text):
        return None
    return _EXCEL_DAY_0 + timedelta(days=int(float(text)))


def _month(year: str, month: int) -> str | None:
    number = int(year) + (2000 if len(year) == 2 else 0)
    return f"{number:04}-{month:02}" if 1 <= month <= 12 else None


def _in_words(text: str) -> str | None:
    """The month that words say: "Hydref 2018", "Oct-18", "2018 October"."""
    if found := _WORDS.fullmatch(text):
        name, year = found[2], found[3]
    elif found := _WORDS_BACK.fullmatch(text):
        year, name = found[1], found[2]
    else:
        return None
    number = _months().get(folded(name))
    return _month(year, number) if number else None


def _other_ways(text: str) -> str | None:
    """A quarter, year or month that is only written another way; None when it is not one."""
    if found := _QUARTER.fullmatch(text):
        return f"{found[1]}-Q{found[2]}"
    if found := _QUARTER_BACK.fullmatch(text):
        return f"{found[2]}-Q{found[1]}"
    if (found := _YEAR_MONTH.fullmatch(text)) and (month := _month(found[1], int(found[2]))):
        return month
    if found := _MONTH_YEAR.fullmatch(text):
        return _month(found[2], int(found[1]))
    if found := _TWO_YEARS.fullmatch(text):
        first, last = int(found[1]), int(found[2][-2:])
        return f"{first}/{last:02}" if last == (first + 1) % 100 else None
    return None


def _day(text: str) -> date | None:
    """A day as ISO or British writing has it; None for anything else."""
    try:
        if found := _ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _UK_DAY.fullmatch(text):
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
            return date(year, int(found[2]), int(found[1]))
    except ValueError:
        return None
    return None


def judge_period(column: str, days: bool, today: date) -> Callable[[str], Judged]:
    """How a text in a column of periods is judged; `days` when a day is a period there."""

    def judge(text: str) -> Judged:
        try:
            period = Period.parse(text)
        except ValueError:
            return _meant_period(column, text)
        if period.grain is Grain.DAY and not days:
            month = str(period.months()[0])
            return Judged(month, Fault(column, "data.day-for-month", text, month))
        if period.end >= today and not (period.grain is Grain.DAY and period.end == today):
            return Judged(None, Fault(column, "data.month-future", text, today.isoformat()))
        return Judged(text)

    return judge


def _meant_period(column: str, text: str) -> Judged:
    """What a text that is no period was meant to be."""
    if day := day_of_serial(text):
        month = f"{day:%Y-%m}"
        return Judged(month, Fault(column, "data.date-serial", text, month))
    if is_total(text):
        return Judged(None, Fault(column, "data.total-row", text))
    tidy = plain(text)
    if month_meant := _in_words(tidy):
        return Judged(month_meant, Fault(column, "data.month-in-words", text, month_meant))
    if other := _other_ways(tidy):
        return Judged(other, Fault(column, "data.period-form", text, other))
    if day := _day(tidy):
        month = f"{day:%Y-%m}"
        return Judged(month, Fault(column, "data.day-for-month", text, month))
    return Judged(None, Fault(column, "data.period-form", text))


def judge_day(column: str, today: date) -> Callable[[str], Judged]:
    """How a text in a column of days is judged: 2021-09-10, not after today."""

    def judge(text: str) -> Judged:
        try:
            day: date | None = date.fromisoformat(text) if len(text) == 10 else None
        except ValueError:
            day = None
        if day is not None:
            late = day > today
            fault = Fault(column, "data.day-future", text, today.isoformat()) if late else None
            return Judged(None if late else text, fault)
        if serial := day_of_serial(text):
            meant = serial.isoformat()
            return Judged(meant, Fault(column, "data.date-serial", text, meant))
        written = _day(plain(text))
        meant = written.isoformat() if written else ""
        return Judged(meant or None, Fault(column, "data.day-form", text, meant))

    return judge
