"""What an expression can come to, and how one kind is seen as another.

The rules are ODK's: a blank as a number is NaN and NaN as a text is blank; every comparison
of order is one of numbers, and with NaN it is false; a date is the number of days since 1970,
and a text that is a date counts as one wherever a number is wanted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import tzinfo

from diogel.surveys.expressions.moments import Moment, from_text
from diogel.surveys.expressions.record import Entry

Nodes = list[Entry]
Value = str | float | bool | Moment | Nodes

_NUMBER = re.compile(r"[ \t\r\n]*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?[ \t\r\n]*", re.ASCII)


def text_number(text: str, zone: tzinfo) -> float:
    """The number that a text stands for, a date's being its days; NaN for none."""
    if _NUMBER.fullmatch(text):
        return float(text)
    if len(text) >= 10 and text[4] == "-":
        moment = from_text(text, zone)
        if moment is not None:
            return moment.days
    return math.nan


def to_number(value: Value, zone: tzinfo) -> float:
    """A value as a number; of several entries, the first."""
    if isinstance(value, str):
        return text_number(value, zone)
    if isinstance(value, list):
        return text_number(value[0].value, zone) if value else math.nan
    if isinstance(value, Moment):
        return value.days
    return float(value)


def number_text(number: float) -> str:
    """A number as text: whole ones without a point, NaN as a blank."""
    if number != number:
        return ""
    if number in (math.inf, -math.inf):
        return "Infinity" if number > 0 else "-Infinity"
    if number % 1 == 0 and abs(number) < 1e21:
        return str(int(number))
    digits, _, exponent = repr(number).partition("e")
    if not exponent:
        return digits
    if -7 < int(exponent) < 0:
        return f"{number:.{len(digits.replace('-', '').replace('.', '')) - 1 - int(exponent)}f}"
    return f"{digits}e{int(exponent):+d}"


def to_text(value: Value) -> str:
    """A value as text; of several entries, the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].value if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value) if isinstance(value, float) else str(value)


def to_truth(value: Value) -> bool:
    """Whether a value counts as true.

    A text that is not blank, a number that is neither 0 nor NaN, entries that are there at
    all, blank or not.
    """
    if isinstance(value, float):
        return value != 0 and value == value
    if isinstance(value, Moment):
        return bool(value.milliseconds)
    return bool(value)


def equal(left: Value, right: Value, zone: tzinfo) -> bool:
    """Whether two values are equal; of entries, whether any of them is."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) == to_truth(right)
    if isinstance(left, list):
        if isinstance(right, list):
            return not _texts(left).isdisjoint(_texts(right))
        return any(equal(entry.value, right, zone) for entry in left)
    if isinstance(right, list):
        return any(equal(left, entry.value, zone) for entry in right)
    if isinstance(left, str) and isinstance(right, str):
        return left == right
    return to_number(left, zone) == to_number(right, zone)


def differs(left: Value, right: Value, zone: tzinfo) -> bool:
    """Whether two values differ; of entries, whether any of them does."""
    if isinstance(left, bool) or isinstance(right, bool):
        return to_truth(left) != to_truth(right)
    if isinstance(left, list):
        if isinstance(right, list):
            return bool(left) and bool(right) and len(_texts(left) | _texts(right)) > 1
        return any(differs(entry.value, right, zone) for entry in left)
    if isinstance(right, list):
        return any(differs(left, entry.value, zone) for entry in right)
    return not equal(left, right, zone)


def _texts(entries: Nodes) -> set[str]:
    return {entry.value for entry in entries}


def ordered(
    compare: Callable[[float, float], bool], left: Value, right: Value, zone: tzinfo
) -> bool:
    """Whether two values stand in an order; of entries, whether any of them does."""
    lefts = [e.value for e in left] if isinstance(left, list) else (left,)
    rights = [e.value for e in right] if isinstance(right, list) else (right,)
    numbers = [to_number(each, zone) for each in rights]
    return any(compare(to_number(a, zone), b) for a in lefts for b in numbers)
