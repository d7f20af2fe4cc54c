"""Names that rules and texts use: questions that exist, have a value, and stand where they can."""

from __future__ import annotations

from collections.abc import Iterator

from diogel.core import LANGUAGES, Problem, Severity
from diogel.surveys.expressions import (
    Call,
    Filter,
    Here,
    Literal,
    Node,
    Path,
    Reference,
    Step,
    inside,
    walk,
)
from diogel.surveys.form_tables import TRANSLATED, heading
from diogel.surveys.linting.questionnaire import Item, Questionnaire
from diogel.surveys.linting.rules import Rule, parts
from diogel.surveys.piping import placeholders
from diogel.surveys.suggestions import nearest

OVER_REPEATS = frozenset(
    ("sum", "min", "max", "count", "count-non-empty", "join", "indexed-repeat", "concat")
)
NOT_NAMES = ("*", "node()")


def check_references(form: Questionnaire, rule: Rule) -> Iterator[Problem]:
    """What a rule names and the form does not have."""
    named, within = _choice_name_arguments(rule), _in_brackets(rule)
    for node in parts(rule):
        match node:
            case Reference(name):
                yield from _reference(form, rule, node, name)
            case Literal(str(text)) if "${" in text and id(node) not in named:
                yield rule.problem("form.reference-in-quotes", node, text)
            case Path(origin, steps) if id(node) not in within:
                yield from _path(form, rule, node, origin, steps)
    yield from _outside_repeats(form, rule, rule.tree)


def _choice_name_arguments(rule: Rule) -> set[int]:
    """The second arguments of jr:choice-name, which are a reference in quotes by design."""
    calls = [node for node in parts(rule) if isinstance(node, Call)]
    return {id(c.arguments[1]) for c in calls if c.function == "jr:choice-name" and c.arguments[1:]}


def _in_brackets(rule: Rule) -> set[int]:
    """What stands in square brackets: its words are names of whatever is being looked through."""
    found = set[int]()
    for node in parts(rule):
        match node:
            case Path(_, steps):
                brackets = tuple(each for step in steps for each in step.predicates)
            case Filter(_, brackets):
                pass
            case _:
                continue
        found |= {id(part) for each in brackets for part in walk(each)}
    return found


def _reference(form: Questionnaire, rule: Rule, node: Node, name: str) -> Iterator[Problem]:
    item = form.by_name.get(name)
    if item is None:
        near = nearest(name, form.value_names)
        yield rule.row.problem("form.unknown-reference", rule.column, name, near)
    elif item.kind in ("note", "group"):
        near = nearest(name, form.value_names)
        yield rule.problem("form.reference-without-value", node, near, Severity.STOP)
    elif rule.column == "relevant" and not item.holds and item.order > rule.item.order:
        if item.row["calculation"] or item is rule.item or rule.item in item.groups:
            return  # worked out at any time, or a circle, which is told as one
        yield rule.problem("form.rule-looks-ahead", node, str(item.row.number), Severity.LOOK)


def _path(
    form: Questionnaire, rule: Rule, node: Node, origin: Node, steps: tuple[Step, ...]
) -> Iterator[Problem]:
    """A path to what is not there; a lone word is usually a text without its quotation marks."""
    if isinstance(origin, Call):
        return  # into another table, whose columns are its own
    names = [step.test for step in steps if step.axis == "child" and step.test not in NOT_NAMES]
    bare = isinstance(origin, Here) and len(steps) == 1 and steps[0].axis == "child"
    if bare and names and rule.column == "choice_filter":
        yield from _filter_column(form, rule, node, names[0])
    elif bare and names and names[0] not in form.by_name:
        yield rule.problem("form.unquoted-word", node, f"'{names[0]}'")
    elif names and not bare and names[-1] not in form.by_name:
        near = nearest(names[-1], form.value_names)
        yield rule.row.problem("form.unknown-reference", rule.column, names[-1], near)


def _filter_column(form: Questionnaire, rule: Rule, node: Node, name: str) -> Iterator[Problem]:
    columns = dict.fromkeys(
        column for row in form.lists.get(rule.item.list_name, ()) for column in row.cells
    )
    if rule.item.list_name in form.lists and name not in columns and name not in ("name", "label"):
        known = [column for column in columns if "::" not in column and column != "list_name"]
        yield rule.problem("form.unknown-choice-column", node, nearest(name, known))


def _outside_repeats(form: Questionnaire, rule: Rule, node: Node) -> Iterator[Problem]:
    """A reference into a repeat from outside it means its first entry only."""
    if isinstance(node, Call) and node.function in OVER_REPEATS:
        return
    if isinstance(node, Reference):
        item = form.by_name.get(node.name)
        within = (*rule.item.repeats, rule.item.name) if rule.item.holds else rule.item.repeats
        if item is not None and not set(item.repeats) <= set(within):
            yield rule.problem("form.repeat-from-outside", node, item.repeats[-1], Severity.LOOK)
    if isinstance(node, Path):
        return
    for part in inside(node):
        yield from _outside_repeats(form, rule, part)


def check_piped(form: Questionnaire, item: Item) -> Iterator[Problem]:
    """References to questions in the texts of a row, in each language."""
    for column in TRANSLATED:
        for language in LANGUAGES:
            cell = heading(column, language)
            if "${" not in item.row[cell]:
                continue
            for name in dict.fromkeys(placeholders(item.row[cell])):
                found = form.by_name.get(name)
                if found is None or found.kind in ("note", "group", "repeat"):
                    near = nearest(name, form.value_names)
                    yield item.row.problem("form.unknown-placeholder", cell, name, near)
