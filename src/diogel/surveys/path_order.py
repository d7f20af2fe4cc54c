"""In what order the rules of a form are worked out: first what others look at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from diogel.surveys.expressions.parser import parse
from diogel.surveys.expressions.paths import walker
from diogel.surveys.expressions.record import Entry
from diogel.surveys.expressions.tree import (
    Call,
    Filter,
    Here,
    Node,
    Path,
    Reference,
    Root,
    inside,
    walk,
)
from diogel.surveys.instrument import Instrument

MOST_LINKS = 1_000_000  # from one thing in a form to another that it looks at
FORM = "data"  # what the form itself is called in absolute paths


class CircularRules(ValueError):
    """Rules that wait for one another: `names`, each looking at the next, the last at the first."""

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)
        super().__init__(", ".join(self.names))


class TooTangled(ValueError):
    """Rules that look at one another in more than `MOST_LINKS` ways, from `name` on."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


@dataclass(frozen=True, slots=True)
class Rules:
    """The expressions of one question, calculation, group or repeat; empty for none.

    `required` and `read_only` settle nothing that others look at, so that the path leaves
    them out; ODK refuses a form in which they wait for themselves, and so does the linter.
    """

    id: str
    block: str
    relevant: str = ""
    calculation: str = ""
    count: str = ""
    choice_filter: str = ""
    required: str = ""
    read_only: str = ""


AROUND = ""  # the rule by which a thing looks at the group that it stands in


def rules(instrument: Instrument) -> dict[str, Rules]:
    """The rules of everything in a form by id, in the order of the form."""
    found = {
        b.id: Rules(b.id, b.parent, b.relevant, count=b.count) for b in instrument.blocks.values()
    }
    for c in instrument.calculations:
        found[c.id] = Rules(c.id, c.block, c.relevant, c.expression)
    for q in instrument.questions:
        own = q.rule if instrument.order else q.relevant
        found[q.id] = Rules(q.id, q.block, own, q.calculation, choice_filter=q.choice_filter)
    return {name: found[name] for name in instrument.order or found if name in found}


def paths(rules_by_id: Mapping[str, Rules]) -> dict[str, tuple[str, ...]]:
    """Where each thing stands: the names on the way to it from the top of the record."""
    found = dict[str, tuple[str, ...]]()
    for name, each in rules_by_id.items():
        found[name] = (*found.get(each.block, (FORM,)), name)
    return found


def looked_at(
    everything: Mapping[str, Rules], tree_of: Callable[[str], Node] = parse
) -> dict[str, dict[str, str]]:
    """What each question, calculation, group and repeat looks at, and in which of its rules.

    What stands in a group waits for the group: by the rule `AROUND`. Constraints are no part
    of it: they are checked when everything else is settled. This is the one graph of a form's
    rules: the path is worked out along it, and the linter finds circles in it, with trees of
    its own (`tree_of`) because a rule may be wrong in other ways.

    Raises
    ------
    TooTangled
        There are more links than can be gone through.
    """
    shape, links = _shape(everything), 0
    found = {}
    for name, each in everything.items():
        if links > MOST_LINKS:
            raise TooTangled(name)
        seen = {each.block: AROUND} if each.block else dict[str, str]()
        for column in ("relevant", "calculation", "count", "required", "read_only"):
            if text := getattr(each, column):
                tree = tree_of(text)
                for other in sorted(set(_looked_at(tree, shape[name], shape))):
                    seen.setdefault(other, column)
                if column == "relevant" and _asks_itself(tree):
                    seen.setdefault(name, column)
        if each.choice_filter:
            tree = tree_of(each.choice_filter)
            for other in sorted({*_looked_at(tree, None, shape, shape[name])} - {name}):
                seen.setdefault(other, "choice_filter")
        found[name] = {other: column for other, column in seen.items() if other in everything}
        links += len(found[name])
    return found


def _asks_itself(tree: Node) -> bool:
    """Whether a rule looks at the answer that it stands at: `.` as it is written."""
    return any(isinstance(node, Here) and node.end > node.start for node in walk(tree))


def dependencies(instrument: Instrument) -> dict[str, frozenset[str]]:
    """What each question, calculation, group and repeat looks at before it is settled."""
    graph = looked_at(rules(instrument))
    return {name: frozenset(others) for name, others in graph.items()}


def in_order(waiting_for: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """All names, each after those that it waits for, otherwise as they come.

    Raises
    ------
    CircularRules
        Some wait for one another.
    """
    done = dict[str, None]()
    for start in waiting_for:
        way = [(start, iter(sorted(waiting_for[start])))]
        standing = {start}
        while way:
            name, others = way[-1]
            other = next((o for o in others if o not in done), None) if name not in done else None
            if other is None:
                done.setdefault(name)
                standing.discard(name)
                way.pop()
            elif other in standing:
                names = [n for n, _ in way]
                raise CircularRules(names[names.index(other) :])
            else:
                standing.add(other)
                way.append((other, iter(sorted(waiting_for[other]))))
    return tuple(done)


def _shape(everything: Mapping[str, Rules]) -> dict[str, Entry]:
    """One entry of everything in a form, standing as it does in a record."""
    form = Entry("").add(FORM)
    found = dict[str, Entry]()
    for name, each in everything.items():
        found[name] = found.get(each.block, form).add(name)
    return found


def _looked_at(
    node: Node, here: Entry | None, shape: Mapping[str, Entry], start: Entry | None = None
) -> Iterator[str]:
    """The names that an expression looks at; `here` is None in a list of choices."""
    if isinstance(node, Reference):
        yield node.name
    elif isinstance(node, Path):
        yield from _along(node, here, shape, start or here)
    elif isinstance(node, Filter):
        yield from _looked_at(node.operand, here, shape, start)
        found = _origin(node.operand, here, shape, start or here)
        for predicate in node.predicates:
            yield from _looked_at(predicate, found[0] if found else None, shape, start or here)
    else:
        for each in inside(node):
            yield from _looked_at(each, here, shape, start)


def _along(
    path: Path, here: Entry | None, shape: Mapping[str, Entry], start: Entry | None
) -> Iterator[str]:
    found = _origin(path.origin, here, shape, start)
    yield from _looked_at(path.origin, here, shape, start)
    for step in path.steps:
        walk = walker(step)
        found = [each for entry in found for each in walk(entry)]
        for predicate in step.predicates:
            yield from _looked_at(predicate, found[0] if found else None, shape, start)
    for entry in found:
        yield entry.name
        if entry.children and start is not None and not _holds(entry, start):
            yield from _names_inside(entry)


def _origin(
    node: Node, here: Entry | None, shape: Mapping[str, Entry], start: Entry | None
) -> list[Entry]:
    match node:
        case Here():
            found = here
        case Root():
            found = next(iter(shape.values()), None)
            while found is not None and found.parent is not None:
                found = found.parent
        case Reference(name):
            found = shape.get(name)
        case Call("current"):
            found = start
        case Filter(operand):
            return _origin(operand, here, shape, start)
        case _:
            found = None
    return [] if found is None else [found]


def _holds(entry: Entry, other: Entry) -> bool:
    standing: Entry | None = other
    while standing is not None and standing is not entry:
        standing = standing.parent
    return standing is not None


def _names_inside(entry: Entry) -> Iterator[str]:
    for child in entry.children:
        yield child.name
        yield from _names_inside(child)
