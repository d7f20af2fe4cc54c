"""Functions of dates and times."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache

from babel.dates import get_day_names, get_month_names

from diogel.core import Language
from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.moments import (
    Moment,
    from_datetime,
    from_days,
    from_text,
    midnight,
    time_of_day,
)
from diogel.surveys.expressions.values import Value, to_text

_CODE = re.compile(r"%[YymnbdeaHhMS3]")
_TIMES = frozenset("HhMS3")


def _today(frame: Frame) -> Value:
    return midnight(frame.env.clock(), frame.env.zone)


def _now(frame: Frame) -> Value:
    return from_datetime(frame.env.clock(), frame.env.zone)


def _moment(frame: Frame, value: Value, *, padded: bool = True) -> Moment | None:
    """The moment that a value stands for; None when it stands for none."""
    zone = frame.env.zone
    if isinstance(value, bool):
        return None
    if isinstance(value, Moment):
        return None if value.milliseconds is None else value
    if isinstance(value, float):
        return None if math.isnan(value) else from_days(value, zone)
    return from_text(to_text(value), zone, padded=padded)


def _date(frame: Frame, value: Value) -> Value:
    """A date; a blank stays a blank, and what is no date is known as none."""
    if isinstance(value, bool) or (isinstance(value, str | list) and not to_text(value)):
        return ""
    return _moment(frame, value, padded=False) or Moment(None, frame.env.zone)


def _decimal_date_time(frame: Frame, value: Value) -> Value:
    moment = _moment(frame, value)
    return moment.days if moment else math.nan


def _decimal_time(frame: Frame, value: Value) -> Value:
    return time_of_day(to_text(value), frame.env.zone)


def _format_date(frame: Frame, value: Value, form: Value) -> Value:
    """A date in a form such as "%e %b %Y"; blank for what is no date."""
    moment = _moment(frame, value)
    local = moment.local if moment else None
    if local is None:
        return ""
    return _CODE.sub(lambda found: _part(found[0][1], local, frame.env.language), to_text(form))


def _part(code: str, local: datetime, language: Language) -> str:
    """What one letter after a percent sign stands for."""
    match code:
        case "b":
            return _months(language)[local.month]
        case "a":
            return _days(language)[local.weekday()]
        case "3":
            return f"{local.microsecond // 1000:03}"
    numbers = {
        "Y": f"{local.year:04}",
        "y": f"{local.year % 100:02}",
        "m": f"{local.month:02}",
        "n": str(local.month),
        "d": f"{local.day:02}",
        "e": str(local.day),
        "H": f"{local.hour:02}",
        "h": str(local.hour),
        "M": f"{local.minute:02}",
        "S": f"{local.second:02}",
    }
    return numbers[code]


@cache
def _months(language: Language) -> Mapping[int, str]:
    """Short names of the months, from 1."""
    return dict(get_month_names("abbreviated", locale=language))


@cache
def _days(language: Language) -> Mapping[int, str]:
    """Short names of the days, Monday being 0."""
    return dict(get_day_names("abbreviated", locale=language))


DATES: Mapping[str, Callable[..., Value]] = {
    "today": _today,
    "now": _now,
    "date": _date,
    "date-time": _date,
    "decimal-date": _decimal_date_time,
    "decimal-date-time": _decimal_date_time,
    "decimal-time": _decimal_time,
    "format-date": _format_date,
    "format-date-time": _format_date,
}
