"""Reads answers from our template (.xlsx, .csv): every refused cell has its address.

One row is one response; a second row of labels under the ids is allowed. Nothing is read
half: a cell that is refused counts as a problem, and a file with one is not used.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from diogel.core import Bilingual, Place, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets
from diogel.surveys.answer_cells import Cell, Fault, read_cell, read_yes, ticked
from diogel.surveys.answer_headings import (
    LANGUAGE,
    RESPONSE,
    WEIGHT,
    WITHDRAWN,
    Column,
    meanings,
    read_headings,
)
from diogel.surveys.answers import Answers, Conversation, Missing, Response, Value
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded
from diogel.surveys.xlsform import CONVERSATION_INSTRUMENT, builtin_instrument

ANSWER_SHEETS = ("answers", "atebion")
CONVERSATION_SHEETS = ("conversations", "sgyrsiau")
MOST_PROBLEMS = 5_000
HEADINGS_WITHIN = 10  # rows from the top
# With an exponent too: that is how a spreadsheet writes a very small number.
_DECIMAL = re.compile(r"[0-9]{1,30}(?:\.[0-9]{1,30})?(?:[eE][+-]?[0-9]{1,3})?")
LANGUAGES_SAID = {
    **dict.fromkeys(("cy", "cymraeg", "welsh"), "cy"),
    **dict.fromkeys(("en", "english", "saesneg"), "en"),
}


@dataclass(slots=True)
class Reading:
    """A sheet being read: its columns, its responses and where they stand, its faults."""

    instrument: Instrument
    sheet: Sheet
    columns: list[Column]
    problems: list[Problem]
    responses: list[Response] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)

    def say(self, row: int, column: Column | None, fault: Fault) -> None:
        """Note a fault of a cell, unless its own file said already that it is an error."""
        place = self.place(row, column)
        lettered = self.sheet.place(row, column.number if column else None)
        if not any(told.place == lettered for told in self.sheet.problems):
            self.problems.append(
                Problem(fault.code, place, fault.found, fault.expected, fault.severity)
            )

    def place(self, row: int, column: Column | None) -> Place:
        """The address of a cell by letter and heading, or of a whole row."""
        if column is None:
            return self.sheet.place(row)
        return self.sheet.place(row, column.number, column.heading)

    def column_of(self, question_id: str) -> Column | None:
        """The column that holds a question, the first when it has one an option."""
        return next((c for c in self.columns if c.question and c.question.id == question_id), None)


def read_answers(
    path: Path,
    instrument: Instrument,
    *,
    wave: str = "",
    conversations: Path | None = None,
) -> tuple[Answers, tuple[Problem, ...]]:
    """The answers in a file, and every problem met.

    Parameters
    ----------
    path : Path
        A filled-in template, .xlsx or .csv (also .ods, .xls).
    instrument : Instrument
        What was asked.
    wave : str
        The wave's id; the instrument's when empty.
    conversations : Path, optional
        A file of conversation records; without it, the sheet "Conversations" of `path`,
        if there is one.

    Returns
    -------
    Answers, tuple of Problem
        With a problem of severity STOP, what was refused is left blank in the answers,
        which are then for looking at and not for publishing.

    Raises
    ------
    Refused
        Nothing in the file can be taken for answers.
    """
    sheets = read_sheets(path)
    reading = _read_sheet(instrument, _answer_sheet(instrument, sheets))
    apart = () if instrument.id == CONVERSATION_INSTRUMENT else sheets
    talks, told = _conversations(apart, conversations)
    answers = Answers(wave or instrument.id, instrument, tuple(reading.responses), talks)
    problems = [*reading.problems, *_after(reading, answers), *told]
    if len(problems) > MOST_PROBLEMS:
        more = Problem("answers.more-problems", Place(path.name), str(len(problems)))
        problems = [*problems[:MOST_PROBLEMS], more]
    return answers, tuple(problems)


def read_conversations(path: Path) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    """The conversation records in a file of their own, and every problem met."""
    sheets = read_sheets(path)
    named = [s for s in sheets if folded(s.name) in CONVERSATION_SHEETS]
    return _talks(named[0] if named else _best(builtin_instrument(CONVERSATION_INSTRUMENT), sheets))


def _conversations(
    sheets: tuple[Sheet, ...], path: Path | None
) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    if path is not None:
        return read_conversations(path)
    for sheet in sheets:
        if folded(sheet.name) in CONVERSATION_SHEETS:
            return _talks(sheet)
    return (), ()


def _talks(sheet: Sheet) -> tuple[tuple[Conversation, ...], tuple[Problem, ...]]:
    reading = _read_sheet(builtin_instrument(CONVERSATION_INSTRUMENT), sheet)
    talks = tuple(_talk(response) for response in reading.responses)
    answers = Answers("", reading.instrument, tuple(reading.responses))
    return talks, (*reading.problems, *_after(reading, answers), *_head_counts(reading, talks))


def _talk(response: Response) -> Conversation:
    values = response.values
    people = values.get("c_people")
    return Conversation(
        response.id,
        str(values.get("c_force") or ""),
        people if isinstance(people, int) else 0,
        str(values.get("c_format") or ""),
        values,
    )


def _head_counts(reading: Reading, talks: tuple[Conversation, ...]) -> Iterator[Problem]:
    """More people aware, unsure and unaware than took part cannot be."""
    for talk in talks:
        counted = sum(talk.count(name) for name in ("c_aware", "c_unsure", "c_unaware"))
        if counted > talk.people:
            place = reading.place(reading.rows[talk.id], reading.column_of("c_aware"))
            yield Problem("answers.more-people", place, str(counted), str(talk.people))


def _answer_sheet(instrument: Instrument, sheets: tuple[Sheet, ...]) -> Sheet:
    named = [sheet for sheet in sheets if folded(sheet.name) in ANSWER_SHEETS]
    return named[0] if named else _best(instrument, sheets)


def _best(instrument: Instrument, sheets: tuple[Sheet, ...]) -> Sheet:
    """The sheet whose headings name the most questions."""
    return max(sheets, key=lambda s: _understood(instrument, s, _heading_row(instrument, s)))


def _understood(instrument: Instrument, sheet: Sheet, row: int) -> int:
    return sum(bool(meanings(instrument, cell)) for cell in sheet.rows[row - 1] if cell)


def _heading_row(instrument: Instrument, sheet: Sheet) -> int:
    """The row of headings: people put a title above it. The first filled row when unsure."""
    filled = [n for n, cells in enumerate(sheet.rows[:HEADINGS_WITHIN], 1) if any(cells)]
    filled = filled or [next((n for n, cells in enumerate(sheet.rows, 1) if any(cells)), 1)]
    return max(filled, key=lambda row: (_understood(instrument, sheet, row), -row))


def _read_sheet(instrument: Instrument, sheet: Sheet) -> Reading:
    first = _heading_row(instrument, sheet)
    columns, problems = read_headings(instrument, sheet, first)
    if not any(column.question for column in columns):
        found = ", ".join(cell[:30] for cell in sheet.rows[first - 1][:5] if cell)
        raise Refused([Problem("answers.no-columns", sheet.place(first), found, instrument.title)])
    reading = Reading(instrument, sheet, columns, [*sheet.problems, *problems])
    after_labels = first + 2 if _labels(instrument, sheet, first, columns) else first + 1
    for row in range(after_labels, len(sheet.rows) + 1):
        if any(sheet.rows[row - 1]):
            _read_row(reading, row)
        if len(reading.problems) > MOST_PROBLEMS:
            break
    return reading


def _labels(instrument: Instrument, sheet: Sheet, first: int, columns: list[Column]) -> bool:
    """Whether the row under the ids repeats them as labels."""
    asked = [c for c in columns if c.question and sheet.cell(first + 1, c.number)]
    same = [
        c
        for c in asked
        if c.question and c.question.id in meanings(instrument, sheet.cell(first + 1, c.number))
    ]
    return len(same) * 2 > len(asked) and len(asked) > 0


def _read_row(reading: Reading, row: int) -> None:
    values, states = dict[str, Value](), dict[str, Missing]()
    for column in reading.columns:
        if column.question is None or column.option:
            continue
        cell = read_cell(column.question, reading.sheet.cell(row, column.number))
        _keep(reading, row, column, cell, values, states)
    for options in _options(reading):
        cell = _ticks(reading, row, options)
        _keep(reading, row, options[0], cell, values, states)
    identity = _identity(reading, row)
    reading.rows.setdefault(identity, row)
    withdrawn = _withdrawn(reading, row)
    asked = reading.instrument.area_question
    areas = values.get(asked.id) if asked else None
    reading.responses.append(
        Response(
            identity,
            tuple(sorted(areas)) if isinstance(areas, frozenset) else (),
            _language(reading, row),
            values,
            states,
            withdrawn,
            _weight(reading, row, withdrawn),
        )
    )


def _keep(
    reading: Reading,
    row: int,
    column: Column,
    cell: Cell,
    values: dict[str, Value],
    states: dict[str, Missing],
) -> None:
    for fault in cell.faults:
        reading.say(row, column, fault)
    if column.question is None:
        return
    if cell.value is not None:
        values[column.question.id] = cell.value
    if cell.state is not None:
        states[column.question.id] = cell.state


def _options(reading: Reading) -> Iterator[list[Column]]:
    """The columns of each question that has one an option."""
    grouped = defaultdict[str, list[Column]](list)
    for column in reading.columns:
        if column.question and column.option:
            grouped[column.question.id].append(column)
    yield from grouped.values()


def _ticks(reading: Reading, row: int, options: list[Column]) -> Cell:
    """The ticked options of one question; all blank is no answer, all 0 is none of them."""
    codes, answered = set[str](), False
    for column in options:
        text = reading.sheet.cell(row, column.number)
        said = read_yes(text)
        if text and said is None:
            reading.say(row, column, Fault("answers.not-a-tick", text[:80]))
        answered = answered or said is not None
        if said:
            codes.add(column.option)
    question: Question | None = options[0].question
    if not answered or question is None:
        return Cell()
    return ticked(question, frozenset(codes))


def _fact(reading: Reading, row: int, fact: str) -> tuple[Column | None, str]:
    column = next((c for c in reading.columns if c.fact == fact), None)
    return column, reading.sheet.cell(row, column.number) if column else ""


def _identity(reading: Reading, row: int) -> str:
    """The response's id; without a column for it, its place among the responses."""
    column, text = _fact(reading, row, RESPONSE)
    if column is None:
        return str(len(reading.responses) + 1)
    if not text:
        reading.say(row, column, Fault("answers.missing-id"))
        return f"row {row}"
    if text in reading.rows:
        expected = str(reading.rows[text])
        reading.say(row, column, Fault("answers.duplicate-response", text[:80], expected))
    return text


def _language(reading: Reading, row: int) -> str:
    column, text = _fact(reading, row, LANGUAGE)
    if text and folded(text) not in LANGUAGES_SAID:
        reading.say(row, column, Fault("answers.unknown-language", text[:80], "cy, en"))
    return LANGUAGES_SAID.get(folded(text), "")


def _withdrawn(reading: Reading, row: int) -> bool:
    column, text = _fact(reading, row, WITHDRAWN)
    if text and read_yes(text) is None:
        reading.say(row, column, Fault("answers.not-a-tick", text[:80]))
    return bool(read_yes(text))


def _weight(reading: Reading, row: int, withdrawn: bool) -> float:
    """How much the response counts; 1 in a file without weights, or after a fault."""
    column, text = _fact(reading, row, WEIGHT)
    if column is None or (withdrawn and not text):
        return 1.0
    if not text:
        reading.say(row, column, Fault("answers.missing-weight"))
        return 1.0
    weight = float(text) if _DECIMAL.fullmatch(text) else 0.0
    if not 0 < weight < math.inf:
        reading.say(row, column, Fault("answers.bad-weight", text[:80]))
        return 1.0
    return weight


def _after(reading: Reading, answers: Answers) -> Iterator[Problem]:
    """What shows only when a whole response, or all of them, are seen."""
    for response in answers.responses:
        if response.withdrawn:
            continue
        row = reading.rows[response.id]
        for question in answers.instrument.questions:
            told = _in_context(answers, response, question)
            if told:
                column = reading.column_of(question.id)
                yield Problem(
                    told.code, reading.place(row, column), question.id, told.expected, told.severity
                )
    yield from _areas_twice(reading, answers)


def _in_context(answers: Answers, response: Response, question: Question) -> Fault | None:
    value = response.values.get(question.id)
    if value not in (None, "", frozenset()) and not answers.on_path(response, question.id):
        return Fault("answers.off-path", severity=Severity.NOTE)
    state = answers.state(response, question.id) if question.required else None
    if state is Missing.ITEM_NONRESPONSE:
        return Fault("answers.required", expected=question.label, severity=Severity.LOOK)
    return None


def _areas_twice(reading: Reading, answers: Answers) -> Iterator[Problem]:
    """An authority covered by two responses, where responses must say what they cover."""
    asked = answers.instrument.area_question
    if asked is None or not asked.required:
        return
    first = dict[str, str]()
    for response in answers.responses:
        for code in () if response.withdrawn else response.areas:
            if code in first:
                place = reading.place(reading.rows[response.id], reading.column_of(asked.id))
                name = _name(asked, code)
                other = str(reading.rows[first[code]])
                yield Problem("answers.area-twice", place, "", other, Severity.LOOK, {"area": name})
            first.setdefault(code, response.id)


def _name(asked: Question, code: str) -> Bilingual:
    return asked.choice(code).label if code in asked.codes else Bilingual.same(code)
