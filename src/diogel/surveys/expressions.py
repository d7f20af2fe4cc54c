"""Rules of a form (`${w7} = 'no'`): text to tokens to a typed tree to an answer.

The dialect is ODK's: a blank is the empty text, a blank or a word as a number is NaN, and
every comparison of order with NaN is false. Several ticked codes are a text of codes
separated by spaces.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

Scalar = str | float | bool

COMPARISONS = ("=", "!=", "<", "<=", ">", ">=")
FUNCTIONS = {
    "selected": 2,
    "count-selected": 1,
    "not": 1,
    "true": 0,
    "false": 0,
    "string-length": 1,
    "number": 1,
}


MOST_TOKENS, DEEPEST = 400, 40  # far beyond any real rule, within what recursion can hold


class ExpressionError(ValueError):
    """The text is not a rule; `position` is where it stopped making sense, from 1."""

    def __init__(self, position: int, found: str) -> None:
        self.position, self.found = position, found
        super().__init__(f"{position}: {found}")


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted text."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question: ${name}."""

    name: str


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and what is between them."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given."""

    function: str
    arguments: tuple[Node, ...]


Node = Literal | Reference | Negative | Binary | Call

_TOKEN = re.compile(
    r"\s*(?:(?P<reference>\$\{\s*[^{}\s]+\s*\})"
    r"|(?P<number>\d+(?:\.\d+)?)"
    r"|(?P<text>'[^']*'|\"[^\"]*\")"
    r"|(?P<name>[A-Za-z_][\w-]*)"
    r"|(?P<symbol>!=|<=|>=|[=<>()+,\-*]))"
)


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    position: int


def _tokens(text: str) -> Iterator[_Token]:
    at, end = 0, len(text.rstrip())
    while at < end:
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            start = at + len(text[at:]) - len(text[at:].lstrip())
            raise ExpressionError(start + 1, text[start : start + 12])
        kind = found.lastgroup
        yield _Token(kind, found.group(kind), found.start(kind) + 1)
        at = found.end()
    yield _Token("end", "", end + 1)


class _Parser:
    """Recursive descent, loosest first: or, and, equality, order, sum, sign."""

    LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"))

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._at = 0
        self._depth = 0
        if len(self._tokens) > MOST_TOKENS:
            beyond = self._tokens[MOST_TOKENS]
            raise ExpressionError(beyond.position, beyond.text)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _expect(self, symbol: str) -> None:
        token = self._take()
        if token.text != symbol:
            raise ExpressionError(token.position, token.text)

    def whole(self) -> Node:
        node = self._binary(0)
        if self._next.kind != "end":
            raise ExpressionError(self._next.position, self._next.text)
        return node

    def _binary(self, level: int) -> Node:
        if level == len(self.LEVELS):
            return self._unary()
        node = self._binary(level + 1)
        while self._next.kind in ("name", "symbol") and self._next.text in self.LEVELS[level]:
            operator = self._take().text
            node = Binary(operator, node, self._binary(level + 1))
        return node

    def _unary(self) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(self._next.position, self._next.text)
        if self._next.kind == "symbol" and self._next.text == "-":
            self._take()
            node: Node = Negative(self._unary())
        else:
            node = self._primary()
        self._depth -= 1
        return node

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "text":
            return Literal(token.text[1:-1])
        if token.kind == "reference":
            return Reference(token.text[2:-1].strip())
        if token.kind == "name":
            return self._call(token)
        if token.text == "(":
            node = self._binary(0)
            self._expect(")")
            return node
        raise ExpressionError(token.position, token.text)

    def _call(self, name: _Token) -> Node:
        if name.text not in FUNCTIONS or self._next.text != "(":
            raise ExpressionError(name.position, name.text)
        self._expect("(")
        arguments: list[Node] = []
        while self._next.text != ")" and self._next.kind != "end":
            if arguments:
                self._expect(",")
            arguments.append(self._binary(0))
        self._expect(")")
        if len(arguments) != FUNCTIONS[name.text]:
            raise ExpressionError(name.position, name.text)
        return Call(name.text, tuple(arguments))


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of a rule; ExpressionError when it is not one."""
    return _Parser(text).whole()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it."""
    yield node
    if isinstance(node, Negative):
        yield from walk(node.operand)
    elif isinstance(node, Binary):
        yield from walk(node.left)
        yield from walk(node.right)
    elif isinstance(node, Call):
        for argument in node.arguments:
            yield from walk(argument)


def references(node: Node) -> frozenset[str]:
    """The questions a rule looks at."""
    return frozenset(found.name for found in walk(node) if isinstance(found, Reference))


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


def evaluate(node: Node, record: Mapping[str, object]) -> bool:
    """Whether a rule holds for a record of answers by question id.

    KeyError when it names a question that the record does not have: the reader of forms
    refuses such a rule.
    """
    return as_truth(_value(node, record))
