"""Dates and months in both languages, by CLDR."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from diogel.core import Language
from diogel.language.catalogue import say

LOCALES: dict[Language, str] = {"en": "en_GB", "cy": "cy_GB"}


# The same days are said in every table and chart.
@lru_cache(maxsize=10_000)
def _formatted(day: date, pattern: str, language: Language) -> str:
    # Babel is imported when a date is first said: the help text of the command line says none.
    from babel.dates import format_date

    return format_date(day, pattern, locale=LOCALES[language])


def long_date(day: date, language: Language) -> str:
    """A day in full: 3 July 2026, 3 Gorffennaf 2026."""
    return _formatted(day, "d MMMM y", language)


def short_date(day: date, language: Language) -> str:
    """A day with its month shortened: 3 Jul 2026, 3 Gorff 2026."""
    return _formatted(day, "d MMM y", language)


def month_name(month: int, language: Language) -> str:
    """The name of a month, 1 to 12, as it stands alone."""
    return _formatted(date(2000, month, 1), "LLLL", language)


def short_month(month: int, language: Language) -> str:
    """The name of a month, 1 to 12, shortened as it stands alone: Mar, Maw."""
    return _formatted(date(2000, month, 1), "LLL", language)


def month_and_year(day: date, language: Language) -> str:
    """A month as a heading or label: July 2026, Gorffennaf 2026."""
    return _formatted(day, "LLLL y", language)


def in_month(day: date, language: Language) -> str:
    """A month as the time of something: in July 2026, ym mis Gorffennaf 2026.

    "Ym mis" is used always, so that no month's name has to mutate.
    """
    return say("phrases.in-month", language, month=month_and_year(day, language))


def date_range(first: date, last: date, language: Language) -> str:
    """Two days and what lies between: 1 to 10 September 2021, 1 i 10 Medi 2021.

    Month and year are said once where both days share them.
    """
    if first == last:
        return long_date(first, language)
    start = _formatted(first, _needed_parts(first, last), language)
    return say("phrases.date-range", language, first=start, last=long_date(last, language))


def _needed_parts(first: date, last: date) -> str:
    if first.year != last.year:
        return "d MMMM y"
    return "d MMMM" if first.month != last.month else "d"


def month_range(first: date, last: date, language: Language) -> str:
    """Two months and what lies between: August to September 2021, mis Awst i fis Medi 2021."""
    if (first.year, first.month) == (last.year, last.month):
        return month_and_year(first, language)
    start = month_and_year(first, language)
    if first.year == last.year:
        start = month_name(first.month, language)
    end = month_and_year(last, language)
    return say("phrases.month-range", language, first=start, last=end)


def quarter(number: int, year: int, language: Language) -> str:
    """A quarter of a year as a label: Quarter 1, 2026; Chwarter 1, 2026."""
    return say("phrases.quarter", language, quarter=number, year=year)


def financial_year(first_year: int) -> str:
    """A year from April to March, the same in both languages: 2020-21, 1999-2000."""
    following = first_year + 1
    return f"{first_year}-{following if following % 100 == 0 else f'{following % 100:02d}'}"
