"""Rules that wait for each other: what is asked, calculated or listed depends on itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from diogel.core import Problem, Severity
from diogel.surveys.expressions import references
from diogel.surveys.linting.questionnaire import Questionnaire
from diogel.surveys.linting.rules import Rule
from diogel.surveys.path_order import MOST_LINKS, Rules, TooTangled, looked_at

# Each column that decides something, as the graph of the path calls it.
DECIDES = {
    "relevant": "relevant",
    "calculation": "calculation",
    "choice_filter": "choice_filter",
    "repeat_count": "count",
    "read_only": "read_only",
    "required": "required",
}
SHOWN = 8  # questions of a circle that are named

# What each name looks at, with the rule in which it does; None for the group around it.
Edges = Mapping[str, Mapping[str, Rule | None]]


def check_circles(form: Questionnaire, rules: list[Rule]) -> Iterator[Problem]:
    """Each question that depends on itself, at the rule that leads into the circle."""
    try:
        edges = _edges(form, rules)
    except TooTangled as tangled:
        row = form.by_name[tangled.name].row
        yield row.problem("form.too-tangled", "name", tangled.name, f"{MOST_LINKS:,}")
        return
    circles = _components(edges)
    told = set[tuple[int, str]]()
    for item in form.items:
        circle = circles.get(item.name, frozenset())
        for name, rule in edges.get(item.name, {}).items():
            if rule is not None and name in circle and rule.cell not in told:
                told.add(rule.cell)
                way = _way_back(edges, circle, name, item.name)
                yield rule.row.problem(
                    "form.circular-rule", rule.column, item.name, " → ".join((item.name, *way))
                )
                break
    yield from _circular_constraints(rules, edges)


def _edges(form: Questionnaire, rules: list[Rule]) -> Edges:
    """The graph that the path is worked out along, with the cell of each rule."""
    written = dict[str, dict[str, Rule]]()
    for rule in rules:
        if rule.column in DECIDES and rule.item.name in form.by_name:
            written.setdefault(rule.item.name, {}).setdefault(DECIDES[rule.column], rule)
    graph = looked_at(
        {
            name: Rules(
                name,
                item.groups[-1].name if item.groups else "",
                **{column: rule.text for column, rule in written.get(name, {}).items()},
            )
            for name, item in form.by_name.items()
        },
        {rule.text: rule.tree for rule in rules}.__getitem__,
    )
    return {
        name: {other: written.get(name, {}).get(column) for other, column in others.items()}
        for name, others in graph.items()
    }


def _components(edges: Edges) -> dict[str, frozenset[str]]:
    """For each name on a circle, all names of its circle (strongly connected, Tarjan's way)."""
    number, lowest, stack, on = dict[str, int](), dict[str, int](), list[str](), set[str]()
    found = dict[str, frozenset[str]]()
    for start in edges:
        if start in number:
            continue
        waiting = [(start, iter(edges[start]))]
        while waiting:
            name, rest = waiting[-1]
            if name not in number:
                number[name] = lowest[name] = len(number)
                stack.append(name)
                on.add(name)
            deeper = None
            for other in rest:
                if other not in number:
                    deeper = other
                    break
                if other in on:
                    lowest[name] = min(lowest[name], number[other])
            if deeper is not None:
                waiting.append((deeper, iter(edges.get(deeper, {}))))
                continue
            waiting.pop()
            if waiting:
                above = waiting[-1][0]
                lowest[above] = min(lowest[above], lowest[name])
            if lowest[name] == number[name]:
                circle = frozenset(stack[stack.index(name) :])
                del stack[stack.index(name) :]
                on -= circle
                if len(circle) > 1 or name in edges.get(name, {}):
                    found.update(dict.fromkeys(circle, circle))
    return found


def _way_back(edges: Edges, circle: frozenset[str], start: str, end: str) -> tuple[str, ...]:
    """The shortest way from one name of a circle to another, both included."""
    came_from, waiting = {start: ""}, [start]
    while waiting and end not in came_from:
        name = waiting.pop(0)
        for other in edges.get(name, {}):
            if other in circle and other not in came_from:
                came_from[other] = name
                waiting.append(other)
    way = [end]
    while way[-1] != start and came_from.get(way[-1]):
        way.append(came_from[way[-1]])
    way.reverse()
    return tuple(way) if len(way) <= SHOWN else (*way[: SHOWN - 2], "…", way[-1])


def _circular_constraints(rules: list[Rule], edges: Edges) -> Iterator[Problem]:
    """A check of an answer against a question that waits for that very answer."""
    for rule in rules:
        if rule.column != "constraint":
            continue
        for name in sorted(references(rule.tree) - {rule.item.name}):
            if rule.item.name in _waited_for(edges, name):
                yield rule.row.problem(
                    "form.circular-constraint", "constraint", name, severity=Severity.LOOK
                )


def _waited_for(edges: Edges, name: str) -> set[str]:
    """What a question looks at, by its own rules or by those of the groups around it."""
    found, standing = set[str](), [name]
    while standing:
        for other, rule in edges.get(standing.pop(), {}).items():
            found.add(other)
            standing += [other] if rule is None else []
    return found
