"""The day on which a file says that it was taken out or published.

A later edition takes the place of an earlier one by this day, so a file that is added late
does not win over a newer one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_SAID = re.compile(
    r"(?P<next>next\s+)?\b(?:extracted|published|publication|released?|updated|from nomis)\b"
    r"[^.;\n]{0,40}?\b(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+"
    rf"(?P<month>{'|'.join(_MONTHS)})\s+(?P<year>20\d\d)\b",
    re.IGNORECASE,
)


def stated_day(texts: Iterable[str]) -> date | None:
    """The latest such day in texts; None when they state none. The next release is no such."""
    days = [day for text in texts for found in _SAID.finditer(text) if (day := _day(found))]
    return max(days, default=None)


def _day(found: re.Match[str]) -> date | None:
    if found["next"]:
        return None
    month = _MONTHS.index(found["month"].casefold()) + 1
    try:
        return date(int(found["year"]), month, int(found["day"]))
    except ValueError:
        return None
