"""The workbook in which a person codes words: written from the answers, read back to decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from diogel.core import Language, Problem, Refused, Severity
from diogel.files import Sheet, read_sheets
from diogel.language import say
from diogel.surveys.answers import Answers
from diogel.surveys.back_coding import (
    Decision,
    OpenAnswer,
    codes_of,
    decision_on,
    fingerprint_of,
    open_answers,
)
from diogel.surveys.headed_workbook import Column, add_headed_sheet, new_workbook
from diogel.surveys.imports.texts import comparable
from diogel.surveys.instrument import Question
from diogel.surveys.suggestions import nearest

NAME = "coding.xlsx"
COLUMNS = ("question", "response", "words", "fingerprint", "text", "proposed", "code", "coder")
WIDTHS = (14, 10, 14, 14, 70, 22, 28, 18)
Key = tuple[str, str, str]


def write_coding_workbook(
    answers: Answers, path: Path, language: Language, decisions: Sequence[Decision] = ()
) -> int:
    """Write every text that may be coded, with what was decided so far; how many texts.

    The first row names the columns for the program, the second for people.
    """
    listed = open_answers(answers)
    decided = {(d.question, d.response, d.words): d for d in decisions}
    columns = [
        Column(name, width, say(f"imports.coding-{name}", language))
        for name, width in zip(COLUMNS, WIDTHS, strict=True)
    ]
    with new_workbook(path) as book:
        rows = [_row(answer, decided) for answer in listed]
        add_headed_sheet(book, say("imports.coding-sheet", language), columns, rows)
        _codes(book, listed, language)
    return len(listed)


def _row(answer: OpenAnswer, decided: Mapping[Key, Decision]) -> tuple[str, ...]:
    key = (answer.question.id, answer.response, answer.words.id)
    found = decided.get(key)
    fingerprint = fingerprint_of(answer.text)
    if found is not None and found.fingerprint != fingerprint:
        found = None
    codes, coder = ("; ".join(found.codes), found.coder) if found else ("", "")
    return (*key, fingerprint, answer.text, answer.proposed, codes, coder)


def _codes(book: Any, listed: Sequence[OpenAnswer], language: Language) -> None:
    """The codes that may be chosen, by question."""
    sheet = book.add_worksheet(say("imports.coding-codes", language))
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 70)
    questions: dict[str, Question] = {a.question.id: a.question for a in listed}
    row = 0
    for question in questions.values():
        for choice in question.choices:
            for column, text in enumerate((question.id, choice.code, choice.label[language])):
                sheet.write_string(row, column, text)
            row += 1


def read_coding_workbook(
    path: Path, answers: Answers, today: date, earlier: Sequence[Decision] = ()
) -> tuple[Decision, ...]:
    """The decisions in a workbook; a row without a code is none.

    A decision that was there before keeps the day on which it was made.

    Raises
    ------
    Refused
        With everything wrong in the workbook; nothing of it is then to be kept.
    """
    sheet = next((s for s in read_sheets(path) if s.rows[0][: len(COLUMNS)] == COLUMNS), None)
    if sheet is None:
        place = Sheet("", (), path.name).place()
        raise Refused([Problem("coding.headings", place, "", ", ".join(COLUMNS))])
    known = {(a.question.id, a.response, a.words.id): a for a in open_answers(answers)}
    kept = {(d.question, d.response, d.words): d for d in earlier}
    problems, decisions = [*sheet.problems], list[Decision]()
    for row in range(3, len(sheet.rows) + 1):
        key = (sheet.cell(row, 1), sheet.cell(row, 2), sheet.cell(row, 3))
        answer, chosen = known.get(key), sheet.cell(row, 7)
        if not chosen:
            continue
        if answer is None or fingerprint_of(answer.text) != sheet.cell(row, 4):
            problems.append(Problem("coding.stale", sheet.place(row), key[1]))
            continue
        codes, wrong = _chosen(sheet, row, answer.question, chosen)
        coder = sheet.cell(row, 8)
        if not coder:
            wrong = [*wrong, Problem("coding.no-coder", sheet.place(row, 8, COLUMNS[7]))]
        problems.extend(wrong)
        made = decision_on(answer, codes, coder, today)
        same = kept.get(key)
        unchanged = same is not None and (same.codes, same.coder) == (made.codes, made.coder)
        decisions.append(same if unchanged and same is not None else made)
    if any(problem.severity is Severity.STOP for problem in problems):
        raise Refused(problems)
    return tuple(decisions)


def _chosen(
    sheet: Sheet, row: int, question: Question, text: str
) -> tuple[tuple[str, ...], list[Problem]]:
    """The chosen codes, given by code or by label in either language."""
    names = {
        comparable(name): choice.code
        for choice in question.choices
        for name in (choice.label.en, choice.label.cy, choice.code)
    }
    whole = names.get(comparable(text))
    codes, problems = list[str](), list[Problem]()
    for part in [whole] if whole else codes_of(text):
        code = names.get(comparable(part))
        if code is None:
            place = sheet.place(row, 7, COLUMNS[6])
            problems.append(
                Problem("coding.unknown-code", place, part[:80], nearest(part, question.codes))
            )
        else:
            codes.append(code)
    return tuple(dict.fromkeys(codes)), problems
