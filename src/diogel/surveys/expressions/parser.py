"""From tokens to the tree: precedence climbing, with limits that no real rule meets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from diogel.surveys.expressions.errors import ExpressionError
from diogel.surveys.expressions.patterns import pattern
from diogel.surveys.expressions.signatures import FUNCTIONS, TAKES_ENTRIES
from diogel.surveys.expressions.tokens import Token, tokens
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
    Step,
    inside,
    walk,
)

MOST_TOKENS = 1_600
DEEPEST = 100  # brackets within brackets
TALLEST = 150  # nodes on the way from the top of the tree to a leaf

_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
BINDING = {operator: level for level, row in enumerate(_LEVELS) for operator in row}
AXES = ("child", "parent", "self")


@lru_cache(maxsize=4096)
def read(text: str) -> Node:
    """The tree of an expression whatever functions it names; see `faults` for those.

    Raises
    ------
    ExpressionError
        The text is no expression, or is too long or too deep to be one.
    """
    return _Parser(text).whole()


@lru_cache(maxsize=4096)
def parse(text: str) -> Node:
    """The tree of an expression; ExpressionError when it is not one that can be worked out."""
    node = read(text)
    for fault in faults(node):
        raise fault
    return node


def faults(node: Node) -> Iterator[ExpressionError]:
    """Everything in a tree that could not be worked out, whatever the answers.

    Functions that do not exist or are given too few or too many things, or a value where
    they need entries; regular expressions that are none.
    """
    for found in walk(node):
        if isinstance(found, Call):
            fault = call_fault(found)
            if fault is not None:
                yield fault
            else:
                yield from _inside_call(found)
        elif isinstance(found, Path | Filter):
            start = found.origin if isinstance(found, Path) else found.operand
            yield from _without_entries(start)


def _inside_call(call: Call) -> Iterator[ExpressionError]:
    for place in TAKES_ENTRIES.get(call.function, ()):
        if place < len(call.arguments):
            yield from _without_entries(call.arguments[place])
    if call.function == "regex" and isinstance(described := call.arguments[1], Literal):
        try:
            pattern(str(described.value))
        except ExpressionError as fault:
            position = described.start + 1 + fault.position
            yield ExpressionError(position, fault.found, "pattern", described.end + 1)


def _without_entries(node: Node) -> Iterator[ExpressionError]:
    """The fault of a value that can never be an entry of a record."""
    gives = (
        FUNCTIONS[node.function].gives
        if isinstance(node, Call) and node.function in FUNCTIONS
        else "any"
    )
    if isinstance(node, Literal | Negative | Binary) or gives not in ("nodes", "any"):
        yield ExpressionError(node.start + 1, "", "arguments", node.end + 1)


def call_fault(call: Call) -> ExpressionError | None:
    """What is wrong with one call of a function, whatever it is given; None when nothing."""
    known = FUNCTIONS.get(call.function)
    end = call.start + 1 + len(call.function)
    if known is None:
        return ExpressionError(call.start + 1, call.function, "unknown-function", end)
    if not known.least <= len(call.arguments) <= known.most:
        return ExpressionError(call.start + 1, call.function, "arguments", end)
    return None


class _Parser:
    def __init__(self, text: str) -> None:
        self._tokens = tokens(text, MOST_TOKENS)
        self._at = 0
        self._depth = 0
        self._heights = dict[int, int]()  # of each node made, by identity

    @property
    def _next(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._next
        self._at += token.kind != "end"
        return token

    def _is(self, *texts: str) -> bool:
        return self._next.kind in ("symbol", "operator") and self._next.text in texts

    def _expect(self, symbol: str) -> Token:
        token = self._take()
        if token.text != symbol or token.kind == "text":
            raise _at(token)
        return token

    def _made(self, node: Node) -> Node:
        """Note how tall a node is. A chain of one level (`a or b or c`) grows no taller."""
        heights = [self._heights.get(id(each), 1) for each in inside(node)]
        grown = 1
        if isinstance(node, Binary) and isinstance(node.left, Binary):
            level = BINDING[node.operator]
            chain = level == BINDING[node.left.operator] and level not in (2, 3)
            heights[0] -= chain
        height = max(heights, default=0) + grown
        if height > TALLEST:
            raise ExpressionError(node.start + 1, "", "too-deep")
        self._heights[id(node)] = height
        return node

    def whole(self) -> Node:
        node = self._expression(0)
        if self._next.kind != "end":
            raise _at(self._next)
        return node

    def _expression(self, loosest: int) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(self._next.start + 1, self._next.text, "too-deep")
        node = self._unary()
        while self._next.kind == "operator" and BINDING[self._next.text] >= loosest:
            operator = self._take().text
            right = self._expression(BINDING[operator] + 1)
            node = self._made(Binary(operator, node, right, start=node.start, end=right.end))
        self._depth -= 1
        return node

    def _unary(self) -> Node:
        signs = list[Token]()
        while self._is("-"):
            signs.append(self._take())
        node = self._path()
        for sign in reversed(signs):
            node = self._made(Negative(node, start=sign.start, end=node.end))
        return node

    def _path(self) -> Node:
        """A value, and the steps and square brackets that come after it."""
        token = self._next
        if self._is("/", "//"):
            return self._absolute()
        if self._is(".."):
            here: Node = Here(start=token.start, end=token.start)
            return self._steps(here, [self._step()])
        if token.kind == "name" and not self._is_call():
            here = Here(start=token.start, end=token.start)
            return self._steps(here, [self._step()])
        if self._is("*"):
            return self._steps(Here(start=token.start, end=token.start), [self._step()])
        node = self._primary()
        predicates = self._predicates()
        if predicates:
            end = self._tokens[self._at - 1].end
            node = self._made(Filter(node, predicates, start=token.start, end=end))
        return self._steps(node, []) if self._is("/", "//") else node

    def _is_call(self) -> bool:
        after = self._tokens[self._at + 1]
        return after.text == "(" and after.kind == "symbol" and self._next.text != "node"

    def _absolute(self) -> Node:
        slash = self._next
        root = Root(start=slash.start, end=slash.start + 1)
        if slash.text == "//":
            return self._steps(root, [])
        self._take()
        if self._next.kind == "name" or self._is("*", "..", "."):
            return self._steps(root, [self._step()])
        return root

    def _steps(self, origin: Node, steps: list[Step]) -> Node:
        while self._is("/", "//"):
            slash = self._take()
            if slash.text == "//":
                steps.append(Step("descendant-or-self", "node()", start=slash.start, end=slash.end))
            steps.append(self._step())
        return self._made(Path(origin, tuple(steps), start=origin.start, end=steps[-1].end))

    def _step(self) -> Step:
        token = self._take()
        axis, test = "child", token.text
        if token.text in (".", "..") and token.kind == "symbol":
            axis, test = ("self" if token.text == "." else "parent"), "node()"
        else:
            if token.kind == "name" and self._is("::"):
                axis, token = self._axis(token), self._take()
            test = self._test(token)
        predicates = self._predicates()
        end = self._tokens[self._at - 1].end
        return Step(axis, test, predicates, start=token.start, end=end)

    def _axis(self, name: Token) -> str:
        if name.text not in AXES:
            raise _at(name)
        self._take()
        return name.text

    def _test(self, token: Token) -> str:
        """A name, "*" or "node()"."""
        if token.kind == "symbol" and token.text == "*":
            return "*"
        if token.kind != "name":
            raise _at(token)
        if token.text == "node" and self._is("("):
            self._take()
            self._expect(")")
            return "node()"
        return token.text

    def _predicates(self) -> tuple[Node, ...]:
        found = list[Node]()
        while self._is("["):
            self._take()
            found.append(self._expression(0))
            self._expect("]")
        return tuple(found)

    def _primary(self) -> Node:
        token = self._take()
        if token.kind == "number":
            return Literal(float(token.text), start=token.start, end=token.end)
        if token.kind == "text":
            return Literal(token.text[1:-1], start=token.start, end=token.end)
        if token.kind == "reference":
            return Reference(token.text[2:-1].strip(), start=token.start, end=token.end)
        if token.kind == "name":
            return self._call(token)
        if token.kind == "symbol" and token.text == "(":
            node = self._expression(0)
            self._expect(")")
            return node
        if token.kind == "symbol" and token.text == ".":
            return Here(start=token.start, end=token.end)
        raise _at(token)

    def _call(self, name: Token) -> Node:
        self._expect("(")
        arguments = list[Node]()
        while not self._is(")"):
            if arguments:
                self._expect(",")
            arguments.append(self._expression(0))
        end = self._take().end
        return self._made(Call(name.text, tuple(arguments), start=name.start, end=end))


def _at(token: Token) -> ExpressionError:
    return ExpressionError(token.start + 1, token.text)
