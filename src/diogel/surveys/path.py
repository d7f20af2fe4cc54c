"""The path of one set of answers through a form, worked out from the answers alone.

One pass, in an order in which everything is settled before it is looked at: which groups
and questions are asked, how often repeats repeat, what is calculated, which choices are
shown. Answers off the path are kept as they were given and seen as blank by every rule, so
that they are counted nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from diogel.core import Language
from diogel.surveys.expressions.compiling import Compiled, compile_node
from diogel.surveys.expressions.environment import Environment, Frame
from diogel.surveys.expressions.parser import parse
from diogel.surveys.expressions.record import Entry, Plain, written
from diogel.surveys.expressions.values import to_number, to_text, to_truth
from diogel.surveys.instrument import Choice, Instrument, Question
from diogel.surveys.path_order import FORM, Rules, dependencies, in_order, paths, rules

MOST_INSTANCES = 10_000  # that counts may make in one form; what was given is never cut


class _Given(Entry):
    """An entry that remembers what was given, whatever it is seen as."""

    __slots__ = ("given",)

    def __init__(self, name: str, text: str, parent: Entry) -> None:
        super().__init__(name, text, parent)
        self.given = text


@dataclass(frozen=True, slots=True)
class _Ready:
    """The rules of one thing, ready to be worked out; None where there is none."""

    id: str
    relevant: Compiled | None
    calculation: Compiled | None
    count: Compiled | None
    choice_filter: Compiled | None
    constraint: Compiled | None
    required: Compiled | None
    question: Question | None


class Plan:
    """A form's rules compiled once: what there is, where it stands, in which order.

    Raises
    ------
    CircularRules
        Rules wait for one another.
    ExpressionError
        A rule is no expression.
    """

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        self.rules = rules(instrument)
        self.order = in_order(dependencies(instrument))
        self.paths = {"": (FORM,), **paths(self.rules)}
        self.children = dict[str, list[str]]()
        for name, each in self.rules.items():
            self.children.setdefault(each.block, []).append(name)
        self.repeats = {b.id for b in instrument.blocks.values() if b.kind == "repeat"}
        self.places = {name: place for place, name in enumerate(self.rules)}
        self.ready = {name: self._ready(each) for name, each in self.rules.items()}
        self.busy = [self.ready[name] for name in self.order if self._has_rules(name)]

    def _has_rules(self, name: str) -> bool:
        each = self.ready[name]
        own = (each.relevant, each.calculation, each.count, each.choice_filter)
        return bool(self.rules[name].block) or any(own)

    def _ready(self, each: Rules) -> _Ready:
        known = each.id in self.instrument
        question = self.instrument.question(each.id) if known else None
        return _Ready(
            each.id,
            _compiled(each.relevant),
            _compiled(each.calculation),
            _compiled(each.count),
            _compiled(each.choice_filter),
            _compiled(question.constraint if question else ""),
            _compiled(question.required_if if question else ""),
            question,
        )

    @cached_property
    def choices(self) -> Mapping[tuple[str, str], Choice]:
        """Choices by question and code."""
        asked = self.instrument.questions
        return {(q.id, choice.code): choice for q in asked for choice in q.choices}

    def choice_name(self, question: str, code: str, language: Language) -> str:
        """What a choice says; the code itself when there is no such choice."""
        choice = self.choices.get((question, code))
        return choice.label[language] if choice else code

    @lru_cache(maxsize=2)  # noqa: B019, a form has two languages and plans are few
    def lists(self, language: Language) -> Mapping[str, Entry]:
        """The lists of choices as entries, for filters and `instance('list')`."""
        return {name: _listed(choices, language) for name, choices in self.instrument.lists.items()}


def _compiled(text: str) -> Compiled | None:
    return compile_node(parse(text)) if text else None


def _listed(choices: tuple[Choice, ...], language: Language) -> Entry:
    top = Entry("")
    root = top.add("root")
    for choice in choices:
        item = root.add("item")
        item.add("name", choice.code)
        item.add("label", choice.label[language])
        for heading, text in choice.columns:
            item.add(heading, text)
    return top


@dataclass(frozen=True, slots=True)
class Item:
    """One question or calculation on one set of answers, once for each instance of a repeat.

    Attributes
    ----------
    id : str
    instances : tuple of int
        Which instance of each repeat around it, outermost first, from 1.
    on_path : bool
        Whether the answers lead to it.
    value : str
        What it counts as: blank when off the path. Codes ticked have spaces between.
    given : str
        What was given, on the path or off it.
    allowed : bool
        Whether the constraint holds; a blank always is.
    required : bool
        Whether it must be answered; False off the path.
    choices : tuple of str
        The codes that are shown; empty for a question without choices.
    """

    id: str
    instances: tuple[int, ...]
    on_path: bool
    value: str
    given: str
    allowed: bool = True
    required: bool = False
    choices: tuple[str, ...] = ()


@lru_cache(maxsize=64)
def plan_of(instrument: Instrument) -> Plan:
    """The compiled rules of a form, made once."""
    return Plan(instrument)


class Standing:
    """Where one set of answers stands in a form. Made by `recompute`."""

    def __init__(self, plan: Plan, env: Environment) -> None:
        self._plan, self._env = plan, env
        self._entries = dict[str, list[Entry]]()
        self._left = MOST_INSTANCES
        self._codes = dict[int, tuple[str, ...]]()  # shown, by the entry's identity

    def entries(self, name: str) -> list[Entry]:
        """The entries of a question, group or repeat, one for each instance."""
        return self._entries.get(name, [])

    def on_path(self, name: str) -> bool:
        """Whether the answers lead to it; in a repeat, in any instance."""
        return any(entry.live for entry in self.entries(name))

    def allows(self, name: str) -> bool:
        """Whether what counts as the answer meets the constraint; in a repeat, in every instance.

        A blank and what is off the path always do.
        """
        each = self._plan.ready[name]
        given = (entry for entry in self.entries(name) if entry.live and entry.text)
        return each.constraint is None or all(
            to_truth(each.constraint(Frame(self._env, entry, entry))) for entry in given
        )

    @property
    def items(self) -> Iterator[Item]:
        """Every question and calculation in the order of the form, instance by instance."""
        for name in self._plan.rules:
            each = self._plan.ready[name]
            if name not in self._plan.instrument.blocks:
                for entry in self.entries(name):
                    yield self._item(each, entry)

    def _item(self, each: _Ready, entry: Entry) -> Item:
        given = entry.given if isinstance(entry, _Given) else ""
        if not entry.live:
            return Item(each.id, self._instances(entry), False, "", given)
        frame = Frame(self._env, entry, entry)
        question = each.question
        return Item(
            each.id,
            self._instances(entry),
            True,
            entry.text,
            given,
            not entry.text or each.constraint is None or to_truth(each.constraint(frame)),
            _required(each, frame),
            self._shown(each, entry) if question and question.choices else (),
        )

    def _instances(self, entry: Entry) -> tuple[int, ...]:
        found = list[int]()
        standing: Entry | None = entry
        while standing is not None and standing.parent is not None:
            if standing.name in self._plan.repeats:
                found.append(standing.parent.named(standing.name).index(standing) + 1)
            standing = standing.parent
        return tuple(reversed(found))

    def _shown(self, each: _Ready, entry: Entry) -> tuple[str, ...]:
        """The codes of the choices that the filter lets through."""
        question = each.question
        if question is None or each.choice_filter is None:
            return question.codes if question else ()
        known = self._codes.get(id(entry))
        if known is not None:
            return known
        items = self._env.instances[question.list_name].children[0].children
        codes = tuple(
            item.named("name")[0].text
            for place, item in enumerate(items, 1)
            if to_truth(each.choice_filter(Frame(self._env, item, entry, place, len(items))))
        )
        self._codes[id(entry)] = codes
        return codes

    def fill(self, parent: Entry, block: str, values: Mapping[str, Plain]) -> None:
        """Make the entries of a block from what was given; counted repeats wait their turn."""
        for name in self._plan.children.get(block, ()):
            value = values.get(name)
            if name in self._plan.repeats:
                if self._plan.ready[name].count is None:
                    for instance in _instances(value):
                        self._begin(parent, name, instance)
                else:
                    self._entries.setdefault(name, [])
            elif name in self._plan.instrument.blocks:
                self._begin(parent, name, value if isinstance(value, Mapping) else values)
            else:
                entry = _Given(name, written(value), parent)
                self._entries.setdefault(name, []).append(entry)

    def _begin(self, parent: Entry, name: str, values: Mapping[str, Plain]) -> None:
        entry = parent.add(name)
        self._entries.setdefault(name, []).append(entry)
        self.fill(entry, name, values)

    def settle(self, given: Mapping[str, Plain]) -> None:
        """Work out everything once, in order."""
        for each in self._plan.busy:
            if each.count is not None:
                self._repeat(each, given)
            for entry in self._entries.get(each.id, ()):
                parent = entry.parent
                entry.live = (parent is None or parent.live) and (
                    each.relevant is None or to_truth(each.relevant(Frame(self._env, entry, entry)))
                )
                if isinstance(entry, _Given):
                    self._leaf(each, entry)

    def _leaf(self, each: _Ready, entry: _Given) -> None:
        """What an answer counts as: calculated, filtered, or blank off the path."""
        if not entry.live:
            entry.text = ""
            return
        if each.calculation is not None:
            entry.text = to_text(each.calculation(Frame(self._env, entry, entry)))
        if each.choice_filter is not None and entry.text:
            shown = self._shown(each, entry)
            entry.text = " ".join(code for code in entry.text.split() if code in shown)

    def _repeat(self, each: _Ready, given: Mapping[str, Plain]) -> None:
        """As many instances of a repeat as its count says, in every place it stands."""
        block = self._plan.rules[each.id].block
        parents = self._entries[block] if block else [self._env.top.children[0]]
        for parent in parents:
            number = 0.0
            if parent.live and each.count is not None:
                number = to_number(each.count(Frame(self._env, parent, parent)), self._env.zone)
            size = int(min(number, self._left)) if number > 0 else 0
            self._left -= size
            values = _instances(_within(self._plan, parent, given).get(each.id))
            before = len(parent.children)
            for place in range(size):
                self._begin(parent, each.id, values[place] if place < len(values) else {})
            self._place(parent, before, each.id)

    def _place(self, parent: Entry, before: int, name: str) -> None:
        """Move new instances from the end to where the form has them."""
        places = self._plan.places
        new = parent.children[before:]
        at = sum(places[child.name] < places[name] for child in parent.children[:before])
        parent.children[before:] = []
        parent.children[at:at] = new


def _required(each: _Ready, frame: Frame) -> bool:
    if each.required is not None:
        return to_truth(each.required(frame))
    return each.question is not None and each.question.required


def _instances(value: Plain) -> list[Mapping[str, Plain]]:
    """What was given for each instance of a repeat."""
    if not isinstance(value, list | tuple):
        return []
    return [each if isinstance(each, Mapping) else {} for each in value]


def _within(plan: Plan, parent: Entry, given: Mapping[str, Plain]) -> Mapping[str, Plain]:
    """What was given inside an entry: groups may be left out of what is given."""
    way = list[Entry]()
    standing: Entry | None = parent
    while standing is not None and standing.parent is not None and standing.name != FORM:
        way.append(standing)
        standing = standing.parent
    values = given
    for entry in reversed(way):
        inner = values.get(entry.name)
        if entry.name in plan.repeats and entry.parent is not None:
            instances = _instances(inner)
            place = entry.parent.named(entry.name).index(entry)
            values = instances[place] if place < len(instances) else {}
        elif isinstance(inner, Mapping):
            values = inner
    return values


def recompute(
    instrument: Instrument,
    given: Mapping[str, Plain],
    *,
    now: datetime | None = None,
    language: Language = "en",
) -> Standing:
    """Where a set of answers stands in a form.

    Parameters
    ----------
    given : mapping of question id to value
        Text, number, set of codes, or None; a repeat is a list of such mappings. Groups may be
        mappings of their own or left out.
    now : datetime, optional
        The moment that counts as now, for dates in rules.

    Raises
    ------
    CircularRules, ExpressionError
        The form is one that the reader of forms refuses.
    """
    plan = plan_of(instrument)
    top = Entry("")
    env = Environment(
        top,
        plan.paths,
        plan.lists(language) if instrument.lists else {},
        now=now,
        language=language,
        choice_name=plan.choice_name,
    )
    standing = Standing(plan, env)
    standing.fill(top.add(FORM), "", given)
    env.singles = _singles(plan, standing)
    standing.settle(given)
    return standing


def _singles(plan: Plan, standing: Standing) -> dict[str, list[Entry]]:
    """What stands in no repeat, to be found at once."""
    return {
        name: standing.entries(name)
        for name, path in plan.paths.items()
        if name and plan.repeats.isdisjoint(path)
    }
