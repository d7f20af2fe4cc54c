"""The period that a text of a partner's table means, in either language.

A text may be read in more than one way ("2010-11" is a year or a month): each reading is
given, and the column decides. A value for several years together belongs to the last, with
the first kept beside it, and is never taken for a year's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from diogel.core import Grain, Period
from diogel.sources.messy.period_words import MONTH_NAME, MONTHS, tidied

FIRST_YEAR, LAST_YEAR = 1950, 2049
_LONGEST = 80  # [characters] of a text that is a period
# A number that no year is: most cells of a table, told apart at once.
_OTHER_NUMBER = re.compile(r"-?(?:\d{1,3}|\d{5}|\d{7,}|\d+\.0*[1-9]\d*)")
_CENTURY_FROM = 70  # '70 is 1970, '69 would be 2069: no file of ours is that old or new


@dataclass(frozen=True, slots=True)
class ReadPeriod:
    """One reading of a text.

    Attributes
    ----------
    period : Period
        For several years together, the last of them.
    first : Period or None
        The first of several years together; None for one period.
    doubt : str
        Why a person should confirm it: "two-years" (2023-2024), "quarter-year" (which year
        a quarter is of), "school-year", "day-order" (03/04/2024), "serial"; empty for none.
    """

    period: Period
    first: Period | None = None
    doubt: str = ""

    @property
    def grain(self) -> Grain:
        """How long the period is."""
        return self.period.grain


def read_period(text: str) -> ReadPeriod | None:
    """The likeliest reading of a text that stands alone; None when it is no period."""
    found = readings(text)
    return found[0] if found else None


def readings(text: str) -> tuple[ReadPeriod, ...]:
    """Every reading of the whole text, the likeliest first; none when it is no period."""
    if not text or len(text) > _LONGEST or _OTHER_NUMBER.fullmatch(text):
        return ()
    return _readings(text)


@lru_cache(maxsize=20_000)
def _readings(text: str) -> tuple[ReadPeriod, ...]:
    words = tidied(text)
    if not words or not re.search(r"\d", words):
        return ()
    for shape, make in _SHAPES:
        if found := shape.fullmatch(words):
            try:
                made = make(found)
            except ValueError:
                continue
            kept = tuple(reading for reading in made if _likely(reading))
            if kept:
                return kept
    return ()


def agreed(texts: Iterable[str]) -> dict[str, ReadPeriod]:
    """The reading of each text that suits its neighbours: one length of period for all.

    Dates that are all the first day of a month, or all the last, are months. A text without
    a reading is left out.
    """
    every = {text: readings(text) for text in dict.fromkeys(texts)}
    every = {text: found for text, found in every.items() if found}
    if not every:
        return {}
    chosen = max(Grain, key=lambda grain: (_share(every.values(), grain), _first(every, grain)))
    return {
        text: next((one for one in found if one.grain is chosen), found[0])
        for text, found in every.items()
    }


def _share(every: Iterable[Sequence[ReadPeriod]], grain: Grain) -> int:
    return sum(any(one.grain is grain for one in found) for found in every)


def _first(every: dict[str, tuple[ReadPeriod, ...]], grain: Grain) -> int:
    """How many texts have this length as their likeliest reading."""
    if grain is Grain.MONTH and _edges_of_months(every):
        return len(every) + 1
    return sum(found[0].grain is grain for found in every.values())


def _edges_of_months(every: dict[str, tuple[ReadPeriod, ...]]) -> bool:
    """True for dates that stand for months: all the first day, or several all the last."""
    days = [one.period for found in every.values() for one in found if one.grain is Grain.DAY]
    if len(days) < len(every):
        return False
    firsts = all(day.start.day == 1 for day in days)
    return firsts or (len(days) > 1 and all((day.shifted(1)).start.day == 1 for day in days))


def _likely(reading: ReadPeriod) -> bool:
    return FIRST_YEAR <= reading.period.start.year <= LAST_YEAR


def _year(text: str) -> int:
    number = int(text)
    if len(text) > 2:
        return number
    return number + (1900 if number >= _CENTURY_FROM else 2000)


def _calendar(year: int) -> Period:
    return Period(date(year, 1, 1), Grain.YEAR)


def _financial(year: int) -> Period:
    return Period(date(year, 4, 1), Grain.FINANCIAL_YEAR)


def _quarter(year: int, number: int) -> Period:
    return Period(date(year, number * 3 - 2, 1), Grain.QUARTER)


def _follows(first: str, second: str) -> bool:
    """True when the second year is the one after the first: 2023-24, 2023-2024."""
    return int(second) == (int(first) + 1) % int(10 ** len(second))


def _one_year(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(_calendar(int(found[1])))]


def _year_pair(found: re.Match[str]) -> list[ReadPeriod]:
    """2023-24; 2010-11 is November too; 2023-2024 may be two years; 2021-2023 is three."""
    first, mark, second = found[1], found[2], found[3]
    made = []
    if _follows(first, second):
        doubt = "two-years" if len(second) == 4 else ""
        made.append(ReadPeriod(_financial(int(first)), doubt=doubt))
        if len(second) == 4:
            made.append(ReadPeriod(_calendar(int(second)), _calendar(int(first)), "two-years"))
    if len(second) == 2 and mark in "-/" and 1 <= int(second) <= 12:
        month = ReadPeriod(Period.month(int(first), int(second)))
        made.append(month)
    if len(second) == 4 and int(second) > int(first) + 1:
        made.append(ReadPeriod(_calendar(int(second)), _calendar(int(first))))
    return made


def _named_financial(found: re.Match[str]) -> list[ReadPeriod]:
    if not _follows(found[1], found[2]):
        return []
    return [ReadPeriod(_financial(int(found[1])))]


def _school_year(found: re.Match[str]) -> list[ReadPeriod]:
    if not _follows(found[1], found[2]):
        return []
    return [ReadPeriod(_financial(int(found[1])), doubt="school-year")]


def _several_financial(found: re.Match[str]) -> list[ReadPeriod]:
    if not (_follows(found[1], found[2]) and _follows(found[3], found[4])):
        return []
    first, last = _financial(int(found[1])), _financial(int(found[3]))
    return [ReadPeriod(last, first)] if last.start > first.start else []


def _several_calendar(found: re.Match[str]) -> list[ReadPeriod]:
    first, last = int(found[1]), int(found[2])
    return [ReadPeriod(_calendar(last), _calendar(first))] if last > first else []


def _month_year(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(Period.month(_year(found[2]), MONTHS[found[1]]))]


def _year_month(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(Period.month(int(found[1]), MONTHS[found[2]]))]


def _month_number(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(Period.month(int(found["year"]), int(found["month"])))]


def _months(found: re.Match[str]) -> list[ReadPeriod]:
    """April to June 2024; April 2023 to March 2024; January to December 2023."""
    last = Period.month(_year(found[4]), MONTHS[found[3]])
    year = _year(found[2]) if found[2] else last.start.year
    first = Period.month(year, MONTHS[found[1]])
    return [ReadPeriod(span)] if (span := _span(first, last)) else []


def _span(first: Period, last: Period) -> Period | None:
    """The quarter or year that runs from one month to another; None for any other stretch."""
    number = (first.start.month + 2) // 3
    for period in (
        _quarter(first.start.year, number),
        _calendar(first.start.year),
        _financial(first.start.year),
    ):
        if period.start == first.start and period.end == last.end:
            return period
    return None


def _twelve_months(found: re.Match[str]) -> list[ReadPeriod]:
    last = Period.month(_year(found[2]), MONTHS[found[1]])
    span = _span(last.shifted(-11), last)
    return [ReadPeriod(span)] if span else []


def _calendar_quarter(found: re.Match[str]) -> list[ReadPeriod]:
    quarter = _quarter(int(found["year"]), int(found["quarter"]))
    return [ReadPeriod(quarter, doubt="quarter-year")]


def _plain_quarter(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(_quarter(int(found[1]), int(found[2])))]


def _financial_quarter(found: re.Match[str]) -> list[ReadPeriod]:
    """Quarter 1 of a financial year is April to June."""
    if not _follows(found["year"], found["next"]):
        return []
    return [ReadPeriod(_quarter(int(found["year"]), 2).shifted(int(found["quarter"]) - 1))]


def _days(day: date, doubt: str = "") -> list[ReadPeriod]:
    """The day, and the month too where it is the month's first or last."""
    whole = Period(day, Grain.DAY)
    month = Period.month(day.year, day.month)
    made = [ReadPeriod(whole, doubt=doubt)]
    if day in (month.start, month.end):
        made.append(ReadPeriod(month, doubt=doubt))
    return made


def _iso_day(found: re.Match[str]) -> list[ReadPeriod]:
    return _days(date(int(found[1]), int(found[2]), int(found[3])))


def _british_day(found: re.Match[str]) -> list[ReadPeriod]:
    day, month = int(found[1]), int(found[2])
    doubt = "day-order" if day <= 12 and month <= 12 and day != month else ""
    return _days(date(_year(found[3]), month, day), doubt)


def _written_day(found: re.Match[str]) -> list[ReadPeriod]:
    return _days(date(_year(found[3]), MONTHS[found[2]], int(found[1])))


def _written_days(found: re.Match[str]) -> list[ReadPeriod]:
    """1 April 2023 to 31 March 2024."""
    last = date(_year(found[6]), MONTHS[found[5]], int(found[4]))
    year = _year(found[3]) if found[3] else last.year
    first = date(year, MONTHS[found[2]], int(found[1]))
    ends = Period.month(last.year, last.month)
    if first.day != 1 or last != ends.end:
        return []
    span = _span(Period.month(first.year, first.month), ends)
    if span is None and (first.year, first.month) == (last.year, last.month):
        span = ends
    return [ReadPeriod(span)] if span else []


def _middle(found: re.Match[str]) -> list[ReadPeriod]:
    return [ReadPeriod(Period(date(int(found[1]), 6, 30), Grain.DAY))]


_M = rf"({MONTH_NAME})"
_Y2 = r"(\d{4}|\d{2})"
_TO = r"(?: ?- ?| to | i | hyd at | until | and | & | a | ac )"
_FY = r"(?:(?:financial year|blwyddyn ariannol|year|blwyddyn|fy|bla) ?)"
_ENDING = (
    r"(?:(?:(?:financial |rolling )?year|12 months?|twelve months?) (?:ending|ended|to|end)"
    r"|y/?e|(?:blwyddyn|12 mis|flwyddyn) (?:yn diweddu|yn gorffen|hyd at|hyd|i)|year end)"
)
_Q = r"(?:quarter|chwarter|qtr|q|ch)"
_ON = r"(?:(?:as )?at|on|ar) "

_SHAPES = tuple(
    (re.compile(shape), make)
    for shape, make in (
        (r"(?:calendar year |blwyddyn galendr |year |blwyddyn )?(\d{4})(?:\.0+)?", _one_year),
        (r"(\d{4}) ?([-/]) ?(\d{4}|\d{2})", _year_pair),
        (rf"{_FY}(\d{{4}}) ?[-/] ?(\d{{4}}|\d{{2}})", _named_financial),
        (
            r"(?:(?:academic|school) year|blwyddyn (?:academaidd|ysgol))"
            r" (\d{4}) ?[-/] ?(\d{4}|\d{2})",
            _school_year,
        ),
        (
            rf"(\d{{4}}) ?[-/] ?(\d{{4}}|\d{{2}}){_TO}(\d{{4}}) ?[-/] ?(\d{{4}}|\d{{2}})",
            _several_financial,
        ),
        (r"(\d{4})(?: to | i | and | & | a | ac )(\d{4})", _several_calendar),
        (rf"(?:mis )?{_M}[ ,/-]*'?{_Y2}", _month_year),
        (rf"(\d{{4}})[ ,/-]*{_M}", _year_month),
        (r"(?P<year>\d{4}) ?m ?(?P<month>\d{1,2})", _month_number),
        (r"(?P<month>\d{1,2}) ?[/.-] ?(?P<year>\d{4})", _month_number),
        (rf"(?:mis )?{_M}(?: '?{_Y2})?{_TO}(?:mis |fis )?{_M}[ ,]*'?{_Y2}", _months),
        (rf"{_ENDING} (?:mis )?{_M} ?{_Y2}", _twelve_months),
        (
            rf"{_ENDING} (?:\d{{1,2}}) {_M} ?{_Y2}",
            _twelve_months,
        ),
        (r"(\d{4})-q([1-4])", _plain_quarter),
        (
            rf"{_Q} ?(?P<quarter>[1-4])(?:af|il|ydd)?[ ,/-]*(?P<year>\d{{4}})"
            r" ?[-/] ?(?P<next>\d{4}|\d{2})",
            _financial_quarter,
        ),
        (
            rf"(?P<year>\d{{4}}) ?[-/] ?(?P<next>\d{{4}}|\d{{2}})[ ,/-]*{_Q} ?(?P<quarter>[1-4])",
            _financial_quarter,
        ),
        (
            rf"{_Q} ?(?P<quarter>[1-4])(?:af|il|ydd)?[ ,/-]*(?P<year>\d{{4}})",
            _calendar_quarter,
        ),
        (
            rf"(?P<year>\d{{4}})[ ,/-]*{_Q} ?(?P<quarter>[1-4])",
            _calendar_quarter,
        ),
        (rf"(?:{_ON})?(\d{{4}})-(\d{{2}})-(\d{{2}})(?: 00:00(?::00)?)?", _iso_day),
        (rf"(?:{_ON})?(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}})", _british_day),
        (rf"(?:{_ON})?(\d{{1,2}})(?:st|nd|rd|th|af|ain)? (?:o )?{_M} '?{_Y2}", _written_day),
        (
            rf"(\d{{1,2}}) {_M}(?: '?{_Y2})?{_TO}(\d{{1,2}}) {_M} '?{_Y2}",
            _written_days,
        ),
        (r"(?:mid|canol)[ -](?:year |blwyddyn )?(\d{4})", _middle),
    )
)
