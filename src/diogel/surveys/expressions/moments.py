"""Days and times as the dialect knows them: days since 1970 as a number, ISO as a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

DAY = 86_400_000  # [ms]
NO_DATE = "Invalid Date"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d+))?)?)?(Z|[-+]\d\d:\d\d)?)?",
    re.ASCII,
)
_TIME = re.compile(r"(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[-+]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a date with a time.

    Attributes
    ----------
    milliseconds : int or None
        Since 1970 began in Greenwich. [ms] None for what is no date.
    zone : tzinfo
        The time zone that it is written in.
    """

    milliseconds: int | None
    zone: tzinfo

    @property
    def days(self) -> float:
        """Days since 1970 began in Greenwich; NaN for what is no date."""
        return float("nan") if self.milliseconds is None else self.milliseconds / DAY

    @property
    def local(self) -> datetime | None:
        """On the clock of its zone; None for what is no date."""
        if self.milliseconds is None:
            return None
        try:
            return (_EPOCH + timedelta(milliseconds=self.milliseconds)).astimezone(self.zone)
        except (OverflowError, ValueError):
            return None

    def __str__(self) -> str:
        local = self.local
        if local is None:
            return NO_DATE
        text = local.isoformat(timespec="milliseconds")
        day, _, clock = text.partition("T")
        return day if clock.startswith("00:00:00.000") else text


def from_datetime(moment: datetime, zone: tzinfo) -> Moment:
    """A moment from one that knows its own zone."""
    return Moment(round((moment - _EPOCH) / timedelta(milliseconds=1)), zone)


def from_days(days: float, zone: tzinfo) -> Moment:
    """The moment some days after 1970 began in Greenwich."""
    milliseconds = days * DAY
    if not -1e15 < milliseconds < 1e15:
        return Moment(None, zone)
    return Moment(round(milliseconds), zone)


def from_text(text: str, zone: tzinfo, *, padded: bool = True) -> Moment | None:
    """The moment that an ISO date, with a time or without, stands for; None when none.

    A time without a zone, and midnight of a date without a time, are on the zone's clock.
    `padded` False also reads 2021-3-9.
    """
    match = _ISO.fullmatch(text)
    if match is None or (padded and len(match[2]) + len(match[3]) < 4):
        return None
    year, month, day, hour, minute, second = (int(match[n] or 0) for n in range(1, 7))
    fraction = int((match[7] or "0")[:6].ljust(6, "0"))
    offset = _offset(match[8], zone)
    if offset is None:
        return None
    try:
        local = datetime(year, month, day, hour, minute, second, fraction, tzinfo=offset)
        return from_datetime(local, zone)
    except (ValueError, OverflowError):
        return None


def _offset(text: str | None, zone: tzinfo) -> tzinfo | None:
    """The zone that a text such as "+01:00" means; None when no clock is set like that."""
    if text is None:
        return zone
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[4:6])
    if hours > 14 or minutes > 59:
        return None
    shift = timedelta(hours=hours, minutes=minutes)
    from datetime import timezone

    return timezone(-shift if text[0] == "-" else shift)


def time_of_day(text: str, zone: tzinfo) -> float:
    """The part of the day gone at a time such as 06:00:00.000+01:00, on the zone's clock.

    A time with an offset is read as of 1 January 1970. NaN for what is no time.
    """
    match = _TIME.fullmatch(text)
    moment = from_text(f"1970-01-01T{text}", zone) if match else None
    local = moment.local if moment else None
    if local is None:
        return float("nan")
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    return (local.replace(tzinfo=None) - midnight.replace(tzinfo=None)) / timedelta(days=1)


def midnight(moment: datetime, zone: tzinfo) -> Moment:
    """The beginning of the day that a moment falls on."""
    day: date = moment.astimezone(zone).date()
    return from_datetime(datetime(day.year, day.month, day.day, tzinfo=zone), zone)
