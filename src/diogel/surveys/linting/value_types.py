"""What kind of value each part of a rule is, as far as the form alone can tell."""

from __future__ import annotations

from dataclasses import dataclass

from diogel.surveys.expressions import (
    FUNCTIONS,
    Binary,
    Call,
    ExpressionError,
    Here,
    Literal,
    Negative,
    Node,
    Reference,
    read,
)
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.rules import Rule

OF_ITEMS = {
    "integer": "number",
    "decimal": "number",
    "text": "text",
    "date": "date",
    "time": "time",
    "datetime": "date",
    "single": "choice",
    "multi": "multi",
}
ARITHMETIC = ("+", "-", "*", "div", "mod")
ORDER = ("<", "<=", ">", ">=")
EQUALITY = ("=", "!=")
DEEPEST_CALCULATIONS = 12


@dataclass(frozen=True, slots=True)
class Typed:
    """A kind of value, and the question that it is the answer to when it is one.

    `kind` is "boolean", "number", "text", "date", "time", "choice" (one code), "multi"
    (codes with spaces between), or "any" for what cannot be known.
    """

    kind: str
    item: Item | None = None


ANY = Typed("any")


def typed(form: Questionnaire, rule: Rule, node: Node) -> Typed:
    """The kind of one part of a rule."""
    return _typed(form, rule.item, node, 0)


def _typed(form: Questionnaire, here: Item, node: Node, depth: int) -> Typed:
    match node:
        case Literal(value):
            return Typed("text" if isinstance(value, str) else "number")
        case Negative():
            return Typed("number")
        case Binary(operator, _, _):
            return Typed("number" if operator in ARITHMETIC else "boolean")
        case Here():
            return _of_item(form, here, depth)
        case Reference(name):
            item = form.by_name.get(name)
            return _of_item(form, item, depth) if item else ANY
        case Call(function, arguments):
            return _of_call(form, here, function, arguments, depth)
    return ANY


def _of_item(form: Questionnaire, item: Item, depth: int) -> Typed:
    if item.kind in OF_ITEMS:
        return Typed(OF_ITEMS[item.kind], item)
    if item.kind != "calculate" or depth > DEEPEST_CALCULATIONS:
        return ANY
    try:
        tree = read(item.row["calculation"])
    except ExpressionError:
        return ANY
    found = _typed(form, item, tree, depth + 1)
    # A calculated value is kept as text: true and false are words by then.
    return ANY if found.kind == "boolean" else Typed(found.kind, None if found.item else item)


def _of_call(
    form: Questionnaire, here: Item, function: str, arguments: tuple[Node, ...], depth: int
) -> Typed:
    if function in ("if", "coalesce", "once"):
        kinds = {_typed(form, here, each, depth + 1) for each in arguments[function == "if" :]}
        kinds = {each for each in kinds if each != Typed("text")} or kinds
        return kinds.pop() if len(kinds) == 1 and function != "if" else ANY
    known = FUNCTIONS.get(function)
    if known is None or known.gives in ("any", "nodes"):
        return ANY
    return Typed(known.gives)


def numeric_codes(form: Questionnaire, item: Item | None) -> bool:
    """Whether every choice of a question is a number, so that it may be counted with."""
    codes = form.codes(item.list_name) if item else ()
    return bool(codes) and all(is_number(code) for code in codes)


def is_number(text: str) -> bool:
    """Whether a text reads as a number in a rule."""
    try:
        float(text)
    except ValueError:
        return False
    return text.strip()[-1:].isdigit() and "_" not in text and "e" not in text.lower()


def is_iso_date(text: str) -> bool:
    """Whether a text reads as a date, or a date and a time, in a rule."""
    from datetime import date, datetime

    try:
        date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) >= 10 and text[4:5] == "-"
