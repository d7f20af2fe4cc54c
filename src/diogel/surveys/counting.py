"""Who gave which answer, of whom: every question counted, each with its base.

A cell is a set of responses within a set of responses. Everything else (shares, nets,
ranks, intervals) is made from cells, so two figures that show the same people agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from diogel.core import Base, Bilingual
from diogel.language import both
from diogel.surveys.answers import Answers, Missing, Response
from diogel.surveys.instrument import Question

NO_RESPONSE = "no_response"
_STATE_CODES = {
    Missing.ITEM_NONRESPONSE: NO_RESPONSE,
    Missing.UNSURE: "unsure",
    Missing.NOT_APPLICABLE: "not_applicable",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """The responses that gave one answer, of those who could have.

    Attributes
    ----------
    id : str
        "<question>.<code>".
    who, of : frozenset of response id
        `who` is a subset of `of`.
    base : Base
        Which rule `of` follows.
    sensitive : bool
        True for an opinion.
    family : str
        Cells of one family are disjoint and add up to their common `of`; empty when they
        may overlap.
    question : str
        The question, or the questions joined by "+".
    within : str
        The cells that the route to it names, joined by "+", when they tell its base.
    alias : str
        The cell of another question that is the same responses; empty for none.
    """

    id: str
    label: Bilingual
    who: frozenset[str]
    of: frozenset[str]
    base: Base
    sensitive: bool
    family: str
    question: str
    within: str = ""
    alias: str = ""

    @property
    def shown(self) -> str:
        """The cell that figures of it show."""
        return self.alias or self.id


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a question's table: an answer's code, its label, its collapse group."""

    code: str
    label: Bilingual
    group: str = ""
    ranked: bool = True


@dataclass
class Counted:
    """The cells of one wave, filled question by question."""

    answers: Answers
    cells: dict[str, Cell] = field(default_factory=dict)

    @cached_property
    def live(self) -> tuple[Response, ...]:
        """Responses that were not withdrawn."""
        return tuple(r for r in self.answers.responses if not r.withdrawn)

    @cached_property
    def everybody(self) -> frozenset[str]:
        """Ids of the responses that were not withdrawn."""
        return frozenset(r.id for r in self.live)

    def areas(self, who: Iterable[str]) -> frozenset[str]:
        """GSS codes of the authorities that these responses cover, each once."""
        wanted = set(who)
        return frozenset(a for r in self.placed if r.id in wanted for a in r.areas)

    @cached_property
    def placed(self) -> tuple[Response, ...]:
        """Those of them that say which authorities they cover."""
        return tuple(r for r in self.live if r.areas)


def base_of(counted: Counted, question: Question) -> tuple[frozenset[str], Base]:
    """Who was led to a question, and the name of that base."""
    if not question.relevant:
        return counted.everybody, Base.ALL
    led = {
        r.id
        for r in counted.live
        if counted.answers.state(r, question.id) is not Missing.ROUTED_PAST
    }
    return frozenset(led), Base.ROUTED


def codes_given(
    answers: Answers, response: Response, question: Question, *, led: bool = False
) -> frozenset[str]:
    """The codes one response falls into: its choices, or the name of what it left instead.

    `led` says that the rules are known to have led it there, and need not be looked at.
    """
    given = response.values.get(question.id)
    routed = question.relevant and not led
    if given and not (routed or response.states or response.withdrawn):
        # Nothing can have taken this answer away: the usual case of a large survey.
        state = Missing.ANSWERED
    else:
        state, given = answers.read(response, question.id)
    if isinstance(given, frozenset) and given:
        return given
    if isinstance(given, str) and given and question.choices:
        return frozenset({given})
    return frozenset({_row_of_state(question, state)}) if state in _STATE_CODES else frozenset()


def _row_of_state(question: Question, state: Missing) -> str:
    """The line that counts somebody who gave no usable answer.

    Who was unsure, or to whom it does not apply, is counted under the form's own choice for
    that; where the form has none, with those who gave no answer.
    """
    code = _STATE_CODES[state]
    kind = code.replace("_", "-")
    own = (choice.code for choice in question.choices if choice.missing == kind)
    return code if code in question.codes else next(own, NO_RESPONSE)


def rows_of(question: Question) -> tuple[Row, ...]:
    """The lines of a question's table: its choices, then those who gave no answer.

    From the form alone: a line that came or went with the answers would tell of them.
    """
    rows = [
        Row(
            choice.code,
            choice.label,
            group=choice.collapse[0] if choice.collapse else "",
            ranked=not choice.missing and not choice.exclusive and choice.code != "other",
        )
        for choice in question.choices
    ]
    label = both(f"surveys.state.{NO_RESPONSE}")
    return (*rows, Row(NO_RESPONSE, label, group=NO_RESPONSE, ranked=False))


def count_question(counted: Counted, question: Question) -> tuple[Row, ...]:
    """Count one question with choices into `counted.cells`; its rows, in the order shown."""
    of, base = base_of(counted, question)
    members: dict[str, list[str]] = {}
    for response in counted.live:
        if response.id in of:
            for code in codes_given(counted.answers, response, question, led=True):
                members.setdefault(code, []).append(response.id)
    rows = rows_of(question)
    for row in rows:
        who = frozenset(members.get(row.code, ()))
        counted.cells[f"{question.id}.{row.code}"] = Cell(
            id=f"{question.id}.{row.code}",
            label=row.label,
            who=who,
            of=of,
            base=base,
            # That somebody left a question out is no opinion of theirs.
            sensitive=question.disclosure != "fact" and row.code != NO_RESPONSE,
            family="" if question.kind in ("multi", "areas") else question.id,
            question=question.id,
        )
    return rows


def count_text(counted: Counted, question: Question) -> None:
    """Count who wrote something, and who did not: what was written is never a cell."""
    of, base = base_of(counted, question)
    wrote = frozenset(
        r.id for r in counted.live if r.id in of and counted.answers.value(r, question.id)
    )
    for code, who in (("answered", wrote), (NO_RESPONSE, of - wrote)):
        counted.cells[f"{question.id}.{code}"] = Cell(
            id=f"{question.id}.{code}",
            label=both(f"surveys.state.{code}"),
            who=who,
            of=of,
            base=base,
            sensitive=False,
            family=question.id,
            question=question.id,
        )


def count_three_states(
    counted: Counted, table: str, within: Question, outside: Question, other: str
) -> tuple[Row, ...]:
    """Count a theme's three states from two questions that list the same themes.

    Within: ticked in the first. Outside: ticked in the second and not in the first. Not
    identified: neither. The write-in line `other` has no third state. A state that is just
    a cell of either question is that cell, so that both are hidden and shown together.
    """
    of = counted.everybody
    first = {r.id: codes_given(counted.answers, r, within) for r in counted.live}
    second = {r.id: codes_given(counted.answers, r, outside) for r in counted.live}
    sources = {"within": within, "outside": outside}
    rows = tuple(
        Row(c.code, c.label, ranked=c.code != other) for c in within.choices if not c.exclusive
    )
    for row in rows:
        inside = frozenset(r for r in of if row.code in first[r])
        out = frozenset(r for r in of if row.code in second[r]) - inside
        states = {"within": inside, "outside": out, "not_identified": of - inside - out}
        for state, who in states.items():
            if row.code == other and state == "not_identified":
                continue
            counted.cells[f"{table}.{row.code}.{state}"] = Cell(
                id=f"{table}.{row.code}.{state}",
                label=row.label,
                who=who,
                of=of,
                base=Base.ALL,
                sensitive=within.disclosure != "fact",
                family=f"{table}.{row.code}" if row.code != other else "",
                question=f"{within.id}+{outside.id}",
                alias=_same_cell(counted, sources.get(state), row.code, who),
            )
    return rows


def _same_cell(counted: Counted, question: Question | None, code: str, who: frozenset[str]) -> str:
    """The cell of a question that is just these responses, of everybody; empty for none."""
    cell = counted.cells.get(f"{question.id}.{code}") if question else None
    same = cell and cell.who == who and cell.of == counted.everybody
    return cell.shown if cell and same else ""


def state_conflicts(answers: Answers, within: str, outside: str) -> tuple[tuple[str, str], ...]:
    """Themes that one response says are both in and no longer in its remit.

    Returns (response id, theme code) pairs: for the respondent to resolve. They count as
    within until then.
    """
    first, second = answers.instrument.question(within), answers.instrument.question(outside)
    return tuple(
        (r.id, code)
        for r in answers.responses
        if not r.withdrawn
        for code in sorted(codes_given(answers, r, first) & codes_given(answers, r, second))
        if code not in _STATE_CODES.values()
    )
