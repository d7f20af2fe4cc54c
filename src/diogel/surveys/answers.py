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

from diogel.surveys.expressions import evaluate, parse
from diogel.surveys.instrument import Instrument, Question

Value = str | frozenset[str] | int | None


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
        str a choice's code or a text; frozenset of codes (or GSS codes) for several;
        int; None or absent for blank. As given, on the path or off it.
    states : mapping of question id to Missing
        What was said in place of an answer: unsure, not applicable, not asked, withdrawn.
    withdrawn : bool
        True when the whole response was taken back: kept for the count of responses
        received, and for nothing else.
    weight : float
        How much it counts in weighted shares, above 0; 1 where the file gives none.
    """

    id: str
    areas: tuple[str, ...]
    language: str
    values: Mapping[str, Value]
    states: Mapping[str, Missing] = field(default_factory=dict)
    withdrawn: bool = False
    weight: float = 1.0


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


@dataclass(frozen=True)
class Answers:
    """All answers of one wave."""

    wave: str
    instrument: Instrument
    responses: tuple[Response, ...]
    conversations: tuple[Conversation, ...] = ()

    def on_path(self, response: Response, question_id: str) -> bool:
        """Whether the rules lead this response to the question.

        A rule sees an answer that is itself off the path as blank.
        """
        if question_id not in self.instrument:
            return False
        rule = self.instrument.question(question_id).relevant
        return not rule or bool(evaluate(parse(rule), _Record(self, response)))

    def state(self, response: Response, question_id: str) -> Missing:
        """Which of the seven kinds of answer, or of none, this is."""
        if response.withdrawn:
            return Missing.WITHDRAWN
        if question_id not in self.instrument:
            return Missing.NOT_ASKED
        question = self.instrument.question(question_id)
        if question.relevant and not self.on_path(response, question_id):
            return Missing.ROUTED_PAST
        said = response.states.get(question_id)
        if said is not None:
            return said
        return _state_of(question, response.values.get(question_id))

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

    def read(self, response: Response, question_id: str) -> tuple[Missing, Value]:
        """The state and what was given, with the rules looked at once."""
        state = self.state(response, question_id)
        if state in _NOTHING_GIVEN:
            return state, None
        value = response.values.get(question_id)
        if _blank(value) and state is Missing.ANSWERED:
            number = self.instrument.question(question_id).kind == "integer"
            return state, 0 if number else frozenset()
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


class _Record(Mapping[str, object]):
    """A response as the rules see it: answers off the path are blank."""

    def __init__(self, answers: Answers, response: Response) -> None:
        self._answers, self._response = answers, response

    def __getitem__(self, question_id: str) -> object:
        value = self._answers.given(self._response, question_id)
        return "" if value is None else value

    def __iter__(self) -> Iterator[str]:
        return iter(q.id for q in self._answers.instrument.questions)

    def __len__(self) -> int:
        return len(self._answers.instrument.questions)
