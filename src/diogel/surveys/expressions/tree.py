"""The typed tree of an expression. Every node knows where in the text it stands.

`start` and `end` count characters from 0, so that `text[node.start:node.end]` is the node
as it was written; they play no part when two trees are compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field


def _position() -> int:
    return field(default=0, compare=False, repr=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted text."""

    value: str | float
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Reference:
    """The answer to a question: ${name}. In a repeat, the one beside whoever asks."""

    name: str
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Here:
    """The question itself: a full stop."""

    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Root:
    """The form as a whole: the slash that a path begins with."""

    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus something."""

    operand: Node
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Binary:
    """Two sides and what is between them.

    `operator` is one of: or and = != < <= > >= + - * div mod.
    """

    operator: str
    left: Node
    right: Node
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Call:
    """A function and what it is given; `start` is where the function's name begins."""

    function: str
    arguments: tuple[Node, ...]
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path.

    Attributes
    ----------
    axis : str
        "child", "parent", "self" or "descendant-or-self" (what `//` stands for).
    test : str
        A name, "*" for anything with a name, or "node()".
    predicates : tuple of Node
        What stands in square brackets; a number means a position, from 1.
    """

    axis: str
    test: str
    predicates: tuple[Node, ...] = ()
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from somewhere: `/a/b`, `../c`, `instance('x')/root/item[name = 'y']`."""

    origin: Node
    steps: tuple[Step, ...]
    start: int = _position()
    end: int = _position()


@dataclass(frozen=True, slots=True)
class Filter:
    """Something other than a path, with square brackets after it: `${a}[1]`."""

    operand: Node
    predicates: tuple[Node, ...]
    start: int = _position()
    end: int = _position()


Node = Literal | Reference | Here | Root | Negative | Binary | Call | Path | Filter


def inside(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside one, as they are written, predicates included."""
    match node:
        case Negative(operand):
            return (operand,)
        case Binary(_, left, right):
            return (left, right)
        case Call(_, arguments):
            return arguments
        case Path(origin, steps):
            return (origin, *(p for step in steps for p in step.predicates))
        case Filter(operand, predicates):
            return (operand, *predicates)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """The node and everything inside it, in the order written."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(inside(found)))


def references(node: Node) -> frozenset[str]:
    """The questions that an expression looks at by name."""
    return frozenset(found.name for found in walk(node) if isinstance(found, Reference))
