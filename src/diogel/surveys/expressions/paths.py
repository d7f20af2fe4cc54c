"""Paths and square brackets as closures over entries."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from diogel.surveys.expressions.environment import Frame
from diogel.surveys.expressions.functions_entries import entries
from diogel.surveys.expressions.record import Entry
from diogel.surveys.expressions.tree import Node, Step
from diogel.surveys.expressions.values import Nodes, Value, to_truth

Compiled = Callable[[Frame], Value]
Compile = Callable[[Node], Compiled]
Predicates = tuple[Compiled, ...]


def compile_path(origin: Compiled, steps: tuple[Step, ...], make: Compile) -> Compiled:
    """Steps from somewhere; each is taken from every entry that the one before found."""
    ready = [(walker(step), tuple(map(make, step.predicates))) for step in steps]

    def work(frame: Frame) -> Value:
        found = entries(origin(frame))
        for walk, predicates in ready:
            if len(found) == 1:
                found = _kept(frame, list(walk(found[0])), predicates)
            else:
                found = _together(_kept(frame, list(walk(each)), predicates) for each in found)
        return found

    return work


def compile_filter(operand: Compiled, predicates: tuple[Node, ...], make: Compile) -> Compiled:
    """Square brackets after something that is not a path."""
    ready = tuple(map(make, predicates))
    return lambda frame: _kept(frame, entries(operand(frame)), ready)


def _together(found: Iterable[Nodes]) -> Nodes:
    """All entries found, each once, in the order first met."""
    return list({id(entry): entry for each in found for entry in each}.values())


def _kept(frame: Frame, found: Nodes, predicates: Predicates) -> Nodes:
    """The entries for which every condition holds; a number is a position, from 1."""
    for predicate in predicates:
        size = len(found)
        kept = Nodes()
        for position, entry in enumerate(found, 1):
            value = predicate(Frame(frame.env, entry, frame.start, position, size))
            number = isinstance(value, float)
            if value == position if number else to_truth(value):
                kept.append(entry)
        found = kept
    return found


def walker(step: Step) -> Callable[[Entry], Iterable[Entry]]:
    """A function from an entry to those that one step leads to."""
    test = step.test
    if step.axis == "child":
        if test == "node()":
            return lambda entry: entry.children
        if test == "*":
            return lambda entry: [child for child in entry.children if child.name]
        return lambda entry: entry.named(test)
    if step.axis == "parent":
        return lambda entry: _tested(entry.parent, test)
    if step.axis == "self":
        return lambda entry: _tested(entry, test)
    return _everything


def _tested(entry: Entry | None, test: str) -> Nodes:
    if entry is None:
        return []
    named = test == "node()" or (test == "*" and entry.name) or entry.name == test
    return [entry] if named else []


def _everything(entry: Entry) -> Nodes:
    """An entry and all inside it, in the order written."""
    found, waiting = Nodes(), [entry]
    while waiting:
        at = waiting.pop()
        found.append(at)
        waiting.extend(reversed(at.children))
    return found
