"""Works out an expression for a record of answers by question id."""

from __future__ import annotations

import math
from collections.abc import Mapping

from diogel.surveys.expressions.errors import EvaluationError
from diogel.surveys.expressions.tree import Binary, Call, Literal, Negative, Node, Reference

Scalar = str | float | bool


def _scalar(value: object) -> Scalar:
    if value is None:
        return ""
    if isinstance(value, frozenset | set | tuple | list):
        return " ".join(sorted(map(str, value)))
    if isinstance(value, bool | str):
        return value
    return float(value) if isinstance(value, int | float) else str(value)


def as_number(value: Scalar) -> float:
    """The number of a value; NaN for a blank or a word."""
    if isinstance(value, str):
        try:
            return float(value) if value.strip() else math.nan
        except ValueError:
            return math.nan
    return float(value)


def as_text(value: Scalar) -> str:
    """The text of a value; whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else f"{value:g}" if value % 1 else str(int(value))
    return value


def as_truth(value: Scalar) -> bool:
    """Whether a value counts as true: text that is not empty, a number that is not 0 or NaN."""
    return bool(value) and not (isinstance(value, float) and math.isnan(value))


def _equal(left: Scalar, right: Scalar) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return left == right


def _binary(node: Binary, record: Mapping[str, object]) -> Scalar:
    if node.operator in ("and", "or"):
        holds = as_truth(_value(node.left, record))
        decided = holds if node.operator == "or" else not holds
        return holds if decided else as_truth(_value(node.right, record))
    left, right = _value(node.left, record), _value(node.right, record)
    if node.operator == "=":
        return _equal(left, right)
    if node.operator == "!=":
        return not _equal(left, right)
    a, b = as_number(left), as_number(right)
    if node.operator in ("+", "-"):
        return a + b if node.operator == "+" else a - b
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[node.operator]


def _call(node: Call, record: Mapping[str, object]) -> Scalar:
    given = [_value(argument, record) for argument in node.arguments]
    match node.function:
        case "selected":
            return as_text(given[1]) in as_text(given[0]).split()
        case "count-selected":
            return float(len(as_text(given[0]).split()))
        case "not":
            return not as_truth(given[0])
        case "string-length":
            return float(len(as_text(given[0])))
        case "number":
            return as_number(given[0])
        case _:
            return node.function == "true"


def _value(node: Node, record: Mapping[str, object]) -> Scalar:
    match node:
        case Literal(value):
            return value
        case Reference(name):
            return _scalar(record[name])
        case Negative(operand):
            return -as_number(_value(operand, record))
        case Binary():
            return _binary(node, record)
        case Call():
            return _call(node, record)
    raise EvaluationError(node.start + 1, "")


def evaluate(node: Node, record: Mapping[str, object]) -> bool:
    """Whether a rule holds for a record of answers by question id.

    KeyError when it names a question that the record does not have: the reader of forms
    refuses such a rule.
    """
    return as_truth(_value(node, record))
