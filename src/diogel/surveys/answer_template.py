"""Writes the template that answers come back in: a workbook, or a text table.

Both hold ids in the first row and labels in the second. The workbook adds guidance, a
drop-down for each single choice, a sheet for each repeated group and a sheet of codes; it is
complete in one language, and is read back whichever language its labels are in.
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
from diogel.surveys.answer_headings import ROW, WEIGHT, full_label
from diogel.surveys.answer_layout import Layout, repeat_tables, response_table
from diogel.surveys.answers import Response
from diogel.surveys.instrument import Instrument, Question
from diogel.surveys.suggestions import folded
from diogel.surveys.xlsform import CONVERSATION_INSTRUMENT

GUIDANCE = (
    *("row", "code", "several", "joint", "blank", "marks", "withdrawn", "language", "personal"),
)
EMPTY_ROWS = 200
FIRST_ROW = 2  # rows of headings above the answers
WIDE, NARROW = 28, 12
MADE = datetime(2021, 1, 1)  # a fixed time of making, so that the same template is the same bytes
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
LONGEST_NAME = 31  # [characters] of a sheet
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


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
    given, said = tuple(responses), language if labels else None
    plain = path.suffix.lower() == ".csv"
    main = response_table(instrument, language, given, said, beside=plain)
    with write_atomically(path) as temporary:
        if plain:
            temporary.write_bytes(csv_bytes([main.ids, main.labels, *main.rows]))
        else:
            tables = (main, *repeat_tables(instrument, language, given, said))
            _Workbook(instrument, language, tables).write(temporary)


def sheet_names(instrument: Instrument, taken: Sequence[str]) -> dict[str, str]:
    """A name for the sheet of each repeated group: its id, as far as a sheet may have it."""
    used, names = {folded(name) for name in taken}, dict[str, str]()
    for repeat in instrument.repeats:
        allowed = _NOT_IN_NAMES.sub("_", repeat)
        name, number = allowed[:LONGEST_NAME], 1
        while folded(name) in used:
            number += 1
            name = f"{allowed[: LONGEST_NAME - 3]}~{number}"
        used.add(folded(name))
        names[repeat] = name
    return names


@dataclass(slots=True)
class _Workbook:
    """The workbook of one template: guidance, answers with drop-downs, codes."""

    instrument: Instrument
    language: Language
    tables: tuple[Layout, ...]

    def write(self, path: Path) -> None:
        """Write it all. Every text is written as text: nothing in it can be a formula."""
        import xlsxwriter  # slow to import, and only needed when writing

        with xlsxwriter.Workbook(
            str(path), {"strings_to_formulas": False, "strings_to_urls": False}
        ) as book:
            title = self.instrument.title[self.language]
            book.set_properties({"title": title, "comments": "", "created": MADE})
            self._guidance(book, title)
            kind = "conversations" if self.instrument.id == CONVERSATION_INSTRUMENT else "answers"
            own = [self._say(f"sheet-{name}") for name in ("guidance", kind, "codes")]
            names = {"": own[1], **sheet_names(self.instrument, own)}
            sheets = [book.add_worksheet(names[table.repeat]) for table in self.tables]
            ranges = self._codes(book, book.add_worksheet(own[2]))
            for sheet, table in zip(sheets, self.tables, strict=True):
                self._answers(book, sheet, table)
                self._validated(sheet, table, ranges)

    def _say(self, key: str, **slots: object) -> str:
        return say(f"answers.{key}", self.language, **slots)

    def _guidance(self, book: Any, title: str) -> None:
        sheet = book.add_worksheet(self._say("sheet-guidance"))
        sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True, "valign": "top"}))
        bold = book.add_format({"bold": True, "font_size": 14, "text_wrap": True})
        sheet.write_string(0, 0, title, bold)
        sheet.write_string(1, 0, self._say("how-title"), book.add_format({"bold": True}))
        guidance = (*GUIDANCE, *(("repeated",) if self.instrument.repeats else ()))
        for row, key in enumerate(guidance, 2):
            sheet.write_string(row, 0, self._say(f"how-{key}"))

    def _answers(self, book: Any, sheet: Any, table: Layout) -> None:
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        as_text = book.add_format({"num_format": "@"})
        numbers = [_is_number(table, column) for column in range(len(table.ids))]
        for column, heading in enumerate(table.ids):
            wide = column >= len(table.facts) and not numbers[column]
            plain = None if numbers[column] else as_text
            sheet.set_column(column, column, WIDE if wide else NARROW, plain)
            sheet.write_string(0, column, heading, bold)
            sheet.write_string(1, column, table.labels[column], wrapped)
        for number, row in enumerate(table.rows, FIRST_ROW):
            for column, text in enumerate(row):
                if numbers[column] and _NUMBER.fullmatch(text):
                    sheet.write_number(number, column, float(text))
                elif text:
                    sheet.write_string(number, column, text)
        sheet.freeze_panes(FIRST_ROW, 1)

    def _validated(self, sheet: Any, table: Layout, ranges: dict[str, tuple[int, int]]) -> None:
        last = FIRST_ROW + max(EMPTY_ROWS, len(table.rows))
        for column, question in enumerate(table.questions, len(table.facts)):
            if question is not None:
                self._validate(sheet, column, last, question, ranges)

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
        for question in (q for table in self.tables for q in table.questions if q):
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


def _is_number(table: Layout, column: int) -> bool:
    """Whether a column holds numbers, from 0: weights, row numbers, or a question's."""
    if column < len(table.facts):
        return table.facts[column] == WEIGHT or table.facts[column].startswith(ROW)
    question = table.questions[column - len(table.facts)]
    return question is not None and question.kind in ("integer", "decimal")
