"""Functions of entries: how many, which one, in what order."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.errors import EvaluationError
from diogel.surveys.expressions.record import Entry
from diogel.surveys.expressions.values import Nodes, Value, to_number, to_text

_PRIME, _FACTOR = 2**31 - 1, 16_807  # Park and Miller's generator, which ODK prescribes


def entries(value: Value) -> Nodes:
    """The entries that a value is; EvaluationError when it is something else."""
    if not isinstance(value, list):
        raise EvaluationError(1, to_text(value)[:40], "arguments")
    return value


def _count(_frame: Frame, value: Value) -> Value:
    return float(len(entries(value)))


def _count_non_empty(_frame: Frame, value: Value) -> Value:
    return float(sum(bool(entry.value) for entry in entries(value)))


def _position(frame: Frame, *given: Value) -> Value:
    """Which one: of the entries being looked through, or of a repeat's instances."""
    if not given:
        return float(frame.position)
    found = entries(given[0])
    if not found or found[0].parent is None:
        return math.nan
    entry = found[0]
    siblings = entry.parent.named(entry.name) if entry.parent else [entry]
    return float(next(n for n, each in enumerate(siblings, 1) if each is entry))


def _last(frame: Frame) -> Value:
    return float(frame.size)


def _name(frame: Frame, *given: Value) -> Value:
    found = entries(given[0]) if given else [frame.here]
    return found[0].name if found else ""


def _current(frame: Frame) -> Value:
    return [frame.start]


def _instance(frame: Frame, name: Value) -> Value:
    found = frame.env.instances.get(to_text(name))
    return [found] if found is not None else []


def _indexed_repeat(frame: Frame, wanted: Value, *pairs: Value) -> Value:
    """The entries inside the numbered instance of a repeat, and of a repeat within that."""
    found = entries(wanted)
    repeats = [entries(each) for each in pairs[::2]]
    numbers = [to_number(each, frame.env.zone) for each in pairs[1::2]]
    outermost_first = sorted(zip(repeats, numbers, strict=False), key=lambda pair: _depth(pair[0]))
    chosen: Entry | None = None
    for instances, number in outermost_first:
        inside = [each for each in instances if chosen is None or _within(each, chosen)]
        if not 1 <= number <= len(inside):
            return []
        chosen = inside[int(number) - 1]
    return [entry for entry in found if chosen is None or _within(entry, chosen)]


def _depth(instances: Nodes) -> int:
    """How far below the top a repeat stands."""
    depth, standing = 0, instances[0] if instances else None
    while standing is not None:
        depth, standing = depth + 1, standing.parent
    return depth


def _within(entry: Entry, outer: Entry) -> bool:
    standing: Entry | None = entry
    while standing is not None:
        if standing is outer:
            return True
        standing = standing.parent
    return False


def _randomize(frame: Frame, value: Value, *seed: Value) -> Value:
    """The entries in an order of chance: the same for the same seed, as in other tools."""
    shuffled = Nodes()
    chance = _Chance(_seed(frame, seed[0]) if seed else frame.env.chance.getrandbits(31))
    for place, entry in enumerate(entries(value)):
        instead = math.floor(chance.next() * (place + 1))
        shuffled.append(entry)
        shuffled[place] = shuffled[instead]
        shuffled[instead] = entry
    return shuffled


def _seed(frame: Frame, value: Value) -> int:
    number = to_number(value, frame.env.zone)
    if math.isfinite(number):
        return math.trunc(number)
    text = to_text(value)
    digest = hashlib.sha256(text.encode()).digest()[:8]
    return int.from_bytes(digest, "big", signed=True) if text else 0


class _Chance:
    def __init__(self, seed: int) -> None:
        left = _remainder(seed)
        self._state = left if left > 0 else left + _PRIME - 1

    def next(self) -> float:
        """A number from 0 to below 1."""
        self._state = self._state * _FACTOR % _PRIME
        return (self._state - 1) / (_PRIME - 1)


def _remainder(seed: int) -> int:
    """What is left after division, with the sign of what was divided."""
    left = abs(seed) % _PRIME
    return left if seed >= 0 else -left


ENTRIES: Mapping[str, Callable[..., Value]] = {
    "count": _count,
    "count-non-empty": _count_non_empty,
    "position": _position,
    "last": _last,
    "name": _name,
    "local-name": _name,
    "current": _current,
    "instance": _instance,
    "indexed-repeat": _indexed_repeat,
    "randomize": _randomize,
}
