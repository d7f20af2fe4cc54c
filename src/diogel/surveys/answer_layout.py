"""What stands in each table of the template: headings of ids and labels, and filled rows.

Responses have one table. Each repeated group has one of its own in a workbook, a row an
instance, tied to its response by numbers; in a text table, which has no second sheet, the
rows of repeated groups stand beside the responses: `teams[2]/people`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from diogel.core import Language
from diogel.language import say
from diogel.surveys.answer_cells import NOTHING_TICKED, SAID
from diogel.surveys.answer_headings import (
    LANGUAGE,
    RESPONSE,
    ROW,
    ROWS,
    WEIGHT,
    WITHDRAWN,
    Step,
    full_label,
    row_label,
)
from diogel.surveys.answers import Instance, Missing, Response
from diogel.surveys.instrument import Instrument, Question

EMPTY_INSTANCES = 3  # of each repeated group in an empty text table
_MARKS = {state: mark for mark, state in SAID.items() if mark.startswith("[")}


@dataclass(frozen=True, slots=True)
class Layout:
    """One table: its facts and questions in the order of columns, two rows of headings, rows.

    Attributes
    ----------
    repeat : str
        The repeated group whose rows it holds; empty for responses.
    questions : tuple of Question or None
        None where a column beside the responses says how many rows there are.
    """

    repeat: str
    facts: tuple[str, ...]
    questions: tuple[Question | None, ...]
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def response_table(
    instrument: Instrument,
    language: Language,
    given: Sequence[Response],
    labels: Language | None,
    *,
    beside: bool,
) -> Layout:
    """The table of responses; with `beside`, the rows of repeated groups are columns of it."""
    asked = [question for question in instrument.within("") if question.asks]
    facts: tuple[str, ...] = (RESPONSE, LANGUAGE, WITHDRAWN)
    if any(response.weight != 1 for response in given):
        facts = (*facts, WEIGHT)
    columns = tuple(_beside(instrument, given)) if beside else ()
    return Layout(
        "",
        facts,
        (*asked, *(column.question for column in columns)),
        (*facts, *(q.id for q in asked), *(column.heading for column in columns)),
        (
            *(say(f"answers.heading-{fact}", language) for fact in facts),
            *(full_label(instrument, question)[language] for question in asked),
            *(column.label(instrument, language) for column in columns),
        ),
        tuple(
            (
                *_facts(response, facts),
                *(cell_of(response, question, labels) for question in asked),
                *(column.cell(response, labels) for column in columns),
            )
            for response in given
        ),
    )


def _facts(response: Response, facts: Sequence[str]) -> Iterator[str]:
    known = {
        RESPONSE: response.id,
        LANGUAGE: response.language,
        WITHDRAWN: "1" if response.withdrawn else "",
        WEIGHT: repr(float(response.weight)),
    }
    return (known[fact] for fact in facts)


def repeat_tables(
    instrument: Instrument, language: Language, given: Sequence[Response], labels: Language | None
) -> Iterator[Layout]:
    """The table of each repeated group that asks something, the outer before the inner."""
    for repeat, chain in instrument.repeats.items():
        asked = tuple(question for question in instrument.within(repeat) if question.asks)
        facts = (RESPONSE, *(f"{ROW}{name}" for name in chain))
        rows = (
            (
                response.id,
                *map(str, numbers),
                *(cell_of(instance, question, labels) for question in asked),
            )
            for response in given
            for numbers, instance in instances_of(response, chain)
        )
        heads = (say(f"answers.heading-{RESPONSE}", language),)
        yield Layout(
            repeat,
            facts,
            asked,
            (*facts, *(q.id for q in asked)),
            (
                *heads,
                *(row_label(instrument, name, language) for name in chain),
                *(full_label(instrument, question)[language] for question in asked),
            ),
            tuple(rows),
        )


def instances_of(
    row: Response | Instance, chain: Sequence[str]
) -> Iterator[tuple[tuple[int, ...], Instance]]:
    """The instances of the innermost of some repeats, with their numbers from 1."""
    for number, instance in enumerate(row.repeats.get(chain[0], ()), 1):
        if len(chain) == 1:
            yield (number,), instance
        else:
            for numbers, inner in instances_of(instance, chain[1:]):
                yield (number, *numbers), inner


@dataclass(frozen=True, slots=True)
class _Beside:
    """A column beside the responses: a question of one row, or how many rows there are.

    Attributes
    ----------
    steps : tuple of (repeat, number)
        The row it is of; of a column of counts, the row around the repeat.
    """

    steps: tuple[Step, ...]
    question: Question | None
    repeat: str

    @property
    def heading(self) -> str:
        name = self.question.id if self.question else f"{self.repeat}{ROWS}"
        return "/".join((*(f"{repeat}[{number}]" for repeat, number in self.steps), name))

    def label(self, instrument: Instrument, language: Language) -> str:
        """What it asks, behind the row it is of, by which it is known again."""
        if self.question is None:
            return row_label(instrument, self.repeat, language, "rows")
        text = full_label(instrument, self.question)[language]
        return "/".join((*(f"{repeat}[{number}]" for repeat, number in self.steps), text))

    def cell(self, response: Response, labels: Language | None) -> str:
        row: Response | Instance | None = response
        for repeat, number in self.steps:
            found = row.repeats.get(repeat, ()) if row else ()
            row = found[number - 1] if number <= len(found) else None
        if row is None:
            return ""
        if self.question is None:
            return str(len(row.repeats.get(self.repeat, ())) or "")
        return cell_of(row, self.question, labels)


def _beside(instrument: Instrument, given: Sequence[Response]) -> Iterator[_Beside]:
    """The columns of every repeated group, as many rows as any response has."""
    for repeat, chain in instrument.repeats.items():
        if len(chain) == 1:
            yield from _beside_of(instrument, repeat, (), tuple(given), empty=not given)


def _beside_of(
    instrument: Instrument,
    repeat: str,
    steps: tuple[Step, ...],
    rows: Sequence[Response | Instance],
    *,
    empty: bool,
) -> Iterator[_Beside]:
    yield _Beside(steps, None, repeat)
    most = max((len(row.repeats.get(repeat, ())) for row in rows), default=0)
    inner = [
        name
        for name, chain in instrument.repeats.items()
        if len(chain) == len(steps) + 2 and chain[-2] == repeat
    ]
    for number in range(1, (EMPTY_INSTANCES if empty else most) + 1):
        here = (*steps, (repeat, number))
        for question in instrument.within(repeat):
            if question.asks:
                yield _Beside(here, question, repeat)
        reached = [row.repeats.get(repeat, ())[number - 1 : number] for row in rows]
        inside = [instance for found in reached for instance in found]
        for name in inner:
            yield from _beside_of(instrument, name, here, inside, empty=empty)


def cell_of(row: Response | Instance, question: Question, language: Language | None) -> str:
    """What a response gives to a question, as the text of a cell that reads back the same.

    `language` says the language of labels; None writes codes.
    """
    state, value = row.states.get(question.id), row.values.get(question.id)
    if state is not None and state is not Missing.ITEM_NONRESPONSE:
        return _MARKS[state]
    if value is None:
        return ""
    if isinstance(value, frozenset):
        order = [code for code in question.codes if code in value]
        order += sorted(value - set(order))
        return "; ".join(_said(question, code, language) for code in order) or NOTHING_TICKED
    return _said(question, str(value), language)


def _said(question: Question, code: str, language: Language | None) -> str:
    if language is None or code not in question.codes:
        return code
    return question.choice(code).label[language]
