"""Functions of ticked codes, of yes and no, and of how many conditions hold."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.values import Value, to_number, to_text, to_truth


def _selected(_frame: Frame, ticked: Value, code: Value) -> Value:
    """Whether a code is among those ticked. Nothing ticked holds no code, not even none."""
    return to_text(code).strip() in to_text(ticked).split()


def _count_selected(_frame: Frame, ticked: Value) -> Value:
    return float(len(to_text(ticked).split()))


def _selected_at(frame: Frame, ticked: Value, place: Value) -> Value:
    """The code at a place, counted from 0; blank when there is none."""
    number = to_number(place, frame.env.zone)
    codes = to_text(ticked).split()
    return codes[int(number)] if 0 <= number < len(codes) else ""


def _choice_name(frame: Frame, code: Value, question: Value) -> Value:
    """What a code says in the respondent's language. The question is named in quotes."""
    name = to_text(question).strip().removeprefix("${").removesuffix("}").strip()
    name = name.rstrip("/").rpartition("/")[2]
    said = [frame.env.choice_name(name, each, frame.env.language) for each in to_text(code).split()]
    return ", ".join(said)


def _not(_frame: Frame, value: Value) -> Value:
    return not to_truth(value)


def _boolean(_frame: Frame, value: Value) -> Value:
    return to_truth(value)


def _boolean_from_string(_frame: Frame, value: Value) -> Value:
    return to_text(value) in ("1", "true")


def _coalesce(_frame: Frame, first: Value, second: Value) -> Value:
    return to_text(first) or to_text(second)


def _true(_frame: Frame) -> Value:
    return True


def _false(_frame: Frame) -> Value:
    return False


def _truths(value: Value) -> list[bool]:
    """Whether a value holds; of entries, whether each is answered."""
    if isinstance(value, list):
        return [bool(entry.value.strip()) for entry in value]
    return [to_truth(value)]


def _numbers(frame: Frame, value: Value) -> list[float]:
    if isinstance(value, list):
        return [to_number(entry.value, frame.env.zone) for entry in value]
    return [to_number(value, frame.env.zone)]


def _between(frame: Frame, held: float, least: Value, most: Value) -> bool:
    highest = to_number(most, frame.env.zone)
    return to_number(least, frame.env.zone) <= held <= (math.inf if highest == -1 else highest)


def _checklist(frame: Frame, least: Value, most: Value, *conditions: Value) -> Value:
    """Whether at least so many and at most so many conditions hold; -1 for no limit."""
    held = sum(truth for each in conditions for truth in _truths(each))
    return _between(frame, held, least, most)


def _weighted_checklist(frame: Frame, least: Value, most: Value, *pairs: Value) -> Value:
    """The same, each condition counting as much as the number after it."""
    held = 0.0
    for conditions, weights in zip(pairs[::2], pairs[1::2], strict=False):
        for truth, weight in zip(_truths(conditions), _numbers(frame, weights), strict=False):
            held += weight if truth else 0
    return _between(frame, held, least, most)


CHOICES: Mapping[str, Callable[..., Value]] = {
    "selected": _selected,
    "count-selected": _count_selected,
    "selected-at": _selected_at,
    "jr:choice-name": _choice_name,
    "not": _not,
    "boolean": _boolean,
    "boolean-from-string": _boolean_from_string,
    "coalesce": _coalesce,
    "true": _true,
    "false": _false,
    "checklist": _checklist,
    "weighted-checklist": _weighted_checklist,
}
