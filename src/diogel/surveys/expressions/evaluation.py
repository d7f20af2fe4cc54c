"""Works out an expression for a plain record of answers."""

from __future__ import annotations

from collections.abc import Mapping

from diogel.surveys.expressions.compiling import compile_node, compiled
from diogel.surveys.expressions.environment import Environment, Frame
from diogel.surveys.expressions.record import Entry, Plain, record
from diogel.surveys.expressions.tree import Node, references
from diogel.surveys.expressions.values import Value, to_truth


def value_at(text: str, env: Environment, here: Entry) -> Value:
    """What an expression comes to at an entry of a record."""
    return compiled(text)(Frame(env, here, here))


def evaluate(node: Node, answers: Mapping[str, Plain]) -> bool:
    """Whether a rule holds for a record of answers by question id.

    KeyError when the rule names a question that the record does not have: the reader of
    forms refuses such a rule.
    """
    looked_at = references(node)
    top = record({name: answers[name] for name in looked_at})
    form = top.children[0]
    env = Environment(top, singles={name: form.named(name) for name in looked_at})
    return to_truth(compile_node(node)(Frame(env, form, form)))
