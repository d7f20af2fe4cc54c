"""Rules that compare or count what cannot be compared or counted."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import Problem, Severity
from diogel.surveys.expressions import Binary, Call, ExpressionError, Here, Literal, Node, Reference
from diogel.surveys.expressions.patterns import pattern
from diogel.surveys.linting.questionnaire import Questionnaire
from diogel.surveys.linting.rules import CONDITIONS, Rule, parts
from diogel.surveys.linting.slow_patterns import could_hang
from diogel.surveys.linting.value_types import (
    ARITHMETIC,
    EQUALITY,
    ORDER,
    Typed,
    is_iso_date,
    is_number,
    numeric_codes,
    typed,
)
from diogel.surveys.suggestions import nearest

NUMBERS_ONLY = frozenset(
    (
        *("round", "floor", "ceiling", "abs", "pow", "exp", "exp10", "log", "log10", "sqrt"),
        *("sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sum", "min", "max"),
    )
)
TURN_INTO_NUMBERS = frozenset(("number", "int"))
TICKED = frozenset(("selected", "count-selected", "selected-at"))
DATES = frozenset(("format-date", "format-date-time", "decimal-date", "decimal-date-time"))
# What ODK Collect, and ODK Validate with it, does not know though ODK Web Forms does.
NOT_IN_COLLECT = {
    "floor": "int",
    "ceiling": "round",
    "substring": "substr",
    "decimal-date": "decimal-date-time",
    "last": "count",
    "name": "-",
    "local-name": "-",
}
NEEDS_ARGUMENT = ("number", "string")
A_DATE = "date('2021-09-10')"


def check_types(form: Questionnaire, rule: Rule) -> Iterator[Problem]:
    """Every type fault of a rule."""
    for node in parts(rule):
        match node:
            case Binary(operator, left, right) if operator in EQUALITY:
                yield from _equality(form, rule, node, left, right)
            case Binary(operator, left, right) if operator in ORDER:
                yield from _order(form, rule, left, right)
            case Binary(operator, left, right) if operator in ARITHMETIC:
                for side in (left, right):
                    yield from _number(form, rule, side)
            case Call(function, arguments):
                yield from _call(form, rule, node, function, arguments)
    if rule.column in CONDITIONS:
        yield from _condition(form, rule, rule.tree)


def _equality(
    form: Questionnaire, rule: Rule, node: Node, left: Node, right: Node
) -> Iterator[Problem]:
    kinds = typed(form, rule, left), typed(form, rule, right)
    if isinstance(left, Literal) or isinstance(right, Literal):
        for one, other, kind in ((left, right, kinds[0]), (right, left, kinds[1])):
            if isinstance(other, Literal) and other.value != "":
                yield from _with_literal(form, rule, node, one, kind, other)
        return
    names = {kind.kind for kind in kinds}
    if "multi" in names and names <= {"multi", "choice"}:
        many, one = (left, right) if kinds[0].kind == "multi" else (right, left)
        yield rule.problem("form.multi-equals", node, _selected(rule, many, rule.written(one)))
    elif names in ({"number", "date"}, {"boolean", "text"}, {"boolean", "choice"}):
        yield rule.problem("form.types-differ", node)


def _with_literal(
    form: Questionnaire, rule: Rule, node: Node, one: Node, kind: Typed, literal: Literal
) -> Iterator[Problem]:
    """A comparison with a text or number that is written in the rule."""
    text = _plain(literal.value)
    match kind.kind:
        case "choice" if kind.item is not None:
            yield from _code(form, rule, kind, text)
        case "multi":
            yield rule.problem("form.multi-equals", node, _selected(rule, one, f"'{text}'"))
        case "number" if isinstance(literal.value, str) and not is_number(text):
            yield rule.problem("form.number-and-word", node)
        case "date" if not is_iso_date(text):
            yield rule.problem("form.not-a-date", literal, A_DATE)
        case "boolean" if isinstance(literal.value, str):
            yield rule.problem("form.types-differ", node)


def _order(form: Questionnaire, rule: Rule, left: Node, right: Node) -> Iterator[Problem]:
    kinds = typed(form, rule, left).kind, typed(form, rule, right).kind
    for one, other_kind in ((left, kinds[1]), (right, kinds[0])):
        dated = other_kind in ("date", "time")
        if isinstance(one, Literal) and isinstance(one.value, str) and dated:
            if other_kind == "date" and not is_iso_date(one.value):
                yield rule.problem("form.not-a-date", one, A_DATE)
        elif isinstance(one, Literal) and isinstance(one.value, float) and other_kind == "date":
            yield rule.problem("form.not-a-date", one, A_DATE)
        else:
            yield from _number(form, rule, one)


def _number(form: Questionnaire, rule: Rule, node: Node) -> Iterator[Problem]:
    """A value where only a number makes sense."""
    found = typed(form, rule, node)
    match found.kind:
        case "text" if isinstance(node, Literal) and not is_number(str(node.value)):
            wrong = not is_iso_date(str(node.value))
        case "text":
            wrong = isinstance(node, Reference | Here)
        case "choice":
            wrong = not numeric_codes(form, found.item)
        case "multi":
            wrong = True
        case _:
            wrong = False
    if wrong:
        yield rule.problem("form.number-wanted", node)


def _call(
    form: Questionnaire, rule: Rule, node: Node, function: str, arguments: tuple[Node, ...]
) -> Iterator[Problem]:
    bare = function in NEEDS_ARGUMENT and not arguments
    if function in NOT_IN_COLLECT or bare:
        near = NOT_IN_COLLECT.get(function, f"{function}(.)")
        yield rule.problem("form.not-in-collect", node, near, Severity.LOOK)
    if not arguments:
        return
    first = typed(form, rule, arguments[0])
    if function in TICKED and first.item is not None:
        yield from _ticked(form, rule, node, function, arguments, first)
    elif function in NUMBERS_ONLY:
        for each in arguments:
            yield from _number(form, rule, each)
    elif function in TURN_INTO_NUMBERS and first.kind in ("choice", "multi"):
        yield from _number(form, rule, arguments[0])
    elif function == "date" and isinstance(arguments[0], Literal):
        if isinstance(arguments[0].value, str) and not is_iso_date(arguments[0].value):
            yield rule.problem("form.not-a-date", arguments[0], A_DATE)
    elif function in DATES and first.kind in ("text", "choice", "multi", "boolean"):
        literal = arguments[0].value if isinstance(arguments[0], Literal) else ""
        if not (isinstance(literal, str) and is_iso_date(literal)):
            yield rule.problem("form.date-wanted", arguments[0], A_DATE)
    elif function == "regex" and len(arguments) == 2:
        yield from _pattern(rule, arguments[1])
    if function in ("not", "if"):
        yield from _condition(form, rule, arguments[0])


def _ticked(
    form: Questionnaire,
    rule: Rule,
    node: Node,
    function: str,
    arguments: tuple[Node, ...],
    first: Typed,
) -> Iterator[Problem]:
    """A function of ticked choices, on what may not have any."""
    code = arguments[1] if function == "selected" and len(arguments) > 1 else None
    text = _plain(code.value) if isinstance(code, Literal) else ""
    written = rule.written(arguments[0])
    if first.kind in ("number", "date", "time", "text"):
        if first.item is not None and first.item.kind == "calculate":
            return  # it may have been put together from codes
        yield rule.problem("form.selected-without-choices", node, f"{written} = '{text}'")
        return
    if first.kind == "choice":
        expected = f"{written} = '{text}'" if text else f"{written} != ''"
        yield rule.problem("form.selected-on-single", node, expected, Severity.LOOK)
    if isinstance(code, Literal) and text != "":
        yield from _code(form, rule, first, text)


def _code(form: Questionnaire, rule: Rule, kind: Typed, text: str) -> Iterator[Problem]:
    """A choice that the question does not have."""
    item = kind.item
    if item is None or item.list_name not in form.lists or text in form.code_set(item.list_name):
        return
    codes = form.codes(item.list_name)
    near = nearest(text.strip(), codes)
    yield rule.row.problem(
        "form.unknown-choice-in-rule", rule.column, text, near, question=item.name
    )


def _pattern(rule: Rule, node: Node) -> Iterator[Problem]:
    if not isinstance(node, Literal) or not isinstance(node.value, str):
        return
    try:
        pattern(node.value)
    except ExpressionError:
        yield rule.problem("form.bad-pattern", node)
        return
    if could_hang(node.value):
        yield rule.problem("form.slow-pattern", node)


def _condition(form: Questionnaire, rule: Rule, node: Node) -> Iterator[Problem]:
    """A value where a condition is wanted: it holds whatever is answered."""
    match node:
        case Binary("and" | "or", left, right):
            yield from _condition(form, rule, left)
            yield from _condition(form, rule, right)
        case Reference() | Here():
            yield rule.problem(
                "form.bare-condition", node, f"{rule.written(node)} != ''", Severity.LOOK
            )
        case Literal():
            yield rule.problem("form.always-true", node, severity=Severity.LOOK)
        case Call(function, _) if typed(form, rule, node).kind in ("text", "date"):
            if function not in ("once", "coalesce"):
                yield rule.problem(
                    "form.bare-condition", node, f"{rule.written(node)} != ''", Severity.LOOK
                )


def _selected(rule: Rule, one: Node, code: str) -> str:
    return f"selected({rule.written(one)}, {code})"


def _plain(value: str | float) -> str:
    """A literal as a choice's code would be written: 3 for 3.0."""
    if isinstance(value, str):
        return value
    return str(int(value)) if value.is_integer() else repr(value)
