"""Which counted cells the base of a routed question tells: those that its rule names.

A base that is a cell (or all but it) tells that cell's count: whoever hides the one must
hide the other. Only the answers that the rule compares are looked at: another cell may be
just as large by chance, and nobody could conclude anything from that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from diogel.core import Base
from diogel.surveys.counting import NO_RESPONSE, Cell, Counted
from diogel.surveys.expressions import Binary, Call, Literal, Node, Reference, parse, walk


def link_routes(counted: Counted) -> None:
    """Say of each routed cell which counted cells its base tells."""
    for cell in list(counted.cells.values()):
        if cell.base is Base.ROUTED and "+" not in cell.question:
            told = route_of(counted, cell.question, cell.of)
            if told:
                counted.cells[cell.id] = replace(cell, within=told)


def route_of(counted: Counted, question: str, base: frozenset[str]) -> str:
    """The cells that a base of a routed question tells, joined by "+"; empty for none.

    Each that the base, or all but the base, is by itself; else all that the rule names, when
    the base is these together or what they leave.
    """
    rule = counted.answers.instrument.question(question).relevant
    if not rule:
        return ""
    named = [counted.cells[name] for name in named_cells(rule) if name in counted.cells]
    alone = [cell.shown for cell in named if _tells(base, cell.who, cell.of)]
    if alone or not named:
        return "+".join(alone)
    union = frozenset().union(*(cell.who for cell in named))
    everybody = frozenset().union(*(cell.of for cell in named))
    return "+".join(_shown(named)) if _tells(base, union, everybody) else ""


def _shown(cells: list[Cell]) -> list[str]:
    return [cell.shown for cell in cells]


def _tells(base: frozenset[str], who: frozenset[str], of: frozenset[str]) -> bool:
    """Whether a base is just a set of answers, or all but it; sizes first, for speed."""
    if len(base) == len(who) and base == who:
        return True
    return len(base) == len(of) - len(who) and base == of - who


@cache
def named_cells(rule: str) -> tuple[str, ...]:
    """The cells whose answers a rule compares: "w7.no" for `${w7} = 'no'`, in its order."""
    return tuple(dict.fromkeys(name for node in walk(parse(rule)) for name in _named(node)))


def _named(node: Node) -> Iterator[str]:
    match node:
        case Binary("=" | "!=", Reference(name), Literal(value)) | Binary(
            "=" | "!=", Literal(value), Reference(name)
        ):
            code = value if isinstance(value, str) else f"{value:g}"
            yield f"{name}.{code or NO_RESPONSE}"
        case Call("selected", (Reference(name), Literal(str() as code))):
            yield f"{name}.{code}"
        case Call("count-selected", (Reference(name),)):
            # Ticked at all, or not: the line of those who ticked nothing.
            yield f"{name}.{NO_RESPONSE}"
