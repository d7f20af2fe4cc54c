"""Functions of numbers. A blank or a word is NaN, and NaN in is NaN out."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.moments import Moment
from diogel.surveys.expressions.values import Value, text_number, to_number


def _of_one(work: Callable[[float], float]) -> Callable[[Frame, Value], Value]:
    """A function of one number; NaN where it has no value."""

    def function(frame: Frame, value: Value) -> Value:
        number = to_number(value, frame.env.zone)
        if math.isnan(number):
            return math.nan
        try:
            return float(work(number))
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    return function


def _power(base: float, exponent: float) -> float:
    try:
        result = base**exponent
    except ZeroDivisionError:
        return math.inf
    except OverflowError:
        return math.inf if base > 0 or exponent % 2 == 0 else -math.inf
    return result if isinstance(result, float) else math.nan


def _pow(frame: Frame, base: Value, exponent: Value) -> Value:
    return _power(to_number(base, frame.env.zone), to_number(exponent, frame.env.zone))


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _floor(number: float) -> float:
    return math.floor(number) if math.isfinite(number) else number


def _ceiling(number: float) -> float:
    return math.ceil(number) if math.isfinite(number) else number


def _int(number: float) -> float:
    return math.trunc(number) if math.isfinite(number) else number


def _atan2(frame: Frame, y: Value, x: Value) -> Value:
    return math.atan2(to_number(y, frame.env.zone), to_number(x, frame.env.zone))


def _number(frame: Frame, *given: Value) -> Value:
    value = given[0] if given else frame.here.value
    return value if isinstance(value, Moment) else to_number(value, frame.env.zone)


def _round(frame: Frame, value: Value, *places: Value) -> Value:
    """To the nearest, a half away from zero, at a number of decimal places."""
    number = to_number(value, frame.env.zone)
    digits = to_number(places[0], frame.env.zone) if places else 0.0
    if math.isnan(digits):
        return math.nan
    if not math.isfinite(number) or abs(digits) > 300:
        return number
    shift = _power(10.0, digits)
    shifted = abs(number) * shift
    if not math.isfinite(shifted):
        return number
    return math.copysign(math.floor(shifted + 0.5) / shift, number) + 0.0


def _each_number(frame: Frame, values: tuple[Value, ...]) -> list[float]:
    found = list[float]()
    for value in values:
        if isinstance(value, list):
            found.extend(text_number(entry.value, frame.env.zone) for entry in value)
        else:
            found.append(to_number(value, frame.env.zone))
    return found


def _sum(frame: Frame, value: Value) -> Value:
    """The sum of entries: NaN when one is blank, 0 when there are none."""
    return math.fsum(numbers) if _usable(numbers := _each_number(frame, (value,))) else math.nan


def _usable(numbers: list[float]) -> bool:
    infinite = {number for number in numbers if math.isinf(number)}
    return not any(map(math.isnan, numbers)) and len(infinite) < 2


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., Value]:
    def function(frame: Frame, *values: Value) -> Value:
        numbers = _each_number(frame, values)
        return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else math.nan

    return function


def _pi(_frame: Frame) -> Value:
    return math.pi


def _random(frame: Frame) -> Value:
    return frame.env.chance.random()


NUMBERS: Mapping[str, Callable[..., Value]] = {
    "number": _number,
    "int": _of_one(_int),
    "round": _round,
    "floor": _of_one(_floor),
    "ceiling": _of_one(_ceiling),
    "abs": _of_one(abs),
    "pow": _pow,
    "exp": _of_one(math.exp),
    "exp10": _of_one(lambda number: _power(10.0, number)),
    "log": _of_one(_log),
    "log10": _of_one(_log10),
    "sqrt": _of_one(math.sqrt),
    "sin": _of_one(math.sin),
    "cos": _of_one(math.cos),
    "tan": _of_one(math.tan),
    "asin": _of_one(math.asin),
    "acos": _of_one(math.acos),
    "atan": _of_one(math.atan),
    "atan2": _atan2,
    "pi": _pi,
    "random": _random,
    "sum": _sum,
    "min": _extreme(min),
    "max": _extreme(max),
}
