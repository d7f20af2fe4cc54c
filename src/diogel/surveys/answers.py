"""Answers to one wave, and what the absence of an answer means.

What a respondent gave is kept as it came, off the path too; what is counted is decided
here, on every call, from the instrument's rules. Conversations are a list of their own
and are never among the responses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from diogel.surveys.expressions.record import Plain, written
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.path import Item, Standing, recompute

Value = str | frozenset[str] | int | float | None


class Missing(StrEnum):
    """What a response holds for a question: an answer, or one of six kinds of none.

    ROUTED_PAST: the rules did not lead this response to the question. NOT_ASKED: this
    wave's instrument does not have it. ITEM_NONRESPONSE: asked, and left blank.
    WITHDRAWN: the respondent took it back.
    """

    ANSWERED = "answered"
    UNSURE = "unsure"
    NOT_APPLICABLE = "not_applicable"
    ITEM_NONRESPONSE = "item_nonresponse"
    ROUTED_PAST = "routed_past"
    NOT_ASKED = "not_asked"
    WITHDRAWN = "withdrawn"


_NOTHING_GIVEN = frozenset({Missing.ROUTED_PAST, Missing.NOT_ASKED, Missing.WITHDRAWN})
_OF_CHOICE = {"unsure": Missing.UNSURE, "not-applicable": Missing.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class Instance:
    """One row of a repeated group: what was told of one team, one person, one visit.

    What is counted of instances is counted of instances: never among responses.

    Attributes
    ----------
    values, states : mappings of question id
        As those of a response, of the questions that stand in the repeat.
    repeats : mapping of repeat id to instances
        Of repeats that stand in this one.
    """

    values: Mapping[str, Value]
    states: Mapping[str, Missing] = field(default_factory=dict)
    repeats: Mapping[str, tuple[Instance, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Response:
    """One set of answers, on behalf of one or several authorities.

    Attributes
    ----------
    id : str
        Names nobody: a number within the wave.
    areas : tuple of str
        GSS codes of the authorities it covers; two or more is a joint response.
    language : str
        "cy" or "en": the language it was given in, metadata only; empty when not known.
    values : mapping of question id to value
        str a choice's code, a text, a date ("2021-09-10"), a time ("14:30") or both
        ("2021-09-10T14:30"); frozenset of codes (or GSS codes) for several; int for a
        whole number, float for a decimal; None or absent for blank. As given, on the path
        or off it.
    states : mapping of question id to Missing
        What was said in place of an answer: unsure, not applicable, not asked, withdrawn.
    withdrawn : bool
        True when the whole response was taken back: kept for the count of responses
        received, and for nothing else.
    weight : float
        How much it counts in weighted shares, above 0; 1 where the file gives none.
    repeats : mapping of repeat id to instances
        What was told in repeated groups, row by row; a repeat without rows may be left out.
    """

    id: str
    areas: tuple[str, ...]
    language: str
    values: Mapping[str, Value]
    states: Mapping[str, Missing] = field(default_factory=dict)
    withdrawn: bool = False
    weight: float = 1.0
    repeats: Mapping[str, tuple[Instance, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One follow-up conversation. Never pooled with responses, never a percentage.

    Attributes
    ----------
    id : str
    force : str
        Code of the police force area, as in the conversation instrument.
    people : int
        How many took part. [persons]
    format : str
        "one_to_one", "pair" or "group".
    values : mapping of question id to value
        The rest of the record, such as how many people were aware of the well-being goals.
    """

    id: str
    force: str
    people: int
    format: str
    values: Mapping[str, Value]

    def count(self, question_id: str) -> int:
        """A count of people from the record; a blank is nobody."""
        value = self.values.get(question_id)
        return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class _Settled:
    """What the rules made of one response.

    Attributes
    ----------
    response : Response
        Kept so that no other response can take its place in memory.
    off : frozenset of str
        The questions that the rules did not lead to.
    values : mapping of question id to text
        Of questions whose value the rules decide: calculated, or with filtered choices.
    refused : frozenset of str
        The questions whose answers their constraints do not accept.
    """

    response: Response
    off: frozenset[str]
    values: Mapping[str, str]
    refused: frozenset[str]


@dataclass(frozen=True)
class Answers:
    """All answers of one wave."""

    wave: str
    instrument: Instrument
    responses: tuple[Response, ...]
    conversations: tuple[Conversation, ...] = ()
    _settled: dict[int, _Settled] = field(default_factory=dict, repr=False, compare=False)

    def on_path(self, response: Response, question_id: str) -> bool:
        """Whether the rules lead this response to the question.

        A rule sees an answer that is itself off the path as blank.
        """
        if question_id not in self.instrument:
            return False
        if not self.instrument.question(question_id).relevant:
            return True
        return question_id not in self._of(response).off

    def allowed(self, response: Response, question: Question) -> bool:
        """Whether an answer meets its constraint: one that does not is kept, and told.

        Limits of a whole number are none of this: they are read with the cell.
        """
        return not question.constrained or question.id not in self._of(response).refused

    def _of(self, response: Response) -> _Settled:
        """What the rules make of a response, worked out once."""
        known = self._settled.get(id(response))
        if known is None or known.response is not response:
            known = _settled(self.instrument, response)
            self._settled[id(response)] = known
        return known

    def state(self, response: Response, question_id: str) -> Missing:
        """Which of the seven kinds of answer, or of none, this is.

        A question in a repeated group is asked of each instance and not of the response:
        as one of the response's own it is not asked, and `instances` tells of it.
        """
        if response.withdrawn:
            return Missing.WITHDRAWN
        if question_id not in self.instrument or self.instrument.repeat_of(question_id):
            return Missing.NOT_ASKED
        question = self.instrument.question(question_id)
        if question.relevant and not self.on_path(response, question_id):
            return Missing.ROUTED_PAST
        said = response.states.get(question_id)
        if said is not None:
            return said
        return _state_of(question, self._counted(response, question))

    def _counted(self, response: Response, question: Question) -> Value:
        """What was given, as far as the rules let it count: calculated, or filtered."""
        value = response.values.get(question.id)
        if not (question.calculation or question.choice_filter):
            return value
        text = self._of(response).values[question.id]
        if isinstance(value, frozenset):
            return frozenset(text.split()) or None
        return value if text == written(value) else text or None

    def value(self, response: Response, question_id: str) -> Value:
        """The usable answer; None unless the state is answered."""
        if self.state(response, question_id) is not Missing.ANSWERED:
            return None
        return self.given(response, question_id)

    def given(self, response: Response, question_id: str) -> Value:
        """What was given on the path, "unsure" and "not applicable" codes included.

        A blank that the instrument declares to mean none comes back as 0 or as nothing
        ticked. None when there is nothing, or when it is off the path or withdrawn.
        """
        return self.read(response, question_id)[1]

    def instances(self, response: Response) -> Iterator[Item]:
        """Every question of a repeated group as the rules see it, instance by instance.

        Empty for a withdrawn response.
        """
        if not response.withdrawn and self.instrument.repeats:
            items = _standing(self.instrument, response).items
            yield from (item for item in items if item.instances)

    def read(self, response: Response, question_id: str) -> tuple[Missing, Value]:
        """The state and what was given, with the rules looked at once."""
        state = self.state(response, question_id)
        if state in _NOTHING_GIVEN:
            return state, None
        question = self.instrument.question(question_id)
        value = self._counted(response, question)
        if _blank(value) and state is Missing.ANSWERED:
            return state, 0 if question.kind == "integer" else frozenset()
        return state, value


def _blank(value: Value) -> bool:
    return value is None or value == ""


def _state_of(question: Question, value: Value) -> Missing:
    """The state of what was given to a question on the path."""
    if _blank(value):
        declared = question.blank == "zero" and question.kind in ("integer", "multi")
        return Missing.ANSWERED if declared else Missing.ITEM_NONRESPONSE
    known = _kinds(question)
    if not isinstance(value, frozenset):
        return _OF_CHOICE.get(known.get(value, ""), Missing.ANSWERED)
    kinds = {known[code] for code in value if code in known}
    if len(kinds) == 1 and (kind := kinds.pop()):
        return _OF_CHOICE[kind]
    return Missing.ANSWERED


@cache
def _kinds(question: Question) -> Mapping[object, str]:
    """What each choice of a question means when it is no usable answer; "" when it is one."""
    return {choice.code: choice.missing for choice in question.choices}


def _settled(instrument: Instrument, response: Response) -> _Settled:
    """Work out a response's path once."""
    standing = _standing(instrument, response)
    once = instrument.within("")
    off = {q.id for q in once if q.relevant and not standing.on_path(q.id)}
    decided = (q.id for q in once if q.calculation or q.choice_filter)
    refused = {q.id for q in instrument.constrained if not standing.allows(q.id)}
    values = {name: _text(standing, name) for name in decided}
    return _Settled(response, frozenset(off), values, frozenset(refused))


def _standing(instrument: Instrument, response: Response) -> Standing:
    """Where a response stands in the form; a withdrawn one has nothing given."""
    given = {} if response.withdrawn else _given(instrument, response, "")
    return recompute(instrument, given, language="cy" if response.language == "cy" else "en")


def _text(standing: Standing, name: str) -> str:
    return " ".join(entry.text for entry in standing.entries(name) if entry.text)


def _given(instrument: Instrument, row: Response | Instance, repeat: str) -> dict[str, Plain]:
    """What was given as the rules see it: ticks in the order of the form, rows as mappings."""
    given: dict[str, Plain] = dict(row.values)
    for question in instrument.within(repeat):
        value = row.values.get(question.id)
        if row.states.get(question.id) in _NOTHING_GIVEN:
            given[question.id] = None
        elif isinstance(value, frozenset):
            given[question.id] = _in_order(question, value)
        elif _blank(value) and question.blank == "zero" and question.kind == "integer":
            given[question.id] = 0
    for name, instances in row.repeats.items():
        given[name] = [_given(instrument, instance, name) for instance in instances]
    return given


def _in_order(question: Question, ticked: frozenset[str]) -> str:
    listed = [code for code in question.codes if code in ticked]
    return " ".join([*listed, *sorted(ticked.difference(listed))])
