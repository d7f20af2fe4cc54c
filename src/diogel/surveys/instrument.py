"""The typed, frozen model of a questionnaire: what was asked, in both languages.

An instrument never changes once a wave has used it: answers name its id and version.
Stored answers are codes, free of language; labels belong to the instrument.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from diogel.core import Bilingual

QuestionKind = Literal[
    "single",
    "multi",
    "integer",
    "decimal",
    "text",
    "longtext",
    "areas",
    "date",
    "time",
    "datetime",
    "info",
]
BlockKind = Literal["group", "repeat", "matrix"]
NOTHING = Bilingual("", "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer that may be chosen.

    Attributes
    ----------
    code : str
        What is stored. Free of language, unique within its question.
    label : Bilingual
    exclusive : bool
        True when it may not be ticked beside another ("none of these").
    missing : str
        "" for a usable answer, "unsure", or "not-applicable".
    collapse : tuple of str
        The coarser groups it falls into, nearest first; labels in `Instrument.groups`.
    nets : tuple of str
        The sums it is counted in ("agree"), labels in `Instrument.groups`.
    source : str
        "verbatim", "derived", "inferred" or "proposed": how its wording is known.
    columns : tuple of (heading, text)
        Its other columns, which the filters of choices look at.
    """

    code: str
    label: Bilingual
    exclusive: bool = False
    missing: str = ""
    collapse: tuple[str, ...] = ()
    nets: tuple[str, ...] = ()
    source: str = ""
    columns: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Matrix:
    """A grid: the stem that its rows share, and their common choices."""

    id: str
    label: Bilingual
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A group of questions, or a repeat of one.

    Attributes
    ----------
    relevant : str
        Its own rule; empty for always. What is in it inherits the rule.
    parent : str
        The block that it stands in; empty for none.
    count : str
        Of a repeat: the expression that says how often; empty for as often as answered.
    """

    id: str
    kind: BlockKind
    label: Bilingual
    relevant: str = ""
    parent: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Calculation:
    """A value that the form works out and nobody is asked."""

    id: str
    expression: str
    relevant: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked; each row of a grid is a question of its own.

    Attributes
    ----------
    id : str
        Unique within the instrument; a row of a grid is "<grid>_<row>".
    kind : QuestionKind
        "areas" is a choice of several local authorities; "info" asks nothing.
    relevant : str
        The rule under which it is asked, those of its groups with it; empty for always.
    rule : str
        Its own rule alone.
    block : str
        The innermost group or repeat that it stands in; empty for none.
    constraint, calculation : str
        What is accepted; what it is worked out as. Expressions; empty for none.
    required_if : str
        The expression under which it must be answered; empty when `required` says all.
    constraint_message, required_message : Bilingual
        What is said when it is not accepted, or not answered.
    choice_filter : str
        The expression that a choice must meet to be shown; empty for all.
    list_name : str
        The list that its choices come from; empty for none.
    default : str
        What a tool puts in before anybody answers: handed on, never read into a blank.
    matrix : str
        The grid it is a row of; empty for none.
    indicator : str
        Its identity across waves: two questions with one indicator may be compared.
    disclosure : str
        "fact" about an organisation, or "opinion" of a respondent.
    theme : str
        The theme it is about, if it is about one.
    nets : tuple of str
        Declared sums of its choices, in the order to be shown.
    low, high : int or None
        The limits of an integer, both included.
    status : str
        "verbatim", "derived", "inferred" or "proposed": how its wording is known.
    blank : str
        What an empty cell means: "missing" (no answer), or "zero" (none: the number 0,
        or nothing ticked). Empty is read as "missing".
    coded : bool
        True when a person at the desk codes it and no respondent is asked it.
    """

    id: str
    kind: QuestionKind
    label: Bilingual
    hint: Bilingual = NOTHING
    choices: tuple[Choice, ...] = ()
    relevant: str = ""
    required: bool = False
    matrix: str = ""
    indicator: str = ""
    disclosure: str = "opinion"
    sponsor: str = ""
    theme: str = ""
    nets: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None
    status: str = ""
    blank: str = ""
    section: str = ""
    coded: bool = False
    rule: str = ""
    block: str = ""
    constraint: str = ""
    constraint_message: Bilingual = NOTHING
    required_if: str = ""
    required_message: Bilingual = NOTHING
    calculation: str = ""
    choice_filter: str = ""
    list_name: str = ""
    default: str = ""

    def __hash__(self) -> int:
        """Quick, because what is worked out once a question is kept under it."""
        return hash(self.id)

    def choice(self, code: str) -> Choice:
        """The choice with a code; KeyError when there is none."""
        for choice in self.choices:
            if choice.code == code:
                return choice
        raise KeyError(f"{self.id}: {code}")

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of its choices, in the order they are shown."""
        return tuple(choice.code for choice in self.choices)

    def codes_in_net(self, net: str) -> frozenset[str]:
        """The codes that a net sums."""
        return frozenset(choice.code for choice in self.choices if net in choice.nets)

    @property
    def constrained(self) -> bool:
        """True when its constraint says more than the limits of a number, read with the cell."""
        limits = [".", ">=", str(self.low), "and", ".", "<=", str(self.high)]
        return bool(self.constraint) and self.constraint.split() != limits

    @property
    def asks(self) -> bool:
        """True when it can have an answer."""
        return self.kind != "info"


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in both languages.

    Attributes
    ----------
    questions : tuple of Question
        In the order asked; information texts of the front matter are among them.
    matrices : mapping of grid id to Matrix
    sections : mapping of section id to its heading
    groups : mapping of group code to label
        Labels of collapse groups and of nets.
    blocks : mapping of block id to Block
        Groups, grids and repeats, in the order they begin.
    calculations : tuple of Calculation
        What the form works out and nobody is asked.
    order : tuple of str
        The ids of questions, calculations and blocks in the order of the form.
    lists : mapping of list name to its choices
    """

    id: str
    version: str
    title: Bilingual
    questions: tuple[Question, ...]
    matrices: Mapping[str, Matrix] = field(default_factory=dict)
    sections: Mapping[str, Bilingual] = field(default_factory=dict)
    groups: Mapping[str, Bilingual] = field(default_factory=dict)
    blocks: Mapping[str, Block] = field(default_factory=dict)
    calculations: tuple[Calculation, ...] = ()
    order: tuple[str, ...] = ()
    lists: Mapping[str, tuple[Choice, ...]] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything that a rule may name: questions, calculations, groups and repeats."""
        return frozenset(self._by_id) | {c.id for c in self.calculations} | set(self.blocks)

    @cached_property
    def _by_id(self) -> dict[str, Question]:
        return {question.id: question for question in self.questions}

    def __hash__(self) -> int:
        """Quick, because what is worked out once an instrument is kept under it."""
        return hash((self.id, self.version))

    def __contains__(self, question_id: str) -> bool:
        return question_id in self._by_id

    def question(self, question_id: str) -> Question:
        """The question with an id; KeyError when there is none."""
        return self._by_id[question_id]

    def choice(self, question_id: str, code: str) -> Choice:
        """One choice of one question; KeyError when there is none."""
        return self.question(question_id).choice(code)

    def rows(self, matrix_id: str) -> tuple[Question, ...]:
        """The questions that are the rows of a grid, in order."""
        return tuple(q for q in self.questions if q.matrix == matrix_id)

    @cached_property
    def repeats(self) -> Mapping[str, tuple[str, ...]]:
        """Each repeat with the repeats around it and itself, the outermost first."""
        return {b.id: self.repeats_around(b.id) for b in self.blocks.values() if b.kind == "repeat"}

    def block_of(self, name: str) -> str:
        """The innermost group or repeat of a question or calculation; empty for none."""
        return self._blocks_of[name]

    @cached_property
    def _blocks_of(self) -> Mapping[str, str]:
        asked = {q.id: q.block for q in self.questions}
        return asked | {c.id: c.block for c in self.calculations}

    def repeats_around(self, block: str) -> tuple[str, ...]:
        """The repeats that a block is or stands in, the outermost first."""
        found = list[str]()
        while block in self.blocks:
            if self.blocks[block].kind == "repeat":
                found.append(block)
            block = self.blocks[block].parent
        return tuple(reversed(found))

    @cached_property
    def _repeat_of(self) -> Mapping[str, str]:
        """The innermost repeat of each question that stands in one."""
        around = ((q.id, self.repeats_around(q.block)) for q in self.questions if q.block)
        return {name: repeats[-1] for name, repeats in around if repeats}

    def repeat_of(self, question_id: str) -> str:
        """The innermost repeat that a question stands in; empty for none."""
        return self._repeat_of.get(question_id, "")

    def within(self, repeat: str) -> tuple[Question, ...]:
        """The questions that stand in a repeat and in no deeper one; "" for those in none."""
        return self._within.get(repeat, ())

    @cached_property
    def _within(self) -> Mapping[str, tuple[Question, ...]]:
        found = dict[str, list[Question]]()
        for question in self.questions:
            found.setdefault(self.repeat_of(question.id), []).append(question)
        return {repeat: tuple(questions) for repeat, questions in found.items()}

    @cached_property
    def constrained(self) -> tuple[Question, ...]:
        """The questions asked once whose constraints say more than limits."""
        return tuple(question for question in self.within("") if question.constrained)

    @property
    def front_matter(self) -> tuple[Question, ...]:
        """The information texts shown before and between the questions."""
        return tuple(q for q in self.questions if q.kind == "info")

    @cached_property
    def area_question(self) -> Question | None:
        """The question whose answer says which authorities a response covers."""
        return next((q for q in self.within("") if q.kind == "areas"), None)
