"""Can a condition hold at all? A small search over the answers that the form allows.

Each question has a few answers that stand for all (a domain): the codes that a rule names and one
other, the numbers beside those it compares with, and blank. A part of a rule that is not
understood counts as free, so that "it cannot hold" is said only when it is certain. The
search counts its steps and gives up, saying nothing, when they are used up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations, pairwise

from diogel.surveys.expressions import Binary, Call, Here, Literal, Negative, Node, Reference, walk
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.value_types import is_iso_date, is_number

FALSE, TRUE, EITHER = 1, 2, 3
MOST_STEPS_A_CONDITION = 30_000
PREPARING = 4  # steps that it takes to get ready, for each part of the conditions
MOST_CODES = 60  # of a list whose codes are compared as numbers
MOST_TICKED = 5  # choices of one question that a rule names
NUMBERS = ("integer", "decimal")
_OPPOSITE = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@dataclass(frozen=True, slots=True)
class Ticks:
    """An answer to a question with several choices: which named ones, and how many in all."""

    codes: frozenset[str]
    count: int


Answer = str | float | Ticks
Answers = Mapping[str, Answer]


@dataclass(slots=True)
class Work:
    """How many steps are left for the whole form, so that no form can take for ever.

    A step is one part of a condition looked at once.
    """

    steps: int = 800_000


@dataclass(slots=True)
class _Uses:
    """What the rules compare one question with."""

    texts: set[str] = field(default_factory=set)
    numbers: set[float] = field(default_factory=set)
    counts: set[int] = field(default_factory=set)
    ordered: bool = False


def holds_sometimes(form: Questionnaire, conditions: Sequence[Node], work: Work) -> bool:
    """Whether some answers make all conditions true; True too when it is not known."""
    size = sum(1 for condition in conditions for _ in walk(condition))
    work.steps -= PREPARING * size
    if work.steps <= 0:
        return True
    uses = _uses(conditions)
    domains = dict[str, tuple[Answer, ...]]()
    for name in uses:
        domain = _domain(form, form.by_name.get(name), uses[name])
        if domain:
            domains[name] = domain
    names = sorted(domains, key=lambda name: (len(domains[name]), name))
    left = [min(work.steps, MOST_STEPS_A_CONDITION) // size if size else 1]
    before = left[0]
    found = _search(conditions, names, domains, {}, left)
    work.steps -= (before - left[0]) * size
    return found


def _search(
    conditions: Sequence[Node],
    names: list[str],
    domains: Mapping[str, tuple[Answer, ...]],
    answers: dict[str, Answer],
    left: list[int],
) -> bool:
    left[0] -= 1
    if left[0] < 0:
        return True
    said = [truth(condition, answers) for condition in conditions]
    if FALSE in said:
        return False
    if not names or all(each == TRUE for each in said):
        return True
    name, rest = names[0], names[1:]
    for answer in domains[name]:
        if _search(conditions, rest, domains, answers | {name: answer}, left):
            return True
    return False


def truth(node: Node, answers: Answers) -> int:
    """What a condition can be, for some answers: FALSE, TRUE or EITHER."""
    match node:
        case Binary("and", left, right):
            one, other = truth(left, answers), truth(right, answers)
            return FALSE if FALSE in (one, other) else max(one, other)
        case Binary("or", left, right):
            one, other = truth(left, answers), truth(right, answers)
            if TRUE in (one, other):
                return TRUE
            return FALSE if one == other == FALSE else EITHER
        case Binary(sign, left, right) if sign in _OPPOSITE:
            return _compared(sign, left, right, answers)
        case Call("not", (inner,)):
            return {FALSE: TRUE, TRUE: FALSE}.get(truth(inner, answers), EITHER)
        case Call("true", ()):
            return TRUE
        case Call("false", ()):
            return FALSE
        case Call("selected", (Reference(name), Literal(str(code)))):
            return _selected(answers.get(name), code)
    return EITHER


def _selected(answer: Answer | None, code: str) -> int:
    if answer is None or isinstance(answer, float):
        return EITHER
    ticked = code in answer.codes if isinstance(answer, Ticks) else answer == code
    return TRUE if ticked else FALSE


def _compared(sign: str, left: Node, right: Node, answers: Answers) -> int:
    if _is_constant(left) == _is_constant(right):
        if not _is_constant(left):
            return EITHER
        return _known(sign, _constant(left), _constant(right))
    if _is_constant(left):
        left, right, sign = right, left, _OPPOSITE[sign]
    value = _value(left, answers)
    return EITHER if value is None else _known(sign, value, _constant(right))


def _known(sign: str, value: Answer, constant: str | float) -> int:
    if isinstance(value, Ticks):
        if constant != "":
            return EITHER
        value = "" if value.count == 0 else "x"
    if sign in ("=", "!=") and isinstance(value, str) and isinstance(constant, str):
        return TRUE if (value == constant) == (sign == "=") else FALSE
    one, other = as_number(value), as_number(constant)
    if math.isnan(one) or math.isnan(other):
        return TRUE if sign == "!=" else FALSE
    same = {"=": one == other, "!=": one != other, "<": one < other, ">": one > other}
    same |= {"<=": one <= other, ">=": one >= other}
    return TRUE if same[sign] else FALSE


def as_number(value: str | float) -> float:
    """A value as rules count with it: a date in days, NaN for a blank or a word."""
    if isinstance(value, float):
        return value
    if is_iso_date(value):
        return float(date.fromisoformat(value[:10]).toordinal())
    return float(value) if is_number(value) else math.nan


def _is_constant(node: Node) -> bool:
    match node:
        case Literal() | Negative(Literal(float())):
            return True
        case Call("date", (Literal(str(text)),)):
            return is_iso_date(text)
    return False


def _constant(node: Node) -> str | float:
    match node:
        case Literal(value):
            return value
        case Negative(Literal(float(value))):
            return -value
        case Call("date", (Literal(str(text)),)):
            return as_number(text)
    return ""


def _value(node: Node, answers: Answers) -> Answer | None:
    """The answer that one side of a comparison is; None when it is not a plain answer."""
    match node:
        case Reference(name):
            return answers.get(name)
        case Call("count-selected", (Reference(name),)):
            answer = answers.get(name)
            if isinstance(answer, Ticks):
                return float(answer.count)
            return float(answer != "") if isinstance(answer, str) else None
    return None


def _uses(conditions: Iterable[Node]) -> dict[str, _Uses]:
    """The questions of some conditions, each with what it is compared with."""
    found = dict[str, _Uses]()
    for node in (part for condition in conditions for part in walk(condition)):
        match node:
            case Binary(sign, left, right) if sign in _OPPOSITE:
                for one, other in ((left, right), (right, left)):
                    _note(found, sign, one, other)
            case Call("selected", (Reference(name), Literal(str(code)))):
                found.setdefault(name, _Uses()).texts.add(code)
    return found


def _note(found: dict[str, _Uses], sign: str, one: Node, other: Node) -> None:
    match one:
        case Reference(name) if _is_constant(other):
            uses, constant = found.setdefault(name, _Uses()), _constant(other)
            uses.ordered |= sign not in ("=", "!=") or isinstance(constant, float)
            if isinstance(constant, str) and constant:
                uses.texts.add(constant)
            number = as_number(constant)
            if not math.isnan(number):
                uses.numbers.add(number)
        case Call("count-selected", (Reference(name),)) if _is_constant(other):
            number = as_number(_constant(other))
            if not math.isnan(number) and abs(number) < 1e6:
                found.setdefault(name, _Uses()).counts.add(math.floor(number))


def _domain(form: Questionnaire, item: Item | None, uses: _Uses) -> tuple[Answer, ...]:
    """Answers that stand for all that a question can have; none when there is no telling."""
    if item is None or not (item.select or item.kind in (*NUMBERS, "text", "date")):
        return ()
    if item.select and item.list_name not in form.lists:
        return ()
    if item.kind == "single":
        return _codes_for(form, item, uses)
    if item.kind == "multi":
        return _ticks_for(form, item, uses)
    if item.kind == "text":
        if uses.ordered:
            return ()
        return ("", *sorted(uses.texts), "\u2026")
    if item.kind == "date" and any(not is_iso_date(text) for text in uses.texts):
        return ()
    return ("", *_numbers_for(item, uses))


def _codes_for(form: Questionnaire, item: Item, uses: _Uses) -> tuple[Answer, ...]:
    codes = form.codes(item.list_name)
    if uses.ordered:
        return ("", *codes) if len(codes) <= MOST_CODES else ()
    named = [code for code in codes if code in uses.texts]
    other = next((code for code in codes if code not in uses.texts), None)
    return ("", *named, *([other] if other is not None else []))


def _ticks_for(form: Questionnaire, item: Item, uses: _Uses) -> tuple[Answer, ...]:
    codes = form.code_set(item.list_name)
    named = sorted(uses.texts & codes)
    if len(named) > MOST_TICKED:
        return ()
    most = min(len(codes) - len(named), max((*uses.counts, 0)) + 1)
    if most > 40:
        return ()
    return tuple(
        Ticks(frozenset(some), len(some) + others)
        for size in range(len(named) + 1)
        for some in combinations(named, size)
        for others in range(most + 1)
    )


def _numbers_for(item: Item, uses: _Uses) -> tuple[float, ...]:
    """The numbers compared with, and one on each side and between."""
    points = sorted(uses.numbers) or [0.0]
    if item.kind == "decimal":
        between = [(low + high) / 2 for low, high in pairwise(points)]
        return (*points, *between, points[0] - 1, points[-1] + 1)
    whole = {math.floor(p) + step for p in points for step in (-1, 0, 1, 2)}
    return tuple(float(number) for number in sorted(whole))


def here_as(node: Node, name: str) -> Node:
    """A rule with the question's own answer (the full stop) written as a reference."""
    match node:
        case Here():
            return Reference(name, start=node.start, end=node.end)
        case Binary(operator, left, right):
            sides = here_as(left, name), here_as(right, name)
            return Binary(operator, *sides, start=node.start, end=node.end)
        case Call(function, arguments):
            given = tuple(here_as(each, name) for each in arguments)
            return Call(function, given, start=node.start, end=node.end)
    return node
