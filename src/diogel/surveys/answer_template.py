"""Writes the template that answers come back in: a workbook, or a text table.

Both hold ids in the first row and labels in the second. The workbook adds guidance, a
drop-down for each single choice and a sheet of codes; it is complete in one language, and
is read back whichever language its labels are in.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from diogel.core import Language
from diogel.files import csv_bytes, write_atomically
from diogel.language import say
from diogel.surveys.answer_cells import NOTHING_TICKED, SAID
from diogel.surveys.answer_headings import LANGUAGE, RESPONSE, WEIGHT, WITHDRAWN, full_label
from diogel.surveys.answers import Missing, Response
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.xlsform import CONVERSATION_INSTRUMENT

GUIDANCE = (
    *("row", "code", "several", "joint", "blank", "marks", "withdrawn", "language", "personal"),
)
EMPTY_ROWS = 200
FIRST_ROW = 2  # rows of headings above the answers
WIDE, NARROW = 28, 12
MADE = datetime(2021, 1, 1)  # a fixed time of making, so that the same template is the same bytes
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
_MARKS = {state: mark for mark, state in SAID.items() if mark.startswith("[")}


def write_template(
    instrument: Instrument,
    path: Path,
    language: Language,
    responses: Iterable[Response] = (),
    *,
    labels: bool = False,
) -> None:
    """Write the template of an instrument, by the ending of `path`: .csv or .xlsx.

    Parameters
    ----------
    responses : iterable of Response
        Responses to fill in; none for an empty template.
    labels : bool
        Fill in with labels in `language`, in place of codes.
    """
    asked = [question for question in instrument.questions if question.asks]
    given = tuple(responses)
    facts: tuple[str, ...] = (RESPONSE, LANGUAGE, WITHDRAWN)
    if any(response.weight != 1 for response in given):
        facts = (*facts, WEIGHT)
    rows = [_filled(response, facts, asked, language if labels else None) for response in given]
    heads = [
        [*facts, *(question.id for question in asked)],
        [
            *(say(f"answers.heading-{fact}", language) for fact in facts),
            *(full_label(instrument, question)[language] for question in asked),
        ],
    ]
    with write_atomically(path) as temporary:
        if path.suffix.lower() == ".csv":
            temporary.write_bytes(csv_bytes([*heads, *rows]))
        else:
            _Workbook(instrument, language, asked, facts).write(temporary, heads, rows)


def _filled(
    response: Response, facts: Sequence[str], asked: list[Question], language: Language | None
) -> list[str]:
    """One response as a row of the template."""
    known = {
        RESPONSE: response.id,
        LANGUAGE: response.language,
        WITHDRAWN: "1" if response.withdrawn else "",
        WEIGHT: repr(float(response.weight)),
    }
    return [
        *(known[fact] for fact in facts),
        *(cell_of(response, question, language) for question in asked),
    ]


def cell_of(response: Response, question: Question, language: Language | None) -> str:
    """What a response gives to a question, as the text of a cell that reads back the same.

    `language` says the language of labels; None writes codes.
    """
    state, value = response.states.get(question.id), response.values.get(question.id)
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


@dataclass(slots=True)
class _Workbook:
    """The workbook of one template: guidance, answers with drop-downs, codes."""

    instrument: Instrument
    language: Language
    asked: list[Question]
    facts: tuple[str, ...]

    def write(self, path: Path, heads: list[list[str]], rows: list[list[str]]) -> None:
        """Write it all. Every text is written as text: nothing in it can be a formula."""
        import xlsxwriter  # slow to import, and only needed when writing

        with xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            title = self.instrument.title[self.language]
            book.set_properties({"title": title, "comments": "", "created": MADE})
            self._guidance(book, title)
            kind = "conversations" if self.instrument.id == CONVERSATION_INSTRUMENT else "answers"
            answers = book.add_worksheet(self._say(f"sheet-{kind}"))
            codes = book.add_worksheet(self._say("sheet-codes"))
            ranges = self._codes(book, codes)
            self._answers(book, answers, heads, rows)
            last = FIRST_ROW + max(EMPTY_ROWS, len(rows))
            for column, question in enumerate(self.asked, len(self.facts)):
                self._validate(answers, column, last, question, ranges)

    def _say(self, key: str, **slots: object) -> str:
        return say(f"answers.{key}", self.language, **slots)

    def _guidance(self, book: Any, title: str) -> None:
        sheet = book.add_worksheet(self._say("sheet-guidance"))
        sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
        bold = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, self._say("how-title"), book.add_format({"bold": True}))
        for row, key in enumerate(GUIDANCE, 2):
            sheet.write_string(row, 0, self._say(f"how-{key}"))

    def _answers(
        self, book: Any, sheet: Any, heads: Sequence[list[str]], rows: list[list[str]]
    ) -> None:
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        as_text = book.add_format({"num_format": "@"})
        for column, heading in enumerate(heads[0]):
            wide = column >= len(self.facts) and not self._is_number(column)
            plain = None if self._is_number(column) else as_text
            sheet.set_column(column, column, WIDE if wide else NARROW, plain)
            sheet.write_string(0, column, heading, bold)
            sheet.write_string(1, column, heads[1][column], wrapped)
        for number, row in enumerate(rows, FIRST_ROW):
            for column, text in enumerate(row):
                self._cell(sheet, number, column, text)
        sheet.freeze_panes(FIRST_ROW, 1)

    def _cell(self, sheet: Any, row: int, column: int, text: str) -> None:
        if self._is_number(column) and _NUMBER.fullmatch(text):
            sheet.write_number(row, column, float(text))
        elif text:
            sheet.write_string(row, column, text)

    def _is_number(self, column: int) -> bool:
        """Whether a column holds numbers, from 0: weights, or a question's."""
        if column < len(self.facts):
            return self.facts[column] == WEIGHT
        return self.asked[column - len(self.facts)].kind in ("integer", "decimal")

    def _codes(self, book: Any, sheet: Any) -> dict[str, tuple[int, int]]:
        """Write the codes; the first and last row of each question's labels, from 0."""
        bold = book.add_format({"bold": True, "bottom": 1})
        for column, (key, width) in enumerate(
            (("question", NARROW), ("text", 80), ("code", WIDE), ("label", 60))
        ):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, self._say(f"heading-{key}"), bold)
        sheet.freeze_panes(1, 0)
        ranges, row = dict[str, tuple[int, int]](), 1
        for question in self.asked:
            label = full_label(self.instrument, question)[self.language]
            ranges[question.id] = (row, row + len(question.choices) - 1)
            for choice in question.choices:
                texts = (question.id, label, choice.code, choice.label[self.language])
                for column, text in enumerate(texts):
                    sheet.write_string(row, column, text)
                row += 1
        return ranges

    def _validate(
        self,
        sheet: Any,
        column: int,
        last: int,
        question: Question,
        ranges: dict[str, tuple[int, int]],
    ) -> None:
        """A drop-down or a number's limits: they advise, because codes and marks are right too."""
        if question.kind == "single":
            first, end = ranges[question.id]
            name = self._say("sheet-codes")
            rule: dict[str, Any] = {
                "validate": "list",
                "source": f"='{name}'!$D${first + 1}:$D${end + 1}",
                "error_title": self._say("list-title"),
                "error_message": self._say("list-message"),
            }
        elif question.kind == "integer" and None not in (question.low, question.high):
            rule = {
                "validate": "integer",
                "criteria": "between",
                "minimum": question.low,
                "maximum": question.high,
                "error_title": self._say("number-title"),
                "error_message": self._say("number-message", low=question.low, high=question.high),
            }
        else:
            return
        sheet.data_validation(FIRST_ROW, column, last, column, rule | {"error_type": "information"})
