"""Questions that no answers lead to, and conditions that always or never hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from diogel.core import Problem, Severity
from diogel.surveys.expressions import Binary, Call, Literal, Node, Reference, references, walk
from diogel.surveys.linting.conditions import Work, here_as, holds_sometimes
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.rules import Rule, Rules, shortened

MOST_INVOLVED = 10  # questions whose own rules are brought in to judge one
CONDITIONS = ("relevant", "constraint", "required", "read_only")


class Logic:
    """Judges the conditions of one form; only rules in which nothing else is wrong."""

    def __init__(self, form: Questionnaire, rules: Rules) -> None:
        self._form, self._work = form, Work()
        good = [rule for rule in rules.rules if rule.cell not in rules.bad]
        self._rules = {(rule.item.order, rule.column): rule for rule in good}
        self._known = {(r.item.order, r.column): _as_named(r) for r in good}

    def problems(self) -> Iterator[Problem]:
        """Every constant condition, then every question that is never reached."""
        constant = set[int]()
        for key, rule in self._rules.items():
            if rule.column in CONDITIONS:
                told = list(self._constant(rule, self._known[key], rule.column == "constraint"))
                if any(p.code == "form.never-true" and not p.slots for p in told):
                    constant.add(rule.item.order)
                yield from told
            else:
                for node in walk(rule.tree):
                    if isinstance(node, Call) and node.function == "if" and node.arguments:
                        named = here_as(node.arguments[0], rule.item.name)
                        yield from self._constant(rule, named, False)
        yield from self._limits()
        yield from self._unreachable(constant)

    def _sometimes(self, *conditions: Node) -> bool:
        return holds_sometimes(self._form, conditions, self._work)

    def _constant(self, rule: Rule, node: Node, answered: bool) -> Iterator[Problem]:
        """A condition, or a part of one joined by and/or, that is the same whatever is said."""
        if self._work.steps <= 0 or not (references(node) or _plainly_constant(node)):
            return
        given = [_answered(rule.item.name)] if answered else []
        if not self._sometimes(node, *given):
            code = "form.impossible-constraint" if answered else "form.never-true"
            yield rule.problem(code, node)
        elif not self._sometimes(Call("not", (node,)), *given):
            yield rule.problem("form.always-true", node, severity=Severity.LOOK)
        elif isinstance(node, Binary) and node.operator in ("and", "or"):
            for side in (node.left, node.right):
                yield from self._constant(rule, side, answered)

    def _limits(self) -> Iterator[Problem]:
        """Limits in columns that contradict the constraint beside them."""
        for item in self._form.items:
            bounds = _bounds(item)
            constraint = self._known.get((item.order, "constraint"))
            if not bounds or constraint is None or item.kind not in ("integer", "decimal"):
                continue
            answered = _answered(item.name)
            alone = self._sometimes(constraint, answered)
            if alone and not self._sometimes(constraint, *bounds, answered):
                text = shortened(item.row["constraint"])
                yield item.row.problem("form.impossible-constraint", "constraint", text)

    def _unreachable(self, constant: set[int]) -> Iterator[Problem]:
        dead = set[int]()
        for item in self._form.items:
            if any(group.order in dead for group in item.groups) or item.order in constant:
                dead.add(item.order)
            elif (item.order, "relevant") in self._rules and not self._reached(item):
                dead.add(item.order)
                rule = self._rules[(item.order, "relevant")]
                yield rule.problem("form.unreachable", rule.tree)

    def _reached(self, item: Item) -> bool:
        own = self._relevance(item)
        return self._sometimes(*own, *self._implied(item, own))

    def _relevance(self, item: Item) -> list[Node]:
        """The rules under which a question is asked: its groups' and its own."""
        keys = [(each.order, "relevant") for each in (*item.groups, item)]
        return [self._known[key] for key in keys if key in self._known]

    def _implied(self, item: Item, conditions: Sequence[Node]) -> list[Node]:
        """What must hold if the questions named have answers: they were asked and accepted."""
        found, seen = list[Node](), {item.name}
        waiting = [name for node in conditions for name in sorted(references(node))]
        while waiting and len(seen) <= MOST_INVOLVED:
            name = waiting.pop(0)
            other = self._form.by_name.get(name)
            if name in seen or other is None or not set(other.repeats) <= set(item.repeats):
                continue
            seen.add(name)
            rules = [*self._relevance(other), *_bounds(other)]
            constraint = self._known.get((other.order, "constraint"))
            rules += [constraint] if constraint is not None else []
            found += [Binary("or", _blank(name), rule) for rule in rules]
            waiting += [name for rule in rules for name in sorted(references(rule))]
        return found


def _as_named(rule: Rule) -> Node:
    return here_as(rule.tree, rule.item.name) if rule.item.name else rule.tree


def _blank(name: str) -> Node:
    return Binary("=", Reference(name), Literal(""))


def _answered(name: str) -> Node:
    return Binary("!=", Reference(name), Literal(""))


def _bounds(item: Item) -> list[Node]:
    """The limits of a number from our own columns, as conditions."""
    found = list[Node]()
    for column, sign in (("low", ">="), ("high", "<=")):
        text = item.row[column]
        if text.lstrip("-").isdecimal() and len(text) < 10:
            found.append(Binary(sign, Reference(item.name), Literal(float(text))))
    return found


def _plainly_constant(node: Node) -> bool:
    """A comparison of what is written with what is written, or true() and false()."""
    match node:
        case Binary("=" | "!=" | "<" | "<=" | ">" | ">=", Literal(), Literal()):
            return True
        case Call("true" | "false", ()):
            return True
        case Binary("and" | "or", left, right):
            return _plainly_constant(left) and _plainly_constant(right)
    return False
