"""From the tree to closures: each node becomes a function of where it is worked out."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.errors import EvaluationError
from diogel.surveys.expressions.functions_choices import CHOICES
from diogel.surveys.expressions.functions_dates import DATES
from diogel.surveys.expressions.functions_entries import ENTRIES
from diogel.surveys.expressions.functions_numbers import NUMBERS
from diogel.surveys.expressions.functions_text import TEXT
from diogel.surveys.expressions.operators import ARITHMETIC
from diogel.surveys.expressions.parser import call_fault, read
from diogel.surveys.expressions.paths import compile_filter, compile_path
from diogel.surveys.expressions.tree import (
    Binary,
    Call,
    Filter,
    Here,
    Literal,
    Negative,
    Node,
    Path,
    Reference,
    Root,
)
from diogel.surveys.expressions.values import (
    Value,
    differs,
    equal,
    ordered,
    to_number,
    to_text,
    to_truth,
)

Compiled = Callable[[Frame], Value]

_WORK: Mapping[str, Callable[..., Value]] = {**CHOICES, **DATES, **ENTRIES, **NUMBERS, **TEXT}
_ORDERS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@lru_cache(maxsize=8192)
def compiled(text: str) -> Compiled:
    """An expression's text as a function; ExpressionError when it is none.

    A function that does not exist is an error only when it is reached.
    """
    return compile_node(read(text))


def compile_node(node: Node) -> Compiled:
    """A tree as a function of where it is worked out."""
    match node:
        case Literal(value):
            return lambda _frame: value
        case Reference(name):
            return lambda frame: frame.env.find(name, frame.start)
        case Here():
            return lambda frame: [frame.here]
        case Root():
            return lambda frame: [frame.env.top]
        case Negative(operand):
            inside = compile_node(operand)
            return lambda frame: -to_number(inside(frame), frame.env.zone)
        case Binary():
            return _binary(node)
        case Call():
            return _call(node)
        case Path(origin, steps):
            return compile_path(compile_node(origin), steps, compile_node)
        case Filter(operand, predicates):
            return compile_filter(compile_node(operand), predicates, compile_node)


def _chain(node: Binary, signs: tuple[str, ...]) -> list[tuple[str, Node]]:
    """The parts of `a or b or c` with the sign before each, so that depth stays small."""
    parts = list[tuple[str, Node]]()
    left: Node = node
    while isinstance(left, Binary) and left.operator in signs:
        parts.append((left.operator, left.right))
        left = left.left
    parts.append((signs[0], left))
    return parts[::-1]


def _binary(node: Binary) -> Compiled:
    sign = node.operator
    if sign in ("or", "and"):
        parts = [compile_node(part) for _, part in _chain(node, (sign,))]
        if sign == "or":
            return lambda frame: any(to_truth(part(frame)) for part in parts)
        return lambda frame: all(to_truth(part(frame)) for part in parts)
    if sign in ARITHMETIC:
        return _arithmetic(node)
    if sign in _ORDERS:
        compare = _ORDERS[sign]
        left, right = compile_node(node.left), compile_node(node.right)
        return lambda frame: ordered(compare, left(frame), right(frame), frame.env.zone)
    return _equality(node)


def _arithmetic(node: Binary) -> Compiled:
    signs = ("+", "-") if node.operator in ("+", "-") else ("*", "div", "mod")
    (_, first), *rest = _chain(node, signs)
    begin = compile_node(first)
    parts = [(ARITHMETIC[sign], compile_node(part)) for sign, part in rest]

    def work(frame: Frame) -> Value:
        zone = frame.env.zone
        result = to_number(begin(frame), zone)
        for calculate, part in parts:
            result = calculate(result, to_number(part(frame), zone))
        return result

    return work


def _equality(node: Binary) -> Compiled:
    """Equal or not; an answer and a quoted code, the usual case, is compared at once."""
    is_equal = node.operator == "="
    left, right = compile_node(node.left), compile_node(node.right)
    if isinstance(node.left, Reference) and isinstance(node.right, Literal):
        code = node.right.value
        if isinstance(code, str):
            name = node.left.name

            def work(frame: Frame) -> Value:
                found = frame.env.find(name, frame.start)
                if len(found) == 1:
                    return (found[0].value == code) is is_equal
                return any((entry.value == code) is is_equal for entry in found)

            return work
    compare = equal if is_equal else differs
    return lambda frame: compare(left(frame), right(frame), frame.env.zone)


def _call(node: Call) -> Compiled:
    fault = call_fault(node)
    if fault is not None:
        return _failing(EvaluationError(fault.position, fault.found, fault.fault, fault.end))
    if node.function == "indexed-repeat":
        parts = [_indexed(place, each) for place, each in enumerate(node.arguments)]
    else:
        parts = [compile_node(each) for each in node.arguments]
    if node.function == "if":
        return _if(*parts)
    if node.function == "once":
        return _once(*parts)
    return _plain(_WORK[node.function], parts)


def _plain(work: Callable[..., Value], parts: list[Compiled]) -> Compiled:
    match parts:
        case []:
            return lambda frame: work(frame)
        case [only]:
            return lambda frame: work(frame, only(frame))
        case [first, second]:
            return lambda frame: work(frame, first(frame), second(frame))
    return lambda frame: work(frame, *[part(frame) for part in parts])


def _failing(error: EvaluationError) -> Compiled:
    def work(_frame: Frame) -> Value:
        raise error

    return work


def _if(condition: Compiled, then: Compiled, otherwise: Compiled) -> Compiled:
    return lambda frame: then(frame) if to_truth(condition(frame)) else otherwise(frame)


def _once(inside: Compiled) -> Compiled:
    """What the question already holds, or the value when it holds nothing."""
    return lambda frame: frame.here.value or to_text(inside(frame))


def _indexed(place: int, node: Node) -> Compiled:
    """An argument of indexed-repeat: names mean all their entries, not those beside it."""
    if isinstance(node, Reference) and (place == 0 or place % 2):
        name = node.name
        return lambda frame: frame.env.everywhere(name)
    return compile_node(node)
