"""Functions of text: cutting, joining, looking for, replacing."""

from __future__ import annotations

import math
import re
import uuid as identifiers
from collections.abc import Callable, Mapping

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.errors import EvaluationError
from diogel.surveys.expressions.patterns import pattern
from diogel.surveys.expressions.values import Value, to_number, to_text

_SPACES = re.compile(r"[ \t\r\n]+")
LONGEST = 100_000  # [characters] of a text made by an expression


def _own(frame: Frame, given: tuple[Value, ...]) -> str:
    """The text given, or that of the entry one is at."""
    return to_text(given[0]) if given else frame.here.value


def each_text(values: tuple[Value, ...]) -> list[str]:
    """The texts of some values, each entry's among them."""
    found = list[str]()
    for value in values:
        if isinstance(value, list):
            found.extend(entry.value for entry in value)
        else:
            found.append(to_text(value))
    return found


def _string(frame: Frame, *given: Value) -> Value:
    return _own(frame, given)


def _concat(_frame: Frame, *values: Value) -> Value:
    return "".join(each_text(values))[:LONGEST]


def _join(_frame: Frame, between: Value, *values: Value) -> Value:
    return to_text(between).join(each_text(values))[:LONGEST]


def _string_length(frame: Frame, *given: Value) -> Value:
    return float(len(_own(frame, given)))


def _whole(value: Value) -> int | None:
    """The whole number that a text begins with; None when it begins with none."""
    match = re.match(r"\s*[-+]?\d{1,15}", to_text(value), re.ASCII)
    return int(match[0]) if match else None


def _substr(_frame: Frame, text: Value, start: Value, *end: Value) -> Value:
    """From a place, counted from 0, to before another; negative counts from the end."""
    whole = to_text(text)
    first = _whole(start) or 0
    last = len(whole) if not end else _whole(end[0]) or 0
    return whole[slice(first if first >= -len(whole) else 0, last)]


def _half_up(number: float) -> float:
    return math.floor(number + 0.5) if math.isfinite(number) else number


def _substring(frame: Frame, text: Value, start: Value, *length: Value) -> Value:
    """The letters whose place, counted from 1, lies between two rounded numbers."""
    whole = to_text(text)
    first = _half_up(to_number(start, frame.env.zone))
    last = math.inf
    if length:
        last = first + _half_up(to_number(length[0], frame.env.zone))
    return "".join(letter for place, letter in enumerate(whole, 1) if first <= place < last)


def _substring_before(_frame: Frame, text: Value, mark: Value) -> Value:
    before, found, _ = _cut(text, mark)
    return before if found else ""


def _substring_after(_frame: Frame, text: Value, mark: Value) -> Value:
    _, found, after = _cut(text, mark)
    return after if found else ""


def _cut(text: Value, mark: Value) -> tuple[str, bool, str]:
    whole, part = to_text(text), to_text(mark)
    at = whole.find(part)
    return whole[: max(at, 0)], at >= 0, whole[at + len(part) :]


def _contains(_frame: Frame, text: Value, part: Value) -> Value:
    return to_text(part) in to_text(text)


def _starts_with(_frame: Frame, text: Value, part: Value) -> Value:
    return to_text(text).startswith(to_text(part))


def _ends_with(_frame: Frame, text: Value, part: Value) -> Value:
    return to_text(text).endswith(to_text(part))


def _normalize_space(frame: Frame, *given: Value) -> Value:
    return _SPACES.sub(" ", _own(frame, given)).strip(" ")


def _translate(_frame: Frame, text: Value, old: Value, new: Value) -> Value:
    instead = dict[int, str]()
    replacements = to_text(new)
    for place, letter in enumerate(to_text(old)):
        instead.setdefault(ord(letter), replacements[place : place + 1])
    return to_text(text).translate(instead)


def _regex(_frame: Frame, text: Value, described: Value) -> Value:
    """Whether a regular expression describes the whole text.

    One that is written in a rule is read with the form. One that comes from an answer and is
    none describes nothing.
    """
    try:
        return pattern(to_text(described)).matches(to_text(text))
    except EvaluationError:
        return False


def _uuid(frame: Frame, *length: Value) -> Value:
    """A random identifier, or one cut or lengthened to a number of letters."""
    chance = frame.env.chance

    def one() -> str:
        return str(identifiers.UUID(int=chance.getrandbits(128), version=4))

    if not length:
        return one()
    wanted = to_number(length[0], frame.env.zone)
    size = min(int(wanted), 1_000) if wanted > 0 else 0
    return "".join(one() for _ in range(size // 36 + 1))[:size]


TEXT: Mapping[str, Callable[..., Value]] = {
    "string": _string,
    "concat": _concat,
    "join": _join,
    "string-length": _string_length,
    "substr": _substr,
    "substring": _substring,
    "substring-before": _substring_before,
    "substring-after": _substring_after,
    "contains": _contains,
    "starts-with": _starts_with,
    "ends-with": _ends_with,
    "normalize-space": _normalize_space,
    "translate": _translate,
    "regex": _regex,
    "uuid": _uuid,
}
